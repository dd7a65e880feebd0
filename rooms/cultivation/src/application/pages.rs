//! An application: its documents, its result, an appeal.

use std::collections::BTreeMap;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use enterprise::door::FirmLine;
use values::{Day, Id};
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::material::{self, Held};
use super::{Application, acts, store};
use crate::access;
use crate::batch::{self, Batch};
use crate::checklist::told::told;
use crate::checklist::{Checklist, Item};
use crate::firm::Common;
use crate::stage::Stage;
use crate::step::form::{self, Asked};
use crate::step::{self, acts as steps, path};
use crate::verdict::CRITERION;

/// One document in the list.
struct Line {
    id: String,
    name: String,
    held: Held,
    /// What stands in the form: what is held, or what the firm's file says in advance.
    paper: String,
    is_told: bool,
}

#[derive(Template)]
#[template(path = "application/show.html")]
struct ShowPage {
    frame: Frame,
    one: Application,
    firm: FirmLine,
    batch: Batch,
    lines: Vec<Line>,
    light: (&'static str, String),
    history: Vec<Application>,
    may_act: bool,
    may_appeal: bool,
    fields: Fields,
    complaints: Complaints,
}

struct Seen {
    one: Application,
    firm: FirmLine,
    batch: Batch,
    held: BTreeMap<String, Held>,
    list: Checklist,
    /// What the firm's file says of documents in advance.
    told: BTreeMap<String, String>,
    history: Vec<Application>,
}

impl Seen {
    async fn find(tx: &mut Tx, actor: &Actor, id: Id<Application>) -> Result<Seen> {
        let one = store::find(tx, id).await?.ok_or(Error::NotFound)?;
        let firm = enterprise::door::firm(tx, one.firm).await?;
        let firm = firm.ok_or(Error::NotFound)?;
        access::see(actor, firm.town)?;
        let batch = batch::store::find(tx, one.batch).await?;
        let batch = batch.ok_or(Error::NotFound)?;
        let list = Checklist::read(tx, CRITERION).await?;
        let last_year = i32::try_from(batch.year - 1).unwrap_or_default();
        Ok(Seen {
            told: told(tx, &firm, &list, last_year).await?,
            list,
            batch,
            held: store::materials(tx, id).await?,
            history: store::history(tx, id).await?,
            one,
            firm,
        })
    }
}

fn show_page(
    app: &App,
    actor: &Actor,
    seen: Seen,
    fields: Fields,
    complaints: Complaints,
) -> ShowPage {
    let today = app.today();
    let there: Vec<String> = seen
        .held
        .iter()
        .filter(|(_, held)| held.is_there)
        .map(|(id, _)| id.clone())
        .collect();
    let line = |one: &Item| {
        let held = seen.held.get(&one.id).cloned().unwrap_or_default();
        let told = seen.told.get(&one.id).filter(|_| held.version == 0);
        Line {
            id: one.id.clone(),
            name: one.name.clone(),
            paper: told.unwrap_or(&held.paper).clone(),
            is_told: told.is_some(),
            held,
        }
    };
    let frame = Frame::new(app, actor, format!("申报：{}", seen.firm.name))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(seen.batch.name(), seen.batch.path())
        .under(seen.firm.name.as_str(), "");
    ShowPage {
        frame: frame.with_errors(complaints.len()),
        lines: seen.list.asked().map(line).collect(),
        light: seen.list.light(&there),
        may_act: access::act(actor).is_ok(),
        may_appeal: access::act(actor).is_ok() && seen.one.may_appeal(today).is_ok(),
        one: seen.one,
        firm: seen.firm,
        batch: seen.batch,
        history: seen.history,
        fields,
        complaints,
    }
}

/// GET /cultivation/applications/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Application>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let seen = Seen::find(&mut tx, &actor, id).await?;
    let fields = Fields::from_pairs([("appeal-day".to_owned(), app.today().to_string())]);
    page(&show_page(
        &app,
        &actor,
        seen,
        fields,
        Complaints::default(),
    ))
}

/// POST /cultivation/applications/{id}/materials: the list as it stands in the form.
pub async fn tick(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Application>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let mut seen = Seen::find(&mut tx, &actor, id).await?;
    let typed = |id: &str| {
        let paper = fields.get(&format!("paper-{id}")).to_owned();
        (fields.has(&format!("there-{id}")), paper)
    };
    let changed = material::changed(&seen.list, &seen.held, &seen.told, typed);
    let mut complaints = Complaints::default();
    for (id, held) in &changed {
        if held.paper.chars().count() > 100 {
            complaints.add(format!("paper-{id}"), "文号或存放处", "最多 100 个字");
        }
    }
    if !complaints.is_empty() {
        seen.held.extend(changed);
        return invalid(&show_page(&app, &actor, seen, fields, complaints));
    }
    if !changed.is_empty() {
        acts::tick(&mut tx, &actor, &right, &seen.one, &seen.list, changed).await?;
        tx.commit().await?;
    }
    Ok(back_to(format!("/cultivation/applications/{id}")))
}

/// POST /cultivation/applications/{id}/appeals: the firm goes back to review.
pub async fn appeal(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Application>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let seen = Seen::find(&mut tx, &actor, id).await?;
    let (today, mut complaints) = (app.today(), Complaints::default());
    let day = form::day(&fields, "appeal-day", "申诉日期", today, &mut complaints);
    let note = form::text(&fields, "appeal-note", "申诉理由", 500, &mut complaints);
    if note.is_empty() {
        complaints.add("appeal-note", "申诉理由", "写明申诉的理由");
    }
    if let Some(why) = day.and_then(|day| seen.one.may_appeal(day).err()) {
        complaints.add("appeal-day", "申诉日期", why);
    }
    let taken = step::store::of(&mut tx, seen.firm.id).await?;
    let course = Common::kept(&app, &mut tx)
        .await?
        .course(&mut tx, seen.firm.clone(), taken)
        .await?;
    let asked = reviewed(&course, day.unwrap_or(today), note);
    if complaints.is_empty() {
        let mut held = Complaints::default();
        steps::faults(&course, &asked, today, &mut held);
        for one in held.0 {
            complaints.add("appeal-day", "申诉日期", one.reason);
        }
    }
    if !complaints.is_empty() {
        return invalid(&show_page(&app, &actor, seen, fields, complaints));
    }
    steps::take(&mut tx, &actor, &right, &course, &asked).await?;
    tx.commit().await?;
    Ok(back_to(path(&seen.firm.code)))
}

fn reviewed(course: &steps::Course, day: Day, note: String) -> Asked {
    Asked {
        note,
        ..Asked::following(course.last(), Stage::Reviewed, day)
    }
}
