//! The same firms by town: how many, with a bar each, and what they sell and spend on research.

pub mod sheet;

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::{Fen, Id, Uuid};
use web::{Actor, App, Frame, ListQuery, Organisation, Result, page};

use super::found::Found;
use crate::door;
use crate::firm::asked::{Asked, joined};
use crate::firm::store::InTown;

/// One town.
pub struct Line {
    pub name: String,
    pub path: String,
    pub firms: i64,
    /// Of a hundred: the longest bar is the town with the most firms.
    pub width: i64,
    pub revenue: Fen,
    pub rd: Fen,
}

#[derive(Template)]
#[template(path = "firm/towns.html")]
struct TownsPage {
    frame: Frame,
    lines: Vec<Line>,
    asked: Asked,
    list: ListQuery,
    total: i64,
}

impl TownsPage {
    /// The workbook of the same lines.
    fn workbook(&self) -> String {
        format!("/firms/towns/rows.xlsx?{}", self.list.question())
    }
}

/// GET /firms/towns, with the filters of the list.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = joined(pairs);
    let mut tx = app.read(&actor).await?;
    let asked = Asked::of(&mut tx, &list, &actor, app.today()).await?;
    let lines = lines(&app, &mut tx, &asked, &list).await?;
    page(&TownsPage {
        frame: Frame::new(&app, &actor, "按镇区看企业")
            .at("/firms")
            .under("企业库", format!("/firms?{}", list.question()))
            .under("按镇区", ""),
        total: total(&lines),
        lines,
        asked,
        list,
    })
}

fn total(lines: &[Line]) -> i64 {
    lines.iter().map(|line| line.firms).sum()
}

/// The towns of the firms that are asked for, the most firms first.
async fn lines(app: &App, tx: &mut Tx, asked: &Asked, list: &ListQuery) -> Result<Vec<Line>> {
    let found = Found::of(app, tx, asked).await?;
    let names: HashMap<Uuid, String> = door::all_units(tx)
        .await?
        .into_iter()
        .map(|unit| (unit.id.uuid(), unit.name))
        .collect();
    let sums = sums(found.in_towns(tx, asked).await?);
    let most = sums.iter().map(|sum| sum.firms).max().unwrap_or(1).max(1);
    let line = |sum: &Sum| Line {
        name: names
            .get(&sum.town.uuid())
            .cloned()
            .unwrap_or_else(|| "没有镇区".to_owned()),
        path: format!("/firms{}", list.with("town", &sum.town.to_string())),
        firms: sum.firms,
        width: sum.firms * 100 / most,
        revenue: sum.revenue,
        rd: sum.rd,
    };
    Ok(sums.iter().map(line).collect())
}

/// The firms of one town.
struct Sum {
    town: Id<Organisation>,
    firms: i64,
    revenue: Fen,
    rd: Fen,
}

/// By town, the most firms first.
fn sums(firms: Vec<InTown>) -> Vec<Sum> {
    let mut towns: HashMap<Uuid, Sum> = HashMap::new();
    for one in firms {
        let sum = towns.entry(one.town.uuid()).or_insert(Sum {
            town: one.town,
            firms: 0,
            revenue: Fen(0),
            rd: Fen(0),
        });
        sum.firms += 1;
        sum.revenue = sum.revenue + one.revenue;
        sum.rd = sum.rd + one.rd;
    }
    let mut sums: Vec<Sum> = towns.into_values().collect();
    sums.sort_by_key(|sum| (-sum.firms, sum.town.uuid()));
    sums
}
