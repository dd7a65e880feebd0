//! GET /cultivation/goal/firms.xlsx: the firms of the reckoning, those that are chosen first said.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type, Unit};
use web::{Actor, App, Result, Sheet};

use super::pages::pairs;
use super::percent;
use super::view::{Line, View, view};
use crate::access;

const COLUMNS: [Column; 12] = [
    ("企业", Type::Text, None),
    ("统一社会信用代码", Type::Code, None),
    ("镇区", Type::Text, None),
    ("选定", Type::Text, None),
    ("阶段", Type::Text, None),
    ("要补的条件", Type::Text, None),
    ("差", Type::Text, None),
    ("怎么办", Type::Text, None),
    ("最晚", Type::Text, None),
    ("约需", Type::Money, Some(Unit::Wan)),
    ("把握", Type::Text, None),
    ("走访或任务", Type::Text, None),
];

/// Every firm that the person may see by name.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let view = view(&app, &mut tx, &actor, &pairs(&query)).await?;
    drop(tx);
    let named = Named::asked((&app, &actor), "净增测算", &COLUMNS, about(&view));
    let rows = view.lines.iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("净增测算-{}", view.day)).await
}

fn cells(line: &Line) -> Vec<Cell> {
    let names: Vec<&str> = line
        .one
        .clauses
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let day = line
        .one
        .last_day
        .map_or(String::new(), |day| day.to_string());
    let visit = line.visit.as_ref();
    let visit = visit.map_or(String::new(), |one| {
        format!("{} 前，{}", one.due, one.person.name)
    });
    let chosen = if line.is_chosen { "是" } else { "" };
    let texts = |all: [&str; 4]| all.map(|text| Cell::Text(text.to_owned()));
    let firm = &line.firm;
    let mut cells = texts([&firm.name, &firm.code, &firm.town_name, chosen]).to_vec();
    let (gap, way) = (line.gap(), line.way());
    cells.extend(texts([
        line.one.place.word(),
        &names.join("、"),
        &gap,
        &way,
    ]));
    cells.push(Cell::Text(day));
    cells.push(Cell::Money(line.one.cost));
    cells.extend([line.chance(), visit].map(Cell::Text));
    cells
}

fn about(view: &View) -> [(&'static str, String); 8] {
    let aside = view.county.aside;
    [
        ("结论", view.sentence()),
        ("要净增（家）", view.asked.want.to_string()),
        ("已经定的净增（家）", view.county.certain.to_string()),
        ("全部候选企业的概率", percent(view.most)),
        ("缺事实、判断不了（家）", aside.unknown.to_string()),
        ("改事实也过不了的（家）", aside.stuck.to_string()),
        ("没有批次可报（家）", aside.closed.to_string()),
        ("截至", view.day.to_string()),
    ]
}
