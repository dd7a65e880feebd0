//! The same firms by town: how many, with a bar each, and what they sell and spend on research.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::{Fen, Uuid};
use web::{Actor, App, Frame, ListQuery, Result, page};

use crate::door;
use crate::firm::asked::{Asked, joined};
use crate::firm::store::by_town;

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

/// GET /firms/towns, with the filters of the list.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = joined(pairs);
    let asked = Asked::read(&list, &actor, app.today());
    let mut tx = app.read(&actor).await?;
    let names: HashMap<Uuid, String> = door::all_units(&mut tx)
        .await?
        .into_iter()
        .map(|unit| (unit.id.uuid(), unit.name))
        .collect();
    let sums = by_town(&mut tx, &asked.wanted, app.today()).await?;
    let most = sums.iter().map(|sum| sum.firms).max().unwrap_or(1).max(1);
    let line = |sum: &crate::firm::store::TownSum| Line {
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
    page(&TownsPage {
        frame: Frame::new(&app, &actor, "按镇区看企业")
            .at("/firms")
            .under("企业库", format!("/firms?{}", list.question()))
            .under("按镇区", ""),
        lines: sums.iter().map(line).collect(),
        total: sums.iter().map(|sum| sum.firms).sum(),
        asked,
        list,
    })
}
