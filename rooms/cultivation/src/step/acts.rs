//! The acts on a course: load → decide → post → save → trail, in the transaction of the caller.

use std::sync::Arc;

use ::store::Tx;
use enterprise::door::FirmLine;
use ledger::door::{Entry, Refusal};
use trail::{Act, record};
use values::{Day, Id};
use web::{Actor, Complaints};

use super::form::Asked;
use super::{Step, posting, store};
use crate::access::{MayAct, OFFICE};
use crate::application::acts as applications;
use crate::batch::Batch;
use crate::certificate::{self, Certificate};
use crate::stage::{Facts, Stage, Unmet, unmet};
use crate::verdict::Judged;

/// A firm with all that a decision about its next step asks.
#[derive(Clone, Debug)]
pub struct Course {
    pub firm: FirmLine,
    pub steps: Vec<Step>,
    pub judged: Judged,
    /// Of the whole county: a number stands once.
    pub certificates: Arc<Vec<Certificate>>,
    pub batches: Arc<Vec<Batch>>,
}

impl Course {
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }

    pub fn own_certificates(&self) -> Vec<&Certificate> {
        certificate::of(&self.certificates, self.firm.id)
    }

    /// Certificates that a recognition on the day may rest on: in force, and not older than the application.
    fn fresh_certificates(&self, day: Day) -> Vec<&Certificate> {
        let mut applied = self.steps.iter().rev();
        let applied = applied.find(|step| step.stage == Stage::Recommended);
        let applied = applied.filter(|_| self.last().is_some_and(|last| last.stage.is_applied()));
        let mut own = self.own_certificates();
        own.retain(|one| one.is_in_force(day) && applied.is_none_or(|step| one.since >= step.day));
        own
    }
}

/// What keeps the firm from what is asked.
pub fn held_back(course: &Course, asked: &Asked, today: Day) -> Vec<Unmet> {
    let batch = asked
        .batch
        .and_then(|id| course.batches.iter().find(|one| one.id == id));
    let last = course.last();
    let facts = Facts {
        from: last.map(|step| step.stage),
        since: last.map(|step| step.day),
        day: asked.day,
        today,
        judged: &course.judged,
        certified_until: certificate::certified_until(&course.own_certificates(), asked.day),
        has_town_person: asked.town_person.is_somebody(),
        has_bureau_person: asked.bureau_person.is_somebody(),
        has_paper: !asked.paper.is_empty(),
        has_note: !asked.note.is_empty(),
        batch: batch.map(Batch::closes),
        has_certificate: asked.certificate.is_some()
            || !course.fresh_certificates(asked.day).is_empty(),
    };
    unmet(asked.to, &facts)
}

/// Everything that is wrong with what is asked; what a named exception sets aside is not.
pub fn faults(course: &Course, asked: &Asked, today: Day, complaints: &mut Complaints) {
    let excused = !asked.exception.is_empty() && asked.approver.is_somebody();
    let held = held_back(course, asked, today);
    let is_needless = excused && held.iter().all(|one| !one.excusable);
    for one in held.iter().filter(|one| !(one.excusable && excused)) {
        complaints.add(one.field, one.label, one.reason.clone());
    }
    if is_needless && complaints.is_empty() {
        complaints.add(
            "exception",
            "例外理由",
            "规则已满足，不用例外，请清空这两栏",
        );
    }
    posting::wanted(asked, &course.certificates, complaints);
}

/// Takes a step that [`faults`] found in order: posts its row, writes it down, and takes the application along.
pub async fn take(
    tx: &mut Tx,
    actor: &Actor,
    right: &MayAct,
    course: &Course,
    asked: &Asked,
) -> Result<Step, Refusal> {
    let fresh = course.fresh_certificates(asked.day);
    let had = match asked.certificate {
        Some(_) => course.own_certificates(),
        None => fresh,
    };
    let entry = posting::post(tx, actor, &course.firm, asked, &had).await?;
    let step = step(tx, actor, course, asked, entry).await?;
    store::add(tx, &step).await?;
    applications::follow(tx, actor, right, &step, asked).await?;
    tx.touch("cultivation").await?;
    let words = match step.exception.as_str() {
        "" => String::new(),
        why => format!("，例外：{why}（{} 批准）", step.approver.name),
    };
    let summary = format!(
        "“{}”进入“{}”，{}{words}",
        course.firm.name,
        step.stage.word(),
        step.day
    );
    told(tx, actor, &step, "cultivation.step.take", summary).await?;
    Ok(step)
}

async fn step(
    tx: &mut Tx,
    actor: &Actor,
    course: &Course,
    asked: &Asked,
    entry: Option<Id<Entry>>,
) -> Result<Step, Refusal> {
    let office = identity::door::office(tx, OFFICE).await?;
    let town = enterprise::door::town_on(tx, course.firm.id, asked.day).await?;
    let last = course.last();
    let applied = last.filter(|_| asked.to != Stage::Left && asked.to != Stage::Coached);
    Ok(Step {
        firm: course.firm.id,
        number: last.map_or(0, |step| step.number) + 1,
        version: 1,
        stage: asked.to,
        day: asked.day,
        office: office.map_or(Id::NONE, |office| office.id),
        town,
        town_person: asked.town_person.clone(),
        bureau_person: asked.bureau_person.clone(),
        source: asked.source,
        paper: asked.paper.clone(),
        note: asked.note.clone(),
        exception: asked.exception.clone(),
        approver: asked.approver.clone(),
        batch: asked.batch.or_else(|| applied.and_then(|step| step.batch)),
        entry,
        reason: String::new(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    })
}

/// Writes another version of the last step: its people, paper, source, note.
pub async fn correct(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAct,
    course: &Course,
    next: Step,
) -> Result<(), Refusal> {
    let step = Step {
        version: next.version + 1,
        actor_name: actor.name.clone(),
        moment: tx.moment(),
        ..next
    };
    store::add(tx, &step).await?;
    tx.touch("cultivation").await?;
    let summary = format!(
        "更正“{}”的“{}”：{}",
        course.firm.name,
        step.stage.word(),
        step.reason
    );
    told(tx, actor, &step, "cultivation.step.correct", summary).await?;
    Ok(())
}

async fn told(
    tx: &mut Tx,
    actor: &Actor,
    step: &Step,
    act: &'static str,
    summary: String,
) -> ::store::Result<()> {
    let details = serde_json::json!({
        "number": step.number, "version": step.version, "stage": step.stage.code(), "day": step.day.to_string(),
        "town_person": step.town_person.name, "bureau_person": step.bureau_person.name, "source": step.source.code(),
        "paper": step.paper, "note": step.note, "exception": step.exception, "approver": step.approver.name,
        "entry": step.entry.map(|entry| entry.to_string()), "reason": step.reason,
    });
    let act = Act {
        act,
        noun: "firm",
        subject: step.firm.to_string(),
        summary,
        details,
    };
    record(tx, &actor.who(), act).await
}
