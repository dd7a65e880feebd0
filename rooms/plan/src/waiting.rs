//! What waits for a person in this room: notices to be mapped, duties that fall due.

use ::store::Tx;
use web::{Actor, Future, Result, Waiting, WaitingGroup};

use crate::duty::Duty;
use crate::{access, duty, notice, proposal};

/// A duty is shown this many days before it is due.
const AHEAD: i32 = 14;

pub fn lines<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        let mut lines = to_map(tx, actor).await?;
        lines.extend(due(tx, actor).await?);
        Ok(lines)
    })
}

/// Notices with sentences that nobody has handled, for those who map.
async fn to_map(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    let mut lines = Vec::new();
    if access::map(actor).is_err() {
        return Ok(lines);
    }
    for one in notice::store::all(tx).await? {
        let sentences = notice::store::sentences(tx, one.id).await?;
        let count =
            notice::sentence::count(&sentences, &proposal::store::of_notice(tx, one.id).await?);
        if count.open > 0 {
            lines.push(Waiting {
                group: WaitingGroup::ForMe,
                title: format!("映射 {}", one.short()),
                note: format!("还有 {} 句没有处理", count.open),
                count: i64::try_from(count.open).unwrap_or(i64::MAX),
                path: one.path(),
                act: "去映射".to_owned(),
                due: None,
            });
        }
    }
    Ok(lines)
}

/// Living duties of the person's own offices that are due soon or late. The moment of the newest
/// act stands for today: a reading transaction has no clock.
async fn due(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    let today = tx.moment().day();
    let at = tx.sequence();
    let duties = duty::store::of_year(tx, i64::from(today.year()), at).await?;
    let own = |duty: &Duty| {
        actor.posts.iter().any(|post| {
            !post.organisation_code.is_empty() && post.organisation_code == duty.report.office
        })
    };
    let living =
        |duty: &Duty| matches!(duty.report.state, duty::State::Open | duty::State::OnCourse);
    let soon = |duty: &Duty| duty.report.due.filter(|due| *due <= today.plus(AHEAD));
    let line = |duty: &Duty| {
        let due = soon(duty).filter(|_| own(duty) && living(duty))?;
        Some(Waiting {
            group: WaitingGroup::Due,
            title: duty.content.clone(),
            note: if due < today {
                "逾期".to_owned()
            } else {
                "快到期".to_owned()
            },
            count: 1,
            path: duty.path(),
            act: "填报进展".to_owned(),
            due: Some(due),
        })
    };
    Ok(duties.iter().filter_map(line).collect())
}
