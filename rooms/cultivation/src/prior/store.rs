//! The SQL of the chances that a county states.

use std::collections::BTreeMap;

use ::store::{Result, Row, STILL, Tx, args, sql};

use super::Own;
use crate::version::store::{close, lines};

/// Those held now, by key.
pub async fn all(tx: &mut Tx) -> Result<BTreeMap<String, Own>> {
    let text = sql!(
        "SELECT prior, version, value, source, is_sure, actor_name, moment FROM cultivation_prior
         WHERE county = $1 AND known_until = 9223372036854775807 ORDER BY prior LIMIT 1000"
    );
    let all = lines(tx, text, args![], read).await?;
    Ok(all.into_iter().collect())
}

/// Every version of all, the newest first.
pub async fn history(tx: &mut Tx) -> Result<Vec<(String, Own)>> {
    let text = sql!(
        "SELECT prior, version, value, source, is_sure, actor_name, moment FROM cultivation_prior
         WHERE county = $1 ORDER BY known_from DESC, prior LIMIT 200"
    );
    lines(tx, text, args![], read).await
}

/// Closes the version held and adds this one.
pub async fn add(tx: &mut Tx, prior: &str, own: &Own) -> Result<()> {
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    close!(tx, "cultivation_prior", "prior = $3", prior);
    let text = sql!(
        "INSERT INTO cultivation_prior (county, prior, version, known_from, known_until, value, source, is_sure, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let values = args![
        county,
        prior,
        own.version,
        now,
        STILL,
        own.value,
        &own.source,
        i64::from(own.is_sure),
        &own.actor_name,
        own.moment
    ];
    tx.run(text, values).await.map(drop)
}

fn read(row: &Row) -> Result<(String, Own)> {
    let own = Own {
        version: row.get("version")?,
        value: row.get("value")?,
        source: row.get("source")?,
        is_sure: row.get::<i64>("is_sure")? == 1,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    };
    Ok((row.get("prior")?, own))
}
