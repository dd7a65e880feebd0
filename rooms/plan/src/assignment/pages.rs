//! The page on which a target or a duty is assigned and its milestones are set.

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Fields, Frame, Path, Place, Result, back_to, invalid, page, status_page,
};

use super::form::{self, Typed};
use super::{Assignment, Cast, Subject, acts, named, store, subject};
use crate::access;
use crate::milestone::{self, Line};
use crate::moved::Moved;
use crate::office::{Choosable, options};

#[derive(Template)]
#[template(path = "assignment/edit.html")]
struct EditPage {
    frame: Frame,
    subject: Subject,
    held: Assignment,
    fields: Fields,
    complaints: Complaints,
    moved: Option<Moved>,
    offices: Vec<Choosable>,
    leaders: Vec<Choosable>,
    people: Vec<Choosable>,
    units: Vec<Choosable>,
    milestones: Vec<Line>,
    /// Names of the notice that match nobody.
    unmatched: String,
    /// The form of a milestone.
    node: Fields,
    node_complaints: Complaints,
}

/// What came back with a form.
#[derive(Default)]
struct Back {
    fields: Option<Fields>,
    complaints: Complaints,
    moved: Option<Moved>,
    node: Fields,
    node_complaints: Complaints,
}

async fn edit_page(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    subject: Subject,
    back: Back,
) -> Result<EditPage> {
    let today = app.today();
    let held = store::of(tx, subject.id()).await?;
    let cast = Cast::of(tx, today, std::iter::once(&held)).await?;
    let milestones = milestone::store::of(tx, subject.id()).await?;
    let fields = back
        .fields
        .unwrap_or_else(|| form::starting(&subject, &held));
    let frame = Frame::new(app, actor, format!("分工与节点：{}", subject.name()))
        .at("/plan")
        .under("年度重点", "/plan")
        .under(subject.name(), subject.path())
        .under("分工与节点", "");
    let errors = back.complaints.len() + back.node_complaints.len();
    Ok(EditPage {
        frame: frame.with_errors(errors),
        offices: offices(&cast, fields.get("office")),
        leaders: cast.options(&cast.leaders(), fields.get("leader")),
        people: cast.options(&cast.of_offices(), fields.get("person")),
        unmatched: named::open(tx, &subject, &held, &cast).await?,
        units: units(&cast, &fields, subject.office()),
        milestones: milestones
            .iter()
            .map(|one| one.line(subject.ended(), today))
            .collect(),
        complaints: back.complaints,
        moved: back.moved,
        node: back.node,
        node_complaints: back.node_complaints,
        subject,
        held,
        fields,
    })
}

fn offices(cast: &Cast, chosen: &str) -> Vec<Choosable> {
    let offices = cast
        .units
        .iter()
        .filter(|unit| unit.place == Place::Office && !unit.code.is_empty());
    options(
        "未定",
        offices.map(|unit| (unit.code.clone(), unit.name.clone())),
        chosen,
    )
}

/// Offices and towns that can assist; the lead office does not assist itself.
fn units(cast: &Cast, fields: &Fields, lead: &str) -> Vec<Choosable> {
    let chosen = fields.all("assisting");
    let is_lead = |unit: &&identity::door::Unit| unit.place == Place::Office && unit.code == lead;
    cast.units
        .iter()
        .filter(|unit| matches!(unit.place, Place::Office | Place::Town))
        .filter(|unit| !is_lead(unit))
        .map(|unit| Choosable {
            value: unit.id.to_string(),
            name: unit.name.clone(),
            chosen: chosen.iter().any(|one| *one == unit.id.to_string()),
        })
        .collect()
}

/// GET /plan/assignments/{subject}
pub async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Subject>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let subject = subject::find(&mut tx, id).await?;
    access::assign(&actor, subject.office())?;
    page(&edit_page(&app, &actor, &mut tx, subject, Back::default()).await?)
}

/// POST /plan/assignments/{subject}
pub async fn save(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Subject>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let subject = subject::find(&mut tx, id).await?;
    let right = access::assign(&actor, subject.office())?;
    let held = store::of(&mut tx, id).await?;
    let cast = Cast::of(&mut tx, app.today(), std::iter::once(&held)).await?;
    let read = form::read(&fields, &subject, &held, &cast, (&actor.name, tx.moment()));
    let typed = match read {
        Ok(typed) => typed,
        Err(complaints) => {
            let back = Back {
                fields: Some(fields),
                complaints,
                ..Back::default()
            };
            return invalid(&edit_page(&app, &actor, &mut tx, subject, back).await?);
        }
    };
    let opened_on = fields.get("version");
    let stamp = form::stamp(&subject, &held);
    if !opened_on.is_empty() && opened_on != stamp {
        let mut fields = fields;
        fields.set("version", &stamp);
        let back = Back {
            moved: Some(moved(&subject, &held, &typed, &cast)),
            fields: Some(fields),
            ..Back::default()
        };
        let shown = edit_page(&app, &actor, &mut tx, subject, back).await?;
        return status_page(StatusCode::CONFLICT, &shown);
    }
    if !says_the_same(&typed, &subject, &held) {
        acts::assign(&mut tx, &actor, &right, &subject, &typed).await?;
        tx.commit().await?;
    }
    Ok(back_to(subject.path()))
}

fn says_the_same(typed: &Typed, subject: &Subject, held: &Assignment) -> bool {
    typed.assignment.says(held) && typed.office == subject.office() && typed.due == subject.due()
}

/// What somebody else kept since the form was opened, beside what was typed.
fn moved(subject: &Subject, held: &Assignment, typed: &Typed, cast: &Cast) -> Moved {
    let theirs = Typed {
        assignment: held.clone(),
        office: subject.office().to_owned(),
        due: subject.due(),
    };
    let is_duty = subject.is_duty();
    let (theirs, mine) = (
        form::told(&theirs, is_duty, cast),
        form::told(typed, is_duty, cast),
    );
    let (name, moment) = match subject {
        Subject::Duty(duty) if duty.report.moment > held.moment => {
            (&duty.report.actor_name, duty.report.moment)
        }
        _ => (&held.actor_name, held.moment),
    };
    Moved::of(name, moment, theirs, mine)
}

/// POST /plan/assignments/{subject}/milestones
pub async fn add_milestone(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Subject>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let subject = subject::find(&mut tx, id).await?;
    let right = access::assign(&actor, subject.office())?;
    let there = milestone::store::of(&mut tx, id).await?;
    let year = i32::try_from(subject.year()).unwrap_or(0);
    let due = Day::parse(fields.get("node-due"), year);
    match milestone::new(fields.get("node-content"), due, &there) {
        Ok((content, due)) => {
            milestone::acts::set(&mut tx, &actor, &right, &subject, content, due).await?;
            tx.commit().await?;
            Ok(back_to(format!("{}#nodes", subject.assignment_path())))
        }
        Err(wrong) => {
            let mut node_complaints = Complaints::default();
            for (field, label, reason) in wrong {
                node_complaints.add(format!("node-{field}"), label, reason);
            }
            let back = Back {
                node: fields,
                node_complaints,
                ..Back::default()
            };
            invalid(&edit_page(&app, &actor, &mut tx, subject, back).await?)
        }
    }
}
