//! What is done with an import. Taking in, settling and checking change no fact; loading and undoing are acts with an entry
//! in the trail.

mod putting;

use std::fmt;
use std::fs::File;

use ::store::{Error, Lines, Store, Tx};
use paper::Unreadable;
use paper::fault::{Fault, Repair};
use paper::intake::{Choice, Read, Settled, Stage, alike, joined, settle};
use paper::layout::{Column, Mapping};
use values::{Fen, Id};
use web::intake::{self, Incoming, Told};
use web::{Actor, Organisation};

use super::check::{self, Asked, Found};
use super::{Decided, Import, Summary, store, undo as undoing, wanted};
use crate::door;
use crate::fact::{Source, years};
pub use putting::{Seen, begin, load, undo};

/// Why it was not done.
#[derive(Debug)]
pub enum Refused {
    Unreadable(Unreadable),
    NoSuchImport,
    /// It has come further, or not as far.
    Stage(Stage),
    /// Facts have changed since the check; what would happen now stands on the page.
    Moved,
    Built(undoing::Built),
    Store(Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unreadable(why) => write!(f, "{why}"),
            Refused::NoSuchImport => write!(f, "没有这次导入"),
            Refused::Stage(stage) => write!(f, "这次导入现在是“{}”", stage.word()),
            Refused::Moved => write!(f, "检查以后企业的数有了变化"),
            Refused::Built(built) => write!(f, "{built}"),
            Refused::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Refused::Store(error)
    }
}

impl From<Unreadable> for Refused {
    fn from(why: Unreadable) -> Self {
        Refused::Unreadable(why)
    }
}

/// The import of a person; another's is not there.
pub async fn find(tx: &mut Tx, actor: &Actor, id: Id<Import>) -> Result<Import, Refused> {
    let found = store::find(tx, id).await?;
    found
        .filter(|import| import.person == actor.person)
        .ok_or(Refused::NoSuchImport)
}

/// Whose lists are alike: the unit of the first post.
fn unit(actor: &Actor) -> Id<Organisation> {
    let post = actor.posts.first();
    post.map_or(Id::NONE, |post| post.organisation)
}

/// What a new list is said to be.
pub struct Said {
    pub source: Source,
    pub year: i32,
}

/// Reads a file and keeps it with what was understood.
pub async fn take_in(
    store: &Store,
    actor: &Actor,
    incoming: Incoming<'_>,
    said: Said,
    choice: Choice,
) -> Result<Import, Refused> {
    let file = incoming.open(store.files()).await?;
    let (name, sha256) = incoming.named();
    let mut tx = store.read(&actor.county).await?;
    let mapping = store::mapping(&mut tx, said.source, unit(actor)).await?;
    drop(tx);
    let read = understood(store, file, choice, mapping, said.year).await?;
    let now = store.clock().now();
    let import = Import {
        id: Id::fresh(now),
        source: said.source,
        stage: Stage::Read,
        person: actor.person,
        person_name: actor.name.clone(),
        moment: now,
        name,
        sha256,
        read,
        decided: Decided::default(),
        summary: Summary::default(),
        outcome: String::new(),
        checked: 0,
        loaded: 0,
        undone: 0,
    };
    incoming.keep(store.files()).await?;
    let mut tx = store.note(&actor.county).await?;
    store::insert(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(import)
}

/// Reads a file for facts of a year.
async fn understood(
    store: &Store,
    file: File,
    choice: Choice,
    mapping: Option<Mapping>,
    year: i32,
) -> Result<Read, Refused> {
    let mut read = intake::read(file, choice, wanted::plain(), mapping, year).await?;
    read.year = year;
    wanted::dated(&mut read, &years(store.clock().today()));
    alike(&mut read).map_err(Unreadable::Unlike)?;
    Ok(read)
}

/// Reads the file of an import that is not loaded anew: other sheets of it, or with the heading in another row. Columns that
/// are still there stay as they are settled, where `keep_columns` says so.
pub async fn turn_to(
    store: &Store,
    actor: &Actor,
    import: Import,
    choice: Choice,
    keep_columns: bool,
) -> Result<(), Refused> {
    let mut tx = store.read(&actor.county).await?;
    let mapping = store::mapping(&mut tx, import.source, unit(actor)).await?;
    drop(tx);
    let file = store.files().open(&import.sha256).await?.into_std().await;
    let mut read = understood(store, file, choice, mapping, import.read.year).await?;
    if keep_columns {
        let columns = import.read.table.columns.iter();
        let there = |one: &&Column| {
            let mut now = read.table.columns.iter();
            now.any(|now| (&now.letter, &now.heading) == (&one.letter, &one.heading))
        };
        let settled = columns
            .filter(there)
            .map(|one| (one.letter.clone(), one.field.clone(), one.unit));
        let settled: Vec<Settled> = settled.collect();
        let wanted = wanted::wanted(&years(store.clock().today()));
        settle(&mut read, &wanted, &settled).map_err(Unreadable::Unlike)?;
    }
    let from = import.stage;
    let next = Import {
        stage: Stage::Read,
        read,
        decided: Decided::default(),
        ..import
    };
    keep(store, actor, &next, from).await
}

async fn keep(store: &Store, actor: &Actor, import: &Import, from: Stage) -> Result<(), Refused> {
    let mut tx = store.note(&actor.county).await?;
    if !store::update(&mut tx, import, from).await? {
        return Err(Refused::Stage(import.stage));
    }
    Ok(tx.commit().await?)
}

/// Keeps how the columns were settled for the next list of this source.
pub async fn remember(store: &Store, actor: &Actor, import: &Import) -> Result<(), Refused> {
    let mut tx = store.note(&actor.county).await?;
    let before = store::mapping(&mut tx, import.source, unit(actor)).await?;
    let mapping = joined(import.read.mapping(), before);
    store::keep_mapping(&mut tx, import.source, unit(actor), &mapping).await?;
    Ok(tx.commit().await?)
}

/// What a check finds now, without keeping it.
async fn found(
    tx: &mut Tx,
    store: &Store,
    actor: &Actor,
    import: &Import,
    progress: Told<'_>,
) -> Result<Found, Refused> {
    let today = store.clock().today();
    let file = store.files().open(&import.sha256).await?.into_std().await;
    let asked = Asked {
        files: store.files(),
        actor,
        source: import.source,
        read: &import.read,
        wanted: &wanted::wanted(&years(today)),
        decided: &import.decided,
        today,
    };
    check::run(tx, file, &asked, progress).await
}

/// Checks an import as its columns and decisions are now, and keeps what was found.
pub async fn check(store: &Store, actor: &Actor, import: Import) -> Result<Import, Refused> {
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage));
    }
    let mut tx = store.read(&actor.county).await?;
    let found = found(&mut tx, store, actor, &import, &|_, _| {}).await?;
    let checked = tx.sequence();
    drop(tx);
    store.files().keep(&found.outcome).await?;
    let from = import.stage;
    let next = Import {
        stage: match found.summary.tally.faults {
            0 => Stage::Ready,
            _ => Stage::Faulty,
        },
        summary: found.summary,
        outcome: found.outcome.sha256.clone(),
        checked,
        ..import
    };
    keep(store, actor, &next, from).await?;
    Ok(next)
}

/// Takes a decision for the faults of a sort, and checks again. `stands`: the values are right.
pub async fn decide(
    store: &Store,
    actor: &Actor,
    mut import: Import,
    (sort, stands): (&str, bool),
) -> Result<Import, Refused> {
    if import.stage != Stage::Faulty {
        return Err(Refused::Stage(import.stage));
    }
    let faults: Vec<Fault> = Lines::all(store.files(), &import.outcome).await?;
    let mut tx = store.read(&actor.county).await?;
    for fault in faults.iter().filter(|fault| fault.sort == sort) {
        let key = Decided::key(fault.spot(), &fault.field);
        match fault.repair {
            Repair::Firm if !stands => {
                let like = door::search(&mut tx, &fault.instead, None, 2).await?;
                if let Some(firm) = like.into_iter().find(|firm| firm.name == fault.instead) {
                    import.decided.firms.insert(fault.given.clone(), firm.code);
                }
            }
            Repair::Unit if !stands => {
                if let Ok(amount) = Fen::parse(&fault.instead, 1_000_000) {
                    import.decided.instead.insert(key, amount.0);
                }
            }
            Repair::Unit | Repair::Stands if stands => drop(import.decided.stands.insert(key)),
            _ => {}
        }
    }
    drop(tx);
    check(store, actor, import).await
}
