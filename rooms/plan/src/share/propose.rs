//! Proposals for a split, which a person changes before anything is saved.

use measure::indicator::Direction;
use values::Uuid;

use super::amount::Step;
use super::apportion::{apportion, fill};
use super::{Amount, Cell, Cells, Matrix, Rule};

/// By what the parts are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Even,
    LastYear,
    Firms,
}

/// A town with what it weighs; under [`By::LastYear`] also what it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub town: Uuid,
    pub weight: i128,
    pub last: Option<Amount>,
}

/// What is to be split.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    pub rule: Rule,
    pub value: Amount,
    pub step: Step,
    pub direction: Direction,
    pub planned: [Option<Amount>; 4],
}

impl By {
    pub const ALL: [By; 3] = [By::Even, By::LastYear, By::Firms];

    pub fn code(self) -> &'static str {
        match self {
            By::Even => "even",
            By::LastYear => "last-year",
            By::Firms => "firms",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            By::Even => "平均",
            By::LastYear => "按去年实绩",
            By::Firms => "按企业数",
        }
    }
}

/// A whole split over towns, all under one office.
pub fn propose(whole: &Whole, office: &str, towns: &[Weighed]) -> Cells {
    match whole.rule {
        Rule::Sum => sums(whole, office, towns),
        Rule::Stock => stocks(whole, office, towns),
        Rule::Own => thresholds(whole, office, towns),
    }
}

fn sums(whole: &Whole, office: &str, towns: &[Weighed]) -> Cells {
    let rows = apportion(whole.value.steps(whole.step), &weights(towns));
    let mut cells = Cells::new();
    for (town, quarters) in towns.iter().zip(fill(&rows, &columns(whole))) {
        for (quarter, steps) in (1..).zip(quarters) {
            put(
                &mut cells,
                Cell::new(office, town.town, quarter),
                steps,
                whole.step,
            );
        }
    }
    cells
}

/// The quarters of the curve in steps; the last takes what rounding left.
fn columns(whole: &Whole) -> [i128; 4] {
    let steps = |amount: Option<Amount>| amount.map_or(0, |amount| amount.steps(whole.step));
    let [first, second, third, _] = whole.planned.map(steps);
    let last = whole.value.steps(whole.step) - first - second - third;
    [first, second, third, last]
}

fn stocks(whole: &Whole, office: &str, towns: &[Weighed]) -> Cells {
    let mut ends = whole.planned;
    ends[3] = Some(whole.value);
    let mut cells = Cells::new();
    for (quarter, end) in (1..).zip(ends) {
        let Some(end) = end.filter(|end| !end.is_zero()) else {
            continue;
        };
        let parts = apportion(end.steps(whole.step), &weights(towns));
        for (town, steps) in towns.iter().zip(parts) {
            let cell = Cell::new(office, town.town, quarter);
            // The end of the year stands even at nothing: it alone counts.
            if quarter == 4 {
                cells.insert(cell, Amount::of_steps(steps, whole.step));
            } else {
                put(&mut cells, cell, steps, whole.step);
            }
        }
    }
    cells
}

/// Everybody has the whole's own threshold; who did better last year keeps that.
fn thresholds(whole: &Whole, office: &str, towns: &[Weighed]) -> Cells {
    let mut ends = whole.planned;
    ends[3] = Some(whole.value);
    let mut cells = Cells::new();
    for town in towns {
        for (quarter, end) in (1..).zip(ends) {
            let Some(end) = end.filter(|end| !end.is_zero()) else {
                continue;
            };
            let own = match (town.last, whole.direction) {
                (Some(last), Direction::Up) => end.max(last),
                (Some(last), Direction::Down) => end.min(last),
                (None, _) => end,
            };
            cells.insert(Cell::new(office, town.town, quarter), own);
        }
    }
    cells
}

fn put(cells: &mut Cells, cell: Cell, steps: i128, step: Step) {
    if steps != 0 {
        cells.insert(cell, Amount::of_steps(steps, step));
    }
}

fn weights(towns: &[Weighed]) -> Vec<i128> {
    towns.iter().map(|town| town.weight).collect()
}

/// What a split still lacks, added to it by the towns' weights: first in the quarters that the curve finds short.
/// Only sums have a rest that can be added.
pub fn fill_up(matrix: &Matrix, whole: &Whole, office: &str, towns: &[Weighed]) -> Cells {
    let mut cells = matrix.cells.clone();
    let given = matrix.whole().unwrap_or(whole.value);
    if matrix.rule != Rule::Sum || given >= whole.value || towns.is_empty() {
        return cells;
    }
    let rest = (whole.value - given).steps(whole.step);
    let lacks = |quarter: i64, planned: Option<Amount>| {
        let lacking = planned.unwrap_or_default() - matrix.total(quarter).unwrap_or_default();
        lacking.steps(whole.step).max(0)
    };
    let [first, second, third, last] = whole.planned;
    let lacking = [
        lacks(1, first),
        lacks(2, second),
        lacks(3, third),
        lacks(4, last),
    ];
    for (quarter, steps) in (1..).zip(apportion(rest, &lacking)) {
        for (town, steps) in towns.iter().zip(apportion(steps, &weights(towns))) {
            if steps != 0 {
                let cell = Cell::new(office, town.town, quarter);
                let amount = cells.entry(cell).or_default();
                *amount = *amount + Amount::of_steps(steps, whole.step);
            }
        }
    }
    cells
}
