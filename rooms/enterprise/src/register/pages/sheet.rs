//! GET /firms/{code}/{register}/rows.xlsx: a firm's register as a workbook, a column a field.

use axum::extract::State;
use axum::response::Response;
use values::Day;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Path, Result, Sheet};

use super::{of_register, register_of};
use crate::access;
use crate::firm::pages::open;
use crate::register::form::{Field, Shape, shown};
use crate::register::{Held, fields};

/// Personal data goes to those who see it on the page.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path((code, register)): Path<(String, String)>,
) -> Result<Response> {
    let register = register_of(&register)?;
    let mut tx = app.read(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    if register.is_personal() {
        access::personal(&actor, &firm)?;
    }
    let own = of_register(&mut tx, &firm, register).await?;
    drop(tx);
    let (today, fields) = (app.today(), fields(register));
    let state = ("状态", Type::Text, None);
    let columns: Vec<Column> = fields.iter().map(column).chain([state]).collect();
    let about = [
        ("企业", firm.name.clone()),
        ("统一社会信用代码", firm.code),
        ("条数", own.len().to_string()),
        ("截至", today.to_string()),
    ];
    let named = Named::asked((&app, &actor), register.word(), &columns, about);
    let rows = own.iter().map(|held| cells(held, fields, today)).collect();
    let name = format!("{}-{}-{today}", firm.name, register.word());
    Sheet::listed(&app, named, rows, &name).await
}

fn column(field: &Field) -> Column {
    let kind = match field.shape {
        Shape::Day => Type::Day,
        Shape::Count => Type::Count,
        _ => Type::Text,
    };
    (field.name, kind, None)
}

fn cells(held: &Held, fields: &[Field], today: Day) -> Vec<Cell> {
    let cells = fields.iter().map(|field| cell(held, field));
    cells.chain([held.state(today).into()]).collect()
}

/// A day as a day, a number as a number; an end that nobody knows is nothing.
fn cell(held: &Held, field: &Field) -> Cell {
    let text = shown(held, field);
    match field.shape {
        Shape::Day => Day::parse_iso(&text).into(),
        Shape::Count => text.parse::<i64>().ok().into(),
        _ => text.into(),
    }
}
