//! The facts of one firm, and the columns of many.

use crate::fact::{Facts, SlotId};

/// Stands for a fact that is not given.
pub(crate) const UNKNOWN: i64 = i64::MIN;
/// Stands for a fact of which something was given that cannot be read: not known, but not left empty either.
pub(crate) const UNREADABLE: i64 = i64::MIN + 1;

/// The largest amount that is read, in fen: a hundred thousand times a hundred million yuan. So every sum and product of a decision is exact.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// The facts of one firm as told, one value a column: money in fen, days since 1970-01-01, flags 0 or 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    pub(crate) values: Vec<i64>,
}

impl Firm {
    /// A firm of which nothing is known.
    pub fn new(facts: &Facts) -> Self {
        Firm {
            values: vec![UNKNOWN; facts.slots.len()],
        }
    }

    /// `None` for a fact that is not given.
    pub fn get(&self, slot: SlotId) -> Option<i64> {
        Some(self.values[slot.at()]).filter(|value| *value > UNREADABLE)
    }

    /// Something is given of a fact that cannot be read. It is missing, and does not mean what an empty cell means.
    pub fn set_unreadable(&mut self, slot: SlotId) {
        self.values[slot.at()] = UNREADABLE;
    }

    /// Amounts are held within ±[`LARGEST`].
    pub fn set(&mut self, slot: SlotId, value: Option<i64>) {
        self.values[slot.at()] = value.map_or(UNKNOWN, |value| value.clamp(-LARGEST, LARGEST));
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.values.fill(UNKNOWN);
    }

    /// In how many of the three accounting years it was in business: from the first with a revenue figure on, be it one that
    /// cannot be read.
    pub fn years(&self, facts: &Facts) -> u8 {
        let given = facts
            .opening
            .iter()
            .position(|slot| self.values[slot.at()] != UNKNOWN);
        given.map_or(0, |first| {
            u8::try_from(facts.opening.len() - first).unwrap_or(0)
        })
    }
}
