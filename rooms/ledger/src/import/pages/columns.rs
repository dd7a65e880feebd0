//! The second step: what was understood of the file, for a person to settle.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use measure::kind::Kind;
use paper::intake::Read;
use values::Id;
use web::intake::{ColumnLine, Step, columns, letters, many, steps};
use web::{Actor, App, Frame, Path, Result, page, status_page};

use super::{frame, open};
use crate::import::Import;
use crate::import::acts::{Ground, Refused};

#[derive(Template)]
#[template(path = "import/columns.html")]
pub struct ColumnsPage {
    frame: Frame,
    kind: Kind,
    import: Import,
    steps: Vec<Step>,
    lines: Vec<ColumnLine>,
    /// Names of the required fields that no column holds.
    missing: Vec<String>,
    rows: String,
    error: String,
    firm_is_missing: bool,
}

impl ColumnsPage {
    fn read(&self) -> &Read {
        &self.import.read
    }

    fn letters(&self) -> Vec<String> {
        letters(self.read())
    }
}

/// GET /ledger/imports/{id}/columns
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let opened = open(&app, &actor, id).await?;
    if !opened.import.stage.is_open() {
        return Err(Refused::Stage(opened.import.stage).into());
    }
    page_of(
        &app,
        &actor,
        (&opened.import, &opened.ground),
        String::new(),
    )
}

/// `error`: why the columns cannot be read as they were sent.
pub fn page_of(
    app: &App,
    actor: &Actor,
    (import, ground): (&Import, &Ground),
    error: String,
) -> Result<Response> {
    let kind = ground.kind()?.clone();
    let table = &import.read.table;
    let name = |id: &String| {
        let one = ground.wanted.iter().find(|one| one.id == *id);
        one.map_or_else(|| id.clone(), |one| one.name.clone())
    };
    let wants_firm = kind.subject == measure::kind::Subject::Firm;
    let firm_is_missing = wants_firm
        && table.column_of(crate::import::wanted::FIRM).is_none()
        && table.column_of(crate::import::wanted::CODE).is_none();
    let title = format!("导入{}：看懂了什么", kind.name);
    let shown = ColumnsPage {
        frame: frame(app, actor, &kind, &title)
            .with_errors(usize::from(!error.is_empty()))
            .under("看懂了什么", ""),
        steps: steps(2, ""),
        lines: columns(&import.read, &ground.wanted),
        missing: table.missing.iter().map(name).collect(),
        rows: many(import.read.rows()),
        import: import.clone(),
        kind,
        firm_is_missing,
        error,
    };
    match shown.error.is_empty() {
        true => page(&shown),
        false => status_page(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &shown),
    }
}
