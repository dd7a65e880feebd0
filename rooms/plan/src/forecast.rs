//! Forecasts (预计) of the year's targets: a range on the last day, made anew at each asking of what
//! is known, and kept once a day so that its record can be shown beside it. Never a figure.

mod books;
pub(crate) mod kept;
pub(crate) mod season;
pub(crate) mod shown;
pub(crate) mod store;

use std::collections::HashMap;

use ::store::Tx;
use measure::forecast::{Forecast, Given, Nature, Record, Silence, back_test};
use measure::indicator::Shown;
use measure::language::{Checked, Op};
use measure::{Asking, Known, Scope};
use values::{Day, Moment, Period};
use web::{App, Result};

use crate::figure::Found;
use crate::figure::asker::Asker;
use crate::year::Standing;

/// What is foretold of an indicator for the last day of the year.
#[derive(Clone, Debug)]
pub struct Foretold {
    pub made: Result<Forecast, Silence>,
    /// 回测, by past year.
    pub tested: Vec<(i32, Record)>,
    /// What was forecast at month ends of past years and kept, against what they came to.
    pub record: Record,
    /// The day as known at whose end the past years were asked.
    pub known_day: Day,
    /// The day on which it was kept, where it is shown on a page of an earlier moment; else made now.
    pub kept_on: Option<Day>,
}

/// Forecasts are made for the county and a whole year, by what is known now: those of an earlier moment would ask three
/// past years anew as known then, so the one kept on that day is shown instead.
pub fn is_for(asking: &Asking) -> bool {
    matches!(asking.known, Known::Now(_)) && is_of_a_year(asking)
}

fn is_of_a_year(asking: &Asking) -> bool {
    asking.scope == Scope::default()
        && Period::year(asking.period.first.year()) == Some(asking.period)
}

/// Gives each target with an indicator its forecast.
pub async fn fill(
    app: &App,
    asker: &Asker,
    tx: &mut Tx,
    standings: &mut [Standing],
    asking: &Asking,
    moment: Moment,
) -> Result<()> {
    if !is_for(asking) {
        let recalled = kept::recalled(tx, asking, moment).await?;
        for one in standings {
            one.foretold = recalled.get(&one.target.id).cloned();
        }
        return Ok(());
    }
    let found: Vec<(String, &Found)> = standings
        .iter()
        .filter_map(|one| Some((one.target.terms.indicator.clone(), one.found.as_deref()?)))
        .collect();
    let told = foretold(app, asker, tx, &found, asking, moment).await?;
    for one in standings {
        one.foretold = told.get(&one.target.terms.indicator).cloned();
    }
    Ok(())
}

/// The forecasts of some figures that were found for one asking.
pub async fn foretold(
    app: &App,
    asker: &Asker,
    tx: &mut Tx,
    found: &[(String, &Found)],
    asking: &Asking,
    moment: Moment,
) -> Result<HashMap<String, Foretold>> {
    let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    let known_day = season::known_day(moment);
    let seasons = season::of(app, asker, tx, &ids, asking, known_day).await?;
    let known = books::known_on(tx, asking, moment).await?;
    let kept = store::of_past_years(tx, asking.period.first).await?;
    let mut told = HashMap::new();
    for (id, found) in found {
        let Some(indicator) = asker.definitions.get(id) else {
            continue;
        };
        let Some(in_force) = asker.in_force(id, asking.day)? else {
            continue;
        };
        let checked = &in_force.checked;
        let past = seasons.get(id).map_or(&[][..], Vec::as_slice);
        let ahead = books::ahead(asker, tx, checked, asking, known).await?;
        let value = found.figure.value;
        let rows_alone = books::rows_alone(asker, tx, checked, asking, (known, value)).await?;
        let given = Given {
            period: asking.period,
            day: asking.day,
            nature: nature(checked),
            value,
            series: &found.series,
            past,
            waiting: books::promised(&found.figure),
            ahead,
            rows_alone,
            step: step(&indicator.shown),
        };
        let record = kept::record(&kept, id, past);
        told.insert(
            id.clone(),
            Foretold {
                made: given.forecast(),
                tested: back_test(past, given.nature, given.step),
                record,
                known_day,
                kept_on: None,
            },
        );
    }
    Ok(told)
}

/// How a figure moves, as its formula says.
pub fn nature(checked: &Checked) -> Nature {
    match (checked.is_level(), checked.op()) {
        (true, Some(Op::Ratio)) => Nature::Share,
        (true, _) => Nature::Level,
        (false, Some(Op::Difference)) => Nature::Changing,
        (false, _) => Nature::Growing,
    }
}

/// A range is rounded outwards to whole units of those that people read; a ratio is not rounded.
pub fn step(shown: &Shown) -> i64 {
    match shown.unit.as_str() {
        "%" => 0,
        "元" => 100,
        "万元" => 1_000_000,
        "亿元" => 100_000_000,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_rounded_to_what_people_read() {
        for (unit, wanted) in [("万元", 1_000_000), ("%", 0), ("家", 1)] {
            let shown = Shown {
                unit: unit.to_owned(),
                decimals: 2,
            };
            assert_eq!(step(&shown), wanted, "{unit}");
        }
    }
}
