//! How a row stands at each rule, as quickly as can be.

use crate::criterion::{Points, Test};
use crate::fact::{Facts, Limit, SlotId};
use crate::linear::Linear;
use crate::program::{Program, point_verdict};
use crate::reach;
use crate::row::Row;
use crate::verdict::Verdict;
use crate::worlds::Atom;

/// What a program looks at, told once.
pub struct Watch<'p> {
    pub program: &'p Program<'p>,
    /// By rule.
    rules: Vec<Vec<SlotId>>,
    /// The slots of points that are no marks.
    points: Vec<SlotId>,
    /// The slots of points, marks among them.
    pub pointed: Vec<SlotId>,
    /// Whether a rule stands in for another.
    spares: bool,
    /// What cannot be otherwise between facts, as tests with their columns.
    limits: Vec<(Test, Vec<SlotId>)>,
}

impl<'p> Watch<'p> {
    pub fn new(program: &'p Program<'p>) -> Self {
        let slots = |test: &Test| {
            let mut slots = Vec::new();
            test.slots(&mut slots);
            slots
        };
        let mut points = Vec::new();
        for one in program
            .points()
            .filter(|one| !matches!(one, Points::Mark { .. }))
        {
            one.slots(&mut points);
        }
        points.sort_unstable();
        points.dedup();
        let mut pointed = points.clone();
        program.points().for_each(|one| one.slots(&mut pointed));
        pointed.sort_unstable();
        pointed.dedup();
        Watch {
            limits: limits(program.facts),
            spares: program.rules.iter().any(|rule| !rule.spares.is_empty()),
            pointed,
            program,
            rules: program.rules.iter().map(|rule| slots(&rule.test)).collect(),
            points,
        }
    }

    /// Everything that a column can turn.
    pub fn touching(&self, slot: SlotId) -> Vec<Atom<'_>> {
        let tests = self
            .program
            .rules
            .iter()
            .zip(&self.rules)
            .filter(|(_, slots)| slots.contains(&slot));
        let mut atoms: Vec<Atom<'_>> = tests.map(|(rule, _)| Atom::Test(&rule.test)).collect();
        atoms.extend(
            self.limits
                .iter()
                .filter(|(_, slots)| slots.contains(&slot))
                .map(|(test, _)| Atom::Test(test)),
        );
        for points in self.program.points() {
            let mut slots = Vec::new();
            points.slots(&mut slots);
            if slots.contains(&slot) {
                atoms.push(Atom::Points(points));
            }
        }
        atoms
    }

    pub fn verdicts(&self, row: &Row, out: &mut Vec<Verdict>) {
        out.clear();
        let mut points = None;
        for (rule, slots) in self.program.rules.iter().zip(&self.rules) {
            out.push(match &rule.test {
                Test::Score { part, least } => {
                    let ends = points.get_or_insert_with(|| self.ends(row));
                    let (low, high) = ends[part.unwrap_or(ends.len() - 1)];
                    point_verdict(*least, low, high)
                }
                test if slots.iter().all(|slot| row.known(*slot)) => {
                    match test.holds(row, self.program.day) {
                        true => Verdict::Pass,
                        false => Verdict::Fail,
                    }
                }
                test => self.program.tested(test, row, &mut Vec::new()),
            });
        }
    }

    /// Whether the row is one that can be and passes for sure; what is decided quickly is asked first.
    pub fn passes(&self, row: &Row) -> bool {
        if self.spares {
            let mut verdicts = Vec::with_capacity(self.rules.len());
            self.verdicts(row, &mut verdicts);
            return self.program.overall(&verdicts) == Verdict::Pass && !self.contradicts(row);
        }
        let rules = || self.program.rules.iter().zip(&self.rules);
        let known = |slots: &[SlotId]| slots.iter().all(|slot| row.known(*slot));
        let is_score = |test: &Test| matches!(test, Test::Score { .. });
        let quick = rules().filter(|(rule, slots)| !is_score(&rule.test) && known(slots));
        if !quick
            .clone()
            .all(|(rule, _)| rule.test.holds(row, self.program.day))
            || self.contradicts(row)
        {
            return false;
        }
        let mut open = rules().filter(|(rule, slots)| !is_score(&rule.test) && !known(slots));
        if !open
            .all(|(rule, _)| self.program.tested(&rule.test, row, &mut Vec::new()) == Verdict::Pass)
        {
            return false;
        }
        let least = |test: &Test| match test {
            Test::Score { part, least } => Some((*part, *least)),
            _ => None,
        };
        let mut scores = self
            .program
            .rules
            .iter()
            .filter_map(|rule| least(&rule.test));
        scores.all(|(part, least)| self.low(row, part) >= least)
    }

    /// The low and the high end of each part over all worlds; last of all.
    fn ends(&self, row: &Row) -> Vec<((i64, i64), (i64, i64))> {
        if !self.points.iter().all(|slot| row.known(*slot)) {
            let program = self.program;
            let reach = reach::of(program.criterion, program.facts, program.day, row);
            let mut all: Vec<_> = reach
                .parts
                .iter()
                .map(|part| (part.low, part.high))
                .collect();
            all.push((reach.low, reach.high));
            return all;
        }
        let (mut all, mut total) = (Vec::with_capacity(8), (0, 0));
        for part in &self.program.criterion.parts {
            let (mut low, mut high) = (0, 0);
            for item in &part.items {
                let grade = item.points.grade(row);
                low += grade.0;
                high += grade.1;
            }
            (low, high) = (low.min(part.max), high.min(part.max));
            total = (total.0 + low, total.1 + high);
            all.push(((low, low), (high, high)));
        }
        all.push(((total.0, total.0), (total.1, total.1)));
        all
    }

    /// The low end of a part, or of all, in the worst world.
    pub fn low(&self, row: &Row, part: Option<usize>) -> i64 {
        let ends = self.ends(row);
        ends[part.unwrap_or(ends.len() - 1)].0.0
    }

    /// Whether a limit holds for the row: without any year in business there is no sum of years that a part could exceed.
    fn applies(&self, row: &Row, mut slots: impl Iterator<Item = SlotId>) -> bool {
        let facts = self.program.facts;
        row.years > 0 || !slots.any(|slot| facts.slot(slot).year.is_some())
    }

    /// Whether the row is one that cannot be.
    pub fn contradicts(&self, row: &Row) -> bool {
        let known = |slots: &[SlotId]| {
            slots.iter().all(|slot| row.known(*slot)) && self.applies(row, slots.iter().copied())
        };
        self.limits
            .iter()
            .any(|(test, slots)| known(slots) && !test.holds(row, self.program.day))
    }

    /// The first limit broken, and by how much.
    pub fn excess(&self, row: &Row) -> Option<(&'p Limit, i64)> {
        let limits = self
            .program
            .facts
            .limits
            .iter()
            .filter(|limit| !limit.lawful);
        let mut known = limits.filter(|limit| {
            let mut slots = limit.part.slots().chain(limit.whole.slots());
            slots.all(|slot| row.known(slot)) && self.applies(row, limit.whole.slots())
        });
        known.find_map(|limit| {
            let over = limit.part.value(&row.values) - limit.whole.value(&row.values);
            i64::try_from(over)
                .ok()
                .filter(|over| *over > 0)
                .map(|over| (limit, over))
        })
    }
}

fn limits(facts: &Facts) -> Vec<(Test, Vec<SlotId>)> {
    let hard = facts.limits.iter().filter(|limit| !limit.lawful);
    let test = |limit: &Limit| {
        let mut terms = limit.whole.terms.clone();
        terms.extend(
            limit
                .part
                .terms
                .iter()
                .map(|(slot, factor)| (*slot, -factor)),
        );
        let slots = terms.iter().map(|term| term.0).collect();
        let test = Test::Bound {
            sum: Linear { terms },
            least: Some(0),
            greatest: None,
        };
        (test, slots)
    };
    hard.map(test).collect()
}
