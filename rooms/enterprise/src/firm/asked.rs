//! What the address of the list of firms asks for.

use ::store::Tx;
use values::{Day, Fen};
use web::{Actor, Column, ListQuery};

use super::store::{Range, Wanted};
use crate::criterion::{Criteria, criteria};
use crate::fact::{Definition, Kind, definitions, find, reading};
use crate::screening::sought;

/// Columns that are shown unless others are chosen.
const SHOWN: [&str; 6] = ["code", "town", "size", "revenue", "rd", "staff"];

/// Columns that are no facts: id, name, whether one sorts by it.
const OWN: [(&str, &str, bool); 5] = [
    ("code", "统一社会信用代码", false),
    ("town", "镇区", false),
    ("industry", "行业", false),
    ("size", "规模", false),
    ("registered", "成立日", true),
];

/// What is asked for, as it was understood.
pub struct Asked {
    pub wanted: Wanted,
    /// Against which criterion, and which verdict is sought.
    pub against: Option<sought::Read>,
    /// The year of the facts: the last complete one.
    pub year: i32,
    /// Beside the name.
    pub columns: Vec<Shown>,
    /// What could not be read and is not used.
    pub unread: Vec<String>,
    /// What holds, and the address without it.
    pub chips: Vec<(String, String)>,
}

/// A column: one of the firm's own, or a fact.
#[derive(Clone, Debug)]
pub struct Shown {
    pub id: String,
    pub name: String,
    pub fact: Option<&'static Definition>,
    pub sortable: bool,
}

impl Shown {
    pub fn column(&self) -> Column {
        Column {
            id: self.id.clone(),
            name: self.name.clone(),
            sortable: self.sortable,
            number: self.fact.is_some_and(|one| one.kind != Kind::Field),
        }
    }
}

/// Repeated `cols` become one.
pub fn joined(pairs: Vec<(String, String)>) -> ListQuery {
    let (columns, mut others): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|(name, _)| name == "cols");
    if !columns.is_empty() {
        let ids: Vec<String> = columns.into_iter().map(|(_, id)| id).collect();
        others.push(("cols".to_owned(), ids.join(",")));
    }
    ListQuery::from_pairs(others)
}

/// A filter on a fact that has a field of its own: its fact, the names in the address.
const FILTERS: [(&str, &str, &str); 3] = [
    ("revenue", "revenue_least", "revenue_most"),
    ("staff", "staff_least", "staff_most"),
    ("field", "field", "field"),
];

/// Columns that are shown where a criterion is named.
const STANDING: [(&str, &str); 2] = [("verdict", "结论"), ("gap", "差")];

impl Asked {
    /// What the address asks for, with the criteria of the county as they are now.
    pub async fn of(
        tx: &mut Tx,
        list: &ListQuery,
        actor: &Actor,
        today: Day,
    ) -> ::store::Result<Self> {
        let criteria = criteria(tx).await?;
        Ok(Asked::read(list, actor, today, &criteria))
    }

    fn read(list: &ListQuery, actor: &Actor, today: Day, criteria: &Criteria) -> Self {
        let year = today.year() - 1;
        let mut asked = Asked {
            wanted: Wanted {
                part: list.get("q").to_owned(),
                town: actor.sees_only_town().or(list.get("town").parse().ok()),
                size: list.get("size").to_owned(),
                all: !list.get("gone").is_empty(),
                year,
                certificate: list.get("certificate").to_owned(),
                sort: list.get("sort").to_owned(),
                share: -1,
                ..Wanted::default()
            },
            against: None,
            year,
            columns: columns(list),
            unread: Vec::new(),
            chips: Vec::new(),
        };
        for (place, (fact, least, most)) in FILTERS.into_iter().enumerate() {
            if let Some(one) = find(fact) {
                asked.wanted.ranges[place] = asked.range(list, one, (least, most));
            }
        }
        if let Some(one) = find(list.get("fact")) {
            asked.wanted.ranges[FILTERS.len()] = asked.range(list, one, ("least", "most"));
        }
        asked.share(list);
        if !list.get("missing").is_empty() {
            asked.wanted.missing = true;
            asked.chip(list, "missing", format!("缺 {year} 年主要事实"));
        }
        if asked.wanted.all {
            asked.chip(list, "gone", "含已迁出、注销的".to_owned());
        }
        asked.against(list, criteria, today);
        asked
    }

    /// The criterion that the address names: its verdict and what is missing stand in the list.
    fn against(&mut self, list: &ListQuery, criteria: &Criteria, today: Day) {
        self.against = sought::read(list, criteria, today, &mut self.unread);
        let Some(against) = &self.against else { return };
        for (word, names) in &against.words {
            let mut rest = list.clone();
            for name in *names {
                rest = ListQuery::from_text(rest.with(name, "").trim_start_matches('?'));
            }
            self.chips.push((word.clone(), rest.address()));
        }
        // What is missing needs room.
        if list.get("cols").is_empty() {
            let narrow = |one: &Shown| !["code", "size"].contains(&one.id.as_str());
            self.columns.retain(narrow);
        }
        self.columns.extend(STANDING.map(|(id, name)| Shown {
            id: id.to_owned(),
            name: name.to_owned(),
            fact: None,
            sortable: false,
        }));
    }

    fn chip(&mut self, list: &ListQuery, name: &str, word: String) {
        self.chips.push((word, list.with(name, "")));
    }

    /// A range of a fact; what cannot be read is told and not used.
    fn range(
        &mut self,
        list: &ListQuery,
        one: &'static Definition,
        (least, most): (&str, &str),
    ) -> Range {
        let mut end = |name: &str, sign: &str, none: i64| -> i64 {
            let text = list.get(name);
            if text.is_empty() {
                return none;
            }
            match reading::read(one, text) {
                Ok(value) => {
                    let word = format!("{} {sign} {}", one.name, one.spoken(value));
                    self.chips.push((word, list.with(name, "")));
                    value
                }
                Err(why) => {
                    self.unread.push(why);
                    none
                }
            }
        };
        let (least, most) = match one.kind {
            Kind::Field | Kind::Flag => {
                let value = end(least, "：", i64::MIN);
                (value, if value == i64::MIN { i64::MAX } else { value })
            }
            _ => (end(least, "≥", i64::MIN), end(most, "≤", i64::MAX)),
        };
        let holds = (least, most) != (i64::MIN, i64::MAX);
        Range {
            fact: if holds { one.id.clone() } else { String::new() },
            least,
            most,
        }
    }

    /// R&D of sales, in percent with two places.
    fn share(&mut self, list: &ListQuery) {
        let text = list.get("share").trim_end_matches(['%', '％']);
        if text.is_empty() {
            return;
        }
        // A percentage with two places is read as an amount of yuan is.
        match Fen::parse(text, 100) {
            Ok(Fen(share)) if (0..=1_000_000).contains(&share) => {
                self.wanted.share = share;
                let word = format!("研发费用占销售收入 ≥ {text}%");
                self.chip(list, "share", word);
            }
            _ => self
                .unread
                .push(format!("“{text}”不是百分数，可填 3、3.5%")),
        }
    }

    /// Columns that may be chosen: id, name, whether it is shown.
    pub fn choices(&self) -> Vec<(String, String, bool)> {
        let shown = |id: &str| self.columns.iter().any(|column| column.id == id);
        let own = OWN
            .iter()
            .map(|(id, name, _)| ((*id).to_owned(), (*name).to_owned(), shown(id)));
        let facts = definitions()
            .iter()
            .map(|one| (one.id.clone(), one.name.clone(), shown(&one.id)));
        own.chain(facts).collect()
    }
}

fn columns(list: &ListQuery) -> Vec<Shown> {
    let chosen: Vec<&str> = match list.get("cols") {
        "" => SHOWN.to_vec(),
        ids => ids.split(',').collect(),
    };
    let own = OWN
        .into_iter()
        .filter(|(id, ..)| chosen.contains(id))
        .map(|(id, name, sortable)| Shown {
            id: id.to_owned(),
            name: name.to_owned(),
            fact: None,
            sortable,
        });
    let facts = definitions()
        .iter()
        .filter(|one| chosen.contains(&one.id.as_str()))
        .map(|one| Shown {
            id: one.id.clone(),
            name: one.label(),
            fact: Some(one),
            sortable: true,
        });
    own.chain(facts).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Asked {
        let actor = trial::actor("某人", &[]);
        let list = ListQuery::from_text(text);
        let day = Day::of(2020, 9, 18).unwrap();
        Asked::read(&list, &actor, day, &crate::criterion::shipped().unwrap())
    }

    #[test]
    fn filters_are_read_and_what_is_unreadable_is_told() {
        let asked = read("revenue_least=2000&share=3.5%25&staff_least=many&field=4&missing=1");
        let [revenue, staff, field, other] = &asked.wanted.ranges;
        assert_eq!(
            (revenue.fact.as_str(), revenue.least),
            ("revenue", 2_000_000_000)
        );
        assert_eq!(staff.fact, "");
        assert_eq!(
            (field.fact.as_str(), field.least, field.most),
            ("field", 4, 4)
        );
        assert_eq!((other.fact.as_str(), asked.wanted.share), ("", 350));
        assert_eq!(asked.unread, ["“many”不是整数，可填 12、1,204"]);
        let chips: Vec<&str> = asked.chips.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(
            chips,
            [
                "销售收入 ≥ 2,000.00 万元",
                "技术领域 ： 新材料",
                "研发费用占销售收入 ≥ 3.5%",
                "缺 2019 年主要事实"
            ]
        );
    }

    #[test]
    fn columns_stand_in_their_own_order() {
        let ids = |text: &str| -> Vec<String> {
            read(text).columns.into_iter().map(|one| one.id).collect()
        };
        assert_eq!(ids("cols=rd,town,nothing"), ["town", "rd"]);
        assert_eq!(ids(""), SHOWN);
    }
}
