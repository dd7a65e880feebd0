//! What is done with an import. Taking in, settling and checking change no fact; loading and undoing are acts with an entry
//! in the trail.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Instant;

use ::store::{Error, Received, Store, Tx};
use paper::Unreadable;
use paper::fault::Repair;
use serde_json::json;
use trail::Act;
use values::{Fen, Id};
use web::{Actor, Organisation};

use super::check::{self, Asked};
use super::{Decided, Found, Import, Line, Stage, Summary, rows, store, undo, wanted};
use crate::door;
use crate::fact::acts::{self, Change, Manner};
use crate::fact::decide::Step;
use crate::fact::{Source, years};
use crate::firm::Firm;

/// Why it was not done.
#[derive(Debug)]
pub enum Refused {
    Unreadable(Unreadable),
    NoSuchImport,
    /// It has come further, or not as far.
    Stage(Stage),
    /// Facts have changed since the check; what would happen now stands on the page.
    Moved,
    Built(undo::Built),
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
    (received, name): (&Received, &str),
    said: Said,
) -> Result<Import, Refused> {
    let file = std::fs::File::open(received.path()).map_err(Error::from)?;
    let mut tx = store.read(&actor.county).await?;
    let mapping = store::mapping(&mut tx, said.source, unit(actor)).await?;
    drop(tx);
    let mut read = rows::understood(file, None, wanted::plain(), mapping, said.year).await?;
    read.year = said.year;
    wanted::dated(&mut read, &years(store.clock().today()));
    let now = store.clock().now();
    let import = Import {
        id: Id::fresh(now),
        source: said.source,
        stage: Stage::Read,
        person: actor.person,
        person_name: actor.name.clone(),
        moment: now,
        name: name.to_owned(),
        sha256: received.sha256.clone(),
        read,
        decided: Decided::default(),
        summary: Summary::default(),
        outcome: String::new(),
        checked: 0,
        loaded: 0,
        undone: 0,
    };
    store.files().keep(received).await?;
    let mut tx = store.note(&actor.county).await?;
    store::insert(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(import)
}

/// Reads another sheet of the file of an import that is not loaded.
pub async fn turn_to(
    store: &Store,
    actor: &Actor,
    import: Import,
    sheet: String,
) -> Result<(), Refused> {
    let file = store.files().open(&import.sha256).await?.into_std().await;
    let (plain, year) = (wanted::plain(), import.read.year);
    let mut read = rows::understood(file, Some(sheet), plain, None, year).await?;
    read.year = year;
    wanted::dated(&mut read, &years(store.clock().today()));
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
    let mut mapping = import.read.table.mapping();
    mapping.columns.retain(|one| !one.heading.is_empty());
    store::keep_mapping(&mut tx, import.source, unit(actor), &mapping).await?;
    Ok(tx.commit().await?)
}

/// What a check finds now, without keeping it.
async fn found(
    tx: &mut Tx,
    store: &Store,
    actor: &Actor,
    import: &Import,
) -> Result<(Found, Summary), Refused> {
    let today = store.clock().today();
    let wanted = wanted::wanted(&years(today));
    let file = store.files().open(&import.sha256).await?.into_std().await;
    let records = rows::all(file, import.read.clone(), wanted.clone()).await?;
    let asked = Asked {
        actor,
        source: import.source,
        read: &import.read,
        wanted: &wanted,
        decided: &import.decided,
        today,
    };
    Ok(check::run(tx, &asked, records).await?)
}

/// Checks an import as its columns and decisions are now, and keeps what was found.
pub async fn check(store: &Store, actor: &Actor, import: Import) -> Result<Import, Refused> {
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage));
    }
    let begun = Instant::now();
    let mut tx = store.read(&actor.county).await?;
    let (found, mut summary) = found(&mut tx, store, actor, &import).await?;
    let checked = tx.sequence();
    drop(tx);
    summary.tenths = u32::try_from(begun.elapsed().as_millis() / 100).unwrap_or(u32::MAX);
    let text = serde_json::to_vec(&found).map_err(|error| Error::File(error.into()))?;
    let outcome = store.files().receive_bytes(&text).await?;
    store.files().keep(&outcome).await?;
    let from = import.stage;
    let next = Import {
        stage: match summary.faults {
            0 => Stage::Ready,
            _ => Stage::Faulty,
        },
        summary,
        outcome: outcome.sha256.clone(),
        checked,
        ..import
    };
    keep(store, actor, &next, from).await?;
    Ok(next)
}

/// What the last check found.
pub async fn outcome(store: &Store, import: &Import) -> Result<Found, Refused> {
    let text = store.files().read(&import.outcome).await?;
    serde_json::from_slice(&text).map_err(|error| Error::File(error.into()).into())
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
    let found = outcome(store, &import).await?;
    let mut tx = store.read(&actor.county).await?;
    for fault in found.faults.iter().filter(|fault| fault.sort == sort) {
        let key = Decided::key(fault.at.row, &fault.field);
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

/// Puts a ready import in, if it still does what the person saw: so many new values and so many changed ones. `keep_held`:
/// where another source says otherwise, its value stays.
pub async fn load(
    store: &Store,
    actor: &Actor,
    id: Id<Import>,
    (seen, keep_held): ((u32, u32), bool),
) -> Result<(), Refused> {
    let mut tx = store.write(&actor.county).await?;
    let mut import = find(&mut tx, actor, id).await?;
    if import.stage != Stage::Ready {
        return Err(Refused::Stage(import.stage));
    }
    let (now, summary) = found(&mut tx, store, actor, &import).await?;
    let before = outcome(store, &import).await?;
    if now != before || (summary.new, summary.changed) != seen {
        drop(tx);
        check(store, actor, import).await?;
        return Err(Refused::Moved);
    }
    let lines = now.lines.into_iter();
    let lines: Vec<Line> = lines
        .filter(|line| !(keep_held && line.conflicts()))
        .collect();
    put(&mut tx, actor, &import, &lines).await?;
    import.stage = Stage::Loaded;
    import.loaded = tx.sequence();
    store::update(&mut tx, &import, Stage::Ready).await?;
    let summary = format!(
        "导入“{}”（{}）：{} 家企业 {} 个数",
        import.name,
        import.source.word(),
        import.summary.firms,
        lines.len()
    );
    tell(&mut tx, actor, &import, "load", summary, keep_held).await?;
    Ok(tx.commit().await?)
}

async fn put(tx: &mut Tx, actor: &Actor, import: &Import, lines: &[Line]) -> Result<(), Refused> {
    let mut firms: BTreeMap<Id<Firm>, Vec<Change>> = BTreeMap::new();
    for line in lines {
        if let Some(one) = line.one() {
            let changes = firms.entry(line.firm).or_default();
            changes.push(Change {
                one,
                year: line.year,
                value: Some(line.value),
                before: line.before.as_ref().map(|before| before.value),
                since: line.before.as_ref().map_or(0, |before| before.known_from),
                step: match line.before {
                    Some(_) => Step::Corrected,
                    None => Step::First,
                },
            });
        }
    }
    let manner = Manner {
        source: import.source,
        paper: import.name.clone(),
        reason: import.reason(),
    };
    tx.widen()?;
    let firms: Vec<(Id<Firm>, Vec<Change>)> = firms.into_iter().collect();
    acts::write(tx, &actor.who(), &manner, &firms).await?;
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    import: &Import,
    what: &str,
    summary: String,
    keep_held: bool,
) -> Result<(), Error> {
    let act = Act {
        act: match what {
            "load" => "enterprise.import.load",
            _ => "enterprise.import.undo",
        },
        noun: "import",
        subject: import.id.to_string(),
        summary,
        details: json!({
            "file": import.sha256, "source": import.source.code(), "new": import.summary.new,
            "changed": import.summary.changed, "conflicts": import.summary.conflicts, "kept": keep_held,
        }),
    };
    trail::record(tx, &actor.who(), act).await
}

/// Takes an import back as one act, as long as nothing was built on it.
pub async fn undo(store: &Store, actor: &Actor, id: Id<Import>) -> Result<(), Refused> {
    let mut tx = store.write(&actor.county).await?;
    let mut import = find(&mut tx, actor, id).await?;
    if import.stage != Stage::Loaded {
        return Err(Refused::Stage(import.stage));
    }
    let back = undo::run(&mut tx, import.loaded).await?;
    let back = back.map_err(Refused::Built)?;
    import.stage = Stage::Undone;
    import.undone = tx.sequence();
    store::update(&mut tx, &import, Stage::Loaded).await?;
    let summary = format!("撤销导入“{}”：{back} 个数恢复原样", import.name);
    tell(&mut tx, actor, &import, "undo", summary, false).await?;
    Ok(tx.commit().await?)
}
