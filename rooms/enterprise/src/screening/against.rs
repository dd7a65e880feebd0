//! One firm against the criteria: the part of its page, and the page of one criterion.

use std::sync::Arc;

use ::store::Tx;
use criteria::{Clause, Judgement, Program, Verdict, fact::SHIPPED};
use web::{App, Error, Result};

use super::columns::Columns;
use super::words::{self, Light, Line, Way};
use super::{Asking, ROADS, columns, judged};
use crate::criterion::{self, Criteria, price};
use crate::firm::FirmLine;

/// A criterion to choose, with how the firm stands.
pub struct Chip {
    pub id: String,
    pub name: String,
    pub light: Light,
    pub summary: String,
    pub on: bool,
}

/// A part of the points.
pub struct Part {
    pub name: String,
    pub low: i64,
    pub high: i64,
    pub max: i64,
}

/// A firm against one criterion, with the others beside it.
pub struct Against {
    pub code: String,
    pub asking: Asking,
    pub chips: Vec<Chip>,
    pub name: String,
    pub document: String,
    pub note: String,
    pub unsure: bool,
    pub light: Light,
    pub lines: Vec<Line>,
    pub parts: Vec<Part>,
    pub missing: Vec<String>,
    pub ways: Vec<Way>,
    /// Where the prices are told by which ways are compared; empty for people of the firm.
    pub prices: &'static str,
    /// The year that is last when applying next year is this one: an estimate.
    pub next: bool,
}

/// Clauses that need not hold, since one that stands in for them does.
fn stood_in(program: &Program<'_>, judgement: &Judgement) -> Vec<String> {
    let held = program.clauses().zip(&judgement.clauses);
    let held = held.filter(|(_, finding)| finding.verdict == Verdict::Pass);
    held.flat_map(|(clause, _)| clause.stands_in_for.iter().cloned())
        .collect()
}

/// How many clauses fail that must hold.
fn failing(program: &Program<'_>, judgement: &Judgement) -> usize {
    let spared = stood_in(program, judgement);
    let counts = |clause: &Clause| clause.stands_in_for.is_empty() && !spared.contains(&clause.id);
    let pairs = program.clauses().zip(&judgement.clauses);
    pairs
        .filter(|(clause, finding)| finding.verdict == Verdict::Fail && counts(clause))
        .count()
}

impl Against {
    /// The firm against `asking.criterion`, or the first one where that is empty.
    ///
    /// # Errors
    /// Not found where the county has no such criterion.
    pub async fn of(app: &App, tx: &mut Tx, firm: &FirmLine, mut asking: Asking) -> Result<Self> {
        let criteria = criterion::criteria(tx).await?;
        if asking.criterion.is_empty() {
            let mut all = criteria.iter();
            asking.criterion = all
                .next()
                .map(|one| one.criterion.id.clone())
                .unwrap_or_default();
        }
        let columns = columns::of_firm(tx, firm, asking.last_year, asking.on).await?;
        let prices = price::prices(tx).await?;
        let in_use = criteria.get(&asking.criterion).ok_or(Error::NotFound)?;
        let program = in_use.criterion.on(&SHIPPED, asking.on);
        let told = columns.under(&in_use.criterion);
        let judgement = judged::judge(&program, &told);
        let roads = judged::roads(&program, &told, &prices, ROADS);
        let closings = app.closings(tx, &asking.criterion, asking.year()).await?;
        let calendar = asking.calendar(closings);
        let spared = stood_in(&program, &judgement);
        let pairs = program.clauses().zip(&judgement.clauses);
        let lines = pairs.map(|(clause, finding)| {
            words::line(clause, finding, &judgement, spared.contains(&clause.id))
        });
        let parts = in_use.criterion.parts.iter();
        let found = judgement.score.iter().flat_map(|score| &score.parts);
        let parts = parts.zip(found).map(|(part, (low, high))| Part {
            name: part.name.clone(),
            low: *low,
            high: *high,
            max: part.max,
        });
        let criterion = &in_use.criterion;
        Ok(Against {
            code: firm.code.clone(),
            chips: chips(&criteria, &columns, &asking),
            name: criterion.name.clone(),
            document: criterion.document.clone(),
            note: criterion.note.clone(),
            unsure: criterion.confidence != criteria::Confidence::High,
            light: words::light(judgement.verdict),
            lines: lines.collect(),
            parts: parts.collect(),
            missing: words::names(&judgement.missing, asking.last_year),
            ways: roads
                .iter()
                .map(|road| words::way(road, &calendar))
                .collect(),
            prices: "/criteria/prices",
            next: asking.last_year == app.today().year(),
            asking,
        })
    }

    /// The address of another criterion or another year of application.
    pub fn path(&self, criterion: &str, year: i32) -> String {
        format!("/firms/{}/criteria/{criterion}?year={year}", self.code)
    }

    pub fn passes(&self) -> bool {
        self.light.0 == "ok"
    }
}

fn chips(criteria: &Arc<Criteria>, columns: &Columns, asking: &Asking) -> Vec<Chip> {
    let chip = |one: &criterion::InUse| {
        let program = one.criterion.on(&SHIPPED, asking.on);
        let judgement = judged::judge(&program, &columns.under(&one.criterion));
        Chip {
            id: one.criterion.id.clone(),
            name: one.criterion.name.clone(),
            light: words::light(judgement.verdict),
            summary: words::summary(&judgement, failing(&program, &judgement)),
            on: one.criterion.id == asking.criterion,
        }
    };
    let in_force = criteria
        .iter()
        .filter(|one| one.criterion.in_force(asking.on));
    in_force.map(chip).collect()
}
