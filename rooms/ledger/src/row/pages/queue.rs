//! The verifier's queue: one row at a time, its vouchers beside its fields, worked from the keyboard.

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Id;
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::like::{Likeness, likeness};
use super::seen::Seen;
use crate::access;
use crate::row::{Entry, acts, store};

#[derive(Template)]
#[template(path = "queue/show.html")]
struct QueuePage {
    frame: Frame,
    /// Kinds with what waits: id, name, count.
    kinds: Vec<(String, String, i64)>,
    chosen: String,
    total: i64,
    seen: Option<Seen>,
    likeness: Option<Likeness>,
    /// The queue after this row.
    next: String,
}

impl QueuePage {
    fn voucher_name(&self, id: &str) -> String {
        let kind = self.seen.as_ref().and_then(|seen| seen.kind().ok());
        let voucher = kind.and_then(|kind| kind.vouchers.iter().find(|voucher| voucher.id == id));
        voucher.map_or_else(|| id.to_owned(), |voucher| voucher.name.clone())
    }
}

/// The town whose rows a verifier sees; nil: of any.
fn town(actor: &Actor) -> Id<web::Organisation> {
    actor.sees_only_town().unwrap_or(Id::NONE)
}

/// What waits for the actor's verification, by kind: id, name, count.
pub async fn waiting(tx: &mut Tx, actor: &Actor) -> ::store::Result<Vec<(String, String, i64)>> {
    let kinds = crate::kind::kinds(tx).await?;
    let mut found = Vec::new();
    for kind in kinds.iter().filter(|kind| access::may_verify(actor, kind)) {
        let count = store::open::waiting(tx, &kind.id, actor.person, town(actor)).await?;
        if count > 0 {
            found.push((kind.id.clone(), kind.name.clone(), count));
        }
    }
    Ok(found)
}

/// GET /ledger/queue?kind=&after=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let kinds = waiting(&mut tx, &actor).await?;
    let asked = list.get("kind");
    let chosen = kinds
        .iter()
        .find(|kind| kind.0 == asked)
        .or(kinds.first())
        .map(|kind| kind.0.clone())
        .unwrap_or_default();
    let after = list.get("after").parse().unwrap_or(Id::NONE);
    let entry = next(&mut tx, &actor, &chosen, after).await?;
    let seen = match entry {
        Some(entry) => Some(Seen::load(&mut tx, &actor, entry).await?),
        None => None,
    };
    let likeness = match &seen {
        Some(seen) => Some(likeness(&mut tx, seen.kind()?, seen).await?),
        None => None,
    };
    let next = match entry {
        Some(entry) => format!("/ledger/queue?kind={chosen}&after={entry}"),
        None => "/ledger/queue".to_owned(),
    };
    let total = kinds.iter().map(|kind| kind.2).sum();
    let frame = Frame::new(&app, &actor, "待我核实")
        .at("/ledger/queue")
        .under("台账", "/ledger")
        .under("待我核实", "");
    page(&QueuePage {
        frame,
        kinds,
        chosen,
        total,
        seen,
        likeness,
        next,
    })
}

/// The next that waits; at the end it begins again.
async fn next(
    tx: &mut Tx,
    actor: &Actor,
    kind: &str,
    after: Id<Entry>,
) -> Result<Option<Id<Entry>>> {
    let found = store::open::next_waiting(tx, kind, actor.person, town(actor), after).await?;
    match found {
        None if !after.is_none() => {
            Ok(store::open::next_waiting(tx, kind, actor.person, town(actor), Id::NONE).await?)
        }
        found => Ok(found),
    }
}
