//! The year's changes of its targets, the newest first, each beside what the plan began with.

pub(crate) mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Moment;
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::{Decided, Decision, store};
use crate::figure::pages::Pairs;
use crate::target::acts::TAKEN_BACK;
use crate::target::pages::what;
use crate::target::{self, Past, Target};
use crate::year;

#[derive(Template)]
#[template(path = "change/list.html")]
struct ListPage {
    frame: Frame,
    year: i64,
    lines: Vec<Line>,
}

struct Line {
    moment: Moment,
    number: String,
    name: String,
    path: String,
    what: String,
    original: String,
    now: String,
    who: String,
    reason: String,
    /// A word or an office may change without one.
    decision: Option<Decision>,
}

impl ListPage {
    /// The workbook of the same changes.
    fn workbook(&self) -> String {
        format!("/plan/changes/rows.xlsx?year={}", self.year)
    }
}

/// GET /plan/changes?year=
pub async fn list(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let year = year::asked(&app, &ListQuery::from_pairs(pairs));
    let mut tx = app.read(&actor).await?;
    let lines = lines(&mut tx, year).await?;
    page(&ListPage {
        frame: Frame::new(&app, &actor, format!("{year}年计划调整"))
            .at("/plan")
            .under("年度重点", "/plan")
            .under("计划调整", ""),
        year,
        lines,
    })
}

/// The changes of a year, the newest first.
async fn lines(tx: &mut Tx, year: i64) -> Result<Vec<Line>> {
    let decided = store::of_year(tx, year).await?;
    let mut lines = Vec::new();
    for target in target::store::ever(tx, year).await? {
        let history = target::store::history(tx, target.id).await?;
        lines.extend(of_target(&target, &history, &decided));
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.moment));
    Ok(lines)
}

/// The versions after the first, and where it left the plan; the newest of `history` first.
fn of_target(target: &Target, history: &[Past], decided: &[Decided]) -> Vec<Line> {
    // A slip of the mapping that was taken back at once changed nothing.
    let told: Vec<&Past> = history
        .iter()
        .filter(|past| past.is_held || past.reason != TAKEN_BACK)
        .collect();
    let Some(first) = told.last() else {
        return Vec::new();
    };
    let line = |pair: &[&Past]| {
        let &[past, before] = pair else { return None };
        let decision = decided
            .iter()
            .find(|one| one.target == target.id && one.version == past.version)
            .map(|one| one.decision.clone());
        Some(Line {
            moment: past.moment,
            number: target.number(),
            name: past.terms.name.clone(),
            path: target.path(),
            what: what(past, Some(before)),
            original: first.terms.goal.shown(),
            now: match past.is_held {
                true => past.terms.goal.shown(),
                false => "—".to_owned(),
            },
            who: past.actor_name.clone(),
            reason: past.reason.clone(),
            decision,
        })
    };
    told.windows(2).filter_map(line).collect()
}
