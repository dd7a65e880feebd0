//! GET /firms/unconfirmed/rows.xlsx: the firms with values to be confirmed as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{Line, waiting};
use crate::door;
use crate::firm::pages::{town_said, towns};

const COLUMNS: [Column; 6] = [
    ("企业", Type::Text, None),
    ("统一社会信用代码", Type::Code, None),
    ("镇区", Type::Text, None),
    ("待确认（项）", Type::Count, None),
    ("哪一年", Type::Text, None),
    ("最近填报", Type::Day, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let mut lines = waiting(&app, &mut tx, &actor, &list).await?;
    door::name_towns(&mut tx, lines.iter_mut().map(|line| &mut line.firm)).await?;
    let towns = towns(&mut tx, &app).await?;
    drop(tx);
    let today = app.today();
    let about = [
        ("镇区", town_said(&towns, &actor, &list)),
        ("家数", lines.len().to_string()),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "待确认的年度事实", &COLUMNS, about);
    let rows = lines.iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("待确认的年度事实-{today}")).await
}

fn cells(line: &Line) -> Vec<Cell> {
    vec![
        (&line.firm.name).into(),
        (&line.firm.code).into(),
        (&line.firm.town_name).into(),
        line.facts().into(),
        line.said().into(),
        line.newest().day().into(),
    ]
}
