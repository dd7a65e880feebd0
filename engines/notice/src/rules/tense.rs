//! Tense: does a number tell a result, or set a goal?

mod cue;
mod evidence;

pub use cue::{Reach, of_clause, speaks_of_plan};
pub use evidence::{Before, is_counted, of_paragraph, opens_with_result};

/// What a clause speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// A past or present result.
    Past,
    /// This year or later.
    Plan,
}
