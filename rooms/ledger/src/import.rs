//! An import: somebody's workbook on its way into the ledger. It is read, its columns are settled, it is checked, and then all
//! of it goes in or nothing does.

pub mod acts;
mod alike;
mod check;
pub mod command;
pub mod effect;
mod fault;
pub mod job;
mod load;
mod meant;
mod outcome;
pub mod pages;
mod reading;
mod repairs;
mod spot;
mod store;
mod undo;
mod unit;
mod wanted;

use ::store::Tx;
use paper::layout::Understood;
use serde::{Deserialize, Serialize};
use values::{Id, Moment};
use web::{Actor, Person};

use crate::access::{self, Denied, Right, Write};
use fault::Summary;
use measure::kind::Kind;
use repairs::Repairs;
use spot::Spot;
use web::Organisation;

/// How far a long work is: done, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// Somebody's workbook and how far it has come.
#[derive(Clone, Debug)]
pub struct Import {
    pub id: Id<Import>,
    /// The id of the kind that its rows are of.
    pub kind: String,
    pub stage: Stage,
    pub person: Id<Person>,
    pub person_name: String,
    pub moment: Moment,
    /// The file as the person calls it.
    pub name: String,
    pub sha256: String,
    pub read: Read,
    pub repairs: Repairs,
    pub summary: Summary,
    /// The hash of the file that holds what the check found.
    pub outcome: String,
    /// The sequence that the check saw.
    pub checked: i64,
    pub loaded: i64,
    pub undone: i64,
}

/// What was understood of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Read {
    /// Names of the sheets, hidden ones too.
    pub sheets: Vec<String>,
    pub is_list: bool,
    /// The year of days that do not say theirs.
    pub year: i32,
    pub table: Understood,
    /// Further sheets with the same columns, read as the first.
    #[serde(default)]
    pub also: Vec<Understood>,
}

impl Read {
    /// The first sheet and those that are read with it.
    pub fn tables(&self) -> impl Iterator<Item = &Understood> {
        std::iter::once(&self.table).chain(&self.also)
    }

    pub fn rows(&self) -> u32 {
        self.tables().map(|table| table.rows).sum()
    }

    /// The name of one of the sheets.
    pub fn sheet(&self, place: usize) -> &str {
        self.tables().nth(place).map_or("", |table| &table.sheet)
    }

    /// “七月”、“八月”
    pub fn sheet_names(&self) -> String {
        let names = self.tables().map(|table| format!("“{}”", table.sheet));
        names.collect::<Vec<_>>().join("、")
    }

    /// 第 8 行; with its sheet where several are read.
    pub fn place(&self, spot: Spot) -> String {
        match self.also.is_empty() {
            true => format!("第 {} 行", spot.row),
            false => format!("“{}”第 {} 行", self.sheet(spot.sheet), spot.row),
        }
    }
}

/// Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Read; its columns are to be settled.
    Read,
    /// Checked; something is to be changed.
    Faulty,
    /// Checked; may go in.
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
}

impl Import {
    /// `/ledger/imports/{id}`
    pub fn path(&self) -> String {
        path(self.id)
    }

    /// What versions say as their reason.
    pub fn reason(&self) -> String {
        format!("导入“{}”", self.name)
    }

    /// Whether nothing of it is in the ledger yet.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Read | Stage::Faulty | Stage::Ready)
    }
}

/// The sequence at which an import came in and the name of its file, for whoever lists its rows.
pub async fn brought(tx: &mut Tx, id: Id<Import>) -> ::store::Result<Option<(i64, String)>> {
    let found = store::find(tx, id).await?;
    let loaded = found.filter(|import| import.loaded > 0);
    Ok(loaded.map(|import| (import.loaded, import.name)))
}

pub fn path(id: Id<Import>) -> String {
    format!("/ledger/imports/{id}")
}

/// Who imports: a person with that person's rights, or the program for whoever runs it on the machine.
#[derive(Clone, Debug)]
pub struct By {
    pub actor: Actor,
    pub program: bool,
}

impl By {
    pub fn person(actor: &Actor) -> Self {
        By {
            actor: actor.clone(),
            program: false,
        }
    }

    pub fn program(county: &str) -> Self {
        let actor = Actor {
            county: county.to_owned(),
            person: Id::NONE,
            name: trail::Who::program().name,
            bureau: String::new(),
            posts: Vec::new(),
            last_seen: Moment::default(),
            must_change_password: false,
            news: web::News::default(),
        };
        By {
            actor,
            program: true,
        }
    }

    fn write(&self, kind: &Kind, town: Id<Organisation>) -> Result<Right<Write>, Denied> {
        match self.program {
            true => Ok(access::write_as_program()),
            false => access::write(&self.actor, kind, town),
        }
    }

    /// Whose tables are alike: the unit of the first post.
    fn source(&self) -> Id<Organisation> {
        let post = self.actor.posts.first();
        post.map_or(Id::NONE, |post| post.organisation)
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
