//! Putting what a check found ready into the ledger: all of it in one act.

use std::collections::{BTreeMap, HashMap};

use ::store::{Files, Lines, Result, Tx, read_line};
use measure::kind::{Kind, Kinds};
use paper::intake::BATCH;
use values::Id;
use web::Organisation;

use super::outcome::{Document, Written};
use super::{By, Import, Progress, store};
use crate::access::{Right, Write};
use crate::bulk::{self, BulkRow, Keys};
use crate::row::refusal::Refusal;
use crate::row::state::State;
use crate::row::store::line;
use crate::row::{Cause, Row, acts, shown};

/// What came into the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub created: u64,
    pub changed: u64,
    /// The numbers of the first and the last new row.
    pub first: String,
    pub last: String,
}

/// Writes the lines of a ready import.
pub async fn run(
    tx: &mut Tx,
    files: &Files,
    by: &By,
    kinds: &Kinds,
    import: &Import,
    progress: Progress<'_>,
) -> std::result::Result<Loaded, Refusal> {
    let kind = kinds
        .get(&import.kind)
        .ok_or_else(|| Refusal::NoSuchKind(import.kind.clone()))?;
    let office = acts::office(tx, kind).await?;
    let absences = enterprise::door::absences(tx).await?;
    let mut lines = Lines::open(files, &import.outcome).await?;
    let (reason, all) = (import.reason(), u64::from(import.summary.to_load()));
    let mut loaded = Loaded::default();
    loop {
        let texts = lines.texts(BATCH)?;
        if texts.is_empty() {
            break;
        }
        let some: Vec<Written<'_>> = texts
            .iter()
            .map(|text| read_line(text))
            .collect::<Result<_>>()?;
        let rows = rows(tx, by, kind, office, some, &reason).await?;
        for row in &rows {
            match row.version {
                1 => {
                    loaded.created += 1;
                    row.number.clone_into(&mut loaded.last);
                    if loaded.first.is_empty() {
                        row.number.clone_into(&mut loaded.first);
                    }
                }
                _ => {
                    loaded.changed += 1;
                    let words = shown::words(kind, &row.number, &row.fields);
                    crate::row::store::write_words(tx, row.entry, &words).await?;
                }
            }
        }
        bulk::batch(tx, (kinds, &absences), &rows, &reason, Keys::Free).await?;
        progress(loaded.created + loaded.changed, all);
        // On SQLite nothing here waits: others on this thread are let in, and whoever watches.
        tokio::task::yield_now().await;
    }
    Ok(loaded)
}

/// For each year the number before that of its next new row. Nobody else takes any until this act is done.
async fn numbers(tx: &mut Tx, kind: &Kind, lines: &[Written<'_>]) -> Result<HashMap<i32, i64>> {
    let mut many: BTreeMap<i32, i64> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.after == 0) {
        *many.entry(line.year).or_default() += 1;
    }
    let mut before = HashMap::new();
    for (year, many) in many {
        before.insert(year, store::reserve(tx, &kind.id, year, many).await?);
    }
    Ok(before)
}

async fn rows<'a>(
    tx: &mut Tx,
    by: &By,
    kind: &Kind,
    office: Id<Organisation>,
    lines: Vec<Written<'a>>,
    reason: &str,
) -> std::result::Result<Vec<BulkRow<Document<'a>>>, Refusal> {
    let mut numbers = numbers(tx, kind, &lines).await?;
    let later = lines.iter().filter(|line| line.after > 0);
    let entries: Vec<_> = later.map(|line| line.entry).collect();
    let held = line::held(tx, &entries, None).await?;
    let mut proven = store::proven(tx, &entries).await?;
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let right = match by.write(kind, line.town) {
            Ok(right) => right,
            Err(denied) => return Err(acts::refuse(tx, kind, &by.actor, denied).await?),
        };
        let proven_by = proven.remove(&line.entry).unwrap_or_default();
        let new = BulkRow {
            entry: line.entry,
            number: String::new(),
            version: line.after + 1,
            kind: kind.id.clone(),
            subject: line.subject,
            town: line.town,
            office,
            fields: line.fields,
            state: State::Submitted,
            cause: Cause::Entered,
            proofs: Vec::new(),
            proven_by,
            actor: by.actor.who(),
        };
        rows.push(match held.get(&new.entry) {
            Some(before) => following(&right, before, new, reason)?,
            None => BulkRow {
                number: number(&mut numbers, &kind.prefix, line.year),
                ..new
            },
        });
    }
    Ok(rows)
}

fn number(numbers: &mut HashMap<i32, i64>, prefix: &str, year: i32) -> String {
    let last = numbers.entry(year).or_default();
    *last += 1;
    format!("{prefix}-{year}-{last:04}")
}

/// A row that is there already is corrected as a person would correct it.
fn following<'a>(
    right: &Right<Write>,
    before: &Row,
    new: BulkRow<Document<'a>>,
    reason: &str,
) -> std::result::Result<BulkRow<Document<'a>>, Refusal> {
    let change = before.correct(right, before.content.clone(), reason, true)?;
    Ok(BulkRow {
        number: before.number.clone(),
        state: change.state,
        cause: change.cause,
        ..new
    })
}
