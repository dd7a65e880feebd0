//! Many rows at once, for loads and benchmarks.

pub mod store;

use std::collections::BTreeSet;

use ::store::{Result, Tx};
use enterprise::door::{Absences, Firm};
use measure::kind::{Kind, Kinds};
use serde_json::json;
use trail::{Act, Who};
use values::Id;
use web::Organisation;

use crate::row::measured::{Fields, Measured};
use crate::row::standing::{Standing, missing};
use crate::row::state::State;
use crate::row::{Cause, Content, Entry, Row, once, shown};
use crate::voucher::Proof;

/// One version of a row, as a load writes it. The act's sequence is when it becomes known.
#[derive(Clone, Debug)]
pub struct BulkRow {
    pub entry: Id<Entry>,
    /// Unique in the county. The load gives it; the counter of numbers is not moved.
    pub number: String,
    /// From 1. A version above 1 ends the one before it.
    pub version: i64,
    pub kind: String,
    pub subject: Option<Id<Firm>>,
    pub town: Id<Organisation>,
    pub office: Id<Organisation>,
    /// Canonical, whole; not checked again.
    pub fields: Fields,
    pub state: State,
    pub cause: Cause,
    /// Papers that come with this version and stand in every later one.
    pub proofs: Vec<Proof>,
    /// The kind's vouchers that earlier versions brought.
    pub proven_by: BTreeSet<String>,
    pub actor: Who,
}

/// What is known of the once-only keys that rows claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Another row may hold them: they are looked up.
    Unknown,
    /// A check found in this state of the ledger that nobody else holds them.
    Free,
}

/// Versions a batch: each has one entry in the trail.
const BATCH: usize = 500;

/// Writes them; gives how many.
pub async fn write(tx: &mut Tx, who: &Who, rows: Vec<BulkRow>) -> Result<u64> {
    let kinds = crate::kind::kinds(tx).await?;
    let absences = enterprise::door::absences(tx).await?;
    let mut written = 0;
    for some in rows.chunks(BATCH) {
        let lines = batch(tx, (&kinds, &absences), some, "", Keys::Unknown).await?;
        written += lines.len() as u64;
        let details = json!({"versions": lines.len(), "first": lines.first().map(|line| line.number.clone()), "last": lines.last().map(|line| line.number.clone())});
        let summary = format!("批量写入 {} 个版本", lines.len());
        trail::record(
            tx,
            who,
            Act {
                act: "ledger.row.bulk",
                noun: "rows",
                subject: String::new(),
                summary,
                details,
            },
        )
        .await?;
    }
    Ok(written)
}

/// Writes some versions, without a word in the trail: their act tells it. `reason` stands in each.
pub async fn batch(
    tx: &mut Tx,
    (kinds, absences): (&Kinds, &Absences),
    rows: &[BulkRow],
    reason: &str,
    held: Keys,
) -> Result<Vec<Row>> {
    let known: Vec<(&BulkRow, &Kind)> = rows
        .iter()
        .filter_map(|row| Some((row, kinds.get(&row.kind)?)))
        .collect();
    let keys: Vec<Option<String>> = known
        .iter()
        .map(|(row, kind)| once::claimed(row.state, kind, row.subject, row.town, &row.fields))
        .collect();
    entries(tx, &known, &keys).await?;
    let double = match held {
        Keys::Unknown => doubles(tx, &known, &keys).await?,
        Keys::Free => BTreeSet::new(),
    };
    let lines = lines(tx, &known, (&double, absences), reason);
    store::close(tx, &lines).await?;
    store::versions(tx, &lines).await?;
    store::contents(tx, &lines).await?;
    let papers: Vec<(&BulkRow, &Proof)> = known
        .iter()
        .flat_map(|(row, _)| row.proofs.iter().map(move |proof| (*row, proof)))
        .collect();
    for some in papers.chunks(BATCH) {
        store::vouchers(tx, some).await?;
    }
    store::writers(tx, &lines).await?;
    let touched: BTreeSet<&str> = lines.iter().map(|line| line.kind.as_str()).collect();
    for kind in touched {
        tx.touch(kind).await?;
    }
    Ok(lines)
}

/// The rows that are new, and the keys that older ones claim only now.
async fn entries(tx: &mut Tx, known: &[(&BulkRow, &Kind)], keys: &[Option<String>]) -> Result<()> {
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for ((row, kind), key) in known.iter().zip(keys) {
        let key = key.as_deref();
        if row.version == 1 {
            let words = shown::words(kind, &row.number, &row.fields);
            first.push(store::First { row, words, key });
        } else if let Some(key) = key {
            later.push((*row, key));
        }
    }
    store::entries(tx, &first).await?;
    store::claim(tx, &later).await
}

/// Of the rows that claim a key, those that do not hold it.
async fn doubles(
    tx: &mut Tx,
    batch: &[(&BulkRow, &Kind)],
    keys: &[Option<String>],
) -> Result<BTreeSet<Id<Entry>>> {
    let claims: Vec<(&BulkRow, &str)> = batch
        .iter()
        .zip(keys)
        .filter_map(|((row, _), key)| Some((*row, key.as_deref()?)))
        .collect();
    store::doubles(tx, &claims).await
}

/// The versions with their measured columns and standing.
fn lines(
    tx: &Tx,
    batch: &[(&BulkRow, &Kind)],
    (double, absences): (&BTreeSet<Id<Entry>>, &Absences),
    reason: &str,
) -> Vec<Row> {
    let (sequence, moment) = (tx.sequence(), tx.moment());
    let line = |(row, kind): &(&BulkRow, &Kind)| {
        let there: BTreeSet<String> = row
            .proofs
            .iter()
            .map(|proof| proof.voucher.clone())
            .chain(row.proven_by.iter().cloned())
            .collect();
        Row {
            entry: row.entry,
            number: row.number.clone(),
            kind: row.kind.clone(),
            author: Id::new(row.actor.id),
            version: row.version,
            known_from: sequence,
            content: Content {
                subject: row.subject,
                town: row.town,
                fields: row.fields.clone(),
            },
            office: row.office,
            measured: Measured::of(kind, &row.fields).within(kind, row.subject, absences),
            state: row.state,
            standing: Standing::of(
                row.state,
                missing(kind, &there).is_empty(),
                double.contains(&row.entry),
            ),
            cause: row.cause,
            actor: row.actor.clone(),
            moment,
            reason: reason.to_owned(),
        }
    };
    batch.iter().map(line).collect()
}
