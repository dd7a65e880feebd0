//! What may be known of a firm: the facts, their kinds, and the columns they are written in.

mod read;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use crate::fault::Fault;
use crate::linear::Linear;

/// The facts that are shipped, `catalogue/criteria/facts.toml`.
pub static SHIPPED: LazyLock<Facts> = LazyLock::new(|| {
    let text = include_str!("../../../catalogue/criteria/facts.toml");
    match Facts::read("facts.toml", text) {
        Ok(facts) => facts,
        Err(faults) => unreachable!("{faults:?}"),
    }
});

/// A column's place among [`Facts::slots`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId(pub(crate) u8);

impl SlotId {
    pub(crate) fn at(self) -> usize {
        usize::from(self.0)
    }
}

/// All facts that criteria may name.
#[derive(Debug)]
pub struct Facts {
    pub(crate) facts: Vec<Fact>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) limits: Vec<Limit>,
    /// The slots of the fact whose first given year opens business, oldest first.
    pub(crate) opening: Vec<SlotId>,
    /// The day on which the firm came to be.
    pub(crate) registered: Option<SlotId>,
}

/// One fact, as `facts.toml` defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// `revenue`; also the id in the enterprise room.
    pub id: String,
    /// 销售收入
    pub name: String,
    pub kind: Kind,
    /// 元, 人, 项; empty where it has none.
    pub unit: String,
    /// Told for each of the last three accounting years, as `id_1`, `id_2`, `id_3` (oldest first).
    pub yearly: bool,
    /// The least value that can be; money in fen.
    pub least: i64,
    /// The greatest value that can be.
    pub greatest: i64,
    /// What a road may do with it.
    pub road: Direction,
    /// What one unit of change costs by default, in fen: of a count, a mark or a flag one, of money 100 yuan.
    pub price: i64,
    /// Until when a change can still work.
    pub until: Until,
    /// What an empty cell means; `None`: the fact is missing.
    pub empty: Option<i64>,
    /// A column that is part of it by its nature (the sales in the total income): no road brings it below.
    pub contains: Option<SlotId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yuan with two decimals, held in fen.
    Money,
    /// A whole number.
    Count,
    /// 0 or 1.
    Flag,
    /// One of the values, each with its name.
    Option(Vec<(i64, String)>),
    /// Whole points an expert or the firm gives; an empty one is a range, not a missing fact.
    Mark,
    /// A day, held as days since 1970-01-01.
    Day,
}

/// What a road may do with a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Fixed,
    Up,
    Down,
    Both,
}

/// Until when a change of a fact can still work for an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The last day of the accounting year that the column tells of.
    YearEnd,
    /// The last day of a batch.
    Batch,
}

/// One column: a fact, or a fact of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// `revenue_3`
    pub column: String,
    pub(crate) fact: usize,
    /// 1 to 3, oldest first; 3 is the last complete accounting year.
    pub year: Option<u8>,
}

/// `part` cannot be more than `whole`.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub part: Linear,
    pub whole: Linear,
    /// Lawful, but worth a look (R&D above sales).
    pub lawful: bool,
    pub reason: String,
}

impl Facts {
    /// Reads definitions of facts.
    ///
    /// # Errors
    /// Every fault found, each with its line.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        read::facts(name, text)
    }

    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// All columns, in the order of the definitions.
    pub fn slots(&self) -> impl Iterator<Item = (SlotId, &Slot)> {
        let ids = (0..=u8::MAX).map(SlotId);
        ids.zip(&self.slots)
    }

    /// The place of a column: `revenue_3`, `staff`.
    pub fn find(&self, column: &str) -> Option<SlotId> {
        let mut slots = self.slots();
        slots
            .find(|(_, slot)| slot.column == column)
            .map(|(id, _)| id)
    }

    pub fn slot(&self, id: SlotId) -> &Slot {
        &self.slots[id.at()]
    }

    pub fn fact(&self, id: SlotId) -> &Fact {
        &self.facts[self.slots[id.at()].fact]
    }

    /// 最近一年的销售收入 and the like, for sentences.
    pub fn spoken(&self, id: SlotId) -> String {
        let name = &self.fact(id).name;
        match self.slot(id).year {
            Some(1) => format!("第一年{name}"),
            Some(2) => format!("第二年{name}"),
            Some(_) => format!("最近一年{name}"),
            None => name.clone(),
        }
    }
}
