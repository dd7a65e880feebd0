//! The forecasts of each day, kept so that they can be held against what came.

use std::collections::HashSet;
use std::sync::Arc;

use ::store::Tx;
use enterprise::door::Firm;
use values::{Day, Id};
use web::{App, Result};

use super::making::{Forecast, Given};
use super::{Range, store};
use crate::account::{Account, account};
use crate::batch::Batch;
use crate::certificate::{self, Certificate};
use crate::pool::{self, Pooled};
use crate::prior::Priors;
use crate::step::Courses;
use crate::{batch, step};

/// The measures that are forecast: T03, T04.
pub const MEASURES: [(&str, &str); 2] = [
    ("net_increase", "净增高新技术企业"),
    ("pool_entries", "新增高企培育入库"),
];

/// What was forecast on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    pub measure: String,
    pub day: Day,
    pub range: Range,
}

/// How often what was forecast at month ends of years that are over held what they came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub held: i64,
    pub of: i64,
}

/// Today's forecasts of both measures, with their records.
pub struct Today {
    pub forecasts: [Forecast; 2],
    pub records: [Record; 2],
    /// Of this year, at month ends.
    pub earlier: Vec<Past>,
    /// The account of the year up to today, of the same certificates.
    pub account: Account,
}

/// What forecasts rest on, as it is known now.
pub struct Known {
    pub courses: Courses,
    pub certificates: Arc<Vec<Certificate>>,
    pub batches: Vec<Batch>,
    pool: Arc<Vec<Pooled>>,
    gone: HashSet<Id<Firm>>,
    pub priors: Priors,
}

impl Known {
    pub async fn read(app: &App, tx: &mut Tx) -> Result<Known> {
        Ok(Known {
            pool: pool::all(app, tx).await?,
            courses: step::store::all(tx).await?,
            certificates: certificate::all(app, tx).await?,
            batches: batch::store::all(tx).await?,
            gone: enterprise::door::gone(tx).await?,
            priors: Priors::read(tx).await?,
        })
    }

    pub fn given(&self, today: Day) -> Given<'_> {
        Given {
            today,
            courses: &self.courses,
            certificates: &self.certificates,
            batches: &self.batches,
            pool: &self.pool,
            gone: &self.gone,
            priors: &self.priors,
        }
    }
}

pub async fn today(app: &App, tx: &mut Tx, today: Day) -> Result<Today> {
    let known = Known::read(app, tx).await?;
    let given = known.given(today);
    let first = Day::of(today.year() - 5, 1, 1).unwrap_or(today);
    let eve = Day::of(today.year(), 1, 1).unwrap_or(today).plus(-1);
    let kept = store::between(tx, first, today).await?;
    let records = records(&kept, today.year(), |year| given.came_to(year));
    let earlier = kept
        .into_iter()
        .filter(|one| one.day.year() == today.year() && one.day == one.day.last_of_month())
        .collect();
    Ok(Today {
        forecasts: [given.net_increase(), given.pool_entries()],
        records,
        earlier,
        account: account(&known.certificates, eve, today),
    })
}

/// A range holds when the year came to something in it, both ends counted.
pub fn records(kept: &[Past], this_year: i32, came_to: impl Fn(i32) -> (i64, i64)) -> [Record; 2] {
    let mut records = [Record::default(); 2];
    let over = |one: &&Past| one.day.year() < this_year && one.day == one.day.last_of_month();
    for one in kept.iter().filter(over) {
        let Some(at) = MEASURES.iter().position(|(id, _)| *id == one.measure) else {
            continue;
        };
        let (increase, entries) = came_to(one.day.year());
        let end = if at == 0 { increase } else { entries };
        records[at].of += 1;
        records[at].held += i64::from(one.range.low <= end && end <= one.range.high);
    }
    records
}

/// Keeps today's forecasts; gives how many. Called by the work of the day, and safe to be called again.
pub async fn keep_today(app: &App, county: &str) -> Result<usize> {
    let day = app.today();
    let mut tx = app.store().read(county).await?;
    if store::between(&mut tx, day, day).await?.len() == MEASURES.len() {
        return Ok(0);
    }
    let made = today(app, &mut tx, day).await?;
    drop(tx);
    let mut tx = app.store().note(county).await?;
    for ((measure, _), forecast) in MEASURES.iter().zip(&made.forecasts) {
        store::keep(&mut tx, measure, day, forecast.range).await?;
    }
    tx.commit().await?;
    Ok(MEASURES.len())
}

/// The same for a page; it must not fail because of it.
pub async fn keep_quietly(app: &App, county: &str) {
    if let Err(error) = keep_today(app, county).await {
        tracing::warn!(?error, "the forecasts of the day were not kept");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_range_held_or_did_not() {
        let past = |measure: &str, day: &str, low, high| Past {
            measure: measure.to_owned(),
            day: day.parse().unwrap(),
            range: Range {
                low,
                mid: low,
                high,
            },
        };
        let kept = [
            past("net_increase", "2019-06-30", 20, 30),
            past("net_increase", "2019-07-31", 31, 40),
            past("net_increase", "2019-07-30", 0, 0),
            past("pool_entries", "2019-06-30", 50, 60),
            past("pool_entries", "2020-06-30", 0, 0),
            past("other", "2019-06-30", 0, 0),
        ];
        let records = records(&kept, 2020, |_| (30, 49));
        assert_eq!(
            records,
            [Record { held: 1, of: 2 }, Record { held: 0, of: 1 }]
        );
    }
}
