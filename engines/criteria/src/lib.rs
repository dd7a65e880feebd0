#![doc = include_str!("../README.md")]

pub mod cell;
pub mod county;
pub mod criterion;
mod exact;
pub mod fact;
mod fault;
mod firm;
mod linear;
mod program;
mod reach;
pub mod roads;
mod row;
mod score;
mod screening;
mod sign;
mod table;
mod test;
pub mod text;
mod verdict;
mod worlds;

pub use criterion::{Clause, Confidence, Criterion};
pub use exact::Exact;
pub use fact::{Facts, SlotId};
pub use fault::Fault;
pub use firm::{Firm, LARGEST};
pub use program::Program;
pub use roads::{Calendar, Change, Prices, Road};
pub use screening::{Plain, Reason, Reasons, Screening};
pub use table::Table;
pub use verdict::{Finding, Judgement, Score, Verdict};
