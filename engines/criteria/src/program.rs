//! A criterion made ready for a day, and everything it can be asked.

use values::Day;

use crate::criterion::{Clause, Criterion};
use crate::exact::Exact;
use crate::fact::{Facts, SlotId};
use crate::firm::Firm;
use crate::screening::Screening;
use crate::table::Table;
use crate::verdict::{Finding, Judgement};

/// A criterion on a day.
#[derive(Clone, Debug)]
pub struct Program<'a> {
    pub criterion: &'a Criterion,
    pub facts: &'a Facts,
    pub day: Day,
}

impl<'a> Program<'a> {
    pub(crate) fn new(criterion: &'a Criterion, facts: &'a Facts, day: Day) -> Self {
        Program {
            criterion,
            facts,
            day,
        }
    }

    /// The clauses in force on the day, in the order of [`Judgement::clauses`].
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.criterion.clauses.iter()
    }

    /// The columns it looks at, in the order of the definitions.
    pub fn slots(&self) -> Vec<SlotId> {
        Vec::new()
    }

    /// One firm against it: exact over every value that missing facts and empty marks can have.
    pub fn judge(&self, _firm: &Firm) -> Judgement {
        unimplemented!()
    }

    /// Many firms against it.
    pub fn screen(&self, _table: &Table) -> Screening {
        unimplemented!()
    }

    /// The sentence of a clause's finding for people: `11 ÷ 126 = 8.73%，要求 ≥ 10%，差 2 人`.
    pub fn say(&self, _clause: usize, _finding: &Finding) -> String {
        unimplemented!()
    }

    /// The same criterion with another threshold in one clause (a share as 0.05, money in yuan, counts, days or points whole);
    /// every tier of a tiered share is replaced. `None` where the clause has no threshold.
    pub fn with_threshold(&self, _clause: usize, _threshold: Exact) -> Option<Program<'a>> {
        unimplemented!()
    }
}
