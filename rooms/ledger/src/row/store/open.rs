//! What waits for somebody, and the rows of one firm.

use ::store::{Result, Tx, args, sql};
use enterprise::door::Firm;
use values::{Fen, Id};
use web::{Organisation, Person};

use super::{columns, row};
use crate::row::standing::Standing;
use crate::row::{Entry, Row};

/// How many rows of a kind wait for a verifier who wrote none of them. `town` nil: of any town.
pub async fn waiting(
    tx: &mut Tx,
    kind: &str,
    verifier: Id<Person>,
    town: Id<Organisation>,
) -> Result<i64> {
    let text = sql!(
        "SELECT COUNT(*) AS waiting FROM ledger_version v
         WHERE v.county = $1 AND v.known_until = 9223372036854775807 AND v.standing <> 'good' AND v.standing = 'waiting' AND v.kind = $2
           AND (v.town = $4 OR $4 = $5)
           AND NOT EXISTS (SELECT 1 FROM ledger_writer w WHERE w.county = $1 AND w.entry = v.entry AND w.person = $3)
           AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.county = $1 AND e.entry = v.entry AND e.author = $3 AND e.author_wrote = 1)"
    );
    let county = tx.county().to_owned();
    let none: Id<Organisation> = Id::NONE;
    let row = tx
        .one(text, args![county, kind, verifier, town, none])
        .await?;
    row.map_or(Ok(0), |row| row.get("waiting"))
}

/// The next row of a kind that waits for the verifier, in the order in which the rows were entered, after one of them.
pub async fn next_waiting(
    tx: &mut Tx,
    kind: &str,
    verifier: Id<Person>,
    town: Id<Organisation>,
    after: Id<Entry>,
) -> Result<Option<Id<Entry>>> {
    let text = sql!(
        "SELECT v.entry FROM ledger_version v
         WHERE v.county = $1 AND v.known_until = 9223372036854775807 AND v.standing <> 'good' AND v.standing = 'waiting' AND v.kind = $2
           AND v.entry > $3 AND (v.town = $5 OR $5 = $6)
           AND NOT EXISTS (SELECT 1 FROM ledger_writer w WHERE w.county = $1 AND w.entry = v.entry AND w.person = $4)
           AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.county = $1 AND e.entry = v.entry AND e.author = $4 AND e.author_wrote = 1)
         ORDER BY v.entry LIMIT 1"
    );
    let county = tx.county().to_owned();
    let none: Id<Organisation> = Id::NONE;
    tx.one(text, args![county, kind, after, verifier, town, none])
        .await?
        .map(|row| row.get("entry"))
        .transpose()
}

/// How many of a person's rows are drafts and how many lack vouchers: by standing and kind.
pub async fn of_author(tx: &mut Tx, author: Id<Person>) -> Result<Vec<(Standing, String, i64)>> {
    let text = sql!(
        "SELECT v.standing, v.kind, COUNT(*) AS held FROM ledger_version v JOIN ledger_entry e ON e.county = v.county AND e.entry = v.entry
         WHERE v.county = $1 AND v.known_until = 9223372036854775807 AND v.standing <> 'good' AND v.standing IN ('draft', 'unproven') AND e.author = $2
         GROUP BY v.standing, v.kind ORDER BY v.standing, v.kind"
    );
    let mut found = Vec::new();
    for line in tx.all(text, args![tx.county(), author]).await? {
        let standing: String = line.get("standing")?;
        if let Some(standing) = Standing::from_code(&standing) {
            found.push((standing, line.get("kind")?, line.get("held")?));
        }
    }
    Ok(found)
}

/// The newest of a person's rows with a standing. Which they are is told before anything is read of what they say.
pub async fn newest_of_author(tx: &mut Tx, author: Id<Person>, standing: &str) -> Result<Vec<Row>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " JOIN (SELECT o.entry, o.version FROM ledger_version o JOIN ledger_entry a ON a.county = o.county AND a.entry = o.entry
            WHERE o.county = $1 AND o.known_until = 9223372036854775807 AND o.standing <> 'good' AND o.standing = $3 AND a.author = $2
            ORDER BY o.known_from DESC, o.entry LIMIT 20) n ON n.entry = v.entry AND n.version = v.version
          WHERE v.county = $1 ORDER BY v.known_from DESC, v.entry LIMIT 20"
    ));
    let county = tx.county().to_owned();
    tx.all(text, args![county, author, standing])
        .await?
        .iter()
        .map(row)
        .collect()
}

/// Every row of a firm that is held now.
pub async fn entries_of(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Id<Entry>>> {
    let text = sql!(
        "SELECT entry FROM ledger_version WHERE county = $1 AND subject = $2 AND known_until = 9223372036854775807
         ORDER BY effective DESC, entry LIMIT 100000"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, firm])
        .await?
        .iter()
        .map(|row| row.get("entry"))
        .collect()
}

/// Every row that was a firm's in some version and is another's now.
pub async fn entries_once_of(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Id<Entry>>> {
    let text = sql!(
        "SELECT DISTINCT o.entry FROM ledger_version o JOIN ledger_version v ON v.county = o.county AND v.entry = o.entry
         WHERE o.county = $1 AND o.subject = $2 AND v.version > o.version AND v.known_until = 9223372036854775807 AND v.subject <> $2
         ORDER BY o.entry LIMIT 100000"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, firm])
        .await?
        .iter()
        .map(|row| row.get("entry"))
        .collect()
}

/// A firm's rows, newest first, with how many there are.
pub async fn of_firm(tx: &mut Tx, firm: Id<Firm>, limit: i64) -> Result<(Vec<Row>, i64)> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.subject = $2 AND v.known_until = 9223372036854775807 ORDER BY v.effective DESC, v.entry LIMIT $3"
    ));
    let county = tx.county().to_owned();
    let lines = tx.all(text, args![county.as_str(), firm, limit]).await?;
    let rows = lines.iter().map(row).collect::<Result<Vec<Row>>>()?;
    let text = sql!(
        "SELECT COUNT(*) AS held FROM ledger_version WHERE county = $1 AND subject = $2 AND known_until = 9223372036854775807"
    );
    let held = tx
        .one(text, args![county, firm])
        .await?
        .map_or(Ok(0), |row| row.get("held"))?;
    Ok((rows, held))
}

/// Other living rows of the same firm, kind and amount: perhaps the same event told twice.
pub async fn alike(tx: &mut Tx, of: &Row) -> Result<Vec<(Id<Entry>, String)>> {
    let (Some(firm), Some(amount)) = (of.content.subject, of.measured.amount) else {
        return Ok(Vec::new());
    };
    let text = sql!(
        "SELECT v.entry, e.number FROM ledger_version v JOIN ledger_entry e ON e.county = v.county AND e.entry = v.entry
         WHERE v.county = $1 AND v.subject = $2 AND v.kind = $3 AND v.amount = $4 AND v.entry <> $5
           AND v.known_until = 9223372036854775807 AND v.standing <> 'void' ORDER BY e.number, v.entry LIMIT 5"
    );
    let values = args![tx.county(), firm, of.kind.as_str(), amount, of.entry];
    tx.all(text, values)
        .await?
        .iter()
        .map(|row| Ok((row.get("entry")?, row.get("number")?)))
        .collect()
}

/// What other living rows of a kind that link to a row sum up to.
pub async fn linked_sum(
    tx: &mut Tx,
    kind: &str,
    to: Id<Entry>,
    without: Id<Entry>,
) -> Result<(Fen, i64)> {
    let text = sql!(
        "SELECT CAST(COALESCE(SUM(v.amount), 0) AS BIGINT) AS total, COUNT(*) AS held FROM ledger_version v
         WHERE v.county = $1 AND v.kind = $2 AND v.link = $3 AND v.entry <> $4
           AND v.known_until = 9223372036854775807 AND v.standing NOT IN ('void', 'draft', 'double')"
    );
    let county = tx.county().to_owned();
    match tx.one(text, args![county, kind, to, without]).await? {
        Some(row) => Ok((row.get("total")?, row.get("held")?)),
        None => Ok((Fen::ZERO, 0)),
    }
}

/// Living rows of a kind to choose from for a link: of the firm and the town if there is one, newest first.
pub async fn choices(
    tx: &mut Tx,
    kind: &str,
    firm: Option<Id<Firm>>,
    town: Option<Id<Organisation>>,
    limit: i64,
) -> Result<Vec<Row>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.kind = $2 AND (v.subject = $3 OR $3 = $4) AND v.known_until = 9223372036854775807
            AND v.standing <> 'void' AND (v.town = $6 OR $7 = 1) ORDER BY v.effective DESC, v.entry LIMIT $5"
    ));
    let none: Id<Firm> = Id::NONE;
    let values = args![
        tx.county(),
        kind,
        firm.unwrap_or(none),
        none,
        limit,
        town.unwrap_or(Id::NONE),
        town.is_none()
    ];
    tx.all(text, values).await?.iter().map(row).collect()
}
