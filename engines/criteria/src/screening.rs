//! What comes out of a reading of many firms.

use crate::fact::SlotId;
use crate::verdict::{Finding, Judgement, Verdict};

/// The verdicts of all firms of a [`crate::Table`], in its order.
#[derive(Clone, Debug)]
pub struct Screening {
    pub(crate) verdicts: Vec<Verdict>,
}

impl Screening {
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }
    /// The verdict of each firm.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }
    /// The verdict of each firm at one clause.
    pub fn clause(&self, _clause: usize) -> &[Verdict] {
        unimplemented!()
    }
    /// Low and high total of a firm; `None` without points.
    pub fn score(&self, _firm: usize) -> Option<(i64, i64)> {
        unimplemented!()
    }
    /// The numbers of one clause of one firm, made when asked for.
    pub fn finding(&self, _firm: usize, _clause: usize) -> Finding {
        unimplemented!()
    }
    /// Empty columns that leave something open.
    pub fn missing(&self, _firm: usize) -> &[SlotId] {
        unimplemented!()
    }
    /// All of one firm.
    pub fn judgement(&self, _firm: usize) -> Judgement {
        unimplemented!()
    }
}
