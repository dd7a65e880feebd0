//! The acts on exemptions, each in the transaction of its caller.

use ::store::Tx;
use trail::{Act, record};
use values::{Id, Period};
use web::{Actor, Error, Result};

use super::{Exemption, NewExemption, store};
use crate::access::MayExempt;

const TOPIC: &str = "exemption";

/// Enters an exemption that [`super::check`] found in order. The same one a second time does nothing.
pub async fn exempt(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayExempt,
    new: &NewExemption,
) -> Result<Id<Exemption>> {
    let period = Period {
        first: new.first,
        last: new.last,
    };
    let same = |one: &Exemption| one.indicator == new.indicator && one.period == period;
    if let Some(there) = store::held(tx, tx.sequence()).await?.into_iter().find(same) {
        return Ok(there.id);
    }
    let one = Exemption {
        id: Id::fresh(tx.moment()),
        indicator: new.indicator.clone(),
        period,
        reason: new.reason.clone(),
        approved_by: new.approved_by.clone(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    };
    store::add(tx, &one).await?;
    tx.touch(TOPIC).await?;
    told(
        tx,
        actor,
        ("plan.exemption.enter", "登记免考"),
        &one,
        &one.reason,
    )
    .await?;
    Ok(one.id)
}

/// Ends an exemption for a reason; what was seen before stays as it was seen.
pub async fn withdraw(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayExempt,
    id: Id<Exemption>,
    because: &str,
) -> Result<()> {
    let held = store::held(tx, tx.sequence()).await?;
    let one = held
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(Error::NotFound)?;
    store::close(tx, id, &actor.name, because).await?;
    tx.touch(TOPIC).await?;
    told(
        tx,
        actor,
        ("plan.exemption.withdraw", "撤销免考"),
        &one,
        because,
    )
    .await
}

async fn told(
    tx: &mut Tx,
    actor: &Actor,
    (act, said): (&str, &str),
    one: &Exemption,
    reason: &str,
) -> Result<()> {
    let details = serde_json::json!({ "indicator": one.indicator, "reason": reason, "approved_by": one.approved_by });
    let summary = format!("{said}：{} {}", one.indicator, one.period);
    Ok(record(
        tx,
        &actor.who(),
        Act {
            act,
            noun: "exemption",
            subject: one.id.to_string(),
            summary,
            details,
        },
    )
    .await?)
}
