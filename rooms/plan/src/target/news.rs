//! What others changed in the targets and duties of a person's own offices since the last visit, for the desk.

use std::collections::HashSet;

use ::store::Tx;
use values::{Day, Moment};
use web::{Actor, Result, Waiting, WaitingGroup};

use super::{Target, pages::what, store};
use crate::curve;
use crate::duty::{self, Duty};
use crate::waiting::is_own;

/// The curve moved along with its target: that is told with the target.
pub const WITH_THE_TARGET: &str = "随目标调整";

pub async fn lines(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    let today = tx.today();
    let (year, at) = (i64::from(today.year()), tx.sequence());
    let since = actor.news_since(today);
    let mut targets = store::of_year(tx, year, at).await?;
    targets.retain(|target| is_own(actor, &target.terms.office));
    let mut duties = duty::store::of_year(tx, year, at).await?;
    duties.retain(|duty| is_own(actor, &duty.report.office) && duty.report.moment > since);
    if targets.is_empty() && duties.is_empty() {
        return Ok(Vec::new());
    }
    let own = colleagues(tx, actor, today).await?;
    let is_news = |name: &str, moment: Moment| moment > since && !own.contains(name);
    let mut lines = Vec::new();
    for target in &targets {
        let history = store::history(tx, target.id).await?;
        for (place, past) in history.iter().enumerate() {
            // What entered the plan is no change of it.
            if let Some(before) = history.get(place + 1)
                && is_news(&past.actor_name, past.moment)
            {
                let said = (what(past, Some(before)), past.reason.as_str());
                lines.push(line(target, "目标有调整", said, &past.actor_name));
            }
        }
        for past in curve::store::history(tx, target.id).await? {
            let told = past.version == 1 || past.reason == WITH_THE_TARGET;
            if !told && is_news(&past.actor_name, past.moment) {
                let said = (
                    past.curve.word(target.year, &target.terms),
                    past.reason.as_str(),
                );
                lines.push(line(target, "曲线有调整", said, &past.actor_name));
            }
        }
    }
    let reported = duties.iter().filter(|duty| {
        let report = &duty.report;
        !report.note.is_empty() && is_news(&report.actor_name, report.moment)
    });
    lines.extend(reported.map(of_duty));
    Ok(lines)
}

/// Who sits in the person's own offices, the person among them.
async fn colleagues(tx: &mut Tx, actor: &Actor, today: Day) -> Result<HashSet<String>> {
    let seats = identity::door::seats(tx, today).await?;
    let own = |seat: &identity::door::Seat| {
        let mut posts = actor.posts.iter();
        posts.any(|post| post.organisation == seat.unit)
    };
    let names = seats.into_iter().filter(own).map(|seat| seat.name);
    Ok(names.chain([actor.name.clone()]).collect())
}

fn line(target: &Target, title: &str, (what, reason): (String, &str), who: &str) -> Waiting {
    Waiting {
        group: WaitingGroup::Changed,
        title: format!("{title}：{} {}", target.number(), target.terms.name),
        note: format!("{who}：{what} · {reason}"),
        count: 1,
        path: target.path(),
        act: "看目标".to_owned(),
        due: None,
    }
}

fn of_duty(duty: &Duty) -> Waiting {
    let report = &duty.report;
    Waiting {
        group: WaitingGroup::Changed,
        title: format!("任务有填报：{}", duty.content),
        note: format!(
            "{}：{} · {}",
            report.actor_name,
            report.state.word(),
            report.note
        ),
        count: 1,
        path: duty.path(),
        act: "看任务".to_owned(),
        due: None,
    }
}
