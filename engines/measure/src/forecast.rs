//! What a figure will be on the last day of its period: a range with the estimates it is made of.
//!
//! The method is plain arithmetic, exact until the range is rounded outwards; nothing is fitted.
//!
//! **Flows** (what cumulates). Each estimate says how much is still to come after the day:
//! - the pace: value ÷ days gone × days left, once two whole months are over (where nothing is counted yet, only beside a past year). Without a past year to
//!   compare with, the daily averages of the slowest and of the fastest of this year's whole months
//!   stand beside it as two more estimates;
//! - each past year twice: what came after the same day then; and, where at least a tenth of that
//!   year's value was there by then, value × (what came after ÷ what was there).
//!
//! The range reaches from the least to the greatest estimate. The middle is the mean of the pace and
//! of the mean of the past years. What is in the books already comes on top of no estimate but lifts
//! the range to itself: rows that count, dated later in the period, lift all of it; rows that only
//! wait for a paper or a person lift the upper end by all of their weight, the middle by
//! [`CONVERSION`] per cent. A flow that only grows never falls below what is counted.
//!
//! **Levels** (stocks, ratios, the latest statistic). Estimates are changes until the last day: none;
//! this year's drift, once there are values 28 days apart; and the change in each past year after the
//! same day. The middle is the mean of drift and past years. A share stays between 0 and 1.
//!
//! Fewer than two estimates make no range: then nothing is forecast, and why is said.

mod flow;
mod level;
mod record;
mod words;

pub use record::{Record, back_test};

use values::{Day, Period};

use crate::exact::Exact;

/// How much of what waits for a paper or a person counts into the middle, in per cent. An assumption.
pub const CONVERSION: i64 = 80;

/// How a figure moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It cumulates and never falls.
    Growing,
    /// It cumulates, and something is taken off.
    Changing,
    Level,
    /// A level between 0 and 1.
    Share,
}

/// All that a forecast is made from.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    pub period: Period,
    pub day: Day,
    pub nature: Nature,
    pub value: Option<Exact>,
    /// The values at the month ends of the period before the day, and on the day.
    pub series: &'a [(Day, Option<Exact>)],
    /// Newest first.
    pub past: &'a [Season],
    /// Rows that only wait for a paper or a person: how many, and their weight.
    pub waiting: (i64, i64),
    /// The weight of rows that count, dated after the day and in the period.
    pub dated: i64,
    /// The range is rounded outwards to multiples of this; 0 rounds nothing.
    pub step: i64,
}

/// A past period's values at its month ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    pub period: Period,
    pub ends: Vec<(Day, Exact)>,
}

/// The range on the period's last day, and the estimates behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    pub low: Exact,
    pub mid: Exact,
    pub high: Exact,
    pub basis: Vec<Basis>,
}

/// One estimate, or what lifts the range. `end` is the value on the last day by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The last day has come.
    Over,
    Pace {
        a_day: Exact,
        left: i32,
        end: Exact,
    },
    /// The daily averages of the slowest and the fastest month.
    Months {
        low: Exact,
        high: Exact,
    },
    /// What came after the same day in that year.
    After {
        year: i32,
        came: Exact,
        end: Exact,
    },
    /// The share that was there on the same day of that year.
    Share {
        year: i32,
        share: Exact,
        end: Exact,
    },
    Drift {
        a_month: Exact,
        end: Exact,
    },
    Stays,
    Dated(i64),
    Waiting(i64, i64),
}

/// Why nothing is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    NoValue,
    /// So many days are gone, and so many past years can be compared with.
    TooLittle {
        days: i32,
        years: usize,
    },
}

impl Season {
    /// The value on the day that is as far in its year as `day` is in its own: straight between month
    /// ends; before the first one from nothing on the eve, or unknown for a level.
    pub fn on(&self, day: Day, nature: Nature) -> Option<Exact> {
        let year = self.period.first.year();
        let same = Day::of(year, day.month(), 1)?;
        let days = i32::try_from(day.day()).ok()?;
        let at = same.plus(days - 1).min(same.last_of_month());
        let at = if day == day.last_of_month() {
            same.last_of_month()
        } else {
            at
        };
        let next = self.ends.iter().position(|(end, _)| *end >= at)?;
        let (after, value) = self.ends.get(next)?;
        if *after == at {
            return Some(*value);
        }
        let before = match next.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None if nature.is_level() => return None,
            None => (self.period.eve(), Exact::whole(0)),
        };
        let (done, all) = (
            at.number() - before.0.number(),
            after.number() - before.0.number(),
        );
        Some(
            before
                .1
                .towards(*value, i64::from(done), i64::from(all.max(1))),
        )
    }

    /// The value on its last day.
    pub fn end(&self) -> Option<Exact> {
        self.ends
            .last()
            .filter(|(day, _)| *day == self.period.last)
            .map(|(_, value)| *value)
    }

    fn year(&self) -> i32 {
        self.period.first.year()
    }
}

impl Nature {
    pub fn is_level(self) -> bool {
        matches!(self, Nature::Level | Nature::Share)
    }
}

impl Given<'_> {
    pub fn forecast(&self) -> Result<Forecast, Silence> {
        let value = self.value.ok_or(Silence::NoValue)?;
        if self.day >= self.period.last {
            return Ok(Forecast {
                low: value,
                mid: value,
                high: value,
                basis: vec![Basis::Over],
            });
        }
        let made = if self.nature.is_level() {
            level::forecast(self, value)
        } else {
            flow::forecast(self, value)
        };
        made.map(|found| self.rounded(found, value))
            .ok_or(Silence::TooLittle {
                days: self.gone(),
                years: self.past.len(),
            })
    }

    /// Days of the period up to the day.
    fn gone(&self) -> i32 {
        self.day.number() - self.period.eve().number()
    }

    fn left(&self) -> i32 {
        self.period.last.number() - self.day.number()
    }

    /// Outwards to the step; never across what is counted already.
    fn rounded(&self, found: Forecast, value: Exact) -> Forecast {
        if self.step <= 0 {
            return found;
        }
        let floor = |exact: Exact| match self.nature {
            Nature::Growing => exact.down_to(self.step).max(value),
            _ => exact.down_to(self.step),
        };
        let low = floor(found.low);
        let high = found.high.times(-1, 1).down_to(self.step).times(-1, 1);
        let nearest = found
            .mid
            .plus(Exact::whole(self.step).times(1, 2))
            .down_to(self.step);
        Forecast {
            low,
            mid: nearest.clamp(low, high.max(low)),
            high: high.max(low),
            basis: found.basis,
        }
    }
}

/// The mean of some values; `None` of none.
fn mean(values: &[Exact]) -> Option<Exact> {
    let count = i64::try_from(values.len())
        .ok()
        .filter(|count| *count > 0)?;
    let sum = values
        .iter()
        .fold(Exact::whole(0), |sum, value| sum.plus(*value));
    Some(sum.times(1, count))
}

#[cfg(test)]
mod tests;
