use ::store::{Result, Row, STILL, Tx, args, sql};
use values::{Day, Id};

use super::Stretch;
use crate::door::Absence;
use crate::firm::Firm;
use crate::life::Presence;

/// Every value of every property, as known now.
pub async fn stretches(tx: &mut Tx, id: Id<Firm>) -> Result<Vec<Stretch>> {
    stretches_at(tx, id, STILL - 1).await
}

/// The same as known at a sequence.
pub async fn stretches_at(tx: &mut Tx, id: Id<Firm>, at: i64) -> Result<Vec<Stretch>> {
    let text = sql!(
        "SELECT property, value, since, until FROM enterprise_property
         WHERE county = $1 AND subject = $2 AND known_from <= $3 AND known_until > $3 ORDER BY property, since DESC LIMIT 500"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, id, at]).await?;
    rows.iter()
        .map(|row| {
            Ok(Stretch {
                property: row.get("property")?,
                value: row.get("value")?,
                since: row.get("since")?,
                until: row.get("until")?,
            })
        })
        .collect()
}

/// From when to when firms are not in the county, as known now: those that moved, ended, or had not come yet. Few are.
pub async fn absences(tx: &mut Tx) -> Result<Vec<Absence>> {
    let text = sql!(
        "SELECT subject, value, since, until FROM enterprise_property WHERE county = $1 AND property = 'presence'
         AND value IN ('elsewhere', 'out', 'merged', 'gone') AND known_until = 9223372036854775807 ORDER BY subject, since LIMIT 200000"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county]).await?;
    rows.iter().map(absence).collect()
}

/// The same of one firm.
pub async fn absences_of(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Absence>> {
    let text = sql!(
        "SELECT subject, value, since, until FROM enterprise_property WHERE county = $1 AND subject = $2 AND property = 'presence'
         AND value IN ('elsewhere', 'out', 'merged', 'gone') AND known_until = 9223372036854775807 ORDER BY since LIMIT 200"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, firm]).await?;
    rows.iter().map(absence).collect()
}

fn absence(row: &Row) -> Result<Absence> {
    let why: String = row.get("value")?;
    Ok(Absence {
        firm: row.get("subject")?,
        why: Presence::from_code(&why),
        since: row.get("since")?,
        until: row.get("until")?,
    })
}

/// The value of a property on a day, as known at a sequence.
pub async fn value_on(
    tx: &mut Tx,
    id: Id<Firm>,
    property: &str,
    on: Day,
    at: i64,
) -> Result<Option<String>> {
    let text = sql!(
        "SELECT value FROM enterprise_property WHERE county = $1 AND subject = $2 AND property = $3
         AND since <= $4 AND until > $4 AND known_from <= $5 AND known_until > $5"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id, property, on, at])
        .await?
        .map(|row| row.get("value"))
        .transpose()
}

/// Firms that are not in the county on a day, as is known now: moved out, ended, or entered twice.
pub async fn elsewhere(tx: &mut Tx, day: Day) -> Result<Vec<Id<Firm>>> {
    let text = sql!(
        "SELECT subject FROM enterprise_property WHERE county = $1 AND property = 'presence' AND value <> 'here'
         AND since <= $2 AND until > $2 AND known_until = 9223372036854775807 ORDER BY subject LIMIT 1000000"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, day]).await?;
    rows.iter().map(|row| row.get("subject")).collect()
}

/// How many firms that are in the county have each value of a property on a day, as known now.
pub async fn counts_on(tx: &mut Tx, property: &str, on: Day) -> Result<Vec<(String, i64)>> {
    let text = sql!(
        "SELECT o.value, COUNT(*) AS firms FROM enterprise_property o WHERE o.county = $1 AND o.property = $2
         AND o.since <= $3 AND o.until > $3 AND o.known_until = 9223372036854775807
         AND NOT EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = o.subject
             AND p.property = 'presence' AND p.value <> 'here' AND p.since <= $3 AND p.until > $3
             AND p.known_until = 9223372036854775807) GROUP BY o.value ORDER BY o.value"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, property, on]).await?;
    rows.iter()
        .map(|row| Ok((row.get("value")?, row.get("firms")?)))
        .collect()
}

/// Every name that a firm bears or bore, with whether it bears it on the day, as known now. The names of a file that was
/// joined to another are former names of that one.
pub async fn names(tx: &mut Tx, on: Day) -> Result<Vec<(Id<Firm>, String, bool)>> {
    let text = sql!(
        "SELECT COALESCE(j.stays, p.subject) AS firm, p.value,
                CAST(CASE WHEN j.stays IS NULL AND p.since <= $2 AND p.until > $2 THEN 1 ELSE 0 END AS BIGINT) AS present
         FROM enterprise_property p LEFT JOIN enterprise_joined j ON j.county = p.county AND j.firm = p.subject
         WHERE p.county = $1 AND p.property = 'name' AND p.known_until = 9223372036854775807 ORDER BY p.value, p.subject LIMIT 200000"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, on]).await?;
    rows.iter()
        .map(|row| {
            let present: i64 = row.get("present")?;
            Ok((row.get("firm")?, row.get("value")?, present == 1))
        })
        .collect()
}

/// Opens a stretch in this act; one that this same act opened for the day gives way.
pub async fn open(tx: &mut Tx, id: Id<Firm>, one: &Stretch) -> Result<()> {
    let text = sql!(
        "INSERT INTO enterprise_property (county, subject, property, value, since, until, known_from, known_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (county, subject, property, since, known_from) DO UPDATE
         SET value = excluded.value, until = excluded.until, known_until = excluded.known_until"
    );
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    tx.run(
        text,
        args![
            county,
            id,
            &one.property,
            &one.value,
            one.since,
            one.until,
            now,
            STILL
        ],
    )
    .await
    .map(drop)
}

/// Closes what this act makes untrue; it stays on record as known until now.
pub async fn close(tx: &mut Tx, id: Id<Firm>, one: &Stretch) -> Result<()> {
    let text = sql!(
        "UPDATE enterprise_property SET known_until = $5 WHERE county = $1 AND subject = $2 AND property = $3
         AND since = $4 AND known_until = 9223372036854775807"
    );
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    tx.run(text, args![county, id, &one.property, one.since, now])
        .await
        .map(drop)
}
