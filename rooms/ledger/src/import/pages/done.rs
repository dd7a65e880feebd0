//! After the last step: what came in, and how it is taken back.

use askama::Template;
use axum::response::Response;
use measure::kind::Kind;
use web::{Actor, App, Frame, Result, page};

use super::{Opened, Step, frame, many, steps};
use crate::import::{Import, Stage};

#[derive(Template)]
#[template(path = "import/done.html")]
struct DonePage {
    frame: Frame,
    kind: Kind,
    import: Import,
    steps: Vec<Step>,
    loaded_at: String,
    undone_at: String,
    rows: String,
    created: String,
    changed: String,
    unchanged: String,
    other_sheets: Vec<String>,
}

impl DonePage {
    fn is_undone(&self) -> bool {
        self.import.stage == Stage::Undone
    }
}

pub async fn page_of(app: &App, actor: &Actor, mut opened: Opened) -> Result<Response> {
    let kind = opened.ground.kind()?.clone();
    let import = opened.import.clone();
    let mut at = [String::new(), String::new()];
    for (place, sequence) in [import.loaded, import.undone].into_iter().enumerate() {
        if let Some(moment) = opened.tx.moment_of(sequence).await? {
            at[place] = moment.spoken();
        }
    }
    let [loaded_at, undone_at] = at;
    let table = &import.read.table;
    let sheets = import.read.sheets.iter();
    let summary = &import.summary;
    let title = match import.stage {
        Stage::Undone => format!("导入{}：已撤销", kind.name),
        _ => format!("导入{}：已导入", kind.name),
    };
    page(&DonePage {
        frame: frame(app, actor, &kind, &title).under("结果", ""),
        steps: steps(5, ""),
        loaded_at,
        undone_at,
        rows: many(summary.to_load()),
        created: many(summary.created),
        changed: many(summary.changed),
        unchanged: many(summary.unchanged),
        other_sheets: sheets
            .filter(|name| **name != table.sheet)
            .cloned()
            .collect(),
        kind,
        import,
    })
}
