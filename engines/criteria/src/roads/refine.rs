//! From a row that passes to a road: nothing in it that is not needed, no amount larger than needed.

use super::walk::Walk;
use crate::fact::SlotId;
use crate::firm::UNKNOWN;
use crate::row::Row;

/// More changes than this are not searched for passing parts one by one.
const WIDEST: usize = 18;
/// Two amounts that hold each other up (R&D and its domestic part) come down together in steps of some 40 %.
const ROUNDS: usize = 60;

impl Walk<'_> {
    /// Irreducible rows below a row that passes.
    pub fn refined(&self, row: Row) -> Vec<Row> {
        let row = self.without_idle(row);
        let row = self.smallest(row);
        let changed = self.changed(&row);
        let parts = self.passing_parts(&row, &changed);
        if parts.is_empty() {
            return vec![row];
        }
        parts
            .into_iter()
            .flat_map(|part| self.refined(part))
            .collect()
    }

    fn changed(&self, row: &Row) -> Vec<SlotId> {
        self.changes(row)
            .into_iter()
            .map(|change| change.slot)
            .collect()
    }

    /// Takes back changes that are not needed, the dearest first.
    fn without_idle(&self, mut row: Row) -> Row {
        let mut changed = self.changed(&row);
        changed.sort_by_cached_key(|slot| {
            let mut one = self.start.clone();
            one.values[slot.at()] = row.values[slot.at()];
            -self.cost(&one)
        });
        for slot in changed {
            let kept = row.values[slot.at()];
            row.values[slot.at()] = self.start.values[slot.at()];
            if !self.watch.passes(&row) {
                row.values[slot.at()] = kept;
            }
        }
        row
    }

    /// Brings each amount as near to where it was as the others allow, until none moves.
    fn smallest(&self, mut row: Row) -> Row {
        for _ in 0..ROUNDS {
            let before = row.clone();
            for slot in self.changed(&row) {
                let value = self.nearer(&row, slot);
                row.values[slot.at()] = value;
            }
            if row == before {
                break;
            }
        }
        row
    }

    /// The value nearest to the start at which the row still passes.
    fn nearer(&self, row: &Row, slot: SlotId) -> i64 {
        let (from, to) = (self.start.values[slot.at()], row.values[slot.at()]);
        let (least, greatest) = self.span(slot);
        let rising = if from == UNKNOWN {
            self.ways(slot).0
        } else {
            to > from
        };
        let range = match (from, rising) {
            (UNKNOWN, true) => (least, to),
            (UNKNOWN, false) => (to, greatest),
            (from, true) => (from + 1, to),
            (from, false) => (to, from - 1),
        };
        let mut row = row.clone();
        let stretches = self.stretches(&self.watch.touching(slot), slot, &mut row, range);
        let mut passes = |value: &i64| {
            row.values[slot.at()] = *value;
            self.watch.passes(&row)
        };
        let found = if rising {
            stretches
                .iter()
                .map(|stretch| stretch.0)
                .find(|value| passes(value))
        } else {
            stretches
                .iter()
                .rev()
                .map(|stretch| stretch.1)
                .find(|value| passes(value))
        };
        found.unwrap_or(to)
    }

    /// Proper parts of the changes that pass by themselves and hold no smaller such part.
    fn passing_parts(&self, row: &Row, changed: &[SlotId]) -> Vec<Row> {
        if changed.len() > WIDEST {
            return Vec::new();
        }
        let all = (1u32 << changed.len()) - 1;
        let mut masks: Vec<u32> = (1..all).collect();
        masks.sort_by_key(|mask| mask.count_ones());
        let mut found: Vec<(u32, Row)> = Vec::new();
        let mut part = self.start.clone();
        for mask in masks {
            if found.iter().any(|(smaller, _)| smaller & mask == *smaller) {
                continue;
            }
            for (at, slot) in changed.iter().enumerate() {
                let from = if mask >> at & 1 == 1 {
                    row
                } else {
                    &self.start
                };
                part.values[slot.at()] = from.values[slot.at()];
            }
            if self.watch.passes(&part) {
                found.push((mask, part.clone()));
            }
        }
        found.into_iter().map(|(_, part)| part).collect()
    }
}
