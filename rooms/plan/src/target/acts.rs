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

/// Takes a target out of the plan; its versions stay.
pub async fn withdraw(tx: &mut Tx, actor: &Actor, group: &Group<'_>) -> Result<()> {
    let mentions: Vec<Id<Proposal>> = group.mentions.iter().map(|mention| mention.id).collect();
    let Some(id) = store::made_of(tx, &mentions).await? else {
        return Ok(());
    };
    let Some((target, true)) = store::find(tx, id).await? else {
        return Ok(());
    };
    access::plan(actor, &target.terms.office)?;
    Ok(store::add_version(tx, actor, id, false, &target.terms, "撤回采纳").await?)
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
    let moved = target.terms.goal.value != terms.goal.value;
    if moved {
        // Lights and task books would otherwise hold the year against the old target.
        let following = target.curve.following(&target.terms, terms, target.year);
        let why = super::news::WITH_THE_TARGET;
        curve::store::add(tx, actor, target.id, &following, why).await?;
    }
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
        curve.shape.word(),
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
