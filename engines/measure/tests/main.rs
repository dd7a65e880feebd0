#![allow(clippy::unwrap_used)]

mod catalogue;
mod shipped;
