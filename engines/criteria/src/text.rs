//! The facts file and the answers as text: which column is which, what a line says, the line of JSON that answers it.

mod heads;
mod json;
mod line;
#[cfg(test)]
mod tests;

pub use heads::{HeadFault, Heads};
pub use json::Writer;
pub use line::Line;
