//! GET /cultivation/account: the account of a year up to a day with the names behind each term, and the year's pool.

pub mod sheet;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use enterprise::door::{Firm, FirmLine};
use ledger::door::Standing;
use values::{Day, Id};
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::{Account, Cause, Change, account};
use crate::access;
use crate::certificate::{self, Certificate};
use crate::pool;

/// A term of the account with its names.
struct Term {
    cause: Cause,
    names: Vec<(Change, FirmLine)>,
}

/// A firm that entered the pool in the year.
struct Pooled {
    row: pool::Pooled,
    firm: FirmLine,
    /// Before the year, or earlier in it.
    again: bool,
}

impl Pooled {
    /// Whether it counts as new, or why not.
    fn word(&self) -> &'static str {
        match (self.again, self.row.standing) {
            (true, _) => "以前已入库",
            (false, standing) => standing_word(standing),
        }
    }
}

/// The account of a year up to a day: the sums are the county's, the names those of the firms that the person sees.
struct Seen {
    year: i32,
    day: Day,
    account: Account,
    terms: Vec<Term>,
    left_out: Vec<(Certificate, FirmLine, &'static str)>,
    pool: Vec<Pooled>,
    only_town: bool,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    frame: Frame,
    asked: ListQuery,
    seen: Seen,
}

impl AccountPage {
    /// A workbook of the same day.
    fn workbook(&self, of: &str) -> String {
        format!(
            "/cultivation/account/{of}rows.xlsx?{}",
            self.asked.question()
        )
    }
}

impl Seen {
    /// How many lines name a firm that came, left, or is not counted.
    fn lines(&self) -> usize {
        let named: usize = self.terms.iter().map(|term| term.names.len()).sum();
        named + self.left_out.len()
    }

    fn first_pooled(&self) -> usize {
        let mut firms: Vec<_> = self
            .pool
            .iter()
            .filter(|one| !one.again && one.row.standing == Standing::Good)
            .map(|one| one.firm.id)
            .collect();
        firms.sort_unstable();
        firms.dedup();
        firms.len()
    }
}

/// The account of a year up to a day, of the whole county.
pub async fn of(
    app: &App,
    tx: &mut Tx,
    year: i32,
    day: Day,
) -> Result<(Account, Arc<Vec<Certificate>>)> {
    let found = certificate::all(app, tx).await?;
    let eve = Day::of(year, 1, 1).unwrap_or(day).plus(-1);
    Ok((account(&found, eve, day), found))
}

/// Year and day of the address; a day that is none, or none of the year, is told.
fn asked(query: &ListQuery, today: Day) -> (i32, Day, Option<String>) {
    let year = query.get("year").parse().ok();
    let year: i32 = year
        .filter(|year| (2000..=2100).contains(year))
        .unwrap_or(today.year());
    let last = Day::of(year, 12, 31).unwrap_or(today);
    let usual = today.min(last).max(Day::of(year, 1, 1).unwrap_or(today));
    match query.get("day") {
        "" => (year, usual, None),
        typed => match Day::parse(typed, year) {
            Ok(day) if day.year() == year => (year, day, None),
            Ok(day) => {
                let wrong = format!("{day} 不在 {year} 年，按 {usual} 算");
                (year, usual, Some(wrong))
            }
            Err(fault) => (year, usual, Some(format!("{fault}，按 {usual} 算"))),
        },
    }
}

/// GET /cultivation/account?year=2020&day=2020-09-18
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let asked = ListQuery::from_pairs(query);
    let seen = seen(&app, &actor, &asked).await?;
    let frame = Frame::new(&app, &actor, format!("{}年净增账", seen.year))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("净增账", "");
    page(&AccountPage { frame, asked, seen })
}

async fn seen(app: &App, actor: &Actor, query: &ListQuery) -> Result<Seen> {
    access::read(actor)?;
    let (year, day, wrong) = asked(query, app.today());
    let mut tx = app.read(actor).await?;
    let (account, found) = of(app, &mut tx, year, day).await?;
    let rows = pool::all(app, &mut tx).await?;
    let in_year = |row: &&pool::Pooled| row.on.year() == year && row.on <= day;
    let mut ids: Vec<Id<Firm>> = account.changes.iter().map(|change| change.firm).collect();
    ids.extend(found.iter().filter(|one| !one.counts()).map(|one| one.firm));
    ids.extend(rows.iter().filter(in_year).map(|row| row.firm));
    let mut firms = enterprise::door::lines(&mut tx, &ids).await?;
    if let Some(town) = actor.sees_only_town() {
        firms.retain(|_, firm| firm.town == town);
    }
    Ok(Seen {
        terms: terms(&account, &firms),
        left_out: left_out(&found, &firms, day),
        pool: pooled(&rows, &firms, year, day),
        only_town: actor.sees_only_town().is_some(),
        year,
        day,
        account,
        wrong,
    })
}

fn terms(account: &Account, firms: &HashMap<Id<Firm>, FirmLine>) -> Vec<Term> {
    let names = |cause| {
        let changes = account.of(cause).into_iter();
        let named = |change: &Change| Some((change.clone(), firms.get(&change.firm)?.clone()));
        changes.filter_map(named).collect()
    };
    let term = |cause| Term {
        cause,
        names: names(cause),
    };
    Cause::ALL.into_iter().map(term).collect()
}

/// Certificates that would matter by the day and do not count, with the reason.
fn left_out(
    found: &[Certificate],
    firms: &HashMap<Id<Firm>, FirmLine>,
    day: Day,
) -> Vec<(Certificate, FirmLine, &'static str)> {
    found
        .iter()
        .filter(|one| !one.counts() && one.is_in_force(day))
        .filter_map(|one| {
            let word = standing_word(one.standing);
            Some((one.clone(), firms.get(&one.firm)?.clone(), word))
        })
        .collect()
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "计入",
        Standing::Unproven => "缺凭证",
        Standing::Waiting => "待核实",
        Standing::Double => "重复",
        Standing::Returned => "已退回",
        Standing::Draft => "草稿",
        Standing::Void => "作废",
    }
}

fn pooled(
    rows: &[pool::Pooled],
    firms: &HashMap<Id<Firm>, FirmLine>,
    year: i32,
    day: Day,
) -> Vec<Pooled> {
    let mut earlier = BTreeSet::new();
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row.on <= day) {
        let again = earlier.contains(&row.firm);
        if row.standing == Standing::Good {
            earlier.insert(row.firm);
        }
        if row.on.year() == year
            && let Some(firm) = firms.get(&row.firm)
        {
            found.push(Pooled {
                row: row.clone(),
                firm: firm.clone(),
                again,
            });
        }
    }
    found
}
