//! The second step: what was understood of the list, for a person to settle.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::intake::{ColumnLine, Step, columns, letters, many, steps};
use web::{Actor, App, Frame, Path, Result, page, status_page};

use super::{frame, open};
use crate::fact::import::acts::Refused;
use crate::fact::import::{Import, wanted};
use crate::fact::years;
use crate::meant::{CODE, FIRM};

#[derive(Template)]
#[template(path = "fact_import/columns.html")]
struct ColumnsPage {
    frame: Frame,
    import: Import,
    steps: Vec<Step>,
    lines: Vec<ColumnLine>,
    rows: String,
    years: [i32; 4],
    firm_is_missing: bool,
    error: String,
}

impl ColumnsPage {
    fn letters(&self) -> Vec<String> {
        letters(&self.import.read)
    }

    fn is_year(&self, year: &i32) -> bool {
        self.import.read.year == *year
    }
}

/// GET /firms/facts/imports/{id}/columns
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?;
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage).into());
    }
    page_of(&app, &actor, import, String::new())
}

/// `error`: why the columns cannot be read as they were sent.
pub fn page_of(app: &App, actor: &Actor, import: Import, error: String) -> Result<Response> {
    let years = years(app.today());
    let table = &import.read.table;
    let shown = ColumnsPage {
        frame: frame(app, actor, "看懂了什么").with_errors(usize::from(!error.is_empty())),
        steps: steps(2, ""),
        lines: columns(&import.read, &wanted::wanted(&years)),
        rows: many(import.read.rows()),
        years,
        firm_is_missing: table.column_of(FIRM).is_none() && table.column_of(CODE).is_none(),
        import,
        error,
    };
    match shown.error.is_empty() {
        true => page(&shown),
        false => status_page(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &shown),
    }
}
