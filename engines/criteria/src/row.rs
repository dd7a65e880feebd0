//! A firm as the readings see it: years not in business put aside, empty cells that mean something filled in.

use crate::fact::{Facts, SlotId};
use crate::firm::{Firm, UNKNOWN};
use crate::linear::Linear;

/// A fact that is not given may be as large as this. Far beyond every given amount times every divisor of a threshold, so
/// that what holds at its end holds beyond it.
pub(crate) const HUGE: i64 = 1_000_000_000_000_000_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub values: Vec<i64>,
    /// Accounting years in business, 0 to 3.
    pub years: i64,
}

impl Row {
    pub fn of(facts: &Facts, firm: &Firm) -> Self {
        let mut row = Row {
            values: firm.values.clone(),
            years: firm.years(facts).into(),
        };
        for (id, slot) in facts.slots() {
            let value = &mut row.values[id.at()];
            if slot
                .year
                .is_some_and(|year| i64::from(year) <= 3 - row.years)
            {
                *value = 0;
            } else if *value == UNKNOWN
                && let Some(empty) = facts.fact(id).empty
            {
                *value = empty;
            }
        }
        row
    }

    pub fn known(&self, slot: SlotId) -> bool {
        self.values[slot.at()] != UNKNOWN
    }

    pub fn given(&self, slot: SlotId) -> Option<i64> {
        Some(self.values[slot.at()]).filter(|value| *value != UNKNOWN)
    }

    /// A sum of which all is known.
    pub fn sum(&self, sum: &Linear) -> Option<i128> {
        let known = sum.slots().all(|slot| self.known(slot));
        known.then(|| sum.value(&self.values))
    }
}
