//! The page of a firm against a criterion, and the screening of all firms.

pub mod sheet;

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use criteria::county::turned;
use criteria::{Clause, Exact, Program, Road, Table, Verdict, fact::SHIPPED};
use identity::door::Unit;
use values::Id;
use web::{
    Actor, App, Behind, Error, Frame, ListQuery, Organisation, Pager, Path, Result, back_to, page,
};

use super::against::Against;
use super::sought::{Sought, VERDICTS, asking, failing};
use super::words::{self, Light};
use super::{Screened, Screening, screened};
use crate::criterion::criteria;
use crate::fact::pages::frame;
use crate::firm::FirmLine;
use crate::firm::pages::{open, town_asked, towns};

const PAGE: i64 = 30;

#[derive(Template)]
#[template(path = "screening/firm.html")]
struct FirmPage {
    frame: Frame,
    firm: FirmLine,
    against: Against,
}

/// GET /firms/{code}/criteria/{criterion}
pub async fn of_firm(
    State(app): State<App>,
    actor: Actor,
    Path((code, criterion)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    let asking = asking(app.today(), &criterion, &ListQuery::from_pairs(pairs));
    let against = Against::of(&app, &mut tx, &firm, asking).await?;
    page(&FirmPage {
        frame: frame(&app, &actor, &firm, "对照标准").under("对照标准", ""),
        firm,
        against,
    })
}

/// A firm in the list.
struct Line {
    name: String,
    code: String,
    town: String,
    light: Light,
    gap: String,
    way: String,
    cost: Option<values::Fen>,
}

/// How many firms a clause stops.
struct Stop {
    id: String,
    name: String,
    fails: usize,
    /// Firms that fail at this clause alone.
    alone: usize,
    unknown: usize,
}

/// A criterion to choose.
struct Choice {
    id: String,
    name: String,
    on: bool,
}

/// What another threshold would do.
struct Supposed {
    clause: String,
    threshold: String,
    gained: Vec<(String, String)>,
    lost: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "screening/list.html")]
struct ListPage {
    frame: Frame,
    list: ListQuery,
    pager: Pager,
    choices: Vec<Choice>,
    year: i32,
    last_year: i32,
    next: bool,
    criterion: String,
    /// Pages of other rooms that work towards it.
    behind: Vec<Behind>,
    /// Verdict, word, number of firms.
    counts: [(&'static str, Light, usize); 4],
    stops: Vec<Stop>,
    lines: Vec<Line>,
    towns: Vec<Unit>,
    only_town: bool,
    thresholds: Vec<(String, String)>,
    supposed: Option<Supposed>,
    fault: String,
    /// What could not be read and is not used.
    unread: Vec<String>,
}

impl ListPage {
    /// The workbook of the same firms.
    fn workbook(&self) -> String {
        let (criterion, question) = (&self.criterion, self.list.question());
        format!("/screening/{criterion}/rows.xlsx?{question}")
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.list.get("town").parse() == Ok(unit.id)
    }

    fn is_chosen(&self, filter: &str, value: &str) -> bool {
        self.list.get(filter) == value
    }

    /// The firms that are sought, in the list of all firms.
    fn in_list(&self) -> String {
        let sought = ["verdict", "alone", "lacking", "town", "year"];
        let mut pairs = vec![("criterion".to_owned(), self.criterion.clone())];
        pairs.extend(sought.map(|name| (name.to_owned(), self.list.get(name).to_owned())));
        let clause = self.list.get("clause");
        if !clause.is_empty() {
            pairs.push(("clause".to_owned(), format!("{}/{clause}", self.criterion)));
        }
        format!("/firms{}", ListQuery::from_pairs(pairs).address())
    }

    /// The same list for an application of the other year.
    fn other_year(&self) -> String {
        match self.next {
            true => self.list.with("year", ""),
            false => self.list.with("year", &(self.year + 1).to_string()),
        }
    }
}

/// GET /screening: the first criterion.
pub async fn first(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let criteria = criteria(&mut tx).await?;
    let first = criteria.iter().next().ok_or(Error::NotFound)?;
    Ok(back_to(format!("/screening/{}", first.criterion.id)))
}

/// GET /screening/{criterion}
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Path(criterion): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let asking = asking(app.today(), &criterion, &list);
    let mut tx = app.read(&actor).await?;
    let all = criteria(&mut tx).await?;
    let towns = towns(&mut tx, &app).await?;
    let screening = screened(&app, &mut tx, asking).await?;
    drop(tx);
    let only = actor.sees_only_town();
    let program = screening.program()?;
    let clauses: Vec<&Clause> = program.clauses().collect();
    let of_town = of_town(&screening, &actor, &list).await?;
    let firms = || of_town.iter().map(|(one, _)| *one);
    let mut unread = Vec::new();
    let sought = Sought::read(&list, &screening.in_use()?.criterion, &clauses, &mut unread);
    let chosen: Vec<_> = of_town.iter().filter(|(one, _)| sought.fits(one)).collect();
    let pager = within(list.page(), chosen.len());
    let lines = chosen
        .iter()
        .skip(usize::try_from(pager.offset()).unwrap_or(0))
        .take(usize::try_from(PAGE).unwrap_or(0))
        .map(|(one, roads)| line(&clauses, one, roads, screening.asking.last_year));
    let (supposed, fault) = match supposed(&screening, &program, &list, only) {
        Ok(supposed) => (supposed, String::new()),
        Err(fault) => (None, fault),
    };
    let choices = all.iter().map(|one| Choice {
        id: one.criterion.id.clone(),
        name: one.criterion.name.clone(),
        on: one.criterion.id == criterion,
    });
    let title = format!("对照标准：{}", screening.in_use()?.criterion.name);
    page(&ListPage {
        frame: Frame::new(&app, &actor, title).at("/screening"),
        choices: choices.collect(),
        year: screening.asking.year(),
        last_year: screening.asking.last_year,
        next: screening.asking.last_year == app.today().year(),
        counts: counts(firms()),
        stops: stops(&clauses, firms()),
        lines: lines.collect(),
        thresholds: thresholds(&clauses),
        towns,
        only_town: only.is_some(),
        behind: app.behind(&criterion),
        criterion,
        list,
        pager,
        supposed,
        fault,
        unread,
    })
}

/// The firms of the town that is asked for, the nearest to passing first, each with its roads.
async fn of_town<'s>(
    screening: &'s Arc<Screening>,
    actor: &Actor,
    list: &ListQuery,
) -> Result<Vec<(&'s Screened, &'s [Road])>> {
    let town = town_asked(actor, list);
    let mut firms = screening.nearest().await?;
    firms.retain(|(one, _)| town.is_none_or(|town| one.firm.town == town));
    Ok(firms)
}

fn within(asked: i64, total: usize) -> Pager {
    let pager = Pager {
        page: 1,
        size: PAGE,
        total: i64::try_from(total).unwrap_or(i64::MAX),
    };
    Pager {
        page: asked.min(pager.pages()).max(1),
        ..pager
    }
}

fn counts<'a>(firms: impl Iterator<Item = &'a Screened>) -> [(&'static str, Light, usize); 4] {
    let mut many: HashMap<Verdict, usize> = HashMap::new();
    for one in firms {
        *many.entry(one.judgement.verdict).or_default() += 1;
    }
    VERDICTS.map(|verdict| {
        let number = many.get(&verdict).copied().unwrap_or(0);
        (verdict.id(), words::light(verdict), number)
    })
}

/// The clauses that stop firms, the one that stops most first.
fn stops<'a>(clauses: &[&Clause], firms: impl Iterator<Item = &'a Screened>) -> Vec<Stop> {
    let stop = |clause: &&Clause| Stop {
        id: clause.id.clone(),
        name: clause.name.clone(),
        fails: 0,
        alone: 0,
        unknown: 0,
    };
    let mut stops: Vec<Stop> = clauses.iter().map(stop).collect();
    for one in firms {
        let failed = failing(one).count();
        for (stop, finding) in stops.iter_mut().zip(&one.judgement.clauses) {
            match finding.verdict {
                Verdict::Fail => {
                    stop.fails += 1;
                    stop.alone += usize::from(failed == 1);
                }
                Verdict::Unknown => stop.unknown += 1,
                Verdict::Possible | Verdict::Pass => {}
            }
        }
    }
    stops.retain(|stop| stop.fails + stop.unknown > 0);
    stops.sort_by_key(|stop| std::cmp::Reverse((stop.fails, stop.unknown)));
    stops
}

fn line(clauses: &[&Clause], one: &Screened, roads: &[Road], last_year: i32) -> Line {
    let road = roads.first();
    Line {
        name: one.firm.name.clone(),
        code: one.firm.code.clone(),
        town: one.firm.town_name.clone(),
        light: words::light(one.judgement.verdict),
        gap: words::gap(clauses, &one.judgement, last_year),
        way: road
            .map(|road| words::spoken(road, last_year))
            .unwrap_or_default(),
        cost: road.map(|road| values::Fen(road.cost)),
    }
}

/// Clauses whose threshold can be another.
fn thresholds(clauses: &[&Clause]) -> Vec<(String, String)> {
    let with = clauses.iter().filter(|clause| clause.has_threshold());
    with.map(|clause| (clause.id.clone(), clause.name.clone()))
        .collect()
}

/// What the threshold of the address would do, to the firms of a town for somebody who sees only that; a sentence where
/// it cannot be read.
fn supposed(
    screening: &Screening,
    program: &Program<'_>,
    list: &ListQuery,
    only: Option<Id<Organisation>>,
) -> std::result::Result<Option<Supposed>, String> {
    let (id, text) = (list.get("suppose"), list.get("threshold"));
    if id.is_empty() || text.is_empty() {
        return Ok(None);
    }
    let at = program.clauses().position(|clause| clause.id == id);
    let at = at.ok_or("没有这一条，请在列表里选")?;
    let threshold = Exact::parse(&values::half_width(text))
        .ok_or_else(|| format!("“{text}”不是数，占比写成 4% 或 0.04，金额按元、人数按人写整数"))?;
    let mut table = Table::new(&SHIPPED, &program.slots());
    for one in &screening.firms {
        table.push(&one.told);
    }
    let found = turned(program, &table, at, threshold).ok_or("这一条没有可以改的门槛")?;
    let named = |places: &[usize]| {
        let firms = places.iter().filter_map(|at| screening.firms.get(*at));
        firms
            .filter(|one| only.is_none_or(|town| one.firm.town == town))
            .map(|one| (one.firm.code.clone(), one.firm.name.clone()))
            .collect()
    };
    let clause = program.clauses().nth(at);
    Ok(Some(Supposed {
        clause: clause.map(|clause| clause.name.clone()).unwrap_or_default(),
        threshold: text.to_owned(),
        gained: named(&found.gained),
        lost: named(&found.lost),
    }))
}
