//! How a row stands at each rule, as quickly as can be.

use crate::criterion::{Grade, Points, Test};
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
    /// By rule: whether it must hold whatever the others do.
    alone: Vec<bool>,
    /// All points, each with its slots.
    items: Vec<(&'p Points, Vec<SlotId>)>,
    /// By part of the points: its slots.
    pub parts: Vec<Vec<SlotId>>,
    /// The slots of points that are no marks.
    points: Vec<SlotId>,
    /// The slots of points, marks among them.
    pub pointed: Vec<SlotId>,
    /// Whether a rule stands in for another.
    spares: bool,
    /// What cannot be otherwise between facts, as tests with their columns.
    limits: Vec<(Test, Vec<SlotId>)>,
}

/// What no row that passes can break, a rule or a limit.
#[derive(Clone, Copy)]
pub struct Bar<'w> {
    test: &'w Test,
    pub slots: &'w [SlotId],
    limit: bool,
}

impl<'p> Watch<'p> {
    pub fn new(program: &'p Program<'p>) -> Self {
        let slots = |test: &Test| {
            let mut slots = Vec::new();
            test.slots(&mut slots);
            slots
        };
        let of = |points: &mut dyn Iterator<Item = &Points>| {
            let mut slots = Vec::new();
            points.for_each(|one| one.slots(&mut slots));
            slots.sort_unstable();
            slots.dedup();
            slots
        };
        let is_mark = |one: &&Points| matches!(one, Points::Mark { .. });
        let parts = program.criterion.parts.iter();
        let parts = parts.map(|part| of(&mut part.items.iter().map(|item| &item.points)));
        let items = program.points();
        let items = items.map(|one| (one, of(&mut std::iter::once(one))));
        let alone = |at: usize| {
            let one = &program.rules[at];
            let spared = program.rules.iter().any(|rule| rule.spares.contains(&at));
            !spared && one.spares.is_empty()
        };
        Watch {
            limits: limits(program.facts),
            spares: program.rules.iter().any(|rule| !rule.spares.is_empty()),
            parts: parts.collect(),
            items: items.collect(),
            pointed: of(&mut program.points()),
            program,
            rules: program.rules.iter().map(|rule| slots(&rule.test)).collect(),
            alone: (0..program.rules.len()).map(alone).collect(),
            points: of(&mut program.points().filter(|one| !is_mark(one))),
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
        let items = self.items.iter();
        let items = items.filter(|(_, slots)| slots.contains(&slot));
        atoms.extend(items.map(|(points, _)| Atom::Points(points)));
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

    /// The rules that must hold by themselves, but for those over points, and the limits.
    pub fn bars(&self) -> impl Iterator<Item = Bar<'_>> {
        let rules = self
            .alone()
            .filter(|(test, _)| !matches!(test, Test::Score { .. }));
        let rules = rules.map(|(test, slots)| (test, slots, false));
        let limits = self.limits.iter().map(|(test, slots)| (test, slots, true));
        rules
            .chain(limits)
            .map(|(test, slots, limit)| Bar { test, slots, limit })
    }

    /// The points that no row that passes can be without: of which part, how many.
    pub fn scores(&self) -> impl Iterator<Item = (Option<usize>, i64)> {
        self.alone().filter_map(|(test, _)| match test {
            Test::Score { part, least } => Some((*part, *least)),
            _ => None,
        })
    }

    /// The rules that must hold whatever the others do.
    fn alone(&self) -> impl Iterator<Item = (&Test, &Vec<SlotId>)> {
        let rules = self.program.rules.iter().zip(&self.rules).zip(&self.alone);
        rules
            .filter(|(_, alone)| **alone)
            .map(|((rule, slots), _)| (&rule.test, slots))
    }

    /// Whether a row stays clear of a bar, for sure.
    pub fn clears(&self, bar: Bar<'_>, row: &Row) -> bool {
        match (bar.limit, bar.known(row)) {
            (false, false) => {
                let verdict = self.program.tested(bar.test, row, &mut Vec::new());
                verdict == Verdict::Pass
            }
            (true, false) => true,
            (limit, true) => {
                bar.test.holds(row, self.program.day)
                    || limit && !self.applies(row, bar.slots.iter().copied())
            }
        }
    }

    /// Whether the row is one that can be and passes for sure; what is decided quickly is asked first.
    pub fn passes(&self, row: &Row) -> bool {
        let clear = |known| {
            let mut bars = self.bars().filter(move |bar| bar.known(row) == known);
            bars.all(|bar| self.clears(bar, row))
        };
        if !clear(true) || !clear(false) {
            return false;
        }
        if self.spares {
            let mut verdicts = Vec::with_capacity(self.rules.len());
            self.verdicts(row, &mut verdicts);
            return self.program.overall(&verdicts) == Verdict::Pass;
        }
        self.scores()
            .all(|(part, least)| self.low(row, part) >= least)
    }

    /// Whether all that gives points is known, but for marks.
    pub fn points_known(&self, row: &Row) -> bool {
        self.points.iter().all(|slot| row.known(*slot))
    }

    /// The low and the high end of each part over all worlds; last of all.
    fn ends(&self, row: &Row) -> Vec<((i64, i64), (i64, i64))> {
        if !self.points_known(row) {
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
        for part in 0..self.parts.len() {
            let (low, high) = self.ends_of(part, row);
            total = (total.0 + low, total.1 + high);
            all.push(((low, low), (high, high)));
        }
        all.push(((total.0, total.0), (total.1, total.1)));
        all
    }

    /// The low and the high end of a part of which all but marks is known.
    pub fn ends_of(&self, part: usize, row: &Row) -> Grade {
        let part = &self.program.criterion.parts[part];
        let grades = part.items.iter().map(|item| item.points.grade(row));
        let (low, high) = grades.fold((0, 0), |sum, grade| (sum.0 + grade.0, sum.1 + grade.1));
        (low.min(part.max), high.min(part.max))
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
        let mut limits = self.bars().filter(|bar| bar.limit);
        limits.any(|bar| !self.clears(bar, row))
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

impl Bar<'_> {
    fn known(&self, row: &Row) -> bool {
        self.slots.iter().all(|slot| row.known(*slot))
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
