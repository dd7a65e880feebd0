//! The act on batches, in the transaction of the caller.

use ::store::{Result, Tx};
use trail::{Act, record};
use web::Actor;

use super::{Batch, store};
use crate::access::MayAct;

/// Writes a version down.
pub async fn keep(tx: &mut Tx, actor: &Actor, _: &MayAct, mut one: Batch) -> Result<()> {
    actor.name.clone_into(&mut one.actor_name);
    one.moment = tx.moment();
    store::add(tx, &one).await?;
    tx.touch("cultivation").await?;
    let days: Vec<String> = one
        .days()
        .into_iter()
        .filter_map(|(name, day)| Some(format!("{name} {}", day?)))
        .collect();
    let act = Act {
        act: "cultivation.batch.set",
        noun: "batch",
        subject: one.id.to_string(),
        summary: format!("定{}：{}", one.name(), days.join("，")),
        details: serde_json::json!({"version": one.version, "days": days, "note": one.note}),
    };
    record(tx, &actor.who(), act).await
}
