//! The facts of many firms, a column each.

use crate::fact::{Facts, SlotId};
use crate::firm::Firm;

/// Firms in memory, column by column.
#[derive(Clone, Debug)]
pub struct Table {
    pub(crate) columns: Vec<Vec<i64>>,
    pub(crate) years: Vec<u8>,
}

impl Table {
    /// A table for the columns that the programs to be asked look at ([`crate::Program::slots`]).
    pub fn new(_facts: &Facts, _slots: &[SlotId]) -> Self {
        unimplemented!()
    }
    pub fn push(&mut self, _firm: &Firm) {
        unimplemented!()
    }
    pub fn clear(&mut self) {
        unimplemented!()
    }
    pub fn len(&self) -> usize {
        self.years.len()
    }
    pub fn is_empty(&self) -> bool {
        self.years.is_empty()
    }
}
