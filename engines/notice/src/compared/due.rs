//! Deadlines of two years set against each other: 6月底前 and 9月底前.

use std::cmp::Ordering;

/// Earlier or later in its own year; `None` where one of the two says no time that can be set against another.
pub fn order(old: (&str, Option<i32>), new: (&str, Option<i32>)) -> Option<Ordering> {
    Some(when(new.0, new.1)?.cmp(&when(old.0, old.1)?))
}

/// Years after the one planned for, month and day: 6月底前 is (0, 6, 31).
fn when(said: &str, planned: Option<i32>) -> Option<(i32, u32, u32)> {
    let said: Vec<char> = said.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |unit: char| {
        let at = said.iter().position(|c| *c == unit)?;
        let digits = said[..at].iter().rev().take_while(|c| is_number(**c));
        let digits: Vec<char> = digits.copied().collect();
        value(&digits.into_iter().rev().collect::<Vec<_>>())
    };
    let has = |word: &str| said.iter().collect::<String>().contains(word);
    let year = number('年').filter(|year| *year > 1900);
    let year = year.and_then(|year| i32::try_from(year).ok());
    let years = match (year, planned) {
        (Some(year), Some(planned)) => year - planned,
        (Some(_), None) => return None,
        (None, _) => i32::from(has("明年") || has("次年")),
    };
    let (month, day) = if let Some(month) = number('月') {
        let part = if has("上旬") || has("月初") {
            10
        } else if has("中旬") {
            20
        } else {
            31
        };
        (month, number('日').unwrap_or(part))
    } else if let Some(quarter) = number('季') {
        (quarter.checked_mul(3)?, 31)
    } else if has("上半年") || has("年中") {
        (6, 31)
    } else if has("年") {
        (12, 31)
    } else {
        return None;
    };
    (month <= 12).then_some((years, month, day))
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// 12, 十二, 二十五.
fn value(digits: &[char]) -> Option<u32> {
    let word: String = digits.iter().collect();
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let digit = |c: &char| {
        "一二三四五六七八九"
            .chars()
            .zip(1..)
            .find(|(one, _)| one == c)
            .map(|(_, n)| n)
    };
    match digits {
        ['十'] => Some(10),
        [one] => digit(one),
        ['十', one] => Some(10 + digit(one)?),
        [tens, '十'] => Some(10 * digit(tens)?),
        [tens, '十', one] => Some(10 * digit(tens)? + digit(one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_and_later() {
        use Ordering::{Equal, Greater, Less};
        for (old, new, order_of) in [
            ("6月底前", "9月底前", Some(Greater)),
            ("12月底前", "10月底前", Some(Less)),
            ("年底前", "12月底前", Some(Equal)),
            ("十二月底前", "年内", Some(Equal)),
            ("上半年", "6月底前", Some(Equal)),
            ("二季度末", "第三季度末", Some(Greater)),
            ("6月30日前", "6月15日前", Some(Less)),
            ("6月中旬前", "6月底前", Some(Greater)),
            ("2024年6月底前", "2025年6月底前", Some(Equal)),
            ("6月底前", "2026年6月底前", Some(Greater)),
            ("长期", "6月底前", None),
            ("每周五前", "6月底前", None),
        ] {
            let told = order((old, Some(2024)), (new, Some(2025)));
            assert_eq!(told, order_of, "{old} {new}");
        }
        assert_eq!(order(("2024年6月底", None), ("6月底", None)), None);
    }
}
