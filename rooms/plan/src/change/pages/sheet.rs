//! GET /plan/changes/rows.xlsx: the year's changes of its targets as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{Line, lines};
use crate::figure::pages::Pairs;
use crate::year;

const COLUMNS: [Column; 11] = [
    ("编号", Type::Text, None),
    ("目标", Type::Text, None),
    ("改动", Type::Long, None),
    ("原定", Type::Text, None),
    ("调整后", Type::Text, None),
    ("理由", Type::Long, None),
    ("依据文件", Type::Text, None),
    ("批准", Type::Text, None),
    ("批准日期", Type::Day, None),
    ("登记人", Type::Text, None),
    ("登记日", Type::Day, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Pairs,
) -> Result<Response> {
    let year = year::asked(&app, &ListQuery::from_pairs(pairs));
    let mut tx = app.read(&actor).await?;
    let lines = lines(&mut tx, year).await?;
    drop(tx);
    let about = [
        ("年度", year.to_string()),
        ("处数", lines.len().to_string()),
    ];
    let named = Named::asked((&app, &actor), "计划调整", &COLUMNS, about);
    let rows = lines.into_iter().map(cells).collect();
    let name = format!("{year}年计划调整-{}", app.today());
    Sheet::listed(&app, named, rows, &name).await
}

fn cells(line: Line) -> Vec<Cell> {
    let decision = line.decision.as_ref();
    vec![
        line.number.into(),
        line.name.into(),
        line.what.into(),
        line.original.into(),
        line.now.into(),
        line.reason.into(),
        decision.map(|one| &one.document).into(),
        decision.map(|one| &one.approved_by).into(),
        decision.map(|one| one.approved_on).into(),
        line.who.into(),
        line.moment.day().into(),
    ]
}
