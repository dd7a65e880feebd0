#![allow(clippy::unwrap_used)]

mod agreement;
mod bridges;
mod calibration;
mod catalogue;
mod database;
mod histories;
mod shipped;
mod simulated;
mod traps;
mod worlds;
