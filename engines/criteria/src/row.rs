//! A firm as the readings see it: years not in business put aside, empty cells that mean something filled in.

use crate::fact::{Facts, SlotId};
use crate::firm::{Firm, UNKNOWN, UNREADABLE};
use crate::linear::Linear;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub values: Vec<i64>,
    /// Accounting years in business, 0 to 3.
    pub years: i64,
    /// A missing fact on its way beyond every amount that is read.
    far: Option<(SlotId, i128)>,
}

impl Row {
    pub fn new(values: Vec<i64>, years: i64) -> Self {
        Row {
            values,
            years,
            far: None,
        }
    }

    pub fn of(facts: &Facts, firm: &Firm) -> Self {
        let mut row = Row::new(firm.values.clone(), firm.years(facts).into());
        for (id, slot) in facts.slots() {
            let value = &mut row.values[id.at()];
            if slot
                .year
                .is_some_and(|year| i64::from(year) <= 3 - row.years)
            {
                *value = 0;
            } else if *value == UNREADABLE {
                *value = UNKNOWN;
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

    /// Gives a missing fact a value of any size; one at a time may lie beyond what is read.
    pub fn put(&mut self, slot: SlotId, value: i128) {
        let near = i64::try_from(value).ok().filter(|near| *near != UNKNOWN);
        self.far = if near.is_none() {
            Some((slot, value))
        } else {
            None
        };
        self.values[slot.at()] = near.unwrap_or(if value < 0 { -i64::MAX } else { i64::MAX });
    }

    /// Takes back what was [put](Row::put).
    pub fn restore(&mut self, slot: SlotId, kept: i64) {
        self.values[slot.at()] = kept;
        self.far = None;
    }

    pub fn value(&self, slot: SlotId) -> i128 {
        match self.far {
            Some((far, value)) if far == slot => value,
            _ => self.values[slot.at()].into(),
        }
    }

    pub fn total(&self, sum: &Linear) -> i128 {
        let near = sum.value(&self.values);
        let Some((slot, value)) = self.far else {
            return near;
        };
        let beyond = value - i128::from(self.values[slot.at()]);
        near + sum.factor(slot) * beyond
    }

    /// How much the known facts of a sum can weigh, but for one.
    pub fn weight(&self, sum: &Linear, without: SlotId) -> i128 {
        let others = sum.terms.iter();
        let others = others.filter(|(slot, _)| *slot != without && self.known(*slot));
        others
            .map(|(slot, factor)| (self.value(*slot) * i128::from(*factor)).abs())
            .sum()
    }

    /// A sum of which all is known.
    pub fn sum(&self, sum: &Linear) -> Option<i128> {
        let known = sum.slots().all(|slot| self.known(slot));
        known.then(|| sum.value(&self.values))
    }
}
