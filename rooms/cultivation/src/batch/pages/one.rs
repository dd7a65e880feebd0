//! One batch: its applications, its days as they are edited, taking a firm in.

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use enterprise::door::FirmLine;
use values::{Day, Id};
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::read;
use crate::access;
use crate::application::{self, Application, State as Stands};
use crate::batch::acts::keep;
use crate::batch::{Batch, DAYS, store};
use crate::checklist::Checklist;
use crate::verdict::CRITERION;

/// A firm's application in the list of a batch.
pub struct Line {
    pub one: Application,
    pub firm: FirmLine,
    pub light: (&'static str, String),
}

#[derive(Template)]
#[template(path = "batch/show.html")]
struct ShowPage {
    frame: Frame,
    batch: Batch,
    history: Vec<Batch>,
    lines: Vec<Line>,
    today: Day,
    may_act: bool,
    fields: Fields,
    complaints: Complaints,
}

impl ShowPage {
    fn days(&self) -> [(&'static str, &'static str); 5] {
        DAYS
    }

    fn counts(&self) -> String {
        counts(&self.lines)
    }

    /// The workbook of the same applications.
    fn workbook(&self) -> String {
        format!("{}/rows.xlsx", self.batch.path())
    }
}

/// How many of each state, in words.
pub fn counts(lines: &[Line]) -> String {
    let count = |state| lines.iter().filter(|line| line.one.state == state).count();
    let words: Vec<String> = Stands::ALL
        .into_iter()
        .map(|state| (state, count(state)))
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| format!("{} {count} 家", state.word()))
        .collect();
    words.join("，")
}

/// The applications of a batch that the person may see.
pub async fn lines(tx: &mut Tx, actor: &Actor, batch: Id<Batch>) -> Result<Vec<Line>> {
    let applied = application::store::of_batch(tx, batch).await?;
    let ids: Vec<_> = applied.iter().map(|one| one.firm).collect();
    let firms: HashMap<_, FirmLine> = enterprise::door::lines(tx, &ids).await?;
    let there = application::store::materials_there(tx).await?;
    let list = Checklist::read(tx, CRITERION).await?;
    let only = actor.sees_only_town();
    let line = |one: Application| {
        let firm = firms.get(&one.firm)?.clone();
        let there = there.get(&one.id).map_or(&[][..], Vec::as_slice);
        only.is_none_or(|town| town == firm.town).then(|| Line {
            light: list.light(there),
            one,
            firm,
        })
    };
    Ok(applied.into_iter().filter_map(line).collect())
}

async fn show_page(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    batch: Batch,
    fields: Option<Fields>,
    complaints: Complaints,
) -> Result<ShowPage> {
    let frame = Frame::new(app, actor, batch.name())
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(
            "申报批次",
            format!("/cultivation/batches?year={}", batch.year),
        )
        .under(batch.name(), "");
    let starting = || {
        let mut pairs: Vec<(String, String)> = DAYS
            .into_iter()
            .zip(batch.days())
            .map(|((field, _), (_, day))| {
                let day = day.map_or(String::new(), |day| day.to_string());
                (field.to_owned(), day)
            })
            .collect();
        pairs.push(("batch-note".to_owned(), batch.note.clone()));
        pairs.push(("version".to_owned(), batch.version.to_string()));
        Fields::from_pairs(pairs)
    };
    Ok(ShowPage {
        frame: frame.with_errors(complaints.len()),
        history: store::history(tx, batch.id).await?,
        lines: lines(tx, actor, batch.id).await?,
        today: app.today(),
        may_act: access::act(actor).is_ok(),
        fields: fields.unwrap_or_else(starting),
        complaints,
        batch,
    })
}

/// GET /cultivation/batches/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let batch = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let none = Complaints::default();
    page(&show_page(&app, &actor, &mut tx, batch, None, none).await?)
}

/// POST /cultivation/batches/{id}/versions
pub async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
    mut fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let held = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let mut complaints = Complaints::default();
    let next = read(&fields, &held, &mut complaints);
    let version = held.version.to_string();
    if fields.has("version") && fields.get("version") != version {
        let reason = format!("您打开以后，{} 改过，核对后再提交", held.actor_name);
        complaints.add("opens", "批次", reason);
        fields.set("version", &version);
    }
    if !complaints.is_empty() {
        let shown = show_page(&app, &actor, &mut tx, held, Some(fields), complaints);
        return invalid(&shown.await?);
    }
    let next = Batch {
        version: held.version + 1,
        ..next
    };
    keep(&mut tx, &actor, &right, next).await?;
    tx.commit().await?;
    Ok(back_to(held.path()))
}

/// POST /cultivation/batches/{id}/applications: takes a firm in, to prepare its documents.
pub async fn prepare(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let batch = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let typed = fields.get("code").to_owned();
    let Some(firm) = named(&mut tx, &typed).await? else {
        let mut complaints = Complaints::default();
        let reason = match typed.as_str() {
            "" => "填企业的信用代码或全称".to_owned(),
            typed => format!("企业库里没有“{typed}”，或同名的不止一家，请填信用代码"),
        };
        complaints.add("code", "企业", reason);
        let shown = show_page(&app, &actor, &mut tx, batch, Some(fields), complaints);
        return invalid(&shown.await?);
    };
    let today = app.today();
    let one = application::acts::prepare(&mut tx, &actor, &right, batch.id, firm.id, today).await?;
    tx.commit().await?;
    Ok(back_to(one.path()))
}

/// A firm by its code, or by its whole name where only one bears it.
pub async fn named(tx: &mut Tx, typed: &str) -> Result<Option<FirmLine>> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(firm) = enterprise::door::by_code(tx, &typed.to_uppercase()).await? {
        return Ok(Some(firm));
    }
    let mut found = enterprise::door::search(tx, typed, None, 20).await?;
    found.retain(|firm| firm.name == typed);
    Ok(found.pop().filter(|_| found.is_empty()))
}
