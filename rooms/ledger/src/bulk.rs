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

use crate::row::measured::{Fields, Measured, Texts};
use crate::row::standing::{Standing, missing};
use crate::row::state::State;
use crate::row::{Cause, Entry, once, shown};
use crate::voucher::Proof;

/// One version of a row, as a load writes it. The act's sequence is when it becomes known.
#[derive(Clone, Debug)]
pub struct BulkRow<F = Fields> {
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
    pub fields: F,
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

/// Versions a batch.
const BATCH: usize = 500;

/// A version with its measured columns and standing.
pub struct Judged<'a, F> {
    pub row: &'a BulkRow<F>,
    pub measured: Measured,
    pub standing: Standing,
}

/// Writes them, with one entry in the trail; gives how many.
pub async fn write(tx: &mut Tx, who: &Who, rows: Vec<BulkRow>) -> Result<u64> {
    let kinds = crate::kind::kinds(tx).await?;
    let absences = enterprise::door::absences(tx).await?;
    let mut written = 0;
    for some in rows.chunks(BATCH) {
        written += batch(tx, (&kinds, &absences), some, "", Keys::Unknown).await?;
    }
    let details = json!({"versions": written, "first": rows.first().map(|row| &row.number), "last": rows.last().map(|row| &row.number)});
    let told = Act {
        act: "ledger.row.bulk",
        noun: "rows",
        subject: String::new(),
        summary: format!("批量写入 {written} 个版本"),
        details,
    };
    trail::record(tx, who, told).await?;
    Ok(written)
}

/// Writes some versions, without a word in the trail: their act tells it. `reason` stands in each. Gives how many.
pub async fn batch<F: Texts>(
    tx: &mut Tx,
    (kinds, absences): (&Kinds, &Absences),
    rows: &[BulkRow<F>],
    reason: &str,
    held: Keys,
) -> Result<u64> {
    let known: Vec<(&BulkRow<F>, &Kind)> = rows
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
    let judged: Vec<Judged<'_, F>> = known
        .iter()
        .map(|(row, kind)| judged(row, kind, absences, double.contains(&row.entry)))
        .collect();
    store::close(tx, &judged).await?;
    store::versions(tx, &judged, reason).await?;
    let papers: Vec<(Id<Entry>, i64, &Who, &Proof)> = known
        .iter()
        .flat_map(|(row, _)| {
            let proofs = row.proofs.iter();
            proofs.map(|proof| (row.entry, row.version, &row.actor, proof))
        })
        .collect();
    for some in papers.chunks(BATCH) {
        store::vouchers(tx, some).await?;
    }
    store::writers(tx, &judged).await?;
    let touched: BTreeSet<&str> = known.iter().map(|(row, _)| row.kind.as_str()).collect();
    for kind in touched {
        tx.touch(kind).await?;
    }
    Ok(judged.len() as u64)
}

/// The rows that are new, and the keys that older ones claim only now or let go.
async fn entries<F: Texts>(
    tx: &mut Tx,
    known: &[(&BulkRow<F>, &Kind)],
    keys: &[Option<String>],
) -> Result<()> {
    let (mut first, mut later, mut free) = (Vec::new(), Vec::new(), Vec::new());
    for ((row, kind), key) in known.iter().zip(keys) {
        let key = key.as_deref();
        if row.version == 1 {
            let words = shown::words(kind, &row.number, &row.fields);
            first.push(store::First { row, words, key });
        } else if let Some(key) = key {
            later.push((row.entry, key));
        } else {
            free.push(row.entry);
        }
    }
    store::entries(tx, &first).await?;
    store::release(tx, &free).await?;
    store::claim(tx, &later).await
}

/// Of the rows that claim a key, those that do not hold it.
async fn doubles<F>(
    tx: &mut Tx,
    batch: &[(&BulkRow<F>, &Kind)],
    keys: &[Option<String>],
) -> Result<BTreeSet<Id<Entry>>> {
    let claims: Vec<store::Claim<'_>> = batch
        .iter()
        .zip(keys)
        .filter_map(|((row, _), key)| {
            Some(store::Claim {
                entry: row.entry,
                kind: &row.kind,
                key: key.as_deref()?,
            })
        })
        .collect();
    store::doubles(tx, &claims).await
}

fn judged<'a, F: Texts>(
    row: &'a BulkRow<F>,
    kind: &Kind,
    absences: &Absences,
    is_double: bool,
) -> Judged<'a, F> {
    let there: BTreeSet<String> = row
        .proofs
        .iter()
        .map(|proof| proof.voucher.clone())
        .chain(row.proven_by.iter().cloned())
        .collect();
    Judged {
        row,
        measured: Measured::of(kind, &row.fields).within(kind, row.subject, absences),
        standing: Standing::of(row.state, missing(kind, &there).is_empty(), is_double),
    }
}
