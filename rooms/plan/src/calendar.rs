//! Working days (工作日): Monday to Friday, but for the holidays and shifted days of the notices that
//! ship with the program and for the days that the county itself lays down.

pub(crate) mod acts;
pub(crate) mod pages;
pub(crate) mod store;

use std::sync::OnceLock;

use ::store::Tx;
use measure::calendar::{Calendar, Made, Shift};
use rust_embed::RustEmbed;
use values::{Day, Moment};
use web::{Error, Result};

/// The topic of what changes working days.
pub const TOPIC: &str = "calendar";

#[derive(RustEmbed)]
#[folder = "../../catalogue/calendars"]
struct Catalogue;

/// A day that the county itself has laid down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub shift: Shift,
    pub actor_name: String,
    pub moment: Moment,
}

/// So many days are laid down at once at most; no holiday is longer.
const MOST: i32 = 31;

/// The days of a stretch that become what they are not, by the notices or by what the county itself says now: what it laid
/// down already it may lay down once more.
pub fn changed(now: &Calendar, (first, last): (Day, Day), made: Made) -> Result<Vec<Day>> {
    let by_notices = shipped()?;
    let works = made == Made::Work;
    let days = (first.number()..=last.number()).map(Day::from_number);
    let is_new = |day: &Day| by_notices.is_working(*day) != works || now.is_working(*day) != works;
    Ok(days.filter(is_new).collect())
}

/// Whether a stretch has days, and no more than are laid down at once.
pub fn is_stretch((first, last): (Day, Day)) -> bool {
    (0..MOST).contains(&(last.number() - first.number()))
}

/// What is wrong with a stretch: the field, its label, and the sentence. `changed`: the days of it that become what they are not.
pub fn check(
    changed: &[Day],
    (first, last): (Day, Day),
    made: Option<Made>,
    note: &str,
    source: &str,
) -> Vec<(&'static str, &'static str, String)> {
    let mut wrong = Vec::new();
    if last < first {
        wrong.push(("last", "到", format!("{last} 早于 {first}")));
    } else if !is_stretch((first, last)) {
        let why = format!("从 {first} 到 {last} 超过 {MOST} 天，请核对");
        wrong.push(("last", "到", why));
    } else if let Some(made) = made
        && changed.is_empty()
    {
        let already = match made {
            Made::Rest => "本来就休息",
            Made::Work => "本来就上班",
        };
        let weekday = first.weekday_name();
        wrong.push((
            "day",
            "日期",
            format!("{first} 是{weekday}，{already}，不用登记"),
        ));
    }
    if made.is_none() {
        wrong.push(("made", "改为", "请选放假或上班".to_owned()));
    }
    if note.is_empty() {
        wrong.push((
            "note",
            "说明",
            "请写明是什么日子，例如 国庆节调休".to_owned(),
        ));
    }
    if source.is_empty() {
        wrong.push((
            "source",
            "依据",
            "请写明依据，例如 国办发明电〔2020〕27号".to_owned(),
        ));
    }
    wrong
}

/// The calendars of the catalogue.
pub fn shipped() -> Result<&'static Calendar> {
    static SHIPPED: OnceLock<Calendar> = OnceLock::new();
    if let Some(found) = SHIPPED.get() {
        return Ok(found);
    }
    let mut texts: Vec<(String, String)> = Catalogue::iter()
        .filter_map(|name| {
            Catalogue::get(&name).map(|file| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(&file.data).into_owned(),
                )
            })
        })
        .collect();
    texts.sort();
    let read = Calendar::parse(
        texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    )
    .map_err(|fault| Error::Fault(fault.to_string()))?;
    Ok(SHIPPED.get_or_init(|| read))
}

/// The working days as held at a sequence.
pub async fn known(tx: &mut Tx, at: i64) -> Result<Calendar> {
    let mut calendar = shipped()?.clone();
    for own in store::held(tx, at).await? {
        calendar.put(own.shift);
    }
    Ok(calendar)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use values::Period;

    #[test]
    fn a_stretch_is_laid_down_where_it_changes_something() {
        let calendar = shipped().unwrap();
        let mut own = calendar.clone();
        let day = |text: &str| Day::parse_iso(text).unwrap();
        own.put(Shift {
            day: day("2020-12-26"),
            made: Made::Work,
            note: "加班".to_owned(),
            source: "局长办公会".to_owned(),
        });
        let of = |now: &Calendar, first: &str, last: &str, made| {
            changed(now, (day(first), day(last)), made).unwrap().len()
        };
        // What the county laid down is laid down again, and back.
        assert_eq!(of(&own, "2020-12-26", "2020-12-26", Made::Work), 1);
        assert_eq!(of(&own, "2020-12-26", "2020-12-26", Made::Rest), 1);
        for (first, last, made, count) in [
            // A Saturday on which people work, and one on which they do not.
            ("2020-10-10", "2020-10-10", Made::Rest, 1),
            ("2020-12-26", "2020-12-26", Made::Rest, 0),
            ("2020-12-26", "2020-12-26", Made::Work, 1),
            ("2020-12-28", "2020-12-28", Made::Work, 0),
            // Two weekends and New Year lie within.
            ("2020-12-25", "2021-01-04", Made::Rest, 6),
        ] {
            assert_eq!(
                of(calendar, first, last, made),
                count,
                "{first} {last} {made:?}"
            );
        }
    }

    /// Days of rest beside the weekends, each a working day less: 11 by 国务院令第644号, 13 from 2025 by
    /// 国务院令第795号, and the two by which 国办发明电〔2020〕1号 made the Spring Festival longer.
    const STATUTORY: [(i32, i32); 7] = [
        (2020, 11 + 2),
        (2021, 11),
        (2022, 11),
        (2023, 11),
        (2024, 11),
        (2025, 13),
        (2026, 13),
    ];

    #[test]
    fn what_is_shifted_is_worked_on_a_weekend_and_the_holidays_are_those_of_the_law() {
        let calendar = shipped().unwrap();
        for (year, statutory) in STATUTORY {
            let days = Period::year(year).unwrap();
            for shift in calendar.within(days) {
                let by_its_weekday = shift.day.is_workday();
                assert!(shift.made == Made::Rest || !by_its_weekday, "{shift:?}");
                assert!(!shift.source.is_empty() && !shift.note.is_empty());
            }
            let plain = Calendar::default().working_days(days);
            assert_eq!(plain - calendar.working_days(days), statutory, "{year}");
        }
        let of = |shift: &Shift| shift.day.year();
        let always = Period {
            first: Day::of(1990, 1, 1).unwrap(),
            last: Day::of(2100, 12, 31).unwrap(),
        };
        let mut years: Vec<i32> = calendar.within(always).map(of).collect();
        years.dedup();
        let told: Vec<i32> = STATUTORY.iter().map(|(year, _)| *year).collect();
        assert_eq!(years, told, "a year that ships is counted here");
    }

    #[test]
    fn days_as_the_notices_have_them() {
        let calendar = shipped().unwrap();
        let working = |text: &str| calendar.is_working(Day::parse_iso(text).unwrap());
        for (text, works) in [
            ("2020-10-08", false),
            ("2020-10-10", true),
            ("2022-01-30", true),
            ("2022-10-09", true),
            ("2023-01-02", false),
            ("2023-06-25", true),
            ("2024-02-09", true),
            ("2024-02-18", true),
            ("2024-06-10", false),
            ("2025-10-08", false),
            ("2026-02-23", false),
        ] {
            assert_eq!(working(text), works, "{text}");
        }
    }

    #[test]
    fn a_day_is_laid_down_only_against_its_weekday() {
        let day = |text: &str| Day::parse_iso(text).unwrap();
        for (on, made, note, source, wrong) in [
            (
                "2020-12-31",
                Some(Made::Rest),
                "运动会",
                "局长办公会",
                &[][..],
            ),
            ("2020-12-26", Some(Made::Work), "加班", "局长办公会", &[]),
            ("2020-12-26", Some(Made::Rest), "x", "y", &["day"]),
            ("2020-12-25", Some(Made::Work), "x", "y", &["day"]),
            ("2020-12-25", None, "", "", &["made", "note", "source"]),
        ] {
            let days = (day(on), day(on));
            let new = made.map(|made| changed(shipped().unwrap(), days, made).unwrap());
            let found = check(&new.unwrap_or_default(), days, made, note, source);
            let found: Vec<&str> = found.iter().map(|wrong| wrong.0).collect();
            assert_eq!(found, wrong, "{on}");
        }
    }
}
