//! A duty's page: where it stands, who carries it, its reports, and the form of the next one.

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use values::Id;
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Path, Result, back_to, invalid, page,
    status_page,
};

use crate::access;
use crate::assignment::{self, Subject, card::Card};
use crate::duty::form;
use crate::duty::proof::{self, Proof};
use crate::duty::{Duty, Report, State as DutyState, acts, store};
use crate::figure::pages::Pairs;
use crate::moved::Moved;
use crate::office::{self, Choosable, options};

#[derive(Template)]
#[template(path = "duty/show.html")]
struct ShowPage {
    frame: Frame,
    duty: Duty,
    light: (&'static str, &'static str),
    office: String,
    due: String,
    reports: Vec<Told>,
    may_report: bool,
    fields: Fields,
    complaints: Complaints,
    states: Vec<Choosable>,
    card: Card,
    moved: Option<Moved>,
    accepted: &'static str,
    /// Files that came with a form that was not taken.
    lost: Vec<String>,
    /// Which report the form corrects; empty for a new one.
    correcting: String,
}

/// A report as the page tells it.
struct Told {
    report: Report,
    proofs: Vec<(String, String)>,
    /// When the report was told that this one corrects; empty where it corrects none.
    of: String,
    is_corrected: bool,
    /// Empty where it cannot be corrected: lead office and day are changed with the assignment.
    correct_path: String,
}

impl ShowPage {
    fn notice_path(&self) -> String {
        format!("/notices/{}#m-{}", self.duty.notice, self.duty.proposal)
    }
}

/// What came back with a form.
#[derive(Default)]
struct Back {
    fields: Option<Fields>,
    complaints: Complaints,
    moved: Option<Moved>,
}

async fn show_page(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    duty: Duty,
    back: Back,
) -> Result<ShowPage> {
    let today = app.today();
    let offices = office::all(tx, today).await?;
    let reports = store::reports(tx, duty.id).await?;
    let subject = Subject::Duty(duty);
    let card = Card::of(tx, actor, &subject, today).await?;
    let Subject::Duty(duty) = subject else {
        return Err(Error::NotFound);
    };
    let frame = Frame::new(app, actor, duty.content.clone())
        .at("/plan")
        .under("年度重点", "/plan")
        .under("工作任务", format!("/plan/duties?year={}", duty.year))
        .under("填报进展", "");
    let fields = back
        .fields
        .unwrap_or_else(|| form::starting(&duty, None, today));
    let states = DutyState::ALL.map(|state| (state.code().to_owned(), state.word().to_owned()));
    let held = assignment::store::of(tx, Id::new(duty.id.uuid())).await?;
    let may_report = access::report(actor, &duty.report.office, &held.assisting).is_ok();
    let uploads = fields.uploads.iter().map(|upload| upload.name.clone());
    Ok(ShowPage {
        frame: frame.with_errors(back.complaints.len()),
        light: duty.light(today),
        office: duty.lead(&offices),
        due: duty
            .report
            .due
            .map_or_else(|| "—".to_owned(), |due| due.to_string()),
        states: options("", states, fields.get("state")),
        lost: uploads.collect(),
        correcting: correcting(&fields, &reports),
        reports: told(&duty, reports, may_report),
        accepted: ledger::door::ACCEPTED,
        complaints: back.complaints,
        moved: back.moved,
        may_report,
        card,
        fields,
        duty,
    })
}

/// 9月3日 16:40 宋砚青 的填报
fn correcting(fields: &Fields, reports: &[Report]) -> String {
    let sequence = fields.get("corrects").parse().unwrap_or(0);
    reports
        .iter()
        .find(|report| report.sequence == sequence)
        .map(|report| format!("{} {} 的填报", report.moment.spoken(), report.actor_name))
        .unwrap_or_default()
}

fn told(duty: &Duty, reports: Vec<Report>, may_report: bool) -> Vec<Told> {
    let corrected: Vec<i64> = reports.iter().map(|report| report.corrects).collect();
    let moments: Vec<(i64, String)> = reports
        .iter()
        .map(|report| (report.sequence, report.moment.spoken()))
        .collect();
    let one = |report: Report| {
        let proofs = report.proofs.iter().enumerate().map(|(place, proof)| {
            let path = proof.path(duty.id, report.sequence, place);
            (proof.name().to_owned(), path)
        });
        let of = moments
            .iter()
            .find(|(sequence, _)| *sequence == report.corrects);
        let is_corrected = corrected.contains(&report.sequence);
        Told {
            proofs: proofs.collect(),
            of: of.map(|(_, moment)| moment.clone()).unwrap_or_default(),
            correct_path: if may_report && !is_corrected && report.day.is_some() {
                format!("{}?correct={}#report", duty.path(), report.sequence)
            } else {
                String::new()
            },
            is_corrected,
            report,
        }
    };
    reports.into_iter().map(one).collect()
}

/// GET /plan/duties/{id}?correct=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Duty>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let duty = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let asked = ListQuery::from_pairs(pairs);
    let mut back = Back::default();
    if let Ok(sequence) = asked.get("correct").parse::<i64>() {
        let reports = store::reports(&mut tx, id).await?;
        let old = reports.iter().find(|report| report.sequence == sequence);
        back.fields = Some(form::starting(&duty, old, app.today()));
    }
    page(&show_page(&app, &actor, &mut tx, duty, back).await?)
}

/// POST /plan/duties/{id}/reports
pub async fn report(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Duty>>,
    fields: Fields,
) -> Result<Response> {
    let mut wrong = Complaints::default();
    let mut proofs = proof::files(&fields, &mut wrong).await?;
    let mut tx = app.write(&actor).await?;
    let duty = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let held = assignment::store::of(&mut tx, Id::new(id.uuid())).await?;
    let right = access::report(&actor, &duty.report.office, &held.assisting)?;
    let opened_on = fields.get("after");
    if !opened_on.is_empty() && opened_on != duty.report.sequence.to_string() {
        return moved(&app, &actor, &mut tx, duty, fields).await;
    }
    let rows = proof::rows(&mut tx, &actor, fields.get("rows"), &mut wrong).await?;
    proofs.splice(0..0, rows);
    let reports = store::reports(&mut tx, id).await?;
    let today = tx.moment().day();
    let report = match form::read(&fields, &duty, &reports, proofs, today, wrong) {
        Ok(report) => report,
        Err(complaints) => {
            let back = Back {
                fields: Some(fields),
                complaints,
                moved: None,
            };
            return invalid(&show_page(&app, &actor, &mut tx, duty, back).await?);
        }
    };
    for upload in &fields.uploads {
        app.store().files().keep(&upload.received).await?;
    }
    acts::report(&mut tx, &actor, &right, &duty, &report).await?;
    tx.commit().await?;
    Ok(back_to(duty.path()))
}

/// Somebody reported since the form was opened: the page with what both say.
async fn moved(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    duty: Duty,
    mut fields: Fields,
) -> Result<Response> {
    let newest = &duty.report;
    let state = DutyState::from_code(fields.get("state")).unwrap_or_default();
    let theirs = vec![
        ("状态", newest.state.word().to_owned()),
        ("进展", newest.note.clone()),
    ];
    let mine = vec![
        ("状态", state.word().to_owned()),
        ("进展", fields.get("note").to_owned()),
    ];
    let moved = Moved::of(&newest.actor_name, newest.moment, theirs, mine);
    fields.set("after", &newest.sequence.to_string());
    let back = Back {
        fields: Some(fields),
        complaints: Complaints::default(),
        moved: Some(moved),
    };
    let shown = show_page(app, actor, tx, duty, back).await?;
    status_page(StatusCode::CONFLICT, &shown)
}

/// GET /plan/duties/{id}/evidence/{sequence}/{place}: the file as it came.
pub async fn evidence(
    State(app): State<App>,
    actor: Actor,
    Path((id, sequence, place)): Path<(Id<Duty>, i64, usize)>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let held = assignment::store::of(&mut tx, Id::new(id.uuid())).await?;
    access::see_evidence(&actor, &held.assisting)?;
    let reports = store::reports(&mut tx, id).await?;
    drop(tx);
    let report = reports.iter().find(|report| report.sequence == sequence);
    match report.and_then(|report| report.proofs.get(place)) {
        Some(Proof::File(paper)) => ledger::door::handed_out(app.store().files(), paper).await,
        _ => Err(Error::NotFound),
    }
}
