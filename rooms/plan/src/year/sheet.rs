//! GET /plan/rows.xlsx: the targets of the year as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Error, ListQuery, Result, Sheet};

use super::line::Line;
use super::pages::{Answered, made};
use crate::figure::asked::Address;
use crate::figure::pages::Pairs;

const COLUMNS: [Column; 13] = [
    ("板块", Type::Text, None),
    ("号", Type::Text, None),
    ("目标", Type::Long, None),
    ("力度", Type::Text, None),
    ("灯", Type::Text, None),
    ("数值", Type::Text, None),
    ("单位", Type::Text, None),
    ("全年目标", Type::Text, None),
    ("原目标", Type::Text, None),
    ("已核实", Type::Text, None),
    ("年底预计", Type::Text, None),
    ("责任科室", Type::Text, None),
    ("出处", Type::Text, None),
];

/// The table of the page, by the same day, knowledge and scope.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Pairs,
) -> Result<Response> {
    let address = Address::of(&ListQuery::from_pairs(pairs));
    let mut tx = app.read(&actor).await?;
    let Answered { asked, board } = made(&app, &mut tx, &actor, &address, "").await?;
    drop(tx);
    let board = board.ok_or(Error::NotFound)?;
    let year = asked.asking.period.first.year();
    let about = [
        ("年度", year.to_string()),
        ("范围", asked.scope_name.clone()),
        ("时点", asked.stamp()),
        ("项数", board.lines().count().to_string()),
    ];
    let named = Named::asked((&app, &actor), "年度目标", &COLUMNS, about);
    let rows = board.lines().map(|(section, line)| cells(section, line));
    let name = format!("{year}年度目标-{}", asked.as_of);
    Sheet::listed(&app, named, rows.collect(), &name).await
}

fn cells(section: &str, line: &Line) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let cites: Vec<&str> = line.cites.iter().map(|cite| cite.name.as_str()).collect();
    vec![
        text(section),
        text(&line.number),
        text(&line.name),
        text(line.firmness),
        text(&line.light.word),
        // Where there is none, why.
        line.amount.map_or_else(|| text(&line.value), Cell::Number),
        text(&line.unit),
        text(&line.goal),
        text(&line.original),
        text(&line.verified),
        text(&line.forecast),
        text(&line.office),
        text(&cites.join("；")),
    ]
}
