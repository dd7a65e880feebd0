//! How far the targets are split as a workbook, and what every unit carries.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Heading, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::{Head, Line, List, UnitLine};
use crate::figure::pages::Pairs;
use crate::share::amount::{Amount, shown_unit};

const COLUMNS: [Column; 6] = [
    ("编号", Type::Text, None),
    ("目标", Type::Text, None),
    ("全年目标", Type::Text, None),
    ("责任科室", Type::Text, None),
    ("分解", Type::Text, None),
    ("各单位合计", Type::Text, None),
];

/// GET /plan/shares/rows.xlsx
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Pairs,
) -> Result<Response> {
    let list = List::of(&app, &actor, pairs).await?;
    let about = [
        ("年度", list.year.to_string()),
        ("项数", list.lines.len().to_string()),
    ];
    let named = Named::asked((&app, &actor), "任务分解", &COLUMNS, about);
    let rows = list.lines.into_iter().map(cells).collect();
    let name = format!("{}年任务分解-{}", list.year, app.today());
    Sheet::listed(&app, named, rows, &name).await
}

fn cells(line: Line) -> Vec<Cell> {
    let texts = [
        line.number,
        line.name,
        line.goal,
        line.office,
        line.stage,
        line.rest,
    ];
    texts.map(Cell::Text).to_vec()
}

/// GET /plan/shares/units/rows.xlsx: a column a target, with the unit of its numbers.
pub async fn units(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let list = List::of(&app, &actor, pairs).await?;
    let about = [
        ("年度", list.year.to_string()),
        ("单位", list.units.len().to_string()),
    ];
    let first = [("单位", Type::Text, None)];
    let mut named = Named::asked((&app, &actor), "各单位全年份额", &first, about);
    named.headings.extend(list.columns.iter().map(heading));
    let rows = list.units.iter().map(|unit| of_unit(unit, &list.columns));
    let name = format!("{}年各单位份额-{}", list.year, app.today());
    Sheet::listed(&app, named, rows.collect(), &name).await
}

fn heading(head: &Head) -> Heading {
    Heading {
        name: format!("{}（{}）", head.number, shown_unit(&head.unit)),
        kind: Type::Text,
        unit: None,
    }
}

fn of_unit(unit: &UnitLine, columns: &[Head]) -> Vec<Cell> {
    let shares = unit.under(columns);
    let shares = shares.map(|(head, share)| share.map(|share| number(share, &head.unit)).into());
    std::iter::once((&unit.name).into()).chain(shares).collect()
}

/// As the page reads it: money in 万元, a fraction in percent.
fn number(share: Amount, unit: &str) -> Cell {
    let typed = share.typed(unit);
    typed.parse().map_or(Cell::Text(typed), Cell::Number)
}
