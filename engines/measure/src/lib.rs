#![doc = include_str!("../README.md")]

mod asking;
pub mod beat;
pub mod calendar;
pub mod curve;
mod exact;
mod fault;
pub mod fold;
pub mod forecast;
pub mod indicator;
pub mod kind;
pub mod language;
pub mod light;
mod near;
pub mod plain;
mod reason;
pub mod sql;
mod toml_fault;

pub use asking::{Asking, Known, Scope};
pub use exact::Exact;
pub use fault::{Fault, Span};
pub use reason::{Reason, UnknownReason};
