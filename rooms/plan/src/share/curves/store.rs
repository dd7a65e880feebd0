//! The SQL of curves of shares.

use std::collections::BTreeMap;

use ::store::{Result, STILL, Tx, args, sql};
use values::Id;
use web::Actor;

use super::{read, written};
use crate::curve::{Curve, Shape};
use crate::proposal::store::coded;
use crate::target::Target;

/// The curves of a version's units as held at a sequence, by [`crate::share::Unit::key`].
pub async fn of(
    tx: &mut Tx,
    target: Id<Target>,
    version: i64,
    at: i64,
) -> Result<BTreeMap<String, Curve>> {
    let text = sql!(
        "SELECT unit, shape, nodes FROM plan_share_curve WHERE county = $1 AND target = $2 AND version = $3
         AND known_from <= $4 AND known_until > $4 ORDER BY unit, edition"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, target, version, at]).await?;
    let curve = |row: &::store::Row| {
        let curve = Curve {
            shape: coded(row, "shape", Shape::from_code)?,
            nodes: coded(row, "nodes", read)?,
        };
        Ok((row.get("unit")?, curve))
    };
    rows.iter().map(curve).collect()
}

/// Closes the curve that a unit has and adds another.
pub async fn add(
    tx: &mut Tx,
    actor: &Actor,
    target: Id<Target>,
    (version, unit): (i64, &str),
    curve: &Curve,
    reason: &str,
) -> Result<()> {
    let county = tx.county().to_owned();
    let newest = sql!(
        "SELECT edition FROM plan_share_curve WHERE county = $1 AND target = $2 AND version = $3 AND unit = $4
         ORDER BY edition DESC LIMIT 1"
    );
    let edition = tx
        .one(newest, args![county.as_str(), target, version, unit])
        .await?
        .map_or(Ok(0), |row| row.get::<i64>("edition"))?
        + 1;
    let close = sql!(
        "UPDATE plan_share_curve SET known_until = $5 WHERE county = $1 AND target = $2 AND version = $3 AND unit = $4
         AND known_until = $6"
    );
    let closed = args![county.as_str(), target, version, unit, tx.sequence(), STILL];
    tx.run(close, closed).await?;
    let text = sql!(
        "INSERT INTO plan_share_curve (county, target, version, unit, edition, known_from, known_until, shape, nodes, reason, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let values = args![
        county.as_str(),
        target,
        version,
        unit,
        edition,
        tx.sequence(),
        STILL,
        curve.shape.code(),
        written(curve),
        reason,
        actor.name.as_str(),
        tx.moment()
    ];
    tx.run(text, values).await.map(drop)
}
