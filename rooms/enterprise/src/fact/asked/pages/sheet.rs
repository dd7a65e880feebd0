//! GET /firms/asked/rows.xlsx: the firms that are still asked for facts as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{Line, all_asked};
use crate::firm::pages::{town_said, towns};

const COLUMNS: [Column; 5] = [
    ("企业", Type::Text, None),
    ("统一社会信用代码", Type::Code, None),
    ("镇区", Type::Text, None),
    ("要填（项）", Type::Count, None),
    ("哪一年缺什么", Type::Long, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let (lines, done) = all_asked(&app, &mut tx, &actor, &list).await?;
    let towns = towns(&mut tx, &app).await?;
    drop(tx);
    let today = app.today();
    let about = [
        ("镇区", town_said(&towns, &actor, &list)),
        ("家数", lines.len().to_string()),
        ("不用再问的家数", done.to_string()),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "待填的年度事实", &COLUMNS, about);
    let rows = lines.into_iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("待填的年度事实-{today}")).await
}

fn cells(line: Line) -> Vec<Cell> {
    let years = line.years.iter();
    let years: Vec<String> = years
        .map(|one| format!("{} 年 {}：{}", one.year, one.counts(), one.names))
        .collect();
    vec![
        line.firm.name.into(),
        line.firm.code.into(),
        line.firm.town_name.into(),
        line.all.into(),
        years.join("\n").into(),
    ]
}
