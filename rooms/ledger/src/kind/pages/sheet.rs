//! GET /ledger/kinds/rows.xlsx: the kinds of the ledger as a workbook.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::{KindLine, lines};
use crate::access;
use crate::row::acts;

const COLUMNS: [Column; 7] = [
    ("类别", Type::Text, None),
    ("代号", Type::Text, None),
    ("编号", Type::Text, None),
    ("栏目", Type::Count, None),
    ("须有凭证", Type::Text, None),
    ("防重键", Type::Text, None),
    ("来源", Type::Text, None),
];

pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let mut tx = app.read(&actor).await?;
    let lines = lines(&mut tx).await?;
    drop(tx);
    let today = app.today();
    let about = [
        ("类数", lines.len().to_string()),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "台账类别", &COLUMNS, about);
    let rows = lines.iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("台账类别-{today}")).await
}

fn cells(line: &KindLine) -> Vec<Cell> {
    vec![
        (&line.kind.name).into(),
        (&line.kind.id).into(),
        (&line.kind.prefix).into(),
        line.kind.fields.len().into(),
        line.required().into(),
        line.key().into(),
        line.source().into(),
    ]
}
