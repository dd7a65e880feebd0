//! Taking an import back as one act, as long as nothing was built on it.

use std::collections::HashMap;
use std::fmt;

use ::store::{Files, Lines, Tx};
use measure::kind::{Kind, Kinds};
use paper::intake::BATCH;
use values::Id;

use super::outcome::Line;
use super::{By, Import, Progress, store};
use crate::bulk::{self, BulkRow, Keys};
use crate::row::refusal::Refusal;
use crate::row::state::State;
use crate::row::store::line;
use crate::row::{Cause, Entry, Row};

/// Why an import stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Built {
    /// A row was changed, proven or judged since.
    Changed {
        number: String,
        what: &'static str,
        name: String,
    },
    /// Another row links to one of its rows.
    Linked { by: String },
    /// Another row has the key of one of its rows.
    Claimed { by: String },
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Built::Changed { number, what, name } => {
                write!(f, "导入以后，{number} 已由{name}{what}")
            }
            Built::Linked { by } => write!(f, "导入以后，{by} 关联了这次导入的记录"),
            Built::Claimed { by } => write!(f, "{by} 与这次导入的一条记录同一防重键"),
        }
    }
}

/// New rows become void, changed ones have their former content and state again.
pub async fn run(
    tx: &mut Tx,
    files: &Files,
    by: &By,
    kinds: &Kinds,
    import: &Import,
    progress: Progress<'_>,
) -> Result<Result<u64, Built>, Refusal> {
    let reason = format!("撤销{}", import.reason());
    let absences = enterprise::door::absences(tx).await?;
    let linked = linked(tx, kinds, import).await?;
    let mut lines = Lines::open(files, &import.outcome).await?;
    let mut undone = 0;
    loop {
        let some: Vec<Line> = lines.some(BATCH)?;
        if some.is_empty() {
            return Ok(Ok(undone));
        }
        let entries: Vec<Id<Entry>> = some.iter().map(|line| line.entry).collect();
        let held = line::held(tx, &entries, None).await?;
        if let Some(built) = built(tx, import, &some, &held, &linked).await? {
            return Ok(Err(built));
        }
        let rows = before(tx, by, &some, &held).await?;
        let free = rows.iter().filter(|row| !row.state.claims());
        let free: Vec<Id<Entry>> = free.map(|row| row.entry).collect();
        store::let_go(tx, &free).await?;
        undone += bulk::batch(tx, (kinds, &absences), &rows, &reason, Keys::Unknown).await?;
        progress(undone, u64::from(import.summary.to_load()));
        // On SQLite nothing here waits: others on this thread are let in, and whoever watches.
        tokio::task::yield_now().await;
    }
}

/// The rows as they were before the import.
async fn before(
    tx: &mut Tx,
    by: &By,
    lines: &[Line],
    held: &HashMap<Id<Entry>, Row>,
) -> ::store::Result<Vec<BulkRow>> {
    let former: Vec<(Id<Entry>, i64)> = lines
        .iter()
        .filter(|line| line.after > 0)
        .map(|line| (line.entry, line.after))
        .collect();
    let former = store::versions(tx, &former).await?;
    let entries: Vec<Id<Entry>> = held.keys().copied().collect();
    let mut proven = store::proven(tx, &entries).await?;
    let rows = held.values();
    Ok(rows
        .map(|now| back(by, now, former.get(&now.entry), &mut proven))
        .collect())
}

/// What came to link to rows of the kind since the import, by the row that it links to.
async fn linked(
    tx: &mut Tx,
    kinds: &Kinds,
    import: &Import,
) -> ::store::Result<HashMap<Id<Entry>, String>> {
    let mut linked = HashMap::new();
    let to = Some(import.kind.as_str());
    let links = |kind: &&Kind| kind.fields.iter().any(|field| field.to.as_deref() == to);
    for kind in kinds.iter().filter(links) {
        linked.extend(store::linked_since(tx, &kind.id, import.loaded).await?);
    }
    Ok(linked)
}

async fn built(
    tx: &mut Tx,
    import: &Import,
    lines: &[Line],
    held: &HashMap<Id<Entry>, Row>,
    linked: &HashMap<Id<Entry>, String>,
) -> ::store::Result<Option<Built>> {
    let rows = lines.iter().filter_map(|line| held.get(&line.entry));
    let later = rows.filter(|row| row.known_from != import.loaded);
    let entries: Vec<Id<Entry>> = later.map(|row| row.entry).collect();
    let written = store::written_since(tx, &entries, &import.kind, import.loaded).await?;
    if let Some(row) = written {
        return Ok(Some(Built::Changed {
            number: row.number.clone(),
            what: row.cause.word(),
            name: row.actor.name.clone(),
        }));
    }
    let new = lines.iter().filter(|line| line.after == 0);
    let new: Vec<Id<Entry>> = new.map(|line| line.entry).collect();
    if let Some(by) = new.iter().find_map(|entry| linked.get(entry)) {
        return Ok(Some(Built::Linked { by: by.clone() }));
    }
    let other = store::claimed_beside(tx, &new).await?;
    Ok(other.map(|by| Built::Claimed { by }))
}

fn back(
    by: &By,
    now: &Row,
    former: Option<&Row>,
    proven: &mut HashMap<Id<Entry>, std::collections::BTreeSet<String>>,
) -> BulkRow {
    let content = &former.unwrap_or(now).content;
    BulkRow {
        entry: now.entry,
        number: now.number.clone(),
        version: now.version + 1,
        kind: now.kind.clone(),
        subject: content.subject,
        town: content.town,
        office: now.office,
        fields: content.fields.clone(),
        state: former.map_or(State::Void, |row| row.state),
        cause: former.map_or(Cause::Voided, |_| Cause::Corrected),
        proofs: Vec::new(),
        proven_by: proven.remove(&now.entry).unwrap_or_default(),
        actor: by.actor.who(),
    }
}
