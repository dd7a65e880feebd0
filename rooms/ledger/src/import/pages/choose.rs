//! The first step: the file, the template, what was imported before.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use measure::kind::Kind;
use web::intake::{Step, steps};
use web::{Actor, App, Complaints, Frame, Path, Result, invalid, page};

use super::frame;
use crate::access;
use crate::import::acts::{self, Ground};
use crate::import::{By, Import, store};
use crate::row;

#[derive(Template)]
#[template(path = "import/choose.html")]
pub struct ChoosePage {
    frame: Frame,
    kind: Kind,
    steps: Vec<Step>,
    /// Names of the columns, the required ones with an asterisk.
    columns: Vec<String>,
    earlier: Vec<Import>,
    complaints: Complaints,
    /// The import that a corrected file takes the place of.
    again: String,
}

async fn build(
    app: &App,
    actor: &Actor,
    id: &str,
    complaints: Complaints,
    again: &str,
) -> Result<ChoosePage> {
    row::acts::opened(access::enter_room(actor))?;
    let by = By::person(actor);
    let mut tx = app.read(actor).await?;
    let ground: Ground = acts::ground(&mut tx, &by, id, app.today()).await?;
    let kind = ground.kind()?.clone();
    let names = ground.wanted.iter().map(|one| match one.required {
        true => format!("{}*", one.name),
        false => one.name.clone(),
    });
    let title = format!("导入{}", kind.name);
    Ok(ChoosePage {
        columns: names.collect(),
        earlier: store::newest(&mut tx, actor.person, id).await?,
        steps: steps(1, ""),
        frame: frame(app, actor, &kind, &title)
            .with_errors(complaints.len())
            .under("选文件", ""),
        kind,
        complaints,
        again: again.to_owned(),
    })
}

/// GET /ledger/{kind}/import
pub async fn choose(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    page(&build(&app, &actor, &id, Complaints::default(), "").await?)
}

/// The page again with what is wrong with the file.
pub async fn again(
    app: &App,
    actor: &Actor,
    id: &str,
    why: String,
    again: &str,
) -> Result<Response> {
    invalid(&of_refused(app, actor, id, why, again).await?)
}

pub async fn of_refused(
    app: &App,
    actor: &Actor,
    id: &str,
    why: String,
    again: &str,
) -> Result<ChoosePage> {
    let mut complaints = Complaints::default();
    complaints.add("file", "文件", why);
    build(app, actor, id, complaints, again).await
}
