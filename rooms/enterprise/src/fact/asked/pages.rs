//! The firms that are still asked for facts, and for what: what is there and fresh is asked of nobody.

pub mod sheet;

use std::collections::{BTreeMap, HashMap};

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use identity::door::Unit;
use values::{Day, Id};
use web::{Actor, App, Frame, ListQuery, Pager, Result, page};

use super::{Asked, of};
use crate::door;
use crate::fact::{definitions, store};
use crate::firm::pages::{town_asked, towns};
use crate::firm::store::{Wanted, list as find_list};
use crate::firm::{Firm, FirmLine};
use crate::register::store as entries;
use crate::register::{Held as Entry, counted};

/// What a firm is asked for of one year.
pub struct YearAsked {
    pub year: i32,
    pub missing: usize,
    pub stale: usize,
    /// Names of some of them.
    pub names: String,
}

impl YearAsked {
    /// 缺 3 项 过时 1 项
    pub fn counts(&self) -> String {
        let counts = [("缺", self.missing), ("过时", self.stale)];
        let counts = counts.iter().filter(|(_, many)| *many > 0);
        let said: Vec<String> = counts
            .map(|(why, many)| format!("{why} {many} 项"))
            .collect();
        said.join(" ")
    }
}

/// A firm with what it is asked for.
pub struct Line {
    pub firm: FirmLine,
    pub years: Vec<YearAsked>,
    pub all: usize,
}

#[derive(Template)]
#[template(path = "fact/asked.html")]
struct AskedPage {
    frame: Frame,
    lines: Vec<Line>,
    list: ListQuery,
    pager: Pager,
    towns: Vec<Unit>,
    only_town: bool,
    /// Firms of which nothing is asked.
    done: usize,
}

impl AskedPage {
    fn is_town(&self, unit: &Unit) -> bool {
        self.list.get("town").parse() == Ok(unit.id)
    }

    /// The workbook of the same lines.
    fn workbook(&self) -> String {
        format!("/firms/asked/rows.xlsx?{}", self.list.question())
    }
}

const PAGE: i64 = 50;

/// GET /firms/asked
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let (lines, done) = all_asked(&app, &mut tx, &actor, &list).await?;
    let pager = Pager {
        page: list.page(),
        size: PAGE,
        total: i64::try_from(lines.len()).unwrap_or(i64::MAX),
    };
    let first = usize::try_from(pager.offset()).unwrap_or(usize::MAX);
    let lines = lines.into_iter().skip(first).take(PAGE as usize);
    page(&AskedPage {
        frame: Frame::new(&app, &actor, "待填的年度事实")
            .at("/firms")
            .under("企业库", "/firms")
            .under("待填的年度事实", ""),
        lines: lines.collect(),
        list,
        pager,
        towns: towns(&mut tx, &app).await?,
        only_town: actor.sees_only_town().is_some(),
        done,
    })
}

/// All of them, those that are asked for most first, and of how many firms nothing is asked.
async fn all_asked(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    list: &ListQuery,
) -> Result<(Vec<Line>, usize)> {
    let wanted = Wanted::here(town_asked(actor, list));
    let mut firms = find_list(tx, &wanted, app.today()).await?;
    door::name_towns(tx, firms.iter_mut()).await?;
    let all = firms.len();
    let mut lines = asked(tx, firms, app.today()).await?;
    lines.sort_by_key(|line| std::cmp::Reverse(line.all));
    let done = all - lines.len();
    Ok((lines, done))
}

/// By year: the names of facts, and why each is asked for.
type Years = BTreeMap<i32, Vec<(&'static str, Asked)>>;

/// What each firm is asked for, the years in their order; firms of which nothing is asked are left out.
async fn asked(tx: &mut Tx, firms: Vec<FirmLine>, today: Day) -> ::store::Result<Vec<Line>> {
    let mut registers: HashMap<Id<Firm>, Vec<Entry>> = HashMap::new();
    for entry in entries::counting(tx).await? {
        registers.entry(entry.firm).or_default().push(entry);
    }
    let counts = |id: Id<Firm>, fact: &str| {
        let own = registers.get(&id);
        own.is_some_and(|own| counted::facts(own, today, None).contains_key(fact))
    };
    let mut found: HashMap<Id<Firm>, Years> = HashMap::new();
    let last = today.year() - 1;
    for year in [last - 2, last - 1, last] {
        for one in definitions() {
            if of(one, None, year, today).is_none() {
                continue;
            }
            let held = store::of_all(tx, year, &one.id).await?;
            for firm in firms
                .iter()
                .filter(|firm| firm.registered_on.year() <= year)
            {
                let why = of(one, held.get(&firm.id), year, today);
                if let Some(why) = why.filter(|_| !counts(firm.id, &one.id)) {
                    let years = found.entry(firm.id).or_default();
                    years.entry(year).or_default().push((&one.name, why));
                }
            }
        }
    }
    let line = |firm: FirmLine| {
        let years = found.get(&firm.id)?.iter();
        let years: Vec<YearAsked> = years.map(|(year, facts)| of_year(*year, facts)).collect();
        let all = years.iter().map(|year| year.missing + year.stale).sum();
        Some(Line { firm, years, all })
    };
    Ok(firms.into_iter().filter_map(line).collect())
}

/// So many names stand in the list.
const NAMED: usize = 4;

fn of_year(year: i32, facts: &[(&str, Asked)]) -> YearAsked {
    let missing = facts.iter().filter(|(_, why)| *why == Asked::Missing);
    let missing = missing.count();
    let names: Vec<String> = facts
        .iter()
        .take(NAMED)
        .map(|(name, why)| match why {
            Asked::Missing => (*name).to_owned(),
            stale => format!("{name}（{}）", stale.word()),
        })
        .collect();
    let more = if facts.len() > NAMED { "等" } else { "" };
    YearAsked {
        year,
        missing,
        stale: facts.len() - missing,
        names: format!("{}{more}", names.join("、")),
    }
}
