//! The third and the fourth step: what is to be changed, or what is going to happen.

use ::store::Lines;
use askama::Template;
use axum::response::Response;
use paper::fault::{Fault, Group, Repair};
use web::intake::{GroupShown, Step, groups, many, steps, taken_for};
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::frame;
use crate::fact::import::{Import, Line, wanted};
use crate::fact::years;

#[derive(Template)]
#[template(path = "fact_import/faulty.html")]
struct FaultyPage {
    frame: Frame,
    import: Import,
    steps: Vec<Step>,
    groups: Vec<GroupShown>,
    columns: Vec<(String, String)>,
    good: String,
    rows: String,
}

/// A value that takes the place of another one.
pub struct ChangeShown {
    pub name: String,
    pub code: String,
    pub what: String,
    pub held: String,
    pub told: String,
    pub new: String,
}

#[derive(Template)]
#[template(path = "fact_import/ready.html")]
struct ReadyPage {
    frame: Frame,
    import: Import,
    steps: Vec<Step>,
    /// Where another source says otherwise.
    conflicts: Vec<ChangeShown>,
    changes: Vec<ChangeShown>,
    columns: Vec<(String, String)>,
    /// Facts changed after the person had seen this page.
    moved: bool,
    more: bool,
}

/// What may be decided for a sort of faults.
fn buttons(group: &Group) -> Vec<(&'static str, String)> {
    let proposed = ("proposed", format!("按建议改 {} 处", group.repairable));
    let stands = ("stands", "数没错，照填的导入".to_owned());
    match group.repair {
        Repair::None => Vec::new(),
        Repair::Firm => vec![proposed],
        Repair::Unit => vec![proposed, stands],
        Repair::Stands => vec![stands],
    }
}

pub async fn faulty(
    app: &App,
    actor: &Actor,
    import: Import,
    list: &ListQuery,
) -> Result<Response> {
    let faults: Vec<Fault> = Lines::all(app.store().files(), &import.outcome).await?;
    let tally = &import.summary.tally;
    let wanted = wanted::wanted(&years(app.today()));
    page(&FaultyPage {
        frame: frame(app, actor, "检查结果")
            .with_errors(usize::try_from(tally.faults).unwrap_or(usize::MAX)),
        steps: steps(3, &format!("检查：{} 处错", many(tally.faults))),
        groups: groups(&tally.groups, &faults, list.get("group"), buttons),
        columns: taken_for(&import.read, &wanted),
        good: many(tally.good()),
        rows: many(tally.rows),
        import,
    })
}

/// The most changes that are shown.
const MOST: usize = 500;
/// So many changes stand on the page at first.
const SHOWN: usize = 20;

pub async fn ready(app: &App, actor: &Actor, import: Import, list: &ListQuery) -> Result<Response> {
    let lines: Vec<Line> = Lines::all(app.store().files(), &import.outcome).await?;
    let all = !list.get("all").is_empty();
    let most = if all { MOST } else { SHOWN };
    let (conflicts, changes): (Vec<&Line>, Vec<&Line>) = lines
        .iter()
        .filter(|line| line.before.is_some())
        .partition(|line| line.conflicts());
    let more = !all && (conflicts.len() > most || changes.len() > most);
    let shown = |lines: Vec<&Line>| lines.into_iter().take(most).filter_map(change).collect();
    page(&ReadyPage {
        frame: frame(app, actor, "确认"),
        steps: steps(4, "导入：等您确认"),
        conflicts: shown(conflicts),
        changes: shown(changes),
        columns: taken_for(&import.read, &wanted::wanted(&years(app.today()))),
        moved: !list.get("moved").is_empty(),
        more,
        import,
    })
}

fn change(line: &Line) -> Option<ChangeShown> {
    let (one, before) = (line.one()?, line.before.as_ref()?);
    Some(ChangeShown {
        name: line.name.clone(),
        code: line.code.clone(),
        what: format!("{} {}", line.year, one.label()),
        held: one.shown(before.value),
        told: before.told.clone(),
        new: one.shown(line.value),
    })
}
