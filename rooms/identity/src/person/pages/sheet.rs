//! The list of people as a workbook.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::List;
use crate::access;

/// GET /people/rows.xlsx
pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::manage(&actor)?;
    let list = List::of(&app, &actor).await?;
    let about = [
        ("人数", list.people.len().to_string()),
        ("岗位截至", app.today().to_string()),
    ];
    let columns = ["用户名", "姓名", "岗位", "状态"].map(|name| (name, Type::Text, None));
    let named = Named::asked((&app, &actor), "用户", &columns, about);
    let rows = list.people.into_iter().map(|(person, posts)| {
        let state = person.state().to_owned();
        let cells = [person.sign_in, person.name, posts, state];
        cells.map(Cell::Text).to_vec()
    });
    Sheet::listed(
        &app,
        named,
        rows.collect(),
        &format!("用户-{}", app.today()),
    )
    .await
}
