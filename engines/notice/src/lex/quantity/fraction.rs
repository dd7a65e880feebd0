//! Fractions: 三分之一, 1/3. They are kept as a ratio of six places.

use super::{Amount, Quantity, built};
use crate::decimal::Decimal;
use crate::lex::chinese;
use crate::lex::unit::{Class, Unit};
use crate::scan;

/// No share is told in smaller parts.
const SMALLEST: i128 = 1000;
/// A share in digits is told in few parts: 1/3, but 9/30 is something else.
const SMALLEST_IN_DIGITS: i128 = 10;
const PLACES: u8 = 6;

/// The fraction at a place: where to go on, and what it is.
pub fn at(chars: &[char], i: usize) -> Option<(usize, Option<Quantity>)> {
    let (parts, whole, to) = in_words(chars, i).or_else(|| in_digits(chars, i))?;
    let scaled = parts.checked_mul(10_i128.pow(u32::from(PLACES)))?;
    let amount = Amount {
        to,
        value: Decimal::new((scaled + whole / 2) / whole, PLACES),
        factor: 1,
        is_chinese: false,
        is_magnitude: false,
        is_vague: false,
    };
    let unit = Unit {
        length: 0,
        name: "ratio".to_owned(),
        class: Class::Times,
    };
    Some((to, built(i, to, &amount, None, Some(unit))))
}

/// 三分之二: two of three. 百分之 is read as a percentage.
fn in_words(chars: &[char], i: usize) -> Option<(i128, i128, usize)> {
    let (whole, at) = numeral(chars, i)?;
    if !scan::at(chars, at, "分之") || whole < 2 {
        return None;
    }
    let (parts, to) = numeral(chars, at + 2)?;
    let is_share = parts > 0 && parts < whole && whole <= SMALLEST;
    is_share.then_some((parts, whole, to))
}

fn numeral(chars: &[char], i: usize) -> Option<(i128, usize)> {
    if !chars.get(i).is_some_and(|c| chinese::is_numeral(*c)) {
        return None;
    }
    let read = chinese::read(chars, i);
    let (units, scale) = read.value?.parts();
    (scale == 0).then_some((units, i + read.length))
}

/// 1/3 behind a word, and no unit or further digits behind it.
fn in_digits(chars: &[char], i: usize) -> Option<(i128, i128, usize)> {
    let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(10)).map(i128::from);
    let (parts, whole) = (digit(i)?, digit(i + 2).filter(|_| chars[i + 1] == '/')?);
    let after = chars.get(i + 3);
    let ends = after.is_none_or(|c| "，。；、）以的左".contains(*c));
    let begins = i.checked_sub(1).is_some_and(|b| scan::is_han(chars[b]));
    let is_share = parts > 0 && parts < whole && whole <= SMALLEST_IN_DIGITS;
    (ends && begins && is_share).then_some((parts, whole, i + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_whole() {
        for (text, from, value) in [
            ("三分之一以上", 0, Some("0.333333")),
            ("占比不低于1/3。", 5, Some("0.333333")),
            ("二分之一", 0, Some("0.5")),
            ("超过三分之二的企业", 2, Some("0.666667")),
            ("于5/6月", 1, None),
            ("十分钟", 0, None),
            ("三分之五", 0, None),
        ] {
            let found = at(&scan::chars(text), from).and_then(|(_, q)| q);
            let value = value.map(str::to_owned);
            assert_eq!(found.map(|q| q.value.to_string()), value, "{text}");
        }
    }
}
