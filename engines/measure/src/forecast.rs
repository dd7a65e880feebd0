//! What a figure will be on the last day of its period: a range with the estimates it is made of.
//!
//! The method is plain arithmetic in whole numbers; nothing is fitted. It was set on simulated years of
//! known natures (`tests/calibration.rs`), so that about four ranges in five hold.
//!
//! **Flows** (what cumulates). Each estimate says how much is still to come after the day:
//! - each past year: what came after the same day then, more or less of it by as much as this year is
//!   ahead of that one or behind, told against the whole of that year: came × (1 + (value − then) ÷ end);
//! - the pace: value ÷ days gone × days left, once two whole months are over.
//!
//! The middle is the mean of the past years, the newest weighing most, with the pace beside them like
//! one year more. Where the same method missed all past years the same way, it is moved by the smallest
//! of the misses (a single one counts half).
//!
//! **Rows that are in the books already.** What has happened and only waits for a paper or a person comes
//! on top of the value, and so of its pace: not at all at the lower end, [`CONVERSION`] per cent of it in
//! the middle, all of it at the upper end. Rows of a later day in the period come on top of what is still
//! to come, less what is usual: of a kind that may be registered ahead, what was so registered on the same
//! day of last year, since that is in last year's movement already. A flow that only grows never falls below what is counted.
//!
//! **Levels** (stocks, ratios, the latest statistic). Estimates are changes until the last day: that of
//! each past year after the same day; without past years this year's drift, once there are values 28 days
//! apart. What the rows alone give for the last day, were nothing more entered (what ends by then is out),
//! is certain to be possible: the range always holds it. A share stays between 0 and 1.
//!
//! **The range** reaches as far to both sides of the middle as the widest of these: twice the mean miss of
//! past years, each forecast on the same day by the years before it; the farthest estimate (with fewer than two
//! past years also the pace or the drift; of a level with fewer than three also that nothing changes); the unevenness of months; a
//! fifth of what is still to come; of a flow, half a month. With fewer than two past years it is wider by
//! half, for a level twice as wide.
//!
//! Where there is no estimate, or without past years a range wider than from nothing to twice the middle,
//! nothing is forecast, and why is said.

mod amounts;
mod estimates;
mod flow;
mod level;
mod record;
mod spread;
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
    /// Rows up to the day that only wait for a paper or a person: how many, and their weight.
    pub waiting: (i64, i64),
    pub ahead: Ahead,
    /// Of a level: its value on the last day by the rows that are there. `None`: as on the day.
    pub rows_alone: Option<Exact>,
    /// The range is rounded outwards to multiples of this; 0 rounds nothing.
    pub step: i64,
}

/// Rows of a flow that are registered with a day after the one asked and in the period, by weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    pub counted: i64,
    /// Of those that only wait for a paper or a person.
    pub waiting: i64,
    /// Of a kind that may be registered ahead: what was on the same day of last year, counted or waiting, as known then.
    pub usual: i64,
}

/// A past period's values at its month ends; of a stock also on the day before its last, since much ends on the last.
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

/// One estimate, or what moves or widens the range. `end` is the value on the last day by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The last day has come.
    Over,
    Pace {
        a_day: Exact,
        left: i32,
        end: Exact,
    },
    /// What came after the same day in that year, and what of it comes by this year's measure.
    After {
        year: i32,
        came: Exact,
        rest: Exact,
        end: Exact,
    },
    Drift {
        a_month: Exact,
        end: Exact,
    },
    /// Past years were all missed the same way.
    Lifted(Exact),
    Stays,
    /// The value on the last day, were nothing more entered.
    RowsAlone(Exact),
    Ahead(Ahead),
    Waiting(i64, i64),
    /// How far the range reaches to each side of its middle, and from what.
    Range {
        half: Exact,
        source: Source,
        of: Exact,
        years: usize,
        is_level: bool,
    },
}

/// What a range's reach is from: the widest of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The mean of what past years were missed by.
    Missed,
    /// The farthest estimate.
    Apart,
    /// By how much a month differs, in the mean.
    Uneven,
    /// A fifth of what is still to come.
    Fifth,
    /// Half a month's share of the whole year.
    HalfMonth,
}

/// Why nothing is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    NoValue,
    /// So many days are gone, and there is no past year to compare with.
    TooLittle {
        days: i32,
    },
    /// Neither this year nor a past one has anything.
    Nothing,
    /// Without a past year the months differ too much to say anything.
    TooUneven,
}

impl Season {
    /// The value on the day that is as far in its year as `day` is in its own: straight between month
    /// ends; before the first one from nothing on the eve. A level is before the first one as on it, and
    /// what befalls it on its last day has not come on the day before.
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
            None if nature.is_level() => return Some(*value),
            None => (self.period.eve(), Exact::whole(0)),
        };
        if nature.is_level() && *after == self.period.last {
            return Some(before.1);
        }
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
        let ticks = amounts::Ticks::of(self.nature).in_ticks(value);
        let made = if self.nature.is_level() {
            level::forecast(self, ticks)?
        } else {
            flow::forecast(self, ticks)?
        };
        Ok(self.rounded(made, value))
    }

    /// Why nothing is forecast where there is no estimate, or nothing that it could be of.
    fn bare(&self, years: usize) -> Silence {
        match years {
            0 => Silence::TooLittle { days: self.gone() },
            _ => Silence::Nothing,
        }
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

#[cfg(test)]
mod tests;
