//! The list of duties; a duty's page is in [`reports`].

mod reports;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Day;
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::{Duty, State as DutyState, store};
use crate::book::pages::books_of;
use crate::figure::pages::Pairs;
use crate::office::{self, Choosable, Offices, options};
use crate::year;
pub use reports::{evidence, report, show};

#[derive(Template)]
#[template(path = "duty/list.html")]
struct ListPage {
    frame: Frame,
    year: i64,
    lines: Vec<Line>,
    total: usize,
    offices: Vec<Choosable>,
    states: Vec<Choosable>,
    /// Where the task books of the year are; empty for one that has not begun.
    books: String,
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

pub async fn list(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let asked = ListQuery::from_pairs(pairs);
    let year = year::asked(&app, &asked);
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
        books: books_of(&app, year),
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
