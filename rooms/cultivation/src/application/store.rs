//! The SQL of applications and their documents.

use std::collections::{BTreeMap, HashMap};

use ::store::{Result, Row, STILL, Tx, args, sql};
use enterprise::door::Firm;
use values::{Id, Moment};

use super::material::Held;
use super::{Application, State};
use crate::batch::Batch;
use crate::step::store::coded;
use crate::version::store::{close, line, lines};

macro_rules! columns {
    () => {
        "id, version, batch, firm, state, day, certificate, appeal_until, note, actor_name, moment FROM cultivation_application"
    };
}

/// All as held now, the oldest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Application>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND known_until = 9223372036854775807 ORDER BY id LIMIT 100000"
    ));
    lines(tx, text, args![], read).await
}

pub async fn of_batch(tx: &mut Tx, batch: Id<Batch>) -> Result<Vec<Application>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND batch = $2 AND known_until = 9223372036854775807 ORDER BY id LIMIT 10000"
    ));
    lines(tx, text, args![batch], read).await
}

/// A firm's, the newest first.
pub async fn of_firm(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Application>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND firm = $2 AND known_until = 9223372036854775807 ORDER BY id DESC LIMIT 200"
    ));
    lines(tx, text, args![firm], read).await
}

pub async fn find(tx: &mut Tx, id: Id<Application>) -> Result<Option<Application>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND id = $2 AND known_until = 9223372036854775807"
    ));
    line(tx, text, args![id], read).await
}

/// Every version of one, the newest first.
pub async fn history(tx: &mut Tx, id: Id<Application>) -> Result<Vec<Application>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND id = $2 ORDER BY version DESC LIMIT 200"
    ));
    lines(tx, text, args![id], read).await
}

/// Closes the version held and adds this one.
pub async fn add(tx: &mut Tx, one: &Application) -> Result<()> {
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    close!(tx, "cultivation_application", "id = $3", one.id);
    let text = sql!(
        "INSERT INTO cultivation_application (county, known_from, known_until, id, version, batch, firm, state, day, certificate, appeal_until,
           note, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    let values = args![
        county,
        now,
        STILL,
        one.id,
        one.version,
        one.batch,
        one.firm,
        one.state.code(),
        one.day,
        &one.certificate,
        one.appeal_until,
        &one.note,
        &one.actor_name,
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}

fn read(row: &Row) -> Result<Application> {
    Ok(Application {
        id: row.get("id")?,
        version: row.get("version")?,
        batch: row.get("batch")?,
        firm: row.get("firm")?,
        state: coded(row, "state", State::from_code)?,
        day: row.get("day")?,
        certificate: row.get("certificate")?,
        appeal_until: row.get("appeal_until")?,
        note: row.get("note")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

/// The documents of an application by their id, as held now.
pub async fn materials(tx: &mut Tx, one: Id<Application>) -> Result<BTreeMap<String, Held>> {
    let text = sql!(
        "SELECT material, version, is_there, paper, actor_name, moment FROM cultivation_material
         WHERE county = $1 AND application = $2 AND known_until = $3 ORDER BY material"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, one, STILL]).await?;
    let held = |row: &Row| -> Result<(String, Held)> {
        Ok((
            row.get("material")?,
            Held {
                version: row.get("version")?,
                is_there: row.get::<i64>("is_there")? == 1,
                paper: row.get("paper")?,
                actor_name: row.get("actor_name")?,
                moment: row.get("moment")?,
            },
        ))
    };
    rows.iter().map(held).collect()
}

/// How many documents are there of each application.
pub async fn materials_there(tx: &mut Tx) -> Result<HashMap<Id<Application>, Vec<String>>> {
    let text = sql!(
        "SELECT application, material FROM cultivation_material
         WHERE county = $1 AND known_until = $2 AND is_there = 1 ORDER BY application, material LIMIT 200000"
    );
    let county = tx.county().to_owned();
    let mut found: HashMap<Id<Application>, Vec<String>> = HashMap::new();
    for row in tx.all(text, args![county, STILL]).await? {
        let of = found.entry(row.get("application")?).or_default();
        of.push(row.get("material")?);
    }
    Ok(found)
}

/// Closes what is held of a document and adds this.
pub async fn put_material(
    tx: &mut Tx,
    one: Id<Application>,
    material: &str,
    held: &Held,
) -> Result<()> {
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    close!(
        tx,
        "cultivation_material",
        "application = $3 AND material = $4",
        one,
        material
    );
    let text = sql!(
        "INSERT INTO cultivation_material (county, known_from, known_until, application, material, version, is_there, paper, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let moment: Moment = held.moment;
    let values = args![
        county,
        now,
        STILL,
        one,
        material,
        held.version,
        held.is_there,
        &held.paper,
        &held.actor_name,
        moment
    ];
    tx.run(text, values).await.map(drop)
}
