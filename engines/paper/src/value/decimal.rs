//! Decimals as texts, exact.

use std::borrow::Cow;

/// `digits` · 10^-`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: i128,
    places: u32,
}

/// Why a decimal does not become a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotWhole {
    TooFine,
    TooLarge,
}

/// Digits of both sides together; twice what the largest amount has.
const MOST_DIGITS: usize = 36;

impl Decimal {
    /// Reads `-1234.50`, with thousands separators where they stand rightly. Also says whether there were any.
    pub fn parse(text: &str) -> Option<(Self, bool)> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let grouped = whole.contains([',', '\'']);
        let whole: Cow<'_, str> = match grouped {
            true => ungrouped(whole)?.into(),
            false => whole.into(),
        };
        if whole.is_empty() && part.is_empty() {
            return None;
        }
        let part = part.trim_end_matches('0');
        let mut digits = 0_i128;
        for (at, digit) in whole
            .trim_start_matches('0')
            .bytes()
            .chain(part.bytes())
            .enumerate()
        {
            if !digit.is_ascii_digit() || at >= MOST_DIGITS {
                return None;
            }
            digits = digits * 10 + i128::from(digit - b'0');
        }
        let decimal = Decimal {
            negative,
            digits,
            places: u32::try_from(part.len()).ok()?,
        };
        Some((decimal, grouped))
    }

    pub fn is_negative(self) -> bool {
        self.negative && self.digits != 0
    }

    pub fn negated(self) -> Self {
        Decimal {
            negative: !self.negative,
            ..self
        }
    }

    /// The decimal times a factor, where it is whole.
    pub fn times(self, factor: i64) -> Result<i64, NotWhole> {
        let (whole, rest) = self.divided(factor)?;
        if rest != 0 {
            return Err(NotWhole::TooFine);
        }
        self.signed(whole)
    }

    /// The decimal times a factor, rounded half away from zero.
    pub fn times_rounded(self, factor: i64) -> Result<i64, NotWhole> {
        let (whole, rest) = self.divided(factor)?;
        let up = rest * 2 >= 10_i128.pow(self.places);
        self.signed(whole + i128::from(up))
    }

    fn divided(self, factor: i64) -> Result<(i128, i128), NotWhole> {
        let scaled = self.digits.checked_mul(i128::from(factor));
        let scaled = scaled.ok_or(NotWhole::TooLarge)?;
        let by = 10_i128.pow(self.places);
        Ok((scaled / by, scaled % by))
    }

    fn signed(self, whole: i128) -> Result<i64, NotWhole> {
        let whole = i64::try_from(whole).map_err(|_| NotWhole::TooLarge)?;
        Ok(if self.negative { -whole } else { whole })
    }

    /// Divided by a power of ten, as plain text without needless zeros.
    pub fn text(self, tens: u32) -> String {
        let places = usize::try_from(self.places + tens).unwrap_or(0);
        let digits = format!("{:0>width$}", self.digits, width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let part = part.trim_end_matches('0');
        let sign = if self.is_negative() { "-" } else { "" };
        let point = if part.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{part}")
    }
}

/// Takes thousands separators away where each group behind the first has three digits.
fn ungrouped(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split([',', '\'']).collect();
    let (first, rest) = groups.split_first()?;
    let right = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    right.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Option<Decimal> {
        Decimal::parse(text).map(|read| read.0)
    }

    #[test]
    fn decimals_are_exact() {
        for (text, factor, whole) in [
            ("36", 1_000_000, Ok(36_000_000)),
            ("0.000001", 1_000_000, Ok(1)),
            ("-3.50", 100, Ok(-350)),
            (".5", 100, Ok(50)),
            ("1,234,567.89", 100, Ok(123_456_789)),
            ("0.001", 100, Err(NotWhole::TooFine)),
            ("99999999999999999999", 100, Err(NotWhole::TooLarge)),
            (
                "000000000000000000000000000000000000000000000001.0",
                100,
                Ok(100),
            ),
        ] {
            assert_eq!(decimal(text).unwrap().times(factor), whole, "{text}");
        }
        for text in [
            "", ".", "-", "1,5", "12,34", "1,2345", "1.2.3", "1e5", "--1", "一",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
        assert_eq!(decimal("0.005").unwrap().times_rounded(100), Ok(1));
        assert_eq!(decimal("-0.0049").unwrap().times_rounded(100), Ok(0));
        assert_eq!(decimal("2.50").unwrap().text(2), "0.025");
        assert_eq!(decimal("-120").unwrap().text(0), "-120");
    }
}
