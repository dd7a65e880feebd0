use values::{Day, Fen};

use crate::demonstration::chance::Chance;
use crate::demonstration::firms::NewFirm;

/// One event of the story: what happened, when it was told, and what became of its row.
#[derive(Clone, Debug)]
pub struct Event {
    pub kind: &'static str,
    pub firm: Option<usize>,
    /// The day it was entered and submitted; on or after its counting day.
    pub told: Day,
    pub fields: Vec<(&'static str, String)>,
    /// A field that names another event of the story.
    pub link: Option<(&'static str, usize)>,
    pub fate: Fate,
}

/// What becomes of a row after it was submitted.
#[derive(Clone, Debug)]
pub enum Fate {
    /// Verified by another person two days later.
    Verified,
    /// Not looked at yet.
    Waiting,
    /// This required voucher is missing; verified all the same.
    Unproven(&'static str),
    /// The voucher that was missing comes on a later day.
    ProvedLater(&'static str, Day),
    /// Sent back for a reason, and not mended yet.
    Returned(&'static str),
    /// A field is corrected on a later day for a reason.
    Corrected { on: Day, field: &'static str, to: String, why: &'static str },
}

impl Event {
    pub fn new(kind: &'static str, told: Day) -> Self {
        Event { kind, firm: None, told, fields: Vec::new(), link: None, fate: Fate::Verified }
    }

    pub fn of(mut self, firm: usize) -> Self {
        self.firm = Some(firm);
        self
    }

    pub fn with(mut self, field: &'static str, text: impl Into<String>) -> Self {
        self.fields.push((field, text.into()));
        self
    }

    pub fn linked(mut self, field: &'static str, event: usize) -> Self {
        self.link = Some((field, event));
        self
    }

    pub fn fate(mut self, fate: Fate) -> Self {
        self.fate = fate;
        self
    }
}

/// The story so far and what it draws from.
pub struct Story<'a> {
    pub events: Vec<Event>,
    pub firms: &'a [NewFirm],
    pub today: Day,
    pub chance: Chance,
}

impl Story<'_> {
    /// A working day between two days.
    pub fn day(&mut self, first: Day, last: Day) -> Day {
        let last = last.max(first);
        let width = usize::try_from(last.number() - first.number() + 1).unwrap_or(1);
        let mut day = first.plus(i32::try_from(self.chance.below(width)).unwrap_or(0));
        while !day.is_workday() && day > first {
            day = day.plus(-1);
        }
        day
    }

    /// A firm out of the first `of`.
    pub fn firm(&mut self, of: usize) -> usize {
        self.chance.below(of.min(self.firms.len()))
    }

    /// Days for `count` events of a year up to a day; few in February.
    pub fn days(&mut self, year: i32, until: Day, count: usize) -> Vec<Day> {
        let first = Day::of(year, 1, 6).unwrap_or(until);
        let mut days: Vec<Day> = (0..count)
            .map(|_| {
                let day = self.day(first, until);
                if day.month() == 2 { self.day(first.plus(60).min(until), until) } else { day }
            })
            .collect();
        days.sort();
        days
    }

    /// Some days after an event, not later than today.
    pub fn after(&mut self, day: Day, most: usize) -> Day {
        let told = day.plus(i32::try_from(self.chance.below(most + 1)).unwrap_or(0));
        told.min(self.today).max(day)
    }

    pub fn push(&mut self, event: Event) -> usize {
        self.events.push(event);
        self.events.len() - 1
    }

    /// `total` in `count` uneven amounts of whole hundreds of yuan.
    pub fn amounts(&mut self, total: Fen, count: usize) -> Vec<Fen> {
        self.chance.split(total.0, count, 10_000).into_iter().map(Fen).collect()
    }
}
