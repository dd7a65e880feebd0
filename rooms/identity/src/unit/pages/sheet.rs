//! GET /organisations/rows.xlsx: the units as a workbook.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::parent;
use crate::access;
use crate::unit::{Unit, store};

const COLUMNS: [Column; 6] = [
    ("名称", Type::Text, None),
    ("别名", Type::Text, None),
    ("类型", Type::Text, None),
    ("代号", Type::Text, None),
    ("上级", Type::Text, None),
    ("设立日", Type::Day, None),
];

pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::manage(&actor)?;
    let (today, mut tx) = (app.today(), app.read(&actor).await?);
    let units = store::living(&mut tx, today).await?;
    drop(tx);
    let about = [
        ("个数", units.len().to_string()),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "组织", &COLUMNS, about);
    let rows = units.iter().map(|unit| cells(unit, &units));
    Sheet::listed(&app, named, rows.collect(), &format!("组织-{today}")).await
}

fn cells(unit: &Unit, units: &[Unit]) -> Vec<Cell> {
    vec![
        (&unit.name).into(),
        (&unit.alias).into(),
        unit.place.name().into(),
        (&unit.code).into(),
        parent(units, unit).into(),
        unit.since.into(),
    ]
}
