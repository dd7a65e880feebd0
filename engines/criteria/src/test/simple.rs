//! Flags, options and ages.

use values::Day;

use super::Numbers;
use crate::exact::Exact;

/// Days from a day to the day asked.
pub fn age(day_number: i64, day: Day) -> i64 {
    i64::from(day.number()) - day_number
}

pub fn flag(value: Option<i64>, is: i64) -> Numbers {
    Numbers {
        actual: value.map(Exact::whole),
        needed: Some(Exact::whole(is)),
        shortfall: None,
    }
}

pub fn one_of(value: Option<i64>, values: &[i64]) -> Numbers {
    let value = value.filter(|value| values.contains(value));
    Numbers {
        actual: value.map(Exact::whole),
        needed: None,
        shortfall: None,
    }
}

pub fn age_numbers(day_number: Option<i64>, days: i64, day: Day) -> Numbers {
    let actual = day_number.map(|day_number| age(day_number, day));
    Numbers {
        actual: actual.map(Exact::whole),
        needed: Some(Exact::whole(days)),
        shortfall: actual.map(|actual| Exact::whole((days - actual).max(0))),
    }
}

pub fn equal(column: &[i64], is: i64, holds: &mut [bool]) {
    for (hold, value) in holds.iter_mut().zip(column) {
        *hold = *value == is;
    }
}

pub fn among(column: &[i64], values: &[i64], holds: &mut [bool]) {
    let run = values.windows(2).all(|pair| pair[1] == pair[0] + 1);
    match (values.first(), values.last()) {
        (Some(first), Some(last)) if run => {
            for (hold, value) in holds.iter_mut().zip(column) {
                *hold = (*first <= *value) & (*value <= *last);
            }
        }
        _ => {
            for (hold, value) in holds.iter_mut().zip(column) {
                *hold = values.contains(value);
            }
        }
    }
}

pub fn aged(column: &[i64], days: i64, day: Day, holds: &mut [bool], gaps: &mut [i64]) {
    let latest = i64::from(day.number()) - days;
    for ((hold, gap), value) in holds.iter_mut().zip(gaps).zip(column) {
        *hold = *value <= latest;
        *gap = value.saturating_sub(latest).max(0);
    }
}
