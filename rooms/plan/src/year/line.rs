//! One target as a row of the year's table.

use measure::indicator::Indicator;
use values::{Day, Period};

use super::Standing;
use super::board::Making;
use crate::figure::asker::drawn;
use crate::figure::line::{Lines, Spark, filled};
use crate::figure::{Found, shown};
use crate::forecast::{self, shown::Told};
use crate::light::{self, Lamp};
use crate::office::{self, Offices};
use crate::target::Target;

pub struct Link {
    pub name: String,
    pub path: String,
}

pub struct Line {
    pub chosen: bool,
    pub number: String,
    pub name: String,
    /// The target's own page: its curve, its changes, its sentences.
    pub target: String,
    pub firmness: &'static str,
    pub light: Lamp,
    pub value: String,
    pub has_value: bool,
    /// The value in shown units, for a workbook.
    pub amount: Option<f64>,
    pub unit: String,
    pub goal: String,
    /// What the plan began with, where it was changed since.
    pub original: String,
    pub verified: String,
    pub partly: bool,
    pub bar: String,
    pub spark: Spark,
    /// 1,730–2,090; — where nothing is foretold; empty where nothing is asked.
    pub forecast: String,
    pub office: String,
    pub cites: Vec<Link>,
    pub path: String,
    pub open_path: String,
}

pub fn line(making: &Making, standing: &Standing, offices: &Offices) -> Line {
    let target = &standing.target;
    let indicator = making.asker.definitions.get(&target.terms.indicator);
    let found = standing.found.as_deref();
    let lit = standing.is_lit();
    let value_found = found.and_then(|found| found.figure.value);
    let verified = found.and_then(|found| found.figure.verified);
    let (path, open_path) = paths(making, target, indicator);
    let foretold = told(standing, indicator);
    Line {
        chosen: !making.chosen.is_empty() && making.chosen == target.terms.indicator,
        number: target.number(),
        name: target.terms.name.clone(),
        target: target.path(),
        firmness: target.terms.firmness.word(),
        light: standing.lamp(),
        value: value(target, indicator, found),
        has_value: value_found.is_some(),
        amount: value_found
            .zip(indicator)
            .and_then(|(value, indicator)| written(&value.shown(&indicator.shown))),
        unit: indicator
            .map(|indicator| indicator.shown.unit.clone())
            .unwrap_or_default(),
        goal: if lit {
            target.terms.goal.shown()
        } else {
            "未分解".to_owned()
        },
        original: making.original(standing),
        verified: verified.map(shown::percent).unwrap_or_default(),
        partly: verified.is_some_and(shown::is_partial),
        bar: verified
            .map(|share| filled(44.0, share.num().into(), share.den().into()))
            .unwrap_or_default(),
        spark: Spark::of(&lines(standing, indicator, lit)),
        forecast: foretold.map(|told| told.range).unwrap_or_default(),
        office: office::name(offices, &target.terms.office),
        cites: target
            .citations
            .iter()
            .map(|citation| Link {
                name: citation.cite(),
                path: citation.path(),
            })
            .collect(),
        path,
        open_path,
    }
}

/// A number as the page shows it, for a cell to reckon with.
fn written(shown: &str) -> Option<f64> {
    shown.replace(',', "").replace('−', "-").parse().ok()
}

/// The figure's own address, and that of the page with its panel open; the target's where nothing counts it.
fn paths(making: &Making, target: &Target, indicator: Option<&Indicator>) -> (String, String) {
    let query = making.asked.query();
    match indicator {
        Some(indicator) => (
            format!("/figures/{}{query}", indicator.id),
            format!("/plan{query}&figure={}", indicator.id),
        ),
        None => (target.path(), target.path()),
    }
}

/// The value without its unit, or why there is none.
pub fn value(target: &Target, indicator: Option<&Indicator>, found: Option<&Found>) -> String {
    let (Some(indicator), Some(found)) = (indicator, found) else {
        return "尚无口径".to_owned();
    };
    let goal = light::goal(target, indicator.direction);
    match (found.figure.value, goal) {
        (Some(value), Some(goal)) => {
            value.shown_against(&indicator.shown, goal.comparator, goal.target)
        }
        (Some(value), None) => value.shown(&indicator.shown),
        (None, _) => shown::no_value(found.is_statistic).to_owned(),
    }
}

/// The forecast of a target in words and as a fan.
pub fn told(standing: &Standing, indicator: Option<&Indicator>) -> Option<Told> {
    let foretold = standing.foretold.as_ref()?;
    Some(forecast::shown::told(foretold, &indicator?.shown))
}

/// What a target's lines are drawn from; nothing where nothing counts it.
pub fn lines(standing: &Standing, indicator: Option<&Indicator>, lit: bool) -> Lines {
    let target = &standing.target;
    let year = i32::try_from(target.year).unwrap_or_default();
    let period = Period::year(year).unwrap_or(Period {
        first: Day::NEVER,
        last: Day::NEVER,
    });
    let bare = Lines {
        period,
        plan: Vec::new(),
        actual: Vec::new(),
        goal: None,
        fan: None,
        from_zero: !target.terms.is_level,
    };
    let (Some(indicator), Some(found)) = (indicator, standing.found.as_deref()) else {
        return bare;
    };
    let scale = light::scale(&indicator.shown);
    let goal = light::goal(target, indicator.direction).filter(|_| lit);
    let mut actual = drawn(&found.series, scale);
    if !target.terms.is_level {
        actual.insert(0, (period.eve(), 0.0));
    }
    Lines {
        plan: goal
            .as_ref()
            .map(|goal| light::drawn_curve(goal, scale))
            .unwrap_or_default(),
        actual,
        goal: goal.as_ref().map(|goal| light::number(goal.target, scale)),
        fan: told(standing, Some(indicator)).and_then(|told| told.fan),
        ..bare
    }
}
