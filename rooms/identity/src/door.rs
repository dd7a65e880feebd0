//! What other rooms and the program may ask or tell this room.

use std::collections::HashMap;
use std::fmt;

use axum::Router;
use axum::middleware::from_fn_with_state;
use serde_json::json;
use store::{Result, Store, Tx};
use trail::{Act, Who};
use values::{Clock, Day, Id, Moment};
use web::{Actor, App, Organisation, Person, Place, Role};

pub use crate::administrator::{first_administrator, restore_administrator};
pub use crate::person::NewPerson;
pub use crate::unit::{NewUnit, Unit};
use crate::{layer, password, person, post, session, unit};

/// Tables of what is only of the moment: who is signed in, who failed to. No backup carries them.
pub const OF_THE_MOMENT: [&str; 2] = ["identity_session", "identity_failure"];

/// Why the room did not do what another asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoSuchPerson,
    OfAFirm,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoSuchPerson => write!(f, "没有这个用户"),
            Refusal::OfAFirm => write!(f, "这是企业的账号，不能任系统管理员"),
        }
    }
}

/// Puts the `Actor` into every request with a living session.
pub fn identify(routes: Router<App>, app: App) -> Router<App> {
    routes.layer(from_fn_with_state(app, layer::identify))
}

/// Organisations that exist on a day, the bureau first.
pub async fn organisations(tx: &mut Tx, on: Day) -> Result<Vec<Unit>> {
    unit::store::living(tx, on).await
}

/// Organisations that existed at any time between two days.
pub async fn organisations_between(tx: &mut Tx, first: Day, last: Day) -> Result<Vec<Unit>> {
    unit::store::between(tx, first, last).await
}

pub async fn organisation(tx: &mut Tx, id: Id<Organisation>) -> Result<Option<Unit>> {
    unit::store::find(tx, id).await
}

/// The work of the offices by whose codes the shipped ledgers and indicators name them.
pub const WORK: [(&str, &str); 5] = [
    ("hightech", "高新技术企业和研发投入"),
    ("platform", "平台载体"),
    ("cooperation", "产学研合作"),
    ("finance", "科技金融和计划项目"),
    ("general", "办公室综合"),
];

/// What stands in the place of an office that the county has not set up: `产学研合作（科室未设）`.
pub fn not_set_up(code: &str) -> String {
    match WORK.iter().find(|(known, _)| *known == code) {
        Some((_, work)) => format!("{work}（科室未设）"),
        None => format!("{code}（科室未设）"),
    }
}

/// The office with a stable code.
pub async fn office(tx: &mut Tx, code: &str) -> Result<Option<Unit>> {
    unit::store::by_code(tx, code).await
}

/// Who holds one of the roles in a unit: the people who can.
pub async fn people_in(
    tx: &mut Tx,
    roles: &[Role],
    organisation: Id<Organisation>,
    on: Day,
) -> Result<Vec<(Id<Person>, String)>> {
    let mut found: Vec<(Id<Person>, String)> = Vec::new();
    for role in roles {
        for one in post::store::holding(tx, *role, organisation, on).await? {
            if found.iter().all(|(id, _)| *id != one.0) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

/// Somebody in a post on a day.
#[derive(Clone, Debug)]
pub struct Seat {
    pub person: Id<Person>,
    pub name: String,
    pub unit: Id<Organisation>,
    pub unit_name: String,
    pub role: Role,
}

/// Everybody who holds a post on a day, in the order of the units.
pub async fn seats(tx: &mut Tx, on: Day) -> Result<Vec<Seat>> {
    let held = post::store::on(tx, on).await?;
    let people: Vec<Id<Person>> = held.iter().map(|one| one.person).collect();
    let names = person::store::names(tx, &people).await?;
    let seat = |one: post::Held| Seat {
        name: names.get(&one.person).cloned().unwrap_or_default(),
        person: one.person,
        unit: one.unit,
        unit_name: one.unit_name,
        role: one.role,
    };
    Ok(held.into_iter().map(seat).collect())
}

pub async fn names(tx: &mut Tx, people: &[Id<Person>]) -> Result<HashMap<Id<Person>, String>> {
    person::store::names(tx, people).await
}

/// Enters an organisation.
pub async fn found(tx: &mut Tx, who: &Who, new: NewUnit) -> Result<Id<Organisation>> {
    let id = Id::fresh(tx.moment());
    unit::store::insert(tx, id, &new).await?;
    tx.touch("organisation").await?;
    let summary = format!("设立{}“{}”", new.place.name(), new.name);
    let details = json!({"name": new.name, "code": new.code, "since": new.since.to_string()});
    trail::record(
        tx,
        who,
        Act {
            act: "identity.unit.found",
            noun: "unit",
            subject: id.to_string(),
            summary,
            details,
        },
    )
    .await?;
    Ok(id)
}

/// The place of a firm whose own people sign in: it has the firm's id. The first account makes it.
pub async fn firm_place(tx: &mut Tx, id: Id<Organisation>, name: &str) -> Result<()> {
    if unit::store::find(tx, id).await?.is_some() {
        return Ok(());
    }
    let new = NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: String::new(),
        place: Place::Firm,
        parent: None,
        since: tx.moment().day(),
    };
    unit::store::insert(tx, id, &new).await?;
    tx.touch("organisation").await
}

/// An account as those see it who opened it.
#[derive(Clone, Debug)]
pub struct Account {
    pub person: Id<Person>,
    pub sign_in: String,
    pub name: String,
    /// 在用, 待改密, 停用.
    pub state: &'static str,
}

/// The accounts of a firm's people on a day.
pub async fn firm_accounts(tx: &mut Tx, id: Id<Organisation>, on: Day) -> Result<Vec<Account>> {
    let mut found = Vec::new();
    for (person, _) in post::store::holding(tx, Role::Firm, id, on).await? {
        if let Some(known) = person::store::find(tx, person).await? {
            found.push(Account {
                person,
                state: known.state(),
                sign_in: known.sign_in,
                name: known.name,
            });
        }
    }
    Ok(found)
}

/// Whether somebody signs in with the name already.
pub async fn is_taken(tx: &mut Tx, sign_in: &str) -> Result<bool> {
    let name = person::sign_in_name(sign_in);
    Ok(person::store::by_sign_in(tx, &name).await?.is_some())
}

/// Admits a person; the password comes hashed, the sign-in name is kept in lower case.
pub async fn admit(tx: &mut Tx, who: &Who, mut new: NewPerson) -> Result<Id<Person>> {
    new.sign_in = person::sign_in_name(&new.sign_in);
    let id = Id::fresh(tx.moment());
    person::store::insert(tx, id, &new).await?;
    let summary = format!("建用户 {}（{}）", new.sign_in, new.name);
    let details = json!({"sign_in": new.sign_in, "name": new.name});
    trail::record(
        tx,
        who,
        Act {
            act: "identity.person.admit",
            noun: "person",
            subject: id.to_string(),
            summary,
            details,
        },
    )
    .await?;
    Ok(id)
}

/// Gives a person a post from a day on, until a day or for good.
pub async fn appoint(
    tx: &mut Tx,
    who: &Who,
    person: Id<Person>,
    organisation: Id<Organisation>,
    role: Role,
    since: Day,
    until: Option<Day>,
) -> Result<()> {
    let held = post::Held {
        id: Id::fresh(tx.moment()),
        person,
        unit: organisation,
        unit_name: String::new(),
        role,
        since,
        until: until.unwrap_or(Day::NEVER),
    };
    post::store::insert(tx, &held).await?;
    let unit = unit::store::find(tx, organisation).await?;
    let unit = unit.map(|unit| unit.name).unwrap_or_default();
    let summary = format!("任职：{unit} {}，{since} 起", role.name());
    let details =
        json!({"unit": organisation.to_string(), "role": role.code(), "since": since.to_string()});
    trail::record(
        tx,
        who,
        Act {
            act: "identity.post.appoint",
            noun: "person",
            subject: person.to_string(),
            summary,
            details,
        },
    )
    .await
}

/// Argon2id, off the request threads, two at a time.
pub async fn hash_password(secret: &str) -> Result<String, String> {
    password::hash(secret).await
}

/// A random password such as the demonstration prints.
pub fn one_time_password() -> String {
    password::one_time()
}

/// The actor that a person is on a day.
pub async fn actor_of(tx: &mut Tx, person: Id<Person>, on: Day) -> Result<Option<Actor>> {
    let Some(known) = person::store::find(tx, person).await? else {
        return Ok(None);
    };
    let posts = post::store::carried(tx, person, on).await?;
    let bureau = unit::store::bureau(tx, on).await?;
    Ok(Some(Actor {
        county: tx.county().to_owned(),
        person,
        name: known.name,
        bureau,
        posts,
        last_seen: known.last_seen,
        must_change_password: known.must_change,
        news: web::News::default(),
    }))
}

/// Opens a session without a password, for tests: the value of the cookie `kedu`.
pub async fn open_session(store: &Store, county: &str, person: Id<Person>) -> Result<String> {
    let mut tx = store.note(county).await?;
    let cookie = open(&mut tx, person, Moment::default(), Clock::machine().now()).await?;
    tx.commit().await?;
    Ok(cookie)
}

pub(crate) async fn open(
    tx: &mut Tx,
    person: Id<Person>,
    last_seen: Moment,
    now: Moment,
) -> Result<String> {
    let token = password::token();
    session::store::sweep(tx, now.plus_millis(-session::FORGOTTEN)).await?;
    session::store::insert(tx, &session::hashed(&token), person, last_seen, now).await?;
    Ok(format!("{}.{token}", tx.county()))
}
