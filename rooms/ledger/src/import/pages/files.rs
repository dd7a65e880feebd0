//! The template of a kind, and the person's own workbook with its faults marked.

use ::store::Lines;
use axum::extract::State;
use axum::response::Response;
use paper::intake::Stage;
use values::Id;
use web::{Actor, App, Path, Result};

use super::open;
use crate::access;
use crate::import::acts::{self, Refused};
use crate::import::{By, Import, wanted};
use crate::row;

/// GET /ledger/{kind}/template.xlsx
pub async fn template(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    row::acts::opened(access::enter_room(&actor))?;
    let by = By::person(&actor);
    let mut tx = app.read(&actor).await?;
    let ground = acts::ground(&mut tx, &by, &id, app.today()).await?;
    drop(tx);
    let name = ground.kind()?.name.clone();
    let mut fields = ground.wanted.clone();
    for one in fields.iter_mut().filter(|one| one.id == wanted::FIRM) {
        one.required = true;
    }
    web::intake::template(&name, &fields)
}

/// GET /ledger/imports/{id}/marked: a list has no cells to mark, so its faults come as a workbook. Of a file that has become
/// right the same without our marks.
pub async fn marked(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?.import;
    let files = app.store().files();
    let faults = match import.stage {
        Stage::Faulty => Lines::all(files, &import.outcome).await?,
        Stage::Ready | Stage::Loaded | Stage::Undone if !import.read.is_list => Vec::new(),
        stage => return Err(Refused::Stage(stage).into()),
    };
    let file = (import.name.as_str(), import.sha256.as_str());
    web::intake::marked(files, file, import.read, faults).await
}
