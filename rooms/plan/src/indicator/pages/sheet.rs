//! GET /indicators/rows.xlsx: the indicators as a workbook.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::{ListLine, groups, total};

const COLUMNS: [Column; 6] = [
    ("归口", Type::Text, None),
    ("指标", Type::Text, None),
    ("单位", Type::Text, None),
    ("口径", Type::Long, None),
    ("出处", Type::Text, None),
    ("版次", Type::Count, None),
];

pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let groups = groups(&app, &mut tx).await?;
    drop(tx);
    let today = app.today();
    let about = [
        ("个数", total(&groups).to_string()),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "指标", &COLUMNS, about);
    let of_group = |group: &super::Group| -> Vec<Vec<Cell>> {
        let lines = group.lines.iter();
        lines.map(|line| cells(&group.name, line)).collect()
    };
    let rows = groups.iter().flat_map(of_group).collect();
    Sheet::listed(&app, named, rows, &format!("指标-{today}")).await
}

fn cells(group: &str, line: &ListLine) -> Vec<Cell> {
    vec![
        group.into(),
        (&line.name).into(),
        (&line.unit).into(),
        (&line.rule).into(),
        (&line.source).into(),
        line.versions.into(),
    ]
}
