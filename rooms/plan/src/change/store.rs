//! The SQL of changes.

use ::store::{Result, Row, Tx, args, sql};
use values::Id;

use super::{Decided, Decision};
use crate::target::Target;

pub async fn add(tx: &mut Tx, target: Id<Target>, version: i64, decision: &Decision) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_change (county, target, version, document, approved_by, approved_on) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![
        tx.county().to_owned(),
        target,
        version,
        decision.document.as_str(),
        decision.approved_by.as_str(),
        decision.approved_on
    ];
    tx.run(text, values).await.map(drop)
}

/// What stands behind the versions of a year's targets.
pub async fn of_year(tx: &mut Tx, year: i64) -> Result<Vec<Decided>> {
    let text = sql!(
        "SELECT c.target, c.version, c.document, c.approved_by, c.approved_on
         FROM plan_target t JOIN plan_change c ON c.county = t.county AND c.target = t.id
         WHERE t.county = $1 AND t.year = $2 ORDER BY c.target, c.version"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        Ok(Decided {
            target: row.get("target")?,
            version: row.get("version")?,
            decision: Decision {
                document: row.get("document")?,
                approved_by: row.get("approved_by")?,
                approved_on: row.get("approved_on")?,
            },
        })
    };
    tx.all(text, args![county, year])
        .await?
        .iter()
        .map(read)
        .collect()
}
