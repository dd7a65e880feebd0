//! Red, yellow, green: the state of a target against its curve, and the memory of earlier month ends.

pub(crate) mod again;
pub(crate) mod memory;
pub(crate) mod of_units;
pub(crate) mod store;

use ::notice::Decimal;
use measure::curve::{Curve, Node};
use measure::indicator::Direction;
use measure::language::Comparator;
use measure::light::{Goal, State};
use measure::{Exact, indicator::Shown};
use values::{Day, Period};

use crate::figure::line::Point;
use crate::quantity::{MONEY, Op, RATIO};
use crate::target::Target;

/// A light as a template shows it: its class and its word. No class: no light.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lamp {
    pub class: &'static str,
    pub word: String,
}

impl Lamp {
    pub fn of(state: State) -> Lamp {
        Lamp {
            class: class(state),
            word: state.words().to_owned(),
        }
    }

    pub fn worded(class: &'static str, word: impl Into<String>) -> Lamp {
        Lamp {
            class,
            word: word.into(),
        }
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::Behind => "late",
        State::Slow => "slow",
        State::MadeUp => "made",
        State::OnCourse => "ok",
        State::Reached => "done",
        State::NotDue => "wait",
        State::NoData => "none",
    }
}

/// A quantity of the plan in the measure of figures: fen for yuan, a ratio for a share, a count as it is.
/// `None` for what does not fit 64 bits.
pub fn exact(value: Decimal, unit: &str) -> Option<Exact> {
    let (units, scale) = value.parts();
    let den = 10_i64.checked_pow(u32::from(scale))?;
    let (num, den) = match unit {
        MONEY => (units.checked_mul(100)?, den),
        "百分点" => (units, den.checked_mul(100)?),
        RATIO => (units, den),
        _ => (units, den),
    };
    let shared = gcd(num.unsigned_abs(), u128::from(den.unsigned_abs())).max(1);
    let (num, den) = (
        num / i128::try_from(shared).ok()?,
        i128::from(den) / i128::try_from(shared).ok()?,
    );
    Exact::ratio(i64::try_from(num).ok()?, i64::try_from(den).ok()?)
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// 左右 and a bare number are reached from below, as the plan proposes it.
pub fn comparator(op: Op) -> Comparator {
    match op {
        Op::AtLeast | Op::About => Comparator::AtLeast,
        Op::More => Comparator::More,
        Op::AtMost => Comparator::AtMost,
        Op::Exactly => Comparator::Equal,
    }
}

/// The target as its light needs it; `None` where its value is out of range.
pub fn goal(target: &Target, direction: Direction) -> Option<Goal> {
    let terms = &target.terms;
    let period = Period::year(i32::try_from(target.year).ok()?)?;
    Some(Goal {
        comparator: comparator(terms.goal.op),
        target: exact(terms.goal.value, &terms.goal.unit)?,
        curve: curve(target, period),
        period,
        direction,
        level: terms.is_level,
        tolerance: terms.tolerance,
    })
}

/// An even flow starts from nothing on the eve; a level has no value before its first node.
fn curve(target: &Target, period: Period) -> Curve {
    let unit = &target.terms.goal.unit;
    let nodes = target.curve.nodes.iter().filter_map(|(day, value)| {
        Some(Node {
            day: *day,
            value: exact(*value, unit)?,
        })
    });
    if !target.curve.shape.is_even() {
        return Curve::stepped(nodes);
    }
    let start = (!target.terms.is_level).then(|| Node {
        day: period.eve(),
        value: Exact::whole(0),
    });
    Curve::straight(start.into_iter().chain(nodes))
}

/// The planned curve as points to draw, in the unit that people read.
pub fn drawn_curve(goal: &Goal, scale: f64) -> Vec<Point> {
    let mut days = vec![goal.period.eve()];
    days.extend(measure::light::earlier_month_ends(
        goal.period,
        goal.period.last.plus(1),
    ));
    for node in goal.curve.nodes() {
        days.push(node.day);
        if !goal.curve.is_even() {
            days.push(node.day.plus(-1));
        }
    }
    days.retain(|day| *day >= goal.period.eve() && *day <= goal.period.last);
    days.sort_unstable();
    days.dedup();
    let planned = |day: Day| match goal.curve.on(day) {
        None if goal.level => None,
        planned => Some(number(planned.unwrap_or(Exact::whole(0)), scale)),
    };
    days.into_iter()
        .filter_map(|day| Some((day, planned(day)?)))
        .collect()
}

/// An exact value as a number to draw.
pub fn number(value: Exact, scale: f64) -> f64 {
    value.num() as f64 / value.den() as f64 * scale
}

/// How many shown units are in one base unit.
pub fn scale(shown: &Shown) -> f64 {
    match shown.unit.as_str() {
        "元" => 1e-2,
        "万元" => 1e-6,
        "亿元" => 1e-10,
        "%" => 100.0,
        _ => 1.0,
    }
}

/// The states counted, in the order in which lights stand everywhere; a count of zero is left out.
pub fn tally(states: &[State]) -> Vec<Lamp> {
    let count = |state: State| states.iter().filter(|found| **found == state).count();
    State::ALL
        .into_iter()
        .filter(|state| count(*state) > 0)
        .map(|state| Lamp::worded(class(state), format!("{} {}", state.words(), count(state))))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn quantities_in_the_measure_of_figures() {
        for (text, unit, num, den) in [
            ("20000000", MONEY, 2_000_000_000, 1),
            ("0.005", MONEY, 1, 2),
            ("0.025", RATIO, 1, 40),
            ("0.93", RATIO, 93, 100),
            ("30", "家", 30, 1),
            ("1.5", "百分点", 3, 200),
        ] {
            assert_eq!(
                exact(Decimal::parse(text).unwrap(), unit),
                Exact::ratio(num, den),
                "{text} {unit}"
            );
        }
        assert_eq!(exact(Decimal::new(i128::MAX / 1000, 0), MONEY), None);
    }

    #[test]
    fn lights_are_counted_worst_first() {
        let tally = tally(&[
            State::OnCourse,
            State::Behind,
            State::OnCourse,
            State::NoData,
        ]);
        let words: Vec<(&str, &str)> = tally
            .iter()
            .map(|lamp| (lamp.class, lamp.word.as_str()))
            .collect();
        assert_eq!(
            words,
            [("late", "落后 1"), ("ok", "正常 2"), ("none", "暂无数据 1")]
        );
    }
}
