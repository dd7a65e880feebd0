//! Working days: Monday to Friday, but for the holidays (休) and shifted working days (班) that a
//! notice or the county itself lays down. Format of `catalogue/calendars/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use values::{Day, Period};

use crate::fault::Fault;
use crate::toml_fault::read;

/// What a day is made, whatever its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    Rest,
    Work,
}

/// One day that is not what its weekday says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    pub day: Day,
    pub made: Made,
    /// 春节, 国庆节调休
    pub note: String,
    /// The notice's number, or who laid it down.
    pub source: String,
}

/// All shifts; a later one of the same day replaces the earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar(BTreeMap<Day, Shift>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    notice: Vec<Notice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    number: String,
    holidays: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: String,
    /// First and last day.
    rest: (Day, Day),
    #[serde(default)]
    work: Vec<Day>,
}

impl Made {
    pub fn code(self) -> &'static str {
        match self {
            Made::Rest => "rest",
            Made::Work => "work",
        }
    }

    pub fn read(code: &str) -> Option<Made> {
        [Made::Rest, Made::Work]
            .into_iter()
            .find(|made| made.code() == code)
    }

    /// As calendars print it.
    pub fn word(self) -> &'static str {
        match self {
            Made::Rest => "休",
            Made::Work => "班",
        }
    }
}

impl Calendar {
    /// Reads `(name of the file, text)` in the order given; notices in the order of the file.
    pub fn parse<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Fault> {
        let mut calendar = Calendar::default();
        for (name, text) in texts {
            let file: File = read(name, text)?;
            for notice in &file.notice {
                notice
                    .holidays
                    .iter()
                    .for_each(|holiday| calendar.take(holiday, &notice.number));
            }
        }
        Ok(calendar)
    }

    fn take(&mut self, holiday: &Holiday, number: &str) {
        let mut put = |day, made, note: String| {
            self.put(Shift {
                day,
                made,
                note,
                source: number.to_owned(),
            });
        };
        for number in holiday.rest.0.number()..=holiday.rest.1.number() {
            put(Day::from_number(number), Made::Rest, holiday.name.clone());
        }
        for day in &holiday.work {
            put(*day, Made::Work, format!("{}调休", holiday.name));
        }
    }

    pub fn put(&mut self, shift: Shift) {
        self.0.insert(shift.day, shift);
    }

    pub fn get(&self, day: Day) -> Option<&Shift> {
        self.0.get(&day)
    }

    /// The shifts of a stretch of days, in their order.
    pub fn within(&self, days: Period) -> impl Iterator<Item = &Shift> {
        self.0
            .range(days.first..=days.last.max(days.first))
            .map(|(_, shift)| shift)
    }

    pub fn is_working(&self, day: Day) -> bool {
        self.get(day)
            .map_or_else(|| day.is_workday(), |shift| shift.made == Made::Work)
    }

    /// How many working days lie in a stretch; none where it ends before it begins.
    pub fn working_days(&self, days: Period) -> i32 {
        let found = (days.first.number()..=days.last.number())
            .filter(|number| self.is_working(Day::from_number(*number)));
        i32::try_from(found.count()).unwrap_or(i32::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TEXT: &str = r#"
[[notice]]
number = "国办发明电〔2019〕16号"
holidays = [{ name = "春节", rest = ["2020-01-24", "2020-01-30"], work = ["2020-01-19", "2020-02-01"] }]
[[notice]]
number = "国办发明电〔2020〕1号"
holidays = [{ name = "春节假期延长", rest = ["2020-01-31", "2020-02-02"] }]
"#;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn days(first: &str, last: &str) -> Period {
        Period {
            first: day(first),
            last: day(last),
        }
    }

    #[test]
    fn a_later_notice_changes_an_earlier_one() {
        let calendar = Calendar::parse([("2020.toml", TEXT)]).unwrap();
        for (on, working) in [
            ("2020-01-17", true),
            ("2020-01-18", false),
            ("2020-01-19", true),
            ("2020-01-24", false),
            ("2020-01-31", false),
            ("2020-02-01", false),
            ("2020-02-03", true),
        ] {
            assert_eq!(calendar.is_working(day(on)), working, "{on}");
        }
        let first = calendar.get(day("2020-02-01")).unwrap();
        assert_eq!(first.source, "国办发明电〔2020〕1号");
        assert_eq!(calendar.get(day("2020-01-19")).unwrap().note, "春节调休");
    }

    #[test]
    fn working_days_of_a_stretch() {
        let calendar = Calendar::parse([("2020.toml", TEXT)]).unwrap();
        for (first, last, count) in [
            ("2020-01-27", "2020-02-02", 0),
            ("2020-01-13", "2020-01-19", 6),
            ("2020-09-14", "2020-09-20", 5),
            ("2020-09-20", "2020-09-14", 0),
        ] {
            assert_eq!(calendar.working_days(days(first, last)), count, "{first}");
        }
        assert_eq!(calendar.within(days("2020-01-30", "2020-01-31")).count(), 2);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        let fault = Calendar::parse([("x.toml", "[[notice]]\nnumber = 1")]).unwrap_err();
        assert!(fault.to_string().contains("x.toml"), "{fault}");
        assert!(
            Calendar::parse([(
                "x.toml",
                "[[notice]]\nnumber = \"1\"\nholidays = [{ name = \"x\", rest = [\"2020-02-30\", \"2020-03-01\"] }]"
            )])
            .is_err()
        );
    }
}
