//! The SQL of planned curves.

use std::collections::HashMap;

use ::notice::Decimal;
use ::store::{Result, Row, STILL, Tx, args, sql};
use values::{Day, Id, Uuid};
use web::Actor;

use super::{Curve, Past, Shape};
use crate::proposal::store::coded;
use crate::quantity::stored;
use crate::target::Target;

/// The curves of a year's targets as held at a sequence, by the target's id.
pub async fn of_year(tx: &mut Tx, year: i64, at: i64) -> Result<HashMap<Uuid, Curve>> {
    let text = sql!(
        "SELECT c.target, c.shape, c.season, n.day, n.value FROM plan_target t
         JOIN plan_curve c ON c.county = t.county AND c.target = t.id
         JOIN plan_curve_node n ON n.county = c.county AND n.target = c.target AND n.version = c.version
         WHERE t.county = $1 AND t.year = $2 AND c.known_from <= $3 AND c.known_until > $3 ORDER BY c.target, n.day"
    );
    let county = tx.county().to_owned();
    let mut found: HashMap<Uuid, Curve> = HashMap::new();
    for row in tx.all(text, args![county, year, at]).await? {
        let shape = shape(&row)?;
        let curve = found.entry(row.get("target")?).or_insert_with(|| Curve {
            shape,
            nodes: Vec::new(),
        });
        curve
            .nodes
            .push((row.get("day")?, coded(&row, "value", stored)?));
    }
    Ok(found)
}

/// A season is kept as what it is drawn as, even over the months, with a mark.
fn shape(row: &Row) -> Result<Shape> {
    let shape = coded(row, "shape", Shape::from_code)?;
    match row.get::<bool>("season")? {
        true => Ok(Shape::Season),
        false => Ok(shape),
    }
}

/// Closes the curve that is held and adds another.
pub async fn add(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Target>,
    curve: &Curve,
    reason: &str,
) -> Result<()> {
    let county = tx.county().to_owned();
    let newest = sql!(
        "SELECT version FROM plan_curve WHERE county = $1 AND target = $2 ORDER BY version DESC LIMIT 1"
    );
    let version = tx
        .one(newest, args![county.as_str(), id])
        .await?
        .map_or(Ok(0), |row| row.get::<i64>("version"))?
        + 1;
    let close = sql!(
        "UPDATE plan_curve SET known_until = $3 WHERE county = $1 AND target = $2 AND known_until = $4"
    );
    tx.run(close, args![county.as_str(), id, tx.sequence(), STILL])
        .await?;
    let text = sql!(
        "INSERT INTO plan_curve (county, target, version, known_from, known_until, shape, season, reason, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let values = args![
        county.as_str(),
        id,
        version,
        tx.sequence(),
        STILL,
        match curve.shape {
            Shape::Season => Shape::Month.code(),
            shape => shape.code(),
        },
        curve.shape == Shape::Season,
        reason,
        actor.name.as_str(),
        tx.moment()
    ];
    tx.run(text, values).await?;
    let node = sql!(
        "INSERT INTO plan_curve_node (county, target, version, day, value) VALUES ($1, $2, $3, $4, $5)"
    );
    for (day, value) in &curve.nodes {
        tx.run(
            node,
            args![county.as_str(), id, version, *day, value.to_string()],
        )
        .await?;
    }
    Ok(())
}

/// Every version there was, newest first.
pub async fn history(tx: &mut Tx, id: Id<Target>) -> Result<Vec<Past>> {
    let text = sql!(
        "SELECT version, shape, season, reason, actor_name, moment FROM plan_curve WHERE county = $1 AND target = $2 ORDER BY version DESC"
    );
    let county = tx.county().to_owned();
    let mut nodes = nodes(tx, id).await?;
    let mut read = |row: &Row| {
        let version = row.get("version")?;
        Ok(Past {
            version,
            curve: Curve {
                shape: shape(row)?,
                nodes: nodes.remove(&version).unwrap_or_default(),
            },
            reason: row.get("reason")?,
            actor_name: row.get("actor_name")?,
            moment: row.get("moment")?,
        })
    };
    let rows = tx.all(text, args![county, id]).await?;
    rows.iter().map(&mut read).collect()
}

/// The nodes of every version of a curve.
async fn nodes(tx: &mut Tx, id: Id<Target>) -> Result<HashMap<i64, Vec<(Day, Decimal)>>> {
    let text = sql!(
        "SELECT version, day, value FROM plan_curve_node WHERE county = $1 AND target = $2 ORDER BY version, day"
    );
    let county = tx.county().to_owned();
    let mut found: HashMap<i64, Vec<(Day, Decimal)>> = HashMap::new();
    for row in tx.all(text, args![county, id]).await? {
        let node = (row.get("day")?, coded(&row, "value", stored)?);
        found.entry(row.get("version")?).or_default().push(node);
    }
    Ok(found)
}
