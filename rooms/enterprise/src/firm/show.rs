//! The page of a firm: its facts, what happened to it, its registers, and what may be changed.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use identity::door::Unit;
use values::Day;
use web::{Actor, App, Complaints, Fields, Frame, ListQuery, Path, Result, back_to, page};

use super::pages::{open, towns};
use super::timeline::{Happened, timeline};
use super::{FirmLine, SIZES};
use crate::fact::pages::Table;
use crate::fact::{Held as Fact, store as facts, years};
use crate::life::{Presence, store as life};
use crate::property::{Property, Stretch, store::stretches};
use crate::register::{Held, Register, counted, store as entries};
use crate::screening::{Asking, against::Against};
use crate::{access, door};

/// A register with how much stands in it, one by one, and what was stated as a number instead.
struct Listed {
    register: Register,
    count: usize,
    stated: Option<i64>,
}

#[derive(Template)]
#[template(path = "firm/show.html")]
pub struct Show {
    frame: Frame,
    firm: FirmLine,
    held: Vec<Stretch>,
    /// Also those that have ended: the past names them.
    units: Vec<Unit>,
    towns: Vec<Unit>,
    acts: Vec<trail::Line>,
    may_change: bool,
    table: Table,
    happened: Vec<Happened>,
    /// Which of what happened is shown: `all`, `ledger`, `visits`.
    line: String,
    /// Certificates that hold today.
    certificates: Vec<Held>,
    registers: Vec<Listed>,
    /// Other files that were made for this firm.
    others: Vec<FirmLine>,
    presence: Presence,
    against: Against,
    may_state: bool,
    complaints: Complaints,
    typed: Fields,
}

impl Show {
    /// A firm as the actor may see it; one of another town is not there for the staff of a town.
    pub async fn of(app: &App, actor: &Actor, code: &str) -> Result<Self> {
        let mut tx = app.read(actor).await?;
        let firm = open(&mut tx, actor, code).await?;
        let today = app.today();
        let held = stretches(&mut tx, firm.id).await?;
        let units = door::all_units(&mut tx).await?;
        let own = entries::of_firm(&mut tx, firm.id).await?;
        let (now, [first, .., last]) = (tx.sequence(), years(today));
        let stated = facts::of_firm(&mut tx, firm.id, (first, last), now).await?;
        let befallen = life::of_firm(&mut tx, firm.id).await?;
        let changes = changes(&held, &units, &firm);
        let town = firm.town_name.clone();
        Ok(Show {
            frame: Frame::new(app, actor, firm.name.clone())
                .at("/firms")
                .under("企业库", "/firms")
                .under(town, format!("/firms?town={}", firm.town))
                .under(firm.name.clone(), ""),
            table: Table::of(&mut tx, actor, &firm, today).await?,
            happened: timeline(&firm.code, changes, (&own, &stated, &befallen)),
            line: "all".to_owned(),
            registers: Register::ALL
                .map(|register| Listed {
                    register,
                    count: count(&own, register, today),
                    stated: stated_of(&stated, register),
                })
                .into(),
            certificates: own
                .into_iter()
                .filter(|held| held.register == Register::Certificates && held.holds(today))
                .collect(),
            others: crate::life::pages::others(&mut tx, firm.id).await?,
            presence: presence(&held, today),
            against: Against::of(app, &mut tx, &firm, Asking::of("", today)).await?,
            towns: towns(&mut tx, app).await?,
            acts: trail::of(&mut tx, "firm", &firm.id.to_string(), 50).await?,
            may_change: access::change(actor, firm.town).is_ok(),
            may_state: access::state(actor, &firm).is_ok(),
            held,
            units,
            firm,
            complaints: Complaints::default(),
            typed: Fields::default(),
        })
    }

    /// The page with the form of a change as it was sent.
    pub fn typed(mut self, fields: Fields, complaints: Complaints) -> Self {
        self.frame.errors = complaints.len();
        self.complaints = complaints;
        self.typed = fields;
        self
    }

    fn spoken(&self, one: &Stretch) -> String {
        spoken(&self.units, one)
    }

    fn is_away(&self) -> bool {
        self.presence != Presence::Here
    }

    fn shows(&self, what: &str) -> bool {
        self.line == "all" || self.line == what
    }

    fn is_line(&self, what: &str) -> bool {
        self.line == what
    }

    fn is_typed(&self, field: &str, value: &str) -> bool {
        self.typed.get(field) == value
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.typed.get("town").parse() == Ok(unit.id)
    }

    /// The form that was sent is the one of the registration.
    fn corrects_registration(&self) -> bool {
        self.typed.has("registered_on")
    }

    /// The reason of a change.
    fn reason(&self) -> &str {
        if self.corrects_registration() {
            ""
        } else {
            self.typed.get("reason")
        }
    }

    fn registered_on(&self) -> String {
        if self.corrects_registration() {
            self.typed.get("registered_on").to_owned()
        } else {
            self.firm.registered_on.to_string()
        }
    }

    fn word(&self, one: &Stretch) -> &'static str {
        Property::from_code(&one.property).map_or("", Property::word)
    }

    fn properties(&self) -> [Property; 4] {
        Property::ALL
    }

    fn sizes(&self) -> [(&'static str, &'static str); 4] {
        SIZES
    }
}

/// GET /firms/{code}; a second file of a firm leads to the one that stays.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    if let Some(joined) = life::joined(&mut tx, firm.id).await?
        && let Some(stays) = door::firm(&mut tx, joined.stays).await?
    {
        return Ok(back_to(format!("/firms/{}", stays.code)));
    }
    drop(tx);
    let list = ListQuery::from_pairs(pairs);
    let mut shown = Show::of(&app, &actor, &code).await?;
    if let Some(line) = ["ledger", "visits"]
        .into_iter()
        .find(|one| list.get("line") == *one)
    {
        line.clone_into(&mut shown.line);
    }
    page(&shown)
}

/// 江安镇 for the id of a town, 中型 for medium.
fn spoken(units: &[Unit], one: &Stretch) -> String {
    let spoken = match Property::from_code(&one.property) {
        Some(Property::Town) => units
            .iter()
            .find(|unit| one.value.parse() == Ok(unit.id))
            .map(|unit| unit.name.clone()),
        Some(Property::Size) => SIZES
            .iter()
            .find(|(code, _)| *code == one.value)
            .map(|(_, name)| (*name).to_owned()),
        Some(Property::Presence) => Some(Presence::from_code(&one.value).word().to_owned()),
        _ => None,
    };
    spoken.unwrap_or_else(|| one.value.clone())
}

/// What of the firm's names, towns and sizes changed, and when it was registered.
fn changes(held: &[Stretch], units: &[Unit], firm: &FirmLine) -> Vec<(Day, String)> {
    let mut all = vec![(firm.registered_on, "成立".to_owned())];
    let later = held.iter().filter(|one| one.since > firm.registered_on);
    for one in later {
        let before = held
            .iter()
            .find(|other| other.property == one.property && other.until == one.since);
        let property = Property::from_code(&one.property);
        let word = property.map_or("", Property::word);
        let to = spoken(units, one);
        let what = match (property, before) {
            (Some(Property::Name), Some(before)) => {
                format!("由“{}”更名", spoken(units, before))
            }
            (Some(Property::Presence), _) => to,
            (_, Some(before)) => format!("{word}由{}改为{to}", spoken(units, before)),
            (_, None) => format!("{word}改为{to}"),
        };
        all.push((one.since, what));
    }
    all
}

/// How many entries of a register count on a day.
fn count(all: &[Held], register: Register, on: Day) -> usize {
    match register {
        Register::People => counted::technical_people(all, on),
        _ => all
            .iter()
            .filter(|held| held.register == register && held.holds(on))
            .count(),
    }
}

/// The facts that say how much a register would hold.
const NUMBERS: [(Register, &[&str]); 2] = [
    (Register::Rights, &["ip_class1", "ip_class2"]),
    (Register::People, &["tech_staff"]),
];

/// What somebody stated of a register's whole, of the newest year that says it.
fn stated_of(stated: &[Fact], register: Register) -> Option<i64> {
    let (_, names) = NUMBERS.iter().find(|(one, _)| *one == register)?;
    let said = || {
        stated
            .iter()
            .filter(|one| names.contains(&one.fact.as_str()))
    };
    let year = said().map(|one| one.year).max()?;
    Some(
        said()
            .filter(|one| one.year == year)
            .map(|one| one.value)
            .sum(),
    )
}

fn presence(held: &[Stretch], on: Day) -> Presence {
    let now = held
        .iter()
        .find(|one| one.property == Property::Presence.code() && one.since <= on && on < one.until);
    now.map_or(Presence::Here, |one| Presence::from_code(&one.value))
}
