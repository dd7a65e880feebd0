//! The page of a target's split: looked at, proposed, saved, handed down, and as it was.

use ::store::Tx;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Result, back_to, invalid, page,
    status_page,
};

use super::form::Differing;
use super::opened::Opened;
use super::propose::By;
use super::setting::Setting;
use super::view::{self, Matter, OfficeShare, Table};
use super::{Cells, Matrix, Rule, State as Stage, Unit, Version, acts, edition, form, store};
use super::{propose, weights};
use crate::access;
use crate::figure::asker::Asker;
use crate::office::{Choosable, options};
use crate::target::{self, Target, pages::held};

#[derive(Template)]
#[template(path = "share/show.html")]
struct ShowPage {
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
struct Shown {
    cells: Option<Cells>,
    fields: Option<Fields>,
    complaints: Complaints,
    conflict: Vec<Differing>,
    proposed: &'static str,
    office: String,
}

pub fn path(target: &Target) -> String {
    format!("{}/shares", target.path())
}

async fn page_of(
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
    let laid = opened
        .now
        .as_ref()
        .filter(|_| is_kept)
        .map(|now| now.curves.clone())
        .unwrap_or_default();
    let matter = Matter {
        setting: &setting,
        matrix: &matrix,
        against: opened.against(),
        balances: &balances,
        progress: &progress,
        typed: &typed,
        laid: &laid,
        has_curves: access::map(actor).is_ok() && is_kept && !opened.is_draft(),
    };
    let may_split = access::map(actor).is_ok();
    let is_empty = matrix.cells.is_empty();
    let fill = matches!(balances.year, super::balance::Balance::Rest(_)) && !is_empty;
    let address = path(&setting.target);
    Ok(ShowPage {
        frame: frame(app, actor, &setting.target).with_errors(shown.complaints.len()),
        stage: stage(opened),
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

/// 第 2 版草稿，第 1 版 2月28日起执行
fn stage(opened: &Opened) -> String {
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
    let told: Vec<String> = draft.into_iter().chain(issued).collect();
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
    let day = draft.map_or_else(
        || form::usual_day(target, today),
        |now| now.version.effective,
    );
    fields.set("effective", &day.to_string());
    fields.set("reason", draft.map_or("", |now| &now.version.reason));
    fields
}

fn conflict(opened: &Opened, setting: &Setting, differing: &[Differing]) -> Option<Conflict> {
    let now = opened.now.as_ref().filter(|_| !differing.is_empty())?;
    let offices = setting.offices();
    let text = |amount: Option<super::Amount>| {
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

/// GET /plan/targets/{id}/shares?propose=&office=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let asked = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let target = held(&mut tx, id).await?;
    let opened = Opened::read(&mut tx, id, access::map(&actor).is_ok()).await?;
    let mut shown = Shown {
        office: asked.get("office").to_owned(),
        ..Shown::default()
    };
    if !asked.get("propose").is_empty() {
        access::map(&actor)?;
        let (cells, word) = proposed(&app, &mut tx, &actor, &target, &opened, &asked).await?;
        (shown.cells, shown.proposed) = (Some(cells), word);
    }
    page(&page_of(&app, &mut tx, &actor, target, &opened, shown).await?)
}

/// A proposal instead of what is kept; nothing is saved.
async fn proposed(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    target: &Target,
    opened: &Opened,
    asked: &ListQuery,
) -> Result<(Cells, &'static str)> {
    let asker = Asker::new(app, tx, measure::Known::Now(tx.sequence())).await?;
    let kept = opened.matrix(Rule::Sum);
    let setting = Setting::read(
        tx,
        &asker,
        actor,
        target.clone(),
        app.today(),
        asked.get("office"),
        &[&kept],
    )
    .await?;
    if setting.lead().is_empty() {
        return Err(Error::refused(
            "这个目标还没有责任科室，分解要先有一个科室牵头。",
            "在目标页定责任科室，或在分解页加一个科室。",
        ));
    }
    let rest = asked.get("propose") == "rest";
    let by = match By::from_code(asked.get("propose")) {
        Some(by) => by,
        None if rest => By::LastYear,
        None => return Err(Error::NotFound),
    };
    let towns = weights::of(app, tx, &asker, &setting, by).await?;
    if rest {
        let matrix = opened.matrix(setting.rule);
        let cells = propose::fill_up(&matrix, &setting.whole(), setting.lead(), &towns);
        return Ok((cells, "按去年实绩补齐"));
    }
    let cells = propose::propose(&setting.whole(), setting.lead(), &towns);
    Ok((cells, by.word()))
}

/// GET /plan/targets/{id}/shares/{version}: a version as it was, against the one handed down before it.
pub async fn version(
    State(app): State<App>,
    actor: Actor,
    Path((id, number)): Path<(Id<Target>, i64)>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let (target, _) = target::store::find(&mut tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut opened = Opened::read(&mut tx, id, access::map(&actor).is_ok()).await?;
    let at = opened.versions.iter().find(|one| one.version == number);
    let at = at.cloned().ok_or(Error::NotFound)?;
    let before = opened
        .versions
        .iter()
        .find(|one| one.version < number && one.state == Stage::Issued)
        .cloned();
    let now = tx.sequence();
    opened.now = Some(store::with_cells(&mut tx, id, at, now).await?);
    opened.issued = match before {
        Some(before) => Some(store::with_cells(&mut tx, id, before, now).await?),
        None => None,
    };
    page(&old_page(&app, &mut tx, &actor, target, &opened).await?)
}

#[derive(Template)]
#[template(path = "share/old.html")]
struct OldPage {
    frame: Frame,
    target: Target,
    title: String,
    reason: String,
    who: String,
    table: Table,
    newest_path: String,
    against: String,
}

async fn old_page(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    target: Target,
    opened: &Opened,
) -> Result<OldPage> {
    let now = opened.now.as_ref().ok_or(Error::NotFound)?;
    let asker = Asker::new(app, tx, measure::Known::Now(tx.sequence())).await?;
    let issued = opened.issued.as_ref();
    let mut matrices = vec![&now.matrix];
    matrices.extend(issued.map(|issued| &issued.matrix));
    let setting = Setting::read(tx, &asker, actor, target, app.today(), "", &matrices).await?;
    let balances = setting.weigh(&now.matrix);
    let progress = super::progress::Progress::default();
    let matter = Matter {
        setting: &setting,
        matrix: &now.matrix,
        against: issued.map(|issued| &issued.matrix),
        balances: &balances,
        progress: &progress,
        typed: &[],
        laid: &now.curves,
        has_curves: false,
    };
    let number = edition(&opened.versions, now.version.version);
    let title = format!("第 {number} 版分解");
    let mut table = matter.table();
    table.foot = None;
    Ok(OldPage {
        frame: Frame::new(app, actor, format!("{} {title}", setting.target.number()))
            .at("/plan/shares")
            .under("年度重点", "/plan")
            .under(
                "任务分解",
                format!("/plan/shares?year={}", setting.target.year),
            )
            .under(setting.target.number(), path(&setting.target))
            .under(title.clone(), ""),
        title,
        reason: now.version.reason.clone(),
        who: format!(
            "{} {}，{} 起执行，分解的全年目标 {}",
            now.version.actor_name,
            now.version.moment.spoken(),
            now.version.effective,
            now.version.whole.with_unit(setting.unit())
        ),
        table,
        newest_path: path(&setting.target),
        against: issued.map_or_else(String::new, |issued| {
            format!(
                "第 {} 版",
                edition(&opened.versions, issued.version.version)
            )
        }),
        target: setting.target,
    })
}

/// POST /plan/targets/{id}/shares: `act` is `draft` or `issue`; `base` the version that was opened.
pub async fn save(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let target = held(&mut tx, id).await?;
    let opened = Opened::read(&mut tx, id, true).await?;
    let known = measure::Known::Now(tx.sequence());
    let asker = Asker::new(&app, &mut tx, known).await?;
    let kept = opened.matrix(Rule::Sum);
    let today = app.today();
    let setting =
        Setting::read(&mut tx, &asker, &actor, target.clone(), today, "", &[&kept]).await?;
    let base = base(&mut tx, &opened, id, fields.get("base")).await?;
    let offices = setting.offices();
    let known = setting.known(&offices);
    let (mut cells, mut complaints) = form::read(&fields, &base, &target, &known, setting.falls);
    form::picked(&fields, &mut cells, &opened.cells());
    let mine = Matrix::new(setting.rule, cells);
    let issue = fields.get("act") == "issue";
    let effective = form::effective(fields.get("effective"), &target, &opened.versions);
    complain(
        &setting,
        &opened,
        &mine,
        &fields,
        &effective,
        &mut complaints,
    );
    let (Ok(effective), true) = (effective, complaints.is_empty()) else {
        let shown = Shown {
            cells: Some(mine.cells),
            fields: Some(fields),
            complaints,
            ..Shown::default()
        };
        return invalid(&page_of(&app, &mut tx, &actor, target, &opened, shown).await?);
    };
    if fields.get("base") != opened.base().to_string() {
        let theirs = opened.matrix(setting.rule);
        let differing = form::differing(&Matrix::new(setting.rule, base), &theirs, &mine);
        if !differing.is_empty() {
            let shown = Shown {
                cells: Some(mine.cells),
                fields: Some(fields),
                conflict: differing,
                ..Shown::default()
            };
            let shown = page_of(&app, &mut tx, &actor, target, &opened, shown).await?;
            return status_page(StatusCode::CONFLICT, &shown);
        }
    }
    let version = Version {
        version: opened.base() + 1,
        known_from: tx.sequence(),
        state: if issue { Stage::Issued } else { Stage::Draft },
        rule: setting.rule,
        whole: setting.whole,
        effective,
        reason: fields.get("reason").to_owned(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    };
    if !is_same(&opened, &version, &mine) {
        acts::save(&mut tx, &actor, &right, &target, &version, &mine.cells).await?;
        tx.commit().await?;
    }
    Ok(back_to(path(&target)))
}

/// The cells that the form was made from.
async fn base(tx: &mut Tx, opened: &Opened, id: Id<Target>, number: &str) -> Result<Cells> {
    let number: i64 = number.parse().unwrap_or(opened.base());
    match opened.versions.iter().any(|one| one.version == number) {
        true if number != opened.base() => Ok(store::cells(tx, id, number).await?),
        true => Ok(opened.cells()),
        false => Ok(Cells::new()),
    }
}

/// What stands against saving; handing down asks for more than keeping a draft.
fn complain(
    setting: &Setting,
    opened: &Opened,
    mine: &Matrix,
    fields: &Fields,
    effective: &Result<Day, String>,
    complaints: &mut Complaints,
) {
    if let Err(reason) = effective {
        complaints.add("effective", "起执行", reason.clone());
    }
    let offices = setting.offices();
    let known = setting.known(&offices);
    if let Some(cell) = mine.without_end().first() {
        let end = super::Cell {
            quarter: 4,
            ..(*cell).clone()
        };
        let label = known.label(&end).unwrap_or_default();
        complaints.add(
            form::name(&end),
            label,
            "填了前面的季度，四季度也要填：期末数和比率以四季度末为准",
        );
    }
    if fields.get("act") != "issue" {
        return;
    }
    if mine.cells.is_empty() {
        complaints.add("matrix", "分解表", "还没有分到任何单位，先填数或用一个建议");
    } else if !setting.comes_out(mine) {
        let told = view::told(&setting.weigh(mine), setting.unit());
        complaints.add(
            "matrix",
            "分解表",
            format!("{told}。分平以后才能下达，现在可以存为草稿"),
        );
    }
    if opened.issued.is_some() && fields.get("reason").is_empty() {
        complaints.add(
            "reason",
            "调整理由",
            "再次分解要写明理由，例如 园区投产，调增 2 项",
        );
    }
}

/// The same draft again, or the same split handed down again, is no new version.
fn is_same(opened: &Opened, version: &Version, mine: &Matrix) -> bool {
    opened.now.as_ref().is_some_and(|now| {
        now.matrix == *mine
            && now.version.state == version.state
            && now.version.effective == version.effective
            && now.version.reason == version.reason
            && now.version.whole == version.whole
    })
}
