//! The SQL of shares.

use std::collections::BTreeMap;

use ::store::{Result, Row, Tx, args, sql};
use values::{Day, Id, Uuid};
use web::Actor;

use super::curves;
use super::{Amount, Cell, Cells, Division, Matrix, Rule, Share, State, Unit, Version, in_force};
use crate::proposal::store::coded;
use crate::quantity::stored;
use crate::target::Target;

/// Every version of a target's split, the newest first.
pub async fn versions(tx: &mut Tx, target: Id<Target>) -> Result<Vec<Version>> {
    let text = sql!(
        "SELECT version, known_from, state, rule, whole, effective, reason, actor_name, moment FROM plan_share_version
         WHERE county = $1 AND target = $2 ORDER BY version DESC"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, target])
        .await?
        .iter()
        .map(version)
        .collect()
}

/// Every version of the splits of a year's targets.
pub async fn of_year(tx: &mut Tx, year: i64) -> Result<Vec<(Id<Target>, Version)>> {
    let text = sql!(
        "SELECT v.target, v.version, v.known_from, v.state, v.rule, v.whole, v.effective, v.reason, v.actor_name, v.moment
         FROM plan_target t JOIN plan_share_version v ON v.county = t.county AND v.target = t.id
         WHERE t.county = $1 AND t.year = $2 ORDER BY t.place, v.target, v.version DESC"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, year])
        .await?
        .iter()
        .map(|row| Ok((row.get("target")?, version(row)?)))
        .collect()
}

fn version(row: &Row) -> Result<Version> {
    Ok(Version {
        version: row.get("version")?,
        known_from: row.get("known_from")?,
        state: coded(row, "state", State::from_code)?,
        rule: coded(row, "rule", Rule::from_code)?,
        whole: coded(row, "whole", amount)?,
        effective: row.get("effective")?,
        reason: row.get("reason")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

fn amount(text: &str) -> Option<Amount> {
    Amount::of(stored(text)?)
}

/// The cells of one version.
pub async fn cells(tx: &mut Tx, target: Id<Target>, version: i64) -> Result<Cells> {
    let text = sql!(
        "SELECT office, town, quarter, value FROM plan_share
         WHERE county = $1 AND target = $2 AND version = $3 ORDER BY office, town, quarter"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        let cell = Cell {
            office: row.get("office")?,
            town: row.get("town")?,
            quarter: row.get("quarter")?,
        };
        Ok((cell, coded(row, "value", amount)?))
    };
    tx.all(text, args![county, target, version])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The split of a target that holds on a day, as known at a sequence.
pub async fn on(tx: &mut Tx, target: Id<Target>, day: Day, at: i64) -> Result<Option<Division>> {
    let all = versions(tx, target).await?;
    match in_force(&all, day, at) {
        Some(version) => with_cells(tx, target, version.clone(), at).await.map(Some),
        None => Ok(None),
    }
}

/// A version with its cells, and the curves of its units as held at a sequence.
pub async fn with_cells(
    tx: &mut Tx,
    target: Id<Target>,
    version: Version,
    at: i64,
) -> Result<Division> {
    let cells = cells(tx, target, version.version).await?;
    Ok(Division {
        matrix: Matrix::new(version.rule, cells),
        curves: match version.state {
            State::Draft => BTreeMap::new(),
            State::Issued => curves::of(tx, target, version.version, at).await?,
        },
        version,
    })
}

/// The splits of a year's targets that hold on a day, as known at a sequence, in the order of the targets.
pub async fn divisions(
    tx: &mut Tx,
    year: i64,
    day: Day,
    at: i64,
) -> Result<Vec<(Id<Target>, Division)>> {
    let all = of_year(tx, year).await?;
    let mut found = Vec::new();
    for one in all.chunk_by(|one, other| one.0 == other.0) {
        let versions: Vec<Version> = one.iter().map(|(_, version)| version.clone()).collect();
        if let (Some((target, _)), Some(version)) = (one.first(), in_force(&versions, day, at)) {
            found.push((*target, with_cells(tx, *target, version.clone(), at).await?));
        }
    }
    Ok(found)
}

/// What a unit carries of a year's targets on a day, as known at a sequence, in the order of the targets.
pub async fn of_unit(tx: &mut Tx, year: i64, unit: &Unit, day: Day, at: i64) -> Result<Vec<Share>> {
    let all = divisions(tx, year, day, at).await?;
    Ok(all
        .iter()
        .filter_map(|(target, division)| division.share(*target, unit))
        .collect())
}

/// Adds a version with its cells; those before it stay.
pub async fn add(
    tx: &mut Tx,
    actor: &Actor,
    target: Id<Target>,
    version: &Version,
    cells: &Cells,
) -> Result<()> {
    let county = tx.county().to_owned();
    let text = sql!(
        "INSERT INTO plan_share_version (county, target, version, known_from, state, rule, whole, effective, reason, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        county.as_str(),
        target,
        version.version,
        tx.sequence(),
        version.state.code(),
        version.rule.code(),
        version.whole.decimal().to_string(),
        version.effective,
        version.reason.as_str(),
        actor.name.as_str(),
        tx.moment()
    ];
    tx.run(text, values).await?;
    let text = sql!(
        "INSERT INTO plan_share (county, target, version, office, town, quarter, value) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    for (cell, amount) in cells {
        let values = args![
            county.as_str(),
            target,
            version.version,
            cell.office.as_str(),
            cell.town,
            cell.quarter,
            amount.decimal().to_string()
        ];
        tx.run(text, values).await?;
    }
    Ok(())
}

/// The nil town: what no town carries.
pub const BUREAU: Uuid = Uuid::nil();
