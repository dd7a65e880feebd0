//! Putting number, magnitude and unit together; ranges; 翻番.

mod fraction;

use super::unit::{self, Class, Unit};
use super::{arabic, chinese, magnitude};
use crate::decimal::Decimal;
use crate::scan;

/// A number with its magnitude and unit, as it stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// First character, an index into the sentence.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// In base units.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// Its unit; empty for a bare number.
    pub unit: String,
    pub class: Class,
    /// Written in Chinese numerals.
    pub is_chinese: bool,
    /// A magnitude without digits: 亿元.
    pub is_magnitude: bool,
    /// 余 or 多 stands in it.
    pub is_vague: bool,
}

/// A number and what multiplies it, before the unit is known.
struct Amount {
    to: usize,
    value: Decimal,
    factor: i128,
    is_chinese: bool,
    is_magnitude: bool,
    is_vague: bool,
}

/// All quantities of a sentence, from left to right.
pub fn quantities(chars: &[char]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let (next, quantity) = at(chars, i);
        found.extend(quantity);
        i = next.max(i + 1);
    }
    found
}

fn at(chars: &[char], i: usize) -> (usize, Option<Quantity>) {
    if chars[i] == '翻' {
        return doubling(chars, i);
    }
    if scan::at(chars, i, "百分之") {
        return percent_in_words(chars, i);
    }
    if let Some(found) = fraction::at(chars, i) {
        return found;
    }
    if chars[i] == '半' || scan::at(chars, i, "一半") {
        return half(chars, i);
    }
    let (skip, amount) = amount(chars, i);
    match amount {
        Some(first) => with_unit(chars, i, first),
        None => (i + skip, None),
    }
}

/// The number at `i`: how many characters to pass over, and what it is.
fn amount(chars: &[char], i: usize) -> (usize, Option<Amount>) {
    if chars[i].is_ascii_digit() {
        let (length, value) = arabic::read(chars, i);
        let magnitude = magnitude::read(chars, i + length);
        let to = i + length + magnitude.length;
        let make = |value| Amount {
            to,
            value,
            factor: magnitude.factor,
            is_chinese: false,
            is_magnitude: false,
            is_vague: magnitude.is_vague,
        };
        return (length, value.map(make));
    }
    if !chinese::is_numeral(chars[i]) {
        return (1, None);
    }
    let read = chinese::read(chars, i);
    let vague = matches!(chars.get(i + read.length), Some('余' | '多')) && !read.is_magnitude;
    let after = magnitude::read(chars, i + read.length);
    let (extra, factor) = if vague {
        (after.length, after.factor)
    } else {
        (0, 1)
    };
    let to = i + read.length + extra;
    let make = |value| Amount {
        to,
        value,
        factor,
        is_chinese: true,
        is_magnitude: read.is_magnitude,
        is_vague: vague,
    };
    (read.length, read.value.map(make))
}

fn with_unit(chars: &[char], from: usize, first: Amount) -> (usize, Option<Quantity>) {
    let unit = unit::read(chars, first.to).or_else(|| of_parts(chars, from, &first));
    let end = first.to + unit.as_ref().map_or(0, |u| u.length);
    if let Some((second, unit)) = range(chars, end, unit.as_ref()) {
        return between(from, first, second, unit);
    }
    let to = end;
    (to, built(from, to, &first, None, unit))
}

/// Before a number of months these make it a limit: 不少于9个月.
#[rustfmt::skip]
const LIMITS: &[&str] = &[
    "不少于", "不低于", "不小于", "达到", "缩短到", "缩短至", "压缩到", "压缩至", "延长到", "延长至", "保持在", "提高到",
];

/// Units that only some numbers have: 18/10万, years where they are no date (12.8年), and months where they are a limit.
fn of_parts(chars: &[char], from: usize, number: &Amount) -> Option<Unit> {
    let (word, class) = if scan::at(chars, number.to, "/10万") {
        ("/10万", Class::Count)
    } else if !number.is_chinese && number.value.parts().1 > 0 && scan::at(chars, number.to, "年")
    {
        ("年", Class::Duration)
    } else if scan::at(chars, number.to, "个月")
        && scan::longest_before(chars, from, LIMITS).is_some()
    {
        ("个月", Class::Duration)
    } else if magnitude::LOOSE
        .iter()
        .any(|(word, _)| scan::before(chars, number.to, word))
    {
        return Some(Unit {
            length: 0,
            name: "元".to_owned(),
            class: Class::Money,
        });
    } else {
        return None;
    };
    Some(Unit {
        length: scan::len(word),
        name: word.to_owned(),
        class,
    })
}

/// The second end of a range: `—5.5%`, `至50家`.
fn range(chars: &[char], i: usize, first: Option<&Unit>) -> Option<(Amount, Unit)> {
    let dash = chars[i..]
        .iter()
        .take(2)
        .take_while(|c| matches!(c, '-' | '—' | '~'))
        .count();
    let word = usize::from(dash == 0 && matches!(chars.get(i), Some('至' | '到')));
    let start = i + dash + word;
    if dash + word == 0 || start >= chars.len() {
        return None;
    }
    let (_, second) = amount(chars, start);
    let second = second?;
    let unit = unit::read(chars, second.to)?;
    first
        .is_none_or(|u| u.name == unit.name)
        .then_some((second, unit))
}

fn between(
    from: usize,
    mut first: Amount,
    second: Amount,
    unit: Unit,
) -> (usize, Option<Quantity>) {
    // 1—2万元: the magnitude stands once, for both.
    if first.factor == 1 && second.factor > 1 && first.value.to_f64() < second.value.to_f64() {
        first.factor = second.factor;
    }
    let to = second.to + unit.length;
    let high = base(&second, &unit);
    (to, built(from, to, &first, high, Some(unit)))
}

/// The value in base units: money and counts multiplied out, shares as fractions.
fn base(amount: &Amount, unit: &Unit) -> Option<Decimal> {
    let value = amount.value.times(amount.factor)?;
    match unit.class {
        Class::Percent => value.shifted(2),
        Class::PerMille => value.shifted(3),
        Class::PerTen => value.shifted(1),
        _ => Some(value),
    }
}

fn built(
    from: usize,
    to: usize,
    amount: &Amount,
    high: Option<Decimal>,
    unit: Option<Unit>,
) -> Option<Quantity> {
    let unit = unit.unwrap_or(Unit {
        length: 0,
        name: String::new(),
        class: Class::Bare,
    });
    Some(Quantity {
        from,
        to,
        value: base(amount, &unit)?,
        high,
        unit: unit.name,
        class: unit.class,
        is_chinese: amount.is_chinese,
        is_magnitude: amount.is_magnitude,
        is_vague: amount.is_vague,
    })
}

/// 百分之三十五.
fn percent_in_words(chars: &[char], i: usize) -> (usize, Option<Quantity>) {
    let start = i + 3;
    if start >= chars.len() {
        return (start, None);
    }
    let (skip, amount) = amount(chars, start);
    let unit = Unit {
        length: 0,
        name: "ratio".to_owned(),
        class: Class::Percent,
    };
    match amount {
        Some(amount) => (amount.to, built(i, amount.to, &amount, None, Some(unit))),
        None => (start + skip, None),
    }
}

/// 半数 and 一半, but not 半年 or 一半是.
fn half(chars: &[char], i: usize) -> (usize, Option<Quantity>) {
    let Some(word) = scan::longest_at(chars, i, &["半数", "一半"]) else {
        return (i + 1, None);
    };
    let amount = Amount {
        to: i + scan::len(word),
        value: Decimal::new(5, 1),
        factor: 1,
        is_chinese: true,
        is_magnitude: false,
        is_vague: false,
    };
    let unit = Unit {
        length: 0,
        name: "ratio".to_owned(),
        class: Class::Times,
    };
    (amount.to, built(i, amount.to, &amount, None, Some(unit)))
}

/// 翻番 and 翻一番 are twice, 翻两番 four times.
fn doubling(chars: &[char], i: usize) -> (usize, Option<Quantity>) {
    let (count, to) = match (chars.get(i + 1), chars.get(i + 2)) {
        (Some('番'), _) => (1, i + 2),
        (Some('一' | '1'), Some('番')) => (1, i + 3),
        (Some('两' | '二' | '2'), Some('番')) => (2, i + 3),
        (Some('三' | '3'), Some('番')) => (3, i + 3),
        _ => return (i + 1, None),
    };
    let unit = Unit {
        length: 0,
        name: "倍".to_owned(),
        class: Class::Times,
    };
    let amount = Amount {
        to,
        value: Decimal::whole(1 << count),
        factor: 1,
        is_chinese: true,
        is_magnitude: false,
        is_vague: false,
    };
    (to, built(i, to, &amount, None, Some(unit)))
}

#[cfg(test)]
mod tests;
