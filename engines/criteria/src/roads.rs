//! Roads: the smallest sets of changes that make a firm pass for sure.

use values::Day;

use crate::fact::{Facts, SlotId};
use crate::firm::Firm;
use crate::program::Program;

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

/// Days that bound what can still work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The day asked.
    pub on: Day,
    /// The last complete accounting year; year 3 of the columns.
    pub last_year: i32,
    /// Last days of the batches that are known, in any order.
    pub batches: Vec<Day>,
}

/// Until when a change can still work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastDay {
    /// `None`: no batch is known to come.
    pub day: Option<Day>,
    /// Whether that day is still to come; a closed accounting year is not.
    pub in_time: bool,
}

impl Calendar {
    /// Until when a change of the column can still work for an application of this year.
    pub fn last_day(&self, _facts: &Facts, _slot: SlotId) -> LastDay {
        unimplemented!()
    }
}

impl Program<'_> {
    /// Roads, cheapest first, at most `most`. None for a firm that passes, or that fails where no work mends it.
    pub fn roads(&self, _firm: &Firm, _prices: &Prices, _most: usize) -> Vec<Road> {
        Vec::new()
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
