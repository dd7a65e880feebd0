//! The SQL of what befalls firms.

use std::collections::HashMap;

use ::store::{Error, Result, Row, Tx, args, sql};
use trail::Who;
use values::{Day, Id};

use super::{Befallen, Event, Told};
use crate::firm::Firm;

pub async fn insert(
    tx: &mut Tx,
    who: &Who,
    (firm, other): (Id<Firm>, Id<Firm>),
    told: &Told,
) -> Result<()> {
    let text = sql!(
        "INSERT INTO enterprise_event (county, id, firm, event, day, other, place, paper, reason, person, person_name, moment,
                sequence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    let values = args![
        tx.county(),
        Id::<Event>::fresh(tx.moment()),
        firm,
        told.event.code(),
        told.day,
        other,
        told.place.as_str(),
        told.paper.as_str(),
        told.reason.as_str(),
        who.id,
        who.name.as_str(),
        tx.moment(),
        tx.sequence()
    ];
    tx.run(text, values).await.map(drop)
}

/// What befell a firm, the newest first.
pub async fn of_firm(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Befallen>> {
    let text = sql!(
        "SELECT event, day, other, place, paper, reason, person_name, moment FROM enterprise_event
         WHERE county = $1 AND firm = $2 ORDER BY day DESC, id DESC LIMIT 200"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, firm]).await?;
    rows.iter().map(befallen).collect()
}

fn befallen(row: &Row) -> Result<Befallen> {
    let event: String = row.get("event")?;
    Ok(Befallen {
        event: Event::from_code(&event).ok_or_else(|| Error::Column {
            column: "event".to_owned(),
            reason: format!("{event:?} is not known"),
        })?,
        day: row.get("day")?,
        other: row.get("other")?,
        place: row.get("place")?,
        paper: row.get("paper")?,
        reason: row.get("reason")?,
        person_name: row.get("person_name")?,
        moment: row.get("moment")?,
    })
}

/// To which file a file was joined, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joined {
    pub stays: Id<Firm>,
    /// The sequence of the act.
    pub sequence: i64,
}

pub async fn joined(tx: &mut Tx, firm: Id<Firm>) -> Result<Option<Joined>> {
    let text =
        sql!("SELECT stays, sequence FROM enterprise_joined WHERE county = $1 AND firm = $2");
    let county = tx.county().to_owned();
    let found = tx.one(text, args![county, firm]).await?;
    let joined = |row: Row| {
        Ok(Joined {
            stays: row.get("stays")?,
            sequence: row.get("sequence")?,
        })
    };
    found.map(joined).transpose()
}

/// Every file that was joined to another, with the one that stays.
pub async fn all_joined(tx: &mut Tx) -> Result<HashMap<Id<Firm>, Id<Firm>>> {
    let text = sql!(
        "SELECT firm, stays FROM enterprise_joined WHERE county = $1 ORDER BY firm LIMIT 100000"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county]).await?;
    let pair = |row: &Row| Ok((row.get("firm")?, row.get("stays")?));
    rows.iter().map(pair).collect()
}

/// The files that were joined to one, each with the file into which it went by itself: they went along with that one.
pub async fn joined_by(tx: &mut Tx, stays: Id<Firm>) -> Result<HashMap<Id<Firm>, Id<Firm>>> {
    let text = sql!(
        "SELECT e.firm, e.other FROM enterprise_joined j JOIN enterprise_event e ON e.county = j.county AND e.firm = j.firm
         WHERE j.county = $1 AND j.stays = $2 AND e.event = 'same' ORDER BY e.sequence, e.id LIMIT 500"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, stays]).await?;
    // The last one wins.
    let pair = |row: &Row| Ok((row.get("firm")?, row.get("other")?));
    rows.iter().map(pair).collect()
}

/// The other files of a firm.
pub async fn joined_to(tx: &mut Tx, stays: Id<Firm>) -> Result<Vec<Id<Firm>>> {
    let text = sql!(
        "SELECT firm FROM enterprise_joined WHERE county = $1 AND stays = $2 ORDER BY sequence, firm LIMIT 50"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, stays]).await?;
    rows.iter().map(|row| row.get("firm")).collect()
}

/// Joins a file to another; those that were joined to it go along.
pub async fn join(tx: &mut Tx, firm: Id<Firm>, stays: Id<Firm>) -> Result<()> {
    let along = sql!("UPDATE enterprise_joined SET stays = $3 WHERE county = $1 AND stays = $2");
    let county = tx.county().to_owned();
    tx.run(along, args![county.as_str(), firm, stays]).await?;
    let text = sql!(
        "INSERT INTO enterprise_joined (county, firm, stays, sequence) VALUES ($1, $2, $3, $4)"
    );
    let now = tx.sequence();
    tx.run(text, args![county, firm, stays, now])
        .await
        .map(drop)
}

/// Takes a file apart from the one it was joined to; `along` are those that had gone with it.
pub async fn part(tx: &mut Tx, firm: Id<Firm>, along: &[Id<Firm>]) -> Result<()> {
    let text = sql!("DELETE FROM enterprise_joined WHERE county = $1 AND firm = $2");
    let county = tx.county().to_owned();
    tx.run(text, args![county.as_str(), firm]).await?;
    let text = sql!("UPDATE enterprise_joined SET stays = $3 WHERE county = $1 AND firm = $2");
    for one in along {
        tx.run(text, args![county.as_str(), *one, firm]).await?;
    }
    Ok(())
}

/// The file from which a file was last taken apart.
pub async fn parted_from(tx: &mut Tx, firm: Id<Firm>) -> Result<Option<Id<Firm>>> {
    let text = sql!(
        "SELECT other FROM enterprise_event WHERE county = $1 AND firm = $2 AND event = 'apart' ORDER BY sequence DESC, id DESC LIMIT 1"
    );
    let county = tx.county().to_owned();
    let found = tx.one(text, args![county, firm]).await?;
    found.map(|row| row.get("other")).transpose()
}

/// How many firms are here on a day, as known now.
pub async fn here_on(tx: &mut Tx, on: Day) -> Result<i64> {
    let text = sql!(
        "SELECT COUNT(*) AS firms FROM enterprise_firm f WHERE f.county = $1 AND f.registered_on <= $2
         AND NOT EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id AND p.property = 'presence'
             AND p.value <> 'here' AND p.since <= $2 AND p.until > $2 AND p.known_until = 9223372036854775807)"
    );
    let county = tx.county().to_owned();
    let found = tx.one(text, args![county, on]).await?;
    found.map_or(Ok(0), |row| row.get("firms"))
}
