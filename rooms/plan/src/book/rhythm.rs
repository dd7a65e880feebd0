//! The rhythm rules on paper: what is to be kept, and how it is kept so far.

use std::sync::Arc;

use ::store::Tx;
use measure::Asking;
use measure::beat::{Beat, BeatState, name};
use measure::indicator::Every;
use values::Day;
use web::{App, Result};

use super::making::Plan;
use super::{Line, breakdown, words};
use crate::beat::strip::unit;
use crate::beat::{self, Strip};
use crate::figure::asker::Asker;
use crate::proposal::choice;
use crate::rhythm::{self, Rhythm};

/// A rule with its office and its beats.
pub struct Kept {
    pub rule: Rhythm,
    /// The stable code of the office that answers for it; may be empty.
    pub office: String,
    goal: String,
    day: Day,
    /// None where its indicator is not defined on the day.
    strip: Option<Arc<Strip>>,
}

/// The rules of the year that is asked, in the order of the notice.
pub async fn kept(app: &App, tx: &mut Tx, asker: &Asker, asking: &Asking) -> Result<Vec<Kept>> {
    let year = i64::from(asking.period.first.year());
    let choices = choice::all(tx).await?;
    let mut all = Vec::new();
    for rule in rhythm::store::of_year(tx, year, asking.known.sequence()).await? {
        let meant = choice::find(choices, &rule.indicator);
        let indicator = asker.definitions.get(&rule.indicator);
        let least = indicator.and_then(|indicator| indicator.least);
        all.push(Kept {
            office: meant
                .map(|choice| choice.office.clone())
                .unwrap_or_default(),
            goal: meant
                .and_then(|choice| Some(goal(choice.every?, least.unwrap_or(1), &choice.unit)))
                .unwrap_or_default(),
            day: asking.day,
            strip: beat::of_rule(app, asker, tx, &rule, asking, asking.day).await?,
            rule,
        });
    }
    Ok(all)
}

impl Kept {
    pub fn line(&self, plan: &Plan) -> Line {
        Line {
            name: self.rule.name.clone(),
            path: self.path(),
            goal: self.goal.clone(),
            units: words::units(&plan.office(&self.office), ""),
            now: self.now(),
            problem: self.strip.as_deref().map(gaps).unwrap_or_default(),
            next: self.strip.as_deref().map(warned).unwrap_or_default(),
            ..Line::default()
        }
    }

    pub fn of_breakdown(&self, plan: &Plan) -> breakdown::Line {
        let said = [
            self.now(),
            self.strip.as_deref().map(gaps).unwrap_or_default(),
        ];
        breakdown::Line {
            start: self.rule.start,
            name: self.rule.name.clone(),
            path: self.path(),
            goal: self.goal.clone(),
            lead: plan.office(&self.office),
            due: "全年".to_owned(),
            cite: self.rule.cite(),
            remark: said
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("；"),
            ..breakdown::Line::default()
        }
    }

    fn path(&self) -> String {
        format!("/figures/{}", self.rule.indicator)
    }

    fn now(&self) -> String {
        let strip = self.strip.as_deref();
        strip.map_or_else(
            || "当日没有口径".to_owned(),
            |strip| so_far(strip, self.day),
        )
    }
}

/// 每周至少1项, 单月至少1场
fn goal(every: Every, least: i64, measured: &str) -> String {
    let each = match every {
        Every::Week => "每周",
        Every::Month => "每月",
        Every::OddMonth => "单月",
        Every::EvenMonth => "双月",
        Every::Quarter => "每季度",
        Every::Year => "全年",
    };
    format!("{each}至少{least}{measured}")
}

fn those(strip: &Strip, wanted: impl Fn(&Beat) -> bool) -> Vec<&Beat> {
    strip.beats.iter().filter(|beat| wanted(beat)).collect()
}

/// 应有37周，已有34周（补录1周），免考2周
fn so_far(strip: &Strip, day: Day) -> String {
    if strip.every == Every::Year {
        return of_year(strip);
    }
    let unit = unit(strip.every);
    let met = those(strip, |beat| beat.state == BeatState::Met);
    let missed = those(strip, |beat| beat.state == BeatState::Missed).len();
    let late = met.iter().filter(|beat| beat.filled_late).count();
    let exempt = those(strip, |beat| {
        beat.state == BeatState::Exempt && beat.days.first <= day
    });
    let mut said = match met.len() + missed {
        0 => "还没有到期的".to_owned(),
        due => format!("应有{due}{unit}，已有{}{unit}", met.len()),
    };
    if late > 0 {
        said.push_str(&format!("（补录{late}{unit}）"));
    }
    if !exempt.is_empty() {
        said.push_str(&format!("，免考{}{unit}", exempt.len()));
    }
    said
}

/// 已有1件; a breakthrough waits for its decision.
fn of_year(strip: &Strip) -> String {
    let met = strip.beats.iter().any(|beat| beat.state == BeatState::Met);
    match (met, strip.figure.left_out()) {
        (true, _) => "已有".to_owned(),
        (false, 0) => "还没有".to_owned(),
        (false, waiting) => format!("还没有，待确认{waiting}件"),
    }
}

/// 缺第10周、第22周; empty where nothing is missed.
fn gaps(strip: &Strip) -> String {
    let missed = those(strip, |beat| beat.state == BeatState::Missed);
    let names: Vec<String> = missed
        .iter()
        .map(|beat| match strip.every {
            // 缺10周 would be ten weeks.
            Every::Week => format!("第{}", name(strip.every, beat.number)),
            _ => name(strip.every, beat.number),
        })
        .collect();
    match names.as_slice() {
        [] => String::new(),
        names => format!("缺{}", names.join("、")),
    }
}

/// 9月还没有，还剩4个工作日
fn warned(strip: &Strip) -> String {
    let words = |warning: measure::beat::Warning| {
        let said = format!("{}{}", name(strip.every, warning.number), warning.words());
        said.replace(' ', "")
    };
    strip.warning.map(words).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use measure::beat::{Event, Warning, beats};
    use measure::fold::Figure;
    use values::Period;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    /// Events as (day, day of recording); a stretch that is exempt.
    fn strip(every: Every, today: &str, events: &[(&str, &str)], exempt: &[(&str, &str)]) -> Strip {
        let event = |(on, recorded): &(&str, &str)| Event {
            day: day(on),
            recorded: Some(day(recorded)),
            entries: 1,
        };
        let events: Vec<Event> = events.iter().map(event).collect();
        let period = |(first, last): &(&str, &str)| Period {
            first: day(first),
            last: day(last),
        };
        let exempt: Vec<Period> = exempt.iter().map(period).collect();
        Strip {
            every,
            beats: beats(every, 1, 2020, day(today), &events, &exempt),
            figure: Figure {
                value: None,
                parts: vec![],
                verified: None,
            },
            exemptions: vec![],
            warning: None,
        }
    }

    #[test]
    fn how_a_rhythm_is_kept_so_far() {
        let on_time = ("2020-01-08", "2020-01-08");
        let late = ("2020-01-15", "2020-03-01");
        let february = [("2020-02-01", "2020-02-29")];
        let december = [("2020-12-01", "2020-12-31")];
        let on = |every, today, events: &[_], exempt: &[_]| {
            let strip = strip(every, today, events, exempt);
            (so_far(&strip, day(today)), gaps(&strip))
        };
        for (found, said, missing) in [
            (
                on(Every::Week, "2020-01-22", &[on_time, late], &[]),
                "应有3周，已有2周（补录1周）",
                "缺第1周",
            ),
            (
                on(Every::Month, "2020-04-10", &[on_time], &february),
                "应有2个月，已有1个月，免考1个月",
                "缺3月",
            ),
            (
                on(Every::Month, "2020-01-10", &[on_time], &december),
                "应有1个月，已有1个月",
                "",
            ),
            (
                on(Every::Quarter, "2020-02-10", &[], &[]),
                "还没有到期的",
                "",
            ),
            (on(Every::Year, "2020-05-10", &[], &[]), "还没有", ""),
            (on(Every::Year, "2020-05-10", &[on_time], &[]), "已有", ""),
        ] {
            assert_eq!((found.0.as_str(), found.1.as_str()), (said, missing));
        }
    }

    #[test]
    fn what_is_asked_and_what_is_near() {
        assert_eq!(goal(Every::Week, 1, "项"), "每周至少1项");
        assert_eq!(goal(Every::EvenMonth, 2, "场"), "双月至少2场");
        let mut near = strip(Every::Month, "2020-09-25", &[], &[]);
        assert_eq!(warned(&near), "");
        near.warning = Some(Warning {
            number: 9,
            days: Period::month(2020, 9).unwrap(),
            left: 4,
        });
        assert_eq!(warned(&near), "9月还没有，还剩4个工作日");
    }
}
