//! The SQL of bulk writes: many lines a statement. Its texts are built here, values are bound.

use std::collections::BTreeSet;

use ::store::{Arg, Result, STILL, Tx, args};
use values::{Id, fresh};

use super::BulkRow;
use crate::row::store::{content_args, version_args};
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
    let places: Vec<String> = (0..later.len()).map(|at| format!("${}", at + 3)).collect();
    let text = format!(
        "UPDATE ledger_version SET known_until = $2 WHERE county = $1 AND known_until = 9223372036854775807 AND entry IN ({})",
        places.join(", ")
    );
    let mut values = args![tx.county(), tx.sequence()];
    values.extend(later.iter().map(|line| Arg::from(line.entry)));
    tx.run_compiled(&text, values).await.map(drop)
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

pub async fn entries(tx: &mut Tx, lines: &[(&Row, String)]) -> Result<()> {
    let county = tx.county().to_owned();
    let values = |(line, words): &(&Row, String)| {
        args![
            county.as_str(),
            line.entry,
            line.kind.as_str(),
            line.number.as_str(),
            line.author,
            words
        ]
    };
    insert(
        tx,
        "ledger_entry (county, entry, kind, number, author, words)",
        "",
        lines.iter().map(values).collect(),
    )
    .await
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

/// Who wrote the rows that are not verified; a verification forgets them.
pub async fn writers(tx: &mut Tx, lines: &[Row]) -> Result<()> {
    let county = tx.county().to_owned();
    let wrote = lines.iter().filter(|line| line.cause.writes());
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
    let places: Vec<String> = (0..verified.len())
        .map(|at| format!("${}", at + 2))
        .collect();
    let text = format!(
        "DELETE FROM ledger_writer WHERE county = $1 AND entry IN ({})",
        places.join(", ")
    );
    let mut values = args![county];
    values.extend(verified.iter().map(|line| Arg::from(line.entry)));
    tx.run_compiled(&text, values).await.map(drop)
}

/// Claims keys in the order given; gives the rows whose key another row holds.
pub async fn claim(
    tx: &mut Tx,
    claims: &[(&str, String, Id<Entry>)],
) -> Result<BTreeSet<Id<Entry>>> {
    if claims.is_empty() {
        return Ok(BTreeSet::new());
    }
    let county = tx.county().to_owned();
    let sequence = tx.sequence();
    let claimed = claims
        .iter()
        .map(|(kind, key, entry)| args![county.as_str(), *entry, *kind, key, sequence])
        .collect();
    insert(
        tx,
        "ledger_claim (county, entry, kind, key, since)",
        " ON CONFLICT (county, entry) DO NOTHING",
        claimed,
    )
    .await?;
    let held = claims
        .iter()
        .map(|(kind, key, entry)| args![county.as_str(), *kind, key, *entry])
        .collect();
    insert(
        tx,
        "ledger_once (county, kind, key, entry)",
        " ON CONFLICT (county, kind, key) DO NOTHING",
        held,
    )
    .await?;
    let mut holders = BTreeSet::new();
    let kinds: BTreeSet<&str> = claims.iter().map(|claim| claim.0).collect();
    for kind in kinds {
        let keys: Vec<&String> = claims
            .iter()
            .filter(|claim| claim.0 == kind)
            .map(|claim| &claim.1)
            .collect();
        let places: Vec<String> = (0..keys.len()).map(|at| format!("${}", at + 3)).collect();
        let text = format!(
            "SELECT entry FROM ledger_once WHERE county = $1 AND kind = $2 AND key IN ({}) ORDER BY entry",
            places.join(", ")
        );
        let mut values = args![county.as_str(), kind];
        values.extend(keys.into_iter().map(Arg::from));
        for row in tx.all_compiled(&text, values).await? {
            holders.insert(row.get::<Id<Entry>>("entry")?);
        }
    }
    Ok(claims
        .iter()
        .map(|claim| claim.2)
        .filter(|entry| !holders.contains(entry))
        .collect())
}
