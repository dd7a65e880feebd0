//! The acts on milestones, each in the transaction of its caller.

use ::store::Tx;
use trail::{Act, record};
use values::{Day, Id};
use web::{Actor, Result};

use super::{Milestone, State, store};
use crate::access::{MayAssign, MayReport};
use crate::assignment::Subject;

/// Sets a milestone that [`super::new`] found in order.
pub async fn set(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAssign,
    subject: &Subject,
    content: String,
    due: Day,
) -> Result<Id<Milestone>> {
    let one = Milestone {
        id: Id::fresh(tx.moment()),
        version: 1,
        subject: subject.id(),
        year: subject.year(),
        content,
        due,
        state: State::Open,
        closed: None,
        note: String::new(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    };
    let summary = format!(
        "设节点“{}”，{} 前：{}",
        one.content,
        one.due,
        subject.name()
    );
    keep(tx, actor, one, "plan.milestone.set", summary).await
}

/// Keeps a version that [`Milestone::changed`] or [`Milestone::withdrawn`] made.
pub async fn change(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAssign,
    one: Milestone,
) -> Result<Id<Milestone>> {
    let (act, word) = match one.state {
        State::Withdrawn => ("plan.milestone.withdraw", "取消"),
        _ => ("plan.milestone.change", "改"),
    };
    let summary = format!(
        "{word}节点“{}”，期限 {}：{}",
        one.content, one.due, one.note
    );
    keep(tx, actor, one, act, summary).await
}

/// Keeps a version that [`Milestone::closed`] or [`Milestone::reopened`] made.
pub async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayReport,
    one: Milestone,
) -> Result<Id<Milestone>> {
    let word = match one.state {
        State::Open => "撤回结果",
        state => state.word(),
    };
    let summary = format!("节点“{}”{word}：{}", one.content, one.note);
    keep(tx, actor, one, "plan.milestone.outcome", summary).await
}

async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    mut one: Milestone,
    act: &'static str,
    summary: String,
) -> Result<Id<Milestone>> {
    actor.name.clone_into(&mut one.actor_name);
    one.moment = tx.moment();
    store::add(tx, &one).await?;
    tx.touch("plan").await?;
    let details = serde_json::json!({
        "version": one.version, "subject": one.subject.to_string(), "content": one.content, "due": one.due.to_string(),
        "state": one.state.code(), "closed": one.closed.map(|day| day.to_string()), "note": one.note,
    });
    let act = Act {
        act,
        noun: "milestone",
        subject: one.id.to_string(),
        summary,
        details,
    };
    record(tx, &actor.who(), act).await?;
    Ok(one.id)
}
