//! GET /ledger/rows.xlsx: every kind with what it holds and what waits, as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{KindLine, lines, year_of};
use crate::access;
use crate::row::acts;

const COLUMNS: [Column; 7] = [
    ("类别", Type::Text, None),
    ("归口科室", Type::Text, None),
    ("全部", Type::Count, None),
    ("单位", Type::Text, None),
    ("待核实", Type::Count, None),
    ("缺凭证", Type::Count, None),
    ("退回", Type::Count, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let today = app.today();
    let year = year_of(ListQuery::from_pairs(pairs).get("year"), today);
    let mut tx = app.read(&actor).await?;
    let lines = lines(&mut tx, &actor, today, year).await?;
    drop(tx);
    let about = [
        ("年度", format!("{year} 年，按计数日")),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "台账", &COLUMNS, about);
    let rows = lines.into_iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("{year}年台账-{today}")).await
}

fn cells(line: KindLine) -> Vec<Cell> {
    vec![
        line.name.into(),
        line.office.into(),
        line.all.into(),
        line.unit.into(),
        line.waiting.into(),
        line.unproven.into(),
        line.returned.into(),
    ]
}
