//! What a split is made in: the target, its curve, the offices and towns that may carry it.

use ::store::Tx;
use measure::indicator::{Direction, Shown};
use measure::language::Op;
use values::{Day, Uuid};
use web::{Actor, App, Error, Place, Result};

use super::amount::Step;
use super::balance::{Balances, planned, weigh};
use super::form::Known;
use super::progress::{self, Progress};
use super::propose::Whole;
use super::store::BUREAU;
use super::{Amount, Matrix, Rule, Unit};
use crate::curve::last_day;
use crate::figure::asker::Asker;
use crate::figure::places::Places;
use crate::light;
use crate::target::Target;

/// An office as a column.
#[derive(Clone, Debug)]
pub struct Column {
    pub code: String,
    pub id: Uuid,
    pub name: String,
}

/// The split's surroundings on the page's day.
pub struct Setting {
    pub target: Target,
    pub rule: Rule,
    pub whole: Amount,
    pub step: Step,
    pub direction: Direction,
    /// Parts may be negative: something is taken off.
    pub falls: bool,
    /// How figures are shown; `None` where no indicator counts the target.
    pub shown: Option<Shown>,
    pub planned: [Option<Amount>; 4],
    pub columns: Vec<Column>,
    /// Offices that could become a column.
    pub others: Vec<(String, String)>,
    /// Towns by their name, then the bureau itself.
    pub lines: Vec<(Uuid, String)>,
    /// Towns that are not there any more on the page's day: they keep what they have, and get nothing new.
    closed: Vec<Uuid>,
    /// One town only is shown.
    pub alone: bool,
    in_force: Option<crate::indicator::InForce>,
}

impl Setting {
    /// `asked`: an office that is to become a column. `matrices`: what is or was split, whose units must have their place.
    pub async fn read(
        tx: &mut Tx,
        asker: &Asker,
        actor: &Actor,
        target: Target,
        today: Day,
        asked: &str,
        matrices: &[&Matrix],
    ) -> Result<Setting> {
        let indicator = asker.definitions.get(&target.terms.indicator);
        let day = super::form::usual_day(&target, today);
        let in_force = match indicator {
            Some(indicator) => asker.in_force(&indicator.id, day)?,
            None => None,
        };
        let checked = in_force.as_ref().map(|found| &*found.checked);
        let unit = target.terms.goal.unit.clone();
        let whole = Amount::of(target.terms.goal.value).ok_or_else(|| {
            Error::refused(
                "这个目标的数位太多，不能分解。",
                "在目标页把数值改成八位以内的小数。",
            )
        })?;
        let (rule, step) = (Rule::of(checked, &target.terms), Step::of(whole, &unit));
        let direction = indicator.map(|one| one.direction).unwrap_or_default();
        let planned = light::goal(&target, direction).map_or([None; 4], |goal| {
            planned(&goal, rule, &unit, step.of_curve(rule, &unit))
        });
        let places = Places::between(tx, last_day(target.year - 1).plus(1), day).await?;
        let (columns, others) = columns(&places, &target, asked, matrices);
        let (mut lines, alone) = lines(&places, actor, matrices);
        let closed: Vec<Uuid> = places
            .of(Place::Town)
            .filter(|unit| unit.until <= day)
            .map(|unit| unit.id.uuid())
            .collect();
        for (_, name) in lines.iter_mut().filter(|(town, _)| closed.contains(town)) {
            name.push_str("（已撤并）");
        }
        Ok(Setting {
            rule,
            whole,
            step,
            direction,
            falls: checked.is_some_and(|checked| checked.op() == Some(Op::Difference)),
            shown: indicator.map(|one| one.shown.clone()),
            planned,
            columns,
            others,
            lines,
            closed,
            alone,
            in_force,
            target,
        })
    }

    pub fn unit(&self) -> &str {
        &self.target.terms.goal.unit
    }

    /// The office whose column a proposal fills: the one in charge, or the first there is.
    pub fn lead(&self) -> &str {
        self.columns
            .first()
            .map_or("", |office| office.code.as_str())
    }

    pub fn towns(&self) -> impl Iterator<Item = (Uuid, &str)> {
        self.lines
            .iter()
            .filter(|(town, _)| !town.is_nil())
            .map(|(town, name)| (*town, name.as_str()))
    }

    /// The towns to which something may still be given.
    pub fn living(&self) -> impl Iterator<Item = Uuid> {
        self.towns()
            .map(|(town, _)| town)
            .filter(|town| !self.closed.contains(town))
    }

    pub fn whole(&self) -> Whole {
        Whole {
            rule: self.rule,
            value: self.whole,
            step: self.step,
            direction: self.direction,
            planned: self.planned,
        }
    }

    pub fn weigh(&self, matrix: &Matrix) -> Balances {
        let units: Vec<Unit> = self.living().map(Unit::Town).collect();
        weigh(matrix, self.whole, &self.planned, &units, self.direction)
    }

    /// Whether nothing stands against handing it down.
    pub fn comes_out(&self, matrix: &Matrix) -> bool {
        self.weigh(matrix).year.is_fine()
    }

    pub fn known<'a>(&'a self, offices: &'a [(String, String)]) -> Known<'a> {
        Known {
            offices,
            towns: &self.lines,
        }
    }

    /// Codes and names of the offices that have a column.
    pub fn offices(&self) -> Vec<(String, String)> {
        let own = self.columns.iter();
        own.map(|office| (office.code.clone(), office.name.clone()))
            .chain(self.others.iter().cloned())
            .collect()
    }

    pub async fn progress(&self, app: &App, tx: &mut Tx, asker: &Asker) -> Result<Progress> {
        progress::read(app, tx, asker, self.in_force.as_ref(), &self.target).await
    }
}

/// The office in charge first, then those that have cells, then the one asked for.
fn columns(
    places: &Places,
    target: &Target,
    asked: &str,
    matrices: &[&Matrix],
) -> (Vec<Column>, Vec<(String, String)>) {
    let mut codes: Vec<&str> = vec![target.terms.office.as_str()];
    codes.extend(matrices.iter().flat_map(|matrix| matrix.offices()));
    codes.push(asked);
    let mut columns: Vec<Column> = Vec::new();
    for code in codes {
        let unit = places.of(Place::Office).find(|unit| unit.code == code);
        let is_new = columns.iter().all(|one| one.code != code);
        if let Some(unit) = unit.filter(|_| is_new && !code.is_empty()) {
            columns.push(Column {
                code: code.to_owned(),
                id: unit.id.uuid(),
                name: unit.name.clone(),
            });
        }
    }
    let others = places
        .of(Place::Office)
        .filter(|unit| !unit.code.is_empty() && columns.iter().all(|one| one.code != unit.code))
        .map(|unit| (unit.code.clone(), unit.name.clone()))
        .collect();
    (columns, others)
}

/// Every town of the year and the bureau itself; for a person of a town that town alone.
fn lines(places: &Places, actor: &Actor, matrices: &[&Matrix]) -> (Vec<(Uuid, String)>, bool) {
    let own = actor.sees_only_town();
    let towns = places
        .of(Place::Town)
        .filter(|unit| own.is_none_or(|own| unit.id == own));
    let mut lines: Vec<(Uuid, String)> = towns
        .map(|unit| (unit.id.uuid(), unit.name.clone()))
        .collect();
    if own.is_some() {
        return (lines, true);
    }
    let cells = matrices.iter().flat_map(|matrix| matrix.cells.keys());
    for town in cells.map(|cell| cell.town) {
        if !town.is_nil() && lines.iter().all(|(known, _)| *known != town) {
            let name = places.name(town).unwrap_or("已撤并的镇区");
            lines.push((town, name.to_owned()));
        }
    }
    lines.push((BUREAU, "局本级（不分镇）".to_owned()));
    (lines, false)
}
