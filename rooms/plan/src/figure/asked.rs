//! What an address asks: the scope, the day, by whose knowledge, over which period. All of it stands
//! in the address, so that a figure can be sent to somebody.

use std::fmt::Write as _;

use ::store::Tx;
use measure::{Asking, Known, Scope};
use values::{Day, Moment, Period};
use web::{Actor, Error, ListQuery, Result};

use super::places::Places;

/// The question of an address, understood.
#[derive(Clone, Debug)]
pub struct Asked {
    pub asking: Asking,
    /// `county`, `office:<id>`, `town:<id>`.
    pub scope: String,
    /// 全市, 产学研成果科, 白蒲镇.
    pub scope_name: String,
    /// As it was given; empty for now.
    pub known: String,
    /// The moment of a past knowledge; `None` for now.
    pub moment: Option<Moment>,
    /// The other moment of a bridge, as it was given; may be empty.
    pub against: String,
    pub today: Day,
}

/// One choice of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

impl Asked {
    /// Reads `scope`, `day`, `known`, `period` and `against`; the defaults are the county, today, now, and the year of the day.
    pub async fn read(tx: &mut Tx, actor: &Actor, today: Day, list: &ListQuery) -> Result<Asked> {
        let day = day_of(list.get("day"), today)?;
        let period = period_of(list.get("period"), day)?;
        let (known, moment) = knowledge(tx, list.get("known"), today).await?;
        let places = Places::between(tx, period.first, day).await?;
        let own_town = actor.sees_only_town().map(|town| format!("town:{town}"));
        let text = match (list.get("scope"), &own_town) {
            ("", Some(town)) => town.clone(),
            ("", None) => "county".to_owned(),
            (scope, _) => scope.to_owned(),
        };
        if own_town.as_ref().is_some_and(|own| *own != text) {
            return Err(Error::forbidden(
                "镇区经办只看本镇区的数值和记录。",
                "科室人员和局领导",
            ));
        }
        let (scope, scope_name) = places.scope(&text)?;
        let asking = Asking::new(tx.county(), scope, period, day, known);
        Ok(Asked {
            asking,
            scope: text,
            scope_name,
            known: list.get("known").to_owned(),
            moment,
            against: list.get("against").to_owned(),
            today,
        })
    }

    pub fn is_county(&self) -> bool {
        self.asking.scope == Scope::default()
    }

    pub fn day(&self) -> Day {
        self.asking.day
    }

    /// `?scope=…&day=…&known=…`, what makes an address permanent: the day always stands in it.
    pub fn query(&self) -> String {
        let mut query = format!("?scope={}&day={}", self.scope, self.asking.day);
        if !self.known.is_empty() {
            let _ = write!(query, "&known={}", encode(&self.known));
        }
        if Some(self.asking.period) != Period::year(self.asking.day.year()) {
            let _ = write!(query, "&period={}", period_text(self.asking.period));
        }
        query
    }

    /// 截至 2020-09-18，已知于 2020-08-31 23:59, the line under a figure.
    pub fn stamp(&self) -> String {
        match self.moment {
            Some(moment) => format!(
                "截至 {}，已知于 {} {}",
                self.asking.day,
                moment.day(),
                moment.time()
            ),
            None => format!("截至 {}，按现在所知", self.asking.day),
        }
    }

    /// Now, the ends of the last six months, and what was asked.
    pub fn moments(&self) -> Vec<Choice> {
        let mut choices = vec![Choice {
            value: String::new(),
            name: "现在".to_owned(),
            chosen: self.known.is_empty(),
        }];
        let mut end = first_of_month(self.today).plus(-1);
        for _ in 0..6 {
            let value = end.to_string();
            let chosen = value == self.known;
            choices.push(Choice {
                name: format!("{value} 月末"),
                value,
                chosen,
            });
            end = first_of_month(end).plus(-1);
        }
        if choices.iter().all(|choice| !choice.chosen) {
            choices.push(Choice {
                value: self.known.clone(),
                name: self.known.clone(),
                chosen: true,
            });
        }
        choices
    }
}

fn first_of_month(day: Day) -> Day {
    Day::of(day.year(), day.month(), 1).unwrap_or(day)
}

fn day_of(text: &str, today: Day) -> Result<Day> {
    if text.is_empty() {
        return Ok(today);
    }
    let day = Day::parse(text, today.year())
        .map_err(|fault| Error::Malformed(format!("截至日：{fault}。")))?;
    if day > today {
        return Err(Error::Malformed(format!(
            "截至日 {day} 还没有到，最晚填今天 {today}。"
        )));
    }
    Ok(day)
}

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
    let period = period
        .filter(|period| (1990..=2200).contains(&period.first.year()))
        .ok_or_else(wrong)?;
    if day < period.first {
        return Err(Error::Malformed(format!(
            "截至日 {day} 在统计期 {period} 之前。"
        )));
    }
    Ok(period)
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

/// By whose knowledge: empty is now; a day means its end; a moment is RFC 3339 or local.
pub async fn knowledge(tx: &mut Tx, text: &str, today: Day) -> Result<(Known, Option<Moment>)> {
    if text.is_empty() || text == "now" {
        return Ok((Known::Now(tx.sequence()), None));
    }
    let moment = match Day::parse(text, today.year()) {
        Ok(day) => Moment::end_of(day),
        Err(_) => Moment::parse(text).ok_or_else(|| {
            Error::Malformed(format!(
                "“{text}”不是时点，可填 2020-08-31 或 2020-08-31 17:30。"
            ))
        })?,
    };
    if moment >= tx.moment() {
        return Ok((Known::Now(tx.sequence()), Some(moment)));
    }
    Ok((Known::Then(tx.sequence_at(moment).await?), Some(moment)))
}

/// Percent-encodes a query value.
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
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
        for (text, first, last) in [
            ("", "2020-01-01", "2020-12-31"),
            ("2020", "2020-01-01", "2020-12-31"),
            ("2020-09", "2020-09-01", "2020-09-30"),
            ("2020-Q3", "2020-07-01", "2020-09-30"),
        ] {
            let period = period_of(text, on).unwrap();
            assert_eq!(
                (period.first, period.last),
                (day(first), day(last)),
                "{text}"
            );
            assert_eq!(period_of(&period_text(period), on).unwrap(), period);
        }
        for wrong in ["2020-13", "2020-Q5", "abc", "2020-W3", "99999", "2020-10"] {
            assert!(
                matches!(period_of(wrong, on), Err(Error::Malformed(_))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn days_of_an_address() {
        let today = day("2020-09-18");
        assert_eq!(day_of("", today).unwrap(), today);
        assert_eq!(day_of("8月31日", today).unwrap(), day("2020-08-31"));
        let Err(Error::Malformed(why)) = day_of("2020-09-31", today) else {
            panic!("no such day")
        };
        assert_eq!(why, "截至日：2020-09-31 不是一个日子，9 月只有 30 天。");
        let Err(Error::Malformed(why)) = day_of("2020-09-19", today) else {
            panic!("ahead")
        };
        assert_eq!(why, "截至日 2020-09-19 还没有到，最晚填今天 2020-09-18。");
    }
}
