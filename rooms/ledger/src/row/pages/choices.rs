//! What an input suggests while a person types.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use enterprise::door::FirmLine;
use web::{Actor, App, Error, ListQuery, Path, Result, fragment};

use super::form::opening::{kind_of, may_enter};
use super::form::sending::find_firm;
use super::inputs;
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

#[derive(Template)]
#[template(path = "row/links.html")]
struct Links {
    /// Number, what is told of it.
    rows: Vec<(String, String)>,
}

/// GET /ledger/choices/rows/{kind}/{field}?firm= – what a link field suggests once the firm is chosen.
pub async fn rows(
    State(app): State<App>,
    actor: Actor,
    Path((kind, field)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let kind = kind_of(&mut tx, &kind).await?;
    may_enter(&mut tx, &actor, &kind).await?;
    let field = kind.field(&field).and_then(|field| field.to.as_deref());
    let to = field.ok_or(Error::NotFound)?;
    let firm = find_firm(&mut tx, &kind, list.get("firm").trim()).await?;
    let firm = firm.ok().flatten().map(|firm| firm.id);
    let rows = inputs::choices(&mut tx, &actor, to, firm).await?;
    fragment(&Links { rows })
}
