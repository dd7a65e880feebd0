//! The SQL of what was forecast.

use ::store::{Result, Row, Tx, args, sql};
use values::Day;

use super::Range;
use super::kept::Past;

/// Keeps a day's forecast. Somebody else may have kept it at the same time: the first stays.
pub async fn keep(tx: &mut Tx, measure: &str, day: Day, range: Range) -> Result<()> {
    let text = sql!(
        "INSERT INTO cultivation_forecast (county, measure, day, sequence, low, mid, high) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (county, measure, day) DO NOTHING"
    );
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    let values = args![county, measure, day, now, range.low, range.mid, range.high];
    tx.run(text, values).await.map(drop)
}

/// What was kept from a day to a day, in order.
pub async fn between(tx: &mut Tx, first: Day, last: Day) -> Result<Vec<Past>> {
    let text = sql!(
        "SELECT measure, day, low, mid, high FROM cultivation_forecast
         WHERE county = $1 AND day >= $2 AND day <= $3 ORDER BY day, measure LIMIT 10000"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, first, last]).await?;
    let read = |row: &Row| {
        Ok(Past {
            measure: row.get("measure")?,
            day: row.get("day")?,
            range: Range {
                low: row.get("low")?,
                mid: row.get("mid")?,
                high: row.get("high")?,
            },
        })
    };
    rows.iter().map(read).collect()
}
