//! The third and the fourth step: what is to be changed, or what is going to happen.

use askama::Template;
use axum::response::Response;
use paper::fault::{Fault, Group, Repair};
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::{Step, frame, steps};
use crate::fact::import::{Import, Line, acts};

/// A sort of faults, with some of them.
pub struct GroupShown {
    pub place: usize,
    pub group: Group,
    pub faults: Vec<Fault>,
    pub more: u32,
}

impl GroupShown {
    pub fn proposes(&self) -> bool {
        matches!(self.group.repair, Repair::Firm | Repair::Unit)
    }

    pub fn may_stand(&self) -> bool {
        matches!(self.group.repair, Repair::Unit | Repair::Stands)
    }
}

#[derive(Template)]
#[template(path = "fact_import/faulty.html")]
struct FaultyPage {
    frame: Frame,
    import: Import,
    steps: Vec<Step>,
    groups: Vec<GroupShown>,
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
    /// Facts changed after the person had seen this page.
    moved: bool,
    more: bool,
}

const FIRST: usize = 3;
const MOST: usize = 500;

pub async fn faulty(
    app: &App,
    actor: &Actor,
    import: Import,
    list: &ListQuery,
) -> Result<Response> {
    let found = acts::outcome(app.store(), &import).await?;
    let chosen: Option<usize> = list.get("group").parse().ok();
    let groups = import.summary.groups.iter().enumerate();
    let groups = groups.map(|(place, group)| {
        let most = if chosen == Some(place) { MOST } else { FIRST };
        let own = found.faults.iter().filter(|fault| fault.sort == group.sort);
        let own: Vec<Fault> = own.take(most).cloned().collect();
        let shown = u32::try_from(own.len()).unwrap_or(u32::MAX);
        GroupShown {
            place,
            group: group.clone(),
            faults: own,
            more: group.count.saturating_sub(shown),
        }
    });
    let groups = groups.collect();
    let faults = import.summary.faults;
    page(&FaultyPage {
        frame: frame(app, actor, "检查结果")
            .with_errors(usize::try_from(faults).unwrap_or(usize::MAX)),
        steps: steps(3, &format!("检查：{faults} 处要改")),
        groups,
        import,
    })
}

/// So many changes stand on the page at first.
const SHOWN: usize = 20;

pub async fn ready(app: &App, actor: &Actor, import: Import, list: &ListQuery) -> Result<Response> {
    let found = acts::outcome(app.store(), &import).await?;
    let all = !list.get("all").is_empty();
    let most = if all { MOST } else { SHOWN };
    let (conflicts, changes): (Vec<&Line>, Vec<&Line>) = found
        .lines
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
