//! Adding and withdrawing vouchers.

use ::store::Tx;
use serde_json::json;
use values::Id;
use web::Actor;

use super::telling::{papers, record};
use super::{Refusal, Row, find, grant, save};
use crate::access;
use crate::row::Entry;
use crate::row::enter::vouchers;
use crate::row::standing::missing;
use crate::voucher::{self, Proof, Voucher};

/// Adds vouchers.
pub async fn prove(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    proofs: &[Proof],
) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let mut complaints = web::Complaints::default();
    vouchers(kind, proofs, &mut complaints);
    if !complaints.is_empty() {
        return Err(Refusal::Content(complaints));
    }
    let right = grant(
        tx,
        kind,
        actor,
        access::write(actor, kind, access::place(actor, &held.row)),
    )
    .await?;
    let (_, there) = voucher::store::there(tx, entry, held.row.version).await?;
    let change = held.row.prove(&right, missing(kind, &there).is_empty())?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, proofs, None).await?;
    let details = json!({"vouchers": papers(proofs)});
    record(
        tx,
        &actor.who(),
        &row,
        "ledger.row.prove",
        format!("为 {} 补凭证 {} 份", row.number, proofs.len()),
        details,
    )
    .await?;
    Ok(row)
}

pub async fn withdraw_voucher(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Voucher>,
    reason: &str,
) -> Result<Row, Refusal> {
    let kept = voucher::store::find(tx, id)
        .await?
        .ok_or(Refusal::NoSuchVoucher)?;
    let held = find(tx, actor, kept.entry).await?;
    let kind = held.kind()?;
    if !kept.stands_in(held.row.version) {
        return Err(Refusal::NoSuchVoucher);
    }
    let right = grant(
        tx,
        kind,
        actor,
        access::write(actor, kind, access::place(actor, &held.row)),
    )
    .await?;
    let change = held.row.withdraw_voucher(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], Some(id)).await?;
    let details = json!({"voucher": id, "title": kept.title(), "reason": reason});
    record(
        tx,
        &actor.who(),
        &row,
        "ledger.row.disprove",
        format!("撤下 {} 的凭证“{}”", row.number, kept.title()),
        details,
    )
    .await?;
    Ok(row)
}
