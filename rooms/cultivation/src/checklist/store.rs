//! The SQL of what a county says of the documents of applications.

use std::collections::BTreeMap;

use ::store::{Result, Row, STILL, Tx, args, sql};

use super::Own;
use crate::version::store::{close, lines};

/// Of a criterion, by the line's id.
pub async fn of(tx: &mut Tx, criterion: &str) -> Result<BTreeMap<String, Own>> {
    let text = sql!(
        "SELECT material, version, name, source, is_asked, is_sure, actor_name, moment FROM cultivation_checklist
         WHERE county = $1 AND criterion = $2 AND known_until = 9223372036854775807 ORDER BY material LIMIT 1000"
    );
    let all = lines(tx, text, args![criterion], read).await?;
    Ok(all.into_iter().collect())
}

/// Every version, the newest first.
pub async fn history(tx: &mut Tx, criterion: &str) -> Result<Vec<(String, Own)>> {
    let text = sql!(
        "SELECT material, version, name, source, is_asked, is_sure, actor_name, moment FROM cultivation_checklist
         WHERE county = $1 AND criterion = $2 ORDER BY known_from DESC, material LIMIT 200"
    );
    lines(tx, text, args![criterion], read).await
}

/// Closes the version held and adds this one.
pub async fn add(tx: &mut Tx, (criterion, material): (&str, &str), own: &Own) -> Result<()> {
    close!(
        tx,
        "cultivation_checklist",
        "criterion = $3 AND material = $4",
        criterion,
        material
    );
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    let text = sql!(
        "INSERT INTO cultivation_checklist (county, criterion, material, version, known_from, known_until, name, source, is_asked, is_sure,
           actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let values = args![
        county,
        criterion,
        material,
        own.version,
        now,
        STILL,
        &own.name,
        &own.source,
        i64::from(own.is_asked),
        i64::from(own.is_sure),
        &own.actor_name,
        own.moment
    ];
    tx.run(text, values).await.map(drop)
}

fn read(row: &Row) -> Result<(String, Own)> {
    let own = Own {
        version: row.get("version")?,
        name: row.get("name")?,
        source: row.get("source")?,
        is_asked: row.get::<i64>("is_asked")? == 1,
        is_sure: row.get::<i64>("is_sure")? == 1,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    };
    Ok((row.get("material")?, own))
}
