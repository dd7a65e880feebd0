//! The batches of a year as a calendar, one batch with its applications, and its days as they are edited.

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use enterprise::door::FirmLine;
use trail::{Act, record};
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Result, back_to, invalid, page,
};

use super::{Batch, DAYS, store};
use crate::access;
use crate::application::{self, Application, State as Stands, material};
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
    let all = store::all(tx).await?;
    let mut years: Vec<i64> = all.iter().map(|one| one.year).collect();
    years.push(year);
    years.sort_unstable();
    years.dedup();
    let applied = application::store::all(tx).await?;
    let mine: Vec<Batch> = all.into_iter().filter(|one| one.year == year).collect();
    let mut calendar: Vec<(Day, &'static str, Batch)> = Vec::new();
    for one in &mine {
        let days = one.days().into_iter();
        calendar.extend(days.filter_map(|(name, day)| Some((day?, name, one.clone()))));
    }
    calendar.sort_by_key(|(day, _, one)| (*day, one.number));
    let batches = mine
        .into_iter()
        .map(|one| {
            let count = applied.iter().filter(|other| other.batch == one.id);
            let count = count
                .filter(|other| other.state != Stands::Withdrawn)
                .count();
            (one, count)
        })
        .collect();
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

/// GET /cultivation/batches?year=2020
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let asked = ListQuery::from_pairs(query);
    let this = i64::from(app.today().year());
    let year = asked.get("year").parse().unwrap_or(this);
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
    access::act(&actor)?;
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
    keep(&mut tx, &actor, new).await?;
    tx.commit().await?;
    Ok(back_to(path))
}

async fn keep(tx: &mut Tx, actor: &Actor, mut one: Batch) -> Result<()> {
    actor.name.clone_into(&mut one.actor_name);
    one.moment = tx.moment();
    store::add(tx, &one).await?;
    tx.touch("cultivation").await?;
    let days: Vec<String> = one
        .days()
        .into_iter()
        .filter_map(|(name, day)| Some(format!("{name} {}", day?)))
        .collect();
    let act = Act {
        act: "cultivation.batch.set",
        noun: "batch",
        subject: one.id.to_string(),
        summary: format!("定{}：{}", one.name(), days.join("，")),
        details: serde_json::json!({"version": one.version, "days": days, "note": one.note}),
    };
    record(tx, &actor.who(), act).await?;
    Ok(())
}

/// A firm's application in the list of a batch.
struct Line {
    one: Application,
    firm: FirmLine,
    light: (&'static str, String),
}

#[derive(Template)]
#[template(path = "batch/show.html")]
struct ShowPage {
    frame: Frame,
    batch: Batch,
    history: Vec<Batch>,
    lines: Vec<Line>,
    today: Day,
    may_act: bool,
    fields: Fields,
    complaints: Complaints,
}

impl ShowPage {
    fn days(&self) -> [(&'static str, &'static str); 5] {
        DAYS
    }

    fn count(&self, state: Stands) -> usize {
        self.lines
            .iter()
            .filter(|line| line.one.state == state)
            .count()
    }

    /// How many of each state, in words.
    fn counts(&self) -> String {
        let words: Vec<String> = Stands::ALL
            .into_iter()
            .map(|state| (state, self.count(state)))
            .filter(|(_, count)| *count > 0)
            .map(|(state, count)| format!("{} {count} 家", state.word()))
            .collect();
        words.join("，")
    }
}

async fn lines(tx: &mut Tx, actor: &Actor, batch: Id<Batch>) -> Result<Vec<Line>> {
    let applied = application::store::of_batch(tx, batch).await?;
    let ids: Vec<_> = applied.iter().map(|one| one.firm).collect();
    let firms: HashMap<_, FirmLine> = enterprise::door::lines(tx, &ids).await?;
    let there = application::store::materials_there(tx).await?;
    let only = actor.sees_only_town();
    let line = |one: Application| {
        let firm = firms.get(&one.firm)?.clone();
        let there = there.get(&one.id).map_or(&[][..], Vec::as_slice);
        only.is_none_or(|town| town == firm.town).then(|| Line {
            light: material::light(there),
            one,
            firm,
        })
    };
    Ok(applied.into_iter().filter_map(line).collect())
}

async fn show_page(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    batch: Batch,
    fields: Option<Fields>,
    complaints: Complaints,
) -> Result<ShowPage> {
    let frame = Frame::new(app, actor, batch.name())
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(
            "申报批次",
            format!("/cultivation/batches?year={}", batch.year),
        )
        .under(batch.name(), "");
    let starting = || {
        let mut pairs: Vec<(String, String)> = DAYS
            .into_iter()
            .zip(batch.days())
            .map(|((field, _), (_, day))| {
                let day = day.map_or(String::new(), |day| day.to_string());
                (field.to_owned(), day)
            })
            .collect();
        pairs.push(("batch-note".to_owned(), batch.note.clone()));
        pairs.push(("version".to_owned(), batch.version.to_string()));
        Fields::from_pairs(pairs)
    };
    Ok(ShowPage {
        frame: frame.with_errors(complaints.len()),
        history: store::history(tx, batch.id).await?,
        lines: lines(tx, actor, batch.id).await?,
        today: app.today(),
        may_act: access::act(actor).is_ok(),
        fields: fields.unwrap_or_else(starting),
        complaints,
        batch,
    })
}

/// GET /cultivation/batches/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let batch = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let none = Complaints::default();
    page(&show_page(&app, &actor, &mut tx, batch, None, none).await?)
}

/// POST /cultivation/batches/{id}/versions
pub async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
    mut fields: Fields,
) -> Result<Response> {
    access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let held = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let mut complaints = Complaints::default();
    let next = read(&fields, &held, &mut complaints);
    let version = held.version.to_string();
    if fields.has("version") && fields.get("version") != version {
        let reason = format!("您打开以后，{} 改过，核对后再提交", held.actor_name);
        complaints.add("opens", "批次", reason);
        fields.set("version", &version);
    }
    if !complaints.is_empty() {
        let shown = show_page(&app, &actor, &mut tx, held, Some(fields), complaints);
        return invalid(&shown.await?);
    }
    let next = Batch {
        version: held.version + 1,
        ..next
    };
    keep(&mut tx, &actor, next).await?;
    tx.commit().await?;
    Ok(back_to(held.path()))
}

/// POST /cultivation/batches/{id}/applications: takes a firm in, to prepare its documents.
pub async fn prepare(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let batch = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let typed = fields.get("code").to_owned();
    let Some(firm) = named(&mut tx, &typed).await? else {
        let mut complaints = Complaints::default();
        let reason = match typed.as_str() {
            "" => "填企业的信用代码或全称".to_owned(),
            typed => format!("企业库里没有“{typed}”，或同名的不止一家，请填信用代码"),
        };
        complaints.add("code", "企业", reason);
        let shown = show_page(&app, &actor, &mut tx, batch, Some(fields), complaints);
        return invalid(&shown.await?);
    };
    let today = app.today();
    let one = application::acts::prepare(&mut tx, &actor, &right, batch.id, firm.id, today).await?;
    tx.commit().await?;
    Ok(back_to(one.path()))
}

/// A firm by its code, or by its whole name where only one bears it.
pub async fn named(tx: &mut Tx, typed: &str) -> Result<Option<FirmLine>> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(firm) = enterprise::door::by_code(tx, &typed.to_uppercase()).await? {
        return Ok(Some(firm));
    }
    let mut found = enterprise::door::search(tx, typed, None, 20).await?;
    found.retain(|firm| firm.name == typed);
    Ok(found.pop().filter(|_| found.is_empty()))
}
