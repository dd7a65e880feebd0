//! The ledger's first page: every kind with what it holds and what waits.

pub mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::{Day, Id, Period};
use web::{Actor, App, Frame, ListQuery, Result, back_to, page};

use crate::access;
use crate::row::standing::Standing;
use crate::row::{acts, store};

/// One kind and its counts.
pub struct KindLine {
    pub id: String,
    pub name: String,
    pub act: String,
    pub unit: String,
    pub office: String,
    /// Without those that are void.
    pub all: i64,
    pub waiting: i64,
    pub unproven: i64,
    pub returned: i64,
    pub may_enter: bool,
}

#[derive(Template)]
#[template(path = "row/home.html")]
struct HomePage {
    frame: Frame,
    year: i32,
    years: Vec<i32>,
    lines: Vec<KindLine>,
    /// How many rows wait for this person.
    for_me: i64,
    /// A number that no row has.
    sought: String,
}

impl HomePage {
    /// The workbook of the same counts.
    fn workbook(&self) -> String {
        format!("/ledger/rows.xlsx?year={}", self.year)
    }
}

/// The year that an address asks for; this year unless said.
pub fn year_of(text: &str, today: Day) -> i32 {
    text.parse()
        .ok()
        .filter(|year| (1990..=2200).contains(year))
        .unwrap_or(today.year())
}

/// GET /ledger?year=&q=: with the number of a row in `q` the row's own page.
pub async fn home(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let list = ListQuery::from_pairs(pairs);
    let today = app.today();
    let year = year_of(list.get("year"), today);
    let mut tx = app.read(&actor).await?;
    let sought = list.get("q").trim();
    if !sought.is_empty()
        && let Some(path) = super::sought::path(&mut tx, &actor, sought).await?
    {
        return Ok(back_to(path));
    }
    let lines = lines(&mut tx, &actor, today, year).await?;
    let for_me = super::queue::waiting(&mut tx, &actor)
        .await?
        .iter()
        .map(|(_, _, count)| count)
        .sum();
    let frame = Frame::new(&app, &actor, "台账").at("/ledger");
    page(&HomePage {
        frame,
        year,
        years: (today.year() - 4..=today.year() + 1).rev().collect(),
        lines,
        for_me,
        sought: sought.to_owned(),
    })
}

/// Every kind with its rows of a year that the person may see.
async fn lines(tx: &mut Tx, actor: &Actor, today: Day, year: i32) -> Result<Vec<KindLine>> {
    let kinds = crate::kind::kinds(tx).await?;
    let town = actor.sees_only_town().unwrap_or(Id::NONE);
    let offices = identity::door::organisations(tx, today).await?;
    let days = Period::year(year).unwrap_or(Period {
        first: today,
        last: today,
    });
    let mut lines = Vec::new();
    for kind in kinds.iter() {
        let counts = store::list::by_kind(tx, &kind.id, days.first, days.last, town).await?;
        let of = |standing: Standing| {
            counts
                .iter()
                .find(|count| count.0 == standing)
                .map_or(0, |count| count.1)
        };
        let office = offices
            .iter()
            .find(|unit| unit.code == kind.office)
            .map_or_else(
                || identity::door::not_set_up(&kind.office),
                |unit| unit.name.clone(),
            );
        lines.push(KindLine {
            id: kind.id.clone(),
            name: kind.name.clone(),
            act: kind.act.clone(),
            unit: kind.unit.clone(),
            office,
            all: counts.iter().map(|count| count.1).sum::<i64>() - of(Standing::Void),
            waiting: of(Standing::Waiting),
            unproven: of(Standing::Unproven),
            returned: of(Standing::Returned),
            may_enter: access::may_enter(actor, kind),
        });
    }
    Ok(lines)
}
