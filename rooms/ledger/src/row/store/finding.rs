use ::store::{Result, Tx, args, sql};
use values::Id;

use crate::row::Entry;

/// The newest rows in whose number or texts a part stands, in lower case. Only so many of the newest are looked through:
/// each letter that somebody types asks again.
pub async fn newest(tx: &mut Tx, part: &str, limit: i64) -> Result<Vec<Id<Entry>>> {
    let text = sql!(
        "SELECT e.entry FROM (SELECT entry, words FROM ledger_entry WHERE county = $1 ORDER BY entry DESC LIMIT 50000) e
         WHERE e.words LIKE $2 ESCAPE '!' ORDER BY e.entry DESC LIMIT $3"
    );
    let values = args![tx.county(), super::list::pattern(part), limit];
    let rows = tx.all(text, values).await?;
    rows.iter().map(|row| row.get("entry")).collect()
}
