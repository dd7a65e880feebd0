//! The acts on visits and tasks, in the transaction of the caller.

use ::store::{Result, Tx};
use trail::{Act, record};
use values::Id;
use web::Actor;

use super::{State, Task, store};
use crate::access::MayVisit;

/// Plans one.
pub async fn plan(tx: &mut Tx, actor: &Actor, right: &MayVisit, new: Task) -> Result<Task> {
    let id = Id::fresh(tx.moment());
    keep(tx, actor, right, Task { id, ..new }).await
}

/// Writes a version down.
pub async fn keep(tx: &mut Tx, actor: &Actor, _: &MayVisit, mut one: Task) -> Result<Task> {
    actor.name.clone_into(&mut one.actor_name);
    one.moment = tx.moment();
    store::add(tx, &one).await?;
    tx.touch("cultivation").await?;
    let (act, word) = match one.state {
        State::Open => ("cultivation.task.plan", "安排"),
        State::Done => ("cultivation.task.tell", "办了"),
        State::Withdrawn => ("cultivation.task.withdraw", "取消"),
    };
    let details = serde_json::json!({
        "version": one.version, "firm": one.firm.to_string(), "sort": one.sort.code(), "content": one.content,
        "due": one.due.to_string(), "person": one.person.name, "state": one.state.code(), "found": one.found,
        "next_step": one.next_step,
    });
    let act = Act {
        act,
        noun: "task",
        subject: one.id.to_string(),
        summary: format!("{word}{}“{}”，{}", one.sort.word(), one.content, one.due),
        details,
    };
    record(tx, &actor.who(), act).await?;
    Ok(one)
}
