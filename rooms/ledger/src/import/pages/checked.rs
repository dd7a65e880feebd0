//! The third step, where something is to be changed: by sort, with the cell, what stands there and what may.

use ::store::Lines;
use askama::Template;
use axum::response::Response;
use measure::kind::Kind;
use paper::fault::{Fault, Group, Repair};
use web::intake::{GroupShown, Step, groups, many, steps, taken_for};
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::{Opened, frame};
use crate::import::Import;

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

impl CheckedPage {
    fn home(&self) -> String {
        format!("/ledger/{}/import", self.kind.id)
    }
}

/// What may be decided for a sort of faults.
fn buttons(group: &Group) -> Vec<(&'static str, String)> {
    let many = group.repairable;
    match group.repair {
        Repair::Firm => vec![("proposed", format!("按建议改 {many} 处"))],
        Repair::Unit => vec![
            ("proposed", format!("{many} 处都按元换算")),
            ("stands", "金额没错，照填的导入".to_owned()),
        ],
        Repair::None | Repair::Stands => Vec::new(),
    }
}

pub async fn page_of(
    app: &App,
    actor: &Actor,
    opened: Opened,
    list: &ListQuery,
) -> Result<Response> {
    let import = opened.import.clone();
    let kind = opened.ground.kind()?.clone();
    let faults: Vec<Fault> = Lines::all(app.store().files(), &import.outcome).await?;
    let tally = &import.summary.tally;
    let title = format!("导入{}：检查结果", kind.name);
    page(&CheckedPage {
        frame: frame(app, actor, &kind, &title)
            .with_errors(usize::try_from(tally.faults).unwrap_or(usize::MAX))
            .under("检查结果", ""),
        steps: steps(3, &format!("检查：{} 处错", many(tally.faults))),
        groups: groups(&tally.groups, &faults, list.get("group"), buttons),
        columns: taken_for(&import.read, &opened.ground.wanted),
        moved: !list.get("moved").is_empty(),
        good: many(tally.good()),
        rows: many(tally.rows),
        kind,
        import,
    })
}
