//! The firms without an institution as a workbook, and what changed of the year's list.

use axum::extract::State;
use axum::response::Response;
use enterprise::door::FirmLine;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::{Covered, Logged, seen};
use crate::sheet::{named, of_firms};

const COLUMNS: [Column; 1] = [("名单类别", Type::Text, None)];

const CHANGES: [Column; 3] = [
    ("名单类别", Type::Text, None),
    ("变动", Type::Text, None),
    ("日期", Type::Day, None),
];

/// GET /cultivation/coverage/rows.xlsx
pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    let seen = seen(&app, &actor).await?;
    let about = [
        ("名单", format!("{} 家", seen.whole)),
        ("有研发机构", format!("{} 家", seen.with)),
        ("覆盖", seen.share()),
        ("列名的没有研发机构", format!("{} 家", seen.without.len())),
        ("截至", seen.day.to_string()),
    ];
    let columns = of_firms(&COLUMNS);
    let headed = Named::asked((&app, &actor), "没有研发机构的企业", &columns, about);
    let line = |(one, firm): &(Covered, FirmLine)| named(firm, [one.words().into()]);
    let rows = seen.without.iter().map(line).collect();
    let name = format!("没有研发机构的企业-{}", seen.day);
    Sheet::listed(&app, headed, rows, &name).await
}

/// GET /cultivation/coverage/changes/rows.xlsx
pub async fn changes(State(app): State<App>, actor: Actor) -> Result<Response> {
    let seen = seen(&app, &actor).await?;
    let about = [
        ("年度", seen.day.year().to_string()),
        ("条数", seen.changes.len().to_string()),
        ("截至", seen.day.to_string()),
    ];
    let headed = Named::asked((&app, &actor), "名单的变动", &of_firms(&CHANGES), about);
    let rows = seen.changes.iter().map(of_change).collect();
    let name = format!("{}年覆盖率名单的变动-{}", seen.day.year(), seen.day);
    Sheet::listed(&app, headed, rows, &name).await
}

fn of_change((one, firm): &(Logged, FirmLine)) -> Vec<Cell> {
    let cells: [Cell; 3] = [one.class_word().into(), one.word().into(), one.day.into()];
    named(firm, cells)
}
