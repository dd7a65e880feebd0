//! GET /cultivation/certificates/rows.xlsx: the certificates as a workbook, with the filters of the list.

use axum::extract::{Query, State};
use axum::response::Response;
use enterprise::door::FirmLine;
use values::Day;
use web::sheet::{Cell, Column, Named, Type, or_all};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{seen, sought};
use crate::access;
use crate::certificate::Certificate;
use crate::sheet::{named, of_firms};

const COLUMNS: [Column; 5] = [
    ("证书编号", Type::Text, None),
    ("来由", Type::Text, None),
    ("公告日", Type::Day, None),
    ("有效期至", Type::Day, None),
    ("状态", Type::Text, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let asked = ListQuery::from_pairs(query);
    let (today, mut tx) = (app.today(), app.read(&actor).await?);
    let (found, firms) = seen(&app, &mut tx, &actor).await?;
    drop(tx);
    let lines = sought(&found, &firms, &asked, today);
    let about = [
        ("企业或证书编号", or_all(asked.get("q"))),
        ("到期月", or_all(asked.get("expires"))),
        ("张数", lines.len().to_string()),
        ("截至", today.to_string()),
    ];
    let headed = Named::asked((&app, &actor), "高企证书", &of_firms(&COLUMNS), about);
    let rows = lines.iter().map(|(one, firm)| cells(one, firm, today));
    Sheet::listed(&app, headed, rows.collect(), &format!("高企证书-{today}")).await
}

fn cells(one: &Certificate, firm: &FirmLine, today: Day) -> Vec<Cell> {
    let cells = [
        (&one.number).into(),
        one.route_word().into(),
        one.since.into(),
        one.valid_until.into(),
        one.state_word(today).into(),
    ];
    named(firm, cells)
}
