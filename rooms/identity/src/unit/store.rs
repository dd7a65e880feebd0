use ::store::{Result, Row, Tx, args, sql};
use values::{Day, Id};
use web::{Organisation, Place};

use super::{NewUnit, Unit};

/// Those that exist on a day, in the order they were entered, the bureau first.
pub async fn living(tx: &mut Tx, on: Day) -> Result<Vec<Unit>> {
    between(tx, on, on).await
}

/// The name of the bureau on a day; empty where there is none.
pub async fn bureau(tx: &mut Tx, on: Day) -> Result<String> {
    let units = living(tx, on).await?;
    let bureau = units.into_iter().find(|unit| unit.place == Place::Bureau);
    Ok(bureau.map(|unit| unit.name).unwrap_or_default())
}

/// Those that existed at any time between two days. Firms are found by their id only.
pub async fn between(tx: &mut Tx, first: Day, last: Day) -> Result<Vec<Unit>> {
    let text = sql!(
        "SELECT id, name, alias, code, place, parent, since, until FROM identity_unit
         WHERE county = $1 AND since <= $3 AND until > $2 AND place <> 'firm' ORDER BY position, id LIMIT 2000"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, first, last])
        .await?
        .iter()
        .map(unit)
        .collect()
}

pub async fn find(tx: &mut Tx, id: Id<Organisation>) -> Result<Option<Unit>> {
    let text = sql!(
        "SELECT id, name, alias, code, place, parent, since, until FROM identity_unit
         WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id])
        .await?
        .as_ref()
        .map(unit)
        .transpose()
}

/// The office with a stable code; the youngest if it was founded anew.
pub async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<Unit>> {
    let text = sql!(
        "SELECT id, name, alias, code, place, parent, since, until FROM identity_unit
         WHERE county = $1 AND code = $2 AND place = 'office' ORDER BY since DESC, id LIMIT 1"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, code])
        .await?
        .as_ref()
        .map(unit)
        .transpose()
}

pub async fn insert(tx: &mut Tx, id: Id<Organisation>, new: &NewUnit) -> Result<()> {
    let county = tx.county().to_owned();
    let counted = sql!("SELECT COUNT(*) AS units FROM identity_unit WHERE county = $1");
    let row = tx.one(counted, args![county.as_str()]).await?;
    let position = row.map_or(Ok(0), |row| row.get::<i64>("units"))? + 1;
    let text = sql!(
        "INSERT INTO identity_unit (county, id, name, alias, code, place, parent, position, since, until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let values = args![
        county,
        id,
        &new.name,
        &new.alias,
        &new.code,
        new.place.code(),
        new.parent,
        position,
        new.since,
        Day::NEVER
    ];
    tx.write(text, values).await
}

pub async fn end(tx: &mut Tx, id: Id<Organisation>, on: Day) -> Result<u64> {
    let text = sql!(
        "UPDATE identity_unit SET until = $3 WHERE county = $1 AND id = $2 AND since < $3 AND until > $3"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, on]).await
}

pub async fn rename(tx: &mut Tx, id: Id<Organisation>, name: &str) -> Result<()> {
    let text = sql!("UPDATE identity_unit SET name = $3 WHERE county = $1 AND id = $2");
    let county = tx.county().to_owned();
    tx.write(text, args![county, id, name]).await
}

fn unit(row: &Row) -> Result<Unit> {
    Ok(Unit {
        id: row.get("id")?,
        name: row.get("name")?,
        alias: row.get("alias")?,
        code: row.get("code")?,
        place: Place::from_code(&row.get::<String>("place")?).unwrap_or(Place::Outside),
        parent: row.get("parent")?,
        since: row.get("since")?,
        until: row.get("until")?,
    })
}
