//! The list of one kind: filter, views, sort, columns, pager, sums.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use measure::kind::{Column as Measured, Kind, Subject};
use values::{Day, Fen, Id};
use web::{Actor, App, Error, Frame, ListQuery, Pager, Path, Result, page};

use super::beside;
use crate::access;
use crate::import;
use crate::row::standing::Standing;
use crate::row::store::list::{Order, Sum};
use crate::row::{acts, store};
use crate::view;

pub mod asked;
pub mod chosen;
pub mod done;
pub mod lines;
pub mod sheet;

use asked::{Asked, Found};
use done::Done;
use lines::{Line, Lines};

/// The views that every list has: their words and their names in the address.
pub const VIEWS: [(&str, &str); 6] = [
    ("全部", ""),
    ("未计入", "out"),
    ("我录入的", "mine"),
    ("待核实", "waiting"),
    ("缺凭证", "unproven"),
    ("退回", "returned"),
];

/// A view: its word, its address, how many rows; none of one that is too long to be counted.
pub struct View {
    pub name: String,
    pub path: String,
    pub count: Option<i64>,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "row/list.html")]
struct ListPage {
    frame: Frame,
    kind: Kind,
    list: ListQuery,
    /// What was just done to many rows, when the list was come back to.
    done: Option<Done>,
    asked: Asked,
    views: Vec<View>,
    columns: Vec<web::Column>,
    choices: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    pager: Pager,
    total: Sums,
    towns: Vec<(String, String)>,
    years: Vec<i32>,
    may_enter: bool,
    may_verify: bool,
    has_firm: bool,
}

/// The sums in the foot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    /// Without those that are void: they are no part of any sum.
    rows: i64,
    void: i64,
    counted: i64,
    amount: Fen,
    counted_amount: Fen,
    has_amount: bool,
}

impl ListPage {
    /// Rows are ticked by whoever may do something to them.
    fn may_act(&self) -> bool {
        self.may_enter || self.may_verify
    }

    fn before_amount(&self) -> usize {
        self.columns
            .iter()
            .position(|column| column.id == "amount")
            .unwrap_or(self.columns.len())
            .max(1)
    }

    fn span_before(&self) -> usize {
        self.before_amount() + usize::from(self.may_act())
    }

    fn span_after(&self) -> usize {
        self.columns.len().saturating_sub(self.before_amount() + 1)
    }

    fn amount_is_shown(&self) -> bool {
        self.columns.iter().any(|column| column.id == "amount")
    }

    /// Whether rows were withdrawn and no line of sums says so.
    fn tells_void_below(&self) -> bool {
        let has_sums = self.total.has_amount && self.amount_is_shown() && !self.lines.is_empty();
        self.asked.wanted.hides_void() && self.total.void > 0 && !has_sums
    }

    /// The same rows as a file.
    fn sheet(&self) -> String {
        format!(
            "/ledger/{}/rows.xlsx?{}",
            self.kind.id,
            self.list.question()
        )
    }

    /// More rows than are handed out while the person waits.
    fn is_long(&self) -> bool {
        self.pager.total > web::sheet::AT_ONCE
    }

    /// Where this list becomes a view.
    fn save(&self) -> String {
        let list = ListQuery::from_pairs([("list".to_owned(), self.list.question())]);
        format!("/ledger/{}/views{}", self.kind.id, list.address())
    }

    /// By what the list is ordered, for the caption.
    fn order(&self) -> &'static str {
        ordered(self.asked.order)
    }
}

fn ordered(order: Order) -> &'static str {
    match order {
        Order::Newest => "按计数日倒序",
        Order::Oldest => "按计数日顺序",
        Order::NumberUp => "按编号顺序",
        Order::NumberDown => "按编号倒序",
        Order::AmountUp => "按金额从小到大",
        Order::AmountDown => "按金额从大到小",
    }
}

const SIZE: i64 = 15;

/// GET /ledger/{kind}
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(mut pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let done = Done::taken(&mut pairs);
    let Opened {
        mut tx,
        kind,
        list,
        asked,
    } = open(&app, &actor, &id, pairs).await?;
    let bare = asked.without_view(&actor);
    let unviewed = store::list::sums(&mut tx, &bare).await?;
    let chosen = if list.get("view").is_empty() {
        unviewed.clone()
    } else {
        store::list::sums(&mut tx, &asked.wanted).await?
    };
    let mut views = views(&mut tx, &list, bare, &unviewed, &actor).await?;
    let saved = saved(&mut tx, (&list, &kind), &actor, app.today()).await?;
    // A saved view keeps one of the others in its address: only the saved one is the chosen one.
    if saved.iter().any(|view| view.chosen) {
        views.iter_mut().for_each(|view| view.chosen = false);
    }
    views.extend(saved);
    let total = total(&chosen, kind.measured(Measured::Amount).is_some());
    let pager = Pager::of(&list, SIZE, asked.wanted.shown(&chosen));
    let rows = store::list::page(&mut tx, &asked.wanted, asked.order, pager.offset(), SIZE).await?;
    let mut lines = Lines::new(&kind, &asked, app.today())
        .of(&mut tx, &rows)
        .await?;
    let question = list.question();
    for ((row, line), at) in rows.iter().zip(&mut lines).zip(pager.offset()..) {
        line.path = beside::path(row, &question, at);
    }
    let towns = asked::towns(&mut tx, &actor, app.today()).await?;
    let frame = Frame::new(&app, &actor, kind.name.clone())
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), "");
    let today = app.today();
    page(&ListPage {
        frame,
        columns: lines::columns(&kind, &asked),
        choices: asked.choices(&kind),
        views,
        lines,
        pager,
        total,
        towns,
        years: (today.year() - 4..=today.year() + 1).rev().collect(),
        may_enter: access::may_enter(&actor, &kind),
        may_verify: access::may_verify(&actor, &kind),
        has_firm: kind.subject == Subject::Firm,
        kind,
        list,
        done,
        asked,
    })
}

/// A list that its address names, for somebody who may see the room.
struct Opened {
    tx: ::store::Tx,
    kind: Kind,
    list: ListQuery,
    asked: Asked,
}

async fn open(app: &App, actor: &Actor, id: &str, pairs: Vec<(String, String)>) -> Result<Opened> {
    let list = ListQuery::from_pairs(asked::joined(pairs));
    opened(app, actor, id, list, app.today()).await
}

/// The list as it is asked for on a day.
async fn opened(app: &App, actor: &Actor, id: &str, list: ListQuery, today: Day) -> Result<Opened> {
    acts::opened(access::enter_room(actor))?;
    let mut tx = app.read(actor).await?;
    let kinds = crate::kind::kinds(&mut tx).await?;
    let kind = kinds.get(id).cloned().ok_or(Error::NotFound)?;
    let asked = asked_of(&mut tx, &list, &kind, actor, today).await?;
    Ok(Opened {
        tx,
        kind,
        list,
        asked,
    })
}

/// What the list's address asks for; a part of a firm's name finds the firm's rows.
pub async fn asked_of(
    tx: &mut ::store::Tx,
    list: &ListQuery,
    kind: &Kind,
    actor: &Actor,
    today: Day,
) -> Result<Asked> {
    let firms = match list.get("q") {
        "" => Vec::new(),
        part => enterprise::door::search(tx, part, actor.sees_only_town(), 10)
            .await?
            .iter()
            .map(|firm| firm.id)
            .collect(),
    };
    let town = list.get("town").parse().unwrap_or(Id::NONE);
    let town = super::seen::town_name(tx, town).await?;
    let import = match list.get("import").parse() {
        Ok(id) => import::brought(tx, id).await?,
        Err(_) => None,
    };
    let found = Found {
        firms,
        town,
        import,
    };
    Ok(Asked::read(list, kind, actor, today, found))
}

fn total(sums: &[Sum], has_amount: bool) -> Sums {
    let mut total = Sums {
        has_amount,
        ..Sums::default()
    };
    for sum in sums {
        if sum.standing == Standing::Void {
            total.void = sum.rows;
            continue;
        }
        total.rows += sum.rows;
        total.amount = total.amount + sum.amount;
        if sum.standing == Standing::Good {
            (total.counted, total.counted_amount) = (sum.rows, sum.amount);
        }
    }
    total
}

/// The views with their counts; they keep the other filters.
async fn views(
    tx: &mut ::store::Tx,
    list: &ListQuery,
    bare: store::list::Wanted,
    sums: &[Sum],
    actor: &Actor,
) -> Result<Vec<View>> {
    let of = |standing: Standing| {
        sums.iter()
            .find(|sum| sum.standing == standing)
            .map_or(0, |sum| sum.rows)
    };
    let every: i64 = sums.iter().map(|sum| sum.rows).sum();
    let all = bare.shown(sums);
    let mine = store::list::Wanted {
        author: actor.person,
        undated: true,
        town: list.get("town").parse().unwrap_or(Id::NONE),
        ..bare
    };
    let mine = mine.shown(&store::list::sums(tx, &mine).await?);
    let count = |id: &str| match id {
        "out" => every - of(Standing::Good),
        "mine" => mine,
        "waiting" => of(Standing::Waiting),
        "unproven" => of(Standing::Unproven),
        "returned" => of(Standing::Returned),
        _ => all,
    };
    let shown = |(name, id): (&str, &str)| View {
        name: name.to_owned(),
        path: list.with("view", id),
        count: Some(count(id)),
        chosen: list.get("view") == id,
    };
    Ok(VIEWS.into_iter().map(shown).collect())
}

/// The views that the person sees beside the list, each with how many rows it has now.
async fn saved(
    tx: &mut ::store::Tx,
    (list, kind): (&ListQuery, &Kind),
    actor: &Actor,
    today: Day,
) -> Result<Vec<View>> {
    let kept = view::store::of(tx, &kind.id, &view::owners(actor)).await?;
    let mut views = Vec::new();
    for one in view::beside(kept) {
        let mut count = None;
        if one.is_counted() {
            let its = ListQuery::from_text(&one.question);
            let asked = asked_of(tx, &its, kind, actor, today).await?;
            let sums = store::list::sums(tx, &asked.wanted).await?;
            count = Some(asked.wanted.shown(&sums));
        }
        views.push(View {
            path: view::path(&one),
            count,
            chosen: list.question() == one.question,
            name: one.name,
        });
    }
    Ok(views)
}
