//! The page of what befell a firm, and the page that tells what an event will change before it is done.

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use identity::door::Unit;
use values::{Day, Id, Uuid};
use web::{
    Actor, App, Complaints, Fields, Frame, Organisation, Path, Result, back_to, invalid, page,
};

use super::{Befallen, Event, Told, acts, faults, store};
use crate::fact::pages::frame;
use crate::firm::pages::{open, towns};
use crate::firm::{Firm, FirmLine, Refusal};
use crate::{access, door};

#[derive(Template)]
#[template(path = "life/show.html")]
struct LifePage {
    frame: Frame,
    firm: FirmLine,
    befallen: Vec<(Befallen, Option<FirmLine>)>,
    towns: Vec<Unit>,
    may_change: bool,
    /// The file was joined to another.
    joined: bool,
    typed: Fields,
    complaints: Complaints,
}

impl LifePage {
    fn events(&self) -> Vec<Event> {
        Event::of_file(self.joined).collect()
    }

    fn is_typed(&self, field: &str, value: &str) -> bool {
        self.typed.get(field) == value
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.typed.get("town").parse() == Ok(unit.id)
    }
}

/// One count before and after, on a day.
pub struct Moved {
    pub what: String,
    pub on: Day,
    pub now: i64,
    pub then: i64,
}

impl Moved {
    fn moves(&self) -> bool {
        self.now != self.then
    }
}

#[derive(Template)]
#[template(path = "life/preview.html")]
struct PreviewPage {
    frame: Frame,
    firm: FirmLine,
    told: Told,
    other: Option<FirmLine>,
    counts: Vec<Moved>,
    kept: Vec<(String, String)>,
}

/// GET /firms/{code}/identity
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response> {
    let none = (Fields::default(), Complaints::default());
    page(&build(&app, &actor, &code, none).await?)
}

async fn build(
    app: &App,
    actor: &Actor,
    code: &str,
    (typed, complaints): (Fields, Complaints),
) -> Result<LifePage> {
    let mut tx = app.read(actor).await?;
    let firm = open(&mut tx, actor, code).await?;
    let mut befallen = Vec::new();
    for one in store::of_firm(&mut tx, firm.id).await? {
        let other = match one.other.some() {
            Some(other) => door::firm(&mut tx, other).await?,
            None => None,
        };
        befallen.push((one, other));
    }
    Ok(LifePage {
        frame: frame(app, actor, &firm, "变更和去向")
            .under("变更和去向", "")
            .with_errors(complaints.len()),
        befallen,
        towns: towns(&mut tx, app).await?,
        may_change: access::change(actor, firm.town).is_ok(),
        joined: store::joined(&mut tx, firm.id).await?.is_some(),
        firm,
        typed,
        complaints,
    })
}

/// POST /firms/{code}/identity: first what it will change, and with `sure` the act.
pub async fn befall(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    typed: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    access::change(&actor, firm.town)?;
    let complaints = match read(&typed, app.today()) {
        Err(complaints) => complaints,
        Ok(told) => {
            let days = [told.day.plus(-1), told.day, app.today()];
            let before = counts(&mut tx, &days).await?;
            match acts::befall(&mut tx, &actor.who(), &firm, &told).await {
                Ok(()) if typed.get("sure").is_empty() => {
                    let then = counts(&mut tx, &days).await?;
                    let moved = moved(&mut tx, &firm, &told, (before, then)).await?;
                    // Nothing of it stays: the transaction is dropped.
                    return preview(&app, &actor, (tx, firm, told), moved, &typed).await;
                }
                Ok(()) => {
                    tx.commit().await?;
                    app.work_off(&actor.county).await;
                    return Ok(back_to(after(&actor, &firm, &told)));
                }
                Err(refusal) => beside(&refusal.of_rules()?),
            }
        }
    };
    drop(tx);
    invalid(&build(&app, &actor, &firm.code, (typed, complaints)).await?)
}

/// A firm that the staff of a town moved away is not theirs to see any more.
fn after(actor: &Actor, firm: &FirmLine, told: &Told) -> String {
    let left = told.event == Event::MovedTown && actor.sees_only_town() != Some(told.town);
    match left && actor.sees_only_town().is_some() {
        true => "/firms".to_owned(),
        false => format!("/firms/{}/identity", firm.code),
    }
}

fn read(typed: &Fields, today: Day) -> Result<Told, Complaints> {
    let mut complaints = Complaints::default();
    let text = |field: &str| typed.get(field).to_owned();
    let event = Event::from_code(typed.get("event"));
    if event.is_none() {
        complaints.add("event", "发生了什么", "从列出的里面选一项");
    }
    let day = Day::parse(typed.get("day"), today.year());
    if let Err(fault) = &day {
        complaints.add("day", "哪一天", fault.to_string());
    }
    let told = Told {
        event: event.unwrap_or(Event::Renamed),
        day: day.unwrap_or(today),
        other: text("other"),
        goes_on: !typed.get("goes_on").is_empty(),
        place: text("place"),
        town: typed.get("town").parse().unwrap_or(Id::NONE),
        name: text("name"),
        paper: text("paper"),
        reason: text("reason"),
    };
    if event.is_some() {
        for (field, refusal) in faults(&told) {
            complaints.add(field, label(field), refusal.to_string());
        }
    }
    match complaints.is_empty() {
        true => Ok(told),
        false => Err(complaints),
    }
}

fn label(field: &str) -> &'static str {
    match field {
        "name" => "新的名称",
        "town" => "新的镇区",
        "other" => "另一家企业",
        "place" => "从哪里来，到哪里去",
        "paper" => "依据文件",
        "reason" => "情况说明",
        "event" => "发生了什么",
        _ => "哪一天",
    }
}

/// The refusal beside the field it is about.
fn beside(refusal: &Refusal) -> Complaints {
    let field = match refusal {
        Refusal::NoSuchFirm | Refusal::Itself | Refusal::Joined { .. } => "other",
        Refusal::NotJoined => "event",
        Refusal::NoSuchTown => "town",
        Refusal::Empty(_) | Refusal::TooLong { .. } => "name",
        _ => "day",
    };
    let mut complaints = Complaints::default();
    complaints.add(field, label(field), refusal.to_string());
    complaints
}

type Counts = Vec<(i64, HashMap<Uuid, i64>)>;

async fn counts(tx: &mut Tx, days: &[Day; 3]) -> Result<Counts> {
    let mut counts = Vec::new();
    for day in days {
        let all = store::here_on(tx, *day).await?;
        counts.push((all, door::by_town(tx, *day).await?));
    }
    Ok(counts)
}

/// The counts of the county, and of each town that the event touches, on the day before, on the day and today.
async fn moved(
    tx: &mut Tx,
    firm: &FirmLine,
    told: &Told,
    (before, then): (Counts, Counts),
) -> Result<Vec<Moved>> {
    let today = tx.moment().day();
    let mut days = vec![told.day.plus(-1), told.day];
    if today != told.day {
        days.push(today);
    }
    let mut towns: Vec<Id<Organisation>> = vec![firm.town];
    let on_day = door::town_on(tx, firm.id, told.day.plus(-1)).await?;
    for town in [on_day, told.town] {
        if !town.is_none() && !towns.contains(&town) {
            towns.push(town);
        }
    }
    let names: HashMap<Uuid, String> = door::all_units(tx)
        .await?
        .into_iter()
        .map(|unit| (unit.id.uuid(), unit.name))
        .collect();
    let mut all = Vec::new();
    for (at, on) in days.iter().enumerate() {
        all.push(Moved {
            what: "本县（市）企业".to_owned(),
            on: *on,
            now: before[at].0,
            then: then[at].0,
        });
        for town in &towns {
            let of = |counts: &Counts| counts[at].1.get(&town.uuid()).copied().unwrap_or(0);
            all.push(Moved {
                what: format!("{}企业", names.get(&town.uuid()).map_or("", String::as_str)),
                on: *on,
                now: of(&before),
                then: of(&then),
            });
        }
    }
    Ok(all)
}

async fn preview(
    app: &App,
    actor: &Actor,
    (mut tx, firm, told): (Tx, FirmLine, Told),
    counts: Vec<Moved>,
    typed: &Fields,
) -> Result<Response> {
    let other = match told.event.wants_other() {
        true => door::by_code(&mut tx, &told.other.to_uppercase()).await?,
        false => None,
    };
    drop(tx);
    let kept = typed
        .pairs()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    page(&PreviewPage {
        frame: frame(app, actor, &firm, told.event.word())
            .under("变更和去向", format!("/firms/{}/identity", firm.code))
            .under("先看影响", ""),
        kept: kept.filter(|(name, _)| name != "sure").collect(),
        firm,
        told,
        other,
        counts,
    })
}

/// The other files of a firm, for its page.
pub async fn others(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<FirmLine>> {
    let mut lines = Vec::new();
    for id in store::joined_to(tx, firm).await? {
        lines.extend(door::firm(tx, id).await?);
    }
    Ok(lines)
}
