//! The second step: what was understood of the file, for a person to settle.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use measure::kind::Kind;
use paper::Type;
use paper::intake::{UNITS, said};
use values::Id;
use web::{Actor, App, Frame, Result, page, status_page};

use super::{Opened, Step, frame, many, open, steps};
use crate::import::acts::Refused;
use crate::import::{Import, Read};

/// A column with what may be chosen for it.
pub struct ColumnLine {
    pub letter: String,
    pub heading: String,
    pub why: String,
    pub hidden: bool,
    /// Id, name, whether it is chosen.
    pub fields: Vec<(String, String, bool)>,
    /// The same of units; empty where a unit says nothing.
    pub units: Vec<(&'static str, &'static str, bool)>,
    /// An amount whose heading says no unit.
    pub unsaid: bool,
}

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

    fn other_sheets(&self) -> Vec<&String> {
        let table = &self.import.read.table;
        let sheets = self.import.read.sheets.iter();
        sheets.filter(|name| **name != table.sheet).collect()
    }
}

/// GET /ledger/imports/{id}/columns
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let opened = open(&app, &actor, id).await?;
    if !opened.import.is_open() {
        return Err(Refused::Stage(opened.import.stage).into());
    }
    page_of(&app, &actor, &opened, String::new())
}

/// `error`: why the columns cannot be read as they were sent.
pub fn page_of(app: &App, actor: &Actor, opened: &Opened, error: String) -> Result<Response> {
    let kind = opened.ground.kind()?.clone();
    let table = &opened.import.read.table;
    let name = |id: &String| {
        let one = opened.ground.wanted.iter().find(|one| one.id == *id);
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
        lines: lines(opened),
        missing: table.missing.iter().map(name).collect(),
        rows: many(table.rows),
        import: opened.import.clone(),
        kind,
        firm_is_missing,
        error,
    };
    match shown.error.is_empty() {
        true => page(&shown),
        false => status_page(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &shown),
    }
}

fn lines(opened: &Opened) -> Vec<ColumnLine> {
    let wanted = &opened.ground.wanted;
    let titles = &opened.import.read.table.titles;
    let line = |column: &paper::layout::Column| {
        let field = column.field.as_deref();
        let kind = wanted.iter().find(|one| Some(one.id.as_str()) == field);
        let is_money = kind.is_some_and(|one| one.kind == Type::Money);
        let unit = column.unit.unwrap_or_else(|| said(&column.heading, titles));
        ColumnLine {
            letter: column.letter.clone(),
            heading: column.heading.clone(),
            why: column.why.clone(),
            hidden: column.hidden,
            fields: wanted
                .iter()
                .map(|one| {
                    let must = if one.required { "（必填）" } else { "" };
                    let chosen = Some(one.id.as_str()) == field;
                    (one.id.clone(), format!("{}{must}", one.name), chosen)
                })
                .collect(),
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
    opened.import.read.table.columns.iter().map(line).collect()
}
