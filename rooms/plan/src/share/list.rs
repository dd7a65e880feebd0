//! 任务分解: the year's targets with how far each is split, and what every unit carries.

pub(crate) mod sheet;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::{Day, Id};
use web::{Actor, App, Frame, ListQuery, Place, Result, page};

use super::amount::Amount;
use super::pages::path;
use super::{Division, Matrix, State as Stage, Unit, Version, behind, store};
use crate::curve::last_day;
use crate::figure::pages::Pairs;
use crate::figure::places::Places;
use crate::office;
use crate::target::{self, Target};
use crate::year;

#[derive(Template)]
#[template(path = "share/list.html")]
struct ListPage {
    frame: Frame,
    list: List,
}

impl ListPage {
    /// A workbook of the same year.
    fn workbook(&self, of: &str) -> String {
        format!("/plan/shares/{of}rows.xlsx?year={}", self.list.year)
    }
}

/// How far the targets of a year are split, and what every unit that the person may see carries.
struct List {
    year: i64,
    lines: Vec<Line>,
    /// The targets that are split, as columns.
    columns: Vec<Head>,
    units: Vec<UnitLine>,
}

/// A target over what the units carry of it.
struct Head {
    number: String,
    path: String,
    /// As its value is kept in.
    unit: String,
}

struct Line {
    number: String,
    name: String,
    path: String,
    goal: String,
    office: String,
    stage: String,
    class: &'static str,
    rest: String,
}

/// What one unit carries of each target that is split.
struct UnitLine {
    name: String,
    path: String,
    /// Under the columns.
    shares: Vec<Option<Amount>>,
}

impl UnitLine {
    fn under<'a>(
        &'a self,
        columns: &'a [Head],
    ) -> impl Iterator<Item = (&'a Head, Option<Amount>)> {
        columns.iter().zip(self.shares.iter().copied())
    }
}

/// GET /plan/shares?year=
pub async fn list(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let list = List::of(&app, &actor, pairs).await?;
    page(&ListPage {
        frame: Frame::new(&app, &actor, format!("{}年任务分解", list.year))
            .at("/plan/shares")
            .under("年度重点", "/plan")
            .under("任务分解", ""),
        list,
    })
}

impl List {
    async fn of(app: &App, actor: &Actor, pairs: Vec<(String, String)>) -> Result<List> {
        let year = year::asked(app, &ListQuery::from_pairs(pairs));
        let mut tx = app.read(actor).await?;
        let at = tx.sequence();
        let day = app.today().min(last_day(year));
        let targets = target::store::of_year(&mut tx, year, at).await?;
        let versions = store::of_year(&mut tx, year).await?;
        let divisions = store::divisions(&mut tx, year, day, at).await?;
        let mut behind = behind::of_year(&mut tx, year, &targets).await?;
        let places = Places::read(&mut tx, day).await?;
        let offices = office::all(&mut tx, day).await?;
        let own = actor.sees_only_town();
        let split: Vec<(&Target, &Division)> = targets
            .iter()
            .filter_map(|target| Some((target, of(&divisions, target.id)?)))
            .collect();
        Ok(List {
            year,
            lines: targets
                .iter()
                .map(|target| {
                    let office = office::name(&offices, &target.terms.office);
                    let line = line(target, office, &versions, of(&divisions, target.id));
                    match behind.remove(&target.id) {
                        Some(rest) => Line { rest, ..line },
                        None => line,
                    }
                })
                .collect(),
            columns: split.iter().map(|(target, _)| head(target)).collect(),
            units: match split.is_empty() {
                true => Vec::new(),
                false => units(&places, &split, own.map(|own| own.uuid()), day),
            },
        })
    }
}

fn head(target: &Target) -> Head {
    Head {
        number: target.number(),
        path: path(target),
        unit: target.terms.goal.unit.clone(),
    }
}

fn of(divisions: &[(Id<Target>, Division)], target: Id<Target>) -> Option<&Division> {
    let found = divisions.iter().find(|(id, _)| *id == target);
    found.map(|(_, division)| division)
}

fn line(
    target: &Target,
    office: String,
    versions: &[(Id<Target>, Version)],
    division: Option<&Division>,
) -> Line {
    let own = versions.iter().filter(|(id, _)| *id == target.id);
    let newest = own
        .map(|(_, version)| version)
        .max_by_key(|one| one.version);
    let (class, stage) = match (newest.map(|one| one.state), division) {
        (None, _) => ("badge--draft", "未分解"),
        (Some(Stage::Draft), None) => ("badge--draft", "草稿"),
        (Some(Stage::Draft), Some(_)) => ("badge--sent", "已下达，在改"),
        (Some(Stage::Issued), None) => ("badge--sent", "已下达，未起执行"),
        (Some(Stage::Issued), Some(_)) => ("badge--ok", "已下达"),
    };
    Line {
        number: target.number(),
        name: target.terms.name.clone(),
        path: path(target),
        goal: target.terms.goal.shown(),
        office,
        stage: stage.to_owned(),
        class,
        rest: division
            .map(|division| rest(target, &division.matrix))
            .unwrap_or_default(),
    }
}

/// Where the target was changed since, the split does not come out any more.
fn rest(target: &Target, matrix: &Matrix) -> String {
    let unit = &target.terms.goal.unit;
    let (Some(given), Some(whole)) = (matrix.whole(), Amount::of(target.terms.goal.value)) else {
        return String::new();
    };
    match whole - given {
        Amount::ZERO => "平".to_owned(),
        left if left > Amount::ZERO => format!("还差 {}", left.with_unit(unit)),
        left => format!("超 {}", left.abs().with_unit(unit)),
    }
}

/// Offices, then towns; those that carry nothing are left out.
fn units(
    places: &Places,
    split: &[(&Target, &Division)],
    own: Option<values::Uuid>,
    day: Day,
) -> Vec<UnitLine> {
    let offices = places.of(Place::Office).filter(|_| own.is_none());
    let towns = places
        .of(Place::Town)
        .filter(|unit| own.is_none_or(|own| unit.id.uuid() == own));
    let line = |unit: &identity::door::Unit| {
        let of = match unit.place {
            Place::Office => Unit::Office(unit.code.clone()),
            _ => Unit::Town(unit.id.uuid()),
        };
        let share = |(_, division): &(&Target, &Division)| division.matrix.year(&of);
        let shares: Vec<Option<Amount>> = split.iter().map(share).collect();
        shares.iter().any(Option::is_some).then(|| UnitLine {
            name: unit.name.clone(),
            path: format!("/plan?scope={}:{}&day={day}", unit.place.code(), unit.id),
            shares,
        })
    };
    offices.chain(towns).filter_map(line).collect()
}
