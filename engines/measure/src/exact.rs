use std::cmp::Ordering;

use serde::Serialize;
use values::grouped;

use crate::indicator::Shown;
use crate::language::Comparator;

/// An exact value: `num / den`, money in fen. `den` is never 0 and never negative.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Exact {
    num: i64,
    den: i64,
}

/// No more digits are added than this, whatever the verdict.
const MOST_DECIMALS: u32 = 12;

impl Exact {
    pub const fn whole(num: i64) -> Self {
        Exact { num, den: 1 }
    }

    /// `None` where the divisor is 0.
    pub fn ratio(num: i64, den: i64) -> Option<Self> {
        match den {
            0 => None,
            1.. => Some(Exact { num, den }),
            _ => Some(Exact {
                num: num.saturating_neg(),
                den: den.saturating_neg(),
            }),
        }
    }

    pub const fn num(self) -> i64 {
        self.num
    }

    pub const fn den(self) -> i64 {
        self.den
    }

    /// By cross-multiplication, before any rounding.
    pub fn meets(self, comparator: Comparator, target: Exact) -> bool {
        comparator.holds(&self, &target)
    }

    /// `self × times ÷ by`.
    pub fn times(self, times: i64, by: i64) -> Self {
        Exact::reduced(
            i128::from(self.num) * i128::from(times),
            i128::from(self.den) * i128::from(by),
        )
    }

    /// `self ÷ other`; `None` where it is 0.
    pub fn over(self, other: Exact) -> Option<Self> {
        let (num, den) = (
            i128::from(self.num) * i128::from(other.den),
            i128::from(self.den) * i128::from(other.num),
        );
        (den != 0).then(|| Exact::reduced(num, den))
    }

    /// The value `done` of `all` steps on the straight line from here to `other`.
    pub fn towards(self, other: Exact, done: i64, all: i64) -> Self {
        self.times(all - done, all).plus(other.times(done, all))
    }

    pub fn plus(self, other: Exact) -> Self {
        let num = i128::from(self.num) * i128::from(other.den)
            + i128::from(other.num) * i128::from(self.den);
        Exact::reduced(num, i128::from(self.den) * i128::from(other.den))
    }

    pub fn minus(self, other: Exact) -> Self {
        self.plus(other.times(-1, 1))
    }

    /// `self × other`.
    pub fn by(self, other: Exact) -> Self {
        Exact::reduced(
            i128::from(self.num) * i128::from(other.num),
            i128::from(self.den) * i128::from(other.den),
        )
    }

    /// The greatest multiple of `step` that is not above it. `step` is above 0.
    pub fn down_to(self, step: i64) -> Self {
        let step = i128::from(step.max(1));
        let whole = i128::from(self.num).div_euclid(i128::from(self.den) * step);
        Exact::reduced(whole * step, 1)
    }

    /// In lowest terms. What does not fit in 64 bits even so is halved on both sides until it does.
    fn reduced(num: i128, den: i128) -> Self {
        let common = i128::try_from(gcd(num.unsigned_abs(), den.unsigned_abs()))
            .unwrap_or(1)
            .max(1);
        let (mut num, mut den) = (num / common * den.signum(), (den / common).abs());
        loop {
            match (i64::try_from(num), i64::try_from(den)) {
                (Ok(num), Ok(den)) => {
                    return Exact {
                        num,
                        den: den.max(1),
                    };
                }
                _ => (num, den) = (num / 2, den / 2),
            }
        }
    }

    /// The number for people, without its unit: `1,206.40`, `91.43`, `118`. Rounded half up (away from zero), a real minus.
    pub fn shown(self, shown: &Shown) -> String {
        self.rounded(scale(&shown.unit), shown.decimals)
            .text(shown.decimals)
    }

    /// As [`Exact::shown`], with digits added until what is read does not contradict the verdict against the target.
    pub fn shown_against(self, shown: &Shown, comparator: Comparator, target: Exact) -> String {
        let scale = scale(&shown.unit);
        let verdict = self.meets(comparator, target);
        let decimals = (shown.decimals..=MOST_DECIMALS).find(|decimals| {
            let read = self.rounded(scale, *decimals);
            read.meets(scale, *decimals, comparator, target) == verdict
        });
        let decimals = decimals.unwrap_or(MOST_DECIMALS);
        self.rounded(scale, decimals).text(decimals)
    }

    /// `1,206.40 万元`, `91.43%`.
    pub fn with_unit(self, shown: &Shown) -> String {
        let blank = if shown.unit == "%" { "" } else { " " };
        format!("{}{blank}{}", self.shown(shown), shown.unit)
    }

    fn rounded(self, (times, by): (i64, i64), decimals: u32) -> Rounded {
        let divisor = i128::from(self.den) * i128::from(by);
        let scaled = i128::from(self.num).unsigned_abs() * i128::from(times).unsigned_abs();
        let mut digits = scaled / divisor.unsigned_abs();
        let mut rest = scaled % divisor.unsigned_abs();
        for _ in 0..decimals {
            rest *= 10;
            digits = digits * 10 + rest / divisor.unsigned_abs();
            rest %= divisor.unsigned_abs();
        }
        let up = u128::from(rest * 2 >= divisor.unsigned_abs());
        let digits = i128::try_from(digits + up).unwrap_or(i128::MAX);
        Rounded(if self.num < 0 { -digits } else { digits })
    }
}

/// A rounded number in units of its last digit.
struct Rounded(i128);

impl Rounded {
    fn text(&self, decimals: u32) -> String {
        let unit = 10i128.pow(decimals);
        let sign = if self.0 < 0 { "−" } else { "" };
        let (whole, rest) = (self.0.abs() / unit, self.0.abs() % unit);
        let fraction = if decimals == 0 {
            String::new()
        } else {
            format!(".{rest:0width$}", width = decimals as usize)
        };
        format!("{sign}{}{fraction}", grouped(whole))
    }

    fn meets(
        &self,
        (times, by): (i64, i64),
        decimals: u32,
        comparator: Comparator,
        target: Exact,
    ) -> bool {
        let left = self.0.checked_mul(i128::from(target.den) * i128::from(by));
        let right = (i128::from(target.num) * i128::from(times)).checked_mul(10i128.pow(decimals));
        match (left, right) {
            (Some(left), Some(right)) => comparator.holds(&left, &right),
            _ => true,
        }
    }
}

/// Shown units in one base unit: `(times, by)`, 万元 is fen × 1 / 1,000,000.
fn scale(unit: &str) -> (i64, i64) {
    match unit {
        "元" => (1, 100),
        "万元" => (1, 1_000_000),
        "亿元" => (1, 10_000_000_000),
        "%" => (100, 1),
        _ => (1, 1),
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        (i128::from(self.num) * i128::from(other.den))
            .cmp(&(i128::from(other.num) * i128::from(self.den)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn unit(unit: &str, decimals: u32) -> Shown {
        Shown {
            unit: unit.to_owned(),
            decimals,
        }
    }

    #[test]
    fn numbers_for_people() {
        for (num, den, name, decimals, text) in [
            (1_206_400_000, 1, "万元", 2, "1,206.40 万元"),
            (36_000_000, 1, "元", 2, "360,000.00 元"),
            (12_151_800_000_000, 1, "亿元", 2, "1,215.18 亿元"),
            (118, 1, "项", 0, "118 项"),
            (-3, 1, "家", 0, "−3 家"),
            (32, 35, "%", 2, "91.43%"),
            (1, 8, "%", 1, "12.5%"),
            (5_000, 1, "万元", 2, "0.01 万元"),
            (4_999, 1, "万元", 2, "0.00 万元"),
            (-4_999, 1, "万元", 2, "0.00 万元"),
            (i64::MAX, 1, "%", 2, "922,337,203,685,477,580,700.00%"),
        ] {
            assert_eq!(
                Exact::ratio(num, den)
                    .unwrap()
                    .with_unit(&unit(name, decimals)),
                text
            );
        }
    }

    #[test]
    fn digits_are_added_until_the_number_tells_the_verdict() {
        let target = Exact::ratio(42, 100).unwrap();
        let share = Exact::ratio(41_996, 100_000).unwrap();
        assert!(!share.meets(Comparator::AtLeast, target));
        assert_eq!(share.shown(&unit("%", 2)), "42.00");
        assert_eq!(
            share.shown_against(&unit("%", 2), Comparator::AtLeast, target),
            "41.996"
        );
        assert_eq!(
            target.shown_against(&unit("%", 2), Comparator::AtLeast, target),
            "42.00"
        );
        let over = Exact::whole(2_000_000_001);
        let limit = Exact::whole(2_000_000_000);
        assert_eq!(
            over.shown_against(&unit("万元", 2), Comparator::More, limit),
            "2,000.000001"
        );
        assert!(!limit.meets(Comparator::More, limit));
        assert_eq!(
            limit.shown_against(&unit("万元", 2), Comparator::More, limit),
            "2,000.00"
        );
        let third = Exact::ratio(1, 3).unwrap();
        assert_eq!(
            third.shown_against(&unit("%", 2), Comparator::AtLeast, third),
            "33.333333333333"
        );
    }

    #[test]
    fn ratios_compare_exactly() {
        assert_eq!(Exact::ratio(1, 3), Exact::ratio(-2, -6));
        assert!(Exact::ratio(i64::MAX, i64::MAX - 1).unwrap() > Exact::whole(1));
        assert!(Exact::ratio(1, 0).is_none());
        assert_eq!(Exact::ratio(1, -2).unwrap().num(), -1);
    }
}
