//! The SQL of rhythm rules.

use ::store::{Result, Row, STILL, Tx, args, sql};
use values::Id;

use super::Rhythm;
use crate::proposal::Proposal;
use crate::proposal::store::lines;

/// The rules of a year as held at a sequence, in the order of the text.
pub async fn of_year(tx: &mut Tx, year: i64, at: i64) -> Result<Vec<Rhythm>> {
    let text = sql!(
        "SELECT id, year, notice, proposal, indicator, name, every, quote, section, start_at FROM plan_rhythm
         WHERE county = $1 AND year = $2 AND known_from <= $3 AND known_until > $3 ORDER BY notice, start_at, id"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, year, at])
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Rhythm> {
    Ok(Rhythm {
        id: row.get("id")?,
        year: row.get("year")?,
        notice: row.get("notice")?,
        proposal: row.get("proposal")?,
        indicator: row.get("indicator")?,
        name: row.get("name")?,
        every: row.get("every")?,
        quote: row.get("quote")?,
        section: lines(&row.get::<String>("section")?),
        start: row.get("start_at")?,
    })
}

pub async fn add(tx: &mut Tx, rule: &Rhythm) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_rhythm (county, id, year, notice, proposal, indicator, name, every, quote, section, start_at, known_from, known_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        rule.id,
        rule.year,
        rule.notice,
        rule.proposal,
        rule.indicator.as_str(),
        rule.name.as_str(),
        rule.every.as_str(),
        rule.quote.as_str(),
        rule.section.join("\n"),
        rule.start,
        tx.sequence(),
        STILL
    ];
    tx.run(text, values).await.map(drop)
}

pub async fn close(tx: &mut Tx, proposal: Id<Proposal>) -> Result<()> {
    let text = sql!(
        "UPDATE plan_rhythm SET known_until = $3 WHERE county = $1 AND proposal = $2 AND known_until = $4"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, proposal, tx.sequence(), STILL])
        .await
        .map(drop)
}
