//! Flows: how much is still to come.

use super::estimates::{At, Beside};
use super::spread::{Rests, Spread, spread};
use super::{Basis, CONVERSION, Forecast, Given, Nature, Silence};
use crate::exact::Exact;

/// A value three times: as if none of what waits were counted, the likely part of it, all of it.
struct Cases {
    low: i128,
    mid: i128,
    high: i128,
}

pub(super) fn forecast(given: &Given, value: i128) -> Result<Forecast, Silence> {
    let at = At::of(given);
    let years = at.beside(given.day, given.past);
    let misses = at.misses(&years);
    let happened = cases(&at, (value, given.waiting.1), 0);
    if happened.mid <= 0 && years.iter().all(|year| year.end == 0) {
        return Err(given.bare(years.len()));
    }
    let rest = |value| at.middle(value, &years, &misses);
    let rests = (rest(happened.low), rest(happened.mid), rest(happened.high));
    let (Some((low, _)), Some((middle, lift)), Some((high, _))) = rests else {
        return Err(given.bare(0));
    };
    let reach = spread(
        given,
        &at,
        &Rests {
            value: happened.mid,
            middle,
            reached: &reached(&at, happened.mid, &years),
            years: &years,
            misses: &misses,
        },
    );
    // A range from nothing to twice as much tells nobody anything.
    if years.is_empty() && reach.half > happened.mid + middle {
        return Err(Silence::TooUneven);
    }
    let ends = Cases {
        low: happened.low + low - reach.half,
        mid: happened.mid + middle,
        high: happened.high + high + reach.half,
    };
    let (low, mid, high) = with_ahead(given, &at, value, &ends);
    let mut basis = basis(given, &at, happened.mid, &years);
    if lift.abs() >= at.ticks.told(given.step) {
        basis.push(Basis::Lifted(at.ticks.exact(lift)));
    }
    said_of_rows(given, &mut basis);
    basis.push(reach.told(&at, years.len()));
    Ok(Forecast {
        low: at.ticks.exact(low),
        mid: at.ticks.exact(mid),
        high: at.ticks.exact(high),
        basis,
    })
}

/// What is registered ahead comes on top; a flow that only grows never falls below what is counted.
fn with_ahead(given: &Given, at: &At, value: i128, ends: &Cases) -> (i128, i128, i128) {
    let rows = given.ahead;
    let counted = of(rows.counted, at);
    let ahead = cases(at, (counted, rows.waiting), of(rows.usual, at));
    let low = match given.nature {
        Nature::Growing => (ends.low.max(value) + ahead.low).max(value + counted),
        _ => ends.low + ahead.low,
    };
    let high = (ends.high + ahead.high).max(low);
    (low, (ends.mid + ahead.mid).clamp(low, high), high)
}

/// `usual` is taken off: it is told by the past years already.
fn cases(at: &At, (sure, waiting): (i128, i64), usual: i128) -> Cases {
    let waiting = of(waiting.max(0), at);
    let likely = waiting * i128::from(CONVERSION) / 100;
    let less = |sum: i128| if usual > 0 { (sum - usual).max(0) } else { sum };
    Cases {
        low: less(sure),
        mid: less(sure + likely),
        high: less(sure + waiting),
    }
}

fn of(weight: i64, at: &At) -> i128 {
    at.ticks.in_ticks(Exact::whole(weight))
}

/// The range reaches the estimate of each past year; beside a single one also the pace.
fn reached(at: &At, value: i128, years: &[Beside]) -> Vec<i128> {
    let pace = at.pace(value).filter(|_| years.len() == 1);
    let by_years = years.iter().map(|year| at.rest_by(value, year));
    by_years.chain(pace).collect()
}

fn basis(given: &Given, at: &At, value: i128, years: &[Beside]) -> Vec<Basis> {
    let exact = |ticks| at.ticks.exact(ticks);
    let mut basis: Vec<Basis> = years
        .iter()
        .map(|year| {
            let rest = at.rest_by(value, year);
            Basis::After {
                year: year.year,
                came: exact(year.end - year.then),
                rest: exact(rest),
                end: exact(value + rest),
            }
        })
        .collect();
    if let Some(rest) = at.pace(value) {
        basis.push(Basis::Pace {
            a_day: exact(value).times(1, i64::from(given.gone())),
            left: given.left(),
            end: exact(value + rest),
        });
    }
    basis
}

/// What is in the books already.
fn said_of_rows(given: &Given, basis: &mut Vec<Basis>) {
    let (entries, weight) = given.waiting;
    if weight > 0 {
        basis.push(Basis::Waiting(entries, weight));
    }
    let ahead = given.ahead;
    if ahead.counted != 0 || ahead.waiting > 0 {
        basis.push(Basis::Ahead(ahead));
    }
}

impl Spread {
    pub(super) fn told(&self, at: &At, years: usize) -> Basis {
        Basis::Range {
            half: at.ticks.exact(self.half),
            source: self.source,
            of: at.ticks.exact(self.of),
            years,
            is_level: at.nature.is_level(),
        }
    }
}
