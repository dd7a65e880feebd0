use std::collections::BTreeSet;

use ::store::{Arg, Fingerprint, Place, Result, Row, STILL, Tx, Value, args, sql};
use trail::Who;
use values::{Day, Id, Moment};

use super::{Kept, Paper, Proof, Voucher};
use crate::row::Entry;

pub async fn insert(
    tx: &mut Tx,
    who: &Who,
    entry: Id<Entry>,
    version: i64,
    proof: &Proof,
) -> Result<Id<Voucher>> {
    let (id, values) = line(tx, who, entry, version, proof);
    let text = sql!(
        "INSERT INTO ledger_voucher (county, id, entry, from_version, until_version, voucher, paper, sha256, name, size, media, number, issuer, day, actor, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    tx.write(text, values).await?;
    Ok(id)
}

/// A new line of `ledger_voucher`, for which the trail answers.
pub fn line(
    tx: &mut Tx,
    who: &Who,
    entry: Id<Entry>,
    version: i64,
    proof: &Proof,
) -> (Id<Voucher>, Vec<Arg>) {
    let id = Id::fresh(tx.moment());
    let mut values = args![tx.county(), id, entry, version, STILL];
    values.extend(paper_args(proof));
    let line = fingerprint(&values, &who.name, tx.moment());
    tx.wrote(place(id), line);
    values.extend(args![who.id, who.name.as_str(), tx.moment()]);
    (id, values)
}

/// Where a voucher stands among what its act wrote: after all versions.
pub fn place(id: Id<Voucher>) -> Place {
    (1, id.uuid(), 0)
}

/// Of the paper, the version that brought it, and who did when.
fn fingerprint(paper: &[Arg], name: &str, moment: Moment) -> Fingerprint {
    let told = args![name, moment];
    ::store::fingerprint(paper.iter().chain(&told).map(Value::from))
}

/// The same of a kept one.
pub fn fingerprint_of(county: &str, kept: &Kept) -> Fingerprint {
    let mut values = args![county, kept.id, kept.entry, kept.from_version, STILL];
    values.extend(paper_args(&kept.proof));
    fingerprint(&values, &kept.actor_name, kept.moment)
}

/// `voucher, paper, sha256, name, size, media, number, issuer, day`
pub fn paper_args(proof: &Proof) -> Vec<Arg> {
    let voucher = proof.voucher.as_str();
    match &proof.paper {
        Paper::File {
            sha256,
            name,
            size,
            media,
        } => args![
            voucher,
            "file",
            sha256,
            name,
            *size,
            media,
            "",
            "",
            Day::NEVER
        ],
        Paper::Number {
            number,
            issuer,
            day,
        } => args![voucher, "number", "", "", 0i64, "", number, issuer, *day],
    }
}

pub async fn withdraw(tx: &mut Tx, id: Id<Voucher>, version: i64) -> Result<()> {
    let county = tx.county().to_owned();
    let text = sql!("UPDATE ledger_voucher SET until_version = $3 WHERE county = $1 AND id = $2");
    tx.write(text, args![county, id, version]).await
}

/// All vouchers a row ever had, oldest first.
pub async fn of(tx: &mut Tx, entry: Id<Entry>) -> Result<Vec<Kept>> {
    let text = sql!(
        "SELECT id, entry, from_version, until_version, voucher, paper, sha256, name, size, media, number, issuer, day, actor_name, moment
         FROM ledger_voucher WHERE county = $1 AND entry = $2 ORDER BY from_version, id LIMIT 500"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, entry])
        .await?
        .iter()
        .map(kept)
        .collect()
}

pub async fn find(tx: &mut Tx, id: Id<Voucher>) -> Result<Option<Kept>> {
    let text = sql!(
        "SELECT id, entry, from_version, until_version, voucher, paper, sha256, name, size, media, number, issuer, day, actor_name, moment
         FROM ledger_voucher WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id])
        .await?
        .as_ref()
        .map(kept)
        .transpose()
}

/// How many stand in a version, and of which of the kind's vouchers.
pub async fn there(tx: &mut Tx, entry: Id<Entry>, version: i64) -> Result<(i64, BTreeSet<String>)> {
    let text = sql!(
        "SELECT voucher, COUNT(*) AS papers FROM ledger_voucher
         WHERE county = $1 AND entry = $2 AND from_version <= $3 AND until_version > $3 GROUP BY voucher ORDER BY voucher"
    );
    let county = tx.county().to_owned();
    let (mut papers, mut there) = (0, BTreeSet::new());
    for row in tx.all(text, args![county, entry, version]).await? {
        papers += row.get::<i64>("papers")?;
        there.insert(row.get("voucher")?);
    }
    Ok((papers, there))
}

/// Other rows that carry the same file now: at most five.
pub async fn elsewhere(
    tx: &mut Tx,
    sha256: &str,
    entry: Id<Entry>,
) -> Result<Vec<(Id<Entry>, String)>> {
    let text = sql!(
        "SELECT DISTINCT e.entry, e.number FROM ledger_voucher v
         JOIN ledger_entry e ON e.county = v.county AND e.entry = v.entry
         WHERE v.county = $1 AND v.sha256 = $2 AND v.sha256 <> '' AND v.entry <> $3 AND v.until_version = 9223372036854775807
         ORDER BY e.number, e.entry LIMIT 5"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, sha256, entry]).await?;
    rows.iter()
        .map(|row| Ok((row.get("entry")?, row.get("number")?)))
        .collect()
}

pub fn kept(row: &Row) -> Result<Kept> {
    let paper = if row.get::<String>("paper")? == "file" {
        Paper::File {
            sha256: row.get("sha256")?,
            name: row.get("name")?,
            size: row.get("size")?,
            media: row.get("media")?,
        }
    } else {
        Paper::Number {
            number: row.get("number")?,
            issuer: row.get("issuer")?,
            day: row.get("day")?,
        }
    };
    Ok(Kept {
        id: row.get("id")?,
        entry: row.get("entry")?,
        from_version: row.get("from_version")?,
        until_version: row.get("until_version")?,
        proof: Proof {
            voucher: row.get("voucher")?,
            paper,
        },
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}
