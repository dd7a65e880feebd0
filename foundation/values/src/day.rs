use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::number::half_width;

/// A civil day in Asia/Shanghai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// Why a text is no day. Worded for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayFault {
    Unreadable(String),
    /// Where nothing says of what year a day without one is.
    WithoutYear(String),
    NoSuchDay {
        text: String,
        month: u32,
        days: u32,
    },
}

impl std::error::Error for DayFault {}

impl fmt::Display for DayFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DayFault::Unreadable(text) if text.is_empty() => {
                f.write_str("要填，例如 2020-09-30、9月30日")
            }
            DayFault::WithoutYear(text) if text.is_empty() => f.write_str("要填，例如 2020-09-30"),
            DayFault::Unreadable(text) => write!(
                f,
                "“{text}”不是日期，可填 2020-09-30、2020.9.30、20200930、9月30日"
            ),
            DayFault::WithoutYear(text) => write!(
                f,
                "“{text}”不是日期，要带年份，可填 2020-09-30、2020.9.30、20200930、2020年9月30日"
            ),
            DayFault::NoSuchDay { text, month, days } if *days > 0 => {
                write!(f, "{text} 不是一个日子，{month} 月只有 {days} 天")
            }
            DayFault::NoSuchDay { text, .. } => write!(f, "{text} 不是一个日子，月份是 1 到 12"),
        }
    }
}

impl Day {
    /// Stands for "not known" or "never" in columns that are never null.
    pub const NEVER: Day = Day(match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(day) => day,
        None => NaiveDate::MAX,
    });

    /// Before all days: the end of what holds on none.
    pub const NOWHEN: Day = Day(match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    });

    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0.to_epoch_days()
    }

    pub fn from_number(days: i32) -> Self {
        NaiveDate::from_epoch_days(days).map_or(Day::NEVER, Day)
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }
    pub fn month(self) -> u32 {
        self.0.month()
    }
    pub fn day(self) -> u32 {
        self.0.day()
    }

    pub fn plus(self, days: i32) -> Self {
        Day::from_number(self.number().saturating_add(days))
    }

    /// `None` for [`Day::NEVER`].
    pub fn known(self) -> Option<Self> {
        (self != Day::NEVER).then_some(self)
    }

    /// Monday is 1, Sunday 7.
    pub fn weekday(self) -> u32 {
        self.0.weekday().number_from_monday()
    }

    pub fn is_workday(self) -> bool {
        !matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The ISO year and week (the week belongs to the year of its Thursday).
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.0.iso_week();
        (week.year(), week.week())
    }

    pub fn last_of_month(self) -> Self {
        Day::of(
            self.year(),
            self.month(),
            days_in_month(self.year(), self.month()),
        )
        .unwrap_or(self)
    }

    pub fn last_of_year(self) -> Self {
        Day::of(self.year(), 12, 31).unwrap_or(self)
    }

    /// Strict `2020-09-18`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Day)
    }

    /// Reads a day as people write it: 2020-09-30, 2020.9.30, 2020/9/30, 20200930, 2020年9月30日,
    /// and without a year (9月30日, 9-30) in `year`. Full-width digits are understood.
    pub fn parse(text: &str, year: i32) -> Result<Self, DayFault> {
        let shown = text.trim().to_owned();
        let plain = half_width(text);
        let plain = plain.trim_end_matches(['日', '号']);
        if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
            return pick(
                &shown,
                plain[..4].parse().unwrap_or(0),
                plain[4..6].parse().unwrap_or(0),
                plain[6..].parse().unwrap_or(0),
            );
        }
        let parts: Vec<&str> = plain
            .split(['-', '.', '/', '年', '月'])
            .map(str::trim)
            .collect();
        let numbers: Option<Vec<u32>> = parts
            .iter()
            .map(|part| (part.len() <= 4).then(|| part.parse().ok()).flatten())
            .collect();
        match numbers.as_deref() {
            Some([y, m, d]) if *y >= 1900 => pick(&shown, i32::try_from(*y).unwrap_or(0), *m, *d),
            Some([m, d]) if *m <= 99 => pick(&shown, year, *m, *d),
            _ => Err(DayFault::Unreadable(shown)),
        }
    }

    /// `9月18日`.
    pub fn spoken(self) -> String {
        format!("{}月{}日", self.month(), self.day())
    }

    /// `2020年9月18日`.
    pub fn full(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }

    /// `09-18`, inside a year's list.
    pub fn short(self) -> String {
        format!("{:02}-{:02}", self.month(), self.day())
    }

    /// `星期五`.
    pub fn weekday_name(self) -> &'static str {
        [
            "星期一",
            "星期二",
            "星期三",
            "星期四",
            "星期五",
            "星期六",
            "星期日",
        ][self.weekday() as usize - 1]
    }

    pub fn naive(self) -> NaiveDate {
        self.0
    }

    pub fn from_naive(day: NaiveDate) -> Self {
        Day(day)
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    (28..=31)
        .rev()
        .find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())
        .unwrap_or(0)
}

fn pick(text: &str, year: i32, month: u32, day: u32) -> Result<Day, DayFault> {
    let fault = || DayFault::NoSuchDay {
        text: text.to_owned(),
        month,
        days: days_in_month(year, month),
    };
    Day::of(year, month, day).ok_or_else(fault)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

/// All forms of [`Day::parse`] that name their year.
impl std::str::FromStr for Day {
    type Err = DayFault;
    fn from_str(text: &str) -> Result<Self, DayFault> {
        let whole = |day: &Day| day.year() != NO_YEAR;
        let without = || DayFault::WithoutYear(text.trim().to_owned());
        match Day::parse_iso(text).map_or_else(|| Day::parse(text, NO_YEAR), Ok) {
            Ok(day) => Some(day).filter(whole).ok_or_else(without),
            Err(DayFault::Unreadable(_)) => Err(without()),
            Err(fault) => Err(fault),
        }
    }
}

/// A year that nobody writes, and that has a 29th of February.
const NO_YEAR: i32 = 4;

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Day::parse_iso(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("“{text}”不是日期，写成 2020-09-30")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        let day = Day::of(2020, 9, 30).unwrap();
        for text in [
            "2020-09-30",
            "2020.9.30",
            "2020/9/30",
            "20200930",
            "2020年9月30日",
            "9月30日",
            "９月３０日",
            " 2020-9-30 ",
            "9-30",
        ] {
            assert_eq!(Day::parse(text, 2020), Ok(day), "{text}");
        }
        assert_eq!(
            Day::parse("2020-09-31", 2020).unwrap_err().to_string(),
            "2020-09-31 不是一个日子，9 月只有 30 天"
        );
        assert_eq!(
            Day::parse("2020-13-01", 2020).unwrap_err().to_string(),
            "2020-13-01 不是一个日子，月份是 1 到 12"
        );
        for text in ["", "昨天", "2020", "1-2-3-4", "20.9.30x"] {
            assert!(
                matches!(Day::parse(text, 2020), Err(DayFault::Unreadable(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn an_empty_day_is_asked_for() {
        for text in ["", "  ", "　"] {
            let told = Day::parse(text, 2020).unwrap_err().to_string();
            assert_eq!(told, "要填，例如 2020-09-30、9月30日", "{text:?}");
            let told = text.parse::<Day>().unwrap_err().to_string();
            assert_eq!(told, "要填，例如 2020-09-30", "{text:?}");
        }
        let other = Day::parse("昨天", 2020).unwrap_err().to_string();
        assert!(other.starts_with("“昨天”不是日期"), "{other}");
    }

    #[test]
    fn a_day_that_stands_alone_names_its_year() {
        let day = Day::of(2020, 9, 30).unwrap();
        for text in [
            "2020-09-30",
            "2020.9.30",
            "2020/9/30",
            "20200930",
            "2020年9月30日",
        ] {
            assert_eq!(text.parse(), Ok(day), "{text}");
        }
        for text in ["9月30日", "9-30", "2月29日", "昨天"] {
            let fault = text.parse::<Day>().unwrap_err();
            let hint = fault.to_string();
            assert!(
                hint.contains("可填 2020-09-30") && !hint.contains("、9月30日"),
                "{hint}"
            );
            for offered in hint.split("可填 ").nth(1).unwrap().split('、') {
                assert_eq!(offered.parse(), Ok(day), "{offered}");
            }
        }
        assert_eq!(
            "2020-09-31".parse::<Day>().unwrap_err().to_string(),
            "2020-09-31 不是一个日子，9 月只有 30 天"
        );
        let hint = Day::parse("昨天", 2020).unwrap_err().to_string();
        for offered in hint.split("可填 ").nth(1).unwrap().split('、') {
            assert_eq!(Day::parse(offered, 2020), Ok(day), "{offered}");
        }
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        assert_eq!(Day::of(2020, 12, 31).unwrap().iso_week(), (2020, 53));
        assert_eq!(Day::of(2021, 1, 3).unwrap().iso_week(), (2020, 53));
        assert_eq!(Day::of(2019, 12, 30).unwrap().iso_week(), (2020, 1));
    }
}
