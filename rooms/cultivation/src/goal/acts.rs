//! Visits of many firms, planned at once, in the transaction of the caller.

use ::store::Tx;
use values::{Day, Id, Moment};
use web::{Actor, Result};

use super::view::{Line, View};
use crate::access;
use crate::task::{Sort, State, Task, acts};

/// Plans a visit of each; a firm with an open visit or task keeps that one. Gives how many were planned.
pub async fn plan(
    tx: &mut Tx,
    actor: &Actor,
    view: &View,
    firms: &[&Line],
    (due, content): (Day, &str),
) -> Result<usize> {
    let mut planned = 0;
    for line in firms.iter().filter(|line| line.visit.is_none()) {
        let right = access::visit(actor, line.firm.town)?;
        let gap = line.gap();
        let content = match gap.as_str() {
            "" => content.to_owned(),
            gap => format!("{content}：{gap}"),
        };
        let one = Task {
            id: Id::NONE,
            version: 1,
            firm: line.firm.id,
            sort: Sort::Visit,
            content: content.chars().take(200).collect(),
            due,
            person: view.person(line.firm.id, actor),
            state: State::Open,
            done_on: None,
            found: String::new(),
            next_step: String::new(),
            actor_name: String::new(),
            moment: Moment::default(),
        };
        acts::plan(tx, actor, &right, one).await?;
        planned += 1;
    }
    Ok(planned)
}
