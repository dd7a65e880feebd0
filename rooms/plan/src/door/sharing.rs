//! The split of targets, for other rooms and for the program.

use ::store::Tx;
use measure::Known;
use values::{Day, Id};
use web::{Actor, App, Error, Result};

pub use crate::share::propose::By as SplitBy;

use crate::access;
use crate::figure::asker::Asker;
use crate::share::opened::Opened;
use crate::share::setting::Setting;
use crate::share::{Matrix, Rule, State, Version, acts, propose, weights};
use crate::target::{Target, pages::held};

/// Splits a target over the towns of the county as a proposal has it, and hands that down.
pub async fn hand_down(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Target>,
    by: SplitBy,
    effective: Day,
    reason: &str,
) -> Result<()> {
    let target = held(tx, id).await?;
    let right = access::plan(actor, &target.terms.office)?;
    let opened = Opened::read(tx, id, true).await?;
    let known = Known::Now(tx.sequence());
    let asker = Asker::new(app, tx, known).await?;
    let kept = opened.matrix(Rule::Sum);
    let today = app.today();
    let setting = Setting::read(tx, &asker, actor, target, today, "", &[&kept]).await?;
    let towns = weights::of(app, tx, &asker, &setting, by).await?;
    let cells = propose::propose(&setting.whole(), setting.lead(), &towns);
    let matrix = Matrix::new(setting.rule, cells);
    if matrix.cells.is_empty() || !setting.comes_out(&matrix) {
        return Err(Error::refused(
            format!("{} 没有分平。", setting.target.number()),
            "在分解页填好再下达。",
        ));
    }
    let version = Version {
        version: opened.base() + 1,
        known_from: tx.sequence(),
        state: State::Issued,
        rule: setting.rule,
        whole: setting.whole,
        effective,
        reason: reason.to_owned(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    };
    acts::save(tx, actor, &right, &setting.target, &version, &matrix.cells).await
}
