//! What is still to come after a day: by each past year, by this year's own movement, and in the middle.

use values::Day;

use super::amounts::{Ticks, mean, newest_weighs_most, part};
use super::{Given, Nature, Season};

/// A day of a year: how it moves, and how many days lie before and after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) nature: Nature,
    pub(super) ticks: Ticks,
    pub(super) gone: i128,
    pub(super) left: i128,
    /// Two whole months are over: before that a pace or a drift is none.
    pub(super) is_underway: bool,
}

/// A past year beside this one: its value on the same day and on its last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beside {
    pub(super) year: i32,
    pub(super) then: i128,
    pub(super) end: i128,
}

/// By how much the same method missed a past year, and how much that year was (the greater of forecast and end).
#[derive(Clone, Copy, Debug)]
pub(super) struct Miss {
    by: i128,
    of: i128,
}

impl At {
    pub(super) fn of(given: &Given) -> Self {
        let (month, last) = (given.day.month(), given.day.last_of_month());
        At {
            nature: given.nature,
            ticks: Ticks::of(given.nature),
            gone: i128::from(given.gone()),
            left: i128::from(given.left()),
            is_underway: month > 2 || (month == 2 && given.day == last),
        }
    }

    pub(super) fn beside(&self, day: Day, past: &[Season]) -> Vec<Beside> {
        let seasons = past.iter().filter_map(|season| {
            Some(Beside {
                year: season.year(),
                then: self.ticks.in_ticks(season.on(day, self.nature)?),
                end: self.ticks.in_ticks(season.end()?),
            })
        });
        seasons.collect()
    }

    /// What would still come by a past year: what came then. A flow takes more of it, or less, by as
    /// much as this year is ahead of that one, told against the whole of that year.
    pub(super) fn rest_by(&self, value: i128, year: &Beside) -> i128 {
        let came = self.not_below(year.end - year.then);
        let fits = !self.nature.is_level() && 0 <= year.then && year.then <= year.end;
        if fits && year.end > 0 {
            self.not_below(came + part(came, value - year.then, year.end))
        } else {
            came
        }
    }

    /// What would still come by the pace: value ÷ days gone × days left.
    pub(super) fn pace(&self, value: i128) -> Option<i128> {
        let is_seen = self.is_underway && !self.nature.is_level();
        is_seen.then(|| self.not_below(part(value, self.left, self.gone)))
    }

    /// The past years, the newest weighing most. The pace of a flow stands beside them like one year more
    /// and weighs less the more of them there are: a third, a quarter, a fifth.
    fn plain(&self, value: i128, years: &[Beside]) -> Option<i128> {
        let rests: Vec<i128> = years.iter().map(|year| self.rest_by(value, year)).collect();
        let season = newest_weighs_most(&rests);
        match (season, self.pace(value)) {
            (Some(season), Some(pace)) => {
                let count = i128::try_from(years.len()).unwrap_or(0);
                Some(part(season * (count + 1) + pace, 1, count + 2))
            }
            (season, pace) => season.or(pace),
        }
    }

    /// In the middle: as plainly, and lifted or lowered where past years were all missed the same way. Told with what it is lifted by.
    pub(super) fn middle(
        &self,
        value: i128,
        years: &[Beside],
        misses: &[Miss],
    ) -> Option<(i128, i128)> {
        let plain = self.plain(value, years)?;
        let rest = self.not_below(plain + self.lift(value + plain, misses));
        Some((rest, rest - plain))
    }

    /// The smallest of the misses where all are on one side; of a single one its half.
    fn lift(&self, total: i128, misses: &[Miss]) -> i128 {
        let by: Vec<i128> = misses.iter().map(|miss| self.scaled(miss, total)).collect();
        let (least, most) = (by.iter().min(), by.iter().max());
        let lift = match (least, most) {
            (Some(least), _) if *least > 0 => *least,
            (_, Some(most)) if *most < 0 => *most,
            _ => 0,
        };
        if by.len() == 1 { lift / 2 } else { lift }
    }

    /// Each past year forecast on the same day by the years before it: end − forecast.
    pub(super) fn misses(&self, years: &[Beside]) -> Vec<Miss> {
        let missed = years.iter().enumerate().filter_map(|(at, year)| {
            let before = years.get(at + 1..).filter(|before| !before.is_empty())?;
            let told = year.then + self.plain(year.then, before)?;
            Some(Miss {
                by: year.end - told,
                of: year.end.max(told),
            })
        });
        missed.collect()
    }

    /// The mean of the misses without their sign.
    pub(super) fn missed_by(&self, total: i128, misses: &[Miss]) -> Option<i128> {
        let by: Vec<i128> = misses
            .iter()
            .map(|miss| self.scaled(miss, total).abs())
            .collect();
        mean(&by)
    }

    /// A miss of a flow is told against the size of its year, that of a level as it stands.
    fn scaled(&self, miss: &Miss, total: i128) -> i128 {
        if self.nature.is_level() || miss.of <= 0 {
            miss.by
        } else {
            part(miss.by, total.max(0), miss.of)
        }
    }

    fn not_below(&self, rest: i128) -> i128 {
        if self.nature == Nature::Growing {
            rest.max(0)
        } else {
            rest
        }
    }
}
