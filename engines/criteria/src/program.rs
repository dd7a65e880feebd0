//! A criterion made ready for a day, and everything it can be asked.

mod finding;
mod judge;
mod say;
mod threshold;
mod warn;

use values::Day;

pub(crate) use judge::point_verdict;

use crate::criterion::{Clause, Criterion, Points, Test, within};
use crate::fact::{Facts, Kind, SlotId};

/// A criterion on a day.
#[derive(Clone, Debug)]
pub struct Program<'a> {
    pub criterion: &'a Criterion,
    pub facts: &'a Facts,
    pub day: Day,
    pub(crate) rules: Vec<Rule<'a>>,
    /// The facts that are days.
    pub(crate) days: Vec<SlotId>,
}

/// A clause in force on the day.
#[derive(Clone, Debug)]
pub(crate) struct Rule<'a> {
    pub clause: &'a Clause,
    /// The clause's test, or one with another threshold.
    pub test: Test,
    /// Rules that need not hold where this one does.
    pub spares: Vec<usize>,
}

impl<'a> Program<'a> {
    pub(crate) fn new(criterion: &'a Criterion, facts: &'a Facts, day: Day) -> Self {
        let clauses: Vec<&Clause> = criterion
            .clauses
            .iter()
            .filter(|clause| within(clause.from, clause.to, day))
            .collect();
        let spares = |clause: &Clause| {
            let spared = clauses
                .iter()
                .enumerate()
                .filter(|(_, other)| clause.stands_in_for.contains(&other.id));
            spared.map(|(at, _)| at).collect()
        };
        Program {
            criterion,
            facts,
            day,
            days: facts
                .slots()
                .map(|(slot, _)| slot)
                .filter(|slot| facts.fact(*slot).kind == Kind::Day)
                .collect(),
            rules: clauses
                .iter()
                .map(|clause| Rule {
                    clause,
                    test: clause.test.clone(),
                    spares: spares(clause),
                })
                .collect(),
        }
    }

    /// The accounting year that the last of the yearly columns tells of.
    pub fn last_year(&self) -> i32 {
        self.day.year() - 1
    }

    /// The clauses in force on the day, in the order of [`crate::Judgement::clauses`].
    pub fn clauses(&self) -> impl Iterator<Item = &'a Clause> + '_ {
        self.rules.iter().map(|rule| rule.clause)
    }

    /// The columns it looks at, in the order of the definitions; marks are among them.
    pub fn slots(&self) -> Vec<SlotId> {
        let mut slots = Vec::new();
        self.rules
            .iter()
            .for_each(|rule| rule.test.slots(&mut slots));
        for points in self.points() {
            points.slots(&mut slots);
        }
        if slots
            .iter()
            .any(|slot| self.facts.slot(*slot).year.is_some())
            || self.counts_years()
        {
            slots.extend(&self.facts.opening);
        }
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    fn counts_years(&self) -> bool {
        use crate::criterion::Whole;
        let by_years = |points: &Points| match points {
            Points::Ladders(ladders) => ladders.iter().any(|ladder| ladder.whole == Whole::Years),
            _ => false,
        };
        self.points().any(by_years)
    }

    pub(crate) fn points(&self) -> impl Iterator<Item = &'a Points> {
        let items = self.criterion.parts.iter().flat_map(|part| &part.items);
        items.map(|item| &item.points)
    }
}
