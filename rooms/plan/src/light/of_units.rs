//! 已补上 of units: a town or an office that is on course with its share today was slow or behind at an earlier
//! month end, by the split and the rows as known then. All units of a target are found out by two questions a
//! month end, and kept.

use std::collections::{HashMap, HashSet};

use ::store::{Kind, Tx};
use measure::language::Checked;
use measure::light::GRACE;
use measure::{Asking, Exact, Known, Scope};
use values::{Day, Id, Moment, Period, Uuid};
use web::{App, Result};

use super::memory::judged;
use super::store::{MissedBy, missed_by, remember_missed};
use crate::figure::asker::Asker;
use crate::figure::split::nothing;
use crate::share::{self, Division, Unit};
use crate::target::{self, Target};

/// Targets and the units that fell behind on their share of them.
#[derive(Clone, Debug, Default)]
pub struct Missed(HashSet<(Id<Target>, String)>);

impl Missed {
    pub fn has(&self, target: Id<Target>, unit: &Unit) -> bool {
        self.0.contains(&(target, unit.key()))
    }
}

/// Who was slow or behind at one of the month ends that are judged. What is found out is kept.
pub async fn missed(
    app: &App,
    tx: &mut Tx,
    targets: &[Id<Target>],
    period: Period,
    day: Day,
    moment: Moment,
) -> Result<Missed> {
    if targets.is_empty() {
        return Ok(Missed::default());
    }
    let ends = judged(period, day, moment.min(app.now()));
    let mut all = missed_by(tx, period.first, period.last).await?;
    let mut fresh = Vec::new();
    for end in &ends {
        let is_known = |target: &Id<Target>| {
            let mut found = all.iter();
            found.any(|one| one.month_end == *end && one.target == *target && one.unit.is_empty())
        };
        let unknown: Vec<Id<Target>> = targets.iter().copied().filter(|id| !is_known(id)).collect();
        if !unknown.is_empty() {
            fresh.extend(find_out(app, tx, &unknown, period, *end).await?);
        }
    }
    // A page that comes back from an act holds the county's line: it would wait for itself.
    if tx.kind() == Kind::Read {
        keep(app, tx.county(), &fresh).await;
    }
    all.extend(fresh);
    let judged = all.into_iter().filter(|one| ends.contains(&one.month_end));
    let missed = judged.filter(|one| !one.unit.is_empty());
    Ok(Missed(missed.map(|one| (one.target, one.unit)).collect()))
}

/// A page must not fail because its memory could not be written down: the next one finds it again.
async fn keep(app: &App, county: &str, fresh: &[MissedBy]) {
    if fresh.is_empty() {
        return;
    }
    let kept = async {
        let mut tx = app.store().note(county).await?;
        remember_missed(&mut tx, fresh).await?;
        tx.commit().await
    };
    if let Err(error) = kept.await {
        tracing::warn!(%error, "the memory of the units' lights was not kept");
    }
}

pub(super) async fn find_out(
    app: &App,
    tx: &mut Tx,
    unknown: &[Id<Target>],
    period: Period,
    end: Day,
) -> Result<Vec<MissedBy>> {
    let sequence = tx.sequence_at(Moment::end_of(end.plus(GRACE))).await?;
    let year = i64::from(period.first.year());
    let then = target::store::of_year(tx, year, sequence).await?;
    let divisions = share::store::divisions(tx, year, end, sequence).await?;
    let known = Known::Then(sequence);
    let asking = Asking::new(tx.county(), Scope::default(), period, end, known);
    let asker = Asker::new(app, tx, known).await?;
    let mut found = Vec::new();
    for id in unknown {
        let line = |unit: String| MissedBy {
            target: *id,
            month_end: end,
            unit,
            sequence,
        };
        found.push(line(String::new()));
        let target = then.iter().find(|target| target.id == *id);
        let division = divisions.iter().find(|(target, _)| target == id);
        if let (Some(target), Some((_, division))) = (target, division) {
            let behind = behind(&asker, tx, target, division, &asking).await?;
            found.extend(behind.iter().map(Unit::key).map(line));
        }
    }
    Ok(found)
}

/// The units that are slow or behind with their share on the day that is asked.
async fn behind(
    asker: &Asker,
    tx: &mut Tx,
    target: &Target,
    division: &Division,
    asking: &Asking,
) -> Result<Vec<Unit>> {
    let Some(indicator) = asker.definitions.get(&target.terms.indicator) else {
        return Ok(Vec::new());
    };
    let Some(in_force) = asker.in_force(&indicator.id, asking.day)? else {
        return Ok(Vec::new());
    };
    // A curve that has not begun needs no value.
    let due = division.units().into_iter().filter_map(|unit| {
        let carried = division.share(target.id, &unit)?.carried(target)?;
        let goal = super::goal(&carried, indicator.direction)?;
        let planned = goal.curve.on(asking.day)?;
        (planned.num() != 0).then_some((unit, goal))
    });
    let due: Vec<(Unit, measure::light::Goal)> = due.collect();
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let values = Values::of(asker, tx, &in_force.checked, asking).await?;
    let missed = due.into_iter().filter(|(unit, goal)| {
        let state = goal.state(asking.day, values.of_unit(unit), false);
        state.is_missed()
    });
    Ok(missed.map(|(unit, _)| unit).collect())
}

/// The values of an indicator by town and by office.
struct Values {
    towns: HashMap<Uuid, Option<Exact>>,
    /// By their codes.
    offices: HashMap<String, Option<Exact>>,
    /// What a place without any row has.
    nothing: Option<Exact>,
}

impl Values {
    async fn of(asker: &Asker, tx: &mut Tx, checked: &Checked, asking: &Asking) -> Result<Values> {
        let value = |(id, figure): (Uuid, measure::fold::Figure)| (id, figure.value);
        let towns = asker.by_town(tx, checked, asking).await?;
        let offices = asker.by_office(tx, checked, asking).await?;
        let units = identity::door::organisations(tx, asking.day).await?;
        let coded = |(id, value): (Uuid, Option<Exact>)| {
            let unit = units.iter().find(|unit| unit.id.uuid() == id)?;
            Some((unit.code.clone(), value))
        };
        Ok(Values {
            towns: towns.into_iter().map(value).collect(),
            offices: offices.into_iter().map(value).filter_map(coded).collect(),
            nothing: nothing(checked),
        })
    }

    fn of_unit(&self, unit: &Unit) -> Option<Exact> {
        let found = match unit {
            Unit::Town(id) => self.towns.get(id),
            Unit::Office(code) => self.offices.get(code),
        };
        found.copied().unwrap_or(self.nothing)
    }
}
