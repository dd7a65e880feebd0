//! A cell of a table as a fact: what is read, what is a problem.

use crate::fact::{Facts, SlotId};
use crate::firm::Firm;

/// What is wrong with a cell or a row, for the person who filled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub column: String,
    /// As it was written.
    pub value: String,
    /// A Chinese sentence: what is wrong, what to do.
    pub reason: String,
}

/// Reads a cell: `Ok(None)` for an empty one; money comes out in fen, days as days since 1970-01-01.
///
/// # Errors
/// The Chinese sentence.
pub fn read(_facts: &Facts, _slot: SlotId, _text: &str) -> Result<Option<i64>, String> {
    unimplemented!()
}

/// What cannot be between the facts of one firm (more technical people than people, a share over one).
pub fn contradictions(_facts: &Facts, _firm: &Firm) -> Vec<Problem> {
    unimplemented!()
}

/// What is lawful but worth a look (R&D above sales).
pub fn warnings(_facts: &Facts, _firm: &Firm) -> Vec<Problem> {
    unimplemented!()
}
