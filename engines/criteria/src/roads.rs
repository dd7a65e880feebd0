//! Roads: the smallest sets of changes that make a firm pass for sure.

mod calendar;
mod options;
mod points;
mod refine;
mod standing;
mod walk;

pub use calendar::{Calendar, LastDay};

use crate::fact::{Facts, SlotId};
use crate::firm::Firm;
use crate::program::Program;
use crate::row::Row;
use crate::verdict::Verdict;
use standing::Watch;
use walk::Walk;

/// One change of a road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub slot: SlotId,
    /// `None`: the cell is empty now.
    pub from: Option<i64>,
    pub to: i64,
}

/// A set of changes: applied, the firm passes; no proper part of it is enough; no amount can be smaller with the others kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Road {
    /// In the order of the columns.
    pub changes: Vec<Change>,
    /// What it costs by the price list, in fen, rounded up.
    pub cost: i64,
}

/// What a unit of change costs; see [`crate::fact::Fact::price`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// By slot.
    pub(crate) each: Vec<i64>,
}

impl Prices {
    /// The prices of the definitions of facts.
    pub fn shipped(facts: &Facts) -> Self {
        Prices {
            each: facts.slots().map(|(id, _)| facts.fact(id).price).collect(),
        }
    }

    /// The bureau's own price of a fact (all its years), in fen: of money for 100 yuan, else for one.
    /// A negative price is read as 0.
    pub fn set(&mut self, facts: &Facts, fact: &str, price: i64) {
        for (id, _) in facts.slots() {
            if facts.fact(id).id == fact {
                self.each[id.at()] = price.clamp(0, 1_000_000_000_000);
            }
        }
    }
}

impl Program<'_> {
    /// Roads, cheapest first, at most `most`. None for a firm that passes, that cannot be (see [`crate::cell::contradictions`]),
    /// or that fails or is open where no work mends it.
    pub fn roads(&self, firm: &Firm, prices: &Prices, most: usize) -> Vec<Road> {
        let row = Row::of(self.facts, firm);
        let watch = Watch::new(self);
        if watch.contradicts(&row) || most == 0 {
            return Vec::new();
        }
        let judgement = self.judge_row(&row);
        if judgement.verdict == Verdict::Pass {
            return Vec::new();
        }
        let mut walk = Walk::new(&watch, prices, row);
        walk.go(most.saturating_add(1));
        let mut roads: Vec<(i128, Road)> = Vec::new();
        for (_, row) in std::mem::take(&mut walk.arrived) {
            for row in walk.refined(row) {
                let cost = walk.cost(&row);
                let road = Road {
                    changes: walk.changes(&row),
                    cost: i64::try_from((cost + 9_999) / 10_000).unwrap_or(i64::MAX),
                };
                if !roads.iter().any(|(_, other)| other.changes == road.changes) {
                    roads.push((cost, road));
                }
            }
        }
        roads.sort_by_key(|(cost, road)| (*cost, road.changes.len()));
        roads.truncate(most);
        roads.into_iter().map(|(_, road)| road).collect()
    }
}

/// The firm after a road's changes.
pub fn applied(firm: &Firm, changes: &[Change]) -> Firm {
    let mut firm = firm.clone();
    for change in changes {
        firm.set(change.slot, Some(change.to));
    }
    firm
}
