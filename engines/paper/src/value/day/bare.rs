//! What of a text is the day itself.

use std::borrow::Cow;

use super::super::blanks::is_invisible;
use super::han;
use crate::text;

/// 2020/9/18 上午 10:30
const HALVES: [&str; 7] = ["上午", "下午", "凌晨", "早上", "中午", "晚上", "傍晚"];

/// Half width, without the time of the day, the day of the week and blanks, numerals as digits; none where a blank parts two
/// numbers that may belong to one day or to two: 2020.1.1 8.
pub fn of(given: &str) -> Option<String> {
    let seen = given.chars().filter(|c| !is_invisible(*c)).map(text::half);
    let tidy = text::tidy(&seen.collect::<String>());
    let day = without_time(tidy.trim_end_matches('.'));
    let (outside, inside) = text::brackets(day);
    let named = inside.iter().all(|part| is_weekday(part));
    let day = if named { outside.as_str() } else { day };
    let day = ["星期", "周"]
        .iter()
        .filter_map(|word| day.rfind(word).filter(|at| is_weekday(&day[*at..])))
        .min()
        .map_or(day, |at| &day[..at])
        .trim();
    let is_one_line = !given.trim().contains(char::is_control);
    let day = match is_one_line.then(|| apart(day)).flatten() {
        Some(day) => Cow::Owned(day),
        None => Cow::Borrowed(day),
    };
    if parts_digits(&day) {
        return None;
    }
    let day: String = day.chars().filter(|c| *c != ' ').collect();
    Some(han::in_digits(&day).unwrap_or(day))
}

fn without_time(tidy: &str) -> &str {
    let is_time = |rest: &str| {
        rest.chars()
            .all(|c| c.is_ascii_digit() || " :时点分秒半".contains(c))
    };
    let half = HALVES.iter().find_map(|half| {
        let (day, rest) = tidy.split_once(half)?;
        is_time(rest).then_some(day)
    });
    if let Some(day) = half {
        return day;
    }
    let cut = tidy
        .find(':')
        .and_then(|colon| tidy[..colon].rfind([' ', 'T', 't', '日']));
    match cut {
        Some(at) if tidy[at..].starts_with('日') => &tidy[..at + '日'.len_utf8()],
        Some(at) => &tidy[..at],
        None => tidy,
    }
}

/// 2020、9、18 and 2020 9 18: the year in front says what the others are, as 9、18 does not.
fn apart(day: &str) -> Option<String> {
    let sign = ['、', ' '].into_iter().find(|sign| day.contains(*sign))?;
    let parts: Vec<&str> = day.split(sign).map(str::trim).collect();
    let is_number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts[..] {
        [year, month, day]
            if year.len() == 4
                && is_number(year, 4)
                && is_number(month, 2)
                && is_number(day, 2) =>
        {
            Some(parts.join("-"))
        }
        _ => None,
    }
}

fn parts_digits(day: &str) -> bool {
    day.split_once(' ').is_some_and(|(before, behind)| {
        let is_digit = |c: char| c.is_ascii_digit();
        before.ends_with(is_digit) && behind.starts_with(is_digit) || parts_digits(behind)
    })
}

fn is_weekday(text: &str) -> bool {
    let rest = text
        .trim()
        .trim_start_matches("星期")
        .trim_start_matches('周');
    let mut rest = rest.chars();
    matches!(
        rest.next(),
        Some('一' | '二' | '三' | '四' | '五' | '六' | '日' | '天')
    ) && rest.next().is_none()
}
