//! The SQL of exemptions.

use ::store::{Result, Row, STILL, Tx, args, sql};
use values::{Id, Period};

use super::{Ended, Exemption};

/// The exemptions held at a sequence, in the order of their first days.
pub async fn held(tx: &mut Tx, at: i64) -> Result<Vec<Exemption>> {
    let text = sql!(
        "SELECT id, indicator, first_day, last_day, reason, approved_by, actor_name, moment FROM plan_exemption
         WHERE county = $1 AND known_from <= $2 AND known_until > $2 ORDER BY first_day, indicator, id"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, at])
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Exemption> {
    Ok(Exemption {
        id: row.get("id")?,
        indicator: row.get("indicator")?,
        period: Period {
            first: row.get("first_day")?,
            last: row.get("last_day")?,
        },
        reason: row.get("reason")?,
        approved_by: row.get("approved_by")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

pub async fn add(tx: &mut Tx, one: &Exemption) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_exemption (county, id, indicator, first_day, last_day, reason, approved_by, known_from, known_until, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        one.id,
        one.indicator.as_str(),
        one.period.first,
        one.period.last,
        one.reason.as_str(),
        one.approved_by.as_str(),
        tx.sequence(),
        STILL,
        one.actor_name.as_str(),
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}

/// Ends one in this act, with who and why.
pub async fn close(tx: &mut Tx, id: Id<Exemption>, by: &str, because: &str) -> Result<()> {
    let text = sql!(
        "UPDATE plan_exemption SET known_until = $3, ended_by = $5, ended_moment = $6, ended_because = $7
         WHERE county = $1 AND id = $2 AND known_until = $4"
    );
    let county = tx.county().to_owned();
    let values = args![county, id, tx.sequence(), STILL, by, tx.moment(), because];
    tx.run(text, values).await.map(drop)
}

/// Those that were ended, the last first.
pub async fn ended(tx: &mut Tx) -> Result<Vec<Ended>> {
    let text = sql!(
        "SELECT id, indicator, first_day, last_day, reason, approved_by, actor_name, moment, ended_by, ended_moment, ended_because
         FROM plan_exemption WHERE county = $1 AND known_until < $2 ORDER BY known_until DESC, id LIMIT 100"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        Ok(Ended {
            exemption: read(row)?,
            by: row.get("ended_by")?,
            moment: row.get("ended_moment")?,
            because: row.get("ended_because")?,
        })
    };
    let rows = tx.all(text, args![county, STILL]).await?;
    rows.iter().map(read).collect()
}
