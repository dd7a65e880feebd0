//! Whether a split comes out: what is left, what is too much, and what does not add up at all.

use measure::Exact;
use measure::indicator::Direction;
use measure::light::Goal;
use values::Day;

use super::amount::Step;
use super::{Amount, Matrix, Rule, Unit};

/// How the parts stand to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    Even,
    /// So much is not yet given to anybody.
    Rest(Amount),
    /// So much more is given than there is.
    Over(Amount),
    /// Thresholds are not summed.
    Apart,
    /// Every unit's threshold misses the whole's: all of them reached would not reach it.
    Misses,
}

/// The split against the target over the year, and against its curve by quarters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balances {
    pub year: Balance,
    pub quarters: [Balance; 4],
}

impl Balance {
    fn of(given: Amount, wanted: Amount) -> Self {
        match given.cmp(&wanted) {
            std::cmp::Ordering::Equal => Balance::Even,
            std::cmp::Ordering::Less => Balance::Rest(wanted - given),
            std::cmp::Ordering::Greater => Balance::Over(given - wanted),
        }
    }

    /// Whether it may be handed down as it is.
    pub fn is_fine(self) -> bool {
        matches!(self, Balance::Even | Balance::Apart)
    }
}

/// What the curve wants of each quarter: under [`Rule::Sum`] what is added in it, otherwise what stands at its end.
/// `None`: the curve has no node yet.
pub fn planned(goal: &Goal, rule: Rule, unit: &str, step: Step) -> [Option<Amount>; 4] {
    let until = |quarter: u32| -> Option<Exact> {
        goal.curve
            .on(quarter_end(goal.period.first.year(), quarter))
    };
    let amount = |exact: Option<Exact>| exact.map(|exact| Amount::of_exact(exact, unit, step));
    let ends = [1, 2, 3, 4].map(|quarter| amount(until(quarter)));
    if rule != Rule::Sum {
        return ends;
    }
    let mut before = Amount::ZERO;
    ends.map(|end| {
        let end = end?;
        let added = end - before;
        before = end;
        Some(added)
    })
}

/// The last day of a quarter.
pub fn quarter_end(year: i32, quarter: u32) -> Day {
    Day::of(year, quarter * 3, 1).map_or(Day::NEVER, Day::last_of_month)
}

/// Weighs a split. `units`: all towns that a threshold may be given to.
pub fn weigh(
    matrix: &Matrix,
    whole: Amount,
    planned: &[Option<Amount>; 4],
    units: &[Unit],
    direction: Direction,
) -> Balances {
    let quarter = |quarter: i64, wanted: Option<Amount>| match (matrix.total(quarter), wanted) {
        (None, _) => Balance::Apart,
        (Some(given), Some(wanted)) => Balance::of(given, wanted),
        // Before its first node the curve asks for nothing; what is planned all the same is no fault.
        (Some(given), None) if matrix.rule == Rule::Sum => Balance::of(given, Amount::ZERO),
        (Some(_), None) => Balance::Even,
    };
    let [first, second, third, last] = *planned;
    Balances {
        year: match matrix.whole() {
            Some(given) => Balance::of(given, whole),
            None if misses(matrix, whole, units, direction) => Balance::Misses,
            None => Balance::Apart,
        },
        quarters: [
            quarter(1, first),
            quarter(2, second),
            quarter(3, third),
            quarter(4, last),
        ],
    }
}

/// A ratio of the whole lies between the smallest and the greatest of its parts.
fn misses(matrix: &Matrix, whole: Amount, units: &[Unit], direction: Direction) -> bool {
    let misses = |unit: &Unit| match (matrix.year(unit), direction) {
        (None, _) => false,
        (Some(own), Direction::Up) => own < whole,
        (Some(own), Direction::Down) => own > whole,
    };
    !units.is_empty() && units.iter().all(misses)
}
