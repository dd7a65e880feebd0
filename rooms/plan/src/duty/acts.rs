//! The acts on duties, each in the transaction of its caller.

use ::store::Tx;
use trail::{Act, record};
use values::Id;
use web::{Actor, Error, Result};

use super::{Duty, Report, store};
use crate::access::MayReport;
use crate::assignment::{self, Subject};
use crate::notice;
use crate::proposal::Proposal;

/// Brings an accepted duty into its year's plan; one that had left comes back with its reports.
pub async fn enter(tx: &mut Tx, actor: &Actor, taken: &Proposal) -> Result<()> {
    if store::revive(tx, taken).await? {
        return Ok(());
    }
    let notice = notice::store::find(tx, taken.notice)
        .await?
        .ok_or(Error::NotFound)?;
    let report = Report {
        office: taken.office.clone(),
        due: taken.assigned.day(notice.year),
        note: String::new(),
        evidence: String::new(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
        ..Report::default()
    };
    let duty = Duty {
        id: Id::fresh(tx.moment()),
        year: notice.year,
        place: taken.start,
        notice: notice.id,
        proposal: taken.id,
        content: taken.name.clone(),
        section: taken.section.clone(),
        report,
    };
    store::add(tx, &duty).await?;
    assignment::acts::enter(tx, actor, &Subject::Duty(duty)).await
}

/// Adds a report that [`super::check`] found in order; whose it is and when is decided here.
pub async fn report(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayReport,
    duty: &Duty,
    report: &Report,
) -> Result<()> {
    let report = &Report {
        actor_name: actor.name.clone(),
        moment: tx.moment(),
        ..report.clone()
    };
    store::add_report(tx, duty.id, report).await?;
    tx.touch("plan").await?;
    let proofs: Vec<&str> = report.proofs.iter().map(|proof| proof.name()).collect();
    let details = serde_json::json!({
        "state": report.state.code(), "office": report.office, "due": report.due.map(|due| due.to_string()),
        "day": report.day.map(|day| day.to_string()), "percent": report.percent, "note": report.note,
        "problem": report.problem, "next": report.next, "evidence": report.evidence, "proofs": proofs, "corrects": report.corrects,
    });
    let word = match report.corrects {
        0 => report.state.word().to_owned(),
        _ => format!("{}（更正）", report.state.word()),
    };
    let summary = format!("工作任务“{}”：{word}", duty.content);
    let act = Act {
        act: "plan.duty.report",
        noun: "duty",
        subject: duty.id.to_string(),
        summary,
        details,
    };
    Ok(record(tx, &actor.who(), act).await?)
}
