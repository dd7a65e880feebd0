//! The program itself, run as a person runs it.
#![allow(clippy::unwrap_used)]

mod backup;
mod demonstration;
mod killed;
mod place;
