//! GET /firms/towns/rows.xlsx: the firms by town as a workbook, with the filters of the list.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type, Unit};
use web::{Actor, App, Result, Sheet};

use super::{Line, lines, total};
use crate::firm::asked::{Asked, joined};
use crate::firm::list::sheet::{about, heading};

const COLUMNS: [Column; 4] = [
    ("镇区", Type::Text, None),
    ("企业（家）", Type::Count, None),
    ("销售收入", Type::Money, Some(Unit::Wan)),
    ("研发费用", Type::Money, Some(Unit::Wan)),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = joined(pairs);
    let mut tx = app.read(&actor).await?;
    let asked = Asked::of(&mut tx, &list, &actor, app.today()).await?;
    let lines = lines(&app, &mut tx, &asked, &list).await?;
    let named = Named {
        sheet: "各镇区企业".to_owned(),
        headings: COLUMNS
            .map(|(name, kind, unit)| heading(name, kind, unit))
            .to_vec(),
        about: about(&app, &actor, &mut tx, &asked, total(&lines)).await?,
    };
    drop(tx);
    let rows = lines.into_iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("各镇区企业-{}", app.today())).await
}

fn cells(line: Line) -> Vec<Cell> {
    vec![
        line.name.into(),
        line.firms.into(),
        line.revenue.into(),
        line.rd.into(),
    ]
}
