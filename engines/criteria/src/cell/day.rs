//! Days with their year.

use values::{Day, DayFault, half_width};

/// `2020-09-18` and nothing else.
pub fn iso(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (year, month, day) = (
        number(text.get(..4)?)?,
        number(text.get(5..7)?)?,
        number(text.get(8..)?)?,
    );
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1900..=2200).contains(year))?;
    Some(Day::of(year, month, day)?.number().into())
}

/// Days since 1970-01-01. A day without its year is no day here.
pub fn read(text: &str) -> Result<i64, String> {
    let half = half_width(text);
    if let Some(day) = serial(half.trim()) {
        return Err(format!(
            "“{text}”像是日期的序列号（{day}），请把这一格设成日期格式，或写成 {day}"
        ));
    }
    let year = half
        .get(..4)
        .filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
    let day = match year {
        Some(_) => Day::parse(half.trim(), 1).map_err(|fault| match fault {
            DayFault::Unreadable(text) => DayFault::WithoutYear(text).to_string(),
            other => other.to_string(),
        })?,
        None => return Err(format!("“{text}”不是带年份的日期，写成 2020-09-18")),
    };
    if !(1900..=2200).contains(&day.year()) {
        return Err(format!("“{text}”的年份不对，请核对"));
    }
    Ok(day.number().into())
}

/// The day that Excel and WPS mean by a plain number of five digits (1927 to 2173).
fn serial(text: &str) -> Option<Day> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let plain = whole.len() == 5 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: i32 = whole.parse().ok().filter(|_| plain)?;
    // 25569 is 1970-01-01.
    Some(Day::from_number(number - 25_569))
}
