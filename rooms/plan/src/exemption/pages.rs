//! The exemptions of the rhythm: their list, and the form that enters one.

pub(crate) mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::{Day, Id};
use web::{Actor, App, Complaints, Fields, Frame, Path, Result, back_to, invalid, page};

use super::{Ended, Exemption, NewExemption, acts, check, store};
use crate::access;
use crate::office::{Choosable, options};
use crate::proposal::choice::{self, Choice};

#[derive(Template)]
#[template(path = "exemption/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<(String, Exemption)>,
    ended: Vec<(String, Ended)>,
    may_exempt: bool,
    rules: Vec<Choosable>,
    fields: Fields,
    complaints: Complaints,
}

impl ListPage {
    /// How many lines the workbook has: those that were ended with them.
    fn whole(&self) -> usize {
        self.lines.len() + self.ended.len()
    }

    fn because(&self, one: &Exemption) -> String {
        because_of(one.id)
    }
}

async fn list_page(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    fields: Fields,
    complaints: Complaints,
) -> Result<ListPage> {
    let All { lines, ended } = all(tx).await?;
    let choices = choice::all(tx).await?;
    let rules = rules(choices).map(|choice| (choice.id.clone(), choice.name.clone()));
    let frame = Frame::new(app, actor, "节奏免考")
        .at("/plan")
        .under("年度重点", "/plan")
        .under("节奏免考", "");
    Ok(ListPage {
        frame: frame.with_errors(complaints.len()),
        lines,
        ended,
        may_exempt: access::exempt(actor).is_ok(),
        rules: options("请选一条节奏", rules, fields.get("indicator")),
        fields,
        complaints,
    })
}

/// Each with the name of its rhythm.
struct All {
    lines: Vec<(String, Exemption)>,
    /// The last first.
    ended: Vec<(String, Ended)>,
}

async fn all(tx: &mut Tx) -> Result<All> {
    let at = tx.sequence();
    let (held, ended) = (store::held(tx, at).await?, store::ended(tx).await?);
    let choices = choice::all(tx).await?;
    let name = |id: &str| {
        choice::find(choices, id).map_or_else(|| id.to_owned(), |choice| choice.name.clone())
    };
    let ended = ended.into_iter();
    Ok(All {
        lines: held
            .into_iter()
            .map(|one| (name(&one.indicator), one))
            .collect(),
        ended: ended
            .map(|one| (name(&one.exemption.indicator), one))
            .collect(),
    })
}

fn rules(choices: &[Choice]) -> impl Iterator<Item = &Choice> {
    choices.iter().filter(|choice| choice.every.is_some())
}

pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    page(
        &list_page(
            &app,
            &actor,
            &mut tx,
            Fields::default(),
            Complaints::default(),
        )
        .await?,
    )
}

pub async fn enter(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    let right = access::exempt(&actor)?;
    let mut tx = app.write(&actor).await?;
    let choices = choice::all(&mut tx).await?;
    match read(&fields, choices, app.today().year()) {
        Err(complaints) => invalid(&list_page(&app, &actor, &mut tx, fields, complaints).await?),
        Ok(new) => {
            acts::exempt(&mut tx, &actor, &right, &new).await?;
            tx.commit().await?;
            Ok(back_to("/plan/exemptions"))
        }
    }
}

fn read(fields: &Fields, choices: &[Choice], year: i32) -> Result<NewExemption, Complaints> {
    let mut wrong = Complaints::default();
    let mut day = |field: &str, label: &str| {
        Day::parse(fields.get(field), year)
            .map_err(|fault| wrong.add(field, label, fault.to_string()))
            .ok()
    };
    let (first, last) = (day("first", "从"), day("last", "到"));
    let mut rules = rules(choices);
    let rule = rules.find(|choice| choice.id == fields.get("indicator"));
    let new = NewExemption {
        indicator: fields.get("indicator").to_owned(),
        first: first.unwrap_or(Day::NEVER),
        last: last.unwrap_or(Day::NEVER),
        reason: fields.get("reason").to_owned(),
        approved_by: fields.get("approved_by").to_owned(),
    };
    let days_read = first.is_some() && last.is_some();
    for (field, label, reason) in check(&new, rule.and_then(|rule| rule.every))
        .into_iter()
        .filter(|(field, ..)| days_read || *field != "last")
    {
        wrong.add(field, label, reason);
    }
    if wrong.is_empty() {
        Ok(new)
    } else {
        Err(wrong)
    }
}

pub async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Exemption>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::exempt(&actor)?;
    let mut tx = app.write(&actor).await?;
    let because = fields.get("because").to_owned();
    if because.is_empty() {
        let mut wrong = Complaints::default();
        let why = "请写明为什么撤销，例如 登记错了节奏".to_owned();
        wrong.add(because_of(id), "撤销理由", why);
        return invalid(&list_page(&app, &actor, &mut tx, Fields::default(), wrong).await?);
    }
    acts::withdraw(&mut tx, &actor, &right, id, &because).await?;
    tx.commit().await?;
    Ok(back_to("/plan/exemptions"))
}

/// The field of the reason for ending one of the list.
fn because_of(id: Id<Exemption>) -> String {
    format!("because-{id}")
}
