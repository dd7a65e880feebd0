//! The acts on proposals, each in the transaction of its caller: load, decide, save, write down.

use ::store::Tx;
use trail::{Act, record};
use values::Id;
use web::{Actor, Error, Result};

use super::decide::{self, By};
use super::group::Group;
use super::{Edit, Kind, Proposal, joining, store};
use crate::access::{self, MayMap};

/// The topic of what changes the plan itself.
const TOPIC: &str = "plan";

fn by(tx: &Tx, actor: &Actor) -> By {
    By {
        name: actor.name.clone(),
        moment: tx.moment(),
    }
}

/// All proposals of the notice that `id` belongs to.
async fn around(tx: &mut Tx, id: Id<Proposal>) -> Result<Vec<Proposal>> {
    let one = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    Ok(store::of_notice(tx, one.notice).await?)
}

fn led(all: &[Proposal], id: Id<Proposal>) -> Result<Group<'_>> {
    decide::led(all, id)?.ok_or(Error::NotFound)
}

/// Takes a proposal into the plan, perhaps changed; a second time does nothing.
pub async fn accept(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
    edit: Option<Edit>,
) -> Result<Proposal> {
    let all = around(tx, id).await?;
    let group = led(&all, id)?;
    let Some(taken) = decide::accept(&group, edit, &by(tx, actor))? else {
        return Ok(group.leader.clone());
    };
    store::save(tx, &taken).await?;
    let mentions: Vec<&Proposal> = group
        .mentions
        .iter()
        .map(|mention| {
            if mention.id == taken.id {
                &taken
            } else {
                mention
            }
        })
        .collect();
    let group = Group {
        leader: &taken,
        mentions,
    };
    match taken.kind {
        Kind::Target => crate::target::acts::enter(tx, actor, &group).await?,
        Kind::Duty => crate::duty::acts::enter(tx, actor, &taken).await?,
        Kind::Rhythm => crate::rhythm::enter(tx, &taken).await?,
    }
    tx.touch(TOPIC).await?;
    told(tx, actor, "accept", "采纳", &taken).await?;
    Ok(taken)
}

pub async fn reword(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
    edit: Edit,
) -> Result<Proposal> {
    let all = around(tx, id).await?;
    let changed = decide::reword(&led(&all, id)?, edit, &by(tx, actor))?;
    store::save(tx, &changed).await?;
    told(tx, actor, "reword", "修改建议", &changed).await?;
    Ok(changed)
}

pub async fn dismiss(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
    reason: &str,
) -> Result<Proposal> {
    let all = around(tx, id).await?;
    let group = led(&all, id)?;
    let Some(dismissed) = decide::dismiss(&group, reason, &by(tx, actor))? else {
        return Ok(group.leader.clone());
    };
    store::save(tx, &dismissed).await?;
    told(tx, actor, "dismiss", "不采纳", &dismissed).await?;
    Ok(dismissed)
}

/// Takes an acceptance or a dismissal back; what was in the plan leaves it and stays in its history. That wants the right to
/// change the plan there, and a reason where the target was worked on since it entered.
pub async fn reopen(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
    reason: &str,
) -> Result<Proposal> {
    let all = around(tx, id).await?;
    let group = led(&all, id)?;
    let Some(open) = decide::reopen(&group, &by(tx, actor)) else {
        return Ok(group.leader.clone());
    };
    store::save(tx, &open).await?;
    if group.leader.state == super::State::Accepted {
        match open.kind {
            Kind::Target => crate::target::acts::withdraw(tx, actor, &group, reason).await?,
            Kind::Duty => {
                access::assign(actor, &open.office)?;
                crate::duty::store::withdraw(tx, open.id).await?;
            }
            Kind::Rhythm => crate::rhythm::withdraw(tx, open.id).await?,
        }
        tx.touch(TOPIC).await?;
    }
    told(tx, actor, "reopen", "撤回", &open).await?;
    Ok(open)
}

/// Settles a conflict by one of its wordings; that mention leads from then on.
pub async fn settle(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
    pick: Id<Proposal>,
    reason: &str,
) -> Result<Proposal> {
    let all = around(tx, id).await?;
    let changed = decide::settle(&led(&all, id)?, pick, reason, &by(tx, actor))?;
    save(tx, &changed).await?;
    let leader = changed
        .into_iter()
        .find(|one| one.leads())
        .ok_or(Error::NotFound)?;
    told(tx, actor, "settle", "定写法", &leader).await?;
    Ok(leader)
}

/// Settles a conflict by keeping each wording as a target of its own.
pub async fn split(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
    reason: &str,
) -> Result<()> {
    let all = around(tx, id).await?;
    let group = led(&all, id)?;
    let changed = decide::split(&all, &group, reason, &by(tx, actor))?;
    save(tx, &changed).await?;
    told(tx, actor, "split", "作为几个目标", group.leader).await
}

pub async fn merge(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
    into: Id<Proposal>,
) -> Result<()> {
    let all = around(tx, id).await?;
    let changed = joining::merge(&all, id, into, &by(tx, actor))?;
    save(tx, &changed).await?;
    match all.iter().find(|one| one.id == into) {
        Some(leader) => told(tx, actor, "merge", "合并到", leader).await,
        None => Ok(()),
    }
}

pub async fn separate(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    id: Id<Proposal>,
) -> Result<Proposal> {
    let all = around(tx, id).await?;
    let changed = joining::separate(&all, id, &by(tx, actor))?;
    save(tx, &changed).await?;
    let own = changed.into_iter().find(|one| one.id == id);
    let own = own.ok_or(Error::NotFound)?;
    told(tx, actor, "separate", "分出", &own).await?;
    Ok(own)
}

/// Adds a proposal that a person found in a sentence.
pub async fn add(tx: &mut Tx, actor: &Actor, _: &MayMap, one: &Proposal) -> Result<()> {
    store::add(tx, one).await?;
    told(tx, actor, "add", "加一条", one).await
}

async fn save(tx: &mut Tx, changed: &[Proposal]) -> Result<()> {
    for one in changed {
        store::save(tx, one).await?;
    }
    Ok(())
}

async fn told(tx: &mut Tx, actor: &Actor, verb: &str, said: &str, one: &Proposal) -> Result<()> {
    let goal = if one.kind == Kind::Target {
        one.goal.shown()
    } else {
        String::new()
    };
    let act = format!("plan.proposal.{verb}");
    let summary = format!(
        "{said}{}：{} {} {goal}",
        one.kind.word(),
        one.number(),
        one.name
    );
    let details = serde_json::json!({
        "proposal": one.id, "notice": one.notice, "goal": goal, "firmness": one.firmness.code(), "indicator": one.indicator,
        "office": one.office, "settlement": one.settlement, "reason": one.reason,
    });
    let act = Act {
        act: &act,
        noun: "notice",
        subject: one.notice.to_string(),
        summary: summary.split_whitespace().collect::<Vec<_>>().join(" "),
        details,
    };
    Ok(record(tx, &actor.who(), act).await?)
}
