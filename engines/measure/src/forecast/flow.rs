//! Flows: how much is still to come.

use super::{Basis, CONVERSION, Forecast, Given, Nature, Season, mean};
use crate::exact::Exact;

/// Estimates of what is still to come, by where they are from.
#[derive(Default)]
struct Rests {
    pace: Option<Exact>,
    months: Vec<Exact>,
    years: Vec<Exact>,
    basis: Vec<Basis>,
}

pub(super) fn forecast(given: &Given, value: Exact) -> Option<Forecast> {
    let mut rests = Rests::default();
    for season in given.past {
        rests.season(given, value, season);
    }
    rests.pace(given, value);
    let all: Vec<Exact> = rests
        .years
        .iter()
        .chain(&rests.pace)
        .chain(&rests.months)
        .copied()
        .collect();
    if all.len() < 2 {
        return None;
    }
    let least = all.iter().copied().min()?;
    let most = all.iter().copied().max()?;
    let middles: Vec<Exact> = rests.pace.into_iter().chain(mean(&rests.years)).collect();
    let mid = mean(&middles)?;
    let (low, mid, high) = lifted(given, &mut rests.basis, (least, mid, most));
    Some(Forecast {
        low: value.plus(low),
        mid: value.plus(mid),
        high: value.plus(high),
        basis: rests.basis,
    })
}

impl Rests {
    fn season(&mut self, given: &Given, value: Exact, season: &Season) {
        let (Some(then), Some(end)) = (season.on(given.day, given.nature), season.end()) else {
            return;
        };
        let came = not_below(given, end.minus(then));
        self.years.push(came);
        self.basis.push(Basis::After {
            year: season.year(),
            came,
            end: value.plus(came),
        });
        let zero = Exact::whole(0);
        // A small share would make a leap of a small difference.
        if then <= zero || end <= zero || then.times(10, 1) < end {
            return;
        }
        if let (Some(share), Some(factor)) = (then.over(end), end.minus(then).over(then)) {
            let rest = not_below(given, value.by(factor));
            self.years.push(rest);
            self.basis.push(Basis::Share {
                year: season.year(),
                share,
                end: value.plus(rest),
            });
        }
    }

    fn pace(&mut self, given: &Given, value: Exact) {
        let months = whole_months(given);
        // Nothing counted and no past year: that nothing more will come is no estimate.
        let is_bare = value <= Exact::whole(0) && self.years.is_empty();
        if months.len() < 2 || is_bare {
            return;
        }
        let left = i64::from(given.left());
        let a_day = value.times(1, i64::from(given.gone()));
        let rest = not_below(given, a_day.times(left, 1));
        self.pace = Some(rest);
        self.basis.push(Basis::Pace {
            a_day,
            left: given.left(),
            end: value.plus(rest),
        });
        if !self.years.is_empty() {
            return;
        }
        let slow = months.iter().copied().min();
        let fast = months.iter().copied().max();
        if let (Some(low), Some(high)) = (slow, fast) {
            self.months = [low, high]
                .map(|a_day| not_below(given, a_day.times(left, 1)))
                .to_vec();
            self.basis.push(Basis::Months { low, high });
        }
    }
}

/// The daily average of each whole month of the period.
fn whole_months(given: &Given) -> Vec<Exact> {
    let mut before = (given.period.eve(), Exact::whole(0));
    let mut months = Vec::new();
    for (day, value) in given.series {
        let Some(value) = value.filter(|_| *day == day.last_of_month()) else {
            continue;
        };
        let days = i64::from(day.number() - before.0.number());
        if days > 0 {
            months.push(value.minus(before.1).times(1, days));
        }
        before = (*day, value);
    }
    months
}

/// What is in the books already lifts the range to itself.
fn lifted(
    given: &Given,
    basis: &mut Vec<Basis>,
    (low, mid, high): (Exact, Exact, Exact),
) -> (Exact, Exact, Exact) {
    let dated = given.dated.max(0);
    let waiting = given.waiting.1.max(0);
    if dated > 0 {
        basis.push(Basis::Dated(dated));
    }
    if waiting > 0 {
        basis.push(Basis::Waiting(given.waiting.0, waiting));
    }
    if dated == 0 && waiting == 0 {
        return (low, mid, high);
    }
    let sure = Exact::whole(dated);
    let likely = sure.plus(Exact::whole(waiting).times(CONVERSION, 100));
    let most = sure.plus(Exact::whole(waiting));
    let low = if dated > 0 { low.max(sure) } else { low };
    (low, mid.max(likely).max(low), high.max(most).max(low))
}

fn not_below(given: &Given, rest: Exact) -> Exact {
    if given.nature == Nature::Growing {
        rest.max(Exact::whole(0))
    } else {
        rest
    }
}
