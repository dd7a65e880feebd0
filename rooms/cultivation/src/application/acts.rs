//! The acts on applications, in the transaction of the caller.

use std::collections::BTreeMap;

use ::store::{Result, Tx};
use enterprise::door::Firm;
use trail::{Act, record};
use values::{Day, Id};
use web::Actor;

use super::material::Held;
use super::{Application, State, store};
use crate::access::MayAct;
use crate::batch::Batch;
use crate::checklist::Checklist;
use crate::stage::Stage;
use crate::step::Step;
use crate::step::form::Asked;

/// Takes a firm into a batch, to prepare its documents; the one that is there already otherwise.
pub async fn prepare(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAct,
    batch: Id<Batch>,
    firm: Id<Firm>,
    day: Day,
) -> Result<Application> {
    let there = store::of_firm(tx, firm).await?;
    let there = there
        .into_iter()
        .find(|one| one.batch == batch && one.state != State::Withdrawn);
    if let Some(one) = there {
        return Ok(one);
    }
    let one = Application {
        id: Id::fresh(tx.moment()),
        version: 1,
        batch,
        firm,
        state: State::Preparing,
        day,
        certificate: String::new(),
        appeal_until: Day::NEVER,
        note: String::new(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    };
    keep(tx, actor, one, "cultivation.application.prepare").await
}

/// Writes a version down.
pub async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    mut one: Application,
    act: &'static str,
) -> Result<Application> {
    actor.name.clone_into(&mut one.actor_name);
    one.moment = tx.moment();
    store::add(tx, &one).await?;
    tx.touch("cultivation").await?;
    let details = serde_json::json!({
        "version": one.version, "batch": one.batch.to_string(), "firm": one.firm.to_string(), "state": one.state.code(),
        "day": one.day.to_string(), "certificate": one.certificate, "note": one.note,
    });
    let act = Act {
        act,
        noun: "application",
        subject: one.id.to_string(),
        summary: format!("申报{}，{}", one.state.word(), one.day),
        details,
    };
    record(tx, &actor.who(), act).await?;
    Ok(one)
}

/// An application goes with its firm: handed in, recognised, refused, appealed, drawn back.
pub async fn follow(
    tx: &mut Tx,
    actor: &Actor,
    right: &MayAct,
    step: &Step,
    asked: &Asked,
) -> Result<()> {
    let held = match (step.stage, step.batch) {
        (Stage::Recommended, Some(batch)) => {
            Some(prepare(tx, actor, right, batch, step.firm, step.day).await?)
        }
        _ => open(tx, step).await?,
    };
    let Some(held) = held else { return Ok(()) };
    let state = match step.stage {
        Stage::Recommended => State::Submitted,
        Stage::Recognised => State::Recognised,
        Stage::Failed => State::Failed,
        Stage::Reviewed if held.state == State::Failed => State::Appealing,
        Stage::Coached | Stage::Left => State::Withdrawn,
        _ => return Ok(()),
    };
    let mut next = held.became(state, step.day, &step.note);
    if let Some(given) = &asked.certificate {
        next.certificate.clone_from(&given.number);
    }
    if let (State::Failed, Some(until)) = (state, asked.appeal_until) {
        next.appeal_until = until;
    }
    keep(tx, actor, next, "cultivation.application.follow").await?;
    Ok(())
}

/// The application that waits for its result, or failed last.
async fn open(tx: &mut Tx, step: &Step) -> Result<Option<Application>> {
    let mine = store::of_firm(tx, step.firm).await?;
    let fits = |one: &Application| match step.stage {
        Stage::Reviewed => one.state.is_open() || one.state == State::Failed,
        _ => one.state.is_open(),
    };
    Ok(mine.into_iter().find(fits))
}

/// Writes the documents that became different.
pub async fn tick(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAct,
    one: &Application,
    list: &Checklist,
    changed: Vec<(String, Held)>,
) -> Result<()> {
    let mut told = BTreeMap::new();
    for (id, held) in changed {
        let held = Held {
            actor_name: actor.name.clone(),
            moment: tx.moment(),
            ..held
        };
        store::put_material(tx, one.id, &id, &held).await?;
        told.insert(list.name(&id).to_owned(), (held.is_there, held.paper));
    }
    tx.touch("cultivation").await?;
    let act = Act {
        act: "cultivation.application.tick",
        noun: "application",
        subject: one.id.to_string(),
        summary: format!("更新 {} 件申报材料", told.len()),
        details: serde_json::json!(told),
    };
    record(tx, &actor.who(), act).await
}
