//! GET /plan: the page 年度重点.

use std::sync::Arc;

use ::store::Tx;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use values::{Day, Uuid};
use web::{Actor, App, Error, Frame, Kept, ListQuery, Newest, Result, page};

use super::board::{Board, Making, board};
use crate::access;
use crate::figure::asked::{Address, Asked};
use crate::figure::asker::Asker;
use crate::figure::pages::{Pairs, Panel};
use crate::figure::panel::{Size, view};
use crate::figure::places::Places;
use crate::notice::show::plan_path;
use crate::target;

#[derive(Template)]
#[template(path = "year/show.html")]
struct YearPage {
    frame: Frame,
    board: Arc<str>,
    panel: String,
}

#[derive(Template)]
#[template(path = "year/empty.html")]
struct EmptyPage {
    frame: Frame,
    year: i32,
    may_map: bool,
    /// With the address of each.
    other_years: Vec<(i64, String)>,
}

/// A block is the same for all who ask the same of the same state of a county on the same day.
/// What depends on the person is only the choice of scopes, which follows from the town, and whether
/// the phone shows the worst first.
#[derive(Clone, PartialEq, Eq, Hash)]
struct BlockKey {
    county: String,
    sequence: i64,
    today: Day,
    town: Option<Uuid>,
    leads: bool,
    address: Address,
    chosen: String,
}

struct Blocks(Kept<BlockKey, Arc<str>>);

impl Default for Blocks {
    fn default() -> Self {
        Blocks(Kept::with_room(100))
    }
}

impl BlockKey {
    fn of(app: &App, actor: &Actor, list: &ListQuery, sequence: i64) -> Self {
        BlockKey {
            county: actor.county.clone(),
            sequence,
            today: app.today(),
            town: actor.sees_only_town().map(values::Id::uuid),
            leads: access::leads(actor),
            address: Address::of(list),
            chosen: list.get("figure").to_owned(),
        }
    }
}

/// GET /plan?day=&known=&scope=&period=&figure=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    newest: Option<Extension<Newest>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut frame = Frame::new(&app, &actor, "年度重点").at("/plan");
    if list.get("figure").is_empty()
        && let Some(Extension(newest)) = newest
        && let Some(board) = kept(&app, &actor, newest, &list)
    {
        return page(&YearPage {
            frame,
            board,
            panel: String::new(),
        });
    }
    let mut tx = app.read(&actor).await?;
    let board = match block(&app, &mut tx, &actor, &list).await? {
        Made::Block(board) => board,
        Made::Empty(year) => return empty(&app, &mut tx, &actor, year).await,
    };
    let panel = match list.get("figure") {
        "" => String::new(),
        id => Panel {
            view: view(&app, &mut tx, &actor, id, &list, Size::Panel).await?,
        }
        .render()?,
    };
    frame.panel = !panel.is_empty();
    page(&YearPage {
        frame,
        board,
        panel,
    })
}

/// The main block out of memory, where nothing has happened since it was made.
fn kept(app: &App, actor: &Actor, newest: Newest, list: &ListQuery) -> Option<Arc<str>> {
    let key = BlockKey::of(app, actor, list, newest.sequence);
    app.memory::<Blocks>().0.get(&key)
}

enum Made {
    Block(Arc<str>),
    Empty(i32),
}

/// The main block out of memory, or made anew.
async fn block(app: &App, tx: &mut Tx, actor: &Actor, list: &ListQuery) -> Result<Made> {
    let key = BlockKey::of(app, actor, list, tx.sequence());
    let blocks = app.memory::<Blocks>();
    if let Some(block) = blocks.0.get(&key) {
        return Ok(Made::Block(block));
    }
    let Answered { asked, board } = made(app, tx, actor, &key.address, &key.chosen).await?;
    let Some(board) = board else {
        return Ok(Made::Empty(asked.asking.period.first.year()));
    };
    let block: Arc<str> = board.render()?.into();
    blocks.0.put(key, Arc::clone(&block));
    Ok(Made::Block(block))
}

/// What was asked, and the block that answers it; `None` where the year has no plan.
pub struct Answered {
    pub asked: Asked,
    pub board: Option<Board>,
}

/// Makes the block. `chosen`: the indicator whose panel stands open; may be empty.
pub async fn made(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    address: &Address,
    chosen: &str,
) -> Result<Answered> {
    let asked = Asked::read(tx, actor, app.now(), address).await?;
    if !asked.is_of_a_year() {
        return Err(Error::Malformed(
            "年度重点只看整年，统计期请填年份，例如 2020；一个月、一个季度的数在数值自己的页上看。"
                .to_owned(),
        ));
    }
    let asker = Asker::new(app, tx, asked.asking.known).await?;
    let places = Places::read(tx, asked.day()).await?;
    let year = i64::from(asked.asking.period.first.year());
    let originals = target::store::originals(tx, year).await?;
    let making = Making {
        app,
        actor,
        asked: &asked,
        places: &places,
        asker: &asker,
        chosen,
        originals,
    };
    let board = board(&making, tx).await?;
    Ok(Answered { asked, board })
}

/// Before there is a plan: what to do first.
async fn empty(app: &App, tx: &mut Tx, actor: &Actor, year: i32) -> Result<Response> {
    let other_years = target::store::years(tx)
        .await?
        .into_iter()
        .filter(|other| *other != i64::from(year))
        .map(|other| (other, plan_path(other, app.today())))
        .filter(|(_, path)| !path.is_empty())
        .collect();
    page(&EmptyPage {
        frame: Frame::new(app, actor, format!("{year} 年年度重点")).at("/plan"),
        year,
        may_map: access::map(actor).is_ok(),
        other_years,
    })
}
