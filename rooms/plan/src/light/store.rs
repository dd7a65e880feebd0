//! The SQL of the memory of lights.

use ::store::{Result, Tx, args, sql};
use measure::light::State;
use values::{Day, Id};

use crate::target::Target;

/// The state of a target at a month end, as known then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remembered {
    pub target: Id<Target>,
    pub month_end: Day,
    pub sequence: i64,
    pub state: State,
}

/// All that is remembered of month ends in a stretch of days.
pub async fn remembered(tx: &mut Tx, first: Day, last: Day) -> Result<Vec<Remembered>> {
    let text = sql!(
        "SELECT target, month_end, sequence, state FROM plan_light
         WHERE county = $1 AND month_end >= $2 AND month_end <= $3 ORDER BY month_end, target"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, first, last]).await?;
    let read = |row: &::store::Row| {
        let state = State::read(&row.get::<String>("state")?).unwrap_or(State::NoData);
        Ok(Remembered {
            target: row.get("target")?,
            month_end: row.get("month_end")?,
            sequence: row.get("sequence")?,
            state,
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps what was found. Somebody else may have found it at the same time: it is the same.
pub async fn remember(tx: &mut Tx, found: &[Remembered]) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_light (county, target, month_end, sequence, state) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (county, target, month_end) DO NOTHING"
    );
    for one in found {
        let county = tx.county().to_owned();
        tx.run(
            text,
            args![
                county,
                one.target,
                one.month_end,
                one.sequence,
                one.state.code()
            ],
        )
        .await?;
    }
    Ok(())
}

/// A unit that was slow or behind on its share of a target at a month end; without a unit: that month was looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissedBy {
    pub target: Id<Target>,
    pub month_end: Day,
    /// Its name in an address; may be empty.
    pub unit: String,
    pub sequence: i64,
}

/// All that is remembered of units at month ends in a stretch of days.
pub async fn missed_by(tx: &mut Tx, first: Day, last: Day) -> Result<Vec<MissedBy>> {
    let text = sql!(
        "SELECT target, month_end, unit, sequence FROM plan_unit_light
         WHERE county = $1 AND month_end >= $2 AND month_end <= $3 ORDER BY month_end, target, unit"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, first, last]).await?;
    let read = |row: &::store::Row| {
        Ok(MissedBy {
            target: row.get("target")?,
            month_end: row.get("month_end")?,
            unit: row.get("unit")?,
            sequence: row.get("sequence")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps what was found. Somebody else may have found it at the same time: it is the same.
pub async fn remember_missed(tx: &mut Tx, found: &[MissedBy]) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_unit_light (county, target, month_end, unit, sequence) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (county, target, month_end, unit) DO NOTHING"
    );
    for one in found {
        let county = tx.county().to_owned();
        let unit = one.unit.as_str();
        tx.run(
            text,
            args![county, one.target, one.month_end, unit, one.sequence],
        )
        .await?;
    }
    Ok(())
}
