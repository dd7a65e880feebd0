//! Amounts while they are reckoned with: whole ticks, so that no product outgrows its digits and every
//! machine finds the same.

use super::Nature;
use crate::exact::Exact;

/// How many ticks a unit has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ticks(i64);

impl Ticks {
    pub(super) fn of(nature: Nature) -> Self {
        Ticks(match nature {
            Nature::Share => 1_000_000_000,
            _ => 100,
        })
    }

    pub(super) fn in_ticks(self, value: Exact) -> i128 {
        part(
            i128::from(value.num()),
            i128::from(self.0),
            i128::from(value.den()),
        )
    }

    /// The least that is worth telling, where people read multiples of `step`.
    pub(super) fn told(self, step: i64) -> i128 {
        (i128::from(step) * i128::from(self.0)).max(1)
    }

    pub(super) fn exact(self, ticks: i128) -> Exact {
        let held = ticks.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
        Exact::whole(i64::try_from(held).unwrap_or(0)).times(1, self.0)
    }
}

/// `of × times ÷ by`, to the nearest tick; 0 where `by` is 0.
pub(super) fn part(of: i128, times: i128, by: i128) -> i128 {
    let (num, den) = (of.saturating_mul(times) * by.signum(), by.abs());
    if den == 0 {
        return 0;
    }
    num.saturating_mul(2)
        .saturating_add(den)
        .div_euclid(den.saturating_mul(2))
}

/// The mean; `None` of none.
pub(super) fn mean(of: &[i128]) -> Option<i128> {
    let count = i128::try_from(of.len()).ok()?;
    (count > 0).then(|| part(of.iter().sum(), 1, count))
}

/// The mean of what stands newest first: of three the newest weighs three, the oldest one.
pub(super) fn newest_weighs_most(of: &[i128]) -> Option<i128> {
    let weights = (1..=i128::try_from(of.len()).ok()?).rev();
    let (sum, all) = of
        .iter()
        .zip(weights)
        .fold((0, 0), |(sum, all), (one, weight)| {
            (sum + one * weight, all + weight)
        });
    (all > 0).then(|| part(sum, 1, all))
}

/// How the unevenness of single months adds up over `days`: √(days ÷ 30.5), in hundredths.
pub(super) fn root_of_months(days: i128) -> i128 {
    (days.max(0) * 20_000 / 61).isqrt()
}
