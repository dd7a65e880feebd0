use std::fmt;

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeZone, Timelike, Utc};

use crate::Day;

/// An instant: UTC, whole milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// Asia/Shanghai without a time-zone database: a fixed +08:00.
const EAST_8: i32 = 8 * 3600;

impl Moment {
    pub const fn from_millis(millis: i64) -> Self {
        Moment(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Nine in the morning and the like: `hour` and `minute` of `day` at +08:00.
    pub fn at(day: Day, hour: u32, minute: u32) -> Self {
        let midnight = i64::from(day.number()) * 86_400_000;
        Moment(midnight + i64::from(hour * 3600 + minute * 60) * 1000 - i64::from(EAST_8) * 1000)
    }

    /// The last millisecond of `day` at +08:00.
    pub fn end_of(day: Day) -> Self {
        Moment(Moment::at(day.plus(1), 0, 0).0 - 1)
    }

    pub fn day(self) -> Day {
        let local = self.0 + i64::from(EAST_8) * 1000;
        Day::from_number(i32::try_from(local.div_euclid(86_400_000)).unwrap_or(i32::MAX))
    }

    pub fn plus_millis(self, millis: i64) -> Self {
        Moment(self.0 + millis)
    }

    pub fn plus_days(self, days: i64) -> Self {
        Moment(self.0 + days * 86_400_000)
    }

    /// RFC 3339 with an offset, or a plain local `2020-09-18T09:00[:00]` read at +08:00.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(moment) = Moment::parse_rfc3339(text) {
            return Some(moment);
        }
        let padded = if text.len() == 16 {
            format!("{text}:00")
        } else {
            text.to_owned()
        };
        Moment::parse_rfc3339(&format!("{}+08:00", padded.replace(' ', "T")))
    }

    /// RFC 3339 with an offset and nothing else: what machines give.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Moment(at.timestamp_millis()))
    }

    fn local(self) -> Option<DateTime<FixedOffset>> {
        let utc: DateTime<Utc> = Utc.timestamp_millis_opt(self.0).single()?;
        FixedOffset::east_opt(EAST_8).map(|east| utc.with_timezone(&east))
    }

    /// `2020-09-18T09:00:00.000+08:00`.
    pub fn rfc3339(self) -> String {
        self.local()
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, false))
            .unwrap_or_default()
    }

    /// `09:05`, the time of day at +08:00.
    pub fn time(self) -> String {
        self.local()
            .map(|at| format!("{}:{:02}", at.hour(), at.minute()))
            .unwrap_or_default()
    }

    /// `9月17日 16:40`, as pages show an instant.
    pub fn spoken(self) -> String {
        format!("{} {}", self.day().spoken(), self.time())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_belongs_to_the_day_at_plus_eight() {
        let day = Day::of(2020, 9, 18).unwrap();
        assert_eq!(Moment::at(day, 0, 0).day(), day);
        assert_eq!(Moment::at(day, 0, 0).plus_millis(-1).day(), day.plus(-1));
        assert_eq!(Moment::end_of(day).day(), day);
        assert_eq!(
            Moment::at(day, 9, 0).rfc3339(),
            "2020-09-18T09:00:00.000+08:00"
        );
        assert_eq!(
            Moment::parse("2020-09-18T01:00:00Z"),
            Some(Moment::at(day, 9, 0))
        );
        assert_eq!(
            Moment::parse("2020-09-18 09:00"),
            Some(Moment::at(day, 9, 0))
        );
        assert_eq!(Moment::parse("gestern"), None);
        assert_eq!(
            Moment::parse_rfc3339("2020-09-18T01:00:00Z"),
            Some(Moment::at(day, 9, 0))
        );
        assert_eq!(Moment::parse_rfc3339("2020-09-18T09:00:00"), None);
    }
}
