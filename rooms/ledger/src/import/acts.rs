//! What is done with an import. Taking in, settling and checking change nothing in the ledger; loading and undoing are acts
//! with an entry in the trail.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use ::store::{Received, Store, Tx};
use measure::kind::{Kind, Kinds};
use paper::layout::{Mapping, Matched};
use paper::{Unreadable, Wanted};
use serde_json::json;
use values::{Day, Id};
use web::Place;

use super::check::{self, Asked, Stopped};
use super::fault::Summary;
use super::load::{self, Loaded};
use super::repairs::{Repair, Repairs};
use super::undo::{self, Built};
use super::{By, Import, Progress, Read, Stage, outcome, reading, store, wanted};
use crate::row::acts;
use crate::row::refusal::Refusal;

/// Why it was not done.
#[derive(Debug)]
pub enum Refused {
    Unreadable(Unreadable),
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
    let kind = kinds.get(id).ok_or_else(|| Refusal::NoSuchKind(id.to_owned()))?;
    let own = by.actor.town().map_or(Id::NONE, |post| post.organisation);
    if let Err(denied) = by.write(kind, own) {
        return Err(acts::refuse(tx, kind, &by.actor, denied).await?);
    }
    let only = by.actor.sees_only_town();
    let units = identity::door::organisations(tx, today).await?;
    let towns = units
        .into_iter()
        .filter(|unit| unit.place == Place::Town && only.is_none_or(|own| own == unit.id));
    let towns: Vec<(String, String)> = towns.map(|unit| (unit.id.to_string(), unit.name)).collect();
    let wanted = wanted::wanted(kind, &towns);
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

/// A file on its way in.
pub enum Source<'a> {
    New(&'a Received, &'a str),
    /// The file of an import, read again.
    Kept(&'a Import),
}

/// Reads a file and keeps it with what was understood.
pub async fn take_in(
    store: &Store,
    by: &By,
    kind: &str,
    source: Source<'_>,
    sheet: Option<String>,
) -> Result<Import, Refused> {
    let (county, today) = (by.actor.county.as_str(), store.clock().today());
    let mut tx = store.read(county).await?;
    let ground = ground(&mut tx, by, kind, today).await?;
    let mapping = store::mapping(&mut tx, kind, by.source()).await?;
    drop(tx);
    let (file, name, sha256) = match source {
        Source::New(received, name) => {
            let file = std::fs::File::open(received.path()).map_err(::store::Error::from)?;
            (file, name.to_owned(), received.sha256.clone())
        }
        Source::Kept(import) => {
            let file = store.files().open(&import.sha256).await?.into_std().await;
            (file, import.name.clone(), import.sha256.clone())
        }
    };
    let read = reading::read(file, sheet, ground.wanted, mapping, today).await?;
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
    if let Source::New(received, _) = source {
        store.files().keep(received).await?;
    }
    let mut tx = store.note(county).await?;
    store::insert(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(import)
}

/// Reads another sheet of the file of an import that is not loaded.
pub async fn turn_to(store: &Store, by: &By, import: Import, sheet: String) -> Result<(), Refused> {
    let (county, today) = (by.actor.county.as_str(), store.clock().today());
    let mut tx = store.read(county).await?;
    let ground = ground(&mut tx, by, &import.kind, today).await?;
    let mapping = store::mapping(&mut tx, &import.kind, by.source()).await?;
    drop(tx);
    let file = store.files().open(&import.sha256).await?.into_std().await;
    let read = reading::read(file, Some(sheet), ground.wanted, mapping, today).await?;
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
    if !import.is_open() {
        return Err(Refused::Stage(import.stage));
    }
    let today = store.clock().today();
    let file = store.files().open(&import.sha256).await?.into_std().await;
    let mut tx = store.read(&by.actor.county).await?;
    let ground = ground(&mut tx, by, &import.kind, today).await?;
    let asked = Asked {
        files: store.files(),
        by,
        kinds: &ground.kinds,
        kind: ground.kind()?,
        wanted: ground.wanted.clone(),
        read: &import.read,
        repairs: &import.repairs,
        today,
    };
    let found = check::run(&mut tx, file, &asked, progress).await?;
    let checked = tx.sequence();
    drop(tx);
    store.files().keep(&found.outcome).await?;
    let stage = match found.summary.faults {
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

/// Keeps how the columns were settled for the next table of this unit.
pub async fn remember(store: &Store, by: &By, import: &Import) -> Result<(), Refused> {
    let mut tx = store.note(&by.actor.county).await?;
    let before = store::mapping(&mut tx, &import.kind, by.source()).await?;
    let mapping = joined(import.read.table.mapping(), before);
    store::keep_mapping(&mut tx, &import.kind, by.source(), &mapping).await?;
    Ok(tx.commit().await?)
}

/// The most headings that are remembered.
const REMEMBERED: usize = 300;

/// What was settled now, then what was settled before of other headings.
fn joined(now: Mapping, before: Option<Mapping>) -> Mapping {
    let mut columns: Vec<Matched> = now.columns;
    columns.retain(|one| !one.heading.is_empty());
    for one in before.map(|before| before.columns).unwrap_or_default() {
        if !columns.iter().any(|known| known.heading == one.heading) {
            columns.push(one);
        }
    }
    columns.truncate(REMEMBERED);
    Mapping {
        sheet: now.sheet,
        columns,
    }
}

/// What a person decides for a sort of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The firm, or the unit, that is proposed.
    AsProposed,
    /// The amounts are right.
    AsItStands,
}

/// Takes the decision into the repairs of an import, for the faults of a sort.
pub async fn repair(
    store: &Store,
    by: &By,
    mut import: Import,
    sort: &str,
    decision: Decision,
) -> Result<Import, Refused> {
    if import.stage != Stage::Faulty {
        return Err(Refused::Stage(import.stage));
    }
    let faults = outcome::faults(store.files(), &import.outcome).await?;
    let mut tx = store.read(&by.actor.county).await?;
    for fault in faults.iter().filter(|fault| fault.sort == sort) {
        match (fault.repair, decision) {
            (Repair::Firm, Decision::AsProposed) => {
                let found = enterprise::door::search(&mut tx, &fault.instead, None, 2).await?;
                if let Some(firm) = found.into_iter().find(|firm| firm.name == fault.instead) {
                    import.repairs.firms.insert(fault.given.clone(), firm.code);
                }
            }
            (Repair::Unit, _) => {
                let rows = match decision {
                    Decision::AsProposed => &mut import.repairs.in_yuan,
                    Decision::AsItStands => &mut import.repairs.as_it_stands,
                };
                let rows: &mut BTreeSet<u32> = rows.entry(fault.field.clone()).or_default();
                rows.insert(fault.at.row);
            }
            _ => {}
        }
    }
    drop(tx);
    check(store, by, import, &|_, _| {}).await
}

/// How often a check that was overtaken is made again.
const TRIES: usize = 4;

/// Puts a ready import into the ledger, if it still does what the person saw: so many new rows and so many changed ones.
pub async fn load(
    store: &Store,
    by: &By,
    id: Id<Import>,
    seen: (u32, u32),
    progress: Progress<'_>,
) -> Result<Loaded, Refused> {
    for _ in 0..TRIES {
        let mut tx = store.write(&by.actor.county).await?;
        let mut import = find(&mut tx, by, id).await?;
        if import.stage != Stage::Ready {
            return Err(match import.stage {
                Stage::Faulty => Refused::Moved,
                stage => Refused::Stage(stage),
            });
        }
        if (import.summary.created, import.summary.changed) != seen {
            return Err(Refused::Moved);
        }
        if moved(&mut tx, import.checked).await? {
            drop(tx);
            check(store, by, import, &|_, _| {}).await?;
            continue;
        }
        let kinds = crate::kind::kinds(&mut tx).await?;
        let loaded = load::run(&mut tx, store.files(), by, &kinds, &import, progress).await?;
        import.stage = Stage::Loaded;
        import.loaded = tx.sequence();
        store::update(&mut tx, &import, Stage::Ready).await?;
        tell(&mut tx, by, &kinds, &import, &loaded).await?;
        tx.commit().await?;
        return Ok(loaded);
    }
    Err(::store::Error::Busy.into())
}

/// Whether anything that a check reads has changed since.
async fn moved(tx: &mut Tx, checked: i64) -> ::store::Result<bool> {
    let topics = tx.topics().await?;
    Ok(topics.iter().any(|(_, sequence)| *sequence > checked))
}

async fn tell(
    tx: &mut Tx,
    by: &By,
    kinds: &Kinds,
    import: &Import,
    loaded: &Loaded,
) -> ::store::Result<()> {
    let name = kinds.get(&import.kind).map_or("", |kind| kind.name.as_str());
    let summary = format!(
        "导入{name} {} 行：新建 {}，更正 {}（{}）",
        loaded.created + loaded.changed,
        loaded.created,
        loaded.changed,
        import.name
    );
    let details = json!({
        "kind": import.kind, "file": import.name, "sha256": import.sha256, "sheet": import.read.table.sheet,
        "created": loaded.created, "changed": loaded.changed, "unchanged": import.summary.unchanged,
        "first": loaded.first, "last": loaded.last,
    });
    record(tx, by, import, "ledger.import.load", summary, details).await
}

async fn record(
    tx: &mut Tx,
    by: &By,
    import: &Import,
    act: &str,
    summary: String,
    details: serde_json::Value,
) -> ::store::Result<()> {
    let told = trail::Act {
        act,
        noun: "import",
        subject: import.id.to_string(),
        summary,
        details,
    };
    trail::record(tx, &by.actor.who(), told).await
}

/// Takes a loaded import back.
pub async fn undo(
    store: &Store,
    by: &By,
    id: Id<Import>,
    progress: Progress<'_>,
) -> Result<u64, Refused> {
    let mut tx = store.write(&by.actor.county).await?;
    let mut import = find(&mut tx, by, id).await?;
    if import.stage != Stage::Loaded {
        return Err(Refused::Stage(import.stage));
    }
    let kinds = crate::kind::kinds(&mut tx).await?;
    let undone = undo::run(&mut tx, store.files(), by, &kinds, &import, progress).await?;
    let undone = undone.map_err(Refused::Built)?;
    import.stage = Stage::Undone;
    import.undone = tx.sequence();
    store::update(&mut tx, &import, Stage::Loaded).await?;
    let summary = format!("撤销导入“{}”：{undone} 行", import.name);
    let details = json!({"rows": undone, "sha256": import.sha256});
    record(&mut tx, by, &import, "ledger.import.undo", summary, details).await?;
    tx.commit().await?;
    Ok(undone)
}

/// A column as a person settles it: its letter, its field and its unit.
pub type Settled = (String, Option<String>, Option<paper::Unit>);

/// Gives the columns the fields that a person chose.
///
/// # Errors
/// A sentence, where two columns would be one field.
pub fn settle(read: &mut Read, wanted: &[Wanted], settled: &[Settled]) -> Result<(), String> {
    for one in wanted {
        let same = settled
            .iter()
            .filter(|(_, field, _)| field.as_deref() == Some(one.id.as_str()));
        let letters: Vec<&str> = same.map(|(letter, ..)| letter.as_str()).collect();
        if letters.len() > 1 {
            let letters = letters.join("、");
            return Err(format!("“{}”指给了 {letters} 列，只能留一列", one.name));
        }
    }
    for column in &mut read.table.columns {
        let Some((_, field, unit)) = settled.iter().find(|(letter, ..)| *letter == column.letter) else {
            continue;
        };
        if column.field != *field || (field.is_some() && column.unit != *unit) {
            column.field.clone_from(field);
            column.unit = *unit;
            "由您指定".clone_into(&mut column.why);
        }
    }
    let table = &mut read.table;
    let missing = wanted.iter().filter(|one| one.required && table.column_of(&one.id).is_none());
    let missing: Vec<String> = missing.map(|one| one.id.clone()).collect();
    table.missing = missing;
    Ok(())
}
