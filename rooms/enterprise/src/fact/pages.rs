//! The page of a firm's facts: the last three complete years and this year's estimate.

pub mod form;
pub mod history;

use std::collections::BTreeMap;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::{Day, Moment};
use web::{Actor, App, Frame, Path, Result, page};

use super::asked::CARRIERS;
use super::decide::{self, Freshness};
use super::{Definition, Held, Source, acts, definitions, store, years};
use crate::access;
use crate::firm::FirmLine;
use crate::firm::pages::open;

/// One value in the table.
pub struct Cell {
    pub value: String,
    /// 税务名单 7月3日
    pub source: String,
    pub freshness: Freshness,
    pub confirmed: bool,
    /// Where its history is; empty where a register counts it.
    pub path: String,
    pub title: String,
}

/// What the page of a firm shows of its facts.
const MAIN: [&str; 12] = [
    "revenue",
    "rd",
    "net_assets",
    "total_income",
    "hightech_income",
    "staff",
    "tech_staff",
    "ip_class1",
    "ip_class2",
    "transfers",
    "field",
    "hnte_valid",
];

/// A fact over the years.
pub struct Line {
    pub id: &'static str,
    pub label: String,
    pub cells: Vec<Option<Cell>>,
}

/// Facts under one heading.
pub struct Group {
    pub name: String,
    pub lines: Vec<Line>,
}

/// A column of the table.
pub struct Year {
    pub year: i32,
    pub estimate: bool,
    /// The last complete one: the one that is asked for most.
    pub last: bool,
    /// How many values of the year wait for somebody else than the person.
    pub to_confirm: usize,
}

/// The table as both the page of facts and the page of the firm show it.
pub struct Table {
    pub years: Vec<Year>,
    pub groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "fact/show.html")]
struct FactsPage {
    frame: Frame,
    firm: FirmLine,
    table: Table,
    may_state: bool,
    may_confirm: bool,
}

/// GET /firms/{code}/facts
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    let table = Table::of(&mut tx, &actor, &firm, app.today()).await?;
    let table = table.of_its_kind();
    page(&FactsPage {
        frame: frame(&app, &actor, &firm, "年度事实").under("年度事实", ""),
        table,
        may_state: access::state(&actor, &firm).is_ok(),
        may_confirm: access::confirm(&actor, &firm).is_ok(),
        firm,
    })
}

/// The frame of a page under 企业库 / 某公司.
pub fn frame(app: &App, actor: &Actor, firm: &FirmLine, title: &str) -> Frame {
    if actor.firm().is_some() {
        return Frame::new(app, actor, title)
            .at("/my-firm")
            .under("我的企业", "/my-firm");
    }
    Frame::new(app, actor, format!("{} {title}", firm.name))
        .at("/firms")
        .under("企业库", "/firms")
        .under(firm.name.clone(), format!("/firms/{}", firm.code))
}

impl Line {
    /// The value that was stated last, of the years that the firm's page shows.
    pub fn newest(&self) -> Option<&Cell> {
        self.cells.iter().flatten().next_back()
    }
}

impl Table {
    /// The facts that stand on the firm's own page, without headings.
    pub fn lines(&self) -> Vec<&Line> {
        let all = self.groups.iter().flat_map(|group| &group.lines);
        all.filter(|line| MAIN.contains(&line.id)).collect()
    }

    /// Only what somebody stated or a register counts.
    pub fn known(mut self) -> Self {
        for group in &mut self.groups {
            group
                .lines
                .retain(|line| line.cells.iter().any(Option::is_some));
        }
        self.groups.retain(|group| !group.lines.is_empty());
        self
    }

    /// Without what only incubators and the like have, unless this firm has some of it.
    fn of_its_kind(mut self) -> Self {
        let told = |group: &Group| {
            let mut cells = group.lines.iter().flat_map(|line| &line.cells);
            cells.any(Option::is_some)
        };
        self.groups
            .retain(|group| group.name != CARRIERS || told(group));
        self
    }

    pub fn nothing_to_confirm(&self) -> bool {
        self.years.iter().all(|year| year.to_confirm == 0)
    }

    pub async fn of(tx: &mut Tx, actor: &Actor, firm: &FirmLine, today: Day) -> Result<Self> {
        let years = years(today);
        let now = tx.sequence();
        let stated = store::of_firm(tx, firm.id, (years[0], years[3]), now).await?;
        let waits = |year: i32| {
            let own = actor.person.uuid();
            let of_year = stated.iter().filter(|held| held.year == year);
            of_year
                .filter(|held| decide::confirmable(held, own).is_ok())
                .count()
        };
        let columns = years.map(|year| Year {
            year,
            estimate: year == today.year(),
            last: year + 1 == today.year(),
            to_confirm: waits(year),
        });
        let counted = acts::counted(tx, firm.id, today).await?;
        let mut held: BTreeMap<(i32, &str), &Held> = stated
            .iter()
            .map(|held| ((held.year, held.fact.as_str()), held))
            .collect();
        held.extend(
            counted
                .iter()
                .map(|held| ((held.year, held.fact.as_str()), held)),
        );
        let mut groups: Vec<Group> = Vec::new();
        for one in definitions() {
            let cells = years.map(|year| {
                held.get(&(year, one.id.as_str()))
                    .map(|held| cell(one, held, &firm.code, today))
            });
            let line = Line {
                id: &one.id,
                label: one.label(),
                cells: cells.into(),
            };
            match groups.last_mut().filter(|group| group.name == one.group) {
                Some(group) => group.lines.push(line),
                None => groups.push(Group {
                    name: one.group.clone(),
                    lines: vec![line],
                }),
            }
        }
        Ok(Table {
            years: columns.into(),
            groups,
        })
    }
}

fn cell(one: &Definition, held: &Held, code: &str, today: Day) -> Cell {
    if held.source == Source::Register {
        return Cell {
            value: one.shown(held.value),
            source: held.source.word().to_owned(),
            freshness: Freshness::Fresh,
            confirmed: true,
            path: String::new(),
            title: String::new(),
        };
    }
    Cell {
        value: one.shown(held.value),
        source: format!("{} {}", held.source.word(), told(held.stated_at, today)),
        freshness: decide::freshness(one, held, today),
        confirmed: held.confirmed.is_some(),
        path: format!("/firms/{code}/facts/{}/{}", held.year, one.id),
        title: title(held),
    }
}

/// Who stated and who confirmed, for the one who points at a value.
pub fn title(held: &Held) -> String {
    let stated = format!("{} {}填报", held.stated_name, held.stated_at.day());
    match &held.confirmed {
        Some(confirmed) => format!("{stated}，{} {}确认", confirmed.name, confirmed.at.day()),
        None => format!("{stated}，还没有人确认"),
    }
}

/// 7月3日, or 2019-07-03 where the year is another.
fn told(moment: Moment, today: Day) -> String {
    let day = moment.day();
    match day.year() == today.year() {
        true => day.spoken(),
        false => day.to_string(),
    }
}
