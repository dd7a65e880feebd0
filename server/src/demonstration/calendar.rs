//! The working calendar that the story keeps to, and the stretches by which its year is told.

use values::{Day, Moment, Period};

use super::chance::Chance;

/// Year, month, day, as tables of the story write it.
pub type Date = (i32, u32, u32);
/// Month and day of 2020.
pub type Within = (u32, u32);

/// The day of the design's pictures: figures of the story are told for its morning.
pub const USUAL_DAY: Date = (2020, 9, 18);
/// The first working day of the story.
pub const BEGINNING: Date = (2019, 1, 2);

pub fn day(year: i32, month: u32, day: u32) -> Day {
    Day::of(year, month, day).unwrap_or(Day::NEVER)
}

/// Holidays of 2019 and 2020 (国办发明电〔2018〕15号、〔2019〕16号, 节日安排), and the weeks of early
/// 2020 in which offices stood still. Working weekends are left out.
const CLOSED: [(Date, Date); 12] = [
    ((2019, 1, 1), (2019, 1, 1)),
    ((2019, 2, 4), (2019, 2, 10)),
    ((2019, 4, 5), (2019, 4, 7)),
    ((2019, 5, 1), (2019, 5, 4)),
    ((2019, 6, 7), (2019, 6, 9)),
    ((2019, 9, 13), (2019, 9, 15)),
    ((2019, 10, 1), (2019, 10, 7)),
    ((2020, 1, 24), (2020, 2, 9)),
    ((2020, 4, 4), (2020, 4, 6)),
    ((2020, 5, 1), (2020, 5, 5)),
    ((2020, 6, 25), (2020, 6, 27)),
    ((2020, 10, 1), (2020, 10, 8)),
];

pub fn is_open(on: Day) -> bool {
    let closed = CLOSED.iter().any(|((y, m, d), (yy, mm, dd))| {
        let closed = Period {
            first: day(*y, *m, *d),
            last: day(*yy, *mm, *dd),
        };
        closed.holds(on)
    });
    on.is_workday() && !closed
}

/// The working day that many after; 0: the day itself or the next open one.
pub fn open_after(from: Day, many: i64) -> Day {
    let mut at = from;
    let mut left = many;
    while left > 0 || !is_open(at) {
        at = at.plus(1);
        if is_open(at) {
            left -= 1;
        }
    }
    at
}

/// A stretch of a year, told as one: a month, with September cut at the usual day.
pub fn stretches(year: i32) -> Vec<Period> {
    let month = |month: u32| Period::month(year, month);
    let mut all: Vec<Period> = (1..=12).filter_map(month).collect();
    if all.len() == 12 {
        let september = all[8];
        let cut = day(year, USUAL_DAY.1, USUAL_DAY.2);
        all[8] = Period {
            first: september.first,
            last: cut.plus(-1),
        };
        all.insert(
            9,
            Period {
                first: cut,
                last: september.last,
            },
        );
    }
    all
}

impl Chance {
    /// An open day of a stretch, early enough that what happens on it is known and verified when
    /// the month is judged, or by the usual day.
    pub fn open_day(&mut self, within: Period) -> Day {
        let short = within.length() < 20;
        let last = if short {
            within.last.plus(-6)
        } else {
            within.last.plus(-8)
        };
        let span = i64::from(last.number() - within.first.number()).max(0);
        let drawn = within
            .first
            .plus(i32::try_from(self.between(0, span)).unwrap_or(0));
        let open = open_after(drawn, 0);
        if open <= within.last {
            open
        } else {
            last_open(within)
        }
    }
}

fn last_open(within: Period) -> Day {
    let mut at = within.last;
    while at > within.first && !is_open(at) {
        at = at.plus(-1);
    }
    at
}

/// From here on the demonstration's own clock runs.
pub fn opening(today: Day) -> Moment {
    Moment::at(today, 9, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weeks_of_the_epidemic_are_closed() {
        assert!(!is_open(day(2020, 2, 3)));
        assert!(is_open(day(2020, 2, 10)));
        assert_eq!(open_after(day(2020, 1, 23), 1), day(2020, 2, 10));
        assert_eq!(open_after(day(2020, 9, 19), 0), day(2020, 9, 21));
    }

    #[test]
    fn a_year_is_told_in_thirteen_stretches_without_a_gap() {
        let year = stretches(2020);
        assert_eq!(year.len(), 13);
        for pair in year.windows(2) {
            assert_eq!(pair[0].last.plus(1), pair[1].first);
        }
        assert_eq!(year[8].last, day(2020, 9, 17));
    }

    #[test]
    fn days_are_open_and_inside() {
        let mut chance = Chance::seeded(3);
        for stretch in stretches(2020).into_iter().chain(stretches(2019)) {
            for _ in 0..50 {
                let drawn = chance.open_day(stretch);
                assert!(stretch.holds(drawn), "{drawn} in {stretch}");
            }
        }
    }
}
