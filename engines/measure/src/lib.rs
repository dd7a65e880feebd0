mod fault;
pub mod indicator;
pub mod kind;
pub mod language;
mod near;
mod toml_fault;

pub use fault::{Fault, Span};
