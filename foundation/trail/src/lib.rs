#![doc = include_str!("../README.md")]

mod chain;
mod content;
mod store;

use values::{Id, Moment, Uuid};

pub use crate::content::Content;
pub use crate::store::{answers, check, of, record, summary};

/// The tables of the trail, applied before any room's.
pub const MIGRATIONS: ::store::RoomMigrations =
    ::store::migrations!["trail", 1 "entries" "0001_entries.sql", 2 "contents" "0002_contents.sql"];

/// Who acts: a person, or the program itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub id: Uuid,
    pub name: String,
}

impl Who {
    pub fn person<T>(id: Id<T>, name: impl Into<String>) -> Self {
        Who {
            id: id.uuid(),
            name: name.into(),
        }
    }

    /// The program itself: the first set-up, a nightly sweep.
    pub fn program() -> Self {
        Who {
            id: Uuid::nil(),
            name: "系统".to_owned(),
        }
    }
}

/// One act, as it is written down.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// What was done, `room.noun.verb`: `ledger.row.verify`.
    pub act: &'a str,
    /// What it was done to: `row`, `person`, `target`.
    pub noun: &'a str,
    /// The id of that thing.
    pub subject: String,
    /// One Chinese line for people: `核实 FK-2020-0412`.
    pub summary: String,
    /// What changed, for the inspector. Never a password or a token.
    pub details: serde_json::Value,
}

/// One line of the trail as it is shown.
#[derive(Clone, Debug)]
pub struct Line {
    pub number: i64,
    pub moment: Moment,
    pub actor_name: String,
    pub act: String,
    pub summary: String,
}

/// The entry that tells of all that an act wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub number: i64,
    /// [`Content`] as it is written down.
    pub content: String,
}

/// What [`check`] found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    pub entries: i64,
    /// Numbers of entries whose hash, or whose link to the entry before, does not hold.
    pub broken: Vec<i64>,
    /// The hash of the newest entry: kept elsewhere it shows later that nothing was cut off behind it. Empty without entries.
    pub head: String,
    /// Acts whose moment is not behind that of the act before, is lost, or is not that of their entries.
    pub moments: i64,
    /// Nothing says where the chain ends, though there were acts.
    pub lacks_head: bool,
}
