//! Past years at their month ends, by today's definition and as known at the end of the last month.
//! They are asked once a month and kept, so that a page need not ask three years anew.

use std::collections::HashMap;

use ::store::Tx;
use measure::forecast::Season;
use measure::{Asking, Exact, Known};
use values::{Day, Moment, Period};
use web::{App, Result};

use super::books::has_stock;
use super::store::{self, Kept};
use crate::figure::asker::Asker;
use crate::indicator::InForce;

/// How many years back.
const BACK: i32 = 3;

/// The end of the month before: what was known then does not change while a month runs.
pub fn known_day(moment: Moment) -> Day {
    let day = moment.day();
    Day::of(day.year(), day.month(), 1).unwrap_or(day).plus(-1)
}

/// The past years of some indicators, newest first. A year of nothing is a season like another, unless no year
/// before it has anything: then the ledger may not have been kept yet.
pub async fn of(
    app: &App,
    asker: &Asker,
    tx: &mut Tx,
    ids: &[&str],
    asking: &Asking,
    known_day: Day,
) -> Result<HashMap<String, Vec<Season>>> {
    let year = asking.period.first.year();
    let mut kept = store::seasons(tx, known_day).await?;
    let mut fresh = Vec::new();
    for id in ids {
        let Some(in_force) = asker.in_force(id, asking.day)? else {
            continue;
        };
        for past in (1..=BACK).filter_map(|back| Period::year(year - back)) {
            let is_here = kept.iter().any(|one| one.is_of(id, &in_force, past));
            if !is_here {
                fresh.extend(ask(asker, tx, (id, &in_force), asking, past, known_day).await?);
            }
        }
    }
    keep(app, tx.county(), &fresh).await;
    kept.extend(fresh);
    let mut seasons = HashMap::new();
    for id in ids {
        let Some(in_force) = asker.in_force(id, asking.day)? else {
            continue;
        };
        let past = (1..=BACK)
            .filter_map(|back| Period::year(year - back))
            .filter_map(|past| season(&kept, id, &in_force, past));
        seasons.insert((*id).to_owned(), since_kept(past.collect()));
    }
    Ok(seasons)
}

fn season(kept: &[Kept], id: &str, in_force: &InForce, period: Period) -> Option<Season> {
    let mine = kept.iter().filter(|one| one.is_of(id, in_force, period));
    let mut ends: Vec<(Day, Exact)> = mine
        .filter_map(|one| Some((one.month_end, one.value?)))
        .collect();
    ends.sort_by_key(|(day, _)| *day);
    (!ends.is_empty()).then_some(Season { period, ends })
}

/// Without the oldest years as long as they have nothing.
fn since_kept(mut seasons: Vec<Season>) -> Vec<Season> {
    let zero = Exact::whole(0);
    let is_nothing = |season: &Season| season.ends.iter().all(|(_, value)| *value == zero);
    while seasons.last().is_some_and(is_nothing) {
        seasons.pop();
    }
    seasons
}

/// A past year's month ends, asked of the ledger; of a stock also the day before its last.
async fn ask(
    asker: &Asker,
    tx: &mut Tx,
    (id, in_force): (&str, &InForce),
    asking: &Asking,
    past: Period,
    known_day: Day,
) -> Result<Vec<Kept>> {
    let sequence = tx.sequence_at(Moment::end_of(known_day)).await?;
    let then = Asking::new(
        &asking.county,
        asking.scope,
        past,
        past.last,
        Known::Then(sequence),
    );
    let steady = in_force.steady(asking.day);
    let found = asker.fresh(tx, &steady, &then).await?;
    let mut points = found.series;
    if has_stock(&steady.checked) {
        let eve = past.last.plus(-1);
        let value = asker.value(tx, &steady.checked, &then.on(eve)).await?.value;
        points.push((eve, value));
    }
    let kept = points.into_iter().map(|(month_end, value)| Kept {
        known_day,
        indicator: id.to_owned(),
        definition: i64::try_from(in_force.number).unwrap_or(0),
        month_end,
        value,
    });
    Ok(kept.collect())
}

/// A page must not fail because what it found could not be written down, nor wait for whoever writes.
async fn keep(app: &App, county: &str, fresh: &[Kept]) {
    if fresh.is_empty() {
        return;
    }
    let kept = async {
        let Some(mut tx) = app.store().try_note(county).await? else {
            return Ok(());
        };
        store::keep_seasons(&mut tx, fresh).await?;
        tx.commit().await
    };
    if let Err(error) = kept.await {
        tracing::warn!(%error, "past years were not kept");
    }
}

impl Kept {
    fn is_of(&self, id: &str, in_force: &InForce, period: Period) -> bool {
        self.indicator == id
            && usize::try_from(self.definition) == Ok(in_force.number)
            && period.holds(self.month_end)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_nothing_is_a_season_once_the_ledger_was_kept() {
        for (ends, years) in [
            (&[0, 1200, 1200][..], 3),
            (&[0, 1200, 0], 2),
            (&[1200, 0, 0], 1),
            (&[0, 0, 1200], 3),
            (&[0, 0, 0], 0),
        ] {
            let seasons = (1..).zip(ends).map(|(back, end)| {
                let period = Period::year(2021 - back).unwrap();
                let ends = vec![
                    (period.last.plus(-31), Exact::whole(end / 2)),
                    (period.last, Exact::whole(*end)),
                ];
                Season { period, ends }
            });
            assert_eq!(since_kept(seasons.collect()).len(), years, "{ends:?}");
        }
    }

    #[test]
    fn past_years_are_known_as_at_the_last_month_end() {
        let on =
            |text: &str| known_day(Moment::at(Day::parse_iso(text).unwrap(), 9, 0)).to_string();
        assert_eq!(on("2020-09-18"), "2020-08-31");
        assert_eq!(on("2020-09-01"), "2020-08-31");
        assert_eq!(on("2020-01-01"), "2019-12-31");
    }
}
