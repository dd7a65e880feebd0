//! Levels: how far they may still move.

use super::amounts::{Ticks, part};
use super::estimates::At;
use super::spread::{Rests, spread};
use super::{Basis, Forecast, Given, Nature, Silence};
use crate::exact::Exact;

/// Values must be so many days apart before a drift is seen in them.
const APART: i32 = 28;

pub(super) fn forecast(given: &Given, value: i128) -> Result<Forecast, Silence> {
    let at = At::of(given);
    let exact = |ticks| at.ticks.exact(ticks);
    let years = at.beside(given.day, given.past);
    let misses = at.misses(&years);
    let rows = given
        .rows_alone
        .map_or(value, |rows| at.ticks.in_ticks(rows));
    let drift = drift(given, &at, value);
    let by_drift = drift.map(|(_, rest)| rows - value + rest);
    let middle = at.middle(value, &years, &misses);
    let (rest, lift) = middle
        .or(by_drift.map(|rest| (rest, 0)))
        .ok_or(given.bare(0))?;
    let mut reached: Vec<i128> = years.iter().map(|year| at.rest_by(value, year)).collect();
    let mut basis: Vec<Basis> = years
        .iter()
        .zip(&reached)
        .map(|(year, rest)| Basis::After {
            year: year.year,
            came: exact(*rest),
            rest: exact(*rest),
            end: exact(kept(given, value, value + rest)),
        })
        .collect();
    if let (Some((a_month, _)), Some(rest)) = (drift, by_drift)
        && years.len() < 2
    {
        reached.push(rest);
        basis.push(Basis::Drift {
            a_month: exact(a_month),
            end: exact(kept(given, value, value + rest)),
        });
    }
    if years.len() < 3 {
        reached.push(0);
    }
    let reach = spread(
        given,
        &at,
        &Rests {
            value,
            middle: rest,
            reached: &reached,
            years: &years,
            misses: &misses,
        },
    );
    if lift.abs() >= at.ticks.told(given.step) {
        basis.push(Basis::Lifted(exact(lift)));
    }
    basis.push(match rows == value {
        true => Basis::Stays,
        false => Basis::RowsAlone(exact(rows)),
    });
    basis.push(reach.told(&at, years.len()));
    let end = |ticks| exact(kept(given, value, ticks));
    let mid = value + rest;
    Ok(Forecast {
        low: end((mid - reach.half).min(rows)),
        mid: end(mid),
        high: end((mid + reach.half).max(rows)),
        basis,
    })
}

/// This period's change a month (30 days), and what it would still come to.
fn drift(given: &Given, at: &At, value: i128) -> Option<(i128, i128)> {
    let first = given
        .series
        .iter()
        .find_map(|(day, value)| value.map(|value| (*day, value)))?;
    let apart = given.day.number() - first.0.number();
    if apart < APART {
        return None;
    }
    let change = value - at.ticks.in_ticks(first.1);
    let apart = i128::from(apart);
    Some((part(change, 30, apart), part(change, at.left, apart)))
}

/// A share stays between nothing and all.
fn kept(given: &Given, value: i128, end: i128) -> i128 {
    let all = Ticks::of(given.nature).in_ticks(Exact::whole(1));
    let is_inside = (0..=all).contains(&value);
    if given.nature == Nature::Share && is_inside {
        end.clamp(0, all)
    } else {
        end
    }
}
