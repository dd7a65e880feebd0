//! The SQL of registers.

use ::store::{Error, Result, Row, STILL, Tx, args, sql};
use values::Id;

use super::{Entry, Held, Register, Said};
use crate::firm::Firm;

macro_rules! entries {
    ($($rest:literal)*) => {
        concat!(
            "SELECT id, firm, register, kind, name, number, since, until, ended_on, used, content, reason, actor, actor_name, moment,
                    known_from, known_until FROM enterprise_entry ",
            $($rest)*
        )
    };
}

/// All that a firm has, as known now.
pub async fn of_firm(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Held>> {
    let text = sql!(entries!(
        "WHERE county = $1 AND firm = $2 AND known_until = 9223372036854775807 ORDER BY register, id LIMIT 5000"
    ));
    let county = tx.county().to_owned();
    tx.all(text, args![county, firm])
        .await?
        .iter()
        .map(held)
        .collect()
}

pub async fn find(tx: &mut Tx, id: Id<Entry>) -> Result<Option<Held>> {
    let text = sql!(entries!(
        "WHERE county = $1 AND id = $2 AND known_until = 9223372036854775807"
    ));
    let county = tx.county().to_owned();
    let found = tx.one(text, args![county, id]).await?;
    found.as_ref().map(held).transpose()
}

/// The entries that an act took from a firm's file.
pub async fn taken_from(tx: &mut Tx, firm: Id<Firm>, sequence: i64) -> Result<Vec<Id<Entry>>> {
    let text = sql!(
        "SELECT o.id FROM enterprise_entry n JOIN enterprise_entry o ON o.county = n.county AND o.id = n.id
         WHERE n.county = $1 AND n.known_from = $3 AND n.firm <> $2 AND o.firm = $2 AND o.known_until = $3 ORDER BY o.id LIMIT 5000"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, firm, sequence]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Every version of an entry, the newest first.
pub async fn history(tx: &mut Tx, id: Id<Entry>) -> Result<Vec<Held>> {
    let text = sql!(entries!(
        "WHERE county = $1 AND id = $2 ORDER BY known_from DESC LIMIT 200"
    ));
    let county = tx.county().to_owned();
    tx.all(text, args![county, id])
        .await?
        .iter()
        .map(held)
        .collect()
}

/// The entries of a register with a number, of all firms.
pub async fn numbered(tx: &mut Tx, register: Register, number: &str) -> Result<Vec<Held>> {
    let text = sql!(entries!(
        "WHERE county = $1 AND register = $2 AND number = $3 AND known_until = 9223372036854775807 ORDER BY id LIMIT 50"
    ));
    let values = args![tx.county(), register.code(), number];
    tx.all(text, values).await?.iter().map(held).collect()
}

/// All rights and certificates of the county, as known now, by firm.
pub async fn counting(tx: &mut Tx) -> Result<Vec<Held>> {
    let text = sql!(entries!(
        "WHERE county = $1 AND register IN ('rights', 'certificates') AND known_until = 9223372036854775807
         ORDER BY firm, id LIMIT 2000000"
    ));
    let values = args![tx.county()];
    tx.all(text, values).await?.iter().map(held).collect()
}

/// Opens a version in this act and closes the one before it; one that this same act opened gives way.
pub async fn save(tx: &mut Tx, one: &Held) -> Result<()> {
    let close = sql!(
        "UPDATE enterprise_entry SET known_until = $3 WHERE county = $1 AND id = $2 AND known_until = 9223372036854775807"
    );
    let values = args![tx.county(), one.id, tx.sequence()];
    tx.run(close, values).await?;
    let text = sql!(
        "INSERT INTO enterprise_entry (county, id, firm, register, kind, name, number, since, until, ended_on, used, content, reason,
                actor, actor_name, moment, known_from, known_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (county, id, known_from) DO UPDATE SET kind = excluded.kind, name = excluded.name, number = excluded.number,
                since = excluded.since, until = excluded.until, ended_on = excluded.ended_on, used = excluded.used,
                content = excluded.content, reason = excluded.reason, firm = excluded.firm, known_until = excluded.known_until"
    );
    let content = serde_json::to_string(&one.said.content);
    let content = content.map_err(|error| Error::File(error.into()))?;
    let values = args![
        tx.county(),
        one.id,
        one.firm,
        one.register.code(),
        one.said.kind.as_str(),
        one.said.name.as_str(),
        one.said.number.as_str(),
        one.said.since,
        one.said.until,
        one.ended_on,
        one.used,
        content,
        one.reason.as_str(),
        one.actor,
        one.actor_name.as_str(),
        tx.moment(),
        tx.sequence(),
        STILL
    ];
    tx.run(text, values).await.map(drop)
}

fn held(row: &Row) -> Result<Held> {
    let register: String = row.get("register")?;
    let fault = |column: &str, reason: String| Error::Column {
        column: column.to_owned(),
        reason,
    };
    Ok(Held {
        id: row.get("id")?,
        firm: row.get("firm")?,
        register: Register::from_code(&register)
            .ok_or_else(|| fault("register", register.clone()))?,
        said: Said {
            kind: row.get("kind")?,
            name: row.get("name")?,
            number: row.get("number")?,
            since: row.get("since")?,
            until: row.get("until")?,
            content: row.json("content")?,
        },
        ended_on: row.get("ended_on")?,
        used: row.get("used")?,
        reason: row.get("reason")?,
        actor: row.get("actor")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
        known_from: row.get("known_from")?,
        known_until: row.get("known_until")?,
    })
}
