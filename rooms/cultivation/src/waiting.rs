//! What waits for a person in this room: visits and tasks that are due.

use ::store::Tx;
use web::{Actor, Future, Result, Waiting, WaitingGroup};

use crate::task;

/// A visit is shown this many days before it is due.
const AHEAD: i32 = 3;

/// The moment of the newest act stands for today: a reading transaction has no clock.
pub fn lines<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        let today = tx.moment().day();
        let due = task::store::due(tx, actor.person, today.plus(AHEAD)).await?;
        let firms: Vec<_> = due.iter().map(|one| one.firm).collect();
        let firms = enterprise::door::lines(tx, &firms).await?;
        let line = |one: &task::Task| Waiting {
            group: WaitingGroup::Due,
            title: format!("{}：{}", one.sort.word(), one.content),
            note: firms
                .get(&one.firm)
                .map(|firm| firm.name.clone())
                .unwrap_or_default(),
            count: 1,
            path: one.path(),
            act: "填结果".to_owned(),
            due: Some(one.due),
        };
        Ok(due.iter().map(line).collect())
    })
}
