//! The second step: what was understood of the list, for a person to settle.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use paper::intake::{UNITS, said};
use paper::{Type, Unit};
use values::Id;
use web::{Actor, App, Frame, Result, page, status_page};

use super::{Step, frame, open, steps};
use crate::fact::import::acts::Refused;
use crate::fact::import::{Import, wanted};
use crate::fact::years;
use crate::meant::{CODE, FIRM};

/// A column with what may be chosen for it.
pub struct ColumnLine {
    pub letter: String,
    pub heading: String,
    pub why: String,
    /// Id, name, whether it is chosen.
    pub fields: Vec<(String, String, bool)>,
    /// The same of units; empty where a unit says nothing.
    pub units: Vec<(&'static str, &'static str, bool)>,
    /// An amount whose heading says no unit.
    pub unsaid: bool,
}

#[derive(Template)]
#[template(path = "fact_import/columns.html")]
struct ColumnsPage {
    frame: Frame,
    import: Import,
    steps: Vec<Step>,
    lines: Vec<ColumnLine>,
    years: [i32; 4],
    firm_is_missing: bool,
    error: String,
}

impl ColumnsPage {
    fn other_sheets(&self) -> Vec<&String> {
        let table = &self.import.read.table;
        let sheets = self.import.read.sheets.iter();
        sheets.filter(|name| **name != table.sheet).collect()
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
        lines: lines(&import, &wanted::wanted(&years)),
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

fn lines(import: &Import, wanted: &[paper::Wanted]) -> Vec<ColumnLine> {
    let titles = &import.read.table.titles;
    let line = |column: &paper::layout::Column| {
        let field = column.field.as_deref();
        let kind = wanted.iter().find(|one| Some(one.id.as_str()) == field);
        let is_money = kind.is_some_and(|one| one.kind == Type::Money);
        let unit: Unit = column.unit.unwrap_or(said(&column.heading, titles));
        let pair = |one: &paper::Wanted| {
            let chosen = Some(one.id.as_str()) == field;
            (one.id.clone(), one.name.clone(), chosen)
        };
        ColumnLine {
            letter: column.letter.clone(),
            heading: column.heading.clone(),
            why: column.why.clone(),
            fields: wanted.iter().map(pair).collect(),
            units: match is_money || field.is_none() {
                true => UNITS
                    .iter()
                    .map(|(id, one)| (*id, one.word(), *one == unit))
                    .collect(),
                false => Vec::new(),
            },
            unsaid: is_money && column.unit.is_none(),
        }
    };
    import.read.table.columns.iter().map(line).collect()
}
