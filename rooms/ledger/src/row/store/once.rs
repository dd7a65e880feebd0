//! The SQL of once-only keys: who claims one, and who holds it.

use ::store::{Result, Tx, args, sql};
use values::Id;

use crate::row::Entry;

/// The key that a row claims now.
pub async fn claimed(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<String>> {
    let text =
        sql!("SELECT claim FROM ledger_entry WHERE county = $1 AND entry = $2 AND claim <> ''");
    let county = tx.county().to_owned();
    tx.one(text, args![county, entry])
        .await?
        .map(|row| row.get("claim"))
        .transpose()
}

/// Claims a key from this act on; without one, lets the old key go.
pub async fn claim(tx: &mut Tx, entry: Id<Entry>, key: Option<&str>) -> Result<()> {
    let text =
        sql!("UPDATE ledger_entry SET claim = $3, claimed = $4 WHERE county = $1 AND entry = $2");
    let values = args![tx.county(), entry, key.unwrap_or_default(), tx.sequence()];
    tx.write(text, values).await
}

/// Claims another key for as long as the row has claimed its own: the row is the same, its firm's file is another.
pub async fn reclaim(tx: &mut Tx, entry: Id<Entry>, key: Option<&str>) -> Result<()> {
    let text = sql!("UPDATE ledger_entry SET claim = $3 WHERE county = $1 AND entry = $2");
    let values = args![tx.county(), entry, key.unwrap_or_default()];
    tx.write(text, values).await
}

/// Who holds a key: the row that claimed it first; in one act, the lower number.
pub async fn holder(tx: &mut Tx, kind: &str, key: &str) -> Result<Option<Id<Entry>>> {
    let text = sql!(
        "SELECT entry FROM ledger_entry WHERE county = $1 AND kind = $2 AND claim = $3 AND claim <> '' ORDER BY claimed, number LIMIT 1"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, kind, key])
        .await?
        .map(|row| row.get("entry"))
        .transpose()
}
