//! The SQL of batches.

use ::store::{Result, Row, STILL, Tx, args, sql};
use values::Id;

use super::Batch;
use crate::version::store::{close, line, lines};

macro_rules! columns {
    () => {
        "id, version, year, number, opens, county_closes, submits, publicity, announced, note, actor_name, moment FROM cultivation_batch"
    };
}

/// All batches as held now, the newest year first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Batch>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND known_until = 9223372036854775807 ORDER BY year DESC, number, id LIMIT 1000"
    ));
    lines(tx, text, args![], read).await
}

pub async fn find(tx: &mut Tx, id: Id<Batch>) -> Result<Option<Batch>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND id = $2 AND known_until = 9223372036854775807"
    ));
    line(tx, text, args![id], read).await
}

/// Every version of one, the newest first.
pub async fn history(tx: &mut Tx, id: Id<Batch>) -> Result<Vec<Batch>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND id = $2 ORDER BY version DESC LIMIT 200"
    ));
    lines(tx, text, args![id], read).await
}

/// Closes the version held and adds this one.
pub async fn add(tx: &mut Tx, one: &Batch) -> Result<()> {
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    close!(tx, "cultivation_batch", "id = $3", one.id);
    let text = sql!(
        "INSERT INTO cultivation_batch (county, known_from, known_until, id, version, year, number, opens, county_closes, submits, publicity,
           announced, note, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    let values = args![
        county,
        now,
        STILL,
        one.id,
        one.version,
        one.year,
        one.number,
        one.opens,
        one.county_closes,
        one.submits,
        one.publicity,
        one.announced,
        &one.note,
        &one.actor_name,
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}

fn read(row: &Row) -> Result<Batch> {
    Ok(Batch {
        id: row.get("id")?,
        version: row.get("version")?,
        year: row.get("year")?,
        number: row.get("number")?,
        opens: row.get("opens")?,
        county_closes: row.get("county_closes")?,
        submits: row.get("submits")?,
        publicity: row.get("publicity")?,
        announced: row.get("announced")?,
        note: row.get("note")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}
