//! The kept lights found out again: whatever is known since, they must come out as they were kept.

use std::collections::{BTreeMap, BTreeSet};

use ::store::Tx;
use values::{Day, Id, Period};
use web::{App, Error, Result};

use super::store::{MissedBy, Remembered, missed_by, remembered};
use super::{memory, of_units};
use crate::target::{self, Target};

/// How many lines of both memories were found out again, and what differs, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub lights: usize,
    pub broken: Vec<String>,
}

/// Finds out all that is kept of a county again.
pub async fn check(app: &App, tx: &mut Tx) -> Result<Checked> {
    let (first, last) = (Day::from_number(0), Day::NEVER);
    let lights = remembered(tx, first, last).await?;
    let units = missed_by(tx, first, last).await?;
    let mut checked = Checked {
        lights: lights.len() + units.len(),
        broken: Vec::new(),
    };
    for (end, kept) in by_month(lights, |one| one.month_end) {
        let targets = distinct(kept.iter().map(|one| one.target));
        let again = memory::find_out(app, tx, &targets, year_of(end)?, end).await?;
        for one in kept.iter().filter(|one| !again.contains(one)) {
            let found = again.iter().find(|other| other.target == one.target);
            checked.broken.push(told(tx, one, found).await?);
        }
    }
    for (end, kept) in by_month(units, |one| one.month_end) {
        let targets = distinct(kept.iter().map(|one| one.target));
        let again = of_units::find_out(app, tx, &targets, year_of(end)?, end).await?;
        let differs = |target: &Id<Target>| lines_of(&kept, *target) != lines_of(&again, *target);
        for target in targets.iter().filter(|target| differs(target)) {
            let number = number(tx, *target).await?;
            let said = format!("{number} {end} 各单位的灯与重算的不同");
            checked.broken.push(said);
        }
    }
    Ok(checked)
}

fn by_month<T>(all: Vec<T>, end: impl Fn(&T) -> Day) -> BTreeMap<Day, Vec<T>> {
    let mut months: BTreeMap<Day, Vec<T>> = BTreeMap::new();
    for one in all {
        months.entry(end(&one)).or_default().push(one);
    }
    months
}

fn distinct(targets: impl Iterator<Item = Id<Target>>) -> Vec<Id<Target>> {
    let distinct: BTreeSet<Id<Target>> = targets.collect();
    distinct.into_iter().collect()
}

fn year_of(end: Day) -> Result<Period> {
    Period::year(end.year()).ok_or_else(|| Error::Fault(format!("no year of {end}")))
}

fn lines_of(all: &[MissedBy], target: Id<Target>) -> BTreeSet<(&str, i64)> {
    let own = all.iter().filter(|one| one.target == target);
    own.map(|one| (one.unit.as_str(), one.sequence)).collect()
}

/// T07 2020-08-31 的灯：留存的是落后，重算是正常
async fn told(tx: &mut Tx, kept: &Remembered, again: Option<&Remembered>) -> Result<String> {
    let number = number(tx, kept.target).await?;
    let (end, was) = (kept.month_end, kept.state.words());
    Ok(match again {
        Some(again) if again.state != kept.state => format!(
            "{number} {end} 的灯：留存的是{was}，重算是{}",
            again.state.words()
        ),
        _ => format!("{number} {end} 的灯：不是按月末后第五天已知的记录留存的"),
    })
}

async fn number(tx: &mut Tx, id: Id<Target>) -> Result<String> {
    let target = target::store::find(tx, id).await?;
    Ok(target.map_or_else(|| format!("目标 {id}"), |(target, _)| target.number()))
}
