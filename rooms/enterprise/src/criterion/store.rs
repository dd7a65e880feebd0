//! The SQL of criteria and prices.

use std::collections::BTreeMap;

use ::store::{Result, Row, STILL, Tx, args, sql};
use trail::Who;
use values::Moment;

use super::Own;

fn own(row: &Row) -> Result<Own> {
    Ok(Own {
        criterion: row.get("criterion")?,
        version: row.get("version")?,
        text: row.get("text")?,
    })
}

/// The county's own criteria as they are now, by id.
pub async fn now(tx: &mut Tx) -> Result<Vec<Own>> {
    let text = sql!(
        "SELECT criterion, version, text FROM enterprise_criterion
         WHERE county = $1 AND known_until = 9223372036854775807 ORDER BY criterion LIMIT 200"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county]).await?;
    rows.iter().map(own).collect()
}

/// One version of a criterion's text, with who kept it.
pub struct Version {
    pub version: i64,
    pub text: String,
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
    pub in_use: bool,
}

/// All versions of a criterion, the newest first.
pub async fn versions(tx: &mut Tx, criterion: &str) -> Result<Vec<Version>> {
    let text = sql!(
        "SELECT version, text, reason, actor_name, moment, known_until FROM enterprise_criterion
         WHERE county = $1 AND criterion = $2 ORDER BY version DESC LIMIT 200"
    );
    let values = args![tx.county(), criterion];
    let version = |row: &Row| {
        Ok(Version {
            version: row.get("version")?,
            text: row.get("text")?,
            reason: row.get("reason")?,
            actor_name: row.get("actor_name")?,
            moment: row.get("moment")?,
            in_use: row.get::<i64>("known_until")? == STILL,
        })
    };
    tx.all(text, values).await?.iter().map(version).collect()
}

/// Keeps a criterion's new text; the old one stays known until now.
pub async fn keep(tx: &mut Tx, who: &Who, own: &Own, reason: &str) -> Result<()> {
    let county = tx.county().to_owned();
    let close = sql!(
        "UPDATE enterprise_criterion SET known_until = $3 WHERE county = $1 AND criterion = $2 AND known_until = 9223372036854775807"
    );
    let values = args![county.as_str(), own.criterion.as_str(), tx.sequence()];
    tx.run(close, values).await?;
    let open = sql!(
        "INSERT INTO enterprise_criterion (county, criterion, version, text, reason, known_from, known_until, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let values = args![
        county,
        own.criterion.as_str(),
        own.version,
        own.text.as_str(),
        reason,
        tx.sequence(),
        STILL,
        who.name.as_str(),
        tx.moment()
    ];
    tx.run(open, values).await.map(drop)
}

/// The bureau's own prices in fen, by fact.
pub async fn prices(tx: &mut Tx) -> Result<BTreeMap<String, i64>> {
    let text = sql!(
        "SELECT fact, price FROM enterprise_price WHERE county = $1 AND known_until = 9223372036854775807 ORDER BY fact LIMIT 500"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county]).await?;
    rows.iter()
        .map(|row| Ok((row.get("fact")?, row.get("price")?)))
        .collect()
}

/// Sets a price; the old one stays known until now.
pub async fn set_price(tx: &mut Tx, who: &Who, fact: &str, price: i64) -> Result<()> {
    let county = tx.county().to_owned();
    let close = sql!(
        "UPDATE enterprise_price SET known_until = $3 WHERE county = $1 AND fact = $2 AND known_until = 9223372036854775807"
    );
    tx.run(close, args![county.as_str(), fact, tx.sequence()])
        .await?;
    let open = sql!(
        "INSERT INTO enterprise_price (county, fact, price, known_from, known_until, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![
        county,
        fact,
        price,
        tx.sequence(),
        STILL,
        who.name.as_str(),
        tx.moment()
    ];
    tx.run(open, values).await.map(drop)
}
