//! The third step, where something is to be changed: by sort, with the cell, what stands there and what may.

use askama::Template;
use axum::response::Response;
use measure::kind::Kind;
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::{Opened, Step, frame, many, steps};
use crate::import::fault::{Fault, Group};
use crate::import::repairs::Repair;
use crate::import::{Import, outcome};

/// A sort of faults, with some of them.
pub struct GroupShown {
    pub place: usize,
    pub group: Group,
    pub faults: Vec<Fault>,
    pub more: u32,
    pub suggests: bool,
}

impl GroupShown {
    pub fn firms(&self) -> bool {
        self.group.repair == Repair::Firm
    }

    pub fn units(&self) -> bool {
        self.group.repair == Repair::Unit
    }
}

#[derive(Template)]
#[template(path = "import/checked.html")]
struct CheckedPage {
    frame: Frame,
    kind: Kind,
    import: Import,
    steps: Vec<Step>,
    groups: Vec<GroupShown>,
    columns: Vec<(String, String)>,
    /// The ledger changed after the person had seen that it could go in.
    moved: bool,
    good: String,
    rows: String,
}

/// What the headings were taken for, for both pages of the check.
pub fn columns(opened: &Opened) -> Vec<(String, String)> {
    let line = |column: &paper::layout::Column| {
        let wanted = &opened.ground.wanted;
        let one = wanted
            .iter()
            .find(|one| Some(&one.id) == column.field.as_ref());
        let said = one.map_or_else(
            || "不导入".to_owned(),
            |one| match (one.kind, column.unit) {
                (paper::Type::Money, unit) => {
                    let unit = unit.unwrap_or(paper::Unit::Yuan);
                    format!("{}，单位{}", one.name, unit.word())
                }
                _ => one.name.clone(),
            },
        );
        (column.heading.clone(), said)
    };
    opened.import.read.table.columns.iter().map(line).collect()
}

const FIRST: usize = 3;
const MOST: usize = 500;

pub async fn page_of(
    app: &App,
    actor: &Actor,
    opened: Opened,
    list: &ListQuery,
) -> Result<Response> {
    let import = opened.import.clone();
    let kind = opened.ground.kind()?.clone();
    let faults = outcome::faults(app.store().files(), &import.outcome).await?;
    let chosen: Option<usize> = list.get("group").parse().ok();
    let groups = import
        .summary
        .groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            let most = if chosen == Some(place) { MOST } else { FIRST };
            let own = faults.iter().filter(|fault| fault.sort == group.sort);
            let own: Vec<Fault> = own.take(most).cloned().collect();
            let shown = u32::try_from(own.len()).unwrap_or(u32::MAX);
            GroupShown {
                place,
                group: group.clone(),
                suggests: own.iter().any(|fault| !fault.instead.is_empty()),
                faults: own,
                more: group.count.saturating_sub(shown),
            }
        });
    let summary = &import.summary;
    let title = format!("导入{}：检查结果", kind.name);
    page(&CheckedPage {
        frame: frame(app, actor, &kind, &title)
            .with_errors(usize::try_from(summary.faults).unwrap_or(usize::MAX))
            .under("检查结果", ""),
        steps: steps(3, &format!("检查：{} 处错", many(summary.faults))),
        groups: groups.collect(),
        columns: columns(&opened),
        moved: !list.get("moved").is_empty(),
        good: many(summary.rows - summary.faulty_rows.min(summary.rows)),
        rows: many(summary.rows),
        kind,
        import,
    })
}
