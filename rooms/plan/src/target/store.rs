//! The SQL of targets.

use std::collections::HashMap;

use ::store::{Result, Row, STILL, Tx, args, sql};
use values::{Day, Id, Moment, Uuid};
use web::Actor;

use super::{Citation, Past, Target, Terms};
use crate::curve;
use crate::notice::Notice;
use crate::proposal::Proposal;
use crate::proposal::store::{coded, goal, lines};
use crate::quantity::{Firmness, Goal};

/// The targets of a year as held at a sequence, in the order of their numbers.
pub async fn of_year(tx: &mut Tx, year: i64, at: i64) -> Result<Vec<Target>> {
    let text = sql!(
        "SELECT t.id, t.year, t.place, t.notice, v.version, v.name, v.indicator, v.op, v.value, v.value_high, v.unit, v.firmness,
                v.is_level, v.tolerance, v.office, v.heading, v.reason, v.actor_name, v.moment
         FROM plan_target t JOIN plan_target_version v ON v.county = t.county AND v.target = t.id
         WHERE t.county = $1 AND t.year = $2 AND v.known_from <= $3 AND v.known_until > $3 AND v.state = 'held' ORDER BY t.place, t.id"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, year, at]).await?;
    let mut found = rows.iter().map(read).collect::<Result<Vec<Target>>>()?;
    let mut citations = citations(tx, year).await?;
    let mut curves = curve::store::of_year(tx, year, at).await?;
    for target in &mut found {
        target.citations = citations
            .extract_if(.., |(id, _)| *id == target.id)
            .map(|(_, citation)| citation)
            .collect();
        if let Some(curve) = curves.remove(&target.id.uuid()) {
            target.curve = curve;
        }
    }
    Ok(found)
}

/// The targets held at a sequence as they were on a day: one that was changed since as it was, one that entered the plan
/// later as it entered.
pub async fn on(tx: &mut Tx, year: i64, at: i64, day: Day) -> Result<Vec<Target>> {
    let mut targets = of_year(tx, year, at).await?;
    if day >= tx.today() {
        return Ok(targets);
    }
    let then = tx.sequence_at(Moment::end_of(day)).await?;
    if then >= at {
        return Ok(targets);
    }
    let mut entered = entered(tx, year).await?;
    entered
        .values_mut()
        .for_each(|first| *first = then.max(*first));
    let mut moments: Vec<i64> = entered.values().copied().collect();
    moments.sort_unstable();
    moments.dedup();
    for moment in moments {
        for old in of_year(tx, year, moment).await? {
            let is_of = entered.get(&old.id.uuid()) == Some(&moment);
            if let Some(target) = targets.iter_mut().find(|one| is_of && one.id == old.id) {
                *target = old;
            }
        }
    }
    Ok(targets)
}

/// The sequence at which each target of a year entered the plan.
async fn entered(tx: &mut Tx, year: i64) -> Result<HashMap<Uuid, i64>> {
    let text = sql!(
        "SELECT t.id, MIN(v.known_from) AS entered
         FROM plan_target t JOIN plan_target_version v ON v.county = t.county AND v.target = t.id
         WHERE t.county = $1 AND t.year = $2 AND v.state = 'held' GROUP BY t.id ORDER BY t.id"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, year]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("entered")?)))
        .collect()
}

/// When targets of a year were changed after they had entered the plan, as known at a sequence, the earliest first.
pub async fn changed(tx: &mut Tx, year: i64, at: i64) -> Result<Vec<Moment>> {
    let text = sql!(
        "SELECT v.moment FROM plan_target t JOIN plan_target_version v ON v.county = t.county AND v.target = t.id
         WHERE t.county = $1 AND t.year = $2 AND v.known_from <= $3 AND v.version > 1 AND v.state = 'held' ORDER BY v.moment"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, year, at]).await?;
    rows.iter().map(|row| row.get("moment")).collect()
}

/// All that was ever in a year's plan, in the order of their numbers, as it is or as it was last.
pub async fn ever(tx: &mut Tx, year: i64) -> Result<Vec<Target>> {
    let text =
        sql!("SELECT id FROM plan_target WHERE county = $1 AND year = $2 ORDER BY place, id");
    let county = tx.county().to_owned();
    let held = of_year(tx, year, tx.sequence()).await?;
    let mut found = Vec::new();
    for row in tx.all(text, args![county, year]).await? {
        let id: Id<Target> = row.get("id")?;
        // Few have left the plan: only they are asked for one by one.
        match held.iter().find(|target| target.id == id) {
            Some(target) => found.push(target.clone()),
            None => found.extend(find(tx, id).await?.map(|(target, _)| target)),
        }
    }
    Ok(found)
}

/// The years that have a target or a duty now, the earliest first.
pub async fn years(tx: &mut Tx) -> Result<Vec<i64>> {
    let text = sql!(
        "SELECT t.year FROM plan_target t JOIN plan_target_version v ON v.county = t.county AND v.target = t.id
         WHERE t.county = $1 AND v.known_until = $2 AND v.state = 'held'
         UNION SELECT d.year FROM plan_duty d WHERE d.county = $1 AND d.known_until = $2 ORDER BY year LIMIT 200"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, STILL]).await?;
    rows.iter().map(|row| row.get("year")).collect()
}

/// A target as held now, or as it was last where it has been withdrawn (`false`).
pub async fn find(tx: &mut Tx, id: Id<Target>) -> Result<Option<(Target, bool)>> {
    let text = sql!(
        "SELECT t.id, t.year, t.place, t.notice, v.version, v.state, v.name, v.indicator, v.op, v.value, v.value_high, v.unit, v.firmness,
                v.is_level, v.tolerance, v.office, v.heading, v.reason, v.actor_name, v.moment
         FROM plan_target t JOIN plan_target_version v ON v.county = t.county AND v.target = t.id
         WHERE t.county = $1 AND t.id = $2 AND v.known_until = $3"
    );
    let county = tx.county().to_owned();
    let Some(row) = tx.one(text, args![county, id, STILL]).await? else {
        return Ok(None);
    };
    let mut target = read(&row)?;
    let held = row.get::<String>("state")? == "held";
    let citations = citations(tx, target.year).await?;
    target.citations = citations
        .into_iter()
        .filter(|(of, _)| *of == id)
        .map(|(_, citation)| citation)
        .collect();
    if let Some(curve) = curve::store::of_year(tx, target.year, STILL - 1)
        .await?
        .remove(&id.uuid())
    {
        target.curve = curve;
    }
    Ok(Some((target, held)))
}

fn read(row: &Row) -> Result<Target> {
    Ok(Target {
        id: row.get("id")?,
        year: row.get("year")?,
        place: row.get("place")?,
        notice: row.get("notice")?,
        version: row.get("version")?,
        terms: terms(row)?,
        reason: row.get("reason")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
        citations: Vec::new(),
        curve: curve::Curve::none(),
    })
}

fn terms(row: &Row) -> Result<Terms> {
    Ok(Terms {
        name: row.get("name")?,
        indicator: row.get("indicator")?,
        goal: goal(row)?,
        firmness: coded(row, "firmness", Firmness::from_code)?,
        is_level: row.get("is_level")?,
        tolerance: row.get("tolerance")?,
        office: row.get("office")?,
        heading: row.get("heading")?,
    })
}

async fn citations(tx: &mut Tx, year: i64) -> Result<Vec<(Id<Target>, Citation)>> {
    let text = sql!(
        "SELECT c.target, t.notice, c.proposal, c.start_at, c.said, c.quote, c.section
         FROM plan_citation c JOIN plan_target t ON t.county = c.county AND t.id = c.target
         WHERE c.county = $1 AND t.year = $2 ORDER BY c.target, c.start_at, c.proposal"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        let citation = Citation {
            notice: row.get("notice")?,
            proposal: row.get("proposal")?,
            start: row.get("start_at")?,
            said: row.get("said")?,
            quote: row.get("quote")?,
            section: lines(&row.get::<String>("section")?),
        };
        Ok((row.get("target")?, citation))
    };
    tx.all(text, args![county, year])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Every version there was, newest first.
pub async fn history(tx: &mut Tx, id: Id<Target>) -> Result<Vec<Past>> {
    let text = sql!(
        "SELECT version, state, known_until, name, indicator, op, value, value_high, unit, firmness, is_level, tolerance, office, heading,
                reason, actor_name, moment
         FROM plan_target_version WHERE county = $1 AND target = $2 ORDER BY version DESC"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        Ok(Past {
            version: row.get("version")?,
            is_held: row.get::<String>("state")? == "held",
            known_until: row.get("known_until")?,
            terms: terms(row)?,
            reason: row.get("reason")?,
            actor_name: row.get("actor_name")?,
            moment: row.get("moment")?,
        })
    };
    tx.all(text, args![county, id])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What each target of a year asked for when it entered the plan.
pub async fn originals(tx: &mut Tx, year: i64) -> Result<HashMap<Uuid, Goal>> {
    let text = sql!(
        "SELECT t.id, v.op, v.value, v.value_high, v.unit
         FROM plan_target t JOIN plan_target_version v ON v.county = t.county AND v.target = t.id
         WHERE t.county = $1 AND t.year = $2 AND v.state = 'held' ORDER BY t.id, v.version"
    );
    let county = tx.county().to_owned();
    let mut found = HashMap::new();
    for row in tx.all(text, args![county, year]).await? {
        found.entry(row.get("id")?).or_insert(goal(&row)?);
    }
    Ok(found)
}

/// The target that one of these mentions became, whether it is held or was withdrawn.
pub async fn made_of(tx: &mut Tx, mentions: &[Id<Proposal>]) -> Result<Option<Id<Target>>> {
    let text = sql!("SELECT id FROM plan_target WHERE county = $1 AND proposal = $2");
    for mention in mentions {
        let county = tx.county().to_owned();
        if let Some(row) = tx.one(text, args![county, *mention]).await? {
            return row.get("id").map(Some);
        }
    }
    Ok(None)
}

/// The number for a new target: the one wished for, or the next after the year's greatest.
pub async fn place(tx: &mut Tx, year: i64, wished: i64) -> Result<i64> {
    let text = sql!("SELECT place FROM plan_target WHERE county = $1 AND year = $2 ORDER BY place");
    let county = tx.county().to_owned();
    let taken = tx
        .all(text, args![county, year])
        .await?
        .iter()
        .map(|row| row.get("place"))
        .collect::<Result<Vec<i64>>>()?;
    Ok(if wished > 0 && !taken.contains(&wished) {
        wished
    } else {
        taken.last().copied().unwrap_or(0) + 1
    })
}

pub async fn add(
    tx: &mut Tx,
    id: Id<Target>,
    year: i64,
    place: i64,
    notice: Id<Notice>,
    proposal: Id<Proposal>,
) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_target (county, id, year, place, notice, proposal) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, year, place, notice, proposal])
        .await
        .map(drop)
}

/// Closes the version that is held and adds another.
pub async fn add_version(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Target>,
    is_held: bool,
    terms: &Terms,
    reason: &str,
) -> Result<()> {
    let county = tx.county().to_owned();
    let newest = sql!(
        "SELECT version FROM plan_target_version WHERE county = $1 AND target = $2 ORDER BY version DESC LIMIT 1"
    );
    let version = tx
        .one(newest, args![county.as_str(), id])
        .await?
        .map_or(Ok(0), |row| row.get::<i64>("version"))?
        + 1;
    let close = sql!(
        "UPDATE plan_target_version SET known_until = $3 WHERE county = $1 AND target = $2 AND known_until = $4"
    );
    tx.run(close, args![county.as_str(), id, tx.sequence(), STILL])
        .await?;
    let text = sql!(
        "INSERT INTO plan_target_version (county, target, version, known_from, known_until, state, name, indicator, op, value, value_high, unit,
                firmness, is_level, tolerance, office, heading, reason, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
    );
    let state = if is_held { "held" } else { "withdrawn" };
    let high = terms
        .goal
        .high
        .map(|high| high.to_string())
        .unwrap_or_default();
    let values = args![
        county,
        id,
        version,
        tx.sequence(),
        STILL,
        state,
        terms.name.as_str(),
        terms.indicator.as_str(),
        terms.goal.op.code(),
        terms.goal.value.to_string(),
        high,
        terms.goal.unit.as_str(),
        terms.firmness.code(),
        terms.is_level,
        terms.tolerance,
        terms.office.as_str(),
        terms.heading.as_str(),
        reason,
        actor.name.as_str(),
        tx.moment()
    ];
    tx.run(text, values).await.map(drop)
}

/// Puts the citations of a target in place of those it had.
pub async fn cite(tx: &mut Tx, id: Id<Target>, citations: &[Citation]) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM plan_citation WHERE county = $1 AND target = $2"),
        args![county.as_str(), id],
    )
    .await?;
    let text = sql!(
        "INSERT INTO plan_citation (county, target, proposal, start_at, said, quote, section) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    for one in citations {
        let values = args![
            county.as_str(),
            id,
            one.proposal,
            one.start,
            one.said.as_str(),
            one.quote.as_str(),
            one.section.join("\n")
        ];
        tx.run(text, values).await?;
    }
    Ok(())
}
