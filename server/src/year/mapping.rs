//! The real notice becomes the plan, by the hands of the director and the office heads.

use anyhow::Context;
use notice::Decimal;
use plan::door::{self, KeptFile, Kind, NewExemption, NewNotice, Shape};
use store::{Store, Tx};
use values::{Day, Id};
use web::{Actor, Role};

use super::people::County;
use crate::demonstration::county::CODE;

/// The text of the notice, an official public document.
const TEXT: &str = include_str!("../../demonstration/notice-2020.txt");

/// Reads it, settles the conflict, accepts what is proposed, sets the curves, exempts the spring.
/// Some sentences are left open, so that the page has work to do.
pub async fn enter(store: &Store, county: &County) -> anyhow::Result<()> {
    let actor = county.who("", Role::Director)?.clone();
    let received = store.files().receive_bytes(TEXT.as_bytes()).await?;
    store.files().keep(&received).await?;
    let mut tx = store.write(CODE).await?;
    let new = NewNotice {
        number: "皋科发〔2020〕2号".to_owned(),
        title: "2020年科技重点工作".to_owned(),
        issuer: "如皋市科学技术局".to_owned(),
        day: day(2, 13),
        year: 2020,
        text: TEXT.to_owned(),
        file: KeptFile { sha256: received.sha256.clone(), name: "2020年科技重点工作.txt".to_owned(), media: "text/plain".to_owned() },
    };
    let notice = said(door::enter_notice(&mut tx, &actor, new).await)?;
    accept(&mut tx, &actor, notice).await?;
    set_aside(&mut tx, &actor, notice).await?;
    curves(&mut tx, &actor).await?;
    exempt(&mut tx, &actor).await?;
    tx.commit().await?;
    Ok(())
}

fn day(month: u32, day: u32) -> Day {
    Day::of(2020, month, day).unwrap_or(Day::NEVER)
}

fn said<T>(answer: web::Result<T>) -> anyhow::Result<T> {
    answer.map_err(|error| anyhow::anyhow!("{error:?}"))
}

async fn accept(tx: &mut Tx, actor: &Actor, notice: Id<door::Notice>) -> anyhow::Result<()> {
    for group in said(door::proposals(tx, notice).await)? {
        let mut leader = group.leader.id;
        if group.is_in_conflict {
            // The chapter of goals is the stricter: 30 家以上, committed.
            let pick = group.mentions.first().context("a group without mentions")?.id;
            said(door::settle(tx, actor, leader, pick, "工作目标一章从严，按“30家以上”、确保定").await)?;
            leader = pick;
        }
        let is_late_duty = group.leader.kind == Kind::Duty && group.leader.section.first().is_some_and(|heading| heading.contains("组织保障"));
        if !is_late_duty {
            said(door::accept(tx, actor, leader, None).await)?;
        }
    }
    Ok(())
}

/// The guiding thought sets no task.
async fn set_aside(tx: &mut Tx, actor: &Actor, notice: Id<door::Notice>) -> anyhow::Result<()> {
    let reading = notice::read(&notice::Text::new(TEXT));
    for section in reading.sections.iter().filter(|section| section.title.contains("指导思想")) {
        said(door::dismiss_section(tx, actor, notice, std::slice::from_ref(&section.title), "指导思想，不设任务").await)?;
    }
    Ok(())
}

/// Planned curves where the even one does not fit: batches, and levels that rise through the year.
async fn curves(tx: &mut Tx, actor: &Actor) -> anyhow::Result<()> {
    let percent = |hundredths: i128| Decimal::new(hundredths, 4);
    let whole = Decimal::whole;
    for target in said(door::targets(tx, 2020, None).await)? {
        let curve = match target.terms.indicator.as_str() {
            "rd-intensity" => Some((Shape::Batch, vec![(day(12, 31), percent(250))])),
            "hightech-output-share" => Some((Shape::Hand, vec![(day(3, 31), percent(4150)), (day(6, 30), percent(4180)), (day(12, 31), percent(4200))])),
            "hnte-net-increase" => Some((Shape::Batch, vec![(day(12, 31), whole(30))])),
            "pool-entries" => Some((Shape::Batch, vec![(day(4, 30), whole(12)), (day(6, 30), whole(25)), (day(9, 30), whole(50)), (day(12, 31), whole(50))])),
            "rd-institutions" => Some((Shape::Batch, vec![(day(6, 30), whole(1)), (day(9, 15), whole(3)), (day(12, 31), whole(5))])),
            "institution-coverage" => Some((Shape::Hand, vec![(day(3, 31), percent(8500)), (day(6, 30), percent(9000)), (day(9, 30), percent(9150)), (day(12, 31), percent(9300))])),
            "national-incubators" => Some((Shape::Batch, vec![(day(12, 31), whole(1))])),
            "maker-spaces" => Some((Shape::Batch, vec![(day(9, 30), whole(2)), (day(12, 31), whole(2))])),
            "cooperation-projects" => Some((Shape::Hand, vec![(day(3, 31), whole(18)), (day(6, 30), whole(60)), (day(9, 30), whole(110)), (day(12, 31), whole(150))])),
            "funds-won" => Some((Shape::Hand, vec![(day(6, 30), whole(6_000_000)), (day(9, 30), whole(13_000_000)), (day(12, 31), whole(20_000_000))])),
            _ => None,
        };
        if let Some((shape, nodes)) = curve {
            let set = door::set_curve(tx, actor, target.id, shape, nodes, "按往年批次和进度排定").await;
            said(set).with_context(|| target.terms.name.clone())?;
        }
    }
    Ok(())
}

/// The spring of 2020: the bureau's meeting exempts what could not be held.
async fn exempt(tx: &mut Tx, actor: &Actor) -> anyhow::Result<()> {
    for (indicator, first, last) in [
        ("demand-every-week", day(1, 20), day(3, 1)),
        ("activity-every-month", day(2, 1), day(2, 29)),
        ("go-out-even-months", day(2, 1), day(2, 29)),
    ] {
        let new = NewExemption { indicator: indicator.to_owned(), first, last, reason: "疫情防控，暂停集中活动".to_owned(), approved_by: "局长办公会".to_owned() };
        said(door::exempt(tx, actor, &new).await)?;
    }
    Ok(())
}
