//! What one change can mend one test.

use super::walk::Walk;
use crate::criterion::{Share, Test};
use crate::fact::{Direction, Kind, SlotId};
use crate::firm::{LARGEST, UNKNOWN};
use crate::row::Row;
use crate::worlds::{Atom, Search};

/// Columns that get new values together.
pub type Step = Vec<(SlotId, i64)>;

impl Walk<'_> {
    /// The directions in which a column may go: (up, down).
    pub fn ways(&self, slot: SlotId) -> (bool, bool) {
        let facts = self.watch.program.facts;
        let fact = facts.fact(slot);
        let (up, down) = match fact.road {
            Direction::Fixed => (false, false),
            Direction::Up => (true, false),
            Direction::Down => (false, true),
            Direction::Both => (true, true),
        };
        let start = self.start.values[slot.at()];
        match facts.slot(slot).year {
            // Years before the firm was in business stay as they are.
            Some(year) if i64::from(year) <= 3 - self.start.years => (false, false),
            // Of earlier years only what is missing or below zero is worth mending.
            Some(1 | 2) if start != UNKNOWN && start > 0 => (false, false),
            _ => (up, down),
        }
    }

    /// The directions in which a column may go on: what was moved does not turn round, or the search would go in circles.
    pub fn onward(&self, slot: SlotId, row: &Row) -> (bool, bool) {
        let (up, down) = self.ways(slot);
        let (start, now) = (self.start.values[slot.at()], row.values[slot.at()]);
        if start == UNKNOWN {
            return (up, down);
        }
        (up && now >= start, down && now <= start)
    }

    /// Least and greatest value that a road may set.
    pub fn span(&self, slot: SlotId) -> (i64, i64) {
        let fact = self.watch.program.facts.fact(slot);
        let least = fact.least.max(self.contained(slot));
        match fact.kind {
            Kind::Money => (least.max(-LARGEST), LARGEST),
            _ => (least, fact.greatest),
        }
    }

    /// What is in a fact anyway; where the firm itself tells of less, only that. A missing amount is never set below 0:
    /// that would ask the least of a firm, and tell it nothing.
    fn contained(&self, slot: SlotId) -> i64 {
        let fact = self.watch.program.facts.fact(slot);
        let inner = fact.contains.and_then(|inner| self.start.given(inner));
        match (inner, self.start.given(slot)) {
            (Some(inner), Some(now)) => inner.min(now),
            (inner, None) => inner.unwrap_or(0).max(0),
            (None, Some(_)) => i64::MIN,
        }
    }

    /// Changes of one column after which the test holds, or that lead towards it (the next tier, a divisor above 0).
    pub fn mending(&self, test: &Test, row: &Row) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut slots = Vec::new();
        test.slots(&mut slots);
        slots.sort_unstable();
        slots.dedup();
        if let Test::Any(tests) = test {
            return tests
                .iter()
                .flat_map(|one| self.mending(one, row))
                .collect();
        }
        for slot in &slots {
            steps.extend(
                self.nearest(test, *slot, row)
                    .into_iter()
                    .map(|value| vec![(*slot, value)]),
            );
        }
        if let Test::Share(share) = test {
            steps.extend(self.towards(share, row));
        }
        steps
    }

    /// The nearest values of a column at which a test holds, up and down.
    fn nearest(&self, test: &Test, slot: SlotId, row: &Row) -> Vec<i64> {
        let program = self.watch.program;
        let holds = |row: &Row| test.holds(row, program.day);
        self.ways_out(&[Atom::Test(test)], slot, row, &holds)
    }

    /// The nearest values of a column, up and down, at which something holds that only the atoms decide. Of a missing fact
    /// the least demand: the smallest amount where more is better, the largest where less is.
    pub fn ways_out(
        &self,
        atoms: &[Atom<'_>],
        slot: SlotId,
        row: &Row,
        holds: &dyn Fn(&Row) -> bool,
    ) -> Vec<i64> {
        let (up, down) = self.onward(slot, row);
        let now = row.values[slot.at()];
        let (least, greatest) = self.span(slot);
        let mut row = row.clone();
        let mut found = Vec::new();
        if up {
            let from = if now == UNKNOWN { least } else { now + 1 };
            let stretches = self.stretches(atoms, slot, &mut row, (from, greatest));
            found.extend(
                stretches
                    .iter()
                    .map(|stretch| stretch.0)
                    .find(|value| at(&mut row, slot, *value, holds)),
            );
        }
        if down {
            let to = if now == UNKNOWN { greatest } else { now - 1 };
            let stretches = self.stretches(atoms, slot, &mut row, (least, to));
            let ends = stretches.iter().rev().map(|stretch| stretch.1);
            found.extend(
                ends.into_iter()
                    .find(|value| at(&mut row, slot, *value, holds)),
            );
        }
        found
    }

    /// Stretches of one answer of the atoms along a column, rising.
    pub fn stretches(
        &self,
        atoms: &[Atom<'_>],
        slot: SlotId,
        row: &mut Row,
        (from, to): (i64, i64),
    ) -> Vec<(i64, i64)> {
        if from > to {
            return Vec::new();
        }
        let program = self.watch.program;
        let search = Search {
            atoms,
            facts: program.facts,
            day: program.day,
        };
        let starts = search.turns(row, slot, from.into(), to.into());
        let starts = starts.into_iter().map(i64::try_from);
        // None lies outside of the stretch asked for.
        let starts: Vec<i64> = starts.filter_map(Result::ok).collect();
        let ends = starts.iter().skip(1).map(|next| next - 1).chain([to]);
        starts.iter().copied().zip(ends).collect()
    }

    /// Steps that do not suffice by themselves: over the end of a tier, or to a divisor above 0.
    fn towards(&self, share: &Share, row: &Row) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(by) = share.by.filter(|by| row.known(*by) && self.ways(*by).0) {
            let now = row.values[by.at()];
            let ends = share.tiers.iter().filter_map(|tier| tier.0);
            let ahead: Vec<i64> = ends.filter(|end| now <= *end && *end < LARGEST).collect();
            steps.extend(ahead.into_iter().map(|end| vec![(by, end + 1)]));
        }
        let known = share.whole.slots().all(|slot| row.known(slot));
        if known && share.whole.value(&row.values) <= 0 {
            let movable = share.whole.slots().filter(|slot| self.ways(*slot).0);
            steps.extend(movable.map(|slot| vec![(slot, row.values[slot.at()] + 1)]));
        }
        steps
    }

    /// Changes that end a contradiction: less of the part, or more of the whole.
    pub fn untangled(&self, row: &Row) -> Vec<Step> {
        let Some((limit, over)) = self.watch.excess(row) else {
            return Vec::new();
        };
        let up = limit
            .whole
            .slots()
            .filter(|slot| self.ways(*slot).0)
            .map(|slot| (slot, over));
        let down = limit
            .part
            .slots()
            .filter(|slot| self.ways(*slot).1)
            .map(|slot| (slot, -over));
        up.chain(down)
            .map(|(slot, by)| vec![(slot, row.values[slot.at()] + by)])
            .collect()
    }
}

fn at(row: &mut Row, slot: SlotId, value: i64, holds: &dyn Fn(&Row) -> bool) -> bool {
    row.values[slot.at()] = value;
    holds(row)
}
