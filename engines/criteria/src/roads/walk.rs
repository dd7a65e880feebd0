//! From a firm to firms that pass: what does not hold is mended one rule after another, in every way there is.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use super::options::Step;
use super::standing::Watch;
use super::{Change, Prices};
use crate::criterion::Test;
use crate::fact::{Direction, Kind, SlotId};
use crate::firm::UNKNOWN;
use crate::row::Row;
use crate::verdict::Verdict;

/// How many rows are looked at for one firm, once one has arrived.
const MOST: usize = 120;
/// How many until one has.
const UTMOST: usize = 2_000;
/// How many columns may change.
const WIDEST: usize = 16;

pub struct Walk<'p> {
    pub watch: &'p Watch<'p>,
    pub prices: &'p Prices,
    /// The firm as it is.
    pub start: Row,
    /// Rows that pass, with their cost.
    pub arrived: Vec<(i128, Row)>,
    /// What may be earned from given values of the columns of the points.
    pub earned: RefCell<HashMap<Vec<i64>, Vec<Step>>>,
}

impl<'p> Walk<'p> {
    pub fn new(watch: &'p Watch<'p>, prices: &'p Prices, start: Row) -> Self {
        Walk {
            watch,
            prices,
            start,
            arrived: Vec::new(),
            earned: RefCell::default(),
        }
    }

    /// Looks for rows that pass. All that is missing is filled first, also what turns nothing yet (the staff of a firm without
    /// technical people); what is not needed is taken back in the end.
    pub fn go(&mut self, wanted: usize) {
        let program = self.watch.program;
        let mut row = self.start.clone();
        for slot in program.slots() {
            let mark = program.facts.fact(slot).kind == Kind::Mark;
            if !mark && !row.known(slot) && self.ways(slot) != (false, false) {
                row.values[slot.at()] = self.filled(slot, &row);
            }
        }
        self.explore(row, wanted);
    }

    /// A first value for a missing fact: nothing where more is better, else what does not contradict.
    fn filled(&self, slot: SlotId, row: &Row) -> i64 {
        let facts = self.watch.program.facts;
        let (least, _) = self.span(slot);
        if facts.fact(slot).road != Direction::Both {
            return least.max(0);
        }
        let partner = facts
            .limits
            .iter()
            .find(|limit| !limit.lawful && limit.whole.has(slot));
        let part = partner
            .and_then(|limit| limit.part.terms.first())
            .map(|term| row.values[term.0.at()]);
        let year = facts
            .opening
            .iter()
            .rev()
            .filter(|one| facts.opening.contains(&slot) && row.known(**one));
        let other = year.map(|one| row.values[one.at()]).next();
        part.or(other)
            .filter(|value| *value != UNKNOWN)
            .unwrap_or(1)
            .max(1)
            .max(least)
    }

    /// The cheapest row first, until enough have arrived.
    fn explore(&mut self, first: Row, wanted: usize) {
        let mut open = BinaryHeap::new();
        // By what differs from the first row, rising by column.
        let mut seen: HashSet<Step> = HashSet::new();
        open.push(Reverse((self.cost(&first), Step::new())));
        let mut verdicts = Vec::new();
        for looked in 0..UTMOST {
            let Some(Reverse((cost, step))) = open.pop() else {
                return;
            };
            if looked >= MOST && !self.arrived.is_empty() {
                return;
            }
            let mut row = first.clone();
            step.iter()
                .for_each(|(slot, value)| row.values[slot.at()] = *value);
            self.watch.verdicts(&row, &mut verdicts);
            let mut steps = self.untangled(&row);
            if steps.is_empty() {
                if self.watch.program.overall(&verdicts) == Verdict::Pass {
                    self.arrived.push((cost, row));
                    if self.arrived.len() >= wanted {
                        return;
                    }
                    continue;
                }
                steps = self.steps(&row, &verdicts);
            }
            for more in steps {
                let next = joined(&step, &more);
                if next.len() <= WIDEST && seen.insert(next.clone()) {
                    let mut row = row.clone();
                    more.iter()
                        .for_each(|(slot, value)| row.values[slot.at()] = *value);
                    open.push(Reverse((self.cost(&row), next)));
                }
            }
        }
    }

    /// Steps that mend the first rule that does not hold, or one that stands in for it; points come last.
    fn steps(&self, row: &Row, verdicts: &[Verdict]) -> Vec<Step> {
        let rules = &self.watch.program.rules;
        let spared = |at: usize| {
            let mut stand_ins = rules.iter().zip(verdicts);
            stand_ins.any(|(rule, verdict)| rule.spares.contains(&at) && *verdict == Verdict::Pass)
        };
        let short = (0..rules.len()).filter(|at| {
            rules[*at].spares.is_empty() && verdicts[*at] != Verdict::Pass && !spared(*at)
        });
        let Some(at) =
            short.min_by_key(|at| matches!(rules[*at].test, Test::Score { part: None, .. }))
        else {
            return Vec::new();
        };
        let mut steps = match &rules[at].test {
            Test::Score { part, least } => self.earning(row, *part, *least),
            test => self.mending(test, row),
        };
        for rule in rules.iter().filter(|rule| rule.spares.contains(&at)) {
            steps.extend(self.mending(&rule.test, row));
        }
        steps
    }

    /// What the changes from the start cost, in fen times 10,000.
    pub fn cost(&self, row: &Row) -> i128 {
        let facts = self.watch.program.facts;
        let each = self.changed(row).map(|(slot, from, to)| {
            let unit = if facts.fact(slot).kind == Kind::Money {
                1
            } else {
                10_000
            };
            // To know a missing fact costs nothing; an empty mark is earned from its least.
            let from = match (from, &facts.fact(slot).kind) {
                (UNKNOWN, Kind::Mark) => facts.fact(slot).least,
                (UNKNOWN, _) => to,
                _ => from,
            };
            i128::from(from.abs_diff(to)) * unit * i128::from(self.prices.each[slot.at()])
        });
        each.sum()
    }

    /// What differs from the start.
    pub fn changes(&self, row: &Row) -> Vec<Change> {
        let changed = self.changed(row).map(|(slot, from, to)| Change {
            slot,
            from: Some(from).filter(|value| *value != UNKNOWN),
            to,
        });
        changed.collect()
    }

    /// The columns that differ from the start, each with its values there and in the row.
    pub fn changed(&self, row: &Row) -> impl Iterator<Item = (SlotId, i64, i64)> {
        let pairs = self.start.values.iter().zip(&row.values);
        let each = self.watch.program.facts.slots().zip(pairs);
        let changed = each.filter(|(_, (from, to))| from != to);
        changed.map(|((slot, _), (from, to))| (slot, *from, *to))
    }
}

/// Both steps together, the later one where they meet; rising by column.
fn joined(step: &Step, more: &Step) -> Step {
    let mut all: Step = step
        .iter()
        .filter(|(slot, _)| !more.iter().any(|(other, _)| other == slot))
        .copied()
        .collect();
    all.extend(more);
    all.sort_unstable();
    all
}
