//! The page of one row.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use measure::kind::Kind;
use values::{Fen, Id};
use web::{Actor, App, Complaints, Error, Fields, Frame, ListQuery, Result, status_page};

use super::compare::{Comparison, compare};
use super::seen::{Seen, town_name};
use crate::row::{Cause, Entry, Row, once, store};
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

/// What a search for the same event found.
pub struct Likeness {
    /// The row that holds the once-only key, if it is another.
    pub holder: Option<(String, String)>,
    /// The names of the fields that make the key.
    pub key: String,
    pub alike: Vec<(Id<Entry>, String)>,
    pub files: Vec<(Id<Entry>, String)>,
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

    /// The reason typed for an act that was not done.
    fn reason(&self, act: &str) -> &str {
        if self.typed.get("act") == act { self.typed.get("reason") } else { "" }
    }

    fn error(&self, act: &str) -> &str {
        if self.typed.get("act") == act { self.complaints.of("reason") } else { "" }
    }

    fn typed_of(&self, what: &str, id: &str) -> &str {
        self.typed.get(&format!("{what}.{id}"))
    }

    fn voucher_name(&self, id: &str) -> String {
        self.kind.vouchers.iter().find(|voucher| voucher.id == id).map_or_else(|| id.to_owned(), |voucher| voucher.name.clone())
    }

    fn required(&self) -> String {
        self.kind.vouchers.iter().filter(|voucher| voucher.required).map(|voucher| voucher.name.as_str()).collect::<Vec<_>>().join("、")
    }
}

/// GET /ledger/rows/{id}?left=&right=
pub async fn show(State(app): State<App>, actor: Actor, Path(entry): Path<Id<Entry>>, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let page = build(&app, &actor, entry, &list).await?;
    status_page(StatusCode::OK, &page)
}

/// The page again, with what was typed into an act and why it was not done.
pub async fn again(app: &App, actor: &Actor, entry: Id<Entry>, status: StatusCode, typed: Fields, complaints: Complaints, told: String) -> Result<Response> {
    let mut page = build(app, actor, entry, &ListQuery::default()).await?;
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
    let linked = linked(&mut tx, &kind, seen.row()).await?;
    let title = seen.row().number.clone();
    let frame = Frame::new(app, actor, title.clone())
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), format!("/ledger/{}", kind.id))
        .under(title, "");
    Ok(ShowPage {
        frame,
        seen,
        kind,
        versions,
        comparison,
        steps,
        likeness,
        linked,
        complaints: Complaints::default(),
        typed: Fields::default(),
        told: String::new(),
        accepted: voucher::file_type::ACCEPTED,
    })
}

/// The versions that the address names; without one the newest and the one before it.
async fn comparison(tx: &mut ::store::Tx, kind: &Kind, seen: &Seen, versions: &[Row], list: &ListQuery) -> Result<Option<Comparison>> {
    let number = |name: &str, default: i64| if list.get(name).is_empty() { Ok(default) } else { list.get(name).parse().map_err(|_| Error::NotFound) };
    let newest = seen.row().version;
    if newest < 2 {
        return Ok(None);
    }
    let right = number("right", newest)?;
    let left = number("left", (right - 1).max(1))?;
    let find = |wanted: i64| versions.iter().find(|version| version.version == wanted).ok_or(Error::NotFound);
    let (left, right) = (find(left)?, find(right)?);
    let towns = (town_name(tx, left.content.town).await?, town_name(tx, right.content.town).await?);
    let subjects: Vec<_> = [left, right].into_iter().filter_map(|row| row.content.subject).collect();
    let firms = enterprise::door::lines(tx, &subjects).await?;
    let name = |row: &Row| row.content.subject.and_then(|id| firms.get(&id)).map(|firm| firm.name.clone()).unwrap_or_default();
    let found = compare(kind, left, right, &seen.vouchers, (&towns.0, &towns.1), (&name(left), &name(right)));
    Ok(Some(found))
}

/// The row's life, newest first: its versions, each with the number of its entry in the trail.
async fn steps(tx: &mut ::store::Tx, entry: Id<Entry>, versions: &[Row]) -> Result<Vec<Step>> {
    let lines = trail::of(tx, "row", &entry.to_string(), 200).await?;
    let step = |version: &Row| {
        let word = match (version.cause, version.state.claims()) {
            (Cause::Entered, true) => "录入并提交",
            (Cause::Entered, false) => "录入草稿",
            (Cause::Corrected, true) if version.state == crate::row::state::State::Submitted => "更正，待核实",
            (cause, _) => cause.word(),
        };
        let trail = lines.iter().find(|line| line.moment == version.moment).map_or(0, |line| line.number);
        Step { time: version.moment.spoken(), name: version.actor.name.clone(), word, reason: version.reason.clone(), trail }
    };
    Ok(versions.iter().rev().map(step).collect())
}

async fn likeness(tx: &mut ::store::Tx, kind: &Kind, seen: &Seen) -> Result<Likeness> {
    let row = seen.row();
    let key = once::key(kind, row.content.subject, row.content.town, &row.content.fields);
    let holder = match &key {
        Some(key) => store::once::holder(tx, &kind.id, key).await?.filter(|holder| *holder != row.entry),
        None => None,
    };
    let holder = match holder {
        Some(entry) => store::find(tx, entry).await?.map(|row| (row.number.clone(), row.path())),
        None => None,
    };
    let name = |id: &String| match id.as_str() {
        "subject" => "企业".to_owned(),
        "town" => "镇区".to_owned(),
        id => kind.field(id).map_or_else(|| id.to_owned(), |field| field.name.clone()),
    };
    let names = if key.is_some() { kind.once.iter().map(name).collect::<Vec<_>>().join("、") } else { String::new() };
    let mut files = Vec::new();
    for kept in seen.standing() {
        if let voucher::Paper::File { sha256, .. } = &kept.proof.paper {
            files.extend(voucher::store::elsewhere(tx, sha256, row.entry).await?);
        }
    }
    files.sort_by(|a, b| a.1.cmp(&b.1));
    files.dedup();
    Ok(Likeness { holder, key: names, alike: store::open::alike(tx, row).await?, files })
}

/// For a row with an amount that links to a row with an amount: that amount, what its like took of it, the rest.
pub async fn linked(tx: &mut ::store::Tx, kind: &Kind, row: &Row) -> Result<Vec<(String, String)>> {
    let (Some(to), Some(amount)) = (row.measured.link.some(), row.measured.amount) else { return Ok(Vec::new()) };
    let Some(target) = store::find(tx, to).await? else { return Ok(Vec::new()) };
    let Some(whole) = target.measured.amount else { return Ok(Vec::new()) };
    let (others, held) = store::open::linked_sum(tx, &kind.id, to, row.entry).await?;
    let wan = |amount: Fen| format!("{} 万元", amount.in_wan());
    let rest = whole - others;
    let mut told = vec![
        (format!("{} 的金额", target.number), wan(whole)),
        (format!("其他{}已登记 {held} {}", kind.name, kind.unit), wan(others)),
        ("余额".to_owned(), wan(rest)),
    ];
    if amount > rest {
        told.push(("提醒".to_owned(), format!("本条 {}，超出余额 {}，请核对金额或所属记录", wan(amount), wan(amount - rest))));
    }
    Ok(told)
}

