use ::store::{Result, Row, STILL, Tx, args, sql};
use trail::Who;

use super::Own;

fn own(row: &Row) -> Result<Own> {
    Ok(Own {
        kind: row.get("kind")?,
        version: row.get("version")?,
        text: row.get("text")?,
    })
}

/// The county's own kinds as they are now, by id.
pub async fn now(tx: &mut Tx) -> Result<Vec<Own>> {
    at(tx, STILL - 1).await
}

/// The county's own kinds as they were at a sequence, by id.
pub async fn at(tx: &mut Tx, sequence: i64) -> Result<Vec<Own>> {
    let text = sql!(
        "SELECT kind, version, text FROM ledger_kind
         WHERE county = $1 AND known_from <= $2 AND known_until > $2 ORDER BY kind LIMIT 500"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, sequence]).await?;
    rows.iter().map(own).collect()
}

/// Keeps a kind's new text; the old one stays known until now.
pub async fn keep(tx: &mut Tx, who: &Who, own: &Own) -> Result<()> {
    let county = tx.county().to_owned();
    let close = sql!(
        "UPDATE ledger_kind SET known_until = $3 WHERE county = $1 AND kind = $2 AND known_until = 9223372036854775807"
    );
    tx.run(
        close,
        args![county.as_str(), own.kind.as_str(), tx.sequence()],
    )
    .await?;
    let open = sql!(
        "INSERT INTO ledger_kind (county, kind, version, text, known_from, known_until, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let values = args![
        county,
        own.kind.as_str(),
        own.version,
        own.text.as_str(),
        tx.sequence(),
        STILL,
        who.name.as_str(),
        tx.moment()
    ];
    tx.run(open, values).await.map(drop)
}

/// The sequences at which a kind came or changed, in order.
pub async fn changes(tx: &mut Tx) -> Result<Vec<i64>> {
    let text =
        sql!("SELECT DISTINCT known_from FROM ledger_kind WHERE county = $1 ORDER BY known_from");
    let county = tx.county().to_owned();
    tx.all(text, args![county])
        .await?
        .iter()
        .map(|row| row.get("known_from"))
        .collect()
}
