use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

use crate::number::{grouped, half_width};

/// Money in fen (1/100 yuan), exact.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// Why a text is no amount of money. Worded for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FenFault {
    Unreadable(String),
    TooFine(String),
    TooLarge(String),
}

impl std::error::Error for FenFault {}

impl fmt::Display for FenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FenFault::Unreadable(text) => write!(
                f,
                "“{text}”不是金额，可填 18、18.50、180,000元、18万、1.2亿"
            ),
            FenFault::TooFine(text) => write!(f, "“{text}”细到了分以下，金额最多到分"),
            FenFault::TooLarge(text) => {
                write!(f, "“{text}”超过了能记的最大金额（1 万亿元），请检查单位")
            }
        }
    }
}

impl Fen {
    pub const ZERO: Fen = Fen(0);
    /// The most that one amount may be, 1 万亿元: the sum of ninety thousand such still has a place in 64 bits, so that
    /// what one person types by mistake keeps nobody from a figure.
    pub const MOST: Fen = Fen::yuan(1_000_000_000_000);

    pub const fn yuan(yuan: i64) -> Self {
        Fen(yuan * 100)
    }

    /// Reads what a person types. A bare number is in `unit` (fen per unit: 100 for 元,
    /// 1_000_000 for 万元); 元, 万, 万元, 亿, 亿元 after it say otherwise.
    pub fn parse(text: &str, unit: i64) -> Result<Self, FenFault> {
        let shown = text.trim().to_owned();
        let plain: String = half_width(text)
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '¥' | '￥'))
            .collect();
        let (digits, scale) = strip_unit(&plain, unit);
        let negative = digits.starts_with('-');
        let digits = digits.trim_start_matches(['-', '+']);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let readable = (!whole.is_empty() || !part.is_empty())
            && whole
                .chars()
                .chain(part.chars())
                .all(|c| c.is_ascii_digit());
        if !readable {
            return Err(FenFault::Unreadable(shown));
        }
        if whole.len() > 18 || part.len() > 12 {
            return Err(FenFault::TooLarge(shown));
        }
        let places = u32::try_from(part.len()).unwrap_or(0);
        let number: i128 = format!("{whole}{part}")
            .parse()
            .map_err(|_| FenFault::Unreadable(shown.clone()))?;
        let scaled = number * i128::from(scale);
        let divisor = 10i128.pow(places);
        if scaled % divisor != 0 {
            return Err(FenFault::TooFine(shown));
        }
        let fen = i64::try_from(scaled / divisor).ok();
        let fen = fen.filter(|fen| *fen <= Fen::MOST.0);
        let fen = fen.ok_or(FenFault::TooLarge(shown))?;
        Ok(Fen(if negative { -fen } else { fen }))
    }

    /// `360,000.00`, in yuan to the cent.
    pub fn in_yuan(self) -> String {
        self.shown(100, 2)
    }

    /// `36.00`, in ten thousand yuan, rounded half up to two places.
    pub fn in_wan(self) -> String {
        self.shown(1_000_000, 2)
    }

    /// Plain decimal yuan for machines: `360000.00`.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!(
            "{sign}{}.{:02}",
            self.0.unsigned_abs() / 100,
            self.0.unsigned_abs() % 100
        )
    }

    fn shown(self, unit: i64, places: u32) -> String {
        let scale = 10i128.pow(places);
        let unit = i128::from(unit);
        let scaled = (i128::from(self.0.abs()) * scale * 2 + unit) / (unit * 2);
        let sign = if self.0 < 0 && scaled != 0 { "−" } else { "" };
        format!(
            "{sign}{}.{:0width$}",
            grouped(scaled / scale),
            scaled % scale,
            width = places as usize
        )
    }
}

fn strip_unit(text: &str, unit: i64) -> (&str, i64) {
    for (suffix, scale) in [
        ("亿元", 10_000_000_000),
        ("亿", 10_000_000_000),
        ("万元", 1_000_000),
        ("万", 1_000_000),
        ("元", 100),
    ] {
        if let Some(rest) = text.strip_suffix(suffix) {
            return (rest, scale);
        }
    }
    (text, unit)
}

impl Add for Fen {
    type Output = Fen;
    fn add(self, other: Fen) -> Fen {
        Fen(self.0 + other.0)
    }
}
impl Sub for Fen {
    type Output = Fen;
    fn sub(self, other: Fen) -> Fen {
        Fen(self.0 - other.0)
    }
}
impl Neg for Fen {
    type Output = Fen;
    fn neg(self) -> Fen {
        Fen(-self.0)
    }
}
impl Sum for Fen {
    fn sum<I: Iterator<Item = Fen>>(amounts: I) -> Fen {
        amounts.fold(Fen::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_as_people_type_it() {
        for (text, unit, fen) in [
            ("18", 1_000_000, 18_000_000),
            ("18万", 100, 18_000_000),
            ("180,000", 100, 18_000_000),
            ("１８０，０００元", 1_000_000, 18_000_000),
            ("1.2亿", 100, 12_000_000_000),
            ("0.01", 100, 1),
            ("-3.5万元", 100, -3_500_000),
        ] {
            assert_eq!(Fen::parse(text, unit), Ok(Fen(fen)), "{text}");
        }
        assert!(matches!(
            Fen::parse("0.001", 100),
            Err(FenFault::TooFine(_))
        ));
        assert!(matches!(
            Fen::parse("abc", 100),
            Err(FenFault::Unreadable(_))
        ));
        assert!(matches!(Fen::parse("", 100), Err(FenFault::Unreadable(_))));
        assert!(matches!(
            Fen::parse("99999999999999亿", 100),
            Err(FenFault::TooLarge(_))
        ));
        assert_eq!(
            Fen::parse("1万亿", 100),
            Err(FenFault::Unreadable("1万亿".to_owned()))
        );
        assert_eq!(Fen::parse("10000亿", 100), Ok(Fen::MOST));
        for text in ["10000.0001亿", "-10000.0001亿", "92233720368.54775807"] {
            let found = Fen::parse(text, 100_000_000);
            assert!(
                matches!(found, Err(FenFault::TooLarge(_))),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn money_as_it_is_shown() {
        assert_eq!(Fen(36_000_000).in_wan(), "36.00");
        assert_eq!(Fen(12_064_000_000).in_wan(), "12,064.00");
        assert_eq!(Fen(-1).in_wan(), "0.00");
        assert_eq!(Fen(5_000).in_wan(), "0.01");
        assert_eq!(Fen(36_000_000).in_yuan(), "360,000.00");
        assert_eq!(Fen(-5).plain(), "-0.05");
    }
}
