//! A list of firms and facts on its way in: read, its columns settled, checked, and then all of it or nothing.

pub mod acts;
mod check;
pub mod job;
pub mod pages;
mod store;
mod undo;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use paper::fault::Tally;
use paper::intake::{Read, Spot, Stage};
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
    /// The hash of the file that holds what the check found, or what goes in.
    pub outcome: String,
    /// The sequence that the check saw.
    pub checked: i64,
    pub loaded: i64,
    pub undone: i64,
}

impl Import {
    /// `/firms/facts/imports/{id}`
    pub fn path(&self) -> String {
        Self::path_of(self.id)
    }

    pub fn path_of(id: Id<Import>) -> String {
        format!("/firms/facts/imports/{id}")
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
    pub fn key(spot: Spot, field: &str) -> String {
        match spot.sheet {
            0 => format!("{}.{field}", spot.row),
            sheet => format!("{sheet}/{}.{field}", spot.row),
        }
    }
}

/// What the check found, in numbers of values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    #[serde(flatten)]
    pub tally: Tally,
    pub firms: u32,
    pub new: u32,
    pub changed: u32,
    pub same: u32,
    /// Among the changed ones: those that another source stated.
    pub conflicts: u32,
}

impl Summary {
    pub fn to_load(&self) -> u32 {
        self.new + self.changed
    }
}

/// A value that goes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub row: Spot,
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
