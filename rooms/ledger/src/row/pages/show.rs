//! The page of one row.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use measure::kind::Kind;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Frame, ListQuery, Path, Result, status_page};

use super::beside::Beside;
use super::compare::{Comparison, compare};
use super::like::{Likeness, likeness, linked};
use super::seen::{Seen, town_name};
use crate::row::{Cause, Entry, Row, store};
use crate::voucher;

/// One step of the row's life.
pub struct Step {
    pub time: String,
    pub name: String,
    pub word: &'static str,
    pub reason: String,
    /// The number of its entry in the trail; 0 where it shares one with others.
    pub trail: i64,
}

#[derive(Template)]
#[template(path = "row/show.html")]
pub struct ShowPage {
    frame: Frame,
    pub seen: Seen,
    kind: Kind,
    versions: Vec<Row>,
    comparison: Option<Comparison>,
    steps: Vec<Step>,
    likeness: Likeness,
    /// The list that it was opened from.
    beside: Option<Beside>,
    /// What is told about the amount of a linked row: contract, paid, unpaid.
    linked: Vec<(String, String)>,
    complaints: Complaints,
    /// What was typed into the act that was refused.
    typed: Fields,
    told: String,
    accepted: &'static str,
}

impl ShowPage {
    fn title(&self) -> String {
        self.seen.row().number.clone()
    }

    fn path(&self) -> String {
        self.seen.row().path()
    }

    /// Where its acts lead back to: with its place in the list that it was opened from. Empty for none.
    fn here(&self) -> &str {
        self.beside.as_ref().map_or("", |beside| &beside.here)
    }

    /// The reason typed for an act that was not done.
    fn reason(&self, act: &str) -> &str {
        if self.typed.get("act") == act {
            self.typed.get("reason")
        } else {
            ""
        }
    }

    fn error(&self, act: &str) -> &str {
        if self.typed.get("act") == act {
            self.complaints.of("reason")
        } else {
            ""
        }
    }

    fn typed_of(&self, what: &str, id: &str) -> &str {
        self.typed.get(&format!("{what}.{id}"))
    }

    fn voucher_name(&self, id: &str) -> String {
        self.kind
            .vouchers
            .iter()
            .find(|voucher| voucher.id == id)
            .map_or_else(|| id.to_owned(), |voucher| voucher.name.clone())
    }

    fn required(&self) -> String {
        self.kind
            .vouchers
            .iter()
            .filter(|voucher| voucher.required)
            .map(|voucher| voucher.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    }
}

/// GET /ledger/rows/{id}?left=&right=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let page = build(&app, &actor, entry, &list).await?;
    status_page(StatusCode::OK, &page)
}

/// The page again, with what was typed into an act and why it was not done.
pub async fn again(
    app: &App,
    actor: &Actor,
    entry: Id<Entry>,
    status: StatusCode,
    typed: Fields,
    complaints: Complaints,
    told: String,
) -> Result<Response> {
    // The form says where the row stands in its list.
    let here = typed.get("to").split_once('?');
    let list = ListQuery::from_text(here.map_or("", |(_, query)| query));
    let mut page = build(app, actor, entry, &list).await?;
    page.frame = page.frame.with_errors(complaints.len());
    (page.typed, page.complaints, page.told) = (typed, complaints, told);
    status_page(status, &page)
}

async fn build(app: &App, actor: &Actor, entry: Id<Entry>, list: &ListQuery) -> Result<ShowPage> {
    let mut tx = app.read(actor).await?;
    let seen = Seen::load(&mut tx, actor, entry).await?;
    let kind = seen.kind()?.clone();
    let versions = store::versions(&mut tx, entry).await?;
    let comparison = comparison(&mut tx, &kind, &seen, &versions, list).await?;
    let steps = steps(&mut tx, entry, &versions).await?;
    let likeness = likeness(&mut tx, &kind, &seen).await?;
    let linked = linked(&mut tx, actor, &kind, seen.row()).await?;
    let beside = Beside::of(&mut tx, actor, &kind, entry, (list, app.today())).await?;
    let title = seen.row().number.clone();
    let listed = beside.as_ref().map_or_else(
        || format!("/ledger/{}", kind.id),
        |beside| beside.list.clone(),
    );
    let frame = Frame::new(app, actor, title.clone())
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), listed)
        .under(title, "");
    Ok(ShowPage {
        frame,
        seen,
        kind,
        versions,
        comparison,
        steps,
        likeness,
        beside,
        linked,
        complaints: Complaints::default(),
        typed: Fields::default(),
        told: String::new(),
        accepted: voucher::file_type::ACCEPTED,
    })
}

/// The versions that the address names; without one the newest and the one before it.
async fn comparison(
    tx: &mut ::store::Tx,
    kind: &Kind,
    seen: &Seen,
    versions: &[Row],
    list: &ListQuery,
) -> Result<Option<Comparison>> {
    let number = |name: &str, default: i64| {
        if list.get(name).is_empty() {
            Ok(default)
        } else {
            list.get(name).parse().map_err(|_| Error::NotFound)
        }
    };
    let newest = seen.row().version;
    if newest < 2 {
        return Ok(None);
    }
    let right = number("right", newest)?;
    let left = number("left", (right - 1).max(1))?;
    let find = |wanted: i64| {
        versions
            .iter()
            .find(|version| version.version == wanted)
            .ok_or(Error::NotFound)
    };
    let (left, right) = (find(left)?, find(right)?);
    let towns = (
        town_name(tx, left.content.town).await?,
        town_name(tx, right.content.town).await?,
    );
    let subjects: Vec<_> = [left, right]
        .into_iter()
        .filter_map(|row| row.content.subject)
        .collect();
    let firms = enterprise::door::lines(tx, &subjects).await?;
    let name = |row: &Row| {
        row.content
            .subject
            .and_then(|id| firms.get(&id))
            .map(|firm| firm.name.clone())
            .unwrap_or_default()
    };
    let found = compare(
        kind,
        left,
        right,
        &seen.vouchers,
        (&towns.0, &towns.1),
        (&name(left), &name(right)),
    );
    Ok(Some(found))
}

/// The row's life, newest first: its versions, each with the number of its entry in the trail.
async fn steps(tx: &mut ::store::Tx, entry: Id<Entry>, versions: &[Row]) -> Result<Vec<Step>> {
    let lines = trail::of(tx, "row", &entry.to_string(), 200).await?;
    let step = |version: &Row| {
        let word = match (version.cause, version.state.claims()) {
            (Cause::Entered, true) => "录入并提交",
            (Cause::Entered, false) => "录入草稿",
            (Cause::Corrected, true) if version.state == crate::row::state::State::Submitted => {
                "更正，待核实"
            }
            (cause, _) => cause.word(),
        };
        let trail = lines
            .iter()
            .find(|line| line.moment == version.moment)
            .map_or(0, |line| line.number);
        Step {
            time: version.moment.spoken(),
            name: version.actor.name.clone(),
            word,
            reason: version.reason.clone(),
            trail,
        }
    };
    Ok(versions.iter().rev().map(step).collect())
}
