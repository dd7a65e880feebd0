//! A milestone's page: how it came out, other words or another day, and all its versions.

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, Organisation, Path, Result, back_to, invalid,
    page, status_page,
};

use super::{Milestone, acts, store};
use crate::access;
use crate::assignment::{self, Subject, subject};
use crate::duty::Wrong;
use crate::moved::Moved;

#[derive(Template)]
#[template(path = "milestone/show.html")]
struct ShowPage {
    frame: Frame,
    subject: Subject,
    one: Milestone,
    light: (&'static str, String),
    history: Vec<Milestone>,
    may_assign: bool,
    may_report: bool,
    fields: Fields,
    complaints: Complaints,
    moved: Option<Moved>,
}

impl ShowPage {
    fn is_open(&self) -> bool {
        self.one.state == super::State::Open
    }

    fn is_closed(&self) -> bool {
        matches!(self.one.state, super::State::Met | super::State::Missed)
    }
}

/// A milestone with its versions and what it is of.
struct Seen {
    history: Vec<Milestone>,
    subject: Subject,
    assisting: Vec<Id<Organisation>>,
}

impl Seen {
    async fn find(tx: &mut Tx, id: Id<Milestone>) -> Result<Seen> {
        let history = store::history(tx, id).await?;
        let newest = history.first().ok_or(Error::NotFound)?;
        let subject = subject::find(tx, newest.subject).await?;
        let held = assignment::store::of(tx, subject.id()).await?;
        Ok(Seen {
            history,
            subject,
            assisting: held.assisting,
        })
    }

    fn one(&self) -> Result<&Milestone> {
        self.history.first().ok_or(Error::NotFound)
    }
}

fn show_page(
    app: &App,
    actor: &Actor,
    seen: Seen,
    fields: Option<Fields>,
    complaints: Complaints,
) -> Result<ShowPage> {
    let one = seen.one()?.clone();
    let subject = seen.subject;
    let frame = Frame::new(app, actor, format!("节点：{}", one.content))
        .at("/plan")
        .under("年度重点", "/plan")
        .under(subject.name(), subject.path())
        .under("节点", "");
    let mut fields = fields.unwrap_or_else(|| starting(&one, app.today()));
    fields.set("version", &one.version.to_string());
    Ok(ShowPage {
        frame: frame.with_errors(complaints.len()),
        light: one.light_under(subject.ended(), app.today()),
        may_assign: access::assign(actor, subject.office()).is_ok(),
        may_report: access::report(actor, subject.office(), &seen.assisting).is_ok(),
        history: seen.history,
        subject,
        one,
        fields,
        complaints,
        moved: None,
    })
}

fn starting(one: &Milestone, today: Day) -> Fields {
    let pairs = [
        ("content", one.content.clone()),
        ("due", one.due.to_string()),
        ("outcome", "met".to_owned()),
        ("day", today.to_string()),
    ];
    Fields::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value)))
}

/// GET /plan/milestones/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Milestone>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let seen = Seen::find(&mut tx, id).await?;
    page(&show_page(&app, &actor, seen, None, Complaints::default())?)
}

/// What a form asks for, decided against the version held.
type Decided = Result<Milestone, Vec<Wrong>>;

/// The page again: with what is missing, or with both inputs where somebody was faster.
fn again(
    app: &App,
    actor: &Actor,
    seen: Seen,
    fields: Fields,
    decided: Decided,
) -> Result<Response> {
    let newest = seen.one()?.clone();
    let opened_on = fields.get("version").to_owned();
    if !opened_on.is_empty() && opened_on != newest.version.to_string() {
        let moved = moved(&newest, &fields);
        let mut shown = show_page(app, actor, seen, Some(fields), Complaints::default())?;
        shown.moved = Some(moved);
        return status_page(StatusCode::CONFLICT, &shown);
    }
    let mut complaints = Complaints::default();
    for (field, label, reason) in decided.err().unwrap_or_default() {
        complaints.add(field, label, reason);
    }
    invalid(&show_page(app, actor, seen, Some(fields), complaints)?)
}

/// What is kept now beside what was typed.
fn moved(newest: &Milestone, fields: &Fields) -> Moved {
    let theirs = vec![
        ("状态", newest.state.word().to_owned()),
        ("节点", newest.content.clone()),
        ("期限", newest.due.to_string()),
    ];
    let typed = |field: &str, kept: &str| match fields.has(field) {
        true => fields.get(field).to_owned(),
        false => kept.to_owned(),
    };
    let state = super::State::from_code(fields.get("outcome")).unwrap_or(super::State::Open);
    let mine = vec![
        ("状态", state.word().to_owned()),
        ("节点", typed("content", &newest.content)),
        ("期限", typed("due", &newest.due.to_string())),
    ];
    Moved::of(&newest.actor_name, newest.moment, theirs, mine)
}

fn is_moved(newest: &Milestone, fields: &Fields) -> bool {
    let opened_on = fields.get("version");
    !opened_on.is_empty() && opened_on != newest.version.to_string()
}

fn day(fields: &Fields, field: &str, one: &Milestone) -> Result<Day, values::DayFault> {
    Day::parse(fields.get(field), i32::try_from(one.year).unwrap_or(0))
}

/// POST /plan/milestones/{id}/versions
pub async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Milestone>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let seen = Seen::find(&mut tx, id).await?;
    let right = access::assign(&actor, seen.subject.office())?;
    let one = seen.one()?;
    let due = day(&fields, "due", one);
    let decided = one.changed(fields.get("content"), due, fields.get("reason"));
    match decided {
        Ok(next) if !is_moved(one, &fields) => {
            acts::change(&mut tx, &actor, &right, next).await?;
            tx.commit().await?;
            Ok(back_to(format!("/plan/milestones/{id}")))
        }
        decided => again(&app, &actor, seen, fields, decided),
    }
}

/// POST /plan/milestones/{id}/withdrawal
pub async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Milestone>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let seen = Seen::find(&mut tx, id).await?;
    let right = access::assign(&actor, seen.subject.office())?;
    match seen.one()?.withdrawn(fields.get("why-not")) {
        Ok(next) if !is_moved(seen.one()?, &fields) => {
            acts::change(&mut tx, &actor, &right, next).await?;
            tx.commit().await?;
            Ok(back_to(seen.subject.path()))
        }
        decided => again(&app, &actor, seen, fields, decided),
    }
}

/// POST /plan/milestones/{id}/outcome
pub async fn close(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Milestone>>,
    fields: Fields,
) -> Result<Response> {
    let outcome = super::State::from_code(fields.get("outcome"));
    let today = app.today();
    tell(app, actor, id, fields, |one, fields| {
        let day = day(fields, "day", one);
        one.closed(outcome, day, fields.get("note"), today)
    })
    .await
}

/// POST /plan/milestones/{id}/reopening
pub async fn reopen(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Milestone>>,
    fields: Fields,
) -> Result<Response> {
    tell(app, actor, id, fields, |one, fields| {
        one.reopened(fields.get("why"))
    })
    .await
}

async fn tell(
    app: App,
    actor: Actor,
    id: Id<Milestone>,
    fields: Fields,
    decide: impl Fn(&Milestone, &Fields) -> Decided,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let seen = Seen::find(&mut tx, id).await?;
    let right = access::report(&actor, seen.subject.office(), &seen.assisting)?;
    let one = seen.one()?;
    match decide(one, &fields) {
        Ok(next) if !is_moved(one, &fields) => {
            acts::tell(&mut tx, &actor, &right, next).await?;
            tx.commit().await?;
            Ok(back_to(format!("/plan/milestones/{id}")))
        }
        decided => again(&app, &actor, seen, fields, decided),
    }
}
