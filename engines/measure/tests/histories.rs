//! Generated histories: small worlds in which keys meet, versions follow each other and things are unknown.

use measure::kind::{Column, FieldType, Kind, Kinds, Place, Subject};
use measure::plain::{History, Property, Version};
use measure::{Asking, Known, Scope};
use values::{Day, Period, Uuid};

use crate::database::COUNTY;

/// A small generator of numbers, so that a seed tells the whole world.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn number(&mut self, end: usize) -> i64 {
        i64::try_from(self.below(end)).unwrap()
    }
}

pub fn id(group: u128, number: usize) -> Uuid {
    Uuid::from_u128(group << 64 | number as u128)
}

pub const FIRM: u128 = 1;
pub const TOWN: u128 = 2;
pub const OFFICE: u128 = 3;
const ENTRY: u128 = 4;
const LAST_SEQUENCE: i64 = 12;
const STANDINGS: [&str; 10] = [
    "good", "good", "good", "good", "waiting", "unproven", "returned", "draft", "void", "double",
];

fn some_day(dice: &mut Dice) -> Day {
    Day::of(2019, 11, 1)
        .unwrap()
        .plus(i32::try_from(dice.below(430)).unwrap())
}

/// Statistics are of few periods, so that several meet.
fn data_end(dice: &mut Dice) -> Day {
    Day::of(2020, 2 * (1 + u32::try_from(dice.below(3)).unwrap()), 1)
        .unwrap()
        .last_of_month()
}

/// Some sixty entries of the kinds named, in up to three versions each.
pub fn history(dice: &mut Dice, kinds: &Kinds, names: &[&str]) -> History {
    let mut history = History {
        properties: properties(dice),
        ..History::default()
    };
    for number in 1..=60 {
        let kind = kinds.get(dice.pick(names)).unwrap();
        let mut row = first_version(dice, kind, id(ENTRY, number));
        row.known_from = 1 + dice.number(9);
        loop {
            row.version += 1;
            let next = row.known_from + 1 + dice.number(3);
            let last = dice.one_in(2) || next > LAST_SEQUENCE;
            row.known_until = if last { i64::MAX } else { next };
            history.versions.push(row.clone());
            if last {
                break;
            }
            row.known_from = next;
            change(dice, kind, &mut row);
        }
    }
    history
}

fn first_version(dice: &mut Dice, kind: &Kind, entry: Uuid) -> Version {
    let firm = kind.subject == Subject::Firm && !dice.one_in(12);
    let town = match kind.town {
        Place::Choice if dice.one_in(2) => Uuid::nil(),
        _ if dice.one_in(8) => Uuid::nil(),
        _ => id(TOWN, 1 + dice.below(3)),
    };
    let mut row = Version {
        entry,
        version: 0,
        known_from: 0,
        known_until: 0,
        kind: kind.id.clone(),
        subject: if firm {
            id(FIRM, 1 + dice.below(5))
        } else {
            Uuid::nil()
        },
        town,
        office: id(OFFICE, 1 + dice.below(2)),
        effective: if kind.ahead {
            data_end(dice)
        } else {
            some_day(dice)
        },
        until: Day::NEVER,
        other_day: Day::NEVER,
        amount: None,
        quantity: None,
        texts: Default::default(),
        level: 0,
        link: Uuid::nil(),
        standing: dice.pick(&STANDINGS).to_owned(),
    };
    if kind.until.is_some() && !dice.one_in(4) {
        row.until = row.effective.plus(i32::try_from(dice.below(300)).unwrap());
    }
    // Its firm was not in the county on the day: it holds on none.
    if dice.one_in(12) {
        row.until = Day::NOWHEN;
    }
    kind.fields
        .iter()
        .filter_map(|field| field.measured)
        .for_each(|column| fill(dice, kind, column, &mut row));
    row
}

fn fill(dice: &mut Dice, kind: &Kind, column: Column, row: &mut Version) {
    let unknown = dice.one_in(10);
    let field = kind.measured(column).unwrap();
    let text = match field.kind {
        _ if unknown => String::new(),
        FieldType::Option => dice.pick(&field.options).0,
        _ => dice.pick(&["甲", "乙", "丙", "丁"]).to_owned(),
    };
    match column {
        Column::Class => row.texts[0] = text,
        Column::Mark => row.texts[1] = text,
        Column::Trait => row.texts[2] = text,
        Column::Item => row.texts[3] = text,
        Column::Level => row.level = dice.number(5),
        Column::Amount => row.amount = (!unknown).then(|| 100 * dice.number(1000)),
        Column::Quantity => row.quantity = (!unknown).then(|| dice.number(4)),
        Column::OtherDay => {
            row.other_day = if unknown && !field.required {
                Day::NEVER
            } else {
                some_day(dice)
            }
        }
        Column::Link => {
            row.link = if unknown {
                Uuid::nil()
            } else {
                id(ENTRY, 1 + dice.below(60))
            }
        }
        Column::Effective | Column::Until | Column::Subject => {}
    }
}

fn change(dice: &mut Dice, kind: &Kind, row: &mut Version) {
    match dice.below(5) {
        0 => row.town = id(TOWN, 1 + dice.below(3)),
        1 => row.effective = some_day(dice),
        2 => kind
            .fields
            .iter()
            .filter_map(|field| field.measured)
            .for_each(|column| fill(dice, kind, column, row)),
        _ => {}
    }
    row.standing = dice.pick(&STANDINGS).to_owned();
}

fn properties(dice: &mut Dice) -> Vec<Property> {
    let mut found = Vec::new();
    for firm in 1..=5 {
        for (name, values) in [
            (
                "town",
                [
                    id(TOWN, 1).to_string(),
                    id(TOWN, 2).to_string(),
                    id(TOWN, 3).to_string(),
                ],
            ),
            ("size", ["large", "medium", "small"].map(str::to_owned)),
        ] {
            if dice.one_in(6) {
                continue;
            }
            let (moved, learnt) = (some_day(dice), 1 + dice.number(10));
            let row = |value: String, since, until, known_from, known_until| Property {
                subject: id(FIRM, firm),
                property: name.to_owned(),
                value,
                since,
                until,
                known_from,
                known_until,
            };
            let (first, second) = (dice.pick(&values), dice.pick(&values));
            found.push(row(
                first.clone(),
                Day::of(2000, 1, 1).unwrap(),
                Day::NEVER,
                0,
                learnt,
            ));
            found.push(row(
                first,
                Day::of(2000, 1, 1).unwrap(),
                moved,
                learnt,
                i64::MAX,
            ));
            found.push(row(second, moved, Day::NEVER, learnt, i64::MAX));
        }
    }
    found
}

/// Some scope, day and moment of 2020.
pub fn asking(dice: &mut Dice) -> Asking {
    let known = if dice.one_in(2) {
        Known::Now(LAST_SEQUENCE)
    } else {
        Known::Then(1 + dice.number(12))
    };
    let office = dice.one_in(3).then(|| id(OFFICE, 1 + dice.below(2)));
    let town = dice.one_in(3).then(|| id(TOWN, 1 + dice.below(3)));
    let day = Day::of(2020, 1, 1)
        .unwrap()
        .plus(i32::try_from(dice.below(380)).unwrap() - 5);
    Asking::new(
        COUNTY,
        Scope { office, town },
        Period::year(2020).unwrap(),
        day,
        known,
    )
}
