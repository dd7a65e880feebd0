//! Which figures an act on many rows would move, from what to what: the act is done in a transaction that is let go, and
//! the figures are asked before and after it.

pub(crate) mod pages;

use std::collections::BTreeSet;

use ::store::Tx;
use ledger::door::{Chosen, Entry, TRIED, Together};
use measure::indicator::Indicator;
use measure::{Asking, Exact, Known, Scope};
use values::{Day, Id, Period};
use web::{Actor, App, Result};

use super::asker::Asker;
use super::{Found, shown};
use crate::indicator::InForce;
use crate::target;

/// Rows of one kind and what is to be done to them.
pub struct Wanted {
    pub kind: String,
    pub act: Together,
    pub chosen: Vec<Chosen>,
}

/// A figure that would move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// T07; empty where no target of the year asks for it.
    pub number: String,
    /// 产学研合作支出额; with its year where that is not this one.
    pub name: String,
    pub path: String,
    pub before: String,
    pub after: String,
    pub unit: String,
    /// `+75.50`; empty where a part of something changes, or there was no value.
    pub change: String,
    pub falls: bool,
}

/// What the act would be done to, and what it would move.
pub struct Moves {
    pub rows: usize,
    pub moves: Vec<Move>,
}

/// A figure, as it stands before the act.
struct Before<'a> {
    indicator: &'a Indicator,
    in_force: InForce,
    asking: Asking,
    found: std::sync::Arc<Found>,
}

/// Does the act in the transaction, which its caller lets go.
pub async fn moves(app: &App, tx: &mut Tx, actor: &Actor, wanted: &Wanted) -> Result<Moves> {
    let today = app.today();
    // Nothing is kept in memory of what is asked here: the act is let go.
    let asker = Asker::new(app, tx, Known::Now(tx.sequence())).await?;
    let periods = periods(tx, wanted, today).await?;
    let definitions = std::sync::Arc::clone(&asker.definitions);
    let mut all = Vec::new();
    for indicator in definitions.iter() {
        for period in &periods {
            let asking = asking(tx, actor, *period, today);
            let in_force = asker.in_force(&indicator.id, asking.day)?;
            let reads = |one: &InForce| one.checked.kinds().contains(&wanted.kind.as_str());
            let Some(in_force) = in_force.filter(reads) else {
                continue;
            };
            if let Some(found) = asker.ask(tx, &indicator.id, &asking).await? {
                all.push(Before {
                    indicator,
                    in_force,
                    asking,
                    found,
                });
            }
        }
    }
    let targets = target::store::of_year(tx, today.year().into(), tx.sequence()).await?;
    let done = ledger::door::together(tx, actor, &wanted.kind, (wanted.act, TRIED), &wanted.chosen);
    let rows = done.await?.len();
    let mut moves = Vec::new();
    for before in &all {
        let after = asker.value(tx, &before.in_force.checked, &before.asking);
        let after = after.await?.value;
        if after != before.found.figure.value {
            let of_indicator = |target: &&target::Target| {
                before.asking.period.last.year() == today.year()
                    && target.terms.indicator == before.indicator.id
            };
            let target = targets.iter().find(of_indicator);
            let number = target.map_or_else(String::new, target::Target::number);
            moves.push(before.moved(after, number, today));
        }
    }
    // Those of targets first, in the order of their numbers.
    moves.sort_by(|one, other| {
        let key = |one: &Move| (one.number.is_empty(), one.number.clone());
        key(one).cmp(&key(other))
    });
    Ok(Moves { rows, moves })
}

/// The years in which the rows happened, and the present one, in which what still holds counts.
async fn periods(tx: &mut Tx, wanted: &Wanted, today: Day) -> Result<Vec<Period>> {
    let entries: Vec<Id<Entry>> = wanted.chosen.iter().map(|one| one.entry).collect();
    let lines = ledger::door::lines(tx, &entries, None).await?;
    let happened = lines.iter().filter_map(|line| line.effective.known());
    let years: BTreeSet<i32> = happened
        .map(|day| day.year().min(today.year()))
        .chain([today.year()])
        .collect();
    Ok(years.into_iter().rev().filter_map(Period::year).collect())
}

/// The county's figure; for the staff of a town, their town's.
pub fn asking(tx: &Tx, actor: &Actor, period: Period, today: Day) -> Asking {
    let scope = Scope {
        office: None,
        town: actor.sees_only_town().map(|town| town.uuid()),
    };
    let known = Known::Now(tx.sequence());
    Asking::new(tx.county(), scope, period, today, known)
}

/// With its year where that is not this one.
pub fn name(indicator: &Indicator, year: i32, today: Day) -> String {
    if year == today.year() {
        indicator.name.clone()
    } else {
        format!("{year} 年{}", indicator.name)
    }
}

pub fn path(indicator: &Indicator, asking: &Asking) -> String {
    let scope = match asking.scope.town {
        Some(town) => format!("town:{town}"),
        None => "county".to_owned(),
    };
    format!("/figures/{}?scope={scope}&day={}", indicator.id, asking.day)
}

impl Before<'_> {
    fn moved(&self, after: Option<Exact>, number: String, today: Day) -> Move {
        let (shape, before) = (&self.indicator.shown, self.found.figure.value);
        let value = |value: Option<Exact>| {
            value.map_or_else(
                || shown::no_value(self.found.is_statistic).to_owned(),
                |value| value.shown(shape),
            )
        };
        let whole = |value: Option<Exact>| value.filter(|value| value.den() == 1);
        let change = match (whole(before), whole(after)) {
            (Some(before), Some(after)) => {
                shown::change(after.num().saturating_sub(before.num()), shape)
            }
            _ => String::new(),
        };
        let year = self.asking.period.last.year();
        Move {
            number,
            name: name(self.indicator, year, today),
            path: path(self.indicator, &self.asking),
            before: value(before),
            after: value(after),
            unit: shape.unit.clone(),
            falls: after < before,
            change,
        }
    }
}
