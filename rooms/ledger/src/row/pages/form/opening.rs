//! Opening the form: for a new row, a copy, a correction.

use ::store::Tx;
use axum::extract::{Query, State};
use axum::response::Response;
use measure::kind::Kind;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Path, Result, page};

use super::{About, build};
use crate::access;
use crate::row::{Entry, acts};
use crate::voucher;

pub async fn kind_of(tx: &mut Tx, id: &str) -> Result<Kind> {
    let kinds = crate::kind::kinds(tx).await?;
    kinds.get(id).cloned().ok_or(Error::NotFound)
}

/// Refuses whoever enters no rows of this kind.
pub async fn may_enter(tx: &mut Tx, actor: &Actor, kind: &Kind) -> Result<()> {
    if access::may_enter(actor, kind) {
        return Ok(());
    }
    match access::write(actor, kind, Id::NONE) {
        Ok(_) => Ok(()),
        Err(denied) => Err(acts::refuse(tx, kind, actor, denied).await?.into()),
    }
}

/// GET /ledger/{kind}/new; `?firm=` and a code fills the firm in.
pub async fn new(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let firm = asked.into_iter().filter(|(name, _)| name == "firm");
    let mut tx = app.read(&actor).await?;
    let kind = kind_of(&mut tx, &id).await?;
    may_enter(&mut tx, &actor, &kind).await?;
    let about = About {
        kind: &kind,
        held: None,
        content: None,
        vouchers: &[],
    };
    page(
        &build(
            &app,
            &mut tx,
            &actor,
            about,
            &Fields::from_pairs(firm),
            Complaints::default(),
        )
        .await?,
    )
}

/// GET /ledger/rows/{id}/copy: a new row's form, filled with what another says; vouchers are not copied.
pub async fn copy(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let held = acts::find(&mut tx, &actor, entry).await?;
    let kind = held.kind()?;
    may_enter(&mut tx, &actor, kind).await?;
    let about = About {
        kind,
        held: None,
        content: Some(&held.row.content),
        vouchers: &[],
    };
    let mut form = build(
        &app,
        &mut tx,
        &actor,
        about,
        &Fields::default(),
        Complaints::default(),
    )
    .await?;
    form.note = format!(
        "内容取自 {}，凭证不随复制。改好不同的地方再提交。",
        held.row.number
    );
    page(&form)
}

/// GET /ledger/rows/{id}/correction
pub async fn correction(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let held = acts::find(&mut tx, &actor, entry).await?;
    let kind = held.kind()?;
    if let Err(denied) = access::write(&actor, kind, access::place(&actor, &held.row)) {
        return Err(acts::refuse(&mut tx, kind, &actor, denied).await?.into());
    }
    held.row.state.after(crate::row::state::Act::Correct)?;
    let vouchers = voucher::store::of(&mut tx, entry).await?;
    let about = About {
        kind,
        held: Some(&held),
        content: Some(&held.row.content),
        vouchers: &vouchers,
    };
    page(
        &build(
            &app,
            &mut tx,
            &actor,
            about,
            &Fields::default(),
            Complaints::default(),
        )
        .await?,
    )
}
