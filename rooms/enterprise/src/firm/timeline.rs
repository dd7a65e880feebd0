//! What happened to a firm, one below the other: its names and towns, certificates, facts, what befell it. Pure.

use std::collections::BTreeMap;

use values::Day;

use crate::fact;
use crate::life::Befallen;
use crate::register::{self, Register};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    pub day: Day,
    pub what: String,
    pub path: String,
}

/// So many stand on the page.
const MOST: usize = 12;

/// The newest first. `changes`: day and words of what changed about the firm.
pub fn timeline(
    code: &str,
    changes: Vec<(Day, String)>,
    (entries, facts, befallen): (&[register::Held], &[fact::Held], &[Befallen]),
) -> Vec<Happened> {
    let happened = |(day, what): (Day, String), path: &str| Happened {
        day,
        what,
        path: path.to_owned(),
    };
    let life = format!("/firms/{code}/identity");
    let certificates = format!("/firms/{code}/certificates");
    let stated = format!("/firms/{code}/facts");
    let mut all: Vec<Happened> = changes
        .into_iter()
        .map(|change| happened(change, ""))
        .collect();
    all.extend(certified(entries).map(|one| happened(one, &certificates)));
    all.extend(told(facts).map(|one| happened(one, &stated)));
    let moves = befallen.iter().filter(|one| {
        use crate::life::Event::{MovedTown, Renamed};
        // Their properties say it already.
        !matches!(one.event, MovedTown | Renamed)
    });
    all.extend(moves.map(|one| happened((one.day, one.event.word().to_owned()), &life)));
    all.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.what.cmp(&b.what)));
    all.truncate(MOST);
    all
}

fn certified(entries: &[register::Held]) -> impl Iterator<Item = (Day, String)> {
    let own = entries
        .iter()
        .filter(|held| held.register == Register::Certificates);
    own.flat_map(|held| {
        let name = &held.said.name;
        let granted = (held.said.since, format!("取得“{name}”"));
        let ended = held
            .ended_on
            .known()
            .map(|day| (day, format!("“{name}”撤销")));
        std::iter::once(granted).chain(ended)
    })
}

/// 税务名单 2019 年 12 项, one for each day, source and year.
fn told(facts: &[fact::Held]) -> impl Iterator<Item = (Day, String)> {
    let mut counts: BTreeMap<(Day, &str, i32), usize> = BTreeMap::new();
    for held in facts {
        let key = (held.stated_at.day(), held.source.word(), held.year);
        *counts.entry(key).or_default() += 1;
    }
    counts.into_iter().map(|((day, source, year), count)| {
        let estimate = if day.year() == year { "预计" } else { "" };
        (day, format!("{source} {year} 年{estimate} {count} 项"))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_newest_stands_first_and_facts_of_a_day_together() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let stated = |fact: &str, on: &str| fact::Held {
            firm: values::Id::NONE,
            year: 2019,
            fact: fact.into(),
            value: 1,
            source: fact::Source::Tax,
            paper: String::new(),
            reason: String::new(),
            stated_by: values::Uuid::nil(),
            stated_name: String::new(),
            stated_at: values::Moment::at(day(on), 9, 0),
            confirmed: None,
            known_from: 1,
            known_until: i64::MAX,
        };
        let facts = [
            stated("revenue", "2020-07-03"),
            stated("staff", "2020-07-03"),
            stated("rd", "2020-09-02"),
        ];
        let changes = vec![(day("2020-08-01"), "更名".to_owned())];
        let all = timeline("A", changes, (&[], &facts, &[]));
        let told: Vec<&str> = all.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(
            told,
            ["税务名单 2019 年 1 项", "更名", "税务名单 2019 年 2 项"]
        );
    }
}
