#![allow(clippy::unwrap_used)]

mod carrying;
mod parts;
mod proposals;

use values::{Day, Moment, Uuid};

use super::*;

pub fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

pub fn town(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn amount(text: &str) -> Amount {
    Amount::of(crate::quantity::stored(text).unwrap()).unwrap()
}

/// `(office, town, quarter, amount)`
pub fn matrix(rule: Rule, cells: &[(&str, u128, i64, &str)]) -> Matrix {
    let cell = |(office, of, quarter, text): &(&str, u128, i64, &str)| {
        (Cell::new(office, town(*of), *quarter), amount(text))
    };
    Matrix::new(rule, cells.iter().map(cell).collect())
}

fn version(number: i64, state: State, effective: &str, known_from: i64) -> Version {
    Version {
        version: number,
        known_from,
        state,
        rule: Rule::Sum,
        whole: amount("150"),
        effective: day(effective),
        reason: String::new(),
        actor_name: String::new(),
        moment: Moment::default(),
    }
}

#[test]
fn which_split_holds_on_a_day_as_known_at_a_sequence() {
    let all = [
        version(5, State::Draft, "2020-10-01", 50),
        version(4, State::Issued, "2020-07-01", 40),
        version(3, State::Issued, "2020-07-01", 30),
        version(2, State::Draft, "2020-03-01", 20),
        version(1, State::Issued, "2020-02-28", 10),
    ];
    for (on, at, held) in [
        ("2020-02-27", 99, None),
        ("2020-02-28", 99, Some(1)),
        ("2020-06-30", 99, Some(1)),
        ("2020-07-01", 99, Some(4)),
        ("2020-12-31", 99, Some(4)),
        // What was not known yet does not hold, whatever day is asked.
        ("2020-12-31", 39, Some(3)),
        ("2020-12-31", 29, Some(1)),
        ("2020-12-31", 9, None),
    ] {
        let found = in_force(&all, day(on), at).map(|one| one.version);
        assert_eq!(found, held, "{on} as known at {at}");
    }
    for (version, number) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4)] {
        assert_eq!(edition(&all, version), number, "{version}");
    }
}
