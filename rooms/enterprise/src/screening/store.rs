use ::store::{Result, Row, Tx, args, sql};
use values::Id;

use super::columns::Value;
use crate::firm::Firm;

/// The facts of all firms from a year to a year as known now, by firm.
pub async fn values(tx: &mut Tx, (from, to): (i32, i32)) -> Result<Vec<Value>> {
    let text = sql!(
        "SELECT firm, year, fact, value FROM enterprise_fact
         WHERE county = $1 AND year >= $2 AND year <= $3 AND known_until = 9223372036854775807
         ORDER BY firm, year, fact LIMIT 50000000"
    );
    let values = args![tx.county(), i64::from(from), i64::from(to)];
    tx.all(text, values).await?.iter().map(value).collect()
}

fn value(row: &Row) -> Result<Value> {
    let year: i64 = row.get("year")?;
    Ok(Value {
        firm: row.get("firm")?,
        year: i32::try_from(year).unwrap_or_default(),
        fact: row.get("fact")?,
        value: row.get("value")?,
    })
}

/// The facts of one firm from a year to a year as known now.
pub async fn of_firm(tx: &mut Tx, firm: Id<Firm>, (from, to): (i32, i32)) -> Result<Vec<Value>> {
    let text = sql!(
        "SELECT firm, year, fact, value FROM enterprise_fact
         WHERE county = $1 AND firm = $2 AND year >= $3 AND year <= $4 AND known_until = 9223372036854775807
         ORDER BY year, fact LIMIT 2000"
    );
    let values = args![tx.county(), firm, i64::from(from), i64::from(to)];
    tx.all(text, values).await?.iter().map(value).collect()
}
