//! What a search finds in the plan: its targets, duties and notices, by words and pinyin initials, which everybody who
//! is signed in reads, and the upload of a notice for who may.

use ::store::Tx;
use values::Day;
use web::{Actor, Found, FoundGroup, Future, Result, Sought};

use crate::access;
use crate::duty::{self, Duty};
use crate::notice::{self, Notice};
use crate::target::{self, Target};

/// How many of each are told.
const AT_MOST: usize = 5;

pub fn finds<'a>(
    tx: &'a mut Tx,
    actor: &'a Actor,
    typed: &'a str,
) -> Future<'a, Result<Vec<Found>>> {
    Box::pin(async move {
        let sought = Sought::of(typed);
        let (today, at) = (tx.today(), tx.sequence());
        let notices = notice::store::all(tx).await?;
        let this = i64::from(today.year());
        let mut found = best(&sought, upload(actor).into_iter());
        let years = notices.iter().map(|notice| notice.year);
        let Some(year) = years.filter(|year| *year <= this).max() else {
            found.extend(best(&sought, notices.iter().map(of_notice)));
            return Ok(found);
        };
        let targets = target::store::of_year(tx, year, at).await?;
        let duties = duty::store::of_year(tx, year, at).await?;
        found.extend(best(&sought, targets.iter().map(of_target)));
        let of_duty = |duty: &Duty| of_duty(duty, today);
        found.extend(best(&sought, duties.iter().map(of_duty)));
        found.extend(best(&sought, notices.iter().map(of_notice)));
        Ok(found)
    })
}

/// The few that fit best; each comes with further words by which it is found.
fn best(sought: &Sought, all: impl Iterator<Item = (Found, String)>) -> Vec<Found> {
    let fits = |(found, more): (Found, String)| {
        let ranks = [sought.fits(&found.title), sought.fits(&more)];
        ranks.into_iter().flatten().min().map(|rank| (rank, found))
    };
    let mut found: Vec<(usize, Found)> = all.filter_map(fits).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(AT_MOST);
    found.into_iter().map(|(_, found)| found).collect()
}

fn upload(actor: &Actor) -> Option<(Found, String)> {
    let found = Found {
        group: FoundGroup::Acts,
        icon: "plus",
        title: "上传通知".to_owned(),
        note: "读出目标、任务和节奏，逐条采纳".to_owned(),
        path: "/notices/new".to_owned(),
    };
    access::map(actor).is_ok().then_some((found, String::new()))
}

/// A target leads to its figure; where no indicator measures it, to itself.
fn of_target(target: &Target) -> (Found, String) {
    let terms = &target.terms;
    let found = Found {
        group: FoundGroup::Plan,
        icon: "plan",
        title: format!("{} {}", target.number(), terms.name),
        note: format!("目标 {}", terms.goal.shown()),
        path: match terms.indicator.as_str() {
            "" => target.path(),
            indicator => format!("/figures/{indicator}"),
        },
    };
    (found, terms.name.clone())
}

fn of_duty(duty: &Duty, today: Day) -> (Found, String) {
    let found = Found {
        group: FoundGroup::Plan,
        icon: "check",
        title: duty.content.clone(),
        note: format!("工作任务 · {}", duty.light(today).1),
        path: duty.path(),
    };
    (found, String::new())
}

fn of_notice(notice: &Notice) -> (Found, String) {
    let found = Found {
        group: FoundGroup::Plan,
        icon: "notice",
        title: notice.title.clone(),
        note: notice.number.clone(),
        path: notice.path(),
    };
    (found, notice.number.clone())
}
