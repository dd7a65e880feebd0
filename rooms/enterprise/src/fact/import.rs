//! A list of firms and facts on its way in: read, its columns settled, checked, and then all of it or nothing.

pub mod acts;
mod check;
pub mod pages;
mod rows;
mod store;
mod undo;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use paper::fault::{Fault, Group};
use paper::intake::Read;
use serde::{Deserialize, Serialize};
use values::{Id, Moment};
use web::Person;

use super::{Definition, Source, find};
use crate::firm::Firm;

/// Somebody's list and how far it has come.
#[derive(Clone, Debug)]
pub struct Import {
    pub id: Id<Import>,
    pub source: Source,
    pub stage: Stage,
    pub person: Id<Person>,
    pub person_name: String,
    pub moment: Moment,
    /// The file as the person calls it.
    pub name: String,
    pub sha256: String,
    /// Its year is the one of facts whose heading says none.
    pub read: Read,
    pub decided: Decided,
    pub summary: Summary,
    pub outcome: String,
    /// The sequence that the check saw.
    pub checked: i64,
    pub loaded: i64,
    pub undone: i64,
}

/// Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Read,
    Faulty,
    Ready,
    Loaded,
    Undone,
}

impl Stage {
    const ALL: [Stage; 5] = [
        Stage::Read,
        Stage::Faulty,
        Stage::Ready,
        Stage::Loaded,
        Stage::Undone,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Faulty => "faulty",
            Stage::Ready => "ready",
            Stage::Loaded => "loaded",
            Stage::Undone => "undone",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Stage::Read => "待检查",
            Stage::Faulty => "有错待改",
            Stage::Ready => "等您确认",
            Stage::Loaded => "已导入",
            Stage::Undone => "已撤销",
        }
    }

    pub fn is_open(self) -> bool {
        matches!(self, Stage::Read | Stage::Faulty | Stage::Ready)
    }
}

impl Import {
    /// `/firms/facts/imports/{id}`
    pub fn path(&self) -> String {
        format!("/firms/facts/imports/{}", self.id)
    }

    /// What corrections say as their reason.
    pub fn reason(&self) -> String {
        format!("导入“{}”", self.name)
    }
}

/// What a person decided about cells of one sort, by row and field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The code of the firm that is meant, by the name in the table.
    pub firms: BTreeMap<String, String>,
    /// Amounts that are ten thousand times too large or too small, by row and field: what is meant, in fen.
    pub instead: BTreeMap<String, i64>,
    /// Values that look wrong and are right.
    pub stands: BTreeSet<String>,
}

impl Decided {
    pub fn key(row: u32, field: &str) -> String {
        format!("{row}.{field}")
    }
}

/// What the check found, in numbers of values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub rows: u32,
    pub firms: u32,
    pub new: u32,
    pub changed: u32,
    pub same: u32,
    /// Among the changed ones: those that another source stated.
    pub conflicts: u32,
    pub faults: u32,
    pub faulty_rows: u32,
    pub groups: Vec<Group>,
    pub tenths: u32,
}

impl Summary {
    pub fn to_load(&self) -> u32 {
        self.new + self.changed
    }

    /// 0.6 秒
    pub fn time(&self) -> String {
        format!("{}.{} 秒", self.tenths / 10, self.tenths % 10)
    }
}

/// What the check found, cell by cell and value by value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub faults: Vec<Fault>,
    pub lines: Vec<Line>,
}

/// A value that goes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub row: u32,
    pub firm: Id<Firm>,
    pub name: String,
    pub code: String,
    pub fact: String,
    pub year: i32,
    pub value: i64,
    pub before: Option<Before>,
}

/// What stands where a value goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub value: i64,
    /// 企业自填，马一禾 2020-09-02
    pub told: String,
    /// Stated by another source than the list's.
    pub other_source: bool,
    pub known_from: i64,
}

impl Line {
    /// Another source says otherwise.
    pub fn conflicts(&self) -> bool {
        let other = |before: &Before| before.other_source && before.value != self.value;
        self.before.as_ref().is_some_and(other)
    }

    pub fn one(&self) -> Option<&'static Definition> {
        find(&self.fact)
    }
}

#[cfg(test)]
mod tests {
    use super::Stage;

    #[test]
    fn stages_are_read_as_they_are_written() {
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
    }
}
