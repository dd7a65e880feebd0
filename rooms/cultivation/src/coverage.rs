//! Coverage of R&D institutions (研发机构覆盖率): the base list of a year with its logged changes, and the firms on it
//! that have no institution, each of which would lift the figure by one. Pure.

pub mod pages;

use std::collections::{BTreeMap, BTreeSet};

use enterprise::door::Firm;
use ledger::door::{Standing, Whole};
use values::{Day, Id};

/// Classes of titles that are institutions, as the shipped indicator `institution-coverage` has them (待核).
const INSTITUTIONS: [&str; 11] = [
    "engineering_centre",
    "technology_centre",
    "engineering_lab",
    "key_lab",
    "academician_station",
    "graduate_station",
    "postdoc_station",
    "foreign_institution",
    "new_institution",
    "research_institute",
    "own_institution",
];

/// A firm of the base list on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    pub firm: Id<Firm>,
    /// 大中型, 规上高企, or both.
    pub classes: Vec<String>,
    /// Its institutions on the day.
    pub institutions: Vec<String>,
}

/// What changed of a year's list after it was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    pub firm: Id<Firm>,
    pub day: Day,
    pub class: String,
    pub entered: bool,
    pub row: String,
}

impl Covered {
    /// 大中型工业企业、规上高企
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.classes.iter().map(|class| class_word(class)).collect();
        words.join("、")
    }
}

impl Logged {
    pub fn class_word(&self) -> &'static str {
        class_word(&self.class)
    }

    pub fn word(&self) -> &'static str {
        if self.entered { "进入" } else { "退出" }
    }
}

fn holds(row: &Whole, day: Day) -> bool {
    row.standing == Standing::Good && row.effective <= day && day < row.until
}

fn field(row: &Whole, id: &str) -> String {
    row.fields.get(id).cloned().unwrap_or_default()
}

fn is_institution(row: &Whole) -> bool {
    let levels = ["county", "city", "province", "nation"];
    INSTITUTIONS.contains(&field(row, "class").as_str())
        && levels.contains(&field(row, "level").as_str())
}

/// Every firm of the list on the day, one line a firm whatever its classes.
pub fn covered(base: &[Whole], titles: &[Whole], day: Day) -> Vec<Covered> {
    let mut institutions: BTreeMap<Id<Firm>, BTreeSet<String>> = BTreeMap::new();
    for row in titles
        .iter()
        .filter(|row| holds(row, day) && is_institution(row))
    {
        if let Some(firm) = row.subject {
            let own = institutions.entry(firm).or_default();
            own.insert(field(row, "item"));
        }
    }
    let mut classes: BTreeMap<Id<Firm>, BTreeSet<String>> = BTreeMap::new();
    for row in base.iter().filter(|row| holds(row, day)) {
        if let Some(firm) = row.subject {
            classes.entry(firm).or_default().insert(field(row, "class"));
        }
    }
    let listed = |(firm, classes): (Id<Firm>, BTreeSet<String>)| Covered {
        firm,
        classes: classes.into_iter().collect(),
        institutions: institutions
            .get(&firm)
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
    };
    classes.into_iter().map(listed).collect()
}

/// Entries after 1 January and exits before the year's end, by day.
pub fn logged(base: &[Whole], year: i32) -> Vec<Logged> {
    let mut found = Vec::new();
    let good = base.iter().filter(|row| row.standing == Standing::Good);
    for row in good.filter(|row| row.holds()) {
        let Some(firm) = row.subject else { continue };
        let change = |day: Day, entered: bool| Logged {
            firm,
            day,
            class: field(row, "class"),
            entered,
            row: ledger::door::path(row.entry),
        };
        let entered = row.effective;
        if entered.year() == year && (entered.month(), entered.day()) != (1, 1) {
            found.push(change(entered, true));
        }
        // Said of the list, or of its firm; a list ends by itself with the year.
        let left = row.until;
        if left.year() == year && (left.month(), left.day()) != (1, 1) {
            found.push(change(left, false));
        }
    }
    found.sort_by_key(|one| (one.day, one.firm, one.entered));
    found
}

fn class_word(class: &str) -> &'static str {
    match class {
        "large_medium" => "大中型工业企业",
        "hnte_above_scale" => "规上高企",
        _ => "—",
    }
}

/// A share as it is read: numerator and divisor rounded half up to two decimals; nothing of nothing.
pub fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    let hundredths = (part * 20_000 + whole) / (2 * whole);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ledger::door::State;
    use values::Uuid;

    fn row(n: u128, since: &str, until: &str, fields: &[(&str, &str)]) -> Whole {
        Whole {
            entry: Id::NONE,
            version: 1,
            number: String::new(),
            subject: Some(Id::new(Uuid::from_u128(n))),
            town: Id::NONE,
            effective: since.parse().unwrap(),
            until: until.parse().unwrap(),
            state: State::Verified,
            standing: Standing::Good,
            fields: fields
                .iter()
                .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn a_firm_in_both_classes_is_one_and_needs_one_institution() {
        let base = [
            row(1, "2020-01-01", "2021-01-01", &[("class", "large_medium")]),
            row(
                1,
                "2020-01-01",
                "2021-01-01",
                &[("class", "hnte_above_scale")],
            ),
            row(
                2,
                "2020-01-01",
                "2020-06-01",
                &[("class", "large_medium"), ("left_on", "2020-06-01")],
            ),
            row(3, "2020-03-01", "2021-01-01", &[("class", "large_medium")]),
        ];
        let titles = [
            row(
                1,
                "2019-01-01",
                "9999-12-31",
                &[("class", "key_lab"), ("level", "city"), ("item", "甲")],
            ),
            row(
                1,
                "2019-01-01",
                "9999-12-31",
                &[
                    ("class", "technology_centre"),
                    ("level", "province"),
                    ("item", "乙"),
                ],
            ),
            row(
                3,
                "2019-01-01",
                "9999-12-31",
                &[("class", "incubator"), ("level", "nation"), ("item", "丙")],
            ),
        ];
        let on = |text: &str| covered(&base, &titles, text.parse().unwrap());
        let told: Vec<(usize, usize)> = on("2020-05-01")
            .iter()
            .map(|one| (one.classes.len(), one.institutions.len()))
            .collect();
        assert_eq!(
            told,
            [(2, 2), (1, 0), (1, 0)],
            "an incubator is no institution"
        );
        assert_eq!(on("2020-06-01").len(), 2);
        let changes: Vec<(String, bool)> = logged(&base, 2020)
            .iter()
            .map(|one| (one.day.to_string(), one.entered))
            .collect();
        assert_eq!(
            changes,
            [
                ("2020-03-01".to_owned(), true),
                ("2020-06-01".to_owned(), false)
            ]
        );
    }

    #[test]
    fn shares_are_rounded_half_up() {
        for (part, whole, wanted) in [
            (0, 0, "—"),
            (1, 3, "33.33%"),
            (2, 3, "66.67%"),
            (93, 100, "93.00%"),
            (1, 8, "12.50%"),
            (1, 800, "0.13%"),
        ] {
            assert_eq!(share(part, whole), wanted);
        }
    }
}
