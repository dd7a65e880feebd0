//! What an input suggests while a person types.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use enterprise::door::FirmLine;
use web::{Actor, App, ListQuery, Result, fragment};

use crate::access;
use crate::row::acts;

#[derive(Template)]
#[template(path = "row/firms.html")]
struct Firms {
    firms: Vec<FirmLine>,
}

/// GET /ledger/choices/firms?firm=
pub async fn firms(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let firms =
        enterprise::door::search(&mut tx, list.get("firm").trim(), actor.sees_only_town(), 50)
            .await?;
    fragment(&Firms { firms })
}
