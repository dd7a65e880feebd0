//! The wall screen (大屏) of the meeting room: the year's lights, worst first. Nothing can be done on it.

pub(crate) mod pages;

use measure::indicator::Indicator;
use measure::light::State;

use crate::figure::line::Spark;
use crate::light::Lamp;
use crate::year::Standing;
use crate::year::board::Making;
use crate::year::line::{lines, told, value};

/// One target on the wall, or on the phone of those who lead.
#[derive(Clone, Debug)]
pub struct Cell {
    pub name: String,
    pub light: Lamp,
    pub value: String,
    pub unit: String,
    pub goal: String,
    /// 1,730–2,090; — where nothing is foretold.
    pub forecast: String,
    pub spark: Spark,
    /// The figure's page, or the target's own where nothing counts it; empty on the wall, where
    /// nothing can be done.
    pub path: String,
}

/// The targets in the order of lights, of one light in the order of their numbers.
pub fn cells(making: &Making, standings: &[Standing]) -> Vec<Cell> {
    let mut order: Vec<&Standing> = standings.iter().collect();
    order.sort_by_key(|one| (place(one.state), one.target.place));
    order.into_iter().map(|one| cell(making, one)).collect()
}

fn place(state: State) -> usize {
    let at = State::ALL.iter().position(|known| *known == state);
    at.unwrap_or(State::ALL.len())
}

fn cell(making: &Making, standing: &Standing) -> Cell {
    let target = &standing.target;
    let indicator = making.asker.definitions.get(&target.terms.indicator);
    let found = standing.found.as_deref();
    let has_value = found.is_some_and(|found| found.figure.value.is_some());
    Cell {
        name: target.terms.name.clone(),
        light: standing.lamp(),
        value: value(target, indicator, found),
        unit: indicator
            .filter(|_| has_value)
            .map(|indicator| indicator.shown.unit.clone())
            .unwrap_or_default(),
        goal: match standing.is_lit() {
            true => without_unit(&target.terms.goal.shown(), indicator),
            false => "未分解".to_owned(),
        },
        forecast: told(standing, indicator)
            .map(|told| told.range)
            .unwrap_or_default(),
        spark: Spark::within(&lines(standing, indicator, standing.is_lit()), 36.0),
        path: indicator.map_or_else(
            || target.path(),
            |indicator| format!("/figures/{}{}", indicator.id, making.asked.query()),
        ),
    }
}

/// ≥ 4,000: the unit stands beside the value already.
fn without_unit(goal: &str, indicator: Option<&Indicator>) -> String {
    let unit = indicator.map_or("", |indicator| indicator.shown.unit.as_str());
    match goal.strip_suffix(unit) {
        Some(bare) if unit != "%" => bare.trim_end().to_owned(),
        _ => goal.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_comes_first() {
        let mut states = [State::OnCourse, State::NoData, State::Behind, State::MadeUp];
        states.sort_by_key(|state| place(*state));
        assert_eq!(
            states,
            [State::Behind, State::MadeUp, State::OnCourse, State::NoData]
        );
    }
}
