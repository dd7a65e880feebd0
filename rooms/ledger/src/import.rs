//! An import: somebody's workbook on its way into the ledger. It is read, its columns are settled, it is checked, and then all
//! of it goes in or nothing does.

pub mod acts;
mod check;
pub mod command;
pub mod effect;
pub mod job;
mod load;
mod meant;
mod outcome;
pub mod pages;
mod repairs;
mod store;
mod undo;
mod wanted;

use ::store::Tx;
use paper::fault::Tally;
use paper::intake::{Read, Stage};
use serde::{Deserialize, Serialize};
use values::{Id, Moment};
pub use web::intake::Told as Progress;
use web::{Actor, Person};

use crate::access::{self, Denied, Right, Write};
use crate::row::Row;
use measure::kind::Kind;
use repairs::Repairs;
use web::Organisation;

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

/// What the check found, in numbers of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    #[serde(flatten)]
    pub tally: Tally,
    pub created: u32,
    pub changed: u32,
    pub unchanged: u32,
    /// Verified rows among the changed ones: they have to be verified again.
    pub reopened: u32,
    /// Changed rows that are of another firm until now.
    #[serde(default)]
    pub other_firm: u32,
    /// What is far from usual in the amounts, as a sentence; empty where nothing is.
    #[serde(default)]
    pub unusual: String,
    /// What would be done row by row: two checks with the same one put in the same.
    #[serde(default)]
    pub plan: String,
}

impl Summary {
    pub fn to_load(&self) -> u32 {
        self.created + self.changed
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

    /// None: of any town.
    fn sees_only_town(&self) -> Option<Id<Organisation>> {
        self.actor.sees_only_town().filter(|_| !self.program)
    }

    fn sees(&self, row: &Row) -> bool {
        self.program || access::see(&self.actor, row.content.town, row.author).is_ok()
    }

    /// Whose tables are alike: the unit of the first post.
    fn source(&self) -> Id<Organisation> {
        let post = self.actor.posts.first();
        post.map_or(Id::NONE, |post| post.organisation)
    }
}
