use std::fmt;

use crate::Day;

/// A stretch of whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    pub first: Day,
    pub last: Day,
}

/// One ISO week, Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    pub number: u32,
    pub days: Period,
}

impl Period {
    pub fn year(year: i32) -> Option<Self> {
        Some(Period {
            first: Day::of(year, 1, 1)?,
            last: Day::of(year, 12, 31)?,
        })
    }

    pub fn month(year: i32, month: u32) -> Option<Self> {
        let first = Day::of(year, month, 1)?;
        Some(Period {
            first,
            last: first.last_of_month(),
        })
    }

    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        let first = Day::of(year, quarter.checked_mul(3)?.checked_sub(2)?, 1)?;
        let last = Day::of(year, quarter * 3, 1)?.last_of_month();
        Some(Period { first, last })
    }

    /// The day before the first.
    pub fn eve(self) -> Day {
        self.first.plus(-1)
    }

    pub fn holds(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// How many days it has.
    pub fn length(self) -> i32 {
        self.last.number() - self.first.number() + 1
    }
}

/// The ISO weeks of a year: 52 or 53. 2020 has 53, the first from 30 December 2019.
pub fn weeks_of_year(year: i32) -> Vec<Week> {
    let Some(fourth) = Day::of(year, 1, 4) else {
        return Vec::new();
    };
    let mut monday = fourth.plus(1 - i32::try_from(fourth.weekday()).unwrap_or(1));
    let mut weeks = Vec::with_capacity(53);
    while monday.plus(3).year() == year {
        let number = u32::try_from(weeks.len() + 1).unwrap_or(0);
        weeks.push(Week {
            number,
            days: Period {
                first: monday,
                last: monday.plus(6),
            },
        });
        monday = monday.plus(7);
    }
    weeks
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weeks_of_2020() {
        let weeks = weeks_of_year(2020);
        assert_eq!(weeks.len(), 53);
        assert_eq!(weeks[0].days.first, Day::of(2019, 12, 30).unwrap());
        assert_eq!(weeks[52].days.last, Day::of(2021, 1, 3).unwrap());
        assert_eq!(weeks_of_year(2021).len(), 52);
    }

    #[test]
    fn quarters_and_eves() {
        let third = Period::quarter(2020, 3).unwrap();
        assert_eq!(third.to_string(), "2020-07-01–2020-09-30");
        assert_eq!(third.eve(), Day::of(2020, 6, 30).unwrap());
        assert_eq!(Period::month(2020, 2).unwrap().length(), 29);
        assert_eq!(Period::quarter(2020, 5), None);
        assert_eq!(Period::quarter(2020, 0), None);
    }
}
