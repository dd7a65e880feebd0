//! The fourth step: what is going to happen, then the button that says how much.

use askama::Template;
use axum::response::Response;
use measure::kind::Kind;
use web::intake::{Step, many, steps, taken_for};
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::changes::{Change, changes};
use super::{Opened, frame};
use crate::import::{Import, store};

#[derive(Template)]
#[template(path = "import/ready.html")]
struct ReadyPage {
    frame: Frame,
    kind: Kind,
    import: Import,
    steps: Vec<Step>,
    changes: Vec<Change>,
    columns: Vec<(String, String)>,
    /// The ledger changed after the person had seen this page.
    moved: bool,
    /// The same file is in already, and nothing tells its rows from new ones.
    again: Option<Import>,
    rows: String,
    created: String,
    changed: String,
    unchanged: String,
}

impl ReadyPage {
    /// 合作单位、合同编号
    fn key(&self) -> String {
        let fields = self.kind.once.iter().filter_map(|id| self.kind.field(id));
        let names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
        names.join("、")
    }

    /// 导入 1,241 行：新建 1,187，更正 54
    fn button(&self) -> String {
        let mut parts = Vec::new();
        if self.import.summary.created > 0 {
            parts.push(format!("新建 {}", self.created));
        }
        if self.import.summary.changed > 0 {
            parts.push(format!("更正 {}", self.changed));
        }
        let all = many(self.import.summary.to_load());
        format!("导入 {all} 行：{}", parts.join("，"))
    }
}

/// How many changed rows stand on the page itself.
const SHOWN: usize = 3;

pub async fn page_of(
    app: &App,
    actor: &Actor,
    mut opened: Opened,
    list: &ListQuery,
) -> Result<Response> {
    let kind = opened.ground.kind()?.clone();
    let (changes, _) = changes(&mut opened, app.store().files(), 0, SHOWN).await?;
    let import = opened.import.clone();
    let again = match kind.once.is_empty() {
        true => store::of_file(&mut opened.tx, &kind.id, &import.sha256).await?,
        false => None,
    };
    let summary = &import.summary;
    let title = format!("导入{}：可以导入", kind.name);
    page(&ReadyPage {
        frame: frame(app, actor, &kind, &title).under("确认", ""),
        steps: steps(4, "导入：等您确认"),
        changes,
        columns: taken_for(&import.read, &opened.ground.wanted),
        moved: !list.get("moved").is_empty(),
        again,
        rows: many(summary.tally.rows),
        created: many(summary.created),
        changed: many(summary.changed),
        unchanged: many(summary.unchanged),
        kind,
        import,
    })
}
