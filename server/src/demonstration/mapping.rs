//! Takes the steps of the plan: finds what a step means among the proposals, targets and duties,
//! and hands it to the plan's door.

mod carrying;

use anyhow::Context;
use notice::Decimal;
use plan::door::{
    self, DutyState, KeptFile, Kind, NewExemption, NewNotice, Proposed, Shape, SplitBy, Target,
};
use store::{Store, Tx};
use values::{Day, Id};
use web::{Actor, App};

use super::calendar::{Within, day};
use super::county;
use super::plan::{Curve, LEFT_OPEN, Progress, Report, Step};

/// The notice as it was published (皋科发〔2020〕2号).
const TEXT: &str = include_str!("../../demonstration/notice-2020.txt");

/// Takes one step.
pub async fn take(store: &Store, tx: &mut Tx, actor: &Actor, step: &Step) -> anyhow::Result<()> {
    match step {
        Step::Enter => enter(store, tx, actor).await,
        Step::Settle { indicator, reason } => settle(tx, actor, indicator, reason).await,
        Step::Accept(indicator) => {
            let found = one(tx, |found| {
                found.leader.kind != Kind::Duty && found.leader.indicator == *indicator
            })
            .await?;
            told(door::accept(tx, actor, found.leader.id, None).await)
        }
        Step::AcceptDuties { section } => accept_duties(tx, actor, section).await,
        Step::Dismiss { words, reason } => {
            let found = one(tx, |found| {
                found.leader.kind == Kind::Duty && found.leader.name.contains(words)
            })
            .await?;
            told(door::dismiss(tx, actor, found.leader.id, reason).await)
        }
        Step::SetAside { section, reason } => {
            let section: Vec<String> = Some((*section).to_owned())
                .filter(|section| !section.is_empty())
                .into_iter()
                .collect();
            let notice = notice_id(tx).await?;
            told(
                door::dismiss_section(tx, actor, notice, &section, reason)
                    .await
                    .map(drop),
            )
        }
        Step::Curve(curve, reason) => set_curve(tx, actor, curve, reason).await,
        Step::Adjust { indicator, reason } => {
            let target = target(tx, indicator).await?;
            told(door::adjust(tx, actor, target.id, &target.terms, reason).await)
        }
        Step::Split {
            indicator,
            from,
            reason,
        } => {
            let target = target(tx, indicator).await?;
            let app = App::new(store.clone(), crate::rooms::all(), true);
            let by = SplitBy::Firms;
            told(door::hand_down(&app, tx, actor, target.id, by, *from, reason).await)
        }
        Step::Exempt {
            indicator,
            first,
            last,
        } => exempt(tx, actor, indicator, (*first, *last)).await,
        Step::Report(report) => report_on(tx, actor, report).await,
        Step::Carry(carried) => carrying::carry(tx, actor, carried).await,
        Step::Close { content, met, note } => carrying::close(tx, actor, content, *met, note).await,
    }
}

/// The year of the plan is that of the act.
fn year(tx: &Tx) -> i32 {
    tx.moment().day().year()
}

/// A refusal of the plan in words.
fn told<T>(outcome: web::Result<T>) -> anyhow::Result<T> {
    outcome.map_err(|error| anyhow::anyhow!("{error:?}"))
}

async fn enter(store: &Store, tx: &mut Tx, actor: &Actor) -> anyhow::Result<()> {
    let received = store.files().receive_bytes(TEXT.as_bytes()).await?;
    store.files().keep(&received).await?;
    let file = KeptFile {
        sha256: received.sha256.clone(),
        name: "皋科发〔2020〕2号.txt".to_owned(),
        media: "text/plain".to_owned(),
    };
    let new = NewNotice {
        number: "皋科发〔2020〕2号".to_owned(),
        title: "2020年科技重点工作".to_owned(),
        issuer: county::BUREAU.to_owned(),
        day: day(year(tx), 2, 13),
        year: i64::from(year(tx)),
        text: TEXT.to_owned(),
        file,
    };
    told(door::enter_notice(tx, actor, new).await.map(drop))
}

async fn notice_id(tx: &mut Tx) -> anyhow::Result<Id<door::Notice>> {
    let year = i64::from(year(tx));
    let notices = told(door::notices_of(tx, year).await)?;
    Ok(notices.first().context("the notice is not there")?.id)
}

async fn proposals(tx: &mut Tx) -> anyhow::Result<Vec<Proposed>> {
    let notice = notice_id(tx).await?;
    told(door::proposals(tx, notice).await)
}

/// The one group of proposals that is meant.
async fn one(tx: &mut Tx, is_meant: impl Fn(&Proposed) -> bool) -> anyhow::Result<Proposed> {
    proposals(tx)
        .await?
        .into_iter()
        .find(is_meant)
        .context("no proposal is meant")
}

/// The mention that says 确保 leads; a notice without a conflict needs nothing.
async fn settle(tx: &mut Tx, actor: &Actor, indicator: &str, reason: &str) -> anyhow::Result<()> {
    let found = one(tx, |found| {
        found.leader.kind == Kind::Target && found.leader.indicator == indicator
    })
    .await?;
    if !found.is_in_conflict {
        return Ok(());
    }
    let committed = found
        .mentions
        .iter()
        .find(|mention| mention.firmness == door::Firmness::Committed);
    let pick = committed.context("no mention says 确保")?.id;
    told(door::settle(tx, actor, found.leader.id, pick, reason).await)
}

async fn accept_duties(tx: &mut Tx, actor: &Actor, section: &str) -> anyhow::Result<()> {
    for found in proposals(tx).await? {
        let one = &found.leader;
        let is_here = one.section.iter().any(|title| title.contains(section));
        let is_left = LEFT_OPEN.iter().any(|words| one.name.contains(words));
        if one.kind == Kind::Duty && one.state == door::State::Open && is_here && !is_left {
            told(door::accept(tx, actor, one.id, None).await)?;
        }
    }
    Ok(())
}

async fn target(tx: &mut Tx, indicator: &str) -> anyhow::Result<Target> {
    let year = i64::from(year(tx));
    let targets = told(door::targets(tx, year, None).await)?;
    targets
        .into_iter()
        .find(|target| target.terms.indicator == indicator)
        .with_context(|| format!("no target is measured by {indicator}"))
}

async fn set_curve(tx: &mut Tx, actor: &Actor, curve: &Curve, reason: &str) -> anyhow::Result<()> {
    let target = target(tx, curve.indicator).await?;
    let shape = if curve.steps {
        Shape::Batch
    } else {
        Shape::Quarter
    };
    let planned = year(tx);
    let node = |((month, date), value): &(Within, &str)| {
        Decimal::parse(value).map(|value| (day(planned, *month, *date), value))
    };
    let nodes = curve.nodes.iter().filter_map(node).collect();
    told(door::set_curve(tx, actor, target.id, shape, nodes, reason).await)
}

async fn exempt(
    tx: &mut Tx,
    actor: &Actor,
    indicator: &str,
    (first, last): (Day, Day),
) -> anyhow::Result<()> {
    let new = NewExemption {
        indicator: indicator.to_owned(),
        first,
        last,
        reason: "春节放假和疫情防控，活动暂停".to_owned(),
        approved_by: "局长办公会演〔2020〕3号".to_owned(),
    };
    told(door::exempt(tx, actor, &new).await.map(drop))
}

async fn report_on(tx: &mut Tx, actor: &Actor, report: &Report) -> anyhow::Result<()> {
    let year = i64::from(year(tx));
    let duties = told(door::duties(tx, year, None).await)?;
    let is_meant = |duty: &&door::Duty| match report.words {
        "" => duty.report.due.is_none(),
        words => duty.content.contains(words),
    };
    let meant: Vec<&door::Duty> = duties.iter().filter(is_meant).collect();
    anyhow::ensure!(!meant.is_empty(), "no duty is meant by {}", report.words);
    for duty in meant {
        let state = match report.progress {
            Progress::Open => DutyState::Open,
            Progress::OnCourse => DutyState::OnCourse,
            Progress::Done => DutyState::Done,
        };
        let said = door::Report {
            state,
            due: Some(report.due),
            note: report.note.to_owned(),
            evidence: report.evidence.to_owned(),
            ..duty.report.clone()
        };
        told(door::report(tx, actor, duty, &said).await)?;
    }
    Ok(())
}
