#![allow(clippy::unwrap_used)]

mod agreement;
mod catalogue;
mod database;
mod histories;
mod shipped;
