//! Assigning, in the transaction of its caller.

use ::store::Tx;
use trail::{Act, record};
use web::{Actor, Result};

use super::form::Typed;
use super::{Assignment, Cast, Subject, named, store};
use crate::access::MayAssign;
use crate::duty::{self, Report};

/// Keeps a new version. A changed lead office or day of a duty is told in its reports as well: the newest holds them.
pub async fn assign(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAssign,
    subject: &Subject,
    typed: &Typed,
) -> Result<()> {
    let new = &typed.assignment;
    if let Subject::Duty(duty) = subject
        && (&typed.office, typed.due) != (&duty.report.office, duty.report.due)
    {
        let report = Report {
            state: duty.report.state,
            office: typed.office.clone(),
            due: typed.due,
            percent: duty.report.percent,
            note: match new.reason.as_str() {
                "" => "定下牵头科室和完成期限".to_owned(),
                reason => format!("调整牵头科室或完成期限：{reason}"),
            },
            actor_name: actor.name.clone(),
            moment: tx.moment(),
            ..Report::default()
        };
        duty::store::add_report(tx, duty.id, &report).await?;
    }
    keep(tx, actor, subject, typed).await
}

/// Gives a subject that enters the plan whom its notice names; the lead office and the day it has already.
pub async fn enter(tx: &mut Tx, actor: &Actor, subject: &Subject) -> Result<()> {
    let today = tx.moment().day();
    let cast = Cast::of(tx, today, std::iter::empty()).await?;
    let named = named::of(tx, subject, &cast).await?;
    if named.is_empty() {
        return Ok(());
    }
    let assignment = Assignment {
        actor_name: actor.name.clone(),
        moment: tx.moment(),
        ..named.assignment()
    };
    let typed = Typed {
        assignment,
        office: subject.office().to_owned(),
        due: subject.due(),
    };
    keep(tx, actor, subject, &typed).await
}

async fn keep(tx: &mut Tx, actor: &Actor, subject: &Subject, typed: &Typed) -> Result<()> {
    let new = &typed.assignment;
    store::add(tx, subject, new).await?;
    tx.touch("plan").await?;
    let units: Vec<String> = new.assisting.iter().map(ToString::to_string).collect();
    let details = serde_json::json!({
        "version": new.version, "office": typed.office, "due": typed.due.map(|due| due.to_string()),
        "leader": new.leader.to_string(), "person": new.person.to_string(), "assisting": units,
        "measures": new.measures, "reason": new.reason,
    });
    let act = Act {
        act: "plan.assignment.assign",
        noun: if subject.is_duty() { "duty" } else { "target" },
        subject: subject.id().to_string(),
        summary: format!("定“{}”的分工，第 {} 版", subject.name(), new.version),
        details,
    };
    Ok(record(tx, &actor.who(), act).await?)
}
