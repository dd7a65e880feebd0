//! The printed pages of task books and of the breakdown, and their workbooks.

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use identity::door::Unit;
use paper::sheet::Unwritable;
use values::{Day, Id};
use web::{
    Actor, App, Error, Frame, ListQuery, Organisation, Path, Place, Result, back_to, encoded, page,
};

use super::breakdown::Breakdown;
use super::{Book, breakdown as tables, making, sheet};
use crate::curve::last_day;
use crate::figure::asked::Asked;
use crate::figure::pages::Pairs;
use crate::year;

#[derive(Template)]
#[template(path = "book/show.html")]
struct BookPage {
    frame: Frame,
    unit: Unit,
    year: i32,
    book: Book,
    /// The units whose books the person may open: name, address, whether it is this one.
    units: Vec<(String, String, bool)>,
    asked: Asked,
    query: String,
}

#[derive(Template)]
#[template(path = "book/empty.html")]
struct EmptyPage {
    frame: Frame,
    /// A year that has not begun: there is no day on which its books could be looked at.
    ahead: Option<i64>,
}

#[derive(Template)]
#[template(path = "book/breakdown.html")]
struct BreakdownPage {
    frame: Frame,
    year: i64,
    table: Breakdown,
    total: usize,
    /// Where the books of the year are; empty for one that has not begun.
    books: String,
}

/// The address of a year's books; empty for a year that has not begun.
pub fn books_of(app: &App, year: i64) -> String {
    match year.cmp(&i64::from(app.today().year())) {
        std::cmp::Ordering::Less => format!("/plan/task-books?year={year}"),
        std::cmp::Ordering::Equal => "/plan/task-books".to_owned(),
        std::cmp::Ordering::Greater => String::new(),
    }
}

/// GET /plan/task-books?year=: the book of the person's own unit, on the last day of a year that is over;
/// of the first office for who has none.
pub async fn own(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let year = year::asked(&app, &ListQuery::from_pairs(pairs));
    let this_year = i64::from(app.today().year());
    if year > this_year {
        return page(&EmptyPage {
            frame: frame(&app, &actor, "推进任务书"),
            ahead: Some(year),
        });
    }
    let query = match year < this_year {
        true => format!("?day={}", last_day(year)),
        false => String::new(),
    };
    let mut tx = app.read(&actor).await?;
    let units = units(&mut tx, &actor, app.today()).await?;
    let own = units
        .iter()
        .find(|unit| actor.posts.iter().any(|post| post.organisation == unit.id));
    match own.or(units.first()) {
        Some(unit) => Ok(back_to(format!("{}{query}", path(unit.id)))),
        None => page(&EmptyPage {
            frame: frame(&app, &actor, "推进任务书"),
            ahead: None,
        }),
    }
}

fn path(unit: Id<Organisation>) -> String {
    format!("/plan/task-books/{unit}")
}

fn frame(app: &App, actor: &Actor, title: &str) -> Frame {
    Frame::new(app, actor, title)
        .at("/plan/task-books")
        .under("年度重点", "/plan")
}

/// Offices and towns; for town staff their own town only.
async fn units(tx: &mut Tx, actor: &Actor, on: Day) -> Result<Vec<Unit>> {
    let town = actor.sees_only_town();
    let mut units = identity::door::organisations(tx, on).await?;
    units.retain(|unit| match town {
        Some(town) => unit.id == town,
        None => matches!(unit.place, Place::Office | Place::Town),
    });
    units.sort_by_key(|unit| unit.place == Place::Town);
    Ok(units)
}

async fn asked(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Organisation>,
    pairs: Vec<(String, String)>,
) -> Result<(Unit, Asked)> {
    let unit = identity::door::organisation(tx, id)
        .await?
        .filter(|unit| matches!(unit.place, Place::Office | Place::Town))
        .ok_or(Error::NotFound)?;
    let list = ListQuery::from_pairs(pairs);
    let asked = making::asked(tx, actor, app, &unit, &list).await?;
    Ok((unit, asked))
}

/// GET /plan/task-books/{unit}?day=&known=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Organisation>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let (unit, asked) = asked(&app, &mut tx, &actor, id, pairs).await?;
    let book = making::book(&app, &mut tx, &unit, &asked).await?;
    let query = query(&asked);
    let units = units(&mut tx, &actor, asked.day()).await?;
    let link = |one: &Unit| {
        (
            one.name.clone(),
            format!("{}{query}", path(one.id)),
            one.id == id,
        )
    };
    let title = format!("推进任务书：{}", unit.name);
    page(&BookPage {
        frame: frame(&app, &actor, &title).under("推进任务书", ""),
        units: units.iter().map(link).collect(),
        unit,
        book,
        year: asked.asking.period.first.year(),
        asked,
        query,
    })
}

/// Day and moment as they were asked; nothing for today and now.
fn query(asked: &Asked) -> String {
    if asked.day() == asked.today() && asked.known.is_empty() {
        return String::new();
    }
    format!("?day={}&known={}", asked.day(), encoded(&asked.known))
}

/// GET /plan/task-books/{unit}/book.xlsx?day=&known=
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Organisation>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let (unit, asked) = asked(&app, &mut tx, &actor, id, pairs).await?;
    let book = making::book(&app, &mut tx, &unit, &asked).await?;
    drop(tx);
    handed_out(&book.title, sheet::book(&book))
}

/// GET /plan/breakdown?year=
pub async fn breakdown(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Pairs,
) -> Result<Response> {
    let year = year::asked(&app, &ListQuery::from_pairs(pairs));
    let mut tx = app.read(&actor).await?;
    let table = tables::breakdown(&app, &mut tx, year).await?;
    let total = table.groups.iter().map(|group| group.lines.len()).sum();
    page(&BreakdownPage {
        frame: frame(&app, &actor, "责任分解表").under("责任分解表", ""),
        books: books_of(&app, year),
        year,
        table,
        total,
    })
}

/// GET /plan/breakdown/table.xlsx?year=
pub async fn breakdown_workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Pairs,
) -> Result<Response> {
    let year = year::asked(&app, &ListQuery::from_pairs(pairs));
    let mut tx = app.read(&actor).await?;
    let table = tables::breakdown(&app, &mut tx, year).await?;
    drop(tx);
    handed_out(&table.title, sheet::breakdown(&table))
}

fn handed_out(title: &str, book: Result<Vec<u8>, Unwritable>) -> Result<Response> {
    let bytes = book.map_err(|why| Error::Fault(why.to_string()))?;
    let name = encoded(&format!("{title}.xlsx"));
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"book.xlsx\"; filename*=UTF-8''{name}"),
        ),
    ];
    Ok((headers, bytes).into_response())
}
