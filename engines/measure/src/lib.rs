mod fault;
pub mod kind;
mod near;
mod toml_fault;

pub use fault::{Fault, Span};
