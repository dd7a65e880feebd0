//! A version of a split as it was.

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Error, Frame, Path, Result, page};

use super::path;
use crate::access;
use crate::figure::asker::Asker;
use crate::share::opened::Opened;
use crate::share::progress::Progress;
use crate::share::setting::Setting;
use crate::share::view::{Matter, Table};
use crate::share::{State as Stage, edition, store};
use crate::target::{self, Target};

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
    let mut opened = Opened::read(
        &mut tx,
        id,
        access::plan(&actor, &target.terms.office).is_ok(),
    )
    .await?;
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
    let progress = Progress::default();
    let matter = Matter {
        setting: &setting,
        matrix: &now.matrix,
        against: issued.map(|issued| &issued.matrix),
        balances: &balances,
        progress: &progress,
        typed: &[],
        in_force: None,
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
