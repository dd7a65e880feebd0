//! The newest imports of a person, of any kind, and where the next one begins.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use measure::kind::{Kind, Kinds};
use values::Id;
use web::{Actor, App, Frame, Result, page};

use crate::access;
use crate::import::{By, Import, store};
use crate::row;

#[derive(Template)]
#[template(path = "import/newest.html")]
struct NewestPage {
    frame: Frame,
    imports: Vec<(String, Import)>,
    /// Kinds whose rows the person may enter: id and name.
    kinds: Vec<(String, String)>,
}

/// GET /ledger/imports
pub async fn show(State(app): State<App>, actor: Actor) -> Result<Response> {
    row::acts::opened(access::enter_room(&actor))?;
    let mut tx = app.read(&actor).await?;
    let kinds = crate::kind::kinds(&mut tx).await?;
    let imports = store::newest_of_all(&mut tx, actor.person).await?;
    let named = |one: Import| (name(&kinds, &one.kind), one);
    let by = By::person(&actor);
    let own = actor.town().map_or(Id::NONE, |post| post.organisation);
    let may_enter = |kind: &&Kind| by.write(kind, own).is_ok();
    page(&NewestPage {
        imports: imports.into_iter().map(named).collect(),
        kinds: kinds
            .iter()
            .filter(may_enter)
            .map(|kind| (kind.id.clone(), kind.name.clone()))
            .collect(),
        frame: Frame::new(&app, &actor, "导入")
            .at("/ledger")
            .under("台账", "/ledger")
            .under("导入", ""),
    })
}

fn name(kinds: &Kinds, id: &str) -> String {
    kinds
        .get(id)
        .map_or_else(|| id.to_owned(), |kind| kind.name.clone())
}
