//! What a page asks of a clause.

use super::{Clause, Test};

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

    /// It has one number that could be another.
    pub fn has_threshold(&self) -> bool {
        !matches!(
            &self.test,
            Test::Flag { .. } | Test::OneOf { .. } | Test::Any(_)
        )
    }
}
