//! The rules of the language, one a file.

pub mod assignment;
pub mod clause;
pub mod comparator;
pub mod cover;
pub mod deadline;
pub mod duty;
pub mod exclude;
pub mod firmness;
pub mod name;
pub mod office;
pub mod respectively;
pub mod rhythm;
pub mod task;
pub mod tense;
