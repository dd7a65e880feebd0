//! Planned curves: what a target should have reached by which day.

pub(crate) mod form;
pub(crate) mod of_share;
pub(crate) mod pages;
pub(crate) mod season;
pub(crate) mod store;

use ::notice::Decimal;
use measure::Exact;
use values::{Day, Moment};

use crate::quantity::{MONEY, RATIO};
use crate::target::Terms;

/// How the nodes were laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Even over the quarters, straight lines between their ends.
    Quarter,
    /// Even over the months.
    Month,
    /// By months as last year went, straight lines between their ends.
    Season,
    /// Steps on the days of batches (a list of certificates, a round of approvals).
    Batch,
    /// Steps laid by hand.
    Hand,
}

/// The planned curve of a target. Before the first node nothing is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    pub shape: Shape,
    /// By day, in base units; the last is the target's own value.
    pub nodes: Vec<(Day, Decimal)>,
}

/// One version in a curve's history.
#[derive(Clone, Debug)]
pub struct Past {
    pub version: i64,
    pub curve: Curve,
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
}

impl Shape {
    pub const ALL: [Shape; 5] = [
        Shape::Quarter,
        Shape::Month,
        Shape::Season,
        Shape::Batch,
        Shape::Hand,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Shape::Quarter => "quarter",
            Shape::Month => "month",
            Shape::Season => "season",
            Shape::Batch => "batch",
            Shape::Hand => "hand",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Shape::ALL.into_iter().find(|shape| shape.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Shape::Quarter => "按季均匀",
            Shape::Month => "按月均匀",
            Shape::Season => "按去年进度",
            Shape::Batch => "按批次",
            Shape::Hand => "手工",
        }
    }

    /// Straight lines between the nodes; otherwise a step at each.
    pub fn is_even(self) -> bool {
        matches!(self, Shape::Quarter | Shape::Month | Shape::Season)
    }
}

impl Curve {
    pub fn none() -> Self {
        Curve {
            shape: Shape::Hand,
            nodes: Vec::new(),
        }
    }

    /// The curve a target starts with: a flow is even over the quarters, a level is due on the last day.
    pub fn usual(terms: &Terms, year: i64) -> Self {
        if terms.is_level {
            Curve {
                shape: Shape::Hand,
                nodes: at(&[last_day(year)], terms, None),
            }
        } else {
            Curve::even(Shape::Quarter, terms, year, None)
        }
    }

    /// The curve that a table of tasks gives: a step at the end of each quarter it has a value for, the goal at the end of the
    /// year. Values that only add up to the goal are what each quarter brings. `None` where it gives no quarter.
    pub fn of_quarters(quarters: &[Option<Decimal>; 4], terms: &Terms, year: i64) -> Option<Self> {
        let goal = terms.goal.value;
        let values = if *quarters.last()? == Some(goal) {
            *quarters
        } else {
            added_up(quarters)
                .filter(|sums| sums[3] == Some(goal))
                .unwrap_or(*quarters)
        };
        let early = values[..3].iter().zip([3, 6, 9]);
        let mut nodes: Vec<(Day, Decimal)> = early
            .filter_map(|(value, month)| Some((month_end(year, month)?, (*value)?)))
            .collect();
        if nodes.is_empty() {
            return None;
        }
        nodes.push((last_day(year), goal));
        Some(Curve {
            shape: Shape::Hand,
            nodes,
        })
    }

    /// Whether nobody has drawn it.
    pub fn is_usual(&self, terms: &Terms, year: i64) -> bool {
        *self == Curve::usual(terms, year)
    }

    /// Even over the quarters or months of the year. A level needs the value it starts from; a flow starts at 0.
    pub fn even(shape: Shape, terms: &Terms, year: i64, start: Option<Decimal>) -> Self {
        let every = if shape == Shape::Month { 1 } else { 3 };
        let days: Vec<Day> = (1..=12)
            .filter(|month| month % every == 0)
            .filter_map(|month| month_end(year, month))
            .collect();
        Curve {
            shape,
            nodes: at(&days, terms, start),
        }
    }

    /// By month ends as far as last year had come by them, of all it came to. `None`: it came to nothing.
    pub fn by_season(progress: &[(u32, Exact)], terms: &Terms, year: i64) -> Option<Self> {
        let (_, all) = *progress.last().filter(|(_, all)| all.num() > 0)?;
        let mut nodes: Vec<(Day, Decimal)> = Vec::new();
        let mut before = Exact::whole(0);
        for (month, value) in progress {
            // A sum that fell again last year is not planned to fall.
            let reached = match terms.is_level {
                true => *value,
                false => (*value).max(before).min(all),
            };
            before = reached;
            let done = reached.over(all)?;
            let node = part_of_way(
                Decimal::whole(0),
                terms.goal.value,
                done.num().into(),
                done.den().into(),
                &terms.goal.unit,
            )?;
            nodes.push((month_end(year, *month)?, node));
        }
        let last = nodes.last_mut()?;
        *last = (last_day(year), terms.goal.value);
        Some(Curve {
            shape: Shape::Season,
            nodes,
        })
    }

    /// The curve when its target changes: one that nobody drew is laid anew, one that was drawn keeps its shape and goes as much
    /// higher or lower as the target. `old`: the terms it was drawn for.
    pub fn following(&self, old: &Terms, terms: &Terms, year: i64) -> Self {
        let is_drawn = !self.is_usual(old, year) && old.goal.unit == terms.goal.unit;
        let scaled = || {
            let nodes = self.nodes.iter();
            let nodes = nodes.map(|(day, value)| Some((*day, of_goal(*value, old, terms)?)));
            nodes.collect::<Option<Vec<_>>>()
        };
        match is_drawn.then(scaled).flatten() {
            Some(nodes) => Curve {
                shape: self.shape,
                nodes,
            },
            None => Curve::usual(terms, year),
        }
    }

    /// How it was laid, in words: 按季均匀, or 按季均匀，手工改过 where it is not so any more.
    pub fn word(&self, year: i64, terms: &Terms) -> String {
        let every = matches!(self.shape, Shape::Quarter | Shape::Month);
        let is_flow = every && !terms.is_level;
        let mut whole = terms.clone();
        whole.goal.value = self
            .nodes
            .last()
            .map_or(terms.goal.value, |(_, last)| *last);
        match is_flow && *self != Curve::even(self.shape, &whole, year, None) {
            true => format!("{}，手工改过", self.shape.word()),
            false => self.shape.word().to_owned(),
        }
    }

    /// Equal steps on the days given.
    pub fn in_batches(days: &[Day], terms: &Terms, start: Option<Decimal>) -> Self {
        Curve {
            shape: Shape::Batch,
            nodes: at(days, terms, start),
        }
    }
}

/// What the quarters come to one after the other; `None` where one is missing.
fn added_up(quarters: &[Option<Decimal>; 4]) -> Option<[Option<Decimal>; 4]> {
    let mut sums = [None; 4];
    let mut sum = Decimal::whole(0);
    for (at, value) in quarters.iter().enumerate() {
        sum = sum.plus((*value)?)?;
        sums[at] = Some(sum);
    }
    Some(sums)
}

pub fn last_day(year: i64) -> Day {
    month_end(year, 12).unwrap_or(Day::NEVER)
}

fn month_end(year: i64, month: u32) -> Option<Day> {
    Some(Day::of(i32::try_from(year).ok()?, month, 1)?.last_of_month())
}

/// Equal parts of the way from `start` to the goal on the given days; the last is the goal itself.
fn at(days: &[Day], terms: &Terms, start: Option<Decimal>) -> Vec<(Day, Decimal)> {
    let goal = terms.goal.value;
    let parts = i128::try_from(days.len()).unwrap_or(1);
    let of = |part: usize| i128::try_from(part + 1).unwrap_or(1);
    let value = |part: usize| {
        part_of_way(
            start.unwrap_or(Decimal::whole(0)),
            goal,
            of(part),
            parts,
            &terms.goal.unit,
        )
        .unwrap_or(goal)
    };
    days.iter()
        .enumerate()
        .map(|(part, day)| {
            (
                *day,
                if part + 1 == days.len() {
                    goal
                } else {
                    value(part)
                },
            )
        })
        .collect()
}

/// As much of the new goal as a value is of the old one; the goal itself is the new goal. `None` where the old one is 0.
fn of_goal(value: Decimal, old: &Terms, terms: &Terms) -> Option<Decimal> {
    if value == old.goal.value {
        return Some(terms.goal.value);
    }
    let ((part, part_scale), (whole, whole_scale)) = (value.parts(), old.goal.value.parts());
    let scale = part_scale.max(whole_scale);
    let widen =
        |units: i128, own: u8| units.checked_mul(10_i128.checked_pow(u32::from(scale - own))?);
    let (part, whole) = (widen(part, part_scale)?, widen(whole, whole_scale)?);
    let zero = Decimal::whole(0);
    (whole > 0).then(|| part_of_way(zero, terms.goal.value, part, whole, &terms.goal.unit))?
}

/// `start + (goal − start) · part / parts` in what people plan in: rounded half up to hundreds of yuan (0.01 万元) and
/// hundredths of a percent, and down to whole counts: a thing is due when all of it is due. `None` when the numbers are too
/// large.
fn part_of_way(
    start: Decimal,
    goal: Decimal,
    part: i128,
    parts: i128,
    unit: &str,
) -> Option<Decimal> {
    let (step, places, half) = match unit {
        MONEY => (100, 0_u8, 1),
        RATIO => (1, 4, 1),
        _ => (1, 0, 0),
    };
    let ((from, from_scale), (to, to_scale)) = (start.parts(), goal.parts());
    let scale = from_scale.max(to_scale);
    let widen =
        |units: i128, own: u8| units.checked_mul(10_i128.checked_pow(u32::from(scale - own))?);
    let (from, to) = (widen(from, from_scale)?, widen(to, to_scale)?);
    let above = from
        .checked_mul(parts)?
        .checked_add(to.checked_sub(from)?.checked_mul(part)?)?
        .checked_mul(10_i128.pow(u32::from(places)))?;
    let below = 10_i128
        .checked_pow(u32::from(scale))?
        .checked_mul(parts)?
        .checked_mul(step)?;
    let rounded = above
        .checked_mul(2)?
        .checked_add(below.checked_mul(half)?)?
        .div_euclid(below.checked_mul(2)?);
    Some(Decimal::new(rounded.checked_mul(step)?, places))
}

#[cfg(test)]
pub(crate) mod tests;
