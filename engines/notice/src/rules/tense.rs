//! Tense: does a number tell a result, or set a goal?

pub mod aside;
mod cue;
mod evidence;
mod turn;

pub use cue::{
    Reach, hands_out, is_done, of_clause, opens_with_last_year, speaks_of_plan, strives,
};
pub use evidence::{Before, is_counted, of_paragraph, opens_with_result};
pub use turn::{opens_plan, told_of_a_year, turn};

/// What a clause speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// A past or present result.
    Past,
    /// This year or later.
    Plan,
}
