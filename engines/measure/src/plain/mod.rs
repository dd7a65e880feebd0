//! A naive reckoner over versions in memory, written straight from the words of the definition of *candidate*, *counted*
//! and *left out*. It exists to prove the SQL right; it shares only the checked formula with it.

mod view;

use std::collections::HashSet;

use values::{Day, Uuid};

use crate::asking::{Asking, Known};
use crate::kind::Column;
use crate::language::{Checked, Measure, On, Op, Part, Time};
use crate::reason::Reason;
use view::{View, key, number};

/// One version of a row, as `ledger_version` holds it. Unknown: nil id, [`Day::NEVER`], `None`, `""`, level 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub entry: Uuid,
    pub version: i64,
    pub known_from: i64,
    pub known_until: i64,
    pub kind: String,
    pub subject: Uuid,
    pub town: Uuid,
    pub office: Uuid,
    pub effective: Day,
    pub until: Day,
    pub other_day: Day,
    pub amount: Option<i64>,
    pub quantity: Option<i64>,
    /// class, mark, trait, item
    pub texts: [String; 4],
    pub level: i64,
    pub link: Uuid,
    pub standing: String,
}

/// A property of a subject from `since` to the day before `until`.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    pub subject: Uuid,
    pub property: String,
    pub value: String,
    pub since: Day,
    pub until: Day,
    pub known_from: i64,
    pub known_until: i64,
}

/// Everything one county ever held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub versions: Vec<Version>,
    pub properties: Vec<Property>,
}

/// A candidate with its weight; without a reason it is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub entry: Uuid,
    pub version: i64,
    pub effective: Day,
    pub town: Uuid,
    pub office: Uuid,
    pub weight: i64,
    pub reason: Option<Reason>,
}

impl History {
    /// The candidates of one part (0 or 1), in the order of counting day and entry.
    pub fn candidates(&self, checked: &Checked, part: usize, asking: &Asking) -> Vec<Candidate> {
        let Some(part) = checked.part(part) else {
            return Vec::new();
        };
        let mut rows = self.judged(part, asking);
        match part.measure {
            Measure::Distinct(column) => one_a_key(&mut rows, column),
            Measure::Latest(_) => {
                let pair = checked
                    .is_paired()
                    .then(|| self.newest_pair(checked, asking));
                newest_only(&mut rows, pair);
            }
            Measure::Count | Measure::Sum(_) => {}
        }
        rows.into_iter()
            .map(|(row, reason)| candidate(row, part, reason))
            .collect()
    }

    /// The value as numerator and denominator; `None` where there is none.
    pub fn value(&self, checked: &Checked, asking: &Asking) -> Option<(i64, i64)> {
        let part = |number: usize| {
            let rows = self.candidates(checked, number, asking);
            let counted: Vec<i64> = rows
                .iter()
                .filter(|row| row.reason.is_none())
                .map(|row| row.weight)
                .collect();
            let latest = checked
                .part(number)
                .is_some_and(|part| part.time == Time::Latest);
            (!latest || !counted.is_empty()).then(|| counted.iter().sum::<i64>())
        };
        match checked.op() {
            None => Some((part(0)?, 1)),
            Some(Op::Difference) => Some((part(0)? - part(1)?, 1)),
            Some(Op::Ratio) => Some((part(0)?, part(1)?)).filter(|(_, divisor)| *divisor != 0),
        }
    }

    /// Candidates with the reasons that a row has by itself.
    fn judged<'a>(&'a self, part: &Part, asking: &'a Asking) -> Vec<(&'a Version, Option<Reason>)> {
        let stock = matches!(part.time, Time::Stock(_));
        let view = View {
            history: self,
            asking,
            stock,
        };
        let mut rows: Vec<&Version> = self
            .versions
            .iter()
            .filter(|row| held(asking, row.known_from, row.known_until))
            .collect();
        rows.retain(|row| {
            row.kind == part.kind && in_time(row, part.time, asking) && view.in_scope(row, part)
        });
        rows.retain(|row| {
            part.wheres
                .iter()
                .all(|test| view.truth(row, test) == Some(true))
        });
        rows.sort_by_key(|row| (row.effective, row.entry));
        rows.into_iter()
            .map(|row| (row, view.reason(row, part)))
            .collect()
    }

    /// The newest data end that both parts have among their rows that pass.
    fn newest_pair(&self, checked: &Checked, asking: &Asking) -> Option<Day> {
        let days = |part: &Part| {
            self.judged(part, asking)
                .into_iter()
                .filter(|row| row.1.is_none())
                .map(|row| row.0.effective)
                .collect::<HashSet<Day>>()
        };
        let mut parts = checked.parts().map(days);
        let (first, second) = (parts.next()?, parts.next()?);
        first.intersection(&second).max().copied()
    }
}

fn candidate(row: &Version, part: &Part, reason: Option<Reason>) -> Candidate {
    let weight = match part.measure {
        Measure::Sum(column) | Measure::Latest(column) => number(row, column).unwrap_or(0),
        Measure::Count | Measure::Distinct(_) => 1,
    };
    Candidate {
        entry: row.entry,
        version: row.version,
        effective: row.effective,
        town: row.town,
        office: row.office,
        weight,
        reason,
    }
}

fn held(asking: &Asking, from: i64, until: i64) -> bool {
    match asking.known {
        Known::Now(_) => until == i64::MAX,
        Known::Then(sequence) => from <= sequence && sequence < until,
    }
}

fn in_time(row: &Version, time: Time, asking: &Asking) -> bool {
    let holds = |day: Day| row.effective <= day && day < row.until;
    match time {
        Time::Flow | Time::Latest => {
            asking.period.first <= row.effective
                && row.effective <= asking.day
                && row.until != Day::NOWHEN
        }
        Time::Stock(On::Day) => holds(asking.day),
        Time::Stock(On::Eve) => holds(asking.period.eve()),
    }
}

fn one_a_key(rows: &mut [(&Version, Option<Reason>)], column: Column) {
    let mut seen = HashSet::new();
    for (row, reason) in rows.iter_mut().filter(|row| row.1.is_none()) {
        if !seen.insert(key(row, column)) {
            *reason = Some(Reason::Same);
        }
    }
}

/// `pair`: for two parts, the newest day that both have.
fn newest_only(rows: &mut [(&Version, Option<Reason>)], pair: Option<Option<Day>>) {
    let order = |row: &Version| (row.effective, row.level, row.other_day, row.entry);
    let wanted = |row: &Version| pair.is_none_or(|day| day == Some(row.effective));
    let best = rows
        .iter()
        .filter(|row| row.1.is_none() && wanted(row.0))
        .map(|row| order(row.0))
        .max();
    for (row, reason) in rows.iter_mut().filter(|row| row.1.is_none()) {
        let unpaired = pair.is_some_and(|day| day.is_none_or(|day| row.effective > day));
        *reason = match best {
            _ if unpaired => Some(Reason::Unpaired),
            Some(best) if best == order(row) => None,
            _ => Some(Reason::Older),
        };
    }
}
