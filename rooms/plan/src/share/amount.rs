//! Parts of a target: exact, in base units, with sums that cannot overflow.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use ::notice::Decimal;
use measure::Exact;
use values::half_width;

use super::Rule;
use crate::quantity::{MONEY, RATIO, parse, shown_in};

/// Decimals that are kept.
const SCALE: u8 = 8;
const ONE: i128 = 100_000_000;
/// Above this, and below its negative, is no amount of a plan: a hundred thousand of them still add up.
const MOST: i128 = 1_000_000_000_000_000_000_000_000_000;

/// An amount in base units (yuan, a fraction for percent, a count), to the eighth decimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(i128);

/// The smallest part that a target is split into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step(i128);

impl Amount {
    pub const ZERO: Amount = Amount(0);

    /// `None`: more decimals than are kept, or too large.
    pub fn of(value: Decimal) -> Option<Amount> {
        let (units, scale) = value.parts();
        let more = SCALE.checked_sub(scale)?;
        let amount = units.checked_mul(10_i128.pow(u32::from(more)))?;
        (amount.abs() <= MOST).then_some(Amount(amount))
    }

    pub fn decimal(self) -> Decimal {
        Decimal::new(self.0, SCALE)
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub fn abs(self) -> Amount {
        Amount(self.0.abs())
    }

    /// How many whole steps are in it, rounded half up.
    pub fn steps(self, step: Step) -> i128 {
        (2 * self.0 + step.0).div_euclid(2 * step.0)
    }

    pub fn of_steps(steps: i128, step: Step) -> Amount {
        Amount(steps.saturating_mul(step.0).clamp(-MOST, MOST))
    }

    /// A figure of this unit, rounded to a step: fen for money.
    pub fn of_exact(value: Exact, unit: &str, step: Step) -> Amount {
        let den = i128::from(value.den()) * if unit == MONEY { 100 } else { 1 };
        let (above, below) = (i128::from(value.num()).saturating_mul(ONE), den * step.0);
        Amount::of_steps(
            (above.saturating_mul(2) + below).div_euclid(2 * below),
            step,
        )
    }

    /// `1,206.4` in the unit that a matrix is read in ([`shown_unit`]), with a real minus.
    pub fn shown(self, unit: &str) -> String {
        let sign = if self.0 < 0 { "−" } else { "" };
        format!("{sign}{}", shown_in(self.abs().decimal(), shown_unit(unit)))
    }

    /// As it stands in a field: without groups, a plain minus.
    pub fn typed(self, unit: &str) -> String {
        self.shown(unit).replace(',', "").replace('−', "-")
    }

    /// `150 项`, `42%`.
    pub fn with_unit(self, unit: &str) -> String {
        match shown_unit(unit) {
            "%" => format!("{}%", self.shown(unit)),
            shown => format!("{} {shown}", self.shown(unit))
                .trim_end()
                .to_owned(),
        }
    }

    /// Reads what was typed into a field of this unit; a minus stands in front.
    pub fn read(text: &str, unit: &str) -> Option<Amount> {
        let plain = half_width(text.trim());
        let (sign, digits) = match plain.strip_prefix(['-', '−', '－']) {
            Some(digits) => (-1, digits),
            None => (1, plain.as_str()),
        };
        Amount::of(parse(digits, unit)?.times(sign)?)
    }
}

/// The unit in which a matrix is filled in: money in 万元, a fraction in percent.
pub fn shown_unit(unit: &str) -> &str {
    match unit {
        MONEY => "万元",
        RATIO => "%",
        other => other,
    }
}

impl Step {
    /// The last decimal of a value as it is shown: 2,000 万元 is split into whole 万元, 2.5% into tenths of a percent.
    pub fn of(value: Amount, unit: &str) -> Step {
        let mut step = match unit {
            MONEY => 10_000 * ONE,
            RATIO => ONE / 100,
            _ => ONE,
        };
        while step > 1 && value.0 % step != 0 {
            step /= 10;
        }
        Step(step)
    }
}

impl Step {
    /// In which the curve is read: thresholds are the curve's own values, down to its hundredths of a percent; what is summed
    /// is split in whole steps.
    pub fn of_curve(self, rule: Rule, unit: &str) -> Step {
        match (rule, unit) {
            (Rule::Own, RATIO) => Step(self.0.min(ONE / 10_000)),
            _ => self,
        }
    }
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(all: I) -> Amount {
        all.fold(Amount::ZERO, Add::add)
    }
}
