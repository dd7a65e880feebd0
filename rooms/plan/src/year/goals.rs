//! Asking the year's targets: each indicator once, two at a time.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ::store::Tx;
use measure::Asking;
use measure::light::State;
use values::{Id, Moment};
use web::{App, Result};

use super::Standing;
use crate::figure::Found;
use crate::figure::asker::Asker;
use crate::light::{self, memory, of_units};
use crate::share::Unit;
use crate::share::carried::{Carried, Carries};
use crate::target::Target;

type Answers = HashMap<String, Arc<Found>>;

/// The targets with their values and lights.
pub async fn standings(
    app: &App,
    asker: &Asker,
    tx: &mut Tx,
    targets: Vec<Carried>,
    asking: &Asking,
    moment: Moment,
) -> Result<Vec<Standing>> {
    let mut ids: Vec<String> = targets
        .iter()
        .map(|carried| carried.target.terms.indicator.clone())
        .filter(|id| asker.definitions.get(id).is_some())
        .collect();
    ids.sort();
    ids.dedup();
    let found = two_at_a_time(app, asker, tx, &ids, asking).await?;
    let state = |target: &Target, missed: bool| {
        let value = found
            .get(&target.terms.indicator)
            .and_then(|found| found.figure.value);
        let direction = asker
            .definitions
            .get(&target.terms.indicator)
            .map(|indicator| indicator.direction)
            .unwrap_or_default();
        light::goal(target, direction)
            .map_or(State::NoData, |goal| goal.state(asking.day, value, missed))
    };
    let on_course = |carries: Carries| -> Vec<&Target> {
        let those = targets.iter().filter(|carried| carried.carries == carries);
        let targets = those.map(|carried| &carried.target);
        targets
            .filter(|target| state(target, false) == State::OnCourse)
            .collect()
    };
    let (period, day) = (asking.period, asking.day);
    let whole = on_course(Carries::Whole);
    let missed = memory::missed(app, tx, &whole, period, day, moment).await?;
    let shared = on_course(Carries::Share);
    let shared: Vec<Id<Target>> = shared.iter().map(|target| target.id).collect();
    let by_unit = of_units::missed(app, tx, &shared, period, day, moment).await?;
    let unit = Unit::in_scope(tx, asking.scope).await?;
    let missed_by_unit = |target: &Target| {
        unit.as_ref()
            .is_some_and(|unit| by_unit.has(target.id, unit))
    };
    let standings = targets.iter().map(|carried| {
        let target = &carried.target;
        Standing {
            state: match carried.carries {
                Carries::Whole => state(target, missed.get(&target.id).copied().unwrap_or(false)),
                Carries::Share => state(target, missed_by_unit(target)),
                Carries::Nothing => State::NoData,
            },
            found: found.get(&target.terms.indicator).cloned(),
            carries: carried.carries,
            foretold: None,
            target: target.clone(),
        }
    });
    Ok(standings.collect())
}

/// A second transaction helps, where one is free.
async fn two_at_a_time(
    app: &App,
    asker: &Asker,
    tx: &mut Tx,
    ids: &[String],
    asking: &Asking,
) -> Result<Answers> {
    let next = AtomicUsize::new(0);
    if ids.len() < 2 {
        return ask_all(asker, tx, ids, &next, asking).await;
    }
    let Some(mut other) = app.store().read_beside(tx.county(), tx.sequence()).await? else {
        return ask_all(asker, tx, ids, &next, asking).await;
    };
    let (first, second) = tokio::join!(
        ask_all(asker, tx, ids, &next, asking),
        ask_all(asker, &mut other, ids, &next, asking)
    );
    let mut found = first?;
    found.extend(second?);
    Ok(found)
}

/// Asks whatever nobody has taken yet.
async fn ask_all(
    asker: &Asker,
    tx: &mut Tx,
    ids: &[String],
    next: &AtomicUsize,
    asking: &Asking,
) -> Result<Answers> {
    let mut found = Answers::new();
    while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
        if let Some(answer) = asker.ask(tx, id, asking).await? {
            found.insert(id.clone(), answer);
        }
    }
    Ok(found)
}
