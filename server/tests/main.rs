//! The program itself, run as a person runs it.
#![allow(clippy::unwrap_used)]

mod backup;
mod demonstration;
mod hosting;
mod imports;
mod killed;
mod place;
mod screen;
mod site_imports;
mod strangers;
