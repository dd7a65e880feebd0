//! What an address asks: the scope, the day, by whose knowledge, over which period. All of it stands
//! in the address, so that a figure can be sent to somebody.

use std::fmt::Write as _;

use ::store::Tx;
use measure::{Asking, Known, Scope};
use values::{Day, Moment, Period};
use web::{Actor, Error, ListQuery, Result};

use super::period::{is_year, period_of, period_text, period_words};
use super::places::Places;

/// The question of an address as it is written. [`Asked::read`] sees nothing else of an address, so an
/// answer may be kept under it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Address {
    scope: String,
    day: String,
    known: String,
    period: String,
    against: String,
}

impl Address {
    pub fn of(list: &ListQuery) -> Address {
        let said = |name| list.get(name).to_owned();
        Address {
            scope: said("scope"),
            day: said("day"),
            known: said("known"),
            period: said("period"),
            against: said("against"),
        }
    }
}

/// The question of an address, understood.
#[derive(Clone, Debug)]
pub struct Asked {
    pub asking: Asking,
    /// As of this day; it may lie after the period, where the asking's own day is the period's last.
    pub as_of: Day,
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
    pub now: Moment,
}

/// One choice of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

impl Asked {
    /// The defaults are the county, today, now, and the year of the day.
    pub async fn read(tx: &mut Tx, actor: &Actor, now: Moment, address: &Address) -> Result<Asked> {
        let day = day_of(&address.day, now.day())?;
        let period = period_of(&address.period, day)?;
        let (known, moment) = knowledge(tx, &address.known, now).await?;
        let places = Places::between(tx, period.first, day).await?;
        let own_town = actor.sees_only_town().map(|town| format!("town:{town}"));
        let text = match (address.scope.as_str(), &own_town) {
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
            as_of: day,
            scope: text,
            scope_name,
            known: address.known.clone(),
            moment,
            against: address.against.clone(),
            now,
        })
    }

    pub fn is_county(&self) -> bool {
        self.asking.scope == Scope::default()
    }

    pub fn day(&self) -> Day {
        self.asking.day
    }

    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// What targets and their curves are for: a month or a quarter has none.
    pub fn is_of_a_year(&self) -> bool {
        is_year(self.asking.period)
    }

    /// `?scope=…&day=…&known=…`, what makes an address permanent: the day always stands in it.
    pub fn query(&self) -> String {
        self.query_over(self.period_said())
    }

    /// The same question of the year's page, which knows whole years only.
    pub fn query_of_year(&self) -> String {
        let said = Some(self.period_said()).filter(|_| self.is_of_a_year());
        self.query_over(said.unwrap_or_default())
    }

    fn query_over(&self, period: String) -> String {
        let mut query = format!("?scope={}&day={}", self.scope, self.as_of);
        if !self.known.is_empty() {
            let _ = write!(query, "&known={}", encode(&self.known));
        }
        if !period.is_empty() {
            let _ = write!(query, "&period={period}");
        }
        query
    }

    /// As an address says it; empty where it follows from the day.
    pub fn period_said(&self) -> String {
        let follows = Some(self.asking.period) == Period::year(self.as_of.year());
        Some(self.asking.period)
            .filter(|_| !follows)
            .map_or_else(String::new, period_text)
    }

    /// 2020年9月，截至 2020-09-18，已知于 2020-08-31 23:59, the line under a figure. A year goes without saying.
    pub fn stamp(&self) -> String {
        let period = if self.is_of_a_year() {
            String::new()
        } else {
            format!("{}，", period_words(self.asking.period))
        };
        let day = self.asking.day;
        match self.moment {
            Some(moment) => format!(
                "{period}截至 {day}，已知于 {} {}",
                moment.day(),
                moment.time()
            ),
            None => format!("{period}截至 {day}，按现在所知"),
        }
    }

    /// Now, the ends of the last six months, and what was asked.
    pub fn moments(&self) -> Vec<Choice> {
        let mut choices = vec![Choice {
            value: String::new(),
            name: "现在".to_owned(),
            chosen: self.known.is_empty(),
        }];
        let mut end = first_of_month(self.today()).plus(-1);
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
        return Err(Error::NotYet(format!(
            "截至日 {day} 还没有到，最晚填今天 {today}。"
        )));
    }
    Ok(day)
}

/// By whose knowledge: empty is now; a day means its end, today's is now; a moment is RFC 3339 or local.
/// What will be known later is refused.
pub async fn knowledge(tx: &mut Tx, text: &str, now: Moment) -> Result<(Known, Option<Moment>)> {
    if text.is_empty() || text == "now" {
        return Ok((Known::Now(tx.sequence()), None));
    }
    let moment = moment_of(text, now.max(tx.moment()))?;
    if moment >= tx.moment() {
        return Ok((Known::Now(tx.sequence()), Some(moment)));
    }
    Ok((Known::Then(tx.sequence_at(moment).await?), Some(moment)))
}

fn moment_of(text: &str, now: Moment) -> Result<Moment> {
    let today = now.day();
    if let Ok(day) = Day::parse(text, today.year()) {
        if day > today {
            return Err(Error::NotYet(format!(
                "“已知于”的日子 {day} 还没有到，最晚填今天 {today}。"
            )));
        }
        return Ok(Moment::end_of(day).min(now));
    }
    let moment = Moment::parse(text).ok_or_else(|| {
        Error::Malformed(format!(
            "“{text}”不是时点，可填 2020-08-31 或 2020-08-31 17:30。"
        ))
    })?;
    if moment > now {
        return Err(Error::NotYet(format!(
            "“已知于”的时点 {} {} 还没有到，最晚填现在。",
            moment.day(),
            moment.time()
        )));
    }
    Ok(moment)
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
    fn what_is_known_later_cannot_be_asked_for() {
        let now = Moment::at(day("2020-10-02"), 9, 30);
        for (text, found) in [
            ("2020-08-31", Some(Moment::end_of(day("2020-08-31")))),
            ("2020-10-02", Some(now)),
            ("2020-10-02 09:30", Some(now)),
            ("2020-10-02 09:31", None),
            ("2020-10-03", None),
            ("2020-12-31", None),
        ] {
            assert_eq!(moment_of(text, now).ok(), found, "{text}");
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
        let Err(Error::NotYet(why)) = day_of("2020-09-19", today) else {
            panic!("ahead")
        };
        assert_eq!(why, "截至日 2020-09-19 还没有到，最晚填今天 2020-09-18。");
    }
}
