use ::store::Tx;
use values::Clock;
use web::{Actor, Future, Result, Role, Waiting, WaitingGroup};

use super::{pages, plan, store, worry};

/// The administrator is told when the last good backup is too old, where the site takes backups.
pub fn waits<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        if plan().is_none() || !actor.has(Role::Administrator) {
            return Ok(Vec::new());
        }
        let last = store::newest(tx, 1).await?;
        let line = worry(last.first(), Clock::machine().now()).map(|note| Waiting {
            group: WaitingGroup::ForMe,
            title: match last.first().is_some_and(|last| !last.copied.is_whole()) {
                true => "备份不全",
                false => "备份太旧",
            }
            .to_owned(),
            note,
            count: 1,
            path: pages::PATH.to_owned(),
            act: "去备份".to_owned(),
            due: None,
        });
        Ok(line.into_iter().collect())
    })
}

/// When the newest backup was taken that has everything, in seconds; 0 where there is none.
pub fn gauges(tx: &mut Tx) -> Future<'_, Result<Vec<(&'static str, i64)>>> {
    Box::pin(async move {
        let taken = store::newest(tx, 100).await?;
        let mut good = taken.iter().filter(|taken| taken.copied.is_whole());
        let last = good.next().map_or(0, |last| last.taken.millis() / 1000);
        Ok(vec![("kedu_backup_taken_seconds", last)])
    })
}
