//! Reading many rows at once, fifty a statement.

use std::collections::{BTreeSet, HashMap};

use ::store::{Arg, Result, STILL, Tx, args, sql};
use values::{Day, Id};

use super::{columns, row};
use crate::row::{Entry, Row};

const AT_ONCE: usize = 50;

macro_rules! fifty {
    () => {
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
         $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52"
    };
}

/// The versions held at a sequence (`None`: now) of these rows; those that were not there are left out.
pub async fn held(
    tx: &mut Tx,
    entries: &[Id<Entry>],
    at: Option<i64>,
) -> Result<HashMap<Id<Entry>, Row>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.version >= 1 AND v.known_from <= $2 AND v.known_until > $2 AND v.entry IN (",
        fifty!(),
        ") ORDER BY v.entry"
    ));
    let mut found = HashMap::with_capacity(entries.len());
    for some in entries.chunks(AT_ONCE) {
        let mut values = args![tx.county(), at.unwrap_or(STILL - 1)];
        values.extend(filled(some));
        for line in tx.all(text, values).await? {
            let row = row(&line)?;
            found.insert(row.entry, row);
        }
    }
    Ok(found)
}

/// The rows of a kind that are held now, by counting day: some at a time, each after the last of those before.
pub async fn of_kind(tx: &mut Tx, kind: &str, after: Option<&Row>) -> Result<Vec<Row>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.kind = $2 AND v.known_until = 9223372036854775807
         AND (v.effective, v.until, v.entry) > ($3, $4, $5)
         ORDER BY v.effective, v.until, v.entry LIMIT 2000"
    ));
    let after = after.map_or((Day::NOWHEN, Day::NOWHEN, Id::NONE), |row| {
        (row.measured.effective, row.measured.until, row.entry)
    });
    let values = args![tx.county(), kind, after.0, after.1, after.2];
    let lines = tx.all(text, values).await?;
    lines.iter().map(row).collect()
}

/// How many vouchers stand now, and of which of the kind's; rows without any are left out.
pub async fn papers(
    tx: &mut Tx,
    entries: &[Id<Entry>],
) -> Result<HashMap<Id<Entry>, (i64, BTreeSet<String>)>> {
    let text = sql!(concat!(
        "SELECT entry, voucher, COUNT(*) AS papers FROM ledger_voucher
         WHERE county = $1 AND until_version > $2 AND entry IN (",
        fifty!(),
        ") GROUP BY entry, voucher ORDER BY entry, voucher"
    ));
    let mut found: HashMap<Id<Entry>, (i64, BTreeSet<String>)> = HashMap::new();
    for some in entries.chunks(AT_ONCE) {
        let mut values = args![tx.county(), STILL - 1];
        values.extend(filled(some));
        for line in tx.all(text, values).await? {
            let of = found.entry(line.get("entry")?).or_default();
            of.0 += line.get::<i64>("papers")?;
            of.1.insert(line.get("voucher")?);
        }
    }
    Ok(found)
}

/// Of these rows of a kind, those whose once-only key another row holds, with that row and its number.
pub async fn holders(
    tx: &mut Tx,
    kind: &str,
    entries: &[Id<Entry>],
) -> Result<HashMap<Id<Entry>, (Id<Entry>, String)>> {
    let text = sql!(concat!(
        "SELECT e.entry, h.entry AS holder, h.number FROM ledger_entry e
         JOIN ledger_entry h ON h.county = e.county AND h.kind = e.kind AND h.claim = e.claim
         WHERE e.county = $1 AND e.kind = $2 AND e.claim <> '' AND h.claim <> ''
           AND (h.claimed < e.claimed OR (h.claimed = e.claimed AND h.number < e.number)) AND e.entry IN (",
        fifty!(),
        ") ORDER BY e.entry, h.claimed, h.number"
    ));
    let mut found = HashMap::new();
    for some in entries.chunks(AT_ONCE) {
        let mut values = args![tx.county(), kind];
        values.extend(filled(some));
        for line in tx.all(text, values).await? {
            let holder = (line.get("holder")?, line.get("number")?);
            found.entry(line.get("entry")?).or_insert(holder);
        }
    }
    Ok(found)
}

/// A short last part repeats its last id: the statement stays the same.
fn filled(some: &[Id<Entry>]) -> impl Iterator<Item = Arg> {
    let last = some.last().copied().unwrap_or(Id::NONE);
    (0..AT_ONCE).map(move |at| some.get(at).copied().unwrap_or(last).into())
}
