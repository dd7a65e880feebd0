//! What verifiers and heads do with a row.

use ::store::Tx;
use values::Id;
use web::Actor;

use super::telling::told;
use super::{Refusal, Row, find, grant, save};
use crate::access;
use crate::row::{Entry, store};

pub async fn verify(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let wrote = store::writers(tx, entry).await?.contains(&actor.person);
    let right = grant(
        tx,
        kind,
        actor,
        access::verify(actor, kind, held.row.content.town, wrote),
    )
    .await?;
    let change = held.row.verify(&right)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.verify").await?;
    Ok(row)
}

pub async fn send_back(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    reason: &str,
) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant(
        tx,
        kind,
        actor,
        access::judge(actor, kind, held.row.content.town),
    )
    .await?;
    let change = held.row.send_back(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.return").await?;
    Ok(row)
}

pub async fn withdraw_verification(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    reason: &str,
) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant(
        tx,
        kind,
        actor,
        access::judge(actor, kind, held.row.content.town),
    )
    .await?;
    let change = held.row.withdraw_verification(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.unverify").await?;
    Ok(row)
}

pub async fn void(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    reason: &str,
) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant(
        tx,
        kind,
        actor,
        access::discard(actor, kind, access::place(actor, &held.row), held.row.state),
    )
    .await?;
    let change = held.row.void(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.void").await?;
    Ok(row)
}
