//! Until when a change can still work.

use values::Day;

use crate::fact::{Facts, SlotId, Until};

/// Days that bound what can still work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The day asked.
    pub on: Day,
    /// The last complete accounting year; year 3 of the columns.
    pub last_year: i32,
    /// Last days of the batches that are known, in any order.
    pub batches: Vec<Day>,
}

/// Until when a change can still work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastDay {
    /// `None`: no batch is known that is still to come.
    pub day: Option<Day>,
    /// Whether that day is not over; that of a closed accounting year is.
    pub in_time: bool,
}

impl Calendar {
    /// The last day on which a change of the column can still work for an application on the three years up to `last_year`:
    /// the end of the accounting year it tells of, or the last batch still to come.
    pub fn last_day(&self, facts: &Facts, slot: SlotId) -> LastDay {
        let day = match facts.fact(slot).until {
            Until::YearEnd => {
                let back = facts.slot(slot).year.map_or(0, |year| 3 - i32::from(year));
                Day::of(self.last_year - back, 12, 31)
            }
            Until::Batch => self
                .batches
                .iter()
                .copied()
                .filter(|day| *day >= self.on)
                .max(),
        };
        LastDay {
            day,
            in_time: day.is_some_and(|day| day >= self.on),
        }
    }

    /// The first day on which a firm registered on a day meets an age of so many days, and whether a batch is open then or later.
    pub fn old_enough(&self, registered: Day, days: i32) -> LastDay {
        let first = registered.plus(days);
        LastDay {
            day: Some(first),
            in_time: first <= self.on || self.batches.iter().any(|batch| *batch >= first),
        }
    }
}
