//! The list of duties; a duty's page is in [`reports`].

mod reports;
pub(crate) mod sheet;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::listed::{Around, Listed};
use super::{Duty, State as DutyState, store};
use crate::book::pages::books_of;
use crate::figure::pages::Pairs;
use crate::office::{Choosable, Offices, options};
use crate::year;
pub use reports::{evidence, report, show};

#[derive(Template)]
#[template(path = "duty/list.html")]
struct ListPage {
    frame: Frame,
    year: i64,
    lines: Vec<Listed>,
    /// The workbook of the same lines.
    workbook: String,
    total: usize,
    offices: Vec<Choosable>,
    states: Vec<Choosable>,
    /// Where the task books of the year are; empty for one that has not begun.
    books: String,
}

/// The duties that an address asks for.
struct List {
    year: i64,
    lines: Vec<Listed>,
    total: usize,
    offices: Offices,
}

impl List {
    async fn of(app: &App, actor: &Actor, asked: &ListQuery) -> Result<List> {
        let year = year::asked(app, asked);
        let mut tx = app.read(actor).await?;
        let at = tx.sequence();
        let duties = store::of_year(&mut tx, year, at).await?;
        let today = app.today();
        let around = Around::read(&mut tx, (year, at), today).await?;
        let (state, office) = (asked.get("state"), asked.get("office"));
        let fits = |duty: &&Duty| {
            (office.is_empty() || duty.report.office == office)
                && (state.is_empty()
                    || duty.report.state.code() == state
                    || state == LATE.0 && duty.is_late(today))
        };
        let lines = duties.iter().filter(fits);
        Ok(List {
            year,
            lines: lines.map(|duty| around.line(duty)).collect(),
            total: duties.len(),
            offices: around.offices().clone(),
        })
    }
}

/// Beside the states of [`DutyState`].
const LATE: (&str, &str) = ("late", "逾期");

pub async fn list(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let asked = ListQuery::from_pairs(pairs);
    let List {
        year,
        lines,
        total,
        offices,
    } = List::of(&app, &actor, &asked).await?;
    let frame = Frame::new(&app, &actor, format!("{year}年工作任务"))
        .at("/plan")
        .under("年度重点", "/plan")
        .under("工作任务", "");
    page(&ListPage {
        frame,
        books: books_of(&app, year),
        workbook: format!("/plan/duties/rows.xlsx?{}", asked.question()),
        year,
        lines,
        total,
        offices: options("全部科室", offices, asked.get("office")),
        states: options("全部状态", states(), asked.get("state")),
    })
}

/// The states that a list may be asked for.
fn states() -> impl Iterator<Item = (String, String)> {
    let states = DutyState::ALL.map(|state| (state.code(), state.word()));
    let states = states.into_iter().chain([LATE]);
    states.map(|(code, word)| (code.to_owned(), word.to_owned()))
}
