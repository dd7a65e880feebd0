//! GET, POST /cultivation/checklists/{criterion}

pub mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::{Checklist, Item, Own, acts, changed, is_known, store};
use crate::access;

#[derive(Template)]
#[template(path = "checklist/show.html")]
struct ShowPage {
    frame: Frame,
    criterion: String,
    lines: Vec<Item>,
    /// A line that is being added, as it was typed.
    fresh: Item,
    history: Vec<(String, Own)>,
    may_act: bool,
    complaints: Complaints,
}

impl ShowPage {
    /// The workbook of the same documents.
    fn workbook(&self) -> String {
        format!("/cultivation/checklists/{}/rows.xlsx", self.criterion)
    }

    fn fault(&self, what: &str, id: &str) -> &str {
        self.complaints.of(&format!("{what}-{id}"))
    }

    fn asked(&self) -> usize {
        self.lines.iter().filter(|one| one.is_asked).count()
    }
}

async fn build(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    criterion: &str,
    typed: Option<&Fields>,
    complaints: Complaints,
) -> Result<ShowPage> {
    let list = Checklist::read(tx, criterion).await?;
    let as_typed = |one: Item| match typed {
        None => one,
        Some(fields) => {
            let field = |what: &str| format!("{what}-{}", one.id);
            Item {
                name: fields.get(&field("name")).to_owned(),
                source: fields.get(&field("source")).to_owned(),
                is_asked: fields.has(&field("asked")),
                is_sure: fields.has(&field("sure")),
                ..one
            }
        }
    };
    let fresh = Item::blank("new".to_owned());
    let frame = Frame::new(app, actor, "申报材料清单")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("申报批次", "/cultivation/batches")
        .under("材料清单", "");
    Ok(ShowPage {
        frame: frame.with_errors(complaints.len()),
        lines: list.0.into_iter().map(as_typed).collect(),
        fresh: as_typed(fresh),
        history: store::history(tx, criterion).await?,
        criterion: criterion.to_owned(),
        may_act: access::act(actor).is_ok(),
        complaints,
    })
}

/// GET /cultivation/checklists/{criterion}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(criterion): Path<String>,
) -> Result<Response> {
    access::read(&actor)?;
    if !is_known(&criterion) {
        return Err(Error::NotFound);
    }
    let mut tx = app.read(&actor).await?;
    let none = Complaints::default();
    page(&build(&app, &actor, &mut tx, &criterion, None, none).await?)
}

/// POST /cultivation/checklists/{criterion}: the whole list as it stands in the form.
pub async fn set(
    State(app): State<App>,
    actor: Actor,
    Path(criterion): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    if !is_known(&criterion) {
        return Err(Error::NotFound);
    }
    let mut tx = app.write(&actor).await?;
    let held = Checklist::read(&mut tx, &criterion).await?;
    let mut complaints = Complaints::default();
    let typed = |field: &str| fields.get(field).to_owned();
    let changed = changed(&held, typed, |field| fields.has(field), &mut complaints);
    if !complaints.is_empty() {
        let shown = build(&app, &actor, &mut tx, &criterion, Some(&fields), complaints);
        return invalid(&shown.await?);
    }
    if !changed.is_empty() {
        acts::set(&mut tx, &actor, &right, &criterion, changed).await?;
        tx.commit().await?;
    }
    Ok(back_to(format!("/cultivation/checklists/{criterion}")))
}
