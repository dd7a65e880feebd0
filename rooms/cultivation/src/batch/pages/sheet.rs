//! The batches of a year as a workbook, and the applications of one.

use axum::extract::{Query, State};
use axum::response::Response;
use values::Id;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Error, ListQuery, Path, Result, Sheet};

use super::one::{Line, counts, lines};
use super::{of_year, year_asked};
use crate::access;
use crate::batch::{Batch, DAYS, store};
use crate::sheet::{named, of_firms};

/// GET /cultivation/batches/rows.xlsx
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let year = year_asked(&app, &ListQuery::from_pairs(query));
    let mut tx = app.read(&actor).await?;
    let (_, batches) = of_year(&mut tx, year).await?;
    drop(tx);
    let about = [
        ("年度", year.to_string()),
        ("批数", batches.len().to_string()),
        ("截至", app.today().to_string()),
    ];
    let named = Named::asked((&app, &actor), "申报批次", &columns(), about);
    let rows = batches.iter().map(of_batch).collect();
    let name = format!("{year}年申报批次-{}", app.today());
    Sheet::listed(&app, named, rows, &name).await
}

fn columns() -> Vec<Column> {
    let days = DAYS.map(|(_, name)| (name, Type::Day, None));
    let mut columns = vec![("批次", Type::Text, None)];
    columns.extend(days);
    columns.push(("申报（家）", Type::Count, None));
    columns
}

/// A day that is not settled yet is nothing.
fn of_batch((one, count): &(Batch, usize)) -> Vec<Cell> {
    let mut cells = vec![one.name().into()];
    cells.extend(one.days().map(|(_, day)| Cell::from(day)));
    cells.push((*count).into());
    cells
}

const APPLICATIONS: [Column; 3] = [
    ("状态", Type::Text, None),
    ("日期", Type::Day, None),
    ("材料", Type::Text, None),
];

/// GET /cultivation/batches/{id}/rows.xlsx
pub async fn applications(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let batch = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let lines = lines(&mut tx, &actor, batch.id).await?;
    drop(tx);
    let (today, name) = (app.today(), batch.name());
    let about = [
        ("批次", name.clone()),
        ("家数", lines.len().to_string()),
        ("其中", counts(&lines)),
        ("截至", today.to_string()),
    ];
    let columns = of_firms(&APPLICATIONS);
    let headed = Named::asked((&app, &actor), "申报企业", &columns, about);
    let rows = lines.iter().map(of_line).collect();
    Sheet::listed(&app, headed, rows, &format!("{name}申报企业-{today}")).await
}

fn of_line(line: &Line) -> Vec<Cell> {
    let cells = [
        line.one.state.word().into(),
        line.one.day.into(),
        (&line.light.1).into(),
    ];
    named(&line.firm, cells)
}
