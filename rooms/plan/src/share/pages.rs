//! The page of a target's split: looked at, proposed, saved, handed down, and as it was.

mod old;
mod shown;
mod workbook;

use ::store::Tx;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, ListQuery, Path, Result, back_to, invalid, page,
    status_page,
};

use super::opened::Opened;
use super::propose::By;
use super::setting::Setting;
use super::{Cells, Matrix, Rule, State as Stage, Version, acts, form, store, view};
use super::{propose, weights};
use crate::access;
use crate::figure::asker::Asker;
use crate::figure::pages::Pairs;
use crate::target::{Target, pages::held};

pub use old::version;
pub use shown::path;
use shown::{Shown, page_of};
pub use workbook::workbook;

/// GET /plan/targets/{id}/shares?propose=&office=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let asked = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let target = held(&mut tx, id).await?;
    let may_plan = access::plan(&actor, &target.terms.office);
    let opened = Opened::read(&mut tx, id, may_plan.is_ok()).await?;
    let mut shown = Shown {
        office: asked.get("office").to_owned(),
        ..Shown::default()
    };
    if !asked.get("propose").is_empty() {
        may_plan?;
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
    let has_none = by == By::LastYear && towns.iter().all(|town| town.last.is_none());
    if rest {
        let matrix = opened.matrix(setting.rule);
        let cells = propose::fill_up(&matrix, &setting.whole(), setting.lead(), &towns);
        return Ok((
            cells,
            match has_none {
                true => "平均补齐（去年没有可参照的数）",
                false => "按去年实绩补齐",
            },
        ));
    }
    let cells = propose::propose(&setting.whole(), setting.lead(), &towns);
    Ok((
        cells,
        match has_none {
            true => "平均（去年没有可参照的数）",
            false => by.word(),
        },
    ))
}

/// POST /plan/targets/{id}/shares: `act` is `draft` or `issue`; `base` the version that was opened.
pub async fn save(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let target = held(&mut tx, id).await?;
    let right = access::plan(&actor, &target.terms.office)?;
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
    let effective = form::effective(
        fields.get("effective"),
        &target,
        &opened.versions,
        app.today(),
    );
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
