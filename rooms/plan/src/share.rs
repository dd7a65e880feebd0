//! Shares (分解): a target split over offices, towns and quarters. A re-split is a new version with
//! the day from which it holds; figures of an older day keep the older one.

pub(crate) mod acts;
pub(crate) mod amount;
pub(crate) mod apportion;
pub(crate) mod balance;
pub(crate) mod behind;
pub(crate) mod carried;
pub(crate) mod curves;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod matrix;
pub(crate) mod news;
pub(crate) mod opened;
pub(crate) mod pages;
pub(crate) mod progress;
pub(crate) mod propose;
pub(crate) mod setting;
pub(crate) mod store;
pub(crate) mod view;
pub(crate) mod weights;

use std::collections::{BTreeMap, BTreeSet};

use measure::language::{Checked, Op, Time};
use values::{Day, Id, Moment, Uuid};

pub use amount::Amount;
pub use matrix::{Cell, Cells, Matrix};

use crate::curve::Curve;
use crate::quantity::RATIO;
use crate::target::{Target, Terms};

/// How the parts of a target make the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// What happens in the year: quarters add up, units add up.
    Sum,
    /// What stands on a day (also the net increase of it): units add up, the last quarter counts.
    Stock,
    /// Ratios and published statistics: each unit has a threshold of its own, nothing adds up.
    Own,
}

/// Who carries a share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// By its stable code.
    Office(String),
    Town(Uuid),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Working paper; no light looks at it.
    Draft,
    /// 已下达
    Issued,
}

/// One version of a target's split, without its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub version: i64,
    pub known_from: i64,
    pub state: State,
    pub rule: Rule,
    /// What was split.
    pub whole: Amount,
    /// The day from which it holds.
    pub effective: Day,
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// A version with its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    pub version: Version,
    pub matrix: Matrix,
    /// Curves laid for a unit, by its name in an address.
    pub curves: BTreeMap<String, Curve>,
}

/// What a unit carries of one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub target: Id<Target>,
    pub rule: Rule,
    /// As planned for each quarter: under [`Rule::Sum`] what is added in it, otherwise what stands at its end.
    pub quarters: [Option<Amount>; 4],
    pub year: Amount,
    /// A curve that was laid for it; without one its quarters draw it.
    pub laid: Option<Curve>,
}

impl Rule {
    pub fn code(self) -> &'static str {
        match self {
            Rule::Sum => "sum",
            Rule::Stock => "stock",
            Rule::Own => "own",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Rule::Sum, Rule::Stock, Rule::Own]
            .into_iter()
            .find(|rule| rule.code() == code)
    }

    /// By the formula where there is one, otherwise by the unit and by how the target is looked at.
    pub fn of(checked: Option<&Checked>, terms: &Terms) -> Self {
        match checked {
            Some(checked) => Rule::of_formula(checked),
            None if matches!(terms.goal.unit.as_str(), RATIO | "百分点") => Rule::Own,
            None if terms.is_level => Rule::Stock,
            None => Rule::Sum,
        }
    }

    fn of_formula(checked: &Checked) -> Self {
        let is_latest = checked.parts().any(|part| part.time == Time::Latest);
        let is_stock = checked
            .parts()
            .all(|part| matches!(part.time, Time::Stock(_)));
        if is_latest || checked.op() == Some(Op::Ratio) {
            Rule::Own
        } else if is_stock {
            Rule::Stock
        } else {
            Rule::Sum
        }
    }

    /// The rule in the words of the page.
    pub fn word(self) -> &'static str {
        match self {
            Rule::Sum => "各季、各单位相加等于全年目标",
            Rule::Stock => "期末数：各季不相加，以四季度末为准；各单位四季度末相加等于全年目标",
            Rule::Own => "比率：各单位各有自己的门槛，不相加；每季填季末应达到的数",
        }
    }
}

impl State {
    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Issued => "issued",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [State::Draft, State::Issued]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// The version that holds on a day as known at a sequence: of those issued and begun, the one that
/// begins last; of two that begin together, the later one.
pub fn in_force(versions: &[Version], day: Day, at: i64) -> Option<&Version> {
    versions
        .iter()
        .filter(|one| one.state == State::Issued && one.effective <= day && one.known_from <= at)
        .max_by_key(|one| (one.effective, one.version))
}

/// The number under which people know a version: issued ones are counted, a draft becomes the next.
pub fn edition(versions: &[Version], version: i64) -> usize {
    let earlier = versions
        .iter()
        .filter(|one| one.state == State::Issued && one.version < version);
    earlier.count() + 1
}

impl Unit {
    /// `office:<code>` or `town:<id>`, under which its curves are kept.
    pub fn key(&self) -> String {
        match self {
            Unit::Office(code) => format!("office:{code}"),
            Unit::Town(id) => format!("town:{id}"),
        }
    }

    pub fn of_key(key: &str) -> Option<Unit> {
        match key.split_once(':')? {
            ("office", code) => Some(Unit::Office(code.to_owned())),
            ("town", id) => Some(Unit::Town(id.parse().ok()?)),
            _ => None,
        }
    }
}

impl Division {
    /// The offices and towns that have a cell.
    pub fn units(&self) -> Vec<Unit> {
        let offices = self.matrix.offices().into_iter();
        let offices = offices.filter(|code| !code.is_empty());
        let towns: BTreeSet<Uuid> = self.matrix.cells.keys().map(|cell| cell.town).collect();
        let towns = towns.into_iter().filter(|town| !town.is_nil());
        offices
            .map(|code| Unit::Office(code.to_owned()))
            .chain(towns.map(Unit::Town))
            .collect()
    }

    /// What a unit carries of the target, where it carries anything.
    pub fn share(&self, target: Id<Target>, unit: &Unit) -> Option<Share> {
        Some(Share {
            target,
            rule: self.matrix.rule,
            quarters: self.matrix.quarters(unit),
            year: self.matrix.year(unit)?,
            laid: self.curves.get(&unit.key()).cloned(),
        })
    }
}

#[cfg(test)]
mod tests;
