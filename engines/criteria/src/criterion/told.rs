//! What a page asks of a clause.

use super::{Clause, Criterion, Test};
use crate::fact::SlotId;
use crate::verdict::Score;

impl Criterion {
    /// Whether what the column counts serves one application under it only.
    pub fn is_single_use(&self, column: &str) -> bool {
        self.single_use.iter().any(|one| one == column)
    }
}

impl Clause {
    /// It sets only an upper limit: the number needed is the greatest that may be.
    pub fn is_ceiling(&self) -> bool {
        matches!(
            &self.test,
            Test::Bound {
                least: None,
                greatest: Some(_),
                ..
            }
        )
    }

    /// It compares a share: its numbers are parts of one, shown in percent.
    pub fn is_share(&self) -> bool {
        matches!(&self.test, Test::Share(_))
    }

    /// The column that it asks as it stands: a yes or no, or one of several options.
    pub fn slot(&self) -> Option<SlotId> {
        match &self.test {
            Test::Flag { slot, .. } | Test::OneOf { slot, .. } => Some(*slot),
            _ => None,
        }
    }

    /// It asks for points.
    pub fn is_score(&self) -> bool {
        matches!(&self.test, Test::Score { .. })
    }

    /// The reach of the points that it asks for, of all of them or of one part; `None` where it asks for none.
    pub fn points(&self, score: &Score) -> Option<(i64, i64)> {
        match &self.test {
            Test::Score { part: None, .. } => Some((score.low, score.high)),
            Test::Score {
                part: Some(part), ..
            } => score.parts.get(*part).copied(),
            _ => None,
        }
    }

    /// It has one number that could be another.
    pub fn has_threshold(&self) -> bool {
        !matches!(
            &self.test,
            Test::Flag { .. } | Test::OneOf { .. } | Test::Any(_)
        )
    }
}
