//! GET /plan/exemptions/rows.xlsx: the exemptions of the rhythm as a workbook, those that were ended behind the others.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::{All, all};
use crate::exemption::{Ended, Exemption};

const COLUMNS: [Column; 11] = [
    ("节奏", Type::Text, None),
    ("从", Type::Day, None),
    ("到", Type::Day, None),
    ("理由", Type::Text, None),
    ("批准", Type::Text, None),
    ("登记人", Type::Text, None),
    ("登记日", Type::Day, None),
    ("状态", Type::Text, None),
    ("撤销人", Type::Text, None),
    ("撤销日", Type::Day, None),
    ("撤销理由", Type::Text, None),
];

pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let All { lines, ended } = all(&mut tx).await?;
    drop(tx);
    let today = app.today();
    let about = [
        ("已登记", format!("{} 段", lines.len())),
        ("已撤销", format!("{} 段", ended.len())),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), "节奏免考", &COLUMNS, about);
    let held = lines.iter().map(|(name, one)| cells(name, one, "免考"));
    let ended = ended.iter().map(|(name, one)| of_ended(name, one));
    let rows = held.chain(ended).collect();
    Sheet::listed(&app, named, rows, &format!("节奏免考-{today}")).await
}

fn cells(name: &str, one: &Exemption, state: &str) -> Vec<Cell> {
    vec![
        name.into(),
        one.period.first.into(),
        one.period.last.into(),
        (&one.reason).into(),
        (&one.approved_by).into(),
        (&one.actor_name).into(),
        one.moment.day().into(),
        state.into(),
    ]
}

/// Of the oldest nobody wrote down who ended them, and why.
fn of_ended(name: &str, one: &Ended) -> Vec<Cell> {
    let mut cells = cells(name, &one.exemption, "已撤销");
    if !one.by.is_empty() {
        cells.extend([
            (&one.by).into(),
            one.moment.day().into(),
            (&one.because).into(),
        ]);
    }
    cells
}
