//! What a firm is still asked for: facts that are missing or not fresh any more, and nothing else.

pub mod pages;

use values::Day;

use super::decide::{Freshness, freshness};
use super::{Definition, Held};

/// The heading of what only incubators and maker spaces have.
pub const CARRIERS: &str = "载体";

/// Why a fact is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Missing,
    Stale(Freshness),
}

impl Asked {
    pub fn word(self) -> &'static str {
        match self {
            Asked::Missing => "缺",
            Asked::Stale(freshness) => freshness.word(),
        }
    }
}

/// Whether a fact of a year is asked for, and why. Marks are given by experts and few firms run an incubator, so nobody is asked
/// for those; what is wanted
/// of the last complete year only is not asked for of others; estimates are welcome and never asked for.
pub fn of(one: &Definition, held: Option<&Held>, year: i32, today: Day) -> Option<Asked> {
    let last = today.year() - 1;
    let wanted = year == last || (one.per_year && (last - 2..=last).contains(&year));
    if one.kind == super::Kind::Mark || one.group == CARRIERS || !wanted {
        return None;
    }
    match held {
        None => Some(Asked::Missing),
        Some(held) => match freshness(one, held, today) {
            Freshness::Fresh => None,
            stale => Some(Asked::Stale(stale)),
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fact::find;

    #[test]
    fn what_is_asked_of_which_year() {
        let today = Day::of(2020, 9, 18).unwrap();
        for (fact, year, asked) in [
            ("revenue", 2016, false),
            ("revenue", 2017, true),
            ("revenue", 2019, true),
            ("revenue", 2020, false),
            ("staff", 2018, false),
            ("staff", 2019, true),
            ("mark_core", 2019, false),
        ] {
            let found = of(find(fact).unwrap(), None, year, today);
            assert_eq!(found.is_some(), asked, "{fact} {year}");
        }
    }
}
