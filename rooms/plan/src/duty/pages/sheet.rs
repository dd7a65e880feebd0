//! GET /plan/duties/rows.xlsx: the list of duties as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type, or_all};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{List, states};
use crate::duty::listed::Listed;
use crate::figure::pages::Pairs;
use crate::office;

const COLUMNS: [Column; 9] = [
    ("任务", Type::Text, None),
    ("状态", Type::Text, None),
    ("牵头科室", Type::Text, None),
    ("分管领导", Type::Text, None),
    ("期限", Type::Day, None),
    ("下一节点", Type::Text, None),
    ("完成", Type::Text, None),
    ("最近进展", Type::Text, None),
    ("出处", Type::Text, None),
];

/// The lines of the page, in its order.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Pairs,
) -> Result<Response> {
    let asked = ListQuery::from_pairs(pairs);
    let list = List::of(&app, &actor, &asked).await?;
    let (state, code) = (asked.get("state"), asked.get("office"));
    let word = states().find(|(known, _)| known == state);
    let lead = match code {
        "" => String::new(),
        code => office::name(&list.offices, code),
    };
    let about = [
        ("年度", list.year.to_string()),
        ("牵头科室", or_all(&lead)),
        ("状态", or_all(word.as_ref().map_or("", |one| &one.1))),
        ("项数", format!("{} / {}", list.lines.len(), list.total)),
    ];
    let named = Named::asked((&app, &actor), "工作任务", &COLUMNS, about);
    let name = format!("{}年工作任务-{}", list.year, app.today());
    let rows = list.lines.into_iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &name).await
}

fn cells(line: Listed) -> Vec<Cell> {
    vec![
        Cell::Text(line.content),
        Cell::Text(line.light.1.to_owned()),
        Cell::Text(line.office),
        Cell::Text(line.leader),
        line.due.map_or(Cell::Nothing, Cell::Day),
        Cell::Text(line.next),
        Cell::Text(line.progress),
        Cell::Text(line.note),
        Cell::Text(line.cite),
    ]
}
