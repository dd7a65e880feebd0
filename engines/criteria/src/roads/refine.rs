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
        let changed: Vec<SlotId> = self.changed(&row).map(|one| one.0).collect();
        let parts = self.passing_parts(&row, &changed);
        if parts.is_empty() {
            return vec![row];
        }
        parts
            .into_iter()
            .flat_map(|part| self.refined(part))
            .collect()
    }

    /// Takes back changes that are not needed, the dearest first.
    fn without_idle(&self, mut row: Row) -> Row {
        let mut changed: Vec<SlotId> = self.changed(&row).map(|one| one.0).collect();
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
        let changed: Vec<SlotId> = self.changed(&row).map(|one| one.0).collect();
        // How many are known to stay: looked at since one last moved, and that one.
        let mut still = 0;
        for slot in changed.iter().cycle().take(ROUNDS * changed.len()) {
            let value = self.nearer(&row, *slot);
            still = if value == row.values[slot.at()] {
                still + 1
            } else {
                1
            };
            row.values[slot.at()] = value;
            if still == changed.len() {
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
        let mut masks = self.likely_parts(row, changed);
        masks.sort_unstable_by_key(|mask| (mask.count_ones(), *mask));
        let mut found: Vec<(u32, Row)> = Vec::new();
        let mut part = self.start.clone();
        for mask in masks {
            if found.iter().any(|(smaller, _)| smaller & mask == *smaller) {
                continue;
            }
            self.take(&mut part, (row, changed), mask);
            if self.watch.passes(&part) {
                found.push((mask, part.clone()));
            }
        }
        found.into_iter().map(|(_, part)| part).collect()
    }

    /// Proper parts that no rule, limit or sum of points refuses by itself. Each of them looks at few columns and is asked
    /// once for all parts that are alike in these.
    fn likely_parts(&self, row: &Row, changed: &[SlotId]) -> Vec<u32> {
        let all = (1u32 << changed.len()) - 1;
        let (mut masks, mut open) = (vec![0], all);
        let mut widen = |masks: &mut Vec<u32>, by: u32| {
            for at in 0..changed.len() {
                if (by & open) >> at & 1 == 1 {
                    let with: Vec<u32> = masks.iter().map(|mask| mask | 1 << at).collect();
                    masks.extend(with);
                }
            }
            open &= !by;
        };
        for bar in self.watch.bars() {
            let clear = self.asked((row, changed), bar.slots, |part| {
                self.watch.clears(bar, part)
            });
            widen(&mut masks, clear.of);
            masks.retain(|mask| clear.at(*mask));
        }
        widen(&mut masks, all);
        if self.watch.points_known(&self.start) {
            let parts = self.watch.parts.iter().enumerate();
            let lows = parts.map(|(at, slots)| {
                self.asked((row, changed), slots, |part| self.watch.ends_of(at, part).0)
            });
            let lows: Vec<Asked<i64>> = lows.collect();
            let low = |mask, part: Option<usize>| match part {
                Some(part) => lows[part].at(mask),
                None => lows.iter().map(|low| low.at(mask)).sum(),
            };
            for (part, least) in self.watch.scores() {
                masks.retain(|mask| low(*mask, part) >= least);
            }
        }
        masks.retain(|mask| ![0, all].contains(mask));
        masks
    }

    /// Asks something that looks only at some columns, once for each choice of a row's changes to them.
    fn asked<T: Copy>(
        &self,
        (row, changed): (&Row, &[SlotId]),
        slots: &[SlotId],
        ask: impl Fn(&Row) -> T,
    ) -> Asked<T> {
        let places = (0..changed.len()).filter(|at| slots.contains(&changed[*at]));
        let of = places.fold(0u32, |of, at| of | 1 << at);
        let mut part = self.start.clone();
        let mut answers = Vec::with_capacity(1 << of.count_ones());
        // All within `of`, rising.
        let mut mask = 0u32;
        loop {
            self.take(&mut part, (row, changed), mask);
            answers.push(ask(&part));
            mask = mask.wrapping_sub(of) & of;
            if mask == 0 {
                return Asked { of, answers };
            }
        }
    }

    /// The start with some of a row's changes.
    fn take(&self, part: &mut Row, (row, changed): (&Row, &[SlotId]), mask: u32) {
        for (at, slot) in changed.iter().enumerate() {
            let taken = mask >> at & 1 == 1;
            let from = if taken { row } else { &self.start };
            part.values[slot.at()] = from.values[slot.at()];
        }
    }
}

/// The answers to a question that looks only at the changes in `of`.
struct Asked<T> {
    of: u32,
    /// By the bits of a mask that are in `of`, close together.
    answers: Vec<T>,
}

impl<T: Copy> Asked<T> {
    fn at(&self, mask: u32) -> T {
        let (mut left, mut at, mut place) = (self.of, 0, 0);
        while left != 0 {
            at |= (mask >> left.trailing_zeros() & 1) << place;
            left &= left - 1;
            place += 1;
        }
        self.answers[at as usize]
    }
}
