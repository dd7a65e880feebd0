//! The SQL of imports.

use std::collections::{BTreeSet, HashMap};

use ::store::{Arg, Error, Result, Row as Stored, Tx, among, args, sql};
use paper::layout::Mapping;
use values::{Fen, Id};
use web::{Organisation, Person};

use super::{Import, Stage};
use crate::row::store::{columns, line, row};
use crate::row::{Entry, Row};

macro_rules! imports {
    () => {
        "SELECT id, kind, stage, person, person_name, moment, name, sha256, read, repairs, summary, outcome, checked, loaded, undone
         FROM ledger_import"
    };
}

fn text(one: &impl serde::Serialize) -> String {
    serde_json::to_string(one).unwrap_or_default()
}

fn import(stored: &Stored) -> Result<Import> {
    let stage: String = stored.get("stage")?;
    Ok(Import {
        id: stored.get("id")?,
        kind: stored.get("kind")?,
        stage: Stage::from_code(&stage).ok_or_else(|| Error::Column {
            column: "stage".to_owned(),
            reason: format!("{stage:?} is not known"),
        })?,
        person: stored.get("person")?,
        person_name: stored.get("person_name")?,
        moment: stored.get("moment")?,
        name: stored.get("name")?,
        sha256: stored.get("sha256")?,
        read: stored.json("read")?,
        repairs: stored.json("repairs")?,
        summary: stored.json("summary")?,
        outcome: stored.get("outcome")?,
        checked: stored.get("checked")?,
        loaded: stored.get("loaded")?,
        undone: stored.get("undone")?,
    })
}

pub async fn find(tx: &mut Tx, id: Id<Import>) -> Result<Option<Import>> {
    let text = sql!(concat!(imports!(), " WHERE county = $1 AND id = $2"));
    let county = tx.county().to_owned();
    tx.one(text, args![county, id])
        .await?
        .as_ref()
        .map(import)
        .transpose()
}

/// A person's newest imports of a kind.
pub async fn newest(tx: &mut Tx, person: Id<Person>, kind: &str) -> Result<Vec<Import>> {
    let text = sql!(concat!(
        imports!(),
        " WHERE county = $1 AND person = $2 AND kind = $3 ORDER BY id DESC LIMIT 10"
    ));
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, person, kind]).await?;
    rows.iter().map(import).collect()
}

/// The newest ones of a person, of any kind.
pub async fn newest_of_all(tx: &mut Tx, person: Id<Person>) -> Result<Vec<Import>> {
    let text = sql!(concat!(
        imports!(),
        " WHERE county = $1 AND person = $2 ORDER BY id DESC LIMIT 30"
    ));
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, person]).await?;
    rows.iter().map(import).collect()
}

/// The newest import of the same file that is in the ledger, whoever made it.
pub async fn of_file(tx: &mut Tx, kind: &str, sha256: &str) -> Result<Option<Import>> {
    let text = sql!(concat!(
        imports!(),
        " WHERE county = $1 AND kind = $2 AND sha256 = $3 AND stage = 'loaded' ORDER BY id DESC LIMIT 1"
    ));
    let county = tx.county().to_owned();
    tx.one(text, args![county, kind, sha256])
        .await?
        .as_ref()
        .map(import)
        .transpose()
}

pub async fn insert(tx: &mut Tx, one: &Import) -> Result<()> {
    let into = sql!(
        "INSERT INTO ledger_import (county, id, kind, stage, person, person_name, moment, name, sha256, read, repairs, summary, outcome, checked, loaded, undone)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let values = args![
        tx.county(),
        one.id,
        one.kind.as_str(),
        one.stage.code(),
        one.person,
        one.person_name.as_str(),
        one.moment,
        one.name.as_str(),
        one.sha256.as_str(),
        text(&one.read),
        text(&one.repairs),
        text(&one.summary),
        one.outcome.as_str(),
        one.checked,
        one.loaded,
        one.undone
    ];
    tx.run(into, values).await.map(drop)
}

/// Keeps what has changed of an import; false where another act has moved it on from `from`.
pub async fn update(tx: &mut Tx, one: &Import, from: Stage) -> Result<bool> {
    let change = sql!(
        "UPDATE ledger_import SET stage = $3, read = $4, repairs = $5, summary = $6, outcome = $7, checked = $8, loaded = $9, undone = $10
         WHERE county = $1 AND id = $2 AND stage = $11"
    );
    let values = args![
        tx.county(),
        one.id,
        one.stage.code(),
        text(&one.read),
        text(&one.repairs),
        text(&one.summary),
        one.outcome.as_str(),
        one.checked,
        one.loaded,
        one.undone,
        from.code()
    ];
    Ok(tx.run(change, values).await? == 1)
}

/// How a unit's last table of the kind was settled.
pub async fn mapping(tx: &mut Tx, kind: &str, source: Id<Organisation>) -> Result<Option<Mapping>> {
    let text = sql!(
        "SELECT mapping FROM ledger_import_mapping WHERE county = $1 AND kind = $2 AND source = $3"
    );
    let county = tx.county().to_owned();
    let row = tx.one(text, args![county, kind, source]).await?;
    row.map(|row| row.json("mapping")).transpose()
}

pub async fn keep_mapping(
    tx: &mut Tx,
    kind: &str,
    source: Id<Organisation>,
    mapping: &Mapping,
) -> Result<()> {
    let into = sql!(
        "INSERT INTO ledger_import_mapping (county, kind, source, mapping, moment) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (county, kind, source) DO UPDATE SET mapping = excluded.mapping, moment = excluded.moment"
    );
    let values = args![tx.county(), kind, source, text(mapping), tx.moment()];
    tx.run(into, values).await.map(drop)
}

/// The rows that hold these keys, by key.
pub async fn holders(tx: &mut Tx, kind: &str, keys: &[&str]) -> Result<HashMap<String, Row>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let text = sql!(
        "SELECT claim, entry FROM ledger_entry WHERE county = $1 AND kind = $2 AND claim <> '' AND claim IN ($3) ORDER BY claim, claimed, number"
    );
    let text = among(text, keys.len());
    let mut values = args![tx.county(), kind];
    values.extend(keys.iter().map(|key| Arg::from(*key)));
    let mut first: HashMap<String, Id<Entry>> = HashMap::new();
    for found in tx.all_compiled(&text, values).await? {
        let entry = found.get("entry")?;
        first.entry(found.get("claim")?).or_insert(entry);
    }
    let entries: Vec<Id<Entry>> = first.values().copied().collect();
    let rows = line::held(tx, &entries, None).await?;
    let held = |(key, entry)| Some((key, rows.get(&entry)?.clone()));
    Ok(first.into_iter().filter_map(held).collect())
}

/// How many living rows of a kind have an amount, and the middle one of these. `town` nil: of all.
pub async fn middle(tx: &mut Tx, kind: &str, town: Id<Organisation>) -> Result<(i64, Fen)> {
    let text = sql!(
        "SELECT COUNT(*) AS held FROM ledger_version v
         WHERE v.county = $1 AND v.kind = $2 AND v.known_until = 9223372036854775807 AND v.standing NOT IN ('void', 'draft', 'double') AND v.amount > 0
           AND (v.town = $3 OR $3 = $4)"
    );
    let county = tx.county().to_owned();
    let none: Id<Organisation> = Id::NONE;
    let values = args![county.as_str(), kind, town, none];
    let held: i64 = match tx.one(text, values).await? {
        Some(found) => found.get("held")?,
        None => 0,
    };
    let text = sql!(
        "SELECT v.amount FROM ledger_version v
         WHERE v.county = $1 AND v.kind = $2 AND v.known_until = 9223372036854775807 AND v.standing NOT IN ('void', 'draft', 'double') AND v.amount > 0
           AND (v.town = $3 OR $3 = $4)
         ORDER BY v.amount LIMIT 1 OFFSET $5"
    );
    let values = args![county, kind, town, none, held / 2];
    match tx.one(text, values).await? {
        Some(found) => Ok((held, found.get("amount")?)),
        None => Ok((0, Fen(0))),
    }
}

/// Rows of a kind that were sent back and not handed in again.
pub async fn returned(tx: &mut Tx, kind: &str) -> Result<Vec<Row>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.known_until = 9223372036854775807 AND v.standing <> 'good' AND v.standing = 'returned' AND v.kind = $2
          ORDER BY v.entry LIMIT 10000"
    ));
    let county = tx.county().to_owned();
    tx.all(text, args![county, kind])
        .await?
        .iter()
        .map(row)
        .collect()
}

/// Takes so many numbers of a kind and year; gives the one before the first.
pub async fn reserve(tx: &mut Tx, kind: &str, year: i32, many: i64) -> Result<i64> {
    let text = sql!(
        "INSERT INTO ledger_number (county, kind, year, last) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, kind, year) DO UPDATE SET last = ledger_number.last + excluded.last RETURNING last"
    );
    let county = tx.county().to_owned();
    let row = tx
        .one(text, args![county, kind, i64::from(year), many])
        .await?;
    let last: i64 = row.map_or(Ok(many), |row| row.get("last"))?;
    Ok(last - many)
}

/// Which of the kind's vouchers stand in these rows now.
pub async fn proven(
    tx: &mut Tx,
    entries: &[Id<Entry>],
) -> Result<HashMap<Id<Entry>, BTreeSet<String>>> {
    let mut found: HashMap<Id<Entry>, BTreeSet<String>> = HashMap::new();
    if entries.is_empty() {
        return Ok(found);
    }
    let text = sql!(
        "SELECT entry, voucher FROM ledger_voucher WHERE county = $1 AND until_version = 9223372036854775807 AND entry IN ($2) ORDER BY entry, voucher"
    );
    let text = among(text, entries.len());
    let mut values = args![tx.county()];
    values.extend(entries.iter().map(|entry| Arg::from(*entry)));
    for row in tx.all_compiled(&text, values).await? {
        found
            .entry(row.get("entry")?)
            .or_default()
            .insert(row.get("voucher")?);
    }
    Ok(found)
}

/// The rows of a kind that came to link to another since a moment: the number of each by the row that it links to.
pub async fn linked_since(
    tx: &mut Tx,
    kind: &str,
    since: i64,
) -> Result<HashMap<Id<Entry>, String>> {
    let text = sql!(
        "SELECT v.link, e.number FROM ledger_version v JOIN ledger_entry e ON e.county = v.county AND e.entry = v.entry
         WHERE v.county = $1 AND v.kind = $2 AND v.known_until = 9223372036854775807 AND v.known_from > $3 AND v.standing <> 'void'
         ORDER BY e.number DESC"
    );
    let values = args![tx.county(), kind, since];
    let rows = tx.all(text, values).await?;
    rows.iter()
        .map(|row| Ok((row.get("link")?, row.get("number")?)))
        .collect()
}

/// The newest version of one of these rows that another act wrote since that act, but imports of the kind that were taken back.
pub async fn written_since(
    tx: &mut Tx,
    entries: &[Id<Entry>],
    kind: &str,
    since: i64,
) -> Result<Option<Row>> {
    if entries.is_empty() {
        return Ok(None);
    }
    // An import is taken back only as a whole, and only where nothing was built on it: nothing is left of both acts.
    let text = sql!(
        "SELECT v.entry, MAX(v.version) AS version FROM ledger_version v
         WHERE v.county = $1 AND v.known_from > $2 AND v.entry IN ($4) AND NOT EXISTS
           (SELECT 1 FROM ledger_import i WHERE i.county = $1 AND i.kind = $3 AND i.loaded > $2 AND i.undone > 0
              AND (i.loaded = v.known_from OR i.undone = v.known_from))
         GROUP BY v.entry ORDER BY v.entry LIMIT 1"
    );
    let mut values = args![tx.county(), since, kind];
    values.extend(entries.iter().map(|entry| Arg::from(*entry)));
    let found = tx.all_compiled(&among(text, entries.len()), values).await?;
    let Some(found) = found.first() else {
        return Ok(None);
    };
    let newest = (found.get("entry")?, found.get("version")?);
    Ok(versions(tx, &[newest]).await?.into_values().next())
}

/// A row that claims the key of one of these, too.
pub async fn claimed_beside(tx: &mut Tx, entries: &[Id<Entry>]) -> Result<Option<String>> {
    if entries.is_empty() {
        return Ok(None);
    }
    // SQLite turns a CROSS JOIN round for nobody: these few rows first, then who shares the key of each.
    let text = sql!(
        "SELECT o.number FROM ledger_entry e CROSS JOIN ledger_entry o
         WHERE e.county = $1 AND e.claim <> '' AND o.county = e.county AND o.kind = e.kind AND o.claim = e.claim AND o.claim <> ''
           AND o.entry <> e.entry AND e.entry IN ($2) LIMIT 1"
    );
    let mut values = args![tx.county()];
    values.extend(entries.iter().map(|entry| Arg::from(*entry)));
    let found = tx.all_compiled(&among(text, entries.len()), values).await?;
    found.first().map(|row| row.get("number")).transpose()
}

/// Lets the keys of rows go that are made void.
pub async fn let_go(tx: &mut Tx, entries: &[Id<Entry>]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let text = sql!(
        "UPDATE ledger_entry SET claim = '', claimed = $2 WHERE county = $1 AND entry IN ($3)"
    );
    let text = among(text, entries.len());
    let mut values = args![tx.county(), tx.sequence()];
    values.extend(entries.iter().map(|entry| Arg::from(*entry)));
    tx.change_many(&text, values).await.map(drop)
}

/// Versions that a row had before others took their place.
pub async fn versions(tx: &mut Tx, wanted: &[(Id<Entry>, i64)]) -> Result<HashMap<Id<Entry>, Row>> {
    let mut found = HashMap::new();
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.entry = $2 AND v.version = $3"
    ));
    for (entry, version) in wanted {
        let values = args![tx.county(), *entry, *version];
        if let Some(stored) = tx.one(text, values).await? {
            found.insert(*entry, row(&stored)?);
        }
    }
    Ok(found)
}
