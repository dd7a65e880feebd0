//! What would reach a net increase: which firms, which of their clauses, by which last day, with what probability. A firm's
//! chance is that of its stage, times that each clause it is short of is turned. Exact: no floating point. Pure.

pub mod acts;
pub mod asked;
pub mod making;
pub mod pages;
pub mod sheet;
pub mod view;

use std::collections::BTreeMap;

use criteria::county::{Candidate as Chosen, Successes, fewest, likeliest};
use enterprise::door::Firm;
use values::{Day, Fen, Id};

use crate::forecast::SURE;
use crate::forecast::chance::Place;
use crate::verdict::Failing;

/// A firm that could come on the list this year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub firm: Id<Firm>,
    pub place: Place,
    /// Clauses that have to be turned first.
    pub clauses: Vec<Failing>,
    /// How, by the cheapest road that works in time, else by the cheapest.
    pub changes: Vec<String>,
    /// The road changes what is over: only what the books left out can still be put right.
    pub is_correction: bool,
    pub cost: Fen,
    /// After this day it cannot work any more this year.
    pub last_day: Option<Day>,
    /// In parts of a million.
    pub chance: u32,
}

/// A chance of a stage with the chance of each act that has to succeed before; ten-thousandths in, parts of a million out,
/// rounded down at each act.
pub fn chance(stage: i64, acts: impl IntoIterator<Item = i64>) -> u32 {
    let start = stage.clamp(0, SURE) * 100;
    let whole = acts
        .into_iter()
        .fold(start, |chance, act| chance * act.clamp(0, SURE) / SURE);
    u32::try_from(whole).unwrap_or(0)
}

/// Firms that nobody can choose, with the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// Facts are missing that decide a clause.
    pub unknown: usize,
    /// They fail a clause that no change of facts turns.
    pub stuck: usize,
    /// No batch of the year is open to them.
    pub closed: usize,
}

/// What the county could do, before a number is named.
#[derive(Clone, Debug)]
pub struct County {
    /// What the year comes to if no candidate arrives and nothing else happens: what runs out is subtracted.
    pub certain: i64,
    /// What the successes are added to: those that stay are trials, too.
    pub offset: i64,
    /// What comes and goes without anybody's work.
    pub given: Successes,
    /// The likeliest first; of equal ones the cheapest, then the nearest.
    pub candidates: Vec<Candidate>,
    pub aside: Aside,
}

impl County {
    /// Of candidates in the order of nearness.
    pub fn new(
        (certain, offset): (i64, i64),
        given: Successes,
        nearest: Vec<Candidate>,
        aside: Aside,
    ) -> County {
        let order = likeliest(&chosen(&nearest));
        let mut nearest: Vec<Option<Candidate>> = nearest.into_iter().map(Some).collect();
        let take = |at: usize| nearest.get_mut(at).and_then(Option::take);
        County {
            certain,
            offset,
            given,
            candidates: order.into_iter().filter_map(take).collect(),
            aside,
        }
    }

    fn needed(&self, wanted: i64) -> usize {
        usize::try_from(wanted - self.offset).unwrap_or(0)
    }

    /// The fewest firms with which a net increase is reached with a chance in parts of a million: so many of the first
    /// candidates; all of them where even all do not reach it.
    pub fn proposed(&self, wanted: i64, chance: u32) -> (usize, bool) {
        let all = chosen(&self.candidates);
        match fewest(&self.given, &all, self.needed(wanted), chance) {
            Some(taken) => (taken.len(), true),
            None => (all.len(), false),
        }
    }

    /// The chance in parts of a million that the net increase is reached with some candidates.
    pub fn reaches<'a>(&self, wanted: i64, with: impl IntoIterator<Item = &'a Candidate>) -> u32 {
        let mut successes = self.given.clone();
        for one in with {
            successes.add(one.chance);
        }
        successes.at_least(self.needed(wanted))
    }
}

fn chosen(candidates: &[Candidate]) -> Vec<Chosen> {
    let one = |one: &Candidate| Chosen {
        chance: one.chance,
        cost: one.cost.0,
    };
    candidates.iter().map(one).collect()
}

/// A clause with the firms that have to turn it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub id: String,
    pub name: String,
    pub firms: usize,
    /// The earliest of the firms' last days.
    pub last_day: Option<Day>,
}

/// The clauses to be turned by kind, the one of most firms first.
pub fn clauses<'a>(of: impl IntoIterator<Item = &'a Candidate>) -> Vec<Clause> {
    let mut found: BTreeMap<&str, Clause> = BTreeMap::new();
    for one in of {
        for failing in &one.clauses {
            let clause = found.entry(&failing.clause).or_insert_with(|| Clause {
                id: failing.clause.clone(),
                name: failing.name.clone(),
                firms: 0,
                last_day: None,
            });
            clause.firms += 1;
            let days = clause.last_day.into_iter().chain(one.last_day);
            clause.last_day = days.min();
        }
    }
    let mut all: Vec<Clause> = found.into_values().collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.firms), one.id.clone()));
    all
}

/// 73.4%; what is not quite certain or impossible does not read as if it were.
pub fn percent(chance: u32) -> String {
    match (chance + 500) / 1_000 {
        0 if chance > 0 => "不到 0.1%".to_owned(),
        1_000 if chance < 1_000_000 => "99.9% 以上".to_owned(),
        tenths if tenths % 10 == 0 => format!("{}%", tenths / 10),
        tenths => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests;
