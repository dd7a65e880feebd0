//! What waits for a person in this room: notices to be mapped, duties and milestones that fall due, a rhythm that is
//! about to be missed, targets that were handed down.

mod overdue;

use ::store::Tx;
use measure::calendar::Calendar;
use values::{Day, Id};
use web::{Actor, Future, Result, Waiting, WaitingGroup};

use crate::assignment::Subject;
use crate::duty::Duty;
use crate::milestone::{self, Milestone};
use crate::{access, beat, calendar, duty, notice, proposal, share, target};

/// A duty is shown this many days before it is due.
const AHEAD: i32 = 14;

/// A milestone is shown this many working days before it is due.
const WORKDAYS_AHEAD: u32 = 5;

pub fn lines<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        let mut lines = to_map(tx, actor).await?;
        lines.extend(due(tx, actor).await?);
        lines.extend(milestones(tx, actor).await?);
        lines.extend(overdue::lines(tx, actor).await?);
        lines.extend(beat::warn::lines(tx, actor).await?);
        lines.extend(share::behind::lines(tx, actor).await?);
        lines.extend(share::news::lines(tx, actor).await?);
        lines.extend(target::news::lines(tx, actor).await?);
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

/// Living duties of the person's own offices that are due soon or late.
async fn due(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    let today = tx.today();
    let at = tx.sequence();
    let duties = duty::store::of_year(tx, i64::from(today.year()), at).await?;
    let living =
        |duty: &Duty| matches!(duty.report.state, duty::State::Open | duty::State::OnCourse);
    let soon = |duty: &Duty| duty.report.due.filter(|due| *due <= today.plus(AHEAD));
    let line = |duty: &Duty| {
        let due = soon(duty).filter(|_| is_own(actor, &duty.report.office) && living(duty))?;
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

/// Whether a person has a post in the office that leads.
pub fn is_own(actor: &Actor, office: &str) -> bool {
    let code = |post: &web::Post| !office.is_empty() && post.organisation_code == office;
    actor.posts.iter().any(code)
}

/// Open milestones of what the person's own offices lead that are due soon or late.
async fn milestones(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    let today = tx.today();
    let (year, at) = (i64::from(today.year()), tx.sequence());
    let calendar = calendar::known(tx, at).await?;
    let last = workdays_after(&calendar, today, WORKDAYS_AHEAD);
    let mut near = milestone::store::of_year(tx, year, at).await?;
    near.retain(|one| one.state == milestone::State::Open && one.due <= last);
    if near.is_empty()
        || actor
            .posts
            .iter()
            .all(|post| post.organisation_code.is_empty())
    {
        return Ok(Vec::new());
    }
    let targets = target::store::of_year(tx, year, at).await?;
    let duties = duty::store::of_year(tx, year, at).await?;
    let own: Vec<Subject> = targets
        .into_iter()
        .map(Subject::Target)
        .chain(duties.into_iter().map(Subject::Duty))
        .filter(|subject| is_own(actor, subject.office()) && subject.ended().is_none())
        .collect();
    let of = |id: Id<Subject>| own.iter().find(|subject| subject.id() == id);
    let line = |one: &Milestone| of(one.subject).map(|subject| told(one, subject, today));
    Ok(near.iter().filter_map(line).collect())
}

fn told(one: &Milestone, subject: &Subject, today: Day) -> Waiting {
    let when = match one.is_overdue(today) {
        true => one.light(today).1,
        false => "快到期".to_owned(),
    };
    Waiting {
        group: WaitingGroup::Due,
        title: format!("节点：{}", one.content),
        note: format!("{when} · {}", subject.name()),
        count: 1,
        path: one.path(),
        act: "填结果".to_owned(),
        due: Some(one.due),
    }
}

/// The day after so many working days.
fn workdays_after(calendar: &Calendar, day: Day, count: u32) -> Day {
    let mut last = day;
    let mut left = count;
    while left > 0 {
        last = last.plus(1);
        left -= u32::from(calendar.is_working(last));
    }
    last
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn working_days_are_those_of_the_calendar() {
        let calendar = calendar::shipped().unwrap();
        for (from, count, to) in [
            ("2020-09-18", 0, "2020-09-18"),
            ("2020-09-18", 1, "2020-09-21"),
            ("2020-09-18", 5, "2020-09-25"),
            ("2020-09-19", 5, "2020-09-25"),
            ("2020-09-21", 5, "2020-09-27"),
            ("2020-09-30", 1, "2020-10-09"),
        ] {
            let from = Day::parse_iso(from).unwrap();
            assert_eq!(
                workdays_after(calendar, from, count).to_string(),
                to,
                "{from} {count}"
            );
        }
    }
}
