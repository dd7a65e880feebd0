//! The SQL of steps.

use ::store::{Error, Result, Row, STILL, Tx, args, sql};
use enterprise::door::Firm;
use values::{Id, Moment};
use web::Person;

use super::{Courses, Named, Source, Step};
use crate::stage::Stage;
use crate::version::store::{close, lines};

macro_rules! columns {
    () => {
        "firm, number, version, stage, day, office, town, town_person, town_person_name, bureau_person, bureau_person_name, source, paper, note,
         exception, approver, approver_name, batch, entry, reason, actor_name, moment"
    };
}

/// Every step of every firm, as held now.
pub async fn all(tx: &mut Tx) -> Result<Courses> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " FROM cultivation_step WHERE county = $1 AND known_until = 9223372036854775807 ORDER BY firm, number LIMIT 200000"
    ));
    let county = tx.county().to_owned();
    let mut courses = Courses::new();
    for row in tx.all(text, args![county]).await? {
        let step = read(&row)?;
        courses.entry(step.firm).or_default().push(step);
    }
    // The course of a second file is history where the one that stays has a course of its own.
    let joined = enterprise::door::joined(tx).await?;
    courses.retain(|firm, _| !joined.contains_key(firm));
    Ok(courses)
}

/// A firm's steps, as held now, in their order.
pub async fn of(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Step>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " FROM cultivation_step WHERE county = $1 AND firm = $2 AND known_until = 9223372036854775807 ORDER BY number LIMIT 1000"
    ));
    lines(tx, text, args![firm], read).await
}

/// Every version of every step of a firm, the newest first.
pub async fn history(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Step>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " FROM cultivation_step WHERE county = $1 AND firm = $2 ORDER BY number DESC, version DESC LIMIT 1000"
    ));
    lines(tx, text, args![firm], read).await
}

/// The steps after a moment for which a rule was set aside in a person's name, the newest first.
pub async fn excused_by(tx: &mut Tx, person: Id<Person>, since: Moment) -> Result<Vec<Step>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " FROM cultivation_step WHERE county = $1 AND approver = $2 AND moment > $3 AND exception <> ''
         AND known_until = 9223372036854775807 ORDER BY moment DESC, firm, number LIMIT 500"
    ));
    lines(tx, text, args![person, since], read).await
}

/// Closes the version of a step that is held.
pub async fn close(tx: &mut Tx, firm: Id<Firm>, number: i64) -> Result<()> {
    close!(
        tx,
        "cultivation_step",
        "firm = $3 AND number = $4",
        firm,
        number
    );
    Ok(())
}

/// Adds a version; of a step that is corrected, the one held is closed.
pub async fn add(tx: &mut Tx, step: &Step) -> Result<()> {
    close(tx, step.firm, step.number).await?;
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    let text = sql!(
        "INSERT INTO cultivation_step (county, known_from, known_until, firm, number, version, stage, day, office, town, town_person,
           town_person_name, bureau_person, bureau_person_name, source, paper, note, exception, approver, approver_name, batch, entry, reason,
           actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)"
    );
    let values = args![
        county,
        now,
        STILL,
        step.firm,
        step.number,
        step.version,
        step.stage.code(),
        step.day,
        step.office,
        step.town,
        step.town_person.id,
        &step.town_person.name,
        step.bureau_person.id,
        &step.bureau_person.name,
        step.source.code(),
        &step.paper,
        &step.note,
        &step.exception,
        step.approver.id,
        &step.approver.name,
        step.batch.unwrap_or(Id::NONE),
        step.entry.unwrap_or(Id::NONE),
        &step.reason,
        &step.actor_name,
        step.moment
    ];
    tx.run(text, values).await.map(drop)
}

fn read(row: &Row) -> Result<Step> {
    let named = |id: &str, name: &str| -> Result<Named> {
        Ok(Named {
            id: row.get(id)?,
            name: row.get(name)?,
        })
    };
    Ok(Step {
        firm: row.get("firm")?,
        number: row.get("number")?,
        version: row.get("version")?,
        stage: coded(row, "stage", Stage::from_code)?,
        day: row.get("day")?,
        office: row.get("office")?,
        town: row.get("town")?,
        town_person: named("town_person", "town_person_name")?,
        bureau_person: named("bureau_person", "bureau_person_name")?,
        source: coded(row, "source", Source::from_code)?,
        paper: row.get("paper")?,
        note: row.get("note")?,
        exception: row.get("exception")?,
        approver: named("approver", "approver_name")?,
        batch: row.get::<Id<_>>("batch")?.some(),
        entry: row.get::<Id<_>>("entry")?.some(),
        reason: row.get("reason")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

/// A short text that stands for a value.
pub fn coded<T>(row: &Row, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    let code: String = row.get(column)?;
    read(&code).ok_or_else(|| Error::Column {
        column: column.to_owned(),
        reason: format!("“{code}” is none of its values"),
    })
}
