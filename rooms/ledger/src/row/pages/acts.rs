//! The acts that are sent from a row's page and from the queue.

use ::store::Tx;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Path, Result, back_to};

use super::show;
use crate::row::acts;
use crate::row::refusal::Refusal;
use crate::row::state::Act;
use crate::row::{Entry, Row, path, store};
use crate::voucher::{Voucher, intake};

/// Only back into the ledger: the address of a form must not lead anywhere else.
pub fn back(fields: &Fields, row: &Row) -> Response {
    let to = fields.get("to");
    let inside = to == "/ledger" || to.starts_with("/ledger/") || to.starts_with("/ledger?");
    back_to(if inside { to.to_owned() } else { row.path() })
}

/// The version that the person looked at.
pub fn version(fields: &Fields) -> Result<i64> {
    fields
        .get("version")
        .parse()
        .map_err(|_| Error::Malformed("没有写明看的是第几版。".to_owned()))
}

/// Refuses if the row has moved on since the person looked at it.
pub async fn unmoved(tx: &mut Tx, entry: Id<Entry>, looked_at: i64) -> Result<(), Refusal> {
    let row = store::find(tx, entry).await?.ok_or(Refusal::NoSuchRow)?;
    if row.version == looked_at {
        return Ok(());
    }
    Err(Refusal::moved(&row))
}

/// Nothing typed is lost: the row's page again, with the reason in its field.
async fn answer(
    app: &App,
    actor: &Actor,
    entry: Id<Entry>,
    act: Act,
    mut fields: Fields,
    refusal: Refusal,
) -> Result<Response> {
    let mut complaints = Complaints::default();
    let (status, told) = match refusal {
        Refusal::ReasonMissing(_) => {
            complaints.add(
                "reason",
                format!("{}理由", act.word()),
                "要写明，对方会看到",
            );
            (StatusCode::UNPROCESSABLE_ENTITY, String::new())
        }
        moved @ Refusal::Moved { .. } => (
            StatusCode::CONFLICT,
            format!("{moved}。这次没有{}，看看现在的样子再决定。", act.word()),
        ),
        Refusal::Content(wrong) => {
            complaints = wrong;
            (StatusCode::UNPROCESSABLE_ENTITY, String::new())
        }
        other => return Err(other.into()),
    };
    fields.set("act", act_name(act));
    show::again(app, actor, entry, status, fields, complaints, told).await
}

/// The last part of the act's address.
fn act_name(act: Act) -> &'static str {
    match act {
        Act::Submit => "submission",
        Act::Verify => "verification",
        Act::SendBack => "return",
        Act::Void => "void",
        Act::WithdrawVerification => "verification-withdrawal",
        Act::Correct => "correction",
        Act::Prove { .. } | Act::WithdrawVoucher => "vouchers",
    }
}

async fn done(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    act: Act,
    fields: &Fields,
) -> Result<Row, Refusal> {
    let reason = fields.get("reason");
    match act {
        Act::Submit => acts::submit(tx, actor, entry).await,
        Act::Verify => acts::verify(tx, actor, entry).await,
        Act::SendBack => acts::send_back(tx, actor, entry, reason).await,
        Act::Void => acts::void(tx, actor, entry, reason).await,
        Act::WithdrawVerification => acts::withdraw_verification(tx, actor, entry, reason).await,
        Act::Correct | Act::Prove { .. } | Act::WithdrawVoucher => Err(Refusal::NoSuchRow),
    }
}

async fn act(
    app: App,
    actor: Actor,
    entry: Id<Entry>,
    act: Act,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    // Whether it is there and may be seen comes first: nobody learns anything about other rows.
    acts::find(&mut tx, &actor, entry).await?;
    let looked_at = version(&fields)?;
    let outcome = match unmoved(&mut tx, entry, looked_at).await {
        Ok(()) => done(&mut tx, &actor, entry, act, &fields).await,
        Err(moved) => Err(moved),
    };
    match outcome {
        Ok(row) => {
            tx.commit().await?;
            Ok(back(&fields, &row))
        }
        Err(refusal) => {
            drop(tx);
            answer(&app, &actor, entry, act, fields, refusal).await
        }
    }
}

/// POST /ledger/rows/{id}/submission
pub async fn submit(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, entry, Act::Submit, fields).await
}

/// POST /ledger/rows/{id}/verification
pub async fn verify(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, entry, Act::Verify, fields).await
}

/// POST /ledger/rows/{id}/return
pub async fn send_back(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, entry, Act::SendBack, fields).await
}

/// POST /ledger/rows/{id}/void
pub async fn void(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, entry, Act::Void, fields).await
}

/// POST /ledger/rows/{id}/verification-withdrawal
pub async fn withdraw_verification(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, entry, Act::WithdrawVerification, fields).await
}

/// POST /ledger/rows/{id}/vouchers
pub async fn prove(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let held = acts::find(&mut tx, &actor, entry).await?;
    let kind = held.kind()?.clone();
    drop(tx);
    let mut complaints = Complaints::default();
    let proofs = intake::read(&kind, &fields, app.today(), &mut complaints).await?;
    if proofs.is_empty() && complaints.is_empty() {
        complaints.add("vouchers", "凭证", "选一个文件，或填文号、出具单位和日期");
    }
    let act = Act::Prove { seen: false };
    if !complaints.is_empty() {
        return answer(
            &app,
            &actor,
            entry,
            act,
            fields,
            Refusal::Content(complaints),
        )
        .await;
    }
    let mut tx = app.write(&actor).await?;
    let row = acts::prove(&mut tx, &actor, entry, &proofs).await?;
    intake::keep(app.store().files(), &fields, &proofs).await?;
    tx.commit().await?;
    Ok(back(&fields, &row))
}

/// POST /ledger/vouchers/{id}/withdrawal
pub async fn withdraw_voucher(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Voucher>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let kept = crate::voucher::store::find(&mut tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    match acts::withdraw_voucher(&mut tx, &actor, id, fields.get("reason")).await {
        Ok(row) => {
            tx.commit().await?;
            Ok(back_to(path(row.entry)))
        }
        Err(refusal) => {
            drop(tx);
            answer(
                &app,
                &actor,
                kept.entry,
                Act::WithdrawVoucher,
                fields,
                refusal,
            )
            .await
        }
    }
}
