//! Every answer that missing facts allow. A missing fact may take any value of its kind, independently of the others.
//!
//! Along one column, the others held, the answers change at finitely many places, which are found exactly: each atom gives
//! numbers that only rise or only fall along a stretch, so a stretch with equal numbers at both ends is one answer; and each
//! tells an amount beyond which it turns no more, so that the last stretch is the whole rest up to infinity. With
//! several facts missing, each takes its turn as the exact one while the others take sample values: all of a short kind,
//! the ends, the limits of the atoms, small amounts and amounts of the size of the known ones.

use values::Day;

use crate::criterion::{Grade, Points, Test};
use crate::fact::{Facts, Kind, SlotId};
use crate::firm::LARGEST;
use crate::row::Row;
use crate::sign::Sign;

/// The farthest sample of a fact while another takes its turn as the exact one. No end: how far the exact one is looked at
/// goes by the samples of the others.
const SAMPLED: i128 = 1_000_000_000_000_000_000;
/// A square of the largest amount that is read, times the finest divisor of a growth, and room in it. Reached only where
/// samples this large meet in one growth, which then has every grade already.
const FARTHEST: i128 = 1 << 108;

/// What is asked of a row: whether a test holds (1 or 0), or a grade.
#[derive(Clone, Copy)]
pub(crate) enum Atom<'a> {
    Test(&'a Test),
    Points(&'a Points),
}

impl Atom<'_> {
    fn answer(&self, row: &Row, day: Day) -> Grade {
        match self {
            Atom::Test(test) => {
                let holds = i64::from(test.holds(row, day));
                (holds, holds)
            }
            Atom::Points(points) => points.grade(row),
        }
    }

    pub fn sign(&self, row: &Row, day: Day, out: &mut Sign) {
        match self {
            Atom::Test(test) => test.sign(row, day, out),
            Atom::Points(points) => points.sign(row, out),
        }
    }

    /// An amount of a column beyond which, up or down, its answer turns no more with all else held.
    fn beyond(&self, slot: SlotId, row: &Row) -> i128 {
        match self {
            Atom::Test(test) => test.beyond(slot, row),
            Atom::Points(points) => points.beyond(slot, row),
        }
    }
}

/// The answers of all atoms together in each world, and the missing facts that can turn one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Worlds {
    pub answers: Vec<Vec<Grade>>,
    pub turning: Vec<SlotId>,
}

pub(crate) struct Search<'a> {
    pub atoms: &'a [Atom<'a>],
    pub facts: &'a Facts,
    pub day: Day,
}

impl Search<'_> {
    /// All answers of the atoms over the values of the missing facts.
    pub fn worlds(&self, row: &Row, missing: &[SlotId]) -> Worlds {
        let mut found = Worlds::default();
        let most: usize = self.atoms.iter().map(most).product();
        for exact in missing {
            let outer: Vec<SlotId> = missing
                .iter()
                .copied()
                .filter(|slot| slot != exact)
                .collect();
            let mut row = row.clone();
            self.outer(&mut row, &outer, *exact, most, &mut found);
        }
        found
    }

    fn outer(
        &self,
        row: &mut Row,
        outer: &[SlotId],
        exact: SlotId,
        most: usize,
        found: &mut Worlds,
    ) {
        let Some((slot, rest)) = outer.split_first() else {
            self.along(row, exact, found);
            return;
        };
        let kept = row.values[slot.at()];
        for value in self.samples(*slot, row) {
            row.values[slot.at()] = value;
            self.outer(row, rest, exact, most, found);
            if found.answers.len() >= most && found.turning.contains(&exact) {
                break;
            }
        }
        row.values[slot.at()] = kept;
    }

    /// Least and greatest value of a missing fact; of one without end, values beyond which nothing turns.
    fn ends(&self, slot: SlotId, row: &Row) -> (i128, i128) {
        let fact = self.facts.fact(slot);
        let (least, greatest) = (fact.least.into(), fact.greatest.into());
        match fact.kind {
            Kind::Money | Kind::Count => {
                let far = self.atoms.iter().map(|atom| atom.beyond(slot, row)).max();
                let far = far.unwrap_or(0).clamp(LARGEST.into(), FARTHEST);
                (if least < 0 { -far } else { least }, far)
            }
            // What an empty cell means is a value too.
            _ => {
                let empty = fact.empty.map(i128::from);
                let low = empty.map_or(least, |empty| empty.min(least));
                (low, empty.map_or(greatest, |empty| empty.max(greatest)))
            }
        }
    }

    fn samples(&self, slot: SlotId, row: &Row) -> Vec<i64> {
        let (least, greatest) = self.ends(slot, row);
        let [least, greatest] = [least, greatest].map(|end| end.clamp(-SAMPLED, SAMPLED) as i64);
        if greatest - least <= 16 {
            return (least..=greatest).collect();
        }
        let mut all = vec![least, 0, 1, greatest];
        for atom in self.atoms {
            match atom {
                Atom::Test(test) => test.samples(slot, row, &mut all),
                Atom::Points(points) => points.samples(slot, row, &mut all),
            }
        }
        all.retain(|value| (least..=greatest).contains(value));
        let mut seen = Vec::new();
        all.retain(|value| {
            let first = !seen.contains(value);
            seen.push(*value);
            first
        });
        all
    }

    /// The first value of each stretch of one column with one answer, all else held.
    pub fn turns(&self, row: &mut Row, slot: SlotId, from: i128, to: i128) -> Vec<i128> {
        let kept = row.values[slot.at()];
        let mut turns = vec![from];
        let mut starts = Vec::new();
        for atom in self.atoms {
            starts.clear();
            starts.push(from);
            if let Atom::Points(points) = atom {
                points.breaks(slot, row, &mut starts);
            }
            starts.retain(|start| (from..=to).contains(start));
            starts.sort_unstable();
            let mut along = Along {
                atom,
                day: self.day,
                row,
                slot,
                turns: &mut turns,
            };
            for (at, start) in starts.iter().enumerate() {
                let end = starts.get(at + 1).map_or(to, |next| next - 1);
                along.turns.push(*start);
                let ends = (along.sign(*start), along.sign(end));
                along.halve((*start, end), ends);
            }
        }
        row.restore(slot, kept);
        turns.sort_unstable();
        turns.dedup();
        turns
    }

    fn along(&self, row: &mut Row, slot: SlotId, found: &mut Worlds) {
        let (least, greatest) = self.ends(slot, row);
        let turns = self.turns(row, slot, least, greatest);
        let kept = row.values[slot.at()];
        let mut first: Option<Vec<Grade>> = None;
        for value in turns {
            row.put(slot, value);
            let answer: Vec<Grade> = self
                .atoms
                .iter()
                .map(|atom| atom.answer(row, self.day))
                .collect();
            if first.as_ref().is_some_and(|first| *first != answer)
                && !found.turning.contains(&slot)
            {
                found.turning.push(slot);
            }
            if !found.answers.contains(&answer) {
                found.answers.push(answer.clone());
            }
            first.get_or_insert(answer);
        }
        row.restore(slot, kept);
    }
}

/// One atom along one column.
struct Along<'a> {
    atom: &'a Atom<'a>,
    day: Day,
    row: &'a mut Row,
    slot: SlotId,
    turns: &'a mut Vec<i128>,
}

impl Along<'_> {
    fn sign(&mut self, value: i128) -> Sign {
        self.row.put(self.slot, value);
        let mut sign = Sign::new();
        self.atom.sign(self.row, self.day, &mut sign);
        sign
    }

    fn halve(&mut self, (from, to): (i128, i128), ends: (Sign, Sign)) {
        if from >= to || ends.0.same(&ends.1) {
            return;
        }
        if to - from == 1 {
            self.turns.push(to);
            return;
        }
        let middle = from + (to - from) / 2;
        let sign = self.sign(middle);
        self.halve((from, middle), (ends.0, sign));
        self.halve((middle, to), (sign, ends.1));
    }
}

/// How many answers an atom has at most.
fn most(atom: &Atom<'_>) -> usize {
    match atom {
        Atom::Test(_) => 2,
        Atom::Points(points) => points.grades(),
    }
}
