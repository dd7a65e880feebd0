//! A target as a unit carries it: its own value and its own curve, so that the same light shines on it.

use ::store::Tx;
use measure::indicator::Direction;
use measure::{Exact, Scope};
use values::{Day, Id};
use web::Result;

use super::balance::quarter_end;
use super::{Amount, Division, Rule, Share, Unit, store};
use crate::curve::{Curve, Shape};
use crate::figure::places::Places;
use crate::light::{self, Lamp, of_units::Missed};
use crate::target::Target;

/// Whose the target is in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// The county's own, or the office's that is in charge and has no share.
    Whole,
    /// The unit's share of it.
    Share,
    /// Nothing of it was given to the unit: there is no light.
    Nothing,
}

/// A target with the value and the curve by which a scope is measured.
#[derive(Clone, Debug)]
pub struct Carried {
    pub target: Target,
    pub carries: Carries,
}

impl Carried {
    pub fn is_lit(&self) -> bool {
        self.carries != Carries::Nothing
    }

    /// `unit`: `None` for the county; `share`: what the unit carries.
    fn of(target: Target, unit: Option<&Unit>, share: Option<&Share>) -> Carried {
        let part = share.map(|share| share.carried(&target));
        match (part, unit) {
            (Some(Some(target)), _) => Carried {
                target,
                carries: Carries::Share,
            },
            (None, Some(Unit::Office(code))) if target.terms.office == *code => Carried {
                target,
                carries: Carries::Whole,
            },
            (None, None) => Carried {
                target,
                carries: Carries::Whole,
            },
            _ => Carried {
                target,
                carries: Carries::Nothing,
            },
        }
    }
}

impl Unit {
    /// The unit of a scope; `None` for the county.
    pub fn of(scope: Scope, places: &Places) -> Option<Unit> {
        if let Some(town) = scope.town {
            return Some(Unit::Town(town));
        }
        let id = scope.office?;
        let office = places.units.iter().find(|unit| unit.id.uuid() == id);
        office.map(|unit| Unit::Office(unit.code.clone()))
    }

    /// The same, asked of the database.
    pub async fn in_scope(tx: &mut Tx, scope: Scope) -> Result<Option<Unit>> {
        if let Some(town) = scope.town {
            return Ok(Some(Unit::Town(town)));
        }
        let Some(id) = scope.office else {
            return Ok(None);
        };
        let office = identity::door::organisation(tx, Id::new(id)).await?;
        Ok(office.map(|unit| Unit::Office(unit.code)))
    }
}

/// The targets of a scope: an office has those it leads or has a share of, a town is shown all.
pub fn of_scope(targets: Vec<Target>, unit: Option<&Unit>, shares: &[Share]) -> Vec<Carried> {
    let carried = |target: Target| {
        let share = shares.iter().find(|share| share.target == target.id);
        Carried::of(target, unit, share)
    };
    let is_office = matches!(unit, Some(Unit::Office(_)));
    targets
        .into_iter()
        .map(carried)
        .filter(|carried| carried.is_lit() || !is_office)
        .collect()
}

/// One target in a scope, with the split of it that holds there.
pub fn in_scope(target: &Target, unit: Option<&Unit>, division: Option<&Division>) -> Carried {
    let share = unit.and_then(|unit| division?.share(target.id, unit));
    Carried::of(target.clone(), unit, share.as_ref())
}

/// What a unit carries of a year's targets; nothing for the county.
pub async fn shares(
    tx: &mut Tx,
    year: i64,
    unit: Option<&Unit>,
    day: Day,
    at: i64,
) -> Result<Vec<Share>> {
    match unit {
        Some(unit) => Ok(store::of_unit(tx, year, unit, day, at).await?),
        None => Ok(Vec::new()),
    }
}

/// The shares of one target, as the tables of a figure by town and by office show them.
pub struct Parts<'a> {
    pub target: &'a Target,
    pub division: &'a Division,
    pub direction: Direction,
    pub day: Day,
    /// The units that fell behind earlier.
    pub missed: Missed,
}

impl Parts<'_> {
    /// A unit's share and the light on its value; `None` where nothing was given to it.
    pub fn of(&self, unit: &Unit, value: Option<Exact>) -> Option<(String, Lamp)> {
        let share = self.division.share(self.target.id, unit)?;
        let text = share.year.shown(&self.target.terms.goal.unit);
        let state = share
            .carried(self.target)
            .and_then(|carried| light::goal(&carried, self.direction))
            .map(|goal| {
                let missed = self.missed.has(self.target.id, unit);
                goal.state(self.day, value, missed)
            });
        Some((text, state.map(Lamp::of).unwrap_or_default()))
    }
}

impl Share {
    /// The target with the unit's value and curve in place of the whole's. `None`: a share of nothing has no light.
    pub fn carried(&self, target: &Target) -> Option<Target> {
        if self.year.is_zero() {
            return None;
        }
        let mut carried = target.clone();
        carried.terms.goal.value = self.year.decimal();
        carried.terms.goal.high = None;
        carried.curve = self.curve(target);
        Some(carried)
    }

    /// The curve that was laid, or the one that the quarters draw: straight between their ends where the target's own runs straight,
    /// otherwise a step at each.
    pub fn curve(&self, target: &Target) -> Curve {
        if let Some(laid) = &self.laid {
            return laid.clone();
        }
        let year = i32::try_from(target.year).unwrap_or(0);
        let mut so_far = Amount::ZERO;
        let mut nodes = Vec::new();
        for (quarter, amount) in (1..).zip(self.quarters) {
            let reached = match (self.rule, amount) {
                (Rule::Sum, amount) => {
                    so_far = so_far + amount.unwrap_or_default();
                    so_far
                }
                (Rule::Stock | Rule::Own, Some(amount)) => amount,
                (Rule::Stock | Rule::Own, None) => continue,
            };
            nodes.push((quarter_end(year, quarter), reached.decimal()));
        }
        let shape = match target.curve.shape.is_even() {
            true => Shape::Quarter,
            false => Shape::Hand,
        };
        Curve { shape, nodes }
    }
}
