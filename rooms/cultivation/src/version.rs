//! Versions: a line is never overwritten, the version held is closed and a new one added.

pub mod store;
