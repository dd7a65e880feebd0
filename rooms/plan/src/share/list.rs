//! 任务分解: the year's targets with how far each is split, and what every unit carries.

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
    year: i64,
    lines: Vec<Line>,
    /// Numbers of the targets that are split, as columns.
    columns: Vec<(String, String)>,
    units: Vec<UnitLine>,
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
    shares: Vec<(String, String)>,
}

/// GET /plan/shares?year=
pub async fn list(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let year = year::asked(&app, &ListQuery::from_pairs(pairs));
    let mut tx = app.read(&actor).await?;
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
    page(&ListPage {
        frame: Frame::new(&app, &actor, format!("{year}年任务分解"))
            .at("/plan/shares")
            .under("年度重点", "/plan")
            .under("任务分解", ""),
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
        columns: split
            .iter()
            .map(|(target, _)| (target.number(), path(target)))
            .collect(),
        units: match split.is_empty() {
            true => Vec::new(),
            false => units(&places, &split, own.map(|own| own.uuid()), day),
        },
    })
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
        let share = |(target, division): &(&Target, &Division)| {
            let year = division.matrix.year(&of);
            let text = year.map(|year| year.with_unit(&target.terms.goal.unit));
            (target.number(), text.unwrap_or_default())
        };
        let shares: Vec<(String, String)> = split.iter().map(share).collect();
        let carries = shares.iter().any(|(_, text)| !text.is_empty());
        carries.then(|| UnitLine {
            name: unit.name.clone(),
            path: format!("/plan?scope={}:{}&day={day}", unit.place.code(), unit.id),
            shares,
        })
    };
    offices.chain(towns).filter_map(line).collect()
}
