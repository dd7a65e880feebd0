//! Small worlds written as lines: `payment F1 2020-03-01 amount=100 contract=#2 !waiting`.
//!
//! The first word is the kind, `F1` the firm, `T2` the town, the day the counting day, `#2` the second line, `!` a
//! standing, `@3` the sequence at which it was recorded. A line beginning with `then` is a new version of the line above.

use measure::kind::{Column, FieldType, Kind, Kinds, Subject};
use measure::plain::{History, Version};
use values::{Day, Uuid};

use crate::histories::{FIRM, OFFICE, TOWN, id};

const ENTRY: u128 = 5;

pub fn world(kinds: &Kinds, lines: &[&str]) -> History {
    let mut history = History::default();
    let mut number = 0;
    for line in lines {
        match line.strip_prefix("then ") {
            Some(line) => {
                let last = history.versions.last_mut().unwrap();
                let mut next = last.clone();
                next.version += 1;
                let kind = kinds.get(&next.kind).unwrap();
                line.split_whitespace()
                    .for_each(|word| read(kind, &mut next, word));
                last.known_until = next.known_from;
                history.versions.push(next);
            }
            None => {
                number += 1;
                history.versions.push(first(kinds, number, line));
            }
        }
    }
    history
}

pub fn entry(number: usize) -> Uuid {
    id(ENTRY, number)
}

fn first(kinds: &Kinds, number: usize, line: &str) -> Version {
    let (name, rest) = line.split_once(' ').unwrap();
    let kind = kinds.get(name).unwrap_or_else(|| panic!("{name}"));
    let mut row = Version {
        entry: entry(number),
        version: 1,
        known_from: 1,
        known_until: i64::MAX,
        kind: name.to_owned(),
        subject: if kind.subject == Subject::Firm {
            id(FIRM, 1)
        } else {
            Uuid::nil()
        },
        town: Uuid::nil(),
        office: id(OFFICE, 1),
        effective: Day::NEVER,
        until: Day::NEVER,
        other_day: Day::NEVER,
        amount: None,
        quantity: None,
        texts: Default::default(),
        level: 0,
        link: Uuid::nil(),
        standing: "good".to_owned(),
    };
    rest.split_whitespace()
        .for_each(|word| read(kind, &mut row, word));
    if row.until == Day::NEVER {
        let given = |id: &str| {
            let value = rest
                .split_whitespace()
                .find_map(|word| word.strip_prefix(id)?.strip_prefix('='))
                .and_then(Day::parse_iso);
            if id == kind.day {
                Some(row.effective)
            } else {
                value
            }
        };
        row.until = kind.until(given);
    }
    row
}

fn read(kind: &Kind, row: &mut Version, word: &str) {
    let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("{word}"));
    match word.split_at(1) {
        ("F", firm) => row.subject = id(FIRM, number(firm)),
        ("T", town) => row.town = id(TOWN, number(town)),
        ("!", standing) => row.standing = standing.to_owned(),
        ("@", sequence) => row.known_from = sequence.parse().unwrap(),
        _ => match word.split_once('=') {
            Some((field, value)) => fill(kind, row, field, value),
            None => row.effective = Day::parse_iso(word).unwrap_or_else(|| panic!("{word}")),
        },
    }
}

fn fill(kind: &Kind, row: &mut Version, field: &str, value: &str) {
    let field = kind
        .field(field)
        .unwrap_or_else(|| panic!("{} has no {field}", kind.id));
    if field.kind == FieldType::Option {
        assert!(field.option_name(value).is_some(), "{value}");
    }
    match kind.column(field) {
        Some(Column::Class) => value.clone_into(&mut row.texts[0]),
        Some(Column::Mark) => value.clone_into(&mut row.texts[1]),
        Some(Column::Trait) => value.clone_into(&mut row.texts[2]),
        Some(Column::Item) => value.clone_into(&mut row.texts[3]),
        Some(Column::Level) => row.level = field.rank(value).unwrap(),
        Some(Column::Amount) => row.amount = Some(value.parse().unwrap()),
        Some(Column::Quantity) => row.quantity = Some(value.parse().unwrap()),
        Some(Column::OtherDay) => row.other_day = Day::parse_iso(value).unwrap(),
        Some(Column::Link) => row.link = entry(value.trim_start_matches('#').parse().unwrap()),
        Some(Column::Until) => row.until = Day::parse_iso(value).unwrap(),
        Some(Column::Effective | Column::Subject) => {
            panic!("{} is written without a name", field.id)
        }
        None => {}
    }
}
