//! The list of people as a workbook.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Heading, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::List;
use crate::access;

/// GET /people/rows.xlsx
pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::manage(&actor)?;
    let list = List::of(&app, &actor).await?;
    let heading = |name: &str| Heading {
        name: name.to_owned(),
        kind: Type::Text,
        unit: None,
    };
    let moment = format!("{} {}", app.today(), app.now().time());
    let about = [
        ("人数", list.people.len().to_string()),
        ("岗位截至", app.today().to_string()),
        ("导出", format!("{} {moment}", actor.name)),
    ];
    let named = Named {
        sheet: "用户".to_owned(),
        headings: ["用户名", "姓名", "岗位", "状态"].map(heading).to_vec(),
        about: about.map(|(name, value)| (name.to_owned(), value)).to_vec(),
    };
    let mut sheet = Sheet::begin(app.store().files(), named);
    for (person, posts) in list.people {
        let state = person.state().to_owned();
        let cells = [person.sign_in, person.name, posts, state];
        sheet.row(cells.map(Cell::Text).to_vec()).await?;
    }
    sheet.answer(&format!("用户-{}", app.today())).await
}
