//! What the page of a split shows.

use ::store::Tx;
use askama::Template;
use values::Day;
use web::{Actor, App, Complaints, Fields, Frame, Result};

use crate::access;
use crate::figure::asker::Asker;
use crate::office::{Choosable, options};
use crate::share::balance::Balance;
use crate::share::form::{self, Differing};
use crate::share::opened::Opened;
use crate::share::propose::By;
use crate::share::setting::Setting;
use crate::share::view::{self, Matter, OfficeShare, Table};
use crate::share::{
    Amount, Cells, Division, Matrix, Rule, State as Stage, Unit, Version, edition, store,
};
use crate::target::{self, Target};

#[derive(Template)]
#[template(path = "share/show.html")]
pub struct ShowPage {
    frame: Frame,
    target: Target,
    stage: String,
    tabs: Vec<Tab>,
    /// What does not come out; empty where all does.
    told: String,
    comes_out: bool,
    /// What is shown stands nowhere yet.
    proposed: &'static str,
    fill_path: String,
    table: Table,
    offices: Vec<OfficeShare>,
    may_split: bool,
    proposals: Vec<(String, &'static str)>,
    others: Vec<Choosable>,
    fields: Fields,
    complaints: Complaints,
    base: i64,
    is_first: bool,
    receivers: usize,
    conflict: Option<Conflict>,
    history: Vec<Past>,
}

impl ShowPage {
    pub fn target(&self) -> &Target {
        &self.target
    }

    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Which version is shown, and which holds.
    pub fn stage(&self) -> &str {
        &self.stage
    }
}

/// Another target of the year.
struct Tab {
    name: String,
    path: String,
    is_this: bool,
}

/// What another person saved since this one opened the page.
struct Conflict {
    name: String,
    time: String,
    lines: Vec<ConflictLine>,
}

struct ConflictLine {
    id: String,
    name: String,
    theirs: String,
    mine: String,
    take_theirs: bool,
}

/// One version in the history.
struct Past {
    edition: String,
    state: &'static str,
    effective: Day,
    who: String,
    at: String,
    reason: String,
    path: String,
    is_shown: bool,
}

/// What a page shows beyond what is kept.
#[derive(Default)]
pub struct Shown {
    pub cells: Option<Cells>,
    pub fields: Option<Fields>,
    pub complaints: Complaints,
    pub conflict: Vec<Differing>,
    pub proposed: &'static str,
    pub office: String,
}

pub fn path(target: &Target) -> String {
    format!("{}/shares", target.path())
}

pub async fn page_of(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    target: Target,
    opened: &Opened,
    shown: Shown,
) -> Result<ShowPage> {
    let asker = Asker::new(app, tx, measure::Known::Now(tx.sequence())).await?;
    let kept = opened.matrix(Rule::Sum);
    let mut matrices = vec![&kept];
    matrices.extend(opened.against());
    let setting = Setting::read(
        tx,
        &asker,
        actor,
        target,
        app.today(),
        &shown.office,
        &matrices,
    )
    .await?;
    let progress = setting.progress(app, tx, &asker).await?;
    let rule = match &opened.now {
        Some(now) if shown.cells.is_none() => now.matrix.rule,
        _ => setting.rule,
    };
    let matrix = Matrix::new(rule, shown.cells.clone().unwrap_or_else(|| opened.cells()));
    let balances = setting.weigh(&matrix);
    let typed = typed(&shown);
    let is_kept = shown.cells.is_none() && opened.now.is_some();
    let (id, at) = (setting.target.id, tx.sequence());
    let day = form::usual_day(&setting.target, app.today());
    let in_force = store::on(tx, id, day, at).await?;
    let may_split = access::plan(actor, &setting.target.terms.office).is_ok();
    let matter = Matter {
        setting: &setting,
        matrix: &matrix,
        against: opened.against(),
        balances: &balances,
        progress: &progress,
        typed: &typed,
        in_force: in_force.as_ref(),
        has_curves: may_split && is_kept && !opened.is_draft(),
    };
    let is_empty = matrix.cells.is_empty();
    let fill = matches!(balances.year, Balance::Rest(_)) && !is_empty;
    let address = path(&setting.target);
    Ok(ShowPage {
        frame: frame(app, actor, &setting.target).with_errors(shown.complaints.len()),
        stage: stage(opened, in_force.as_ref()),
        tabs: tabs(tx, &setting.target).await?,
        told: match is_empty || setting.alone {
            true => String::new(),
            false => view::told(&balances, setting.unit()),
        },
        comes_out: balances.year.is_fine(),
        proposed: shown.proposed,
        fill_path: match fill && rule == Rule::Sum {
            true => format!("{address}?propose=rest"),
            false => String::new(),
        },
        table: matter.table(),
        offices: match setting.alone {
            true => Vec::new(),
            false => matter.offices(),
        },
        may_split,
        proposals: By::ALL
            .map(|by| (format!("{address}?propose={}", by.code()), by.word()))
            .into_iter()
            .collect(),
        others: options("选一个科室", setting.others.iter().cloned(), ""),
        fields: shown
            .fields
            .unwrap_or_else(|| fields(opened, &setting.target, app.today())),
        complaints: shown.complaints,
        base: opened.base(),
        is_first: opened.issued.is_none(),
        receivers: setting
            .towns()
            .filter(|(town, _)| matrix.year(&Unit::Town(*town)).is_some())
            .count(),
        conflict: conflict(opened, &setting, &shown.conflict),
        history: history(opened, &setting.target, opened.base()),
        target: setting.target,
    })
}

fn frame(app: &App, actor: &Actor, target: &Target) -> Frame {
    Frame::new(app, actor, format!("任务分解：{}", target.terms.name))
        .at("/plan/shares")
        .under("年度重点", "/plan")
        .under("任务分解", format!("/plan/shares?year={}", target.year))
        .under(target.number(), "")
}

/// Fields that could not be read come back as they were typed.
fn typed(shown: &Shown) -> Vec<(String, String)> {
    let Some(fields) = &shown.fields else {
        return Vec::new();
    };
    let wrong = shown.complaints.0.iter();
    wrong
        .filter(|one| one.field.starts_with("c."))
        .map(|one| (one.field.clone(), fields.get(&one.field).to_owned()))
        .collect()
}

/// 第 2 版草稿，第 1 版 2月28日起执行; 第 2 版 12月1日起执行，灯按现在执行的第 1 版
fn stage(opened: &Opened, in_force: Option<&Division>) -> String {
    let issued = opened.issued.as_ref().map(|issued| {
        format!(
            "第 {} 版 {}起执行",
            edition(&opened.versions, issued.version.version),
            issued.version.effective.spoken()
        )
    });
    let draft = opened
        .now
        .as_ref()
        .filter(|_| opened.is_draft())
        .map(|now| {
            format!(
                "第 {} 版草稿",
                edition(&opened.versions, now.version.version)
            )
        });
    let coming = opened.issued.as_ref().filter(|issued| {
        in_force.is_none_or(|held| held.version.version != issued.version.version)
    });
    let until = coming.map(|_| match in_force {
        Some(held) => format!(
            "灯按现在执行的第 {} 版",
            edition(&opened.versions, held.version.version)
        ),
        None => "还没有开始执行，不评灯".to_owned(),
    });
    let told: Vec<String> = draft.into_iter().chain(issued).chain(until).collect();
    match told.is_empty() {
        true => "还没有分解".to_owned(),
        false => told.join("，"),
    }
}

async fn tabs(tx: &mut Tx, this: &Target) -> Result<Vec<Tab>> {
    let at = tx.sequence();
    let targets = target::store::of_year(tx, this.year, at).await?;
    let tab = |target: &Target| Tab {
        name: format!("{} {}", target.number(), target.terms.name),
        path: path(target),
        is_this: target.id == this.id,
    };
    Ok(targets.iter().map(tab).collect())
}

/// The reason and the day of a draft stand in the form again.
fn fields(opened: &Opened, target: &Target, today: Day) -> Fields {
    let mut fields = Fields::default();
    let draft = opened.now.as_ref().filter(|_| opened.is_draft());
    // No earlier than the split handed down last, which nothing may go before.
    let last = opened
        .issued
        .as_ref()
        .map(|issued| issued.version.effective);
    let usual = form::usual_day(target, today);
    let day = draft.map_or_else(
        || last.map_or(usual, |last| last.max(usual)),
        |now| now.version.effective,
    );
    fields.set("effective", &day.to_string());
    fields.set("reason", draft.map_or("", |now| &now.version.reason));
    fields
}

fn conflict(opened: &Opened, setting: &Setting, differing: &[Differing]) -> Option<Conflict> {
    let now = opened.now.as_ref().filter(|_| !differing.is_empty())?;
    let offices = setting.offices();
    let text = |amount: Option<Amount>| {
        amount.map_or_else(
            || "（空）".to_owned(),
            |amount| amount.shown(setting.unit()),
        )
    };
    let line = |one: &Differing| ConflictLine {
        id: format!("pick.{}", form::name(&one.cell)),
        name: setting
            .known(&offices)
            .label(&one.cell)
            .unwrap_or_else(|| form::name(&one.cell)),
        theirs: text(one.theirs),
        mine: text(one.mine),
        take_theirs: one.take_theirs,
    };
    Some(Conflict {
        name: now.version.actor_name.clone(),
        time: now.version.moment.spoken(),
        lines: differing.iter().map(line).collect(),
    })
}

fn history(opened: &Opened, target: &Target, shown: i64) -> Vec<Past> {
    let past = |version: &Version| Past {
        edition: format!("第 {} 版", edition(&opened.versions, version.version)),
        state: match version.state {
            Stage::Draft => "草稿",
            Stage::Issued => "已下达",
        },
        effective: version.effective,
        who: version.actor_name.clone(),
        at: version.moment.spoken(),
        reason: version.reason.clone(),
        path: format!("{}/{}", path(target), version.version),
        is_shown: version.version == shown,
    };
    opened.versions.iter().map(past).collect()
}
