//! The year's changes of its targets, the newest first, each beside what the plan began with.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Moment;
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::{Decided, store};
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
    document: String,
    approved: String,
}

/// GET /plan/changes?year=
pub async fn list(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let year = year::asked(&app, &ListQuery::from_pairs(pairs));
    let mut tx = app.read(&actor).await?;
    let decided = store::of_year(&mut tx, year).await?;
    let mut lines = Vec::new();
    for target in target::store::ever(&mut tx, year).await? {
        let history = target::store::history(&mut tx, target.id).await?;
        lines.extend(of_target(&target, &history, &decided));
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.moment));
    page(&ListPage {
        frame: Frame::new(&app, &actor, format!("{year}年计划调整"))
            .at("/plan")
            .under("年度重点", "/plan")
            .under("计划调整", ""),
        year,
        lines,
    })
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
            .map(|one| &one.decision);
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
            document: decision.map_or_else(String::new, |one| one.document.clone()),
            approved: decision.map_or_else(String::new, |one| {
                format!("{} {}", one.approved_by, one.approved_on)
            }),
        })
    };
    told.windows(2).filter_map(line).collect()
}
