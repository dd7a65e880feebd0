//! The SQL of duties, their reports, and what shows these.

use std::collections::HashMap;

use ::store::{Result, Row, STILL, Tx, args, sql};
use ledger::door::Paper;
use values::{Day, Id};

use super::{Duty, Proof, Report, State};
use crate::notice::Notice;
use crate::proposal::Proposal;
use crate::proposal::store::{coded, lines};

/// The duties of a year as held at a sequence, in the order of the text, each with its newest report then.
pub async fn of_year(tx: &mut Tx, year: i64, at: i64) -> Result<Vec<Duty>> {
    let text = sql!(
        "SELECT d.id, d.year, d.place, d.notice, d.proposal, d.content, d.section, r.sequence, r.state, r.office, r.due, r.day, r.percent, r.note, r.problem, r.next_step, r.evidence, r.corrects, r.actor_name, r.moment
         FROM plan_duty d JOIN plan_duty_report r ON r.county = d.county AND r.duty = d.id
         WHERE d.county = $1 AND d.year = $2 AND d.known_from <= $3 AND d.known_until > $3
           AND r.sequence = (SELECT MAX(n.sequence) FROM plan_duty_report n WHERE n.county = $1 AND n.duty = d.id AND n.sequence <= $3)
         ORDER BY d.notice, d.place, d.id"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, year, at])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// A duty that is in the plan now.
pub async fn find(tx: &mut Tx, id: Id<Duty>) -> Result<Option<Duty>> {
    let text = sql!(
        "SELECT d.id, d.year, d.place, d.notice, d.proposal, d.content, d.section, r.sequence, r.state, r.office, r.due, r.day, r.percent, r.note, r.problem, r.next_step, r.evidence, r.corrects, r.actor_name, r.moment
         FROM plan_duty d JOIN plan_duty_report r ON r.county = d.county AND r.duty = d.id
         WHERE d.county = $1 AND d.id = $2 AND d.known_until = $3 ORDER BY r.sequence DESC LIMIT 1"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id, STILL])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

fn read(row: &Row) -> Result<Duty> {
    Ok(Duty {
        id: row.get("id")?,
        year: row.get("year")?,
        place: row.get("place")?,
        notice: row.get("notice")?,
        proposal: row.get("proposal")?,
        content: row.get("content")?,
        section: lines(&row.get::<String>("section")?),
        report: read_report(row)?,
    })
}

fn read_report(row: &Row) -> Result<Report> {
    let percent: i64 = row.get("percent")?;
    Ok(Report {
        sequence: row.get("sequence")?,
        state: coded(row, "state", State::from_code)?,
        office: row.get("office")?,
        due: row.get::<Day>("due")?.known(),
        day: row.get::<Day>("day")?.known(),
        percent: Some(percent).filter(|percent| *percent >= 0),
        note: row.get("note")?,
        problem: row.get("problem")?,
        next: row.get("next_step")?,
        evidence: row.get("evidence")?,
        proofs: Vec::new(),
        corrects: row.get("corrects")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}

/// Every report on a duty with its proofs, newest first.
pub async fn reports(tx: &mut Tx, id: Id<Duty>) -> Result<Vec<Report>> {
    let text = sql!(
        "SELECT r.sequence, r.state, r.office, r.due, r.day, r.percent, r.note, r.problem, r.next_step, r.evidence, r.corrects, r.actor_name, r.moment
         FROM plan_duty_report r WHERE r.county = $1 AND r.duty = $2 ORDER BY r.sequence DESC LIMIT 200"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, id]).await?;
    let mut reports: Vec<Report> = rows.iter().map(read_report).collect::<Result<_>>()?;
    let mut proofs = proofs(tx, id).await?;
    for report in &mut reports {
        report.proofs = proofs.remove(&report.sequence).unwrap_or_default();
    }
    Ok(reports)
}

/// The proofs of a duty's reports, by the sequence of the report.
async fn proofs(tx: &mut Tx, id: Id<Duty>) -> Result<HashMap<i64, Vec<Proof>>> {
    let text = sql!(
        "SELECT sequence, paper, entry, name, sha256, size, media FROM plan_evidence
         WHERE county = $1 AND duty = $2 ORDER BY sequence, place LIMIT 2000"
    );
    let county = tx.county().to_owned();
    let mut found: HashMap<i64, Vec<Proof>> = HashMap::new();
    for row in tx.all(text, args![county, id]).await? {
        found
            .entry(row.get("sequence")?)
            .or_default()
            .push(read_proof(&row)?);
    }
    Ok(found)
}

fn read_proof(row: &Row) -> Result<Proof> {
    let name: String = row.get("name")?;
    if row.get::<String>("paper")? == "row" {
        return Ok(Proof::Row {
            entry: row.get("entry")?,
            number: name,
        });
    }
    Ok(Proof::File(Paper::File {
        sha256: row.get("sha256")?,
        name,
        size: row.get("size")?,
        media: row.get("media")?,
    }))
}

async fn add_proof(
    tx: &mut Tx,
    id: Id<Duty>,
    sequence: i64,
    place: i64,
    proof: &Proof,
) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_evidence (county, duty, sequence, place, paper, entry, name, sha256, size, media)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let mut values = args![tx.county(), id, sequence, place];
    values.extend(match proof {
        Proof::Row { entry, number } => args!["row", *entry, number, "", 0_i64, ""],
        Proof::File(Paper::File {
            sha256,
            name,
            size,
            media,
        }) => args!["file", Id::<Duty>::NONE, name, sha256, *size, media],
        // A number without a file stands in the words of the report.
        Proof::File(Paper::Number { .. }) => return Ok(()),
    });
    tx.run(text, values).await.map(drop)
}

pub async fn add(tx: &mut Tx, duty: &Duty) -> Result<()> {
    let stay = Stay {
        id: duty.id,
        year: duty.year,
        place: duty.place,
        notice: duty.notice,
        section: duty.section.join("\n"),
    };
    add_stay(tx, &stay, duty.proposal, &duty.content).await?;
    add_report(tx, duty.id, &duty.report).await
}

pub async fn add_report(tx: &mut Tx, id: Id<Duty>, report: &Report) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_duty_report (county, duty, sequence, state, office, due, day, percent, note, problem, next_step, evidence, corrects, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (county, duty, sequence) DO UPDATE SET state = excluded.state, office = excluded.office, due = excluded.due,
                day = excluded.day, percent = excluded.percent, note = excluded.note, problem = excluded.problem,
                next_step = excluded.next_step, evidence = excluded.evidence, corrects = excluded.corrects"
    );
    let sequence = tx.sequence();
    let values = args![
        tx.county(),
        id,
        sequence,
        report.state.code(),
        report.office.as_str(),
        report.due.unwrap_or(Day::NEVER),
        report.day.unwrap_or(Day::NEVER),
        report.percent.unwrap_or(-1),
        report.note.as_str(),
        report.problem.as_str(),
        report.next.as_str(),
        report.evidence.as_str(),
        report.corrects,
        report.actor_name.as_str(),
        report.moment
    ];
    tx.run(text, values).await?;
    for (place, proof) in (0..).zip(&report.proofs) {
        add_proof(tx, id, sequence, place, proof).await?;
    }
    Ok(())
}

/// Takes a duty out of the plan.
pub async fn withdraw(tx: &mut Tx, proposal: Id<Proposal>) -> Result<()> {
    let text = sql!(
        "UPDATE plan_duty SET known_until = $3 WHERE county = $1 AND proposal = $2 AND known_until = $4"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, proposal, tx.sequence(), STILL])
        .await
        .map(drop)
}

/// Brings a withdrawn duty back with the words accepted now; `false` where there was none.
pub async fn revive(tx: &mut Tx, taken: &Proposal) -> Result<bool> {
    let text = sql!(
        "SELECT id, year, place, notice, section FROM plan_duty WHERE county = $1 AND proposal = $2 ORDER BY known_from DESC LIMIT 1"
    );
    let county = tx.county().to_owned();
    let Some(row) = tx.one(text, args![county, taken.id]).await? else {
        return Ok(false);
    };
    let stay = Stay {
        id: row.get("id")?,
        year: row.get("year")?,
        place: row.get("place")?,
        notice: row.get("notice")?,
        section: row.get("section")?,
    };
    add_stay(tx, &stay, taken.id, &taken.name).await?;
    Ok(true)
}

/// What of a duty never changes.
struct Stay {
    id: Id<Duty>,
    year: i64,
    place: i64,
    notice: Id<Notice>,
    section: String,
}

async fn add_stay(tx: &mut Tx, stay: &Stay, proposal: Id<Proposal>, content: &str) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_duty (county, id, year, place, notice, proposal, content, section, known_from, known_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        stay.id,
        stay.year,
        stay.place,
        stay.notice,
        proposal,
        content,
        stay.section.as_str(),
        tx.sequence(),
        STILL
    ];
    tx.run(text, values).await.map(drop)
}
