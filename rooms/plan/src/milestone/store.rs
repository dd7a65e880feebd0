//! The SQL of milestones.

use ::store::{Result, Row, STILL, Tx, args, sql};
use values::{Day, Id};

use super::{Milestone, State};
use crate::assignment::Subject;
use crate::proposal::store::coded;

/// The milestones of a subject as they stand now, by day; those that were withdrawn last.
pub async fn of(tx: &mut Tx, subject: Id<Subject>) -> Result<Vec<Milestone>> {
    let text = sql!(
        "SELECT id, version, subject, year, content, due, state, closed, note, actor_name, moment FROM plan_milestone
         WHERE county = $1 AND subject = $2 AND known_until = $3
         ORDER BY CASE WHEN state = 'withdrawn' THEN 1 ELSE 0 END, due, id"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, subject, STILL]).await?;
    rows.iter().map(read).collect()
}

/// The milestones of a year as held at a sequence, without those that were withdrawn, by day.
pub async fn of_year(tx: &mut Tx, year: i64, at: i64) -> Result<Vec<Milestone>> {
    let text = sql!(
        "SELECT id, version, subject, year, content, due, state, closed, note, actor_name, moment FROM plan_milestone
         WHERE county = $1 AND year = $2 AND known_from <= $3 AND known_until > $3 AND state <> 'withdrawn' ORDER BY due, id"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, year, at]).await?;
    rows.iter().map(read).collect()
}

/// Every version of one, the newest first.
pub async fn history(tx: &mut Tx, id: Id<Milestone>) -> Result<Vec<Milestone>> {
    let text = sql!(
        "SELECT id, version, subject, year, content, due, state, closed, note, actor_name, moment FROM plan_milestone
         WHERE county = $1 AND id = $2 ORDER BY version DESC LIMIT 200"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, id]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Milestone> {
    Ok(Milestone {
        id: row.get("id")?,
        version: row.get("version")?,
        subject: row.get("subject")?,
        year: row.get("year")?,
        content: row.get("content")?,
        due: row.get("due")?,
        state: coded(row, "state", State::from_code)?,
        closed: row.get::<Day>("closed")?.known(),
        note: row.get("note")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

/// Closes the version held and adds this one.
pub async fn add(tx: &mut Tx, one: &Milestone) -> Result<()> {
    let close = sql!(
        "UPDATE plan_milestone SET known_until = $3 WHERE county = $1 AND id = $2 AND known_until = $4"
    );
    let county = tx.county().to_owned();
    let now = tx.sequence();
    tx.run(close, args![county.as_str(), one.id, now, STILL])
        .await?;
    let text = sql!(
        "INSERT INTO plan_milestone (county, id, version, subject, year, known_from, known_until, content, due, state, closed, note, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    let values = args![
        county.as_str(),
        one.id,
        one.version,
        one.subject,
        one.year,
        now,
        STILL,
        one.content.as_str(),
        one.due,
        one.state.code(),
        one.closed.unwrap_or(Day::NEVER),
        one.note.as_str(),
        one.actor_name.as_str(),
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}
