//! What the year's target asks of the scope that is shown.

use ::store::Tx;
use measure::Asking;
use measure::light::{Goal, State};
use values::Period;
use web::Result;

use super::Made;
use crate::light::of_units::{self, Missed};
use crate::light::{self, memory};
use crate::share::carried::{Carried, Carries, in_scope};
use crate::share::{self, Division, Unit};
use crate::target::{self, Target};

/// A target with its split and what it asks of one scope.
pub struct Aim {
    pub target: Option<Target>,
    pub division: Option<Division>,
    pub goal: Option<Goal>,
    /// As it is written: ≥ 150 项.
    pub wanted: String,
    pub state: Option<State>,
}

/// The target of the year that an indicator serves, as it was on the day of the asking.
async fn target_of(tx: &mut Tx, indicator: &str, asking: &Asking) -> Result<Option<Target>> {
    let (year, at) = (asking.period.first.year(), asking.known.sequence());
    let targets = target::store::on(tx, year.into(), at, asking.day).await?;
    Ok(targets
        .into_iter()
        .find(|target| target.terms.indicator == indicator))
}

impl Made<'_> {
    /// What the year's target asks of the scope on the day; of a month or a quarter it asks nothing.
    pub async fn aim(&self, tx: &mut Tx) -> Result<Aim> {
        let target = target_of(tx, &self.indicator.id, &self.asked.asking).await?;
        let at = self.asked.asking.known.sequence();
        let division = match &target {
            Some(target) if self.asked.is_of_a_year() => {
                share::store::on(tx, target.id, self.asked.day(), at).await?
            }
            _ => None,
        };
        let unit = Unit::of(self.asked.asking.scope, self.places);
        let carried = target
            .as_ref()
            .filter(|_| self.asked.is_of_a_year())
            .map(|target| in_scope(target, unit.as_ref(), division.as_ref()))
            .filter(Carried::is_lit);
        let goal = carried
            .as_ref()
            .and_then(|carried| light::goal(&carried.target, self.indicator.direction));
        let state = self.state(tx, carried.as_ref(), goal.as_ref()).await?;
        let wanted = carried
            .as_ref()
            .map(|carried| carried.target.terms.goal.shown())
            .unwrap_or_default();
        Ok(Aim {
            target,
            division,
            goal,
            wanted,
            state,
        })
    }

    async fn state(
        &self,
        tx: &mut Tx,
        carried: Option<&Carried>,
        goal: Option<&Goal>,
    ) -> Result<Option<State>> {
        let (Some(carried), Some(goal)) = (carried, goal) else {
            return Ok(None);
        };
        let (day, value) = (self.asked.day(), self.found.figure.value);
        let (state, target) = (goal.state(day, value, false), &carried.target);
        if state != State::OnCourse {
            return Ok(Some(state));
        }
        if carried.carries != Carries::Whole {
            let unit = Unit::of(self.asked.asking.scope, self.places);
            let missed = self.missed(tx, target, goal.period).await?;
            let missed = unit.is_some_and(|unit| missed.has(target.id, &unit));
            return Ok(Some(goal.state(day, value, missed)));
        }
        let missed =
            memory::missed(self.app, tx, &[target], goal.period, day, self.moment()).await?;
        Ok(Some(goal.state(
            day,
            value,
            missed.get(&target.id).copied().unwrap_or(false),
        )))
    }

    /// The units that fell behind with their share of the target earlier.
    pub async fn missed(&self, tx: &mut Tx, target: &Target, period: Period) -> Result<Missed> {
        let (day, moment) = (self.asked.day(), self.moment());
        of_units::missed(self.app, tx, &[target.id], period, day, moment).await
    }
}
