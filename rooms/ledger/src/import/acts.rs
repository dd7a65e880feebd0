//! What is done with an import. Taking in, settling and checking change nothing in the ledger; loading and undoing are acts
//! with an entry in the trail.

mod putting;
mod settling;

use std::fmt;
use std::sync::Arc;

use ::store::{Files, Store, Tx};
use measure::kind::{Kind, Kinds};
use paper::intake::{Choice, Read, joined};
use paper::layout::Mapping;
use paper::{Unreadable, Wanted};
use values::{Day, Id};
use web::Place;
use web::intake::{self, Incoming};

use super::check::{self, Asked, Stopped};
use super::repairs::Repairs;
use super::undo::Built;
use super::{By, Import, Progress, Stage, Summary, store, wanted};
use crate::row::acts;
use crate::row::refusal::Refusal;
pub use putting::{at_hand, begin, begin_undo, load, undo};
pub use settling::{Decision, remember, repair};

/// Why it was not done.
#[derive(Debug)]
pub enum Refused {
    Unreadable(Unreadable),
    /// A file of this machine, as a sentence.
    NotOpened(String),
    NoSuchImport,
    /// It has come further, or not as far.
    Stage(Stage),
    /// The ledger has changed since the check; what would happen now stands on the page.
    Moved,
    Built(Built),
    Row(Refusal),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unreadable(why) => write!(f, "{why}"),
            Refused::NotOpened(why) => write!(f, "{why}"),
            Refused::NoSuchImport => write!(f, "没有这次导入"),
            Refused::Stage(stage) => write!(f, "这次导入现在是“{}”", stage.word()),
            Refused::Moved => write!(f, "检查以后台账有了变化"),
            Refused::Built(built) => write!(f, "{built}"),
            Refused::Row(refusal) => write!(f, "{refusal}"),
        }
    }
}

impl Refused {
    pub fn disk_is_full(&self) -> bool {
        matches!(self, Refused::Row(Refusal::Store(error)) if error.disk_is_full())
    }
}

impl From<::store::Error> for Refused {
    fn from(error: ::store::Error) -> Self {
        Refused::Row(error.into())
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Refused::Row(refusal)
    }
}

impl From<Unreadable> for Refused {
    fn from(why: Unreadable) -> Self {
        Refused::Unreadable(why)
    }
}

impl From<Stopped> for Refused {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Unreadable(why) => Refused::Unreadable(why),
            Stopped::Store(error) => error.into(),
        }
    }
}

/// The kind of an import, with all others, and what is wanted of its tables.
pub struct Ground {
    pub kinds: Arc<Kinds>,
    pub wanted: Vec<Wanted>,
    id: String,
}

impl Ground {
    pub fn kind(&self) -> Result<&Kind, Refusal> {
        let found = self.kinds.get(&self.id);
        found.ok_or_else(|| Refusal::NoSuchKind(self.id.clone()))
    }
}

/// Looks a kind up for somebody who may enter its rows.
pub async fn ground(tx: &mut Tx, by: &By, id: &str, today: Day) -> Result<Ground, Refusal> {
    let kinds = crate::kind::kinds(tx).await?;
    let kind = kinds
        .get(id)
        .ok_or_else(|| Refusal::NoSuchKind(id.to_owned()))?;
    let own = by.actor.town().map_or(Id::NONE, |post| post.organisation);
    if let Err(denied) = by.write(kind, own) {
        return Err(acts::refuse(tx, kind, &by.actor, denied).await?);
    }
    let only = by.sees_only_town();
    let units = identity::door::organisations(tx, today).await?;
    let bureau = units.iter().find(|unit| unit.place == Place::Bureau);
    let county = bureau.and_then(|unit| {
        let name = unit.name.as_str();
        name.strip_suffix("科学技术局")
            .or(name.strip_suffix("科技局"))
    });
    let county = county.unwrap_or_default().to_owned();
    let towns = units
        .into_iter()
        .filter(|unit| unit.place == Place::Town && only.is_none_or(|own| own == unit.id));
    let towns: Vec<(String, String)> = towns.map(|unit| (unit.id.to_string(), unit.name)).collect();
    let wanted = wanted::wanted(kind, (&towns, &county));
    Ok(Ground {
        id: id.to_owned(),
        wanted,
        kinds,
    })
}

/// The import of a person; another's is not there.
pub async fn find(tx: &mut Tx, by: &By, id: Id<Import>) -> Result<Import, Refused> {
    let found = store::find(tx, id).await?;
    found
        .filter(|import| import.person == by.actor.person)
        .ok_or(Refused::NoSuchImport)
}

/// Reads a file and keeps it with what was understood. `before`: how the file was read that this one corrects.
pub async fn take_in(
    store: &Store,
    by: &By,
    kind: &str,
    incoming: Incoming<'_>,
    choice: Choice,
    before: Option<&Read>,
) -> Result<Import, Refused> {
    let (county, today) = (by.actor.county.as_str(), store.clock().today());
    let mut tx = store.read(county).await?;
    let ground = ground(&mut tx, by, kind, today).await?;
    let mapping = store::mapping(&mut tx, kind, by.source()).await?;
    drop(tx);
    let file = incoming.open(store.files()).await?;
    let (name, sha256) = incoming.named();
    let read = intake::read(file, choice, ground.wanted, mapping, today.year()).await?;
    let read = read.named(&name);
    let read = match before {
        Some(before) => read.in_year_of(before),
        None => read,
    };
    let now = store.clock().now();
    let import = Import {
        id: Id::fresh(now),
        kind: kind.to_owned(),
        stage: Stage::Read,
        person: by.actor.person,
        person_name: by.actor.name.clone(),
        moment: now,
        name,
        sha256,
        read,
        repairs: Repairs::default(),
        summary: Summary::default(),
        outcome: String::new(),
        checked: 0,
        loaded: 0,
        undone: 0,
    };
    incoming.keep(store.files()).await?;
    let mut tx = store.note(county).await?;
    store::insert(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(import)
}

/// Reads the file of an import that is not loaded anew: other sheets of it, or with the heading in another row. `settled`: how
/// its columns were settled until now.
pub async fn turn_to(
    store: &Store,
    by: &By,
    import: Import,
    choice: Choice,
    settled: Option<Mapping>,
) -> Result<(), Refused> {
    let (county, today) = (by.actor.county.as_str(), store.clock().today());
    let mut tx = store.read(county).await?;
    let ground = ground(&mut tx, by, &import.kind, today).await?;
    let before = store::mapping(&mut tx, &import.kind, by.source()).await?;
    let mapping = match settled {
        Some(now) => Some(joined(now, before)),
        None => before,
    };
    drop(tx);
    let file = store.files().open(&import.sha256).await?.into_std().await;
    let read = intake::read(file, choice, ground.wanted, mapping, today.year()).await?;
    let read = read.named(&import.name).in_year_of(&import.read);
    let next = Import {
        stage: Stage::Read,
        read,
        repairs: Repairs::default(),
        ..import.clone()
    };
    keep(store, by, &next, import.stage).await
}

async fn keep(store: &Store, by: &By, import: &Import, from: Stage) -> Result<(), Refused> {
    let mut tx = store.note(&by.actor.county).await?;
    if !store::update(&mut tx, import, from).await? {
        return Err(Refused::Stage(import.stage));
    }
    Ok(tx.commit().await?)
}

/// Checks an import as its columns and repairs are now, and keeps what was found.
pub async fn check(
    store: &Store,
    by: &By,
    import: Import,
    progress: Progress<'_>,
) -> Result<Import, Refused> {
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage));
    }
    let today = store.clock().today();
    let mut tx = store.read(&by.actor.county).await?;
    let found = look(&mut tx, store.files(), by, &import, today, progress).await?;
    let checked = tx.sequence();
    drop(tx);
    store.files().keep(&found.outcome).await?;
    let stage = match found.summary.tally.faults {
        0 => Stage::Ready,
        _ => Stage::Faulty,
    };
    let next = Import {
        stage,
        summary: found.summary,
        outcome: found.outcome.sha256.clone(),
        checked,
        ..import.clone()
    };
    keep(store, by, &next, import.stage).await?;
    Ok(next)
}

/// What a check finds in a transaction.
async fn look(
    tx: &mut Tx,
    files: &Files,
    by: &By,
    import: &Import,
    today: Day,
    progress: Progress<'_>,
) -> Result<check::Found, Refused> {
    let file = files.open(&import.sha256).await?.into_std().await;
    let ground = ground(tx, by, &import.kind, today).await?;
    let asked = Asked {
        files,
        by,
        kinds: &ground.kinds,
        kind: ground.kind()?,
        wanted: ground.wanted.clone(),
        read: &import.read,
        repairs: &import.repairs,
        today,
    };
    Ok(check::run(tx, file, &asked, progress).await?)
}
