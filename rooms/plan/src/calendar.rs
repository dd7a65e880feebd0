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

/// What is wrong with a new one: the field, its label, and the sentence.
pub fn check(
    day: Day,
    made: Option<Made>,
    note: &str,
    source: &str,
) -> Vec<(&'static str, &'static str, String)> {
    let mut wrong = Vec::new();
    match made {
        None => wrong.push(("made", "改为", "请选放假或上班".to_owned())),
        Some(Made::Rest) if !day.is_workday() => wrong.push((
            "day",
            "日期",
            format!("{day} 是{}，本来就休息，不用登记", day.weekday_name()),
        )),
        Some(Made::Work) if day.is_workday() => wrong.push((
            "day",
            "日期",
            format!("{day} 是{}，本来就上班，不用登记", day.weekday_name()),
        )),
        Some(_) => {}
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
    fn shifted_days_lie_on_weekends_and_every_year_has_its_holidays() {
        let calendar = shipped().unwrap();
        for year in [2020, 2021, 2025, 2026] {
            let days: Vec<&Shift> = calendar.within(Period::year(year).unwrap()).collect();
            assert!(
                days.iter()
                    .all(|shift| shift.made == Made::Rest || !shift.day.is_workday()),
                "{year}"
            );
            let rest = days.iter().filter(|shift| shift.made == Made::Rest);
            assert!(rest.count() >= 28, "{year}");
            assert!(days.iter().all(|shift| !shift.source.is_empty()), "{year}");
        }
        let week = Period {
            first: Day::of(2020, 9, 28).unwrap(),
            last: Day::of(2020, 10, 11).unwrap(),
        };
        assert_eq!(calendar.working_days(week), 5);
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
            let found: Vec<&str> = check(day(on), made, note, source)
                .iter()
                .map(|wrong| wrong.0)
                .collect();
            assert_eq!(found, wrong, "{on}");
        }
    }
}
