//! Exemptions (免考) from a rhythm rule: a stretch of days in which it need not be kept, with the
//! reason and who approved it. A period is exempt when it lies wholly inside one.

pub(crate) mod acts;
pub(crate) mod pages;
pub(crate) mod store;

use measure::beat::periods;
use measure::indicator::Every;
use values::{Day, Id, Moment, Period};

/// One approved exemption.
#[derive(Clone, Debug)]
pub struct Exemption {
    pub id: Id<Exemption>,
    /// The rhythm's indicator, such as `go-out-even-months`.
    pub indicator: String,
    pub period: Period,
    pub reason: String,
    pub approved_by: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// One that was ended: by whom, when and why. What was seen while it held stays as it was seen.
#[derive(Clone, Debug)]
pub struct Ended {
    pub exemption: Exemption,
    pub by: String,
    pub moment: Moment,
    pub because: String,
}

/// What is entered for a new one.
#[derive(Clone, Debug)]
pub struct NewExemption {
    pub indicator: String,
    pub first: Day,
    pub last: Day,
    pub reason: String,
    pub approved_by: String,
}

/// What is wrong with it: the field, its label, and the sentence.
/// `every`: how often the rhythm beats; nothing where there is none.
pub fn check(
    new: &NewExemption,
    every: Option<Every>,
) -> Vec<(&'static str, &'static str, String)> {
    let mut wrong = Vec::new();
    if every.is_none() {
        wrong.push(("indicator", "节奏", "请从列表里选一条节奏".to_owned()));
    }
    if new.last < new.first {
        wrong.push((
            "last",
            "到",
            format!("{} 早于开始日 {}", new.last, new.first),
        ));
    } else if new.last.number() - new.first.number() > 366 {
        wrong.push((
            "last",
            "到",
            format!("从 {} 到 {} 超过一年，一次最多免一年", new.first, new.last),
        ));
    } else if let Some(every) = every.filter(|every| !holds_a_beat(*every, new)) {
        let beat = beat(every);
        let why = format!(
            "从 {} 到 {} 里没有一个完整的{beat}，免不了：请把整{beat}都写进来",
            new.first, new.last
        );
        wrong.push(("last", "到", why));
    }
    if new.reason.is_empty() {
        wrong.push((
            "reason",
            "理由",
            "请写明为什么免，例如春节放假、疫情防控".to_owned(),
        ));
    }
    if new.approved_by.is_empty() {
        wrong.push((
            "approved_by",
            "批准",
            "请写明谁批准的，例如 局长办公会〔2020〕3号".to_owned(),
        ));
    }
    wrong
}

/// Whether a week, month or quarter of the rhythm lies wholly inside.
fn holds_a_beat(every: Every, new: &NewExemption) -> bool {
    let years = new.first.year() - 1..=new.last.year() + 1;
    let mut beats = years.flat_map(|year| periods(every, year));
    beats.any(|(_, days)| new.first <= days.first && days.last <= new.last)
}

fn beat(every: Every) -> &'static str {
    match every {
        Every::Week => "周",
        Every::Month => "月",
        Every::OddMonth => "单月",
        Every::EvenMonth => "双月",
        Every::Quarter => "季度",
        Every::Year => "年",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_whole_beat_exempts_from_nothing() {
        for (every, first, last, exempts) in [
            (Every::Week, "2020-07-15", "2020-07-17", false),
            (Every::Week, "2020-07-13", "2020-07-19", true),
            (Every::Week, "2020-07-14", "2020-07-25", false),
            (Every::Week, "2020-12-28", "2021-01-03", true),
            (Every::Month, "2020-02-02", "2020-03-30", false),
            (Every::EvenMonth, "2020-03-01", "2020-03-31", false),
            (Every::EvenMonth, "2020-02-01", "2020-02-29", true),
            (Every::Quarter, "2020-01-01", "2020-03-31", true),
            (Every::Year, "2020-01-01", "2020-12-31", true),
        ] {
            let new = NewExemption {
                indicator: String::new(),
                first: Day::parse_iso(first).unwrap(),
                last: Day::parse_iso(last).unwrap(),
                reason: "疫情防控".to_owned(),
                approved_by: "局长办公会".to_owned(),
            };
            let wrong = check(&new, Some(every));
            assert_eq!(wrong.is_empty(), exempts, "{every:?} {first} {wrong:?}");
        }
    }
}
