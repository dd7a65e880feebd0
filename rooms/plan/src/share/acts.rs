//! The acts on a split, each in the transaction of its caller.

use ::store::Tx;
use trail::{Act, record};
use web::{Actor, Result};

use super::{Cells, Division, Matrix, State, Unit, Version, curves, edition, in_force, store};
use crate::access::MayPlan;
use crate::curve::Curve;
use crate::target::Target;

/// Saves a split as a version of its own: working paper, or handed down to those who carry it.
pub async fn save(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayPlan,
    target: &Target,
    version: &Version,
    cells: &Cells,
) -> Result<()> {
    let before = store::versions(tx, target.id).await?;
    store::add(tx, actor, target.id, version, cells).await?;
    let at = tx.sequence();
    let held = in_force(&before, version.effective, at).cloned();
    if let (Some(held), State::Issued) = (held, version.state) {
        let held = store::with_cells(tx, target.id, held, at).await?;
        let now = Matrix::new(version.rule, cells.clone());
        keep_curves(tx, actor, target, &held, (version.version, &now)).await?;
    }
    tx.touch("plan").await?;
    let number = edition(&before, version.version);
    let (act, what) = match version.state {
        State::Draft => ("plan.share.draft", format!("存第 {number} 版分解草稿")),
        State::Issued => (
            "plan.share.issue",
            format!("下达第 {number} 版分解，{} 起执行", version.effective),
        ),
    };
    let because = match version.reason.as_str() {
        "" => String::new(),
        reason => format!("，{reason}"),
    };
    let act = Act {
        act,
        noun: "target",
        subject: target.id.to_string(),
        summary: format!("{} {what}{because}", target.number()),
        details: serde_json::json!({
            "year": target.year, "number": target.number(), "version": version.version, "cells": cells.len(),
            "whole": version.whole.decimal().to_string(), "effective": version.effective.to_string(),
        }),
    };
    Ok(record(tx, &actor.who(), act).await?)
}

/// Lays the curve of one unit's share: of a version, for a unit under its name.
pub async fn set_curve(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayPlan,
    target: &Target,
    (version, unit, name): (i64, &Unit, &str),
    curve: &Curve,
    reason: &str,
) -> Result<()> {
    curves::store::add(tx, actor, target.id, (version, &unit.key()), curve, reason).await?;
    tx.touch("plan").await?;
    let act = Act {
        act: "plan.share.curve",
        noun: "target",
        subject: target.id.to_string(),
        summary: format!(
            "定曲线 {} {name}：{}，{} 个节点，{reason}",
            target.number(),
            curve.word(target.year, &target.terms),
            curve.nodes.len()
        ),
        details: serde_json::json!({ "year": target.year, "number": target.number(), "version": version, "unit": unit.key() }),
    };
    Ok(record(tx, &actor.who(), act).await?)
}

/// Curves of units whose quarters have not changed hold for the new version too.
async fn keep_curves(
    tx: &mut Tx,
    actor: &Actor,
    target: &Target,
    before: &Division,
    now: (i64, &Matrix),
) -> Result<()> {
    for (key, curve) in &before.curves {
        let unit = Unit::of_key(key);
        let same = unit.is_some_and(|unit| before.matrix.quarters(&unit) == now.1.quarters(&unit));
        if same {
            let as_before = "随分解沿用";
            curves::store::add(tx, actor, target.id, (now.0, key), curve, as_before).await?;
        }
    }
    Ok(())
}
