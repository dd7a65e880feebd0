//! GET /notices/rows.xlsx: the notices as a workbook, with how far each is mapped.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::lines;
use crate::notice::{Count, Notice};

const COLUMNS: [Column; 7] = [
    ("文件", Type::Text, None),
    ("文号", Type::Text, None),
    ("发文单位", Type::Text, None),
    ("发文日期", Type::Day, None),
    ("计划年度", Type::Text, None),
    ("已处理（句）", Type::Count, None),
    ("共（句）", Type::Count, None),
];

pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let lines = lines(&mut tx).await?;
    drop(tx);
    let today = app.today();
    let about = [
        ("份数", lines.len().to_string()),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "文件", &COLUMNS, about);
    let rows = lines.iter().map(cells).collect();
    Sheet::listed(&app, named, rows, &format!("文件-{today}")).await
}

/// A year is a number without thousands.
fn cells((notice, count): &(Notice, Count)) -> Vec<Cell> {
    vec![
        (&notice.title).into(),
        (&notice.number).into(),
        (&notice.issuer).into(),
        notice.day.into(),
        Cell::Number(notice.year as f64),
        count.done().into(),
        count.total().into(),
    ]
}
