//! The acts on working days, each in the transaction of its caller.

use ::store::Tx;
use measure::calendar::Shift;
use trail::{Act, record};
use values::Day;
use web::{Actor, Error, Result};

use super::{Own, TOPIC, store};
use crate::access::MaySetDays;

/// Lays a day down in place of what was held of it. The same a second time does nothing.
pub async fn set(tx: &mut Tx, actor: &Actor, _: &MaySetDays, shift: Shift) -> Result<()> {
    let at = tx.sequence();
    let held = store::held(tx, at).await?;
    if held.iter().any(|own| own.shift == shift) {
        return Ok(());
    }
    let own = Own {
        shift,
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    };
    store::close(tx, own.shift.day).await?;
    store::add(tx, &own).await?;
    tx.touch(TOPIC).await?;
    told(tx, actor, "plan.calendar.set", "登记", &own.shift).await
}

/// Takes the county's own word on a day back; what the notices say holds again.
pub async fn withdraw(tx: &mut Tx, actor: &Actor, _: &MaySetDays, day: Day) -> Result<()> {
    let at = tx.sequence();
    let held = store::held(tx, at).await?;
    let own = held
        .into_iter()
        .find(|own| own.shift.day == day)
        .ok_or(Error::NotFound)?;
    store::close(tx, day).await?;
    tx.touch(TOPIC).await?;
    told(tx, actor, "plan.calendar.withdraw", "撤销", &own.shift).await
}

async fn told(tx: &mut Tx, actor: &Actor, act: &str, said: &str, shift: &Shift) -> Result<()> {
    let details = serde_json::json!({ "made": shift.made.code(), "note": shift.note, "source": shift.source });
    let summary = format!(
        "{said}工作日历：{} {} {}",
        shift.day,
        shift.made.word(),
        shift.note
    );
    Ok(record(
        tx,
        &actor.who(),
        Act {
            act,
            noun: "calendar_day",
            subject: shift.day.to_string(),
            summary,
            details,
        },
    )
    .await?)
}
