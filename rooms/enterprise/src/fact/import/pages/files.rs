//! The template, and the person's own workbook with its faults marked.

use ::store::Lines;
use axum::extract::State;
use axum::response::Response;
use paper::intake::Stage;
use values::Id;
use web::{Actor, App, Path, Result};

use super::open;
use crate::access;
use crate::fact::import::acts::Refused;
use crate::fact::import::{Import, wanted};

/// GET /firms/facts/template.xlsx
pub async fn template(actor: Actor) -> Result<Response> {
    access::import(&actor)?;
    web::intake::template("年度事实", &wanted::plain())
}

/// GET /firms/facts/imports/{id}/marked: a .csv has no cells to mark, so its faults come as a workbook. Of a file that has
/// become right the same without our marks.
pub async fn marked(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?;
    let files = app.store().files();
    let faults = match import.stage {
        Stage::Faulty => Lines::all(files, &import.outcome).await?,
        Stage::Ready | Stage::Loaded | Stage::Undone if !import.read.is_list => Vec::new(),
        stage => return Err(Refused::Stage(stage).into()),
    };
    let file = (import.name.as_str(), import.sha256.as_str());
    web::intake::marked(files, file, import.read, faults).await
}
