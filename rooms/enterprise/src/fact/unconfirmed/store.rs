//! The SQL of values that wait to be confirmed.

use ::store::{Result, Row, Tx, args, sql};
use values::{Day, Id};
use web::Person;

use super::{OnDesk, Unconfirmed};

/// What waits, but for what the person stated: nobody confirms that for themselves.
macro_rules! waiting {
    () => {
        " FROM enterprise_fact f WHERE f.county = $1 AND f.known_until = 9223372036854775807 AND f.source = 'firm'
          AND f.confirmed_at = 0 AND f.stated_by <> $2 "
    };
}

/// Of how many firms that are here on a day something waits for a desk.
pub async fn firms(tx: &mut Tx, wanted: &OnDesk, person: Id<Person>, on: Day) -> Result<i64> {
    let text = sql!(concat!(
        "SELECT COUNT(*) AS firms FROM (SELECT DISTINCT f.firm",
        waiting!(),
        "AND f.stated_at >= $5) w
         WHERE NOT EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = w.firm AND p.property = 'presence'
                 AND p.value <> 'here' AND p.since <= $3 AND p.until > $3 AND p.known_until = 9223372036854775807)
           AND ($4 = '' OR EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = w.firm
                 AND p.property = 'town' AND p.value = $4 AND p.since <= $3 AND p.until > $3 AND p.known_until = 9223372036854775807))"
    ));
    let town = wanted.town.map(|town| town.to_string());
    let town = town.unwrap_or_default();
    let values = args![tx.county(), person, on, town, wanted.since];
    tx.one(text, values)
        .await?
        .map_or(Ok(0), |row| row.get("firms"))
}

/// What waits, by firm and year.
pub async fn all(tx: &mut Tx, person: Id<Person>) -> Result<Vec<Unconfirmed>> {
    let text = sql!(concat!(
        "SELECT f.firm, f.year, COUNT(*) AS facts, MAX(f.stated_at) AS newest",
        waiting!(),
        "GROUP BY f.firm, f.year ORDER BY f.firm, f.year LIMIT 1000000"
    ));
    let values = args![tx.county(), person];
    tx.all(text, values).await?.iter().map(line).collect()
}

fn line(row: &Row) -> Result<Unconfirmed> {
    let year: i64 = row.get("year")?;
    Ok(Unconfirmed {
        firm: row.get("firm")?,
        year: i32::try_from(year).unwrap_or_default(),
        facts: row.get("facts")?,
        newest: row.get("newest")?,
    })
}
