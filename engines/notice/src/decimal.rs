//! Exact decimal numbers, as a notice writes them.

use std::cmp::Ordering;
use std::fmt;

/// A number `units × 10^-scale`, kept without trailing zeros after the point.
///
/// Large enough for anything a notice says (up to 38 digits); an operation that would overflow gives `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    scale: u8,
}

impl Decimal {
    /// `units × 10^-scale`, in its shortest form.
    pub fn new(units: i128, scale: u8) -> Self {
        let (mut units, mut scale) = (units, scale);
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        Self { units, scale }
    }

    /// A whole number.
    pub fn whole(units: i128) -> Self {
        Self { units, scale: 0 }
    }

    /// Reads ASCII digits with at most one point. `None` when it is not such a number or has more than 20 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (before, after) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{before}{after}");
        let plain = !before.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain || digits.len() > 20 || (text.contains('.') && after.is_empty()) {
            return None;
        }
        Some(Self::new(
            digits.parse().ok()?,
            u8::try_from(after.len()).ok()?,
        ))
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let (one, two) = (self.widened(scale)?, other.widened(scale)?);
        Some(Self::new(one.checked_add(two)?, scale))
    }

    /// Its units at a greater scale.
    fn widened(self, scale: u8) -> Option<i128> {
        let factor = 10_i128.checked_pow(u32::from(scale - self.scale))?;
        self.units.checked_mul(factor)
    }

    /// The number times a whole factor.
    pub fn times(self, factor: i128) -> Option<Self> {
        Some(Self::new(self.units.checked_mul(factor)?, self.scale))
    }

    /// The product.
    pub fn by(self, other: Self) -> Option<Self> {
        let units = self.units.checked_mul(other.units)?;
        Some(Self::new(units, self.scale.checked_add(other.scale)?))
    }

    /// The number divided by `10^places`: percent to fraction is 2 places.
    pub fn shifted(self, places: u8) -> Option<Self> {
        Some(Self::new(self.units, self.scale.checked_add(places)?))
    }

    /// The digits without the point, and how many of them stand after it.
    pub fn parts(self) -> (i128, u8) {
        (self.units, self.scale)
    }

    /// The nearest floating number, for a JSON number that prints the same digits.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        match (self.widened(scale), other.widened(scale)) {
            (Some(one), Some(two)) => one.cmp(&two),
            // So far apart or so long that the nearest floating numbers tell them apart.
            _ => self
                .to_f64()
                .total_cmp(&other.to_f64())
                .then((self.units, self.scale).cmp(&(other.units, other.scale))),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.units);
        }
        let width = usize::from(self.scale) + 1;
        let digits = format!("{:0>width$}", self.units.unsigned_abs());
        let (before, after) = digits.split_at(digits.len() - usize::from(self.scale));
        let sign = if self.units < 0 { "-" } else { "" };
        write!(f, "{sign}{before}.{after}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn reads_and_prints_the_same_digits() {
        for (given, printed) in [
            ("2.5", "2.5"),
            ("0.50", "0.5"),
            ("30", "30"),
            ("1000", "1000"),
            ("69.63", "69.63"),
        ] {
            assert_eq!(
                Decimal::parse(given).unwrap().to_string(),
                printed,
                "{given}"
            );
        }
        for wrong in ["", ".", "1.", ".5", "1.2.3", "a", "123456789012345678901"] {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn percent_and_magnitude_are_exact() {
        assert_eq!(
            Decimal::parse("2.5")
                .unwrap()
                .shifted(2)
                .unwrap()
                .to_string(),
            "0.025"
        );
        assert_eq!(
            Decimal::parse("1.19")
                .unwrap()
                .times(1_000_000_000_000)
                .unwrap()
                .to_string(),
            "1190000000000"
        );
        assert_eq!(Decimal::parse("0.1").unwrap().to_f64(), 0.1);
        assert_eq!(Decimal::whole(i128::MAX).times(10), None);
    }

    #[test]
    fn order() {
        let sorted = [
            "0",
            "0.025",
            "0.03",
            "2.5",
            "10",
            "10.01",
            "123456789012345678",
        ];
        for pair in sorted.windows(2) {
            let [one, two] = pair else { continue };
            assert!(Decimal::parse(one) < Decimal::parse(two), "{pair:?}");
        }
    }

    #[test]
    fn sums() {
        let plus = |one: &str, two: &str| Decimal::parse(one)?.plus(Decimal::parse(two)?);
        assert_eq!(plus("0.5", "1.75"), Decimal::parse("2.25"));
        assert_eq!(plus("30", "15"), Decimal::parse("45"));
    }
}
