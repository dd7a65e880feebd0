//! What is wrong with a table, cell by cell and sort by sort.

use std::collections::BTreeSet;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::intake::{Spot, Totals};
use crate::value::Reason;
use crate::{Address, Wanted};

/// One cell that is to be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Which of the sheets that are read together; the first is 0.
    #[serde(default)]
    pub sheet: usize,
    pub at: Address,
    /// The id of the field.
    pub field: String,
    /// The heading under which faults of this sort stand together.
    pub sort: String,
    pub given: String,
    pub why: String,
    pub accepted: String,
    /// What is probably meant; empty where nobody knows.
    pub instead: String,
    pub repair: Repair,
}

impl Fault {
    /// A cell that cannot be read.
    pub fn of_reason((sheet, at): (usize, Address), one: &Wanted, reason: Reason) -> Self {
        Fault {
            sheet,
            at,
            field: one.id.clone(),
            sort: format!("{}：{}", one.name, reason.sort.word()),
            given: reason.given,
            why: reason.why,
            accepted: reason.accepted,
            instead: String::new(),
            repair: Repair::None,
        }
    }

    /// Its row.
    pub fn spot(&self) -> Spot {
        Spot {
            sheet: self.sheet,
            row: self.at.row,
        }
    }

    /// The letter of its column.
    pub fn column(&self) -> String {
        crate::address::letters(self.at.column)
    }

    /// The comment in the marked copy.
    pub fn message(&self) -> String {
        let mut message = self.why.clone();
        if !self.instead.is_empty() {
            message.push_str(&format!("。是不是：{}", self.instead));
        } else if !self.accepted.is_empty() && !self.why.contains("可填") {
            message.push_str(&format!("。可填：{}", self.accepted));
        }
        message
    }
}

/// Faults of one sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub sort: String,
    pub accepted: String,
    pub count: u32,
    /// How many of them can be repaired, and how.
    pub repairable: u32,
    pub repair: Repair,
}

/// What may be decided for a sort of faults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    #[default]
    None,
    /// The firm that is proposed is meant.
    Firm,
    /// The amount is in 元, or right as it stands.
    Unit,
    /// It looks wrong and may be right as it stands.
    Stands,
}

/// What a check found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub rows: u32,
    pub faults: u32,
    pub faulty_rows: u32,
    pub groups: Vec<Group>,
    /// Ways of writing that were understood, and how many cells.
    #[serde(default)]
    pub tidied: Vec<(String, u32)>,
    /// How the table's own totals compare with what was read.
    #[serde(default)]
    pub totals: Totals,
    /// How long the check took, in tenths of a second.
    pub tenths: u32,
}

impl Tally {
    /// Whether a marked copy may have fewer comments than faults.
    pub fn exceeds_comments(&self) -> bool {
        usize::try_from(self.faults).is_ok_and(|faults| faults > crate::marked::MOST)
    }

    /// Rows with nothing to change.
    pub fn good(&self) -> u32 {
        self.rows.saturating_sub(self.faulty_rows)
    }

    /// 0.6 秒
    pub fn time(&self) -> String {
        match self.tenths {
            0 => "不到 0.1 秒".to_owned(),
            tenths => format!("{}.{} 秒", tenths / 10, tenths % 10),
        }
    }

    /// Notes how long the check took that began then.
    pub fn timed(&mut self, begun: Instant) {
        self.tenths = u32::try_from(begun.elapsed().as_millis() / 100).unwrap_or(u32::MAX);
    }
}

/// More faults than anybody changes by hand: the others are counted only.
const MOST: usize = 20_000;

/// Faults on their way into groups.
#[derive(Default)]
pub struct Faults {
    pub all: Vec<Fault>,
    count: u32,
    rows: BTreeSet<Spot>,
    groups: Vec<Group>,
}

impl Faults {
    pub fn add(&mut self, fault: Fault) {
        self.rows.insert(fault.spot());
        self.add_to_heading(fault);
    }

    /// What is wrong with a column; no row is at fault.
    pub fn add_to_heading(&mut self, fault: Fault) {
        self.count += 1;
        let repairable = fault.repair != Repair::None;
        let group = match self.groups.iter_mut().find(|one| one.sort == fault.sort) {
            Some(group) => group,
            None => {
                self.groups.push(Group {
                    sort: fault.sort.clone(),
                    accepted: fault.accepted.clone(),
                    count: 0,
                    repairable: 0,
                    repair: Repair::None,
                });
                let last = self.groups.len() - 1;
                &mut self.groups[last]
            }
        };
        group.count += 1;
        if repairable {
            group.repairable += 1;
            group.repair = fault.repair;
        }
        if self.all.len() < MOST {
            self.all.push(fault);
        }
    }

    /// Into the tally; the largest groups first.
    pub fn sum_up(&mut self, tally: &mut Tally) {
        self.all.sort_by_key(|fault| (fault.sheet, fault.at));
        self.groups
            .sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.sort.cmp(&b.sort)));
        tally.faults = self.count;
        tally.faulty_rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        tally.groups = std::mem::take(&mut self.groups);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(row: u32, sort: &str, repair: Repair) -> Fault {
        Fault {
            sheet: 0,
            at: Address::new(row, 2),
            field: "amount".to_owned(),
            sort: sort.to_owned(),
            given: "x".to_owned(),
            why: "不是金额".to_owned(),
            accepted: "18".to_owned(),
            instead: String::new(),
            repair,
        }
    }

    #[test]
    fn faults_stand_by_sort_the_most_first() {
        let mut faults = Faults::default();
        faults.add(fault(9, "日子", Repair::None));
        faults.add(fault(7, "单位", Repair::Unit));
        faults.add(fault(7, "单位", Repair::None));
        faults.add_to_heading(fault(1, "栏", Repair::None));
        let mut tally = Tally::default();
        faults.sum_up(&mut tally);
        assert_eq!((tally.faults, tally.faulty_rows), (4, 2));
        let told: Vec<(&str, u32, u32)> = tally
            .groups
            .iter()
            .map(|group| (group.sort.as_str(), group.count, group.repairable))
            .collect();
        assert_eq!(told, [("单位", 2, 1), ("日子", 1, 0), ("栏", 1, 0)]);
        let rows: Vec<u32> = faults.all.iter().map(|fault| fault.at.row).collect();
        assert_eq!(rows, [1, 7, 7, 9]);
    }

    #[test]
    fn a_comment_says_what_to_do() {
        let mut one = fault(7, "单位", Repair::None);
        assert_eq!(one.message(), "不是金额。可填：18");
        one.instead = "36 万元".to_owned();
        assert_eq!(one.message(), "不是金额。是不是：36 万元");
    }
}
