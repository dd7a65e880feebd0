//! The period of an address or a command: a year, a quarter or a month.

use values::{Day, Period};
use web::{Error, Result};

/// `2020`, `2020-09`, `2020-Q3`; empty for the year of the day.
pub fn period_of(text: &str, day: Day) -> Result<Period> {
    let wrong = || Error::Malformed(format!("“{text}”不是统计期，可填 2020、2020-09、2020-Q3。"));
    let period = match text.split_once('-') {
        None if text.is_empty() => Period::year(day.year()),
        None => text.parse().ok().and_then(Period::year),
        Some((year, part)) => {
            let year = year.parse().map_err(|_| wrong())?;
            match part.strip_prefix(['Q', 'q']) {
                Some(quarter) => quarter
                    .parse()
                    .ok()
                    .and_then(|quarter| Period::quarter(year, quarter)),
                None => part
                    .parse()
                    .ok()
                    .and_then(|month| Period::month(year, month)),
            }
        }
    };
    let period = period.filter(is_near).ok_or_else(wrong)?;
    if day < period.first {
        return Err(Error::Malformed(format!(
            "截至日 {day} 在统计期 {period} 之前。"
        )));
    }
    Ok(period)
}

/// The whole of a year.
pub fn period_of_year(year: i32) -> Result<Period> {
    let period = Period::year(year).filter(is_near);
    period.ok_or_else(|| Error::Malformed(format!("{year} 不是年度，可填 1990 到 2200。")))
}

/// Days far away would overflow what is counted from them.
fn is_near(period: &Period) -> bool {
    (1990..=2200).contains(&period.first.year())
}

/// The shortest text that [`period_of`] reads back.
pub fn period_text(period: Period) -> String {
    let (year, month) = (period.first.year(), period.first.month());
    match period.length() {
        365.. => year.to_string(),
        32.. => format!("{year}-Q{}", month.div_ceil(3)),
        _ => format!("{year}-{month:02}"),
    }
}

/// 2020年9月, 2020年三季度, 2020年.
pub fn period_words(period: Period) -> String {
    let (year, month) = (period.first.year(), period.first.month());
    match period.length() {
        365.. => format!("{year}年"),
        32.. => {
            let quarter = ["一", "二", "三", "四"][(month as usize - 1) / 3];
            format!("{year}年{quarter}季度")
        }
        _ => format!("{year}年{month}月"),
    }
}

pub fn is_year(period: Period) -> bool {
    Some(period) == Period::year(period.first.year())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn periods_of_an_address() {
        let on = day("2020-09-18");
        for (text, first, last, words) in [
            ("", "2020-01-01", "2020-12-31", "2020年"),
            ("2020", "2020-01-01", "2020-12-31", "2020年"),
            ("2020-09", "2020-09-01", "2020-09-30", "2020年9月"),
            ("2020-Q3", "2020-07-01", "2020-09-30", "2020年三季度"),
        ] {
            let period = period_of(text, on).unwrap();
            assert_eq!(
                (period.first, period.last),
                (day(first), day(last)),
                "{text}"
            );
            assert_eq!(period_of(&period_text(period), on).unwrap(), period);
            assert_eq!(period_words(period), words);
        }
        for wrong in ["2020-13", "2020-Q5", "abc", "2020-W3", "99999", "2020-10"] {
            assert!(
                matches!(period_of(wrong, on), Err(Error::Malformed(_))),
                "{wrong}"
            );
        }
    }
}
