//! The SQL of forecasts and of past years.

use ::store::{Result, Row, Tx, args, sql};
use measure::Exact;
use measure::forecast::{Forecast, Silence};
use values::{Day, Id};

use crate::target::Target;

/// A past year's value at a month end.
#[derive(Clone, Debug)]
pub struct Kept {
    pub known_day: Day,
    pub indicator: String,
    pub definition: i64,
    pub month_end: Day,
    pub value: Option<Exact>,
}

/// What was forecast at a month end of a year that is over.
#[derive(Clone, Debug)]
pub struct Past {
    pub indicator: String,
    pub year: i64,
    pub day: Day,
    pub low: Exact,
    pub high: Exact,
}

/// All that is kept of past years as known at the end of a day.
pub async fn seasons(tx: &mut Tx, known_day: Day) -> Result<Vec<Kept>> {
    let text = sql!(
        "SELECT indicator, definition, month_end, num, den FROM plan_season
         WHERE county = $1 AND known_day = $2 ORDER BY indicator, definition, month_end"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        Ok(Kept {
            known_day,
            indicator: row.get("indicator")?,
            definition: row.get("definition")?,
            month_end: row.get("month_end")?,
            value: Exact::ratio(row.get("num")?, row.get("den")?),
        })
    };
    tx.all(text, args![county, known_day])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Keeps what was found. Somebody else may have found it at the same time: it is the same.
pub async fn keep_seasons(tx: &mut Tx, found: &[Kept]) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_season (county, known_day, indicator, definition, month_end, num, den) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (county, known_day, indicator, definition, month_end) DO NOTHING"
    );
    for one in found {
        let county = tx.county().to_owned();
        let (num, den) = parts(one.value);
        let values = args![
            county,
            one.known_day,
            one.indicator.as_str(),
            one.definition,
            one.month_end,
            num,
            den
        ];
        tx.run(text, values).await?;
    }
    Ok(())
}

/// The targets of which something is kept for a day.
pub async fn of_day(tx: &mut Tx, day: Day) -> Result<Vec<Id<Target>>> {
    let text =
        sql!("SELECT target FROM plan_forecast WHERE county = $1 AND day = $2 ORDER BY target");
    let county = tx.county().to_owned();
    tx.all(text, args![county, day])
        .await?
        .iter()
        .map(|row| row.get("target"))
        .collect()
}

/// What was forecast on a day, as far as it was kept by a sequence.
pub async fn made_on(tx: &mut Tx, day: Day, at: i64) -> Result<Vec<(Id<Target>, Forecast)>> {
    let text = sql!(
        "SELECT target, low_num, low_den, mid_num, mid_den, high_num, high_den FROM plan_forecast
         WHERE county = $1 AND day = $2 AND sequence <= $3 AND low_den > 0 ORDER BY target"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        let made = Forecast {
            low: exact(row.get("low_num")?, row.get("low_den")?),
            mid: exact(row.get("mid_num")?, row.get("mid_den")?),
            high: exact(row.get("high_num")?, row.get("high_den")?),
            basis: Vec::new(),
        };
        Ok((row.get("target")?, made))
    };
    tx.all(text, args![county, day, at])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The first forecast of a day stands.
pub async fn keep(
    tx: &mut Tx,
    target: Id<Target>,
    day: Day,
    made: &Result<Forecast, Silence>,
) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_forecast (county, target, day, is_month_end, sequence, low_num, low_den, mid_num, mid_den, high_num, high_den)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (county, target, day) DO NOTHING"
    );
    let county = tx.county().to_owned();
    let made = made.as_ref().ok();
    let (low, mid, high) = (
        parts(made.map(|made| made.low)),
        parts(made.map(|made| made.mid)),
        parts(made.map(|made| made.high)),
    );
    let values = args![
        county,
        target,
        day,
        day == day.last_of_month(),
        tx.sequence(),
        low.0,
        low.1,
        mid.0,
        mid.1,
        high.0,
        high.1
    ];
    tx.run(text, values).await.map(drop)
}

/// What was forecast at the month ends of the three years before a day.
pub async fn of_past_years(tx: &mut Tx, before: Day) -> Result<Vec<Past>> {
    let text = sql!(
        "SELECT v.indicator, t.year, f.day, f.low_num, f.low_den, f.high_num, f.high_den
         FROM plan_forecast f JOIN plan_target t ON t.county = f.county AND t.id = f.target
         JOIN plan_target_version v ON v.county = t.county AND v.target = t.id
         WHERE f.county = $1 AND f.is_month_end = 1 AND f.day >= $2 AND f.day < $3 AND f.low_den > 0
           AND v.known_until = $4 ORDER BY f.day, f.target"
    );
    let county = tx.county().to_owned();
    let first = Day::of(before.year() - 3, 1, 1).unwrap_or(before);
    let read = |row: &Row| {
        Ok(Past {
            indicator: row.get("indicator")?,
            year: row.get("year")?,
            day: row.get("day")?,
            low: exact(row.get("low_num")?, row.get("low_den")?),
            high: exact(row.get("high_num")?, row.get("high_den")?),
        })
    };
    tx.all(text, args![county, first, before, ::store::STILL])
        .await?
        .iter()
        .map(read)
        .collect()
}

fn exact(num: i64, den: i64) -> Exact {
    Exact::ratio(num, den).unwrap_or(Exact::whole(0))
}

fn parts(value: Option<Exact>) -> (i64, i64) {
    value.map_or((0, 0), |value| (value.num(), value.den()))
}
