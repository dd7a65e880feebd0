//! The page of one entry: what it says, every version of it, and what may be done.

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::{beside, day, register_of};
use crate::access;
use crate::fact::pages::frame;
use crate::firm::FirmLine;
use crate::firm::pages::open;
use crate::register::decide::Refusal;
use crate::register::form::{self, Input};
use crate::register::{Entry, Held, Register, acts, fields, is_class_two, store};

#[derive(Template)]
#[template(path = "register/entry.html")]
struct EntryPage {
    frame: Frame,
    firm: FirmLine,
    register: Register,
    held: Held,
    state: String,
    /// Name and text of each field.
    facts: Vec<(&'static str, String)>,
    versions: Vec<Held>,
    inputs: Vec<Input>,
    may_change: bool,
    typed: Fields,
    complaints: Complaints,
}

impl EntryPage {
    fn path(&self) -> String {
        path(&self.firm, &self.held)
    }

    fn is_right(&self) -> bool {
        self.register == Register::Rights
    }

    fn once(&self) -> bool {
        is_class_two(&self.held.said.kind)
    }

    fn has_ended(&self) -> bool {
        self.held.ended_on.known().is_some()
    }
}

fn path(firm: &FirmLine, held: &Held) -> String {
    format!("/firms/{}/{}/{}", firm.code, held.register.code(), held.id)
}

/// The entry that an address names, for somebody who may see it.
async fn find(
    tx: &mut Tx,
    actor: &Actor,
    (code, register, id): &(String, String, Id<Entry>),
) -> Result<(FirmLine, Held)> {
    let register = register_of(register)?;
    let firm = open(tx, actor, code).await?;
    if register.is_personal() {
        access::personal(actor, &firm)?;
    }
    let held = store::find(tx, *id).await?;
    let held = held.filter(|held| held.firm == firm.id && held.register == register);
    Ok((firm, held.ok_or(Error::NotFound)?))
}

type Address = Path<(String, String, Id<Entry>)>;

/// GET /firms/{code}/{register}/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(address): Address,
) -> Result<Response> {
    let none = (Fields::default(), Complaints::default());
    page(&build(&app, &actor, &address, none).await?)
}

async fn build(
    app: &App,
    actor: &Actor,
    address: &(String, String, Id<Entry>),
    (typed, complaints): (Fields, Complaints),
) -> Result<EntryPage> {
    let mut tx = app.read(actor).await?;
    let (firm, held) = find(&mut tx, actor, address).await?;
    let versions = store::history(&mut tx, held.id).await?;
    let register = held.register;
    let facts = fields(register)
        .iter()
        .map(|field| (field.name, form::shown(&held, field)));
    Ok(EntryPage {
        frame: frame(app, actor, &firm, &held.said.name)
            .under(
                register.word(),
                format!("/firms/{}/{}", firm.code, register.code()),
            )
            .under(held.said.name.clone(), "")
            .with_errors(complaints.len()),
        facts: facts.collect(),
        inputs: form::inputs(register, &typed, Some(&held)),
        may_change: access::change(actor, firm.town).is_ok(),
        state: held.state(app.today()),
        register,
        versions,
        held,
        firm,
        typed,
        complaints,
    })
}

/// What an act came to: the page again with what is wrong, or back to the entry.
async fn answer(
    app: &App,
    actor: &Actor,
    (tx, firm, held): (Tx, FirmLine, Held),
    typed: Fields,
    done: Result<std::result::Result<(), Refusal>, Complaints>,
) -> Result<Response> {
    let complaints = match done {
        Ok(Ok(())) => {
            tx.commit().await?;
            return Ok(back_to(path(&firm, &held)));
        }
        Ok(Err(refusal)) => beside(&refusal),
        Err(complaints) => complaints,
    };
    drop(tx);
    let address = (firm.code, held.register.code().to_owned(), held.id);
    invalid(&build(app, actor, &address, (typed, complaints)).await?)
}

async fn begun(
    app: &App,
    actor: &Actor,
    address: &(String, String, Id<Entry>),
) -> Result<(Tx, FirmLine, Held)> {
    let mut tx = app.write(actor).await?;
    let firm = open(&mut tx, actor, &address.0).await?;
    access::change(actor, firm.town)?;
    let (firm, held) = find(&mut tx, actor, address).await?;
    Ok((tx, firm, held))
}

/// POST /firms/{code}/{register}/{id}
pub async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(address): Address,
    typed: Fields,
) -> Result<Response> {
    let (mut tx, firm, held) = begun(&app, &actor, &address).await?;
    let done = match form::read(held.register, &typed, app.today()) {
        Ok(said) => {
            let next = (said, typed.get("reason"));
            Ok(acts::correct(&mut tx, &actor.who(), &held, next).await?)
        }
        Err(complaints) => Err(complaints),
    };
    answer(&app, &actor, (tx, firm, held), typed, done).await
}

/// POST /firms/{code}/{register}/{id}/end
pub async fn end(
    State(app): State<App>,
    actor: Actor,
    Path(address): Address,
    typed: Fields,
) -> Result<Response> {
    let (mut tx, firm, held) = begun(&app, &actor, &address).await?;
    let done = match day(&typed, "on", app.today()) {
        Ok(on) => {
            let act = (on, typed.get("why"));
            Ok(acts::end(&mut tx, &actor.who(), &held, act).await?)
        }
        Err(complaints) => Err(complaints),
    };
    answer(&app, &actor, (tx, firm, held), typed, done).await
}

/// POST /firms/{code}/{register}/{id}/use: a right, in the application of a year.
pub async fn use_in(
    State(app): State<App>,
    actor: Actor,
    Path(address): Address,
    typed: Fields,
) -> Result<Response> {
    let (mut tx, firm, held) = begun(&app, &actor, &address).await?;
    if held.register != Register::Rights {
        return Err(Error::NotFound);
    }
    let year = typed.get("year").parse().unwrap_or_default();
    let done = acts::use_in(&mut tx, &actor.who(), &held, year).await?;
    answer(&app, &actor, (tx, firm, held), typed, Ok(done)).await
}
