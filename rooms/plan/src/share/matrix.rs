//! The cells of a split, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use values::Uuid;

use super::{Amount, Rule, Unit};

/// One cell: the office in charge, the town that carries it (nil: the bureau itself), the quarter from 1 to 4.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub office: String,
    pub town: Uuid,
    pub quarter: i64,
}

/// An empty cell is not among them.
pub type Cells = BTreeMap<Cell, Amount>;

/// The cells with the rule by which they add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    pub rule: Rule,
    pub cells: Cells,
}

impl Cell {
    pub fn new(office: &str, town: Uuid, quarter: i64) -> Self {
        Cell {
            office: office.to_owned(),
            town,
            quarter,
        }
    }

    fn is_of(&self, unit: &Unit) -> bool {
        match unit {
            Unit::Office(code) => self.office == *code,
            Unit::Town(town) => self.town == *town,
        }
    }
}

impl Matrix {
    pub fn new(rule: Rule, cells: Cells) -> Self {
        Matrix { rule, cells }
    }

    /// The offices that have a cell.
    pub fn offices(&self) -> BTreeSet<&str> {
        self.cells.keys().map(|cell| cell.office.as_str()).collect()
    }

    /// What a unit carries in a quarter. Thresholds don't add up: a town's is the one of its line,
    /// an office's that of the line of the bureau itself.
    pub fn of(&self, unit: &Unit, quarter: i64) -> Option<Amount> {
        let own = |cell: &Cell| match unit {
            Unit::Office(_) => cell.town.is_nil(),
            Unit::Town(_) => true,
        };
        let mut found = self
            .cells
            .iter()
            .filter(|(cell, _)| cell.quarter == quarter && cell.is_of(unit))
            .filter(|(cell, _)| self.rule != Rule::Own || own(cell))
            .map(|(_, amount)| *amount);
        let first = found.next()?;
        match self.rule {
            Rule::Own => Some(first),
            Rule::Sum | Rule::Stock => Some(first + found.sum()),
        }
    }

    pub fn quarters(&self, unit: &Unit) -> [Option<Amount>; 4] {
        [1, 2, 3, 4].map(|quarter| self.of(unit, quarter))
    }

    /// What a unit carries over the year: the sum of its quarters, or what stands at the end of the last.
    pub fn year(&self, unit: &Unit) -> Option<Amount> {
        year(self.rule, &self.quarters(unit))
    }

    /// All cells of a quarter; thresholds have no total.
    pub fn total(&self, quarter: i64) -> Option<Amount> {
        let cells = self
            .cells
            .iter()
            .filter(|(cell, _)| cell.quarter == quarter);
        (self.rule != Rule::Own).then(|| cells.map(|(_, amount)| *amount).sum())
    }

    /// What all units come to over the year; thresholds have no total.
    pub fn whole(&self) -> Option<Amount> {
        match self.rule {
            Rule::Sum => Some(self.cells.values().copied().sum()),
            Rule::Stock => self.total(4),
            Rule::Own => None,
        }
    }

    /// Lines that have a quarter but not the last, which alone counts for the year.
    pub fn without_end(&self) -> Vec<&Cell> {
        let has_end = |cell: &Cell| {
            let end = Cell {
                quarter: 4,
                ..cell.clone()
            };
            self.cells.contains_key(&end)
        };
        match self.rule {
            Rule::Sum => Vec::new(),
            Rule::Stock | Rule::Own => self.cells.keys().filter(|cell| !has_end(cell)).collect(),
        }
    }

    /// The cells in which two splits differ.
    pub fn differing(&self, other: &Matrix) -> Vec<Cell> {
        let all: BTreeSet<&Cell> = self.cells.keys().chain(other.cells.keys()).collect();
        all.into_iter()
            .filter(|cell| self.cells.get(cell) != other.cells.get(cell))
            .cloned()
            .collect()
    }
}

/// The year of four quarters under a rule; `None` where nothing is planned.
pub fn year(rule: Rule, quarters: &[Option<Amount>; 4]) -> Option<Amount> {
    match rule {
        Rule::Sum if quarters.iter().all(Option::is_none) => None,
        Rule::Sum => Some(quarters.iter().flatten().copied().sum()),
        Rule::Stock | Rule::Own => quarters[3],
    }
}
