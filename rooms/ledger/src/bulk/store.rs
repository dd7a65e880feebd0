//! The SQL of bulk writes: many lines a statement.

use std::collections::BTreeSet;

use ::store::{Arg, Batch, Result, STILL, Tx, among, args, sql, values};
use trail::Who;
use values::Id;

use super::{BulkRow, Judged};
use crate::row::measured::Texts;
use crate::row::store::{ContentLine, VersionLine, fingerprint, once, place};
use crate::row::{Cause, Entry};
use crate::voucher::Proof;
use crate::voucher::store as voucher;

/// Ends the version before each that is not the first.
pub async fn close<F>(tx: &mut Tx, lines: &[Judged<'_, F>]) -> Result<()> {
    let later = lines.iter().filter(|line| line.row.version > 1);
    let later: Vec<Arg> = later.map(|line| Arg::from(line.row.entry)).collect();
    if later.is_empty() {
        return Ok(());
    }
    let text = sql!(
        "UPDATE ledger_version SET known_until = $2 WHERE county = $1 AND known_until = 9223372036854775807 AND entry IN ($3)"
    );
    let text = among(text, later.len());
    let mut values = args![tx.county(), tx.sequence()];
    values.extend(later);
    tx.change_many(&text, values).await.map(drop)
}

/// The versions and what they say. `reason` stands in each.
pub async fn versions<F: Texts>(tx: &mut Tx, lines: &[Judged<'_, F>], reason: &str) -> Result<()> {
    let (mut versions, mut contents) = (Batch::default(), Batch::default());
    for Judged {
        row,
        measured,
        standing,
    } in lines
    {
        let version = VersionLine {
            entry: row.entry,
            version: row.version,
            known_from: tx.sequence(),
            kind: &row.kind,
            subject: row.subject,
            town: row.town,
            office: row.office,
            measured,
            state: row.state,
            standing: *standing,
            cause: row.cause,
        };
        let content = ContentLine {
            entry: row.entry,
            version: row.version,
            fields: &row.fields.json(),
            reason,
            actor: &row.actor,
            moment: tx.moment(),
        };
        versions.line(version.values(tx.county(), STILL));
        contents.line(content.values(tx.county()));
        let line = fingerprint(tx.county(), &version, &content);
        tx.wrote(place(row.entry, row.version), line);
    }
    let into = "ledger_version (county, entry, version, known_from, known_until, kind, subject, town, office, effective, until, other_day,
        amount, quantity, class, level, mark, trait, item, link, state, standing, cause)";
    tx.run_lines(into, versions, "").await?;
    let into = "ledger_content (county, entry, version, fields, reason, actor, actor_name, moment)";
    tx.run_lines(into, contents, "").await
}

/// A row with the words that find it and the once-only key that it claims.
pub struct First<'a, F> {
    pub row: &'a BulkRow<F>,
    pub words: String,
    pub key: Option<&'a str>,
}

pub async fn entries<F>(tx: &mut Tx, rows: &[First<'_, F>]) -> Result<()> {
    let mut batch = Batch::default();
    for First { row, words, key } in rows {
        batch.line(values![
            tx.county(),
            row.entry,
            row.kind.as_str(),
            row.number.as_str(),
            row.actor.id,
            true,
            words.as_str(),
            key.unwrap_or_default(),
            tx.sequence()
        ]);
    }
    let into =
        "ledger_entry (county, entry, kind, number, author, author_wrote, words, claim, claimed)";
    tx.run_lines(into, batch, "").await
}

/// Papers, each with the row and the version that brings it, and who did.
pub async fn vouchers(tx: &mut Tx, papers: &[(Id<Entry>, i64, &Who, &Proof)]) -> Result<()> {
    let lines = papers
        .iter()
        .map(|(entry, version, actor, proof)| voucher::line(tx, actor, *entry, *version, proof).1);
    let lines: Vec<Vec<Arg>> = lines.collect();
    let into = "ledger_voucher (county, id, entry, from_version, until_version, voucher, paper, sha256, name, size, media, number, issuer, day, actor, actor_name, moment)";
    tx.run_lines(into, lines, "").await
}

/// Who wrote the rows that are not verified, beside those who entered them; a verification forgets them.
pub async fn writers<F>(tx: &mut Tx, lines: &[Judged<'_, F>]) -> Result<()> {
    let rows = || lines.iter().map(|line| line.row);
    let mut batch = Batch::default();
    for row in rows().filter(|row| row.version > 1 && row.cause.writes()) {
        batch.line(values![tx.county(), row.entry, row.actor.id]);
    }
    tx.run_lines(
        "ledger_writer (county, entry, person)",
        batch,
        " ON CONFLICT (county, entry, person) DO NOTHING",
    )
    .await?;
    let verified = rows().filter(|row| row.cause == Cause::Verified);
    let verified: Vec<Arg> = verified.map(|row| Arg::from(row.entry)).collect();
    if verified.is_empty() {
        return Ok(());
    }
    let many = verified.len();
    let mut values = args![tx.county()];
    values.extend(verified);
    let text = sql!("DELETE FROM ledger_writer WHERE county = $1 AND entry IN ($2)");
    tx.run_compiled(&among(text, many), values.clone()).await?;
    let text = sql!(
        "UPDATE ledger_entry SET author_wrote = 0 WHERE county = $1 AND author_wrote = 1 AND entry IN ($2)"
    );
    tx.change_many(&among(text, many), values).await.map(drop)
}

/// Lets go of the keys of rows that claim none any more.
pub async fn release(tx: &mut Tx, rows: &[Id<Entry>]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let text = sql!(
        "UPDATE ledger_entry SET claim = '' WHERE county = $1 AND claim <> '' AND entry IN ($2)"
    );
    let mut values = args![tx.county()];
    values.extend(rows.iter().map(|entry| Arg::from(*entry)));
    let text = among(text, rows.len());
    tx.change_many(&text, values).await.map(drop)
}

/// Claims the keys of rows that are there and claim none yet.
pub async fn claim(tx: &mut Tx, claims: &[(Id<Entry>, &str)]) -> Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    let text = sql!(
        "SELECT entry FROM ledger_entry WHERE county = $1 AND claim = '' AND entry IN ($2) ORDER BY entry"
    );
    let text = among(text, claims.len());
    let mut values = args![tx.county()];
    values.extend(claims.iter().map(|(entry, _)| Arg::from(*entry)));
    let mut free = BTreeSet::new();
    for row in tx.all_compiled(&text, values).await? {
        free.insert(row.get::<Id<Entry>>("entry")?);
    }
    for (entry, key) in claims.iter().filter(|(entry, _)| free.contains(entry)) {
        once::claim(tx, *entry, Some(key)).await?;
    }
    Ok(())
}

/// A once-only key that a row claims.
pub struct Claim<'a> {
    pub entry: Id<Entry>,
    pub kind: &'a str,
    pub key: &'a str,
}

/// Of the rows that claim these keys, those that do not hold theirs.
pub async fn doubles(tx: &mut Tx, claims: &[Claim<'_>]) -> Result<BTreeSet<Id<Entry>>> {
    let mut holders = BTreeSet::new();
    let kinds: BTreeSet<&str> = claims.iter().map(|claim| claim.kind).collect();
    for kind in kinds {
        let of_kind = claims.iter().filter(|claim| claim.kind == kind);
        let keys: BTreeSet<&str> = of_kind.map(|claim| claim.key).collect();
        let text = sql!(
            "SELECT claim, entry FROM ledger_entry WHERE county = $1 AND kind = $2 AND claim <> '' AND claim IN ($3) ORDER BY claim, claimed, number"
        );
        let text = among(text, keys.len());
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
    let entries = claims.iter().map(|claim| claim.entry);
    Ok(entries.filter(|entry| !holders.contains(entry)).collect())
}
