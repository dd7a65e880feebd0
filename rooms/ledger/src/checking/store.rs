//! The SQL of the check, a thousand lines at a time.

use std::collections::HashMap;

use ::store::{Fingerprint, Result, Tx, args, sql};
use values::Id;

use crate::row::store::{ContentLine, VersionLine, columns, fingerprint, row};
use crate::row::{Entry, Row};
use crate::voucher::{Kept, Voucher};

/// A version as it is stored, with the sequence until which it is held, and the key that its entry claims now.
pub struct Stored {
    pub row: Row,
    pub known_until: i64,
    pub claim: String,
    /// What the trail answers for.
    pub line: Fingerprint,
}

/// The place of a version, and itself where it can be read.
pub struct Line {
    pub entry: Id<Entry>,
    pub version: i64,
    pub known_until: i64,
    pub stored: Result<Stored>,
}

/// The next versions after one, by entry and version.
pub async fn page(tx: &mut Tx, after: (Id<Entry>, i64)) -> Result<Vec<Line>> {
    let text = sql!(concat!(
        "SELECT v.known_until, e.claim, ",
        columns!(),
        " WHERE v.county = $1 AND (v.entry, v.version) > ($2, $3) ORDER BY v.entry, v.version LIMIT 1000"
    ));
    let county = tx.county().to_owned();
    let values = args![county.as_str(), after.0, after.1];
    let lines = tx.all(text, values).await?;
    let line = |line: &::store::Row| {
        Ok(Line {
            entry: line.get("entry")?,
            version: line.get("version")?,
            known_until: line.get("known_until")?,
            stored: stored(&county, line),
        })
    };
    lines.iter().map(line).collect()
}

fn stored(county: &str, line: &::store::Row) -> Result<Stored> {
    let row = row(line)?;
    let version = VersionLine::of(&row);
    let content = ContentLine {
        entry: row.entry,
        version: row.version,
        fields: &line.get::<String>("fields")?,
        reason: &row.reason,
        actor: &row.actor,
        moment: row.moment,
    };
    Ok(Stored {
        line: fingerprint(county, &version, &content),
        row,
        known_until: line.get("known_until")?,
        claim: line.get("claim")?,
    })
}

/// The vouchers of the rows from one to another.
pub async fn vouchers(
    tx: &mut Tx,
    first: Id<Entry>,
    last: Id<Entry>,
) -> Result<HashMap<Id<Entry>, Vec<Kept>>> {
    let text = sql!(
        "SELECT id, entry, from_version, until_version, voucher, paper, sha256, name, size, media, number, issuer, day, actor_name, moment
         FROM ledger_voucher WHERE county = $1 AND entry >= $2 AND entry <= $3 ORDER BY entry, from_version, id"
    );
    let values = args![tx.county(), first, last];
    let mut found: HashMap<Id<Entry>, Vec<Kept>> = HashMap::new();
    for line in tx.all(text, values).await? {
        let kept = crate::voucher::store::kept(&line)?;
        found.entry(kept.entry).or_default().push(kept);
    }
    Ok(found)
}

/// The next vouchers after one, each with the sequence of the act that brought it; 0 where its version is lost.
pub async fn papers(tx: &mut Tx, after: Id<Voucher>) -> Result<Vec<(Kept, i64)>> {
    let text = sql!(
        "SELECT p.id, p.entry, p.from_version, p.until_version, p.voucher, p.paper, p.sha256, p.name, p.size, p.media, p.number, p.issuer,
           p.day, p.actor_name, p.moment, COALESCE(v.known_from, 0) AS known_from
         FROM ledger_voucher p LEFT JOIN ledger_version v ON v.county = p.county AND v.entry = p.entry AND v.version = p.from_version
         WHERE p.county = $1 AND p.id > $2 ORDER BY p.id LIMIT 1000"
    );
    let values = args![tx.county(), after];
    let lines = tx.all(text, values).await?;
    let line = |line| Ok((crate::voucher::store::kept(line)?, line.get("known_from")?));
    lines.iter().map(line).collect()
}

/// Lines of one table that miss their like in another.
pub async fn orphans(tx: &mut Tx) -> Result<Vec<String>> {
    let county = tx.county().to_owned();
    let counts = [
        ("版本没有内容", sql!(
            "SELECT COUNT(*) AS lost FROM ledger_version v WHERE v.county = $1 AND NOT EXISTS
             (SELECT 1 FROM ledger_content c WHERE c.county = $1 AND c.entry = v.entry AND c.version = v.version)"
        )),
        ("内容没有版本", sql!(
            "SELECT COUNT(*) AS lost FROM ledger_content c WHERE c.county = $1 AND NOT EXISTS
             (SELECT 1 FROM ledger_version v WHERE v.county = $1 AND v.entry = c.entry AND v.version = c.version)"
        )),
        ("版本没有编号", sql!(
            "SELECT COUNT(*) AS lost FROM ledger_version v WHERE v.county = $1 AND NOT EXISTS
             (SELECT 1 FROM ledger_entry e WHERE e.county = $1 AND e.entry = v.entry)"
        )),
        ("编号没有版本", sql!(
            "SELECT COUNT(*) AS lost FROM ledger_entry e WHERE e.county = $1 AND NOT EXISTS
             (SELECT 1 FROM ledger_version v WHERE v.county = $1 AND v.entry = e.entry)"
        )),
        ("凭证所在的版本没有了", sql!(
            "SELECT COUNT(*) AS lost FROM ledger_voucher p WHERE p.county = $1 AND NOT EXISTS
             (SELECT 1 FROM ledger_version v WHERE v.county = $1 AND v.entry = p.entry AND v.version = p.from_version)"
        )),
        ("已认定的记录，防重键由另一条占着", sql!(
            "SELECT COUNT(*) AS lost FROM ledger_version v JOIN ledger_entry e ON e.county = v.county AND e.entry = v.entry
             WHERE v.county = $1 AND v.known_until = 9223372036854775807 AND v.standing = 'good' AND e.claim <> '' AND EXISTS
             (SELECT 1 FROM ledger_entry o WHERE o.county = $1 AND o.kind = e.kind AND o.claim = e.claim AND o.claim <> ''
              AND (o.claimed < e.claimed OR (o.claimed = e.claimed AND o.number < e.number)))"
        )),
    ];
    let mut found = Vec::new();
    for (what, text) in counts {
        let lost: i64 = tx
            .one(text, args![county.as_str()])
            .await?
            .map_or(Ok(0), |row| row.get("lost"))?;
        if lost > 0 {
            found.push(format!("{what}：{lost} 处"));
        }
    }
    Ok(found)
}
