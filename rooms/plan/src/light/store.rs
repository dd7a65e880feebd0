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
