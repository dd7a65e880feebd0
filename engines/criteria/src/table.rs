//! The facts of many firms, a column each.

use crate::fact::{Facts, SlotId};
use crate::firm::{Firm, UNKNOWN, UNREADABLE};
use crate::row::Row;

/// Firms in memory, column by column: 8 bytes a fact.
#[derive(Clone, Debug)]
pub struct Table<'f> {
    facts: &'f Facts,
    slots: Vec<SlotId>,
    /// By slot; those not asked for stay empty.
    pub(crate) columns: Vec<Vec<i64>>,
    pub(crate) years: Vec<u8>,
}

impl<'f> Table<'f> {
    /// A table for the columns that the programs to be asked look at ([`crate::Program::slots`]).
    pub fn new(facts: &'f Facts, slots: &[SlotId]) -> Self {
        Table {
            facts,
            slots: slots.to_vec(),
            columns: vec![Vec::new(); facts.slots.len()],
            years: Vec::new(),
        }
    }

    /// Adds a firm; its number is [`Table::len`] before.
    pub fn push(&mut self, firm: &Firm) {
        let years = firm.years(self.facts);
        for slot in &self.slots {
            let definition = self.facts.slot(*slot);
            let given = firm.values[slot.at()];
            let value = if definition.year.is_some_and(|year| year + years <= 3) {
                0
            } else if given > UNREADABLE {
                given
            } else if given == UNREADABLE {
                UNKNOWN
            } else {
                self.facts.fact(*slot).empty.unwrap_or(UNKNOWN)
            };
            self.columns[slot.at()].push(value);
        }
        self.years.push(years);
    }

    /// Forgets all firms and keeps the memory.
    pub fn clear(&mut self) {
        self.columns.iter_mut().for_each(Vec::clear);
        self.years.clear();
    }

    pub fn len(&self) -> usize {
        self.years.len()
    }

    pub fn is_empty(&self) -> bool {
        self.years.is_empty()
    }

    /// A firm as it is read. Columns that were not asked for are unknown.
    pub(crate) fn row(&self, at: usize) -> Row {
        let value = |column: &Vec<i64>| column.get(at).copied().unwrap_or(UNKNOWN);
        Row::new(
            self.columns.iter().map(value).collect(),
            self.years[at].into(),
        )
    }
}
