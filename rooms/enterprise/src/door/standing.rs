//! How the firms of a county stand against a criterion, for rooms above.

use std::collections::HashMap;

use criteria::fact::{Kind, SHIPPED};
use criteria::{Calendar, Clause, Judgement, Road, Verdict};
use store::Tx;
use values::{Day, Fen, Id};
use web::{App, Error, Result};

use crate::criterion;
use crate::firm::{Firm, FirmLine};
pub use crate::screening::Asking;
use crate::screening::{ROADS, Screened, columns, judged, screened, words};

/// A clause that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// `c4-staff`
    pub clause: String,
    /// 科技人员占比
    pub name: String,
    /// As a list says it, 差 2 人, 差 9.28 万元; empty where no number mends it.
    pub shortfall: String,
}

/// The cheapest set of changes that makes the firm pass: of those that can still work, where one can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cheapest {
    /// 科技人员 11 人 → 13 人
    pub changes: Vec<String>,
    pub cost: Fen,
    /// After this day it cannot work any more for this application; `None` where no day is known.
    pub last_day: Option<Day>,
    pub in_time: bool,
}

/// One firm under the criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub verdict: Verdict,
    pub failing: Vec<Failing>,
    /// Names of the facts that are missing.
    pub missing: Vec<String>,
    /// The reach of the points, low and high.
    pub score: Option<(i64, i64)>,
    pub road: Option<Cheapest>,
}

/// The firms of the county under a criterion, the nearest to passing first, as everything is known now.
///
/// # Errors
/// Not found where the county has no such criterion.
pub async fn standings(
    app: &App,
    tx: &mut Tx,
    asking: Asking,
    batches: &[Day],
) -> Result<Vec<(Id<Firm>, Standing)>> {
    let screening = screened(app, tx, asking).await?;
    let program = screening.program()?;
    let clauses: Vec<&Clause> = program.clauses().collect();
    let nearest = screening.nearest().await?;
    let calendar = screening.asking.calendar(batches.to_vec());
    let standing = |(one, roads): &(&Screened, &[Road])| {
        let found = standing(&clauses, &one.judgement, roads, &calendar);
        (one.firm.id, found)
    };
    Ok(nearest.iter().map(standing).collect())
}

/// The same by firm.
pub async fn standing_by_firm(
    app: &App,
    tx: &mut Tx,
    asking: Asking,
    batches: &[Day],
) -> Result<HashMap<Id<Firm>, Standing>> {
    let all = standings(app, tx, asking, batches).await?;
    Ok(all.into_iter().collect())
}

/// One firm, asked of the database whatever is kept: what an act is decided by.
///
/// # Errors
/// Not found where the county has no such criterion.
pub async fn standing_of(
    tx: &mut Tx,
    firm: &FirmLine,
    asking: &Asking,
    batches: &[Day],
) -> Result<Standing> {
    let criteria = criterion::criteria(tx).await?;
    let in_use = criteria.get(&asking.criterion).ok_or(Error::NotFound)?;
    let program = in_use.criterion.on(&SHIPPED, asking.on);
    let columns = columns::of_firm(tx, firm, asking.last_year, asking.on).await?;
    let told = columns.under(&in_use.criterion);
    let prices = criterion::price::prices(tx).await?;
    let roads = judged::roads(&program, &told, &prices, ROADS);
    let clauses: Vec<&Clause> = program.clauses().collect();
    let calendar = asking.calendar(batches.to_vec());
    let judgement = judged::judge(&program, &told);
    Ok(standing(&clauses, &judgement, &roads, &calendar))
}

fn standing(
    clauses: &[&Clause],
    judgement: &Judgement,
    roads: &[Road],
    calendar: &Calendar,
) -> Standing {
    let pairs = clauses.iter().zip(&judgement.clauses);
    let failing = pairs.filter(|(_, finding)| finding.verdict == Verdict::Fail);
    let failing = failing.map(|(clause, finding)| Failing {
        clause: clause.id.clone(),
        name: clause.name.clone(),
        shortfall: words::short_of(clause, finding),
    });
    // The cheapest that can still work; where none can, the cheapest.
    let ways = roads.iter().map(|road| (road, words::way(road, calendar)));
    let ways: Vec<_> = ways.collect();
    let in_time = ways.iter().find(|(_, way)| way.in_time);
    let cheapest = |(road, way): &(&Road, words::Way)| Cheapest {
        changes: spoken(road, way),
        cost: Fen(road.cost),
        last_day: way.last_day,
        in_time: way.in_time,
    };
    Standing {
        verdict: judgement.verdict,
        failing: failing.collect(),
        missing: words::names(&judgement.missing, calendar.last_year),
        score: judgement
            .score
            .as_ref()
            .map(|score| (score.low, score.high)),
        road: in_time.or(ways.first()).map(cheapest),
    }
}

/// Marks are the experts' to give: which of them makes no difference to who is led.
fn spoken(road: &Road, way: &words::Way) -> Vec<String> {
    let is_mark = |slot| SHIPPED.fact(slot).kind == Kind::Mark;
    let pairs = road.changes.iter().zip(&way.steps);
    let others = pairs.filter(|(change, _)| !is_mark(change.slot));
    let mut told: Vec<String> = others
        .map(|(_, step)| format!("{} {} → {}", step.what, step.from, step.to))
        .collect();
    if told.len() < road.changes.len() {
        told.push("请专家预评".to_owned());
    }
    told
}
