//! An import: somebody's workbook on its way into the ledger. It is read, its columns are settled, it is checked, and then all
//! of it goes in or nothing does.

pub mod acts;
mod check;
pub mod command;
mod fault;
pub mod job;
mod load;
mod meant;
mod outcome;
pub mod pages;
mod reading;
mod repairs;
mod store;
mod undo;
mod wanted;

pub use paper::intake::Read;
use values::{Id, Moment};
use web::{Actor, Person};

use crate::access::{self, Denied, Right, Write};
use fault::Summary;
use measure::kind::Kind;
use repairs::Repairs;
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
