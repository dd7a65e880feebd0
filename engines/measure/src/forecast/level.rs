//! Levels: how far they may still move.

use super::{Basis, Forecast, Given, Nature, mean};
use crate::exact::Exact;

/// Values must be so many days apart before a drift is seen in them.
const APART: i32 = 28;

pub(super) fn forecast(given: &Given, value: Exact) -> Option<Forecast> {
    let mut changes = Vec::new();
    let mut basis = Vec::new();
    for season in given.past {
        let (Some(then), Some(end)) = (season.on(given.day, given.nature), season.end()) else {
            continue;
        };
        let came = end.minus(then);
        changes.push(came);
        basis.push(Basis::After {
            year: season.year(),
            came,
            end: kept(given, value, value.plus(came)),
        });
    }
    if let Some((a_month, rest)) = drift(given, value) {
        changes.push(rest);
        basis.push(Basis::Drift {
            a_month,
            end: kept(given, value, value.plus(rest)),
        });
    }
    let middle = mean(&changes)?;
    basis.push(Basis::Stays);
    let zero = Exact::whole(0);
    let least = changes.iter().copied().fold(zero, Exact::min);
    let most = changes.iter().copied().fold(zero, Exact::max);
    Some(Forecast {
        low: kept(given, value, value.plus(least)),
        mid: kept(given, value, value.plus(middle)),
        high: kept(given, value, value.plus(most)),
        basis,
    })
}

/// This period's change a month (30 days), and what it would still come to.
fn drift(given: &Given, value: Exact) -> Option<(Exact, Exact)> {
    let first = given
        .series
        .iter()
        .find_map(|(day, value)| value.map(|value| (*day, value)))?;
    let apart = given.day.number() - first.0.number();
    if apart < APART {
        return None;
    }
    let change = value.minus(first.1);
    Some((
        change.times(30, i64::from(apart)),
        change.times(i64::from(given.left()), i64::from(apart)),
    ))
}

/// A share stays between nothing and all.
fn kept(given: &Given, value: Exact, end: Exact) -> Exact {
    let (none, all) = (Exact::whole(0), Exact::whole(1));
    let is_inside = none <= value && value <= all;
    if given.nature == Nature::Share && is_inside {
        end.clamp(none, all)
    } else {
        end
    }
}
