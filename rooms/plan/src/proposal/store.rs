//! The SQL of proposals.

use ::store::{Error, Result, Row, Tx, args, sql};
use values::Id;

use super::{Assigned, Kind, Proposal, State, assigned};
use crate::notice::Notice;
use crate::quantity::{Firmness, Goal, Op, stored};

/// All proposals of a notice, in the order of the text.
pub async fn of_notice(tx: &mut Tx, notice: Id<Notice>) -> Result<Vec<Proposal>> {
    let text = sql!(
        "SELECT id, notice, kind, start_at, end_at, span, sentence, section, place, leader, said_name, said_op, name, op, value,
                value_high, unit, firmness, every, indicator, office, quarters, said_lead, said_assisting, said_due, said_leader, said_person, settlement, state, reason, actor_name, moment
         FROM plan_proposal WHERE county = $1 AND notice = $2 ORDER BY start_at, end_at, id"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, notice])
        .await?
        .iter()
        .map(read)
        .collect()
}

pub async fn find(tx: &mut Tx, id: Id<Proposal>) -> Result<Option<Proposal>> {
    let text = sql!(
        "SELECT id, notice, kind, start_at, end_at, span, sentence, section, place, leader, said_name, said_op, name, op, value,
                value_high, unit, firmness, every, indicator, office, quarters, said_lead, said_assisting, said_due, said_leader, said_person, settlement, state, reason, actor_name, moment
         FROM plan_proposal WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// What all mentions say that stand together with one: who is to do it.
pub async fn said_of(tx: &mut Tx, id: Id<Proposal>) -> Result<Vec<Assigned>> {
    let text = sql!(
        "SELECT m.said_lead, m.said_assisting, m.said_leader, m.said_person FROM plan_proposal one
         JOIN plan_proposal m ON m.county = one.county AND m.notice = one.notice AND m.leader = one.leader
         WHERE one.county = $1 AND one.id = $2 ORDER BY m.start_at, m.id"
    );
    let county = tx.county().to_owned();
    let said = |row: &Row| {
        Ok(Assigned {
            lead: row.get("said_lead")?,
            assisting: row.get("said_assisting")?,
            leader: row.get("said_leader")?,
            person: row.get("said_person")?,
            ..Assigned::default()
        })
    };
    tx.all(text, args![county, id])
        .await?
        .iter()
        .map(said)
        .collect()
}

fn read(row: &Row) -> Result<Proposal> {
    Ok(Proposal {
        id: row.get("id")?,
        notice: row.get("notice")?,
        kind: coded(row, "kind", Kind::from_code)?,
        start: row.get("start_at")?,
        end: row.get("end_at")?,
        span: row.get("span")?,
        sentence: row.get("sentence")?,
        section: lines(&row.get::<String>("section")?),
        place: row.get("place")?,
        leader: row.get("leader")?,
        said_name: row.get("said_name")?,
        said_op: row.get("said_op")?,
        name: row.get("name")?,
        goal: goal(row)?,
        firmness: coded(row, "firmness", Firmness::from_code)?,
        every: row.get("every")?,
        indicator: row.get("indicator")?,
        office: row.get("office")?,
        assigned: Assigned {
            quarters: assigned::quarters(&row.get::<String>("quarters")?),
            lead: row.get("said_lead")?,
            assisting: row.get("said_assisting")?,
            due: row.get("said_due")?,
            leader: row.get("said_leader")?,
            person: row.get("said_person")?,
        },
        settlement: row.get("settlement")?,
        state: coded(row, "state", State::from_code)?,
        reason: row.get("reason")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

/// A goal from the columns `op`, `value`, `value_high` and `unit`.
pub fn goal(row: &Row) -> Result<Goal> {
    Ok(Goal {
        op: coded(row, "op", Op::from_code)?,
        value: coded(row, "value", stored)?,
        high: stored(&row.get::<String>("value_high")?),
        unit: row.get("unit")?,
    })
}

/// A value stored as a short text.
pub fn coded<T>(row: &Row, column: &str, from: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    from(&text).ok_or_else(|| Error::Column {
        column: column.to_owned(),
        reason: format!("“{text}” is none of its values"),
    })
}

/// A path of headings, stored a line each.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn high(goal: &Goal) -> String {
    goal.high.map(|high| high.to_string()).unwrap_or_default()
}

pub async fn add(tx: &mut Tx, one: &Proposal) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_proposal (county, id, notice, kind, start_at, end_at, span, sentence, section, place, leader, said_name, said_op,
                name, op, value, value_high, unit, firmness, every, indicator, office, quarters, said_lead, said_assisting, said_due, said_leader, said_person, settlement,
                state, reason, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
                 $28, $29, $30, $31, $32, $33)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        one.id,
        one.notice,
        one.kind.code(),
        one.start,
        one.end,
        one.span.as_str(),
        one.sentence,
        one.section.join("\n"),
        one.place,
        one.leader,
        one.said_name.as_str(),
        one.said_op.as_str(),
        one.name.as_str(),
        one.goal.op.code(),
        one.goal.value.to_string(),
        high(&one.goal),
        one.goal.unit.as_str(),
        one.firmness.code(),
        one.every.as_str(),
        one.indicator.as_str(),
        one.office.as_str(),
        one.assigned.quarters_stored(),
        one.assigned.lead.as_str(),
        one.assigned.assisting.as_str(),
        one.assigned.due.as_str(),
        one.assigned.leader.as_str(),
        one.assigned.person.as_str(),
        one.settlement.as_str(),
        one.state.code(),
        one.reason.as_str(),
        one.actor_name.as_str(),
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}

/// Saves what acts change: everything but where the words stand and what they say.
pub async fn save(tx: &mut Tx, one: &Proposal) -> Result<()> {
    let text = sql!(
        "UPDATE plan_proposal SET place = $3, leader = $4, name = $5, op = $6, value = $7, value_high = $8, unit = $9, firmness = $10,
                indicator = $11, office = $12, settlement = $13, state = $14, reason = $15, actor_name = $16, moment = $17
         WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        one.id,
        one.place,
        one.leader,
        one.name.as_str(),
        one.goal.op.code(),
        one.goal.value.to_string(),
        high(&one.goal),
        one.goal.unit.as_str(),
        one.firmness.code(),
        one.indicator.as_str(),
        one.office.as_str(),
        one.settlement.as_str(),
        one.state.code(),
        one.reason.as_str(),
        one.actor_name.as_str(),
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}
