//! What the books already say of days that have not come, as far as it was known on the day asked: an old day's
//! forecast must not read what was entered after it.

use ::store::Tx;
use measure::fold::Figure;
use measure::forecast::Ahead;
use measure::language::{Checked, Time};
use measure::{Asking, Exact, Known};
use values::{Day, Moment, Period};
use web::Result;

use crate::figure::asker::Asker;

/// By whose knowledge the days after the one asked are looked at: today's, or that of the end of an old day.
pub async fn known_on(tx: &mut Tx, asking: &Asking, moment: Moment) -> Result<Known> {
    if asking.day >= moment.day() || asking.day >= asking.period.last {
        return Ok(asking.known);
    }
    let sequence = tx.sequence_at(Moment::end_of(asking.day)).await?;
    Ok(Known::Then(sequence))
}

/// Rows of a flow dated after the day and before the end of the period. Where its kind may be registered ahead, last
/// year's movement has such rows too, and is asked for them; elsewhere one is an exception.
pub async fn ahead(
    asker: &Asker,
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    known: Known,
) -> Result<Ahead> {
    if checked.is_level() || asking.day >= asking.period.last {
        return Ok(Ahead::default());
    }
    let figure = after(
        asker,
        tx,
        checked,
        asking,
        (asking.period, asking.day),
        known,
    )
    .await?;
    let (counted, waiting) = (whole(&figure), promised(&figure).1);
    let found = Ahead {
        counted,
        waiting,
        usual: 0,
    };
    let is_usual = found != Ahead::default() && may_lie_ahead(asker, checked);
    let last_year = Period::year(asking.period.first.year() - 1);
    let Some(year) = last_year.filter(|_| is_usual) else {
        return Ok(found);
    };
    let same = same_day(asking.day, year);
    let then = Known::Then(tx.sequence_at(Moment::end_of(same)).await?);
    let figure = after(asker, tx, checked, asking, (year, same), then).await?;
    Ok(Ahead {
        usual: whole(&figure).saturating_add(promised(&figure).1),
        ..found
    })
}

/// A stock's value on the last day by the rows that are there: what ends by then is out. On an old day it is the value
/// moved by what the rows known then would have moved it.
pub async fn rows_alone(
    asker: &Asker,
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    (known, value): (Known, Option<Exact>),
) -> Result<Option<Exact>> {
    let is_stock = has_stock(checked);
    let Some(value) = value.filter(|_| is_stock && asking.day < asking.period.last) else {
        return Ok(None);
    };
    let by_then = Asking {
        known,
        ..asking.clone()
    };
    let on_last = by_then.on(asking.period.last);
    let end = asker.value(tx, checked, &on_last).await?.value;
    if known == asking.known {
        return Ok(end);
    }
    let on_day = asker.value(tx, checked, &by_then).await?.value;
    Ok(end
        .zip(on_day)
        .map(|(end, on_day)| value.plus(end.minus(on_day))))
}

/// Much of a stock ends on the last day of a year.
pub fn has_stock(checked: &Checked) -> bool {
    checked
        .parts()
        .any(|part| matches!(part.time, Time::Stock(_)))
}

fn may_lie_ahead(asker: &Asker, checked: &Checked) -> bool {
    let kinds = &asker.definitions.kinds;
    let mut parts = checked.parts();
    parts.any(|part| kinds.get(&part.kind).is_some_and(|kind| kind.ahead))
}

async fn after(
    asker: &Asker,
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    (period, day): (Period, Day),
    known: Known,
) -> Result<Figure> {
    let rest = Period {
        first: day.plus(1),
        last: period.last,
    };
    let ahead = Asking::new(&asking.county, asking.scope, rest, rest.last, known);
    asker.value(tx, checked, &ahead).await
}

fn same_day(day: Day, year: Period) -> Day {
    let month = Day::of(year.first.year(), day.month(), 1).unwrap_or(year.first);
    let days = i32::try_from(day.day()).unwrap_or(1);
    month.plus(days - 1).min(month.last_of_month())
}

fn whole(figure: &Figure) -> i64 {
    figure.value.map_or(0, |value| value.num() / value.den())
}

/// How many rows only wait for a paper or a person, and their weight. Of the first part: what is
/// taken off lifts no range.
pub fn promised(figure: &Figure) -> (i64, i64) {
    let left_out = figure
        .parts
        .first()
        .into_iter()
        .flat_map(|part| &part.left_out);
    left_out
        .filter(|left| left.reason.is_promise())
        .fold((0, 0), |sum, left| {
            (sum.0 + left.entries, sum.1 + left.weight)
        })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_same_day_of_last_year() {
        for (day, same) in [
            ("2020-09-19", "2019-09-19"),
            ("2020-02-29", "2019-02-28"),
            ("2020-12-30", "2019-12-30"),
        ] {
            let found = same_day(Day::parse_iso(day).unwrap(), Period::year(2019).unwrap());
            assert_eq!(found.to_string(), same, "{day}");
        }
    }
}
