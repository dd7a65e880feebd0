//! The forecasts of each day, one line a target, kept so that they can be held against what came.

use std::collections::HashMap;

use ::store::Tx;
use measure::forecast::{Record, Season};
use measure::{Asking, Known, Scope};
use values::{Day, Id, Moment, Period};
use web::{App, Result};

use super::Foretold;
use super::store::{self, Past};
use crate::figure::asker::Asker;
use crate::share::carried::of_scope;
use crate::target::{self, Target};
use crate::year::{Standing, goals};

/// Keeps the forecasts of today that are not kept yet; gives how many. Called by the work of the day,
/// and safe to be called again.
pub async fn keep_today(app: &App, county: &str) -> Result<usize> {
    let today = app.today();
    let mut tx = app.store().read(county).await?;
    let at = tx.sequence();
    let targets = target::store::of_year(&mut tx, i64::from(today.year()), at).await?;
    let there = store::of_day(&mut tx, today).await?;
    let missing: Vec<Target> = targets
        .into_iter()
        .filter(|target| !target.terms.indicator.is_empty() && !there.contains(&target.id))
        .collect();
    let Some(period) = Period::year(today.year()).filter(|_| !missing.is_empty()) else {
        return Ok(0);
    };
    let asking = Asking::new(county, Scope::default(), period, today, Known::Now(at));
    let asker = Asker::new(app, &mut tx, asking.known).await?;
    let moment = app.now();
    let whole = of_scope(missing, None, &[]);
    let mut standings = goals::standings(app, &asker, &mut tx, whole, &asking, moment).await?;
    super::fill(app, &asker, &mut tx, &mut standings, &asking, moment).await?;
    drop(tx);
    write(app, county, today, &standings).await
}

/// What was kept on the day of a page of an earlier moment, as far as it was known then; of what nothing
/// was forecast there is nothing.
pub async fn recalled(
    tx: &mut Tx,
    asking: &Asking,
    moment: Moment,
) -> Result<HashMap<Id<Target>, Foretold>> {
    let Known::Then(at) = asking.known else {
        return Ok(HashMap::new());
    };
    if !super::is_of_a_year(asking) {
        return Ok(HashMap::new());
    }
    let day = asking.day.min(moment.day());
    let kept = store::made_on(tx, day, at).await?;
    let told = |made| Foretold {
        made: Ok(made),
        tested: Vec::new(),
        record: Record::default(),
        known_day: day,
        kept_on: Some(day),
    };
    Ok(kept
        .into_iter()
        .map(|(target, made)| (target, told(made)))
        .collect())
}

/// Writes those down that a page has made anyhow. A page must not fail because of it.
pub async fn keep_made(app: &App, tx: &mut Tx, day: Day, standings: &[Standing]) {
    let kept = async {
        let there = store::of_day(tx, day).await?;
        let is_missing = |one: &Standing| one.foretold.is_some() && !there.contains(&one.target.id);
        if standings.iter().any(is_missing) {
            write(app, tx.county(), day, standings).await?;
        }
        Ok::<(), web::Error>(())
    };
    if let Err(error) = kept.await {
        tracing::warn!(?error, "the forecasts of the day were not kept");
    }
}

async fn write(app: &App, county: &str, day: Day, standings: &[Standing]) -> Result<usize> {
    let mut tx = app.store().note(county).await?;
    let mut written = 0;
    for one in standings {
        if let Some(told) = &one.foretold {
            store::keep(&mut tx, one.target.id, day, &told.made).await?;
            written += 1;
        }
    }
    tx.commit().await?;
    Ok(written)
}

/// How often what was kept of past years held what they came to. On the last day nothing was left to foretell.
pub fn record(kept: &[Past], indicator: &str, past: &[Season]) -> Record {
    let mut record = Record::default();
    for one in kept.iter().filter(|one| one.indicator == indicator) {
        let year = past
            .iter()
            .find(|season| i64::from(season.period.first.year()) == one.year);
        let year = year.filter(|season| one.day < season.period.last);
        if let Some(end) = year.and_then(Season::end) {
            record.add(one.low <= end && end <= one.high);
        }
    }
    record
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use measure::Exact;

    #[test]
    fn a_kept_range_held_or_did_not() {
        let past = |indicator: &str, year: i32, month, low, high| Past {
            indicator: indicator.to_owned(),
            year: i64::from(year),
            day: Day::of(year, month, 1).unwrap().last_of_month(),
            low: Exact::whole(low),
            high: Exact::whole(high),
        };
        let period = Period::year(2019).unwrap();
        let season = Season {
            period,
            ends: vec![(period.last, Exact::whole(50))],
        };
        let kept = [
            past("loans", 2019, 10, 40, 50),
            past("loans", 2019, 11, 51, 60),
            past("loans", 2019, 12, 50, 50),
            past("loans", 2018, 11, 40, 50),
            past("funds", 2019, 11, 0, 99),
        ];
        assert_eq!(
            record(&kept, "loans", &[season]),
            Record { held: 1, of: 2 },
            "2018 is not known, funds are another, and the last day is no forecast"
        );
    }
}
