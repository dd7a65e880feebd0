//! 已补上: a target that is on course today was slow or behind at an earlier month end, as known then
//! (five days of grace for papers). A late paper cannot rewrite it, so it is found once and kept.

use std::collections::HashMap;

use ::store::Tx;
use measure::light::{GRACE, State, earlier_month_ends};
use measure::{Asking, Known, Scope};
use values::{Day, Id, Moment, Period};
use web::{App, Result};

use super::store::{Remembered, remember, remembered};
use crate::figure::asker::Asker;
use crate::target::{self, Target};

/// The month ends of a year that may be judged: before the day, and with their grace over by the moment.
pub fn judged(period: Period, day: Day, moment: Moment) -> Vec<Day> {
    let mut ends = earlier_month_ends(period, day);
    ends.retain(|end| Moment::end_of(end.plus(GRACE)) < moment);
    ends
}

/// For each target whether it was slow or behind at one of the month ends. What is found out is kept.
pub async fn missed(
    app: &App,
    tx: &mut Tx,
    targets: &[&Target],
    period: Period,
    day: Day,
    moment: Moment,
) -> Result<HashMap<Id<Target>, bool>> {
    let ends = judged(period, day, moment.min(app.now()));
    let kept = remembered(tx, period.first, period.last).await?;
    let mut found: HashMap<Id<Target>, bool> = HashMap::new();
    let mut fresh = Vec::new();
    for end in ends {
        let state = |target: &Target| {
            kept.iter()
                .find(|one| one.target == target.id && one.month_end == end)
                .map(|one| one.state)
        };
        let unknown: Vec<Id<Target>> = targets
            .iter()
            .filter(|target| state(target).is_none())
            .map(|target| target.id)
            .collect();
        let new = if unknown.is_empty() {
            Vec::new()
        } else {
            find_out(app, tx, &unknown, period, end).await?
        };
        for target in targets {
            let state = state(target).or_else(|| {
                new.iter()
                    .find(|one| one.target == target.id)
                    .map(|one| one.state)
            });
            *found.entry(target.id).or_default() |= state.is_some_and(State::is_missed);
        }
        fresh.extend(new);
    }
    keep(app, tx.county(), &fresh).await;
    Ok(found)
}

/// A page must not fail because its memory could not be written down: the next one finds it again.
async fn keep(app: &App, county: &str, fresh: &[Remembered]) {
    if fresh.is_empty() {
        return;
    }
    let kept = async {
        let mut tx = app.store().note(county).await?;
        remember(&mut tx, fresh).await?;
        tx.commit().await
    };
    if let Err(error) = kept.await {
        tracing::warn!(%error, "the memory of lights was not kept");
    }
}

/// The states at a month end, as known when its grace was over, against the curve as it was then.
pub(super) async fn find_out(
    app: &App,
    tx: &mut Tx,
    unknown: &[Id<Target>],
    period: Period,
    end: Day,
) -> Result<Vec<Remembered>> {
    let sequence = tx.sequence_at(Moment::end_of(end.plus(GRACE))).await?;
    let then = target::store::of_year(tx, i64::from(period.first.year()), sequence).await?;
    let asking = Asking::new(
        tx.county(),
        Scope::default(),
        period,
        end,
        Known::Then(sequence),
    );
    let asker = Asker::new(app, tx, asking.known).await?;
    let mut found = Vec::new();
    for id in unknown {
        let state = match then.iter().find(|target| target.id == *id) {
            None => State::NotDue,
            Some(target) => state_of(&asker, tx, target, &asking).await?,
        };
        found.push(Remembered {
            target: *id,
            month_end: end,
            sequence,
            state,
        });
    }
    Ok(found)
}

async fn state_of(asker: &Asker, tx: &mut Tx, target: &Target, asking: &Asking) -> Result<State> {
    let Some(indicator) = asker.definitions.get(&target.terms.indicator) else {
        return Ok(State::NoData);
    };
    let (Some(goal), Some(in_force)) = (
        super::goal(target, indicator.direction),
        asker.in_force(&indicator.id, asking.day)?,
    ) else {
        return Ok(State::NoData);
    };
    // A curve that has not begun needs no value.
    if goal
        .curve
        .on(asking.day)
        .is_none_or(|planned| planned.num() == 0)
    {
        return Ok(State::NotDue);
    }
    let figure = asker.value(tx, &in_force.checked, asking).await?;
    Ok(goal.state(asking.day, figure.value, false))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_judged_when_its_grace_is_over() {
        let year = Period::year(2020).unwrap();
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let count = |on: &str, at: Moment| judged(year, day(on), at).len();
        assert_eq!(count("2020-09-18", Moment::at(day("2020-09-18"), 9, 0)), 8);
        assert_eq!(count("2020-09-05", Moment::at(day("2020-09-05"), 23, 0)), 7);
        assert_eq!(count("2020-09-06", Moment::at(day("2020-09-06"), 0, 0)), 8);
        assert_eq!(count("2020-08-31", Moment::at(day("2020-09-18"), 9, 0)), 7);
        assert_eq!(count("2020-09-18", Moment::at(day("2020-03-01"), 9, 0)), 1);
    }
}
