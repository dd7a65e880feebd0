//! The batches of a year as a calendar, and adding one.

pub mod one;
pub mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::{Day, Id};
use web::{Actor, App, Complaints, Fields, Frame, ListQuery, Result, back_to, invalid, page};

use super::{Batch, DAYS, acts, store};
use crate::access;
use crate::application::{self, Application, State as Stands};
use crate::step::form::text;

#[derive(Template)]
#[template(path = "batch/list.html")]
struct ListPage {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    batches: Vec<(Batch, usize)>,
    /// Day, what it is, and of which batch; by day.
    calendar: Vec<(Day, &'static str, Batch)>,
    today: Day,
    may_act: bool,
    fields: Fields,
    complaints: Complaints,
}

impl ListPage {
    /// The workbook of the same batches.
    fn workbook(&self) -> String {
        format!("/cultivation/batches/rows.xlsx?year={}", self.year)
    }

    fn days(&self) -> [(&'static str, &'static str); 5] {
        DAYS
    }
}

async fn list_page(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    year: i64,
    fields: Fields,
    complaints: Complaints,
) -> Result<ListPage> {
    let (years, batches) = of_year(tx, year).await?;
    let mut calendar: Vec<(Day, &'static str, Batch)> = Vec::new();
    for (one, _) in &batches {
        let days = one.days().into_iter();
        calendar.extend(days.filter_map(|(name, day)| Some((day?, name, one.clone()))));
    }
    calendar.sort_by_key(|(day, _, one)| (*day, one.number));
    let frame = Frame::new(app, actor, format!("{year}年申报批次"))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("申报批次", "");
    Ok(ListPage {
        frame: frame.with_errors(complaints.len()),
        year,
        years,
        batches,
        calendar,
        today: app.today(),
        may_act: access::act(actor).is_ok(),
        fields,
        complaints,
    })
}

/// The years that have a batch, and the batches of one year, each with how many applications it has.
async fn of_year(tx: &mut Tx, year: i64) -> Result<(Vec<i64>, Vec<(Batch, usize)>)> {
    let all = store::all(tx).await?;
    let mut years: Vec<i64> = all.iter().map(|one| one.year).collect();
    years.push(year);
    years.sort_unstable();
    years.dedup();
    let applied = application::store::all(tx).await?;
    let counted = |one: Batch| {
        let stand =
            |other: &&Application| other.batch == one.id && other.state != Stands::Withdrawn;
        let count = applied.iter().filter(stand).count();
        (one, count)
    };
    let mine = all.into_iter().filter(|one| one.year == year);
    Ok((years, mine.map(counted).collect()))
}

/// The year that an address asks for; without one, this year.
fn year_asked(app: &App, asked: &ListQuery) -> i64 {
    let this = i64::from(app.today().year());
    asked.get("year").parse().unwrap_or(this)
}

/// GET /cultivation/batches?year=2020
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let year = year_asked(&app, &ListQuery::from_pairs(query));
    let mut tx = app.read(&actor).await?;
    let (fields, none) = (Fields::default(), Complaints::default());
    page(&list_page(&app, &actor, &mut tx, year, fields, none).await?)
}

/// Reads a batch's form over what is held of it.
fn read(fields: &Fields, held: &Batch, complaints: &mut Complaints) -> Batch {
    let year = i32::try_from(held.year).unwrap_or(0);
    let mut day = |at: usize| {
        let (field, label) = DAYS[at];
        match fields.get(field) {
            "" => Day::NEVER,
            typed => Day::parse(typed, year).unwrap_or_else(|fault| {
                complaints.add(field, label, fault.to_string());
                Day::NEVER
            }),
        }
    };
    let next = Batch {
        opens: day(0),
        county_closes: day(1),
        submits: day(2),
        publicity: day(3),
        announced: day(4),
        ..held.clone()
    };
    let note = text(fields, "batch-note", "备注", 200, complaints);
    let next = Batch { note, ..next };
    next.faults(complaints);
    next
}

/// POST /cultivation/batches
pub async fn add(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let number = |field: &str| fields.get(field).parse::<i64>().unwrap_or(0);
    let (year, mut complaints) = (number("year"), Complaints::default());
    let empty = Batch {
        id: Id::fresh(tx.moment()),
        version: 1,
        year,
        number: number("number"),
        opens: Day::NEVER,
        county_closes: Day::NEVER,
        submits: Day::NEVER,
        publicity: Day::NEVER,
        announced: Day::NEVER,
        note: String::new(),
        actor_name: String::new(),
        moment: tx.moment(),
    };
    let new = read(&fields, &empty, &mut complaints);
    let there = store::all(&mut tx).await?;
    if there
        .iter()
        .any(|one| (one.year, one.number) == (new.year, new.number))
    {
        complaints.add("number", "第几批", format!("已有{}", new.name()));
    }
    if !complaints.is_empty() {
        let year = if year > 0 {
            year
        } else {
            app.today().year().into()
        };
        return invalid(&list_page(&app, &actor, &mut tx, year, fields, complaints).await?);
    }
    let path = new.path();
    acts::keep(&mut tx, &actor, &right, new).await?;
    tx.commit().await?;
    Ok(back_to(path))
}
