//! The SQL of a county's own versions of definitions.

use ::store::{Result, Row, Tx, args, sql};
use values::Day;
use web::Actor;

use super::{Change, Own};

/// All versions that the county has added, in the order in which they became known.
pub async fn own(tx: &mut Tx) -> Result<Vec<Own>> {
    let text = sql!(
        "SELECT indicator, number, what, name, since, content, reason, actor_name, known_from, moment
         FROM plan_definition WHERE county = $1 ORDER BY known_from, indicator, number"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county])
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Own> {
    let content: String = row.get("content")?;
    let change = match row.get::<String>("what")?.as_str() {
        "formula" => Change::Formula(content),
        _ => Change::Parameter {
            name: row.get("name")?,
            values: content.lines().map(str::to_owned).collect(),
        },
    };
    Ok(Own {
        indicator: row.get("indicator")?,
        number: row.get("number")?,
        change,
        since: row.get("since")?,
        reason: row.get("reason")?,
        actor_name: row.get("actor_name")?,
        known_from: row.get("known_from")?,
        moment: row.get("moment")?,
    })
}

/// Adds a version; it becomes known with this act.
pub async fn add(
    tx: &mut Tx,
    actor: &Actor,
    indicator: &str,
    change: &Change,
    since: Day,
    reason: &str,
) -> Result<()> {
    let (what, name, content) = match change {
        Change::Formula(formula) => ("formula", "", formula.clone()),
        Change::Parameter { name, values } => ("parameter", name.as_str(), values.join("\n")),
    };
    let county = tx.county().to_owned();
    let next =
        sql!("SELECT COUNT(*) AS number FROM plan_definition WHERE county = $1 AND indicator = $2");
    let number = tx
        .one(next, args![county.as_str(), indicator])
        .await?
        .map_or(Ok(0), |row| row.get::<i64>("number"))?
        + 1;
    let text = sql!(
        "INSERT INTO plan_definition (county, indicator, number, what, name, since, content, reason, actor, actor_name, known_from, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let values = args![
        county,
        indicator,
        number,
        what,
        name,
        since,
        content,
        reason,
        actor.person,
        actor.name.as_str(),
        tx.sequence(),
        tx.moment()
    ];
    tx.run(text, values).await?;
    tx.touch(super::TOPIC).await
}
