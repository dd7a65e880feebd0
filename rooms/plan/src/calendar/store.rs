//! The SQL of the county's own days.

use ::store::{Result, Row, STILL, Tx, args, sql};
use measure::calendar::{Made, Shift};
use values::Day;

use super::Own;

/// The county's own days as held at a sequence, in their order.
pub async fn held(tx: &mut Tx, at: i64) -> Result<Vec<Own>> {
    let text = sql!(
        "SELECT day, made, note, source, actor_name, moment FROM plan_calendar_day
         WHERE county = $1 AND known_from <= $2 AND known_until > $2 ORDER BY day, known_from"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, at])
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Own> {
    Ok(Own {
        shift: Shift {
            day: row.get("day")?,
            made: Made::read(&row.get::<String>("made")?).unwrap_or(Made::Rest),
            note: row.get("note")?,
            source: row.get("source")?,
        },
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

pub async fn add(tx: &mut Tx, own: &Own) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_calendar_day (county, day, made, note, source, known_from, known_until, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        own.shift.day,
        own.shift.made.code(),
        own.shift.note.as_str(),
        own.shift.source.as_str(),
        tx.sequence(),
        STILL,
        own.actor_name.as_str(),
        own.moment
    ];
    tx.run(text, values).await.map(drop)
}

/// Ends what is held of a day.
pub async fn close(tx: &mut Tx, day: Day) -> Result<()> {
    let text = sql!(
        "UPDATE plan_calendar_day SET known_until = $3 WHERE county = $1 AND day = $2 AND known_until = $4"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, day, tx.sequence(), STILL])
        .await
        .map(drop)
}
