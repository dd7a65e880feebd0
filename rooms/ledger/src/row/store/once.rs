//! The SQL of once-only keys: who claims one, and who holds it.

use ::store::{Result, Tx, args, sql};
use values::Id;

use crate::row::Entry;

/// The key that a row claims now.
pub async fn claimed(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<String>> {
    let text = sql!("SELECT key FROM ledger_claim WHERE county = $1 AND entry = $2");
    let county = tx.county().to_owned();
    tx.one(text, args![county, entry])
        .await?
        .map(|row| row.get("key"))
        .transpose()
}

pub async fn claim(tx: &mut Tx, entry: Id<Entry>, kind: &str, key: &str) -> Result<()> {
    let text = sql!(
        "INSERT INTO ledger_claim (county, entry, kind, key, since) VALUES ($1, $2, $3, $4, $5)"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, entry, kind, key, tx.sequence()])
        .await
        .map(drop)
}

pub async fn drop_claim(tx: &mut Tx, entry: Id<Entry>) -> Result<()> {
    let text = sql!("DELETE FROM ledger_claim WHERE county = $1 AND entry = $2");
    let county = tx.county().to_owned();
    tx.run(text, args![county, entry]).await.map(drop)
}

/// Who holds a key.
pub async fn holder(tx: &mut Tx, kind: &str, key: &str) -> Result<Option<Id<Entry>>> {
    let text = sql!("SELECT entry FROM ledger_once WHERE county = $1 AND kind = $2 AND key = $3");
    let county = tx.county().to_owned();
    tx.one(text, args![county, kind, key])
        .await?
        .map(|row| row.get("entry"))
        .transpose()
}

/// Holds the key unless somebody does.
pub async fn hold(tx: &mut Tx, kind: &str, key: &str, entry: Id<Entry>) -> Result<()> {
    let text = sql!(
        "INSERT INTO ledger_once (county, kind, key, entry) VALUES ($1, $2, $3, $4) ON CONFLICT (county, kind, key) DO NOTHING"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, kind, key, entry])
        .await
        .map(drop)
}

pub async fn release(tx: &mut Tx, kind: &str, key: &str) -> Result<()> {
    let text = sql!("DELETE FROM ledger_once WHERE county = $1 AND kind = $2 AND key = $3");
    let county = tx.county().to_owned();
    tx.run(text, args![county, kind, key]).await.map(drop)
}

/// Who claimed a key first.
pub async fn first_claim(tx: &mut Tx, kind: &str, key: &str) -> Result<Option<Id<Entry>>> {
    let text = sql!(
        "SELECT entry FROM ledger_claim WHERE county = $1 AND kind = $2 AND key = $3 ORDER BY since, entry LIMIT 1"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, kind, key])
        .await?
        .map(|row| row.get("entry"))
        .transpose()
}
