//! What a row of a table says.

use super::cell::Number;
use super::quarters::{self, Told};
use crate::decimal::Decimal;
use crate::item::Assigned;
use crate::layout::Stream;
use crate::rules::comparator::Op;
use crate::rules::firmness::Firmness;
use std::ops::Range;

/// A number of a row with what the columns say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Offsets in the text as read.
    pub start: usize,
    pub end: usize,
    pub name: String,
    pub op: Op,
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub unit: String,
    pub firmness: Firmness,
    /// A value that was reached.
    pub is_past: bool,
    /// Written to the last digit, as what is counted is and what is set is not.
    pub is_counted: bool,
    pub assigned: Assigned,
}

/// What a cell is for the sentences that are read in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Its meaning is known: no sentence is read in it.
    Taken,
    /// It tells what was.
    Past,
    /// It says what the values of the row count. It is no duty beside them.
    Name,
    /// It says what the row belongs to, and no duty: 创新主体.
    Category,
    /// It says in words what is to be reached.
    Goal,
    /// It says in words what is to be reached at the end of a quarter, 1 to 4.
    Quarter(usize),
    Words,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub range: Range<usize>,
    pub used: Use,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Offsets of the row in the text as read.
    pub range: Range<usize>,
    /// What it is about, for figures that its other cells say in words.
    pub name: String,
    /// The numbers of its columns of values.
    pub entries: Vec<Entry>,
    pub parts: Vec<Part>,
    /// The office that leads and the deadline, for figures that its other cells say in words.
    pub assigned: Assigned,
    /// What its columns of quarters say.
    pub quarters: [Option<Number>; 4],
    /// What its cells of quarters count: 累计申报40项 beside 立项20项.
    pub quarter_names: [String; 4],
    /// The same as the cells say it.
    pub quarter_words: [String; 4],
    /// Does each quarter stand for itself: 一季度（当季）?
    pub alone: bool,
    /// Are its cells parted by tabs or bars, so that a name ends with its cell?
    pub is_ruled: bool,
    /// It holds the heads of the columns.
    pub is_head: bool,
}

impl Row {
    /// A row of heads: nothing is read in it.
    pub fn of_heads(range: Range<usize>) -> Self {
        let part = Part {
            range: range.clone(),
            used: Use::Taken,
        };
        Self {
            range,
            parts: vec![part],
            is_head: true,
            ..Self::default()
        }
    }

    pub fn says_something(&self) -> bool {
        let taken = self.parts.iter().any(|p| p.used == Use::Taken);
        !self.entries.is_empty() || taken || self.assigned != Assigned::default()
    }

    /// The cell that an item stands in, at least in part.
    pub fn part(&self, place: &Range<usize>) -> Option<&Part> {
        let meets = |p: &&Part| p.range.start < place.end && place.start < p.range.end;
        self.parts.iter().find(meets)
    }

    /// The values of the quarters with their units, where they count what the row does.
    pub fn quarters_told(&self) -> Told<'_> {
        let same = |n: &usize| quarters::counts_same(&self.quarter_words[*n], &self.name);
        let told = |n: usize| {
            self.quarters[n]
                .as_ref()
                .map(|q| (q.value, q.unit.as_str()))
        };
        [0, 1, 2, 3].map(|n| Some(n).filter(same).and_then(told))
    }

    /// The values of the quarters where a cell says in words the one goal of its unit.
    pub fn quarters_only(&self, unit: &str) -> Told<'_> {
        let told = |n: usize| {
            self.quarters[n]
                .as_ref()
                .map(|q| (q.value, q.unit.as_str()))
        };
        let fits = |told: &(Decimal, &str)| told.1 == unit || told.1 == "ratio";
        [0, 1, 2, 3].map(|n| told(n).filter(fits))
    }

    /// The values at the end of the quarters, as far as they have the unit of what they lead to.
    fn quarters_in(&self, unit: &str) -> [Option<Decimal>; 4] {
        let number = |q: &Option<Number>| q.as_ref().filter(|q| q.unit == unit).map(|q| q.value);
        [0, 1, 2, 3].map(|n| number(&self.quarters[n]))
    }

    /// The same, as far as they are named as one of several goals: 申报60项，立项20项.
    pub fn quarters_of(&self, name: &str) -> Told<'_> {
        let told = |n: usize| {
            self.quarters[n]
                .as_ref()
                .map(|q| (q.value, q.unit.as_str()))
        };
        let named = |n: &usize| {
            let own = self.quarter_names[*n].as_str();
            !own.is_empty() && name.ends_with(own)
        };
        [0, 1, 2, 3].map(|n| Some(n).filter(named).and_then(told))
    }

    /// The fourth quarter of a row that has no other value: the quarters add up to it, none is less than the one before.
    pub fn last_quarter(&self) -> Option<Entry> {
        let last = self.quarters[3].as_ref()?;
        let said: Vec<_> = self.quarters.iter().flatten().collect();
        let rises = said
            .windows(2)
            .all(|two| two[0].value <= two[1].value && two[0].unit == two[1].unit);
        (rises && said.len() > 1 && !self.name.is_empty()).then(|| Entry {
            start: last.start,
            end: last.end,
            name: self.name.clone(),
            op: last.op,
            value: last.value,
            high: last.high,
            unit: last.unit.clone(),
            firmness: Firmness::Plain,
            is_past: false,
            is_counted: false,
            assigned: Assigned {
                quarters: self.quarters_in(&last.unit),
                ..self.assigned.clone()
            },
        })
    }
}

/// The words of a cell without blanks, signs made uniform.
pub fn words(chars: &[char], cell: &Range<usize>) -> Vec<char> {
    let mut words = Stream::piece(chars, cell).chars;
    words.retain(|c| *c != '\t');
    words
}
