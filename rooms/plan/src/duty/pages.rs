//! The list of duties, a duty's page, and its reports.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Result, back_to, invalid, page,
};

use super::{Duty, Report, State as DutyState, acts, check, store};
use crate::access;
use crate::office::{self, Choosable, Offices, options};
use crate::proposal::pages::office_options;

#[derive(Template)]
#[template(path = "duty/list.html")]
struct ListPage {
    frame: Frame,
    year: i64,
    lines: Vec<Line>,
    total: usize,
    offices: Vec<Choosable>,
    states: Vec<Choosable>,
}

struct Line {
    path: String,
    content: String,
    light: (&'static str, &'static str),
    office: String,
    due: String,
    note: String,
    cite: String,
}

pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let asked = ListQuery::from_pairs(pairs);
    let year = asked
        .get("year")
        .parse()
        .unwrap_or_else(|_| i64::from(app.today().year()));
    let mut tx = app.read(&actor).await?;
    let at = tx.sequence();
    let duties = store::of_year(&mut tx, year, at).await?;
    let offices = office::all(&mut tx, app.today()).await?;
    let total = duties.len();
    let today = app.today();
    let fits = |duty: &&Duty| {
        let state = asked.get("state");
        let office = asked.get("office");
        (office.is_empty() || duty.report.office == office)
            && (state.is_empty()
                || duty.report.state.code() == state
                || state == "late" && duty.is_late(today))
    };
    let lines = duties
        .iter()
        .filter(fits)
        .map(|duty| line(duty, &offices, today))
        .collect();
    let states = DutyState::ALL
        .map(|state| (state.code().to_owned(), state.word().to_owned()))
        .into_iter()
        .chain([("late".to_owned(), "逾期".to_owned())]);
    let frame = Frame::new(&app, &actor, format!("{year}年工作任务"))
        .at("/plan")
        .under("年度重点", "/plan")
        .under("工作任务", "");
    page(&ListPage {
        frame,
        year,
        lines,
        total,
        offices: options("全部科室", offices.iter().cloned(), asked.get("office")),
        states: options("全部状态", states, asked.get("state")),
    })
}

fn line(duty: &Duty, offices: &Offices, today: Day) -> Line {
    let report = &duty.report;
    Line {
        path: duty.path(),
        content: duty.content.clone(),
        light: duty.light(today),
        office: if report.office.is_empty() {
            "未定".to_owned()
        } else {
            office::name(offices, &report.office)
        },
        due: report
            .due
            .map_or_else(|| "—".to_owned(), |due| due.to_string()),
        note: report.note.clone(),
        cite: duty.cite(),
    }
}

#[derive(Template)]
#[template(path = "duty/show.html")]
struct ShowPage {
    frame: Frame,
    duty: Duty,
    light: (&'static str, &'static str),
    office: String,
    due: String,
    reports: Vec<Report>,
    may_report: bool,
    fields: Fields,
    complaints: Complaints,
    states: Vec<Choosable>,
    offices: Vec<Choosable>,
}

impl ShowPage {
    fn notice_path(&self) -> String {
        format!("/notices/{}#m-{}", self.duty.notice, self.duty.proposal)
    }
}

async fn show_page(
    app: &App,
    actor: &Actor,
    tx: &mut ::store::Tx,
    duty: Duty,
    fields: Option<Fields>,
    complaints: Complaints,
) -> Result<ShowPage> {
    let offices = office::all(tx, app.today()).await?;
    let reports = store::reports(tx, duty.id).await?;
    let fields = fields.unwrap_or_else(|| form(&duty.report));
    let line = line(&duty, &offices, app.today());
    let frame = Frame::new(app, actor, duty.content.clone())
        .at("/plan")
        .under("年度重点", "/plan")
        .under("工作任务", format!("/plan/duties?year={}", duty.year));
    let states = DutyState::ALL.map(|state| (state.code().to_owned(), state.word().to_owned()));
    Ok(ShowPage {
        frame: frame.under("填报进展", "").with_errors(complaints.len()),
        light: line.light,
        office: line.office,
        due: line.due,
        reports,
        may_report: access::report(actor, &duty.report.office).is_ok(),
        states: options("", states, fields.get("state")),
        offices: office_options(&offices, fields.get("office")),
        duty,
        fields,
        complaints,
    })
}

/// A new report starts from the newest one, without its words.
fn form(report: &Report) -> Fields {
    Fields::from_pairs([
        ("state".to_owned(), report.state.code().to_owned()),
        ("office".to_owned(), report.office.clone()),
        (
            "due".to_owned(),
            report.due.map(|due| due.to_string()).unwrap_or_default(),
        ),
        ("evidence".to_owned(), report.evidence.clone()),
    ])
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Duty>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let duty = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    page(&show_page(&app, &actor, &mut tx, duty, None, Complaints::default()).await?)
}

pub async fn report(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Duty>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let duty = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let right = access::report(&actor, &duty.report.office)?;
    let offices = office::all(&mut tx, app.today()).await?;
    let report = match read(&fields, &duty, &offices, &actor.name, tx.moment()) {
        Ok(report) => report,
        Err(complaints) => {
            return invalid(
                &show_page(&app, &actor, &mut tx, duty, Some(fields), complaints).await?,
            );
        }
    };
    acts::report(&mut tx, &actor, &right, &duty, &report).await?;
    tx.commit().await?;
    Ok(back_to(duty.path()))
}

fn read(
    fields: &Fields,
    duty: &Duty,
    offices: &Offices,
    actor_name: &str,
    moment: values::Moment,
) -> Result<Report, Complaints> {
    let mut wrong = Complaints::default();
    let state = DutyState::from_code(fields.get("state"));
    if state.is_none() {
        wrong.add("state", "状态", "请从列表里选一种状态");
    }
    let office = fields.get("office").to_owned();
    if !office.is_empty() && offices.iter().all(|(code, _)| *code != office) {
        wrong.add(
            "office",
            "牵头科室",
            format!("没有代号为“{office}”的科室，请从列表里选"),
        );
    }
    let year = i32::try_from(duty.year).unwrap_or(0);
    let due = match fields.get("due") {
        "" => None,
        text => Day::parse(text, year)
            .map_err(|fault| wrong.add("due", "完成期限", fault.to_string()))
            .ok(),
    };
    let report = Report {
        state: state.unwrap_or(DutyState::Open),
        office,
        due,
        note: fields.get("note").to_owned(),
        evidence: fields.get("evidence").to_owned(),
        actor_name: actor_name.to_owned(),
        moment,
    };
    for (field, label, reason) in check(&report, &duty.report).err().unwrap_or_default() {
        wrong.add(field, label, reason);
    }
    if wrong.is_empty() {
        Ok(report)
    } else {
        Err(wrong)
    }
}
