//! GET /cultivation/checklists/{criterion}/rows.xlsx: the documents of an application as a workbook, for firms.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Error, Path, Result, Sheet};

use crate::access;
use crate::checklist::{Checklist, Item, is_known};

const COLUMNS: [Column; 4] = [
    ("要", Type::Text, None),
    ("材料", Type::Text, None),
    ("依据", Type::Text, None),
    ("核过", Type::Text, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(criterion): Path<String>,
) -> Result<Response> {
    access::read(&actor)?;
    if !is_known(&criterion) {
        return Err(Error::NotFound);
    }
    let mut tx = app.read(&actor).await?;
    let Checklist(items) = Checklist::read(&mut tx, &criterion).await?;
    drop(tx);
    let asked = items.iter().filter(|one| one.is_asked).count();
    let about = [
        ("标准", "高新技术企业认定".to_owned()),
        ("现在要", format!("{asked} 件")),
        ("截至", app.today().to_string()),
    ];
    let named = Named::asked((&app, &actor), "申报材料清单", &COLUMNS, about);
    let rows = items.iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("申报材料清单-{}", app.today())).await
}

fn cells(one: &Item) -> Vec<Cell> {
    vec![
        if one.is_asked { "要" } else { "不要" }.into(),
        (&one.name).into(),
        (&one.source).into(),
        if one.is_sure { "已核" } else { "待核" }.into(),
    ]
}
