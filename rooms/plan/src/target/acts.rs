//! The acts on targets, each in the transaction of its caller.

use ::store::Tx;
use trail::{Act, record};
use values::Id;
use web::{Actor, Error, Result};

use super::{Citation, Target, Terms, store, usual_tolerance};
use crate::access::{self, MayPlan};
use crate::assignment::{self, Subject};
use crate::change::{self, Decision};
use crate::curve::{self, Curve};
use crate::notice::{self, Notice, cite, quote};
use crate::proposal::{Group, Proposal, choice};
use crate::share;

/// Why a target left the plan that nobody had worked on.
pub const TAKEN_BACK: &str = "撤回采纳";

/// Brings an accepted group into its year's plan; a target that had left comes back under its number.
pub async fn enter(tx: &mut Tx, actor: &Actor, group: &Group<'_>) -> Result<()> {
    let leader = group.leader;
    let notice = notice::store::find(tx, leader.notice)
        .await?
        .ok_or(Error::NotFound)?;
    let mentions: Vec<Id<Proposal>> = std::iter::once(leader.id)
        .chain(group.mentions.iter().map(|mention| mention.id))
        .collect();
    let (id, is_new) = match store::made_of(tx, &mentions).await? {
        Some(id) => (id, false),
        None => (Id::fresh(tx.moment()), true),
    };
    let left = store::find(tx, id).await?;
    if is_new {
        let place = store::place(tx, notice.year, leader.place).await?;
        store::add(tx, id, notice.year, place, notice.id, leader.id).await?;
    }
    let terms = terms(tx, group).await?;
    let reason = if leader.settlement.is_empty() {
        "采纳建议"
    } else {
        leader.settlement.as_str()
    };
    store::add_version(tx, actor, id, true, &terms, reason).await?;
    let citations = citations(tx, &notice, group).await?;
    store::cite(tx, id, &citations).await?;
    if let Some((left, _)) = left {
        follow(tx, actor, &left, &terms).await?;
    }
    if is_new {
        let (curve, reason) = first_curve(group, &terms, notice.year);
        curve::store::add(tx, actor, id, &curve, reason).await?;
        let (target, _) = store::find(tx, id).await?.ok_or(Error::NotFound)?;
        assignment::acts::enter(tx, actor, &Subject::Target(target)).await?;
    }
    Ok(())
}

/// The curve a target starts with: what the notice's table has for the quarters, else the usual one.
fn first_curve(group: &Group<'_>, terms: &Terms, year: i64) -> (Curve, &'static str) {
    let told = std::iter::once(&group.leader)
        .chain(&group.mentions)
        .find_map(|one| Curve::of_quarters(&one.assigned.quarters, terms, year));
    match told {
        Some(curve) => (curve, "文件任务表里的季度值"),
        None => (Curve::usual(terms, year), "采纳时的默认曲线"),
    }
}

async fn terms(tx: &mut Tx, group: &Group<'_>) -> Result<Terms> {
    let leader = group.leader;
    let is_level = match choice::find(choice::all(tx).await?, &leader.indicator) {
        Some(choice) => choice.is_level,
        None => leader.goal.unit == crate::quantity::RATIO,
    };
    // The most particular section names the topic: 三、1 rather than 二.
    let section = group
        .mentions
        .iter()
        .map(|mention| &mention.section)
        .max_by_key(|section| section.len());
    Ok(Terms {
        name: leader.name.clone(),
        indicator: leader.indicator.clone(),
        goal: leader.goal.clone(),
        firmness: leader.firmness,
        is_level,
        tolerance: usual_tolerance(is_level),
        office: leader.office.clone(),
        heading: section
            .map(|section| cite::topic(section))
            .unwrap_or_default(),
    })
}

async fn citations(tx: &mut Tx, notice: &Notice, group: &Group<'_>) -> Result<Vec<Citation>> {
    let text = notice::store::text(tx, notice.id).await?;
    let sentences = notice::store::sentences(tx, notice.id).await?;
    let cite = |mention: &&Proposal| Citation {
        notice: notice.id,
        proposal: mention.id,
        start: mention.start,
        said: mention.said_op.clone(),
        quote: quote::of(&text, &sentences, mention),
        section: mention.section.clone(),
    };
    Ok(group.mentions.iter().map(cite).collect())
}

/// Takes a target out of the plan; its versions stay. One that was worked on since it entered leaves for a reason.
pub async fn withdraw(tx: &mut Tx, actor: &Actor, group: &Group<'_>, reason: &str) -> Result<()> {
    let mentions: Vec<Id<Proposal>> = group.mentions.iter().map(|mention| mention.id).collect();
    let Some(id) = store::made_of(tx, &mentions).await? else {
        return Ok(());
    };
    let Some((target, true)) = store::find(tx, id).await? else {
        return Ok(());
    };
    access::plan(actor, &target.terms.office)?;
    if reason.is_empty()
        && let Some(worked) = worked_on(tx, &target).await?
    {
        return Err(Error::refused(
            format!(
                "{} {} 已经{worked}过，撤回采纳就退出计划，分到各单位的份额和灯都会没有。",
                target.number(),
                target.terms.name
            ),
            "只改目标数的，请到目标页“调整目标”。确需退出计划的，回到映射页，在“写明理由，退出计划”里填依据和理由。",
        ));
    }
    let reason = if reason.is_empty() {
        TAKEN_BACK
    } else {
        reason
    };
    Ok(store::add_version(tx, actor, id, false, &target.terms, reason).await?)
}

/// What was done with a target since it entered the plan; `None`: nothing.
async fn worked_on(tx: &mut Tx, target: &Target) -> Result<Option<&'static str>> {
    let splits = share::store::versions(tx, target.id).await?;
    let is_split = splits
        .iter()
        .any(|version| version.state == share::State::Issued);
    Ok(match (target.version > 1, is_split) {
        (_, true) => Some("分解下达"),
        (true, false) => Some("调整"),
        (false, false) => None,
    })
}

/// Changes a target that is in the plan, for a reason; with what was decided where there is something.
pub async fn adjust(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayPlan,
    target: &Target,
    terms: &Terms,
    reason: &str,
    decision: Option<&Decision>,
) -> Result<()> {
    store::add_version(tx, actor, target.id, true, terms, reason).await?;
    if let Some(decision) = decision {
        change::store::add(tx, target.id, target.version + 1, decision).await?;
    }
    follow(tx, actor, target, terms).await?;
    tx.touch("plan").await?;
    told(
        tx,
        actor,
        target,
        "plan.target.adjust",
        format!(
            "调整目标 {}：{}，{reason}{}",
            target.number(),
            terms.goal.shown(),
            decision.map_or_else(String::new, |one| format!("，{}", one.told()))
        ),
    )
    .await
}

/// The curve goes along with its target: lights and task books would otherwise hold the year against the old one.
async fn follow(tx: &mut Tx, actor: &Actor, target: &Target, terms: &Terms) -> Result<()> {
    if target.terms.goal.value == terms.goal.value {
        return Ok(());
    }
    let following = match earlier(tx, target, terms).await? {
        Some(curve) => curve,
        None => target.curve.following(&target.terms, terms, target.year),
    };
    let why = super::news::WITH_THE_TARGET;
    Ok(curve::store::add(tx, actor, target.id, &following, why).await?)
}

/// The curve that a target had when it asked for as much before, unless somebody has drawn another since.
async fn earlier(tx: &mut Tx, target: &Target, terms: &Terms) -> Result<Option<Curve>> {
    let asked = |terms: &Terms| (terms.goal.value, terms.goal.unit.clone(), terms.is_level);
    let history = store::history(tx, target.id).await?;
    let mut before = history.iter().filter(|past| past.version < target.version);
    let Some(past) = before.find(|past| asked(&past.terms) == asked(terms)) else {
        return Ok(None);
    };
    let mut curves = curve::store::of_year(tx, target.year, past.known_until - 1).await?;
    let curve = curves.remove(&target.id.uuid());
    Ok(curve
        .filter(|curve| curve.following(&past.terms, &target.terms, target.year) == target.curve))
}

/// Sets the planned curve of a target, for a reason.
pub async fn set_curve(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayPlan,
    target: &Target,
    curve: &Curve,
    reason: &str,
) -> Result<()> {
    curve::store::add(tx, actor, target.id, curve, reason).await?;
    tx.touch("plan").await?;
    let summary = format!(
        "定曲线 {} {}：{}，{} 个节点",
        target.number(),
        target.terms.name,
        curve.word(target.year, &target.terms),
        curve.nodes.len()
    );
    told(tx, actor, target, "plan.target.curve", summary).await
}

async fn told(
    tx: &mut Tx,
    actor: &Actor,
    target: &Target,
    act: &str,
    summary: String,
) -> Result<()> {
    let details = serde_json::json!({ "year": target.year, "number": target.number(), "version": target.version });
    Ok(record(
        tx,
        &actor.who(),
        Act {
            act,
            noun: "target",
            subject: target.id.to_string(),
            summary,
            details,
        },
    )
    .await?)
}
