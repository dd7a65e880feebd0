//! The facts of a firm's year: stated once, with source, who, when; confirmed by somebody else; corrections kept.

pub mod acts;
pub mod asked;
pub mod decide;
mod definition;
pub mod import;
pub mod odd;
pub mod pages;
pub mod reading;
pub mod store;
pub mod unconfirmed;

use values::{Day, Id, Moment, Uuid};

use crate::firm::Firm;
pub use definition::{Definition, FIELDS, Kind, definitions, find};

/// Where a value comes from. Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Firm,
    Town,
    Tax,
    Statistics,
    Audit,
    Office,
    /// Counted from the registers, never stated.
    Register,
}

impl Source {
    /// Those that a person may name.
    pub const STATED: [Source; 6] = [
        Source::Firm,
        Source::Town,
        Source::Tax,
        Source::Statistics,
        Source::Audit,
        Source::Office,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Source::Firm => "firm",
            Source::Town => "town",
            Source::Tax => "tax",
            Source::Statistics => "statistics",
            Source::Audit => "audit",
            Source::Office => "office",
            Source::Register => "register",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Source::STATED
            .into_iter()
            .chain([Source::Register])
            .find(|source| source.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Source::Firm => "企业自填",
            Source::Town => "镇区填报",
            Source::Tax => "税务名单",
            Source::Statistics => "统计名单",
            Source::Audit => "审计报告",
            Source::Office => "科室填报",
            Source::Register => "由登记册算出",
        }
    }
}

/// One version of a fact of a firm's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub firm: Id<Firm>,
    pub year: i32,
    /// The id of its definition.
    pub fact: String,
    /// Fen, a whole number, or 0 and 1.
    pub value: i64,
    pub source: Source,
    /// The document that proves it: its name or number.
    pub paper: String,
    /// Why it took the place of the version before; empty where nothing was to be said.
    pub reason: String,
    pub stated_by: Uuid,
    pub stated_name: String,
    pub stated_at: Moment,
    pub confirmed: Option<Confirmed>,
    pub known_from: i64,
    pub known_until: i64,
}

/// Who confirmed a value, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    pub by: Uuid,
    pub name: String,
    pub at: Moment,
}

impl Held {
    /// The day of the newest word on it.
    pub fn day(&self) -> Day {
        match &self.confirmed {
            Some(confirmed) => confirmed.at.max(self.stated_at).day(),
            None => self.stated_at.day(),
        }
    }
}

/// The years that facts are asked for on a day: the last three complete ones, and the present one as an estimate.
pub fn years(today: Day) -> [i32; 4] {
    let year = today.year();
    [year - 3, year - 2, year - 1, year]
}

/// What is known of a firm for a year: the newest version of each fact, registers first.
pub type Known = std::collections::BTreeMap<String, Held>;
