//! The pages of a firm's registers.

pub mod entry;
pub mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Day;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::decide::Refusal;
use super::form::{self, Input};
use super::{Held, Register, acts, counted, fields, kind_word, store};
use crate::access;
use crate::fact::pages::frame;
use crate::firm::FirmLine;
use crate::firm::pages::open;

/// An entry as the list shows it.
pub struct Line {
    pub path: String,
    pub kind: &'static str,
    pub held: Held,
    pub state: String,
    pub holds: bool,
}

#[derive(Template)]
#[template(path = "register/list.html")]
struct ListPage {
    frame: Frame,
    firm: FirmLine,
    register: Register,
    lines: Vec<Line>,
    /// How many of them count today.
    count: usize,
    inputs: Vec<Input>,
    may_change: bool,
    /// Somebody without the right to personal data sees numbers only.
    hidden: bool,
    complaints: Complaints,
}

impl ListPage {
    fn registers(&self) -> [Register; 5] {
        Register::ALL
    }

    fn is_current(&self, register: &Register) -> bool {
        self.register == *register
    }

    /// What the list shows of an entry beside its name, its number and its days.
    fn rest(&self, line: &Line) -> String {
        let shown = fields(self.register)
            .iter()
            .filter(|field| !matches!(field.id, "kind" | "name" | "number" | "since" | "until"));
        let texts: Vec<String> = shown
            .map(|field| form::shown(&line.held, field))
            .filter(|text| !text.is_empty())
            .collect();
        texts.join(" · ")
    }

    /// The workbook of the same entries.
    fn workbook(&self) -> String {
        format!(
            "/firms/{}/{}/rows.xlsx",
            self.firm.code,
            self.register.code()
        )
    }

    /// 用于核算的数 under the title.
    fn said(&self) -> String {
        let unit = self.register.unit();
        let all = self.lines.len();
        match self.register {
            Register::People => format!(
                "{all} {unit}，其中累计工作满 183 天的 {} {unit}",
                self.count
            ),
            _ => format!("{all} {unit}，今天有效的 {} {unit}", self.count),
        }
    }
}

/// A register by its address.
fn register_of(code: &str) -> Result<Register> {
    Register::from_code(code).ok_or(Error::NotFound)
}

/// GET /firms/{code}/{register}
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Path((code, register)): Path<(String, String)>,
) -> Result<Response> {
    let register = register_of(&register)?;
    let none = (Fields::default(), Complaints::default());
    page(&build(&app, &actor, &code, register, none).await?)
}

async fn build(
    app: &App,
    actor: &Actor,
    code: &str,
    register: Register,
    (typed, complaints): (Fields, Complaints),
) -> Result<ListPage> {
    let mut tx = app.read(actor).await?;
    let firm = open(&mut tx, actor, code).await?;
    let today = app.today();
    let own = of_register(&mut tx, &firm, register).await?;
    let count = match register {
        Register::People => counted::technical_people(&own, today),
        _ => own.iter().filter(|held| held.holds(today)).count(),
    };
    let line = |held: Held| Line {
        path: format!("/firms/{}/{}/{}", firm.code, register.code(), held.id),
        kind: kind_word(register, &held.said.kind),
        state: held.state(today),
        holds: held.holds(today),
        held,
    };
    Ok(ListPage {
        frame: frame(app, actor, &firm, register.word())
            .under(register.word(), "")
            .with_errors(complaints.len()),
        lines: own.into_iter().map(line).collect(),
        count,
        inputs: form::inputs(register, &typed, None),
        may_change: access::change(actor, firm.town).is_ok(),
        hidden: register.is_personal() && access::personal(actor, &firm).is_err(),
        firm,
        register,
        complaints,
    })
}

/// The firm's entries of one register, in the order of the page.
async fn of_register(tx: &mut Tx, firm: &FirmLine, register: Register) -> Result<Vec<Held>> {
    let mut all = store::of_firm(tx, firm.id).await?;
    all.retain(|held| held.register == register);
    Ok(all)
}

/// POST /firms/{code}/{register}
pub async fn add(
    State(app): State<App>,
    actor: Actor,
    Path((code, register)): Path<(String, String)>,
    typed: Fields,
) -> Result<Response> {
    let register = register_of(&register)?;
    let mut tx = app.write(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    access::change(&actor, firm.town)?;
    let complaints = match form::read(register, &typed, app.today()) {
        Err(complaints) => complaints,
        Ok(said) => match acts::add(&mut tx, &actor.who(), (firm.id, register), said).await? {
            Ok(_) => {
                tx.commit().await?;
                return Ok(back_to(format!("/firms/{}/{}", firm.code, register.code())));
            }
            Err(refusal) => beside(&refusal),
        },
    };
    drop(tx);
    invalid(&build(&app, &actor, &firm.code, register, (typed, complaints)).await?)
}

/// The refusal beside the field it is about.
fn beside(refusal: &Refusal) -> Complaints {
    let (field, label) = match refusal {
        Refusal::Twice { .. } => ("number", "编号"),
        Refusal::NoReason | Refusal::Unchanged | Refusal::Ended(_) => ("reason", "依据"),
        Refusal::EndsBefore { .. } | Refusal::InFuture(_) => ("on", "哪一天"),
        _ => ("year", "申报年度"),
    };
    let mut complaints = Complaints::default();
    complaints.add(field, label, refusal.to_string());
    complaints
}

/// A day that was typed.
fn day(typed: &Fields, field: &'static str, today: Day) -> Result<Day, Complaints> {
    Day::parse(typed.get(field), today.year()).map_err(|fault| {
        let mut complaints = Complaints::default();
        complaints.add(field, "哪一天", fault.to_string());
        complaints
    })
}
