//! GET /cultivation/goal: what would reach the net increase; the same as a sheet of paper; and visits of the firms that are
//! marked.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Day;
use web::{Actor, App, Complaints, Fields, Frame, Result, back_to, invalid, page};

use super::view::{Line, View, view};
use super::{acts, percent};
use crate::access;
use crate::step::form::{day, text};
use crate::verdict::CRITERION;

#[derive(Template)]
#[template(path = "goal/show.html")]
struct GoalPage {
    frame: Frame,
    view: View,
    fields: Fields,
    complaints: Complaints,
    /// Whether the person may plan a visit of any of the firms shown.
    may_visit: bool,
}

impl GoalPage {
    fn percent(&self, chance: &u32) -> String {
        percent(*chance)
    }

    fn criterion(&self) -> &'static str {
        CRITERION
    }
}

fn goal_page(
    app: &App,
    actor: &Actor,
    view: View,
    fields: Fields,
    complaints: Complaints,
) -> GoalPage {
    let frame = Frame::new(app, actor, "净增测算")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("净增测算", "");
    let mut lines = view.lines.iter();
    GoalPage {
        frame: frame.with_errors(complaints.len()),
        may_visit: lines.any(|line| access::visit(actor, line.firm.town).is_ok()),
        view,
        fields,
        complaints,
    }
}

/// GET /cultivation/goal?want=30&sure=80&own=1&firm=…
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let view = view(&app, &mut tx, &actor, &pairs(&query)).await?;
    let fields = Fields::from_pairs([
        ("content".to_owned(), "核对差距，定补齐办法".to_owned()),
        ("due".to_owned(), usual_day(&view).to_string()),
    ]);
    page(&goal_page(
        &app,
        &actor,
        view,
        fields,
        Complaints::default(),
    ))
}

/// Two weeks from now, but not after the first firm's last day.
fn usual_day(view: &View) -> Day {
    let usual = view.day.plus(14);
    view.last_day()
        .map_or(usual, |last| usual.min(last))
        .max(view.day)
}

/// The pairs of an address, borrowed.
pub fn pairs(query: &[(String, String)]) -> Vec<(&str, &str)> {
    query
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[derive(Template)]
#[template(path = "goal/sheet.html")]
struct SheetPage {
    frame: Frame,
    view: View,
}

/// GET /cultivation/goal/sheet: the firms that are chosen, on paper.
pub async fn printed(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let view = view(&app, &mut tx, &actor, &pairs(&query)).await?;
    let frame = Frame::new(&app, &actor, "净增测算")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(
            "净增测算",
            format!("/cultivation/goal{}", view.asked.query()),
        )
        .under("打印", "");
    page(&SheetPage { frame, view })
}

/// POST /cultivation/goal/visits: a visit of each firm that is marked and has none open.
pub async fn plan(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.write(&actor).await?;
    let sent: Vec<(&str, &str)> = fields.pairs().chain([("own", "1")]).collect();
    let view = view(&app, &mut tx, &actor, &sent).await?;
    let (today, mut complaints) = (app.today(), Complaints::default());
    let content = text(&fields, "content", "要做什么", 100, &mut complaints);
    if content.is_empty() {
        complaints.add("content", "要做什么", "写明去看什么、办什么");
    }
    let due = day(&fields, "due", "走访期限", today, &mut complaints);
    if let Some(due) = due.filter(|due| *due < today) {
        complaints.add("due", "走访期限", format!("{due} 已经过了"));
    }
    let marked: Vec<&Line> = view.chosen().collect();
    if marked.is_empty() {
        complaints.add("firms", "企业", "先勾选要走访的企业");
    } else if marked.iter().all(|line| line.visit.is_some()) {
        complaints.add("firms", "企业", "勾选的企业都已有走访或任务，不用再安排");
    }
    for line in &marked {
        access::visit(&actor, line.firm.town)?;
    }
    let Some(due) = due.filter(|_| complaints.is_empty()) else {
        return invalid(&goal_page(&app, &actor, view, fields, complaints));
    };
    acts::plan(&mut tx, &actor, &view, &marked, (due, &content)).await?;
    tx.commit().await?;
    Ok(back_to(format!(
        "/cultivation/goal{}#h-firms",
        view.asked.query()
    )))
}
