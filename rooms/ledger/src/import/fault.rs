//! What the check of a table found, in numbers.

use serde::{Deserialize, Serialize};

pub use paper::fault::{Fault, Faults, Group};

/// What the check found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub rows: u32,
    pub created: u32,
    pub changed: u32,
    pub unchanged: u32,
    /// Verified rows among the changed ones: they have to be verified again.
    pub reopened: u32,
    pub faults: u32,
    pub faulty_rows: u32,
    pub groups: Vec<Group>,
    /// Ways of writing that were understood, and how many cells.
    pub tidied: Vec<(String, u32)>,
    /// How long the check took, in tenths of a second.
    pub tenths: u32,
}

impl Summary {
    pub fn to_load(&self) -> u32 {
        self.created + self.changed
    }

    /// 0.6 秒
    pub fn time(&self) -> String {
        format!("{}.{} 秒", self.tenths / 10, self.tenths % 10)
    }
}

impl Summary {
    /// Takes in what is wrong with the table.
    pub fn count(&mut self, faults: &mut Faults) {
        (self.faults, self.faulty_rows, self.groups) = faults.sum_up();
    }
}
