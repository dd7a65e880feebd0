//! The SQL of bulk writes: many lines a statement. Its texts are built here, values are bound.

use std::collections::BTreeSet;

use ::store::{Arg, Result, STILL, Tx, args};
use values::{Id, fresh};

use super::BulkRow;
use crate::row::store::{content_args, once, version_args};
use crate::row::{Cause, Entry, Row};
use crate::voucher::Proof;
use crate::voucher::store::paper_args;

async fn insert(tx: &mut Tx, into: &str, after: &str, lines: Vec<Vec<Arg>>) -> Result<()> {
    tx.run_lines(into, lines, after).await
}

/// Ends the version before each that is not the first.
pub async fn close(tx: &mut Tx, lines: &[Row]) -> Result<()> {
    let later: Vec<&Row> = lines.iter().filter(|line| line.version > 1).collect();
    if later.is_empty() {
        return Ok(());
    }
    let text = format!(
        "UPDATE ledger_version SET known_until = $2 WHERE county = $1 AND known_until = 9223372036854775807 AND entry IN ({})",
        places(3, later.len())
    );
    let mut values = args![tx.county(), tx.sequence()];
    values.extend(later.iter().map(|line| Arg::from(line.entry)));
    tx.change_many(&text, values).await.map(drop)
}

pub async fn versions(tx: &mut Tx, lines: &[Row]) -> Result<()> {
    let county = tx.county().to_owned();
    let into = "ledger_version (county, entry, version, known_from, known_until, kind, subject, town, office, effective, until, other_day,
        amount, quantity, class, level, mark, trait, item, link, state, standing, cause)";
    insert(
        tx,
        into,
        "",
        lines
            .iter()
            .map(|line| version_args(&county, line, STILL))
            .collect(),
    )
    .await
}

pub async fn contents(tx: &mut Tx, lines: &[Row]) -> Result<()> {
    let county = tx.county().to_owned();
    let into = "ledger_content (county, entry, version, fields, reason, actor, actor_name, moment)";
    insert(
        tx,
        into,
        "",
        lines
            .iter()
            .map(|line| content_args(&county, line))
            .collect(),
    )
    .await
}

/// A row with the words that find it and the once-only key that it claims.
pub struct First<'a> {
    pub row: &'a BulkRow,
    pub words: String,
    pub key: Option<&'a str>,
}

pub async fn entries(tx: &mut Tx, rows: &[First<'_>]) -> Result<()> {
    let (county, sequence) = (tx.county().to_owned(), tx.sequence());
    let values = |first: &First| {
        args![
            county.as_str(),
            first.row.entry,
            first.row.kind.as_str(),
            first.row.number.as_str(),
            first.row.actor.id,
            true,
            first.words.as_str(),
            first.key.unwrap_or_default(),
            sequence
        ]
    };
    let into =
        "ledger_entry (county, entry, kind, number, author, author_wrote, words, claim, claimed)";
    insert(tx, into, "", rows.iter().map(values).collect()).await
}

/// Papers, each with the version that brings it.
pub async fn vouchers(tx: &mut Tx, papers: &[(&BulkRow, &Proof)]) -> Result<()> {
    let county = tx.county().to_owned();
    let moment = tx.moment();
    let values = papers.iter().map(|(row, proof)| {
        let mut line = args![
            county.as_str(),
            fresh(moment),
            row.entry,
            row.version,
            STILL
        ];
        line.extend(paper_args(proof));
        line.extend(args![row.actor.id, row.actor.name.as_str(), moment]);
        line
    });
    let into = "ledger_voucher (county, id, entry, from_version, until_version, voucher, paper, sha256, name, size, media, number, issuer, day, actor, actor_name, moment)";
    insert(tx, into, "", values.collect()).await
}

/// Who wrote the rows that are not verified, beside those who entered them; a verification forgets them.
pub async fn writers(tx: &mut Tx, lines: &[Row]) -> Result<()> {
    let county = tx.county().to_owned();
    let wrote = lines
        .iter()
        .filter(|line| line.version > 1 && line.cause.writes());
    let values = wrote
        .map(|line| args![county.as_str(), line.entry, line.actor.id])
        .collect();
    insert(
        tx,
        "ledger_writer (county, entry, person)",
        " ON CONFLICT (county, entry, person) DO NOTHING",
        values,
    )
    .await?;
    let verified: Vec<&Row> = lines
        .iter()
        .filter(|line| line.cause == Cause::Verified)
        .collect();
    if verified.is_empty() {
        return Ok(());
    }
    let entries = places(2, verified.len());
    let mut values = args![county];
    values.extend(verified.iter().map(|line| Arg::from(line.entry)));
    let text = format!("DELETE FROM ledger_writer WHERE county = $1 AND entry IN ({entries})");
    tx.run_compiled(&text, values.clone()).await?;
    let text = format!(
        "UPDATE ledger_entry SET author_wrote = 0 WHERE county = $1 AND author_wrote = 1 AND entry IN ({entries})"
    );
    tx.change_many(&text, values).await.map(drop)
}

/// `$3, $4, …` for as many values.
pub fn places(from: usize, many: usize) -> String {
    let places: Vec<String> = (from..from + many).map(|at| format!("${at}")).collect();
    places.join(", ")
}

/// Claims the keys of rows that are there and claim none yet.
pub async fn claim(tx: &mut Tx, claims: &[(&BulkRow, &str)]) -> Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    let text = format!(
        "SELECT entry FROM ledger_entry WHERE county = $1 AND claim = '' AND entry IN ({}) ORDER BY entry",
        places(2, claims.len())
    );
    let mut values = args![tx.county()];
    values.extend(claims.iter().map(|(row, _)| Arg::from(row.entry)));
    let mut free = BTreeSet::new();
    for row in tx.all_compiled(&text, values).await? {
        free.insert(row.get::<Id<Entry>>("entry")?);
    }
    for (row, key) in claims.iter().filter(|(row, _)| free.contains(&row.entry)) {
        once::claim(tx, row.entry, Some(key)).await?;
    }
    Ok(())
}

/// Of the rows that claim these keys, those that do not hold theirs.
pub async fn doubles(tx: &mut Tx, claims: &[(&BulkRow, &str)]) -> Result<BTreeSet<Id<Entry>>> {
    let mut holders = BTreeSet::new();
    let kinds: BTreeSet<&str> = claims.iter().map(|(row, _)| row.kind.as_str()).collect();
    for kind in kinds {
        let of_kind = claims.iter().filter(|(row, _)| row.kind == kind);
        let keys: BTreeSet<&str> = of_kind.map(|(_, key)| *key).collect();
        let text = format!(
            "SELECT claim, entry FROM ledger_entry WHERE county = $1 AND kind = $2 AND claim <> '' AND claim IN ({}) ORDER BY claim, claimed, number",
            places(3, keys.len())
        );
        let mut values = args![tx.county(), kind];
        values.extend(keys.into_iter().map(Arg::from));
        let mut last = String::new();
        for row in tx.all_compiled(&text, values).await? {
            let claim: String = row.get("claim")?;
            if claim != last {
                holders.insert(row.get::<Id<Entry>>("entry")?);
                last = claim;
            }
        }
    }
    let entries = claims.iter().map(|(row, _)| row.entry);
    Ok(entries.filter(|entry| !holders.contains(entry)).collect())
}
