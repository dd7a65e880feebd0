//! GET /cultivation/towns, GET /cultivation/towns/{town}

pub mod sheet;

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use identity::door::{Unit, organisation};
use values::{Day, Id};
use web::{Actor, App, Error, Frame, Organisation, Path, Place, Result, page};

use crate::access;
use crate::board::Card;
use crate::board::pages::{cards, towns};
use crate::stage::{Lane, Stage};
use crate::task::{self, Task};

/// One firm with its open tasks.
struct Line {
    card: Card,
    tasks: Vec<Task>,
}

impl Line {
    /// The clauses that it fails, each with what is short; or the facts that are missing.
    fn gaps(&self) -> Vec<String> {
        let judged = &self.card.judged;
        let failing = judged
            .failing
            .iter()
            .map(|one| format!("{} {}：{}", one.clause, one.name, one.shortfall));
        let missing =
            (!judged.missing.is_empty()).then(|| format!("缺事实：{}", judged.missing.join("、")));
        failing.chain(missing).collect()
    }

    /// What is to be done, by whom and by when.
    fn told(&self) -> Vec<String> {
        let told = |one: &Task| {
            let (person, due) = (&one.person.name, one.due.spoken());
            format!("{}（{person}，{due}前）", one.content)
        };
        self.tasks.iter().map(told).collect()
    }
}

#[derive(Template)]
#[template(path = "gap/show.html")]
struct GapPage {
    frame: Frame,
    unit: Unit,
    day: Day,
    lines: Vec<Line>,
}

impl GapPage {
    /// The workbook of the same firms.
    fn workbook(&self) -> String {
        format!("/cultivation/towns/{}/rows.xlsx", self.unit.id)
    }

    fn count(&self, lane: Lane) -> usize {
        let here = |line: &&Line| line.card.step.stage.lane() == Some(lane);
        self.lines.iter().filter(here).count()
    }
}

/// GET /cultivation/towns/{town}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(town): Path<Id<Organisation>>,
) -> Result<Response> {
    let (day, mut tx) = (app.today(), app.read(&actor).await?);
    let (unit, lines) = of_town(&app, &mut tx, &actor, town).await?;
    let frame = Frame::new(&app, &actor, format!("差距单：{}", unit.name))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("各镇差距单", "/cultivation/towns")
        .under(unit.name.as_str(), "");
    page(&GapPage {
        frame,
        unit,
        day,
        lines,
    })
}

/// A town with its firms on their way, the nearest to passing first.
async fn of_town(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    town: Id<Organisation>,
) -> Result<(Unit, Vec<Line>)> {
    access::see(actor, town)?;
    let unit = organisation(tx, town).await?;
    let unit = unit
        .filter(|unit| unit.place == Place::Town)
        .ok_or(Error::NotFound)?;
    let mut open: HashMap<_, Vec<Task>> = HashMap::new();
    for one in task::store::open(tx).await? {
        open.entry(one.firm).or_default().push(one);
    }
    let mut found = cards(app, tx, actor, app.today()).await?;
    found.retain(|card| {
        card.firm.town == town && !matches!(card.step.stage, Stage::Left | Stage::Recognised)
    });
    found.sort_by_key(|card| (card.judged.nearness(), card.step.stage, card.firm.id));
    let line = |card: Card| Line {
        tasks: open.remove(&card.firm.id).unwrap_or_default(),
        card,
    };
    Ok((unit, found.into_iter().map(line).collect()))
}

#[derive(Template)]
#[template(path = "gap/list.html")]
struct TownsPage {
    frame: Frame,
    /// Firms on their way, of each town.
    towns: Vec<(Unit, usize)>,
}

/// GET /cultivation/towns
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::read(&actor)?;
    let (day, mut tx) = (app.today(), app.read(&actor).await?);
    let found = cards(&app, &mut tx, &actor, day).await?;
    let only = actor.sees_only_town();
    let on_the_way = |unit: &Unit| {
        let mine = found.iter().filter(|card| card.firm.town == unit.id);
        mine.filter(|card| !matches!(card.step.stage, Stage::Left | Stage::Recognised))
            .count()
    };
    let towns = towns(&mut tx, day)
        .await?
        .into_iter()
        .filter(|unit| only.is_none_or(|town| town == unit.id))
        .map(|unit| {
            let count = on_the_way(&unit);
            (unit, count)
        })
        .collect();
    let frame = Frame::new(&app, &actor, "各镇差距单")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("各镇差距单", "");
    page(&TownsPage { frame, towns })
}
