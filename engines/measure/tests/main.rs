#![allow(clippy::unwrap_used)]

mod agreement;
mod bridges;
mod catalogue;
mod database;
mod histories;
mod shipped;
mod traps;
mod worlds;
