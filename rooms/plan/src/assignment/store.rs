//! The SQL of assignments and of the units that assist.

use std::collections::HashMap;

use ::store::{Result, Row, STILL, Tx, args, sql};
use values::Id;
use web::Organisation;

use super::{Assignment, Subject};
use crate::proposal::store::lines;

/// The assignments of a year as held at a sequence.
pub async fn of_year(tx: &mut Tx, year: i64, at: i64) -> Result<HashMap<Id<Subject>, Assignment>> {
    let text = sql!(
        "SELECT subject, version, leader, person, measures, reason, actor_name, moment FROM plan_assignment
         WHERE county = $1 AND year = $2 AND known_from <= $3 AND known_until > $3 ORDER BY subject"
    );
    let county = tx.county().to_owned();
    let mut found = HashMap::new();
    for row in tx.all(text, args![county, year, at]).await? {
        found.insert(row.get("subject")?, read(&row)?);
    }
    for (subject, unit) in assisting_of_year(tx, year, at).await? {
        if let Some(assignment) = found.get_mut(&subject) {
            assignment.assisting.push(unit);
        }
    }
    Ok(found)
}

async fn assisting_of_year(
    tx: &mut Tx,
    year: i64,
    at: i64,
) -> Result<Vec<(Id<Subject>, Id<Organisation>)>> {
    let text = sql!(
        "SELECT u.subject, u.unit FROM plan_assisting u
         JOIN plan_assignment a ON a.county = u.county AND a.subject = u.subject AND a.version = u.version
         WHERE u.county = $1 AND a.year = $2 AND a.known_from <= $3 AND a.known_until > $3 ORDER BY u.subject, u.unit"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, year, at]).await?;
    rows.iter()
        .map(|row| Ok((row.get("subject")?, row.get("unit")?)))
        .collect()
}

/// The assignment held now; an empty one of version 0 where there is none.
pub async fn of(tx: &mut Tx, subject: Id<Subject>) -> Result<Assignment> {
    let text = sql!(
        "SELECT subject, version, leader, person, measures, reason, actor_name, moment FROM plan_assignment
         WHERE county = $1 AND subject = $2 AND known_until = $3 ORDER BY version DESC LIMIT 1"
    );
    let county = tx.county().to_owned();
    let Some(row) = tx.one(text, args![county, subject, STILL]).await? else {
        return Ok(Assignment::default());
    };
    let mut found = read(&row)?;
    found.assisting = assisting(tx, subject, found.version).await?;
    Ok(found)
}

async fn assisting(
    tx: &mut Tx,
    subject: Id<Subject>,
    version: i64,
) -> Result<Vec<Id<Organisation>>> {
    let text = sql!(
        "SELECT unit FROM plan_assisting WHERE county = $1 AND subject = $2 AND version = $3 ORDER BY unit"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, subject, version]).await?;
    rows.iter().map(|row| row.get("unit")).collect()
}

fn read(row: &Row) -> Result<Assignment> {
    Ok(Assignment {
        version: row.get("version")?,
        leader: row.get("leader")?,
        person: row.get("person")?,
        assisting: Vec::new(),
        measures: lines(&row.get::<String>("measures")?),
        reason: row.get("reason")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

/// Closes the version held and adds the next.
pub async fn add(tx: &mut Tx, subject: &Subject, new: &Assignment) -> Result<()> {
    let close = sql!(
        "UPDATE plan_assignment SET known_until = $3 WHERE county = $1 AND subject = $2 AND known_until = $4"
    );
    let county = tx.county().to_owned();
    let (id, now) = (subject.id(), tx.sequence());
    tx.run(close, args![county.as_str(), id, now, STILL])
        .await?;
    let text = sql!(
        "INSERT INTO plan_assignment (county, subject, version, year, known_from, known_until, leader, person, measures, reason, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let values = args![
        county.as_str(),
        id,
        new.version,
        subject.year(),
        now,
        STILL,
        new.leader,
        new.person,
        new.measures.join("\n"),
        new.reason.as_str(),
        new.actor_name.as_str(),
        new.moment
    ];
    tx.run(text, values).await?;
    let text =
        sql!("INSERT INTO plan_assisting (county, subject, version, unit) VALUES ($1, $2, $3, $4)");
    for unit in &new.assisting {
        let values = args![county.as_str(), id, new.version, *unit];
        tx.run(text, values).await?;
    }
    Ok(())
}
