//! Numbers in Chinese numerals: 三十, 两, 一百二十, 三点五, and magnitudes alone (千万).

use crate::decimal::Decimal;

/// No number is written with more numerals than this.
const LONGEST: usize = 14;

/// A Chinese numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chinese {
    /// How many characters it takes.
    pub length: usize,
    /// Its value; `None` when the characters are no number (二〇二〇 as a year, 三五 as a guess).
    pub value: Option<Decimal>,
    /// Magnitudes only: 千万, 亿.
    pub is_magnitude: bool,
}

fn digit(c: char) -> Option<i128> {
    match c {
        '两' => Some(2),
        _ => "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .and_then(|d| i128::try_from(d).ok()),
    }
}

fn step(c: char) -> Option<i128> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn big(c: char) -> Option<i128> {
    match c {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// Is this a character of Chinese numerals?
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || step(c).is_some() || big(c).is_some() || c == '〇'
}

/// Reads the numerals at `i`; there is at least one.
pub fn read(chars: &[char], i: usize) -> Chinese {
    let length = chars[i..].iter().take_while(|c| is_numeral(**c)).count();
    let run = &chars[i..i + length];
    if length == 0 || length > LONGEST {
        return Chinese {
            length,
            value: None,
            is_magnitude: false,
        };
    }
    let is_magnitude = run
        .iter()
        .all(|c| (step(*c).is_some() && *c != '十') || big(*c).is_some());
    let value = whole(run).map(Decimal::whole);
    match fraction(chars, i + length) {
        Some((more, digits)) if value.is_some() && !is_magnitude => {
            let scale = u8::try_from(more - 1).unwrap_or(0);
            let units = value
                .and_then(|v| v.times(10_i128.pow(u32::from(scale))))
                .map(|v| v.parts().0 + digits);
            Chinese {
                length: length + more,
                value: units.map(|u| Decimal::new(u, scale)),
                is_magnitude,
            }
        }
        _ => Chinese {
            length,
            value,
            is_magnitude,
        },
    }
}

/// 点五 after a number.
fn fraction(chars: &[char], i: usize) -> Option<(usize, i128)> {
    if chars.get(i) != Some(&'点') {
        return None;
    }
    let digits: Vec<i128> = chars[i + 1..]
        .iter()
        .take(6)
        .map_while(|c| digit(*c))
        .collect();
    (!digits.is_empty()).then(|| (digits.len() + 1, digits.iter().fold(0, |n, d| n * 10 + d)))
}

fn whole(run: &[char]) -> Option<i128> {
    let (mut total, mut part, mut last): (i128, i128, Option<i128>) = (0, 0, None);
    for (i, c) in run.iter().enumerate() {
        if let Some(d) = digit(*c) {
            // Two digits in a row are a year or a guess (三五家), unless one is the 零 of 一百零五.
            if last.is_some_and(|l| l != 0) {
                return None;
            }
            last = Some(d);
        } else if let Some(s) = step(*c) {
            part += last
                .take()
                .unwrap_or(i128::from(i == 0 || part == 0))
                .max(1)
                * s;
        } else if let Some(b) = big(*c) {
            let below = part + last.take().unwrap_or(0);
            total = (total + below.max(i128::from(total + below == 0))).checked_mul(b)?;
            part = 0;
        } else {
            return None;
        }
    }
    Some(total + part + last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

    #[test]
    fn values() {
        for (text, value) in [
            ("三十", Some("30")),
            ("十", Some("10")),
            ("十五", Some("15")),
            ("两", Some("2")),
            ("一百二十", Some("120")),
            ("一百零五", Some("105")),
            ("三千", Some("3000")),
            ("两万五千", Some("25000")),
            ("千万", Some("10000000")),
            ("万亿", Some("1000000000000")),
            ("亿", Some("100000000")),
            ("三点五", Some("3.5")),
            ("二〇二〇", None),
            ("三五", None),
        ] {
            let read = read(&scan::chars(text), 0);
            assert_eq!(
                read.value.map(|v| v.to_string()),
                value.map(str::to_owned),
                "{text}"
            );
            assert_eq!(read.length, text.chars().count(), "{text}");
        }
    }

    #[test]
    fn magnitudes_alone() {
        assert!(read(&scan::chars("千万元"), 0).is_magnitude);
        assert!(!read(&scan::chars("十万元"), 0).is_magnitude);
        assert_eq!(read(&scan::chars(&"万".repeat(1000)), 0).value, None);
    }
}
