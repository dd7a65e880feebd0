//! GET /cultivation/of-firm/{id}: where a firm stands and its visits, as a part of another room's page of the firm; for a
//! link that is followed without script, its page here.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use enterprise::door::Firm;
use values::{Day, Id};
use web::{Actor, App, Error, Path, Result, back_to, fragment, wants_fragment};

use crate::access;
use crate::step::{self, Step, path};
use crate::task::{self, Task};

#[derive(Template)]
#[template(path = "step/of_firm.html")]
struct OfFirm {
    path: String,
    today: Day,
    last: Option<Step>,
    tasks: Vec<Task>,
}

pub async fn of_firm(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Firm>>,
    headers: HeaderMap,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let firm = enterprise::door::firm(&mut tx, id).await?;
    let firm = firm.ok_or(Error::NotFound)?;
    access::see(&actor, firm.town)?;
    if !wants_fragment(&headers) {
        return Ok(back_to(path(&firm.code)));
    }
    fragment(&OfFirm {
        path: path(&firm.code),
        today: app.today(),
        last: step::store::of(&mut tx, id).await?.pop(),
        tasks: task::in_order(task::store::of_firm(&mut tx, id).await?),
    })
}
