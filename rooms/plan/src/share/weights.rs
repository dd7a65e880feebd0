//! What the towns of a proposal weigh.

use std::collections::HashMap;

use ::store::Tx;
use measure::Exact;
use values::Uuid;
use web::{App, Result};

use super::Amount;
use super::propose::{By, Weighed};
use super::setting::Setting;
use crate::figure::asker::Asker;

/// The towns in the order of the matrix.
pub async fn of(
    app: &App,
    tx: &mut Tx,
    asker: &Asker,
    setting: &Setting,
    by: By,
) -> Result<Vec<Weighed>> {
    let day = super::form::usual_day(&setting.target, app.today());
    let firms: HashMap<Uuid, i64> = match by {
        By::Firms => enterprise::door::by_town(tx, day).await?,
        By::Even | By::LastYear => HashMap::new(),
    };
    let progress = setting.progress(app, tx, asker).await?;
    let weighed = |town: Uuid| {
        let last = progress.last_of(town);
        Weighed {
            town,
            weight: match by {
                By::Even => 1,
                By::LastYear => last.map_or(0, |last| i128::from(whole(last))),
                By::Firms => i128::from(firms.get(&town).copied().unwrap_or(0)),
            },
            last: last.filter(|_| by == By::LastYear).map(|last| {
                let step = setting.step.of_curve(setting.rule, setting.unit());
                Amount::of_exact(last, setting.unit(), step)
            }),
        }
    };
    Ok(setting.living().map(weighed).collect())
}

/// A value as a weight; only sums and stocks are weighed by it, and they are whole.
fn whole(value: Exact) -> i64 {
    value.num() / value.den().max(1)
}
