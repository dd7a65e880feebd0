//! The form that enters a firm.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use identity::door::Unit;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, Organisation, Result, back_to, invalid, page,
};

use super::pages::towns;
use super::{NewFirm, Refusal, SIZES, faults, read_code};
use crate::{access, door};

#[derive(Template)]
#[template(path = "firm/form.html")]
struct Form {
    frame: Frame,
    towns: Vec<Unit>,
    complaints: Complaints,
    code: String,
    name: String,
    town: String,
    industry: String,
    size: String,
    registered_on: String,
}

impl Form {
    fn is_town(&self, unit: &Unit) -> bool {
        self.town.parse() == Ok(unit.id)
    }

    fn is_size(&self, code: &str) -> bool {
        self.size == code
    }

    fn sizes(&self) -> [(&'static str, &'static str); 4] {
        SIZES
    }

    /// Staff of a town are offered their own.
    async fn of(app: &App, actor: &Actor, fields: &Fields, complaints: Complaints) -> Result<Self> {
        let mut tx = app.read(actor).await?;
        let frame = Frame::new(app, actor, "登记企业")
            .at("/firms")
            .under("企业库", "/firms")
            .under("登记企业", "");
        let mut towns = towns(&mut tx, app).await?;
        towns.retain(|town| access::change(actor, town.id).is_ok());
        let text = |name: &str| fields.get(name).to_owned();
        Ok(Form {
            frame: frame.with_errors(complaints.len()),
            towns,
            complaints,
            code: text("code"),
            name: text("name"),
            town: text("town"),
            industry: text("industry"),
            size: text("size"),
            registered_on: text("registered_on"),
        })
    }
}

pub async fn new(State(app): State<App>, actor: Actor) -> Result<Response> {
    if !access::enters(&actor) {
        access::change(&actor, Id::NONE)?;
    }
    page(&Form::of(&app, &actor, &Fields::default(), Complaints::default()).await?)
}

pub async fn enter(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    let town: Id<Organisation> = fields.get("town").parse().unwrap_or(Id::NONE);
    // Without a town nothing is decided about it yet: the form says that it is missing.
    if !(town.is_none() && access::enters(&actor)) {
        access::change(&actor, town)?;
    }
    let new = match check(&fields, app.today(), app.is_demonstration()) {
        Ok(new) => new,
        Err(complaints) => {
            return invalid(&Form::of(&app, &actor, &fields, complaints).await?);
        }
    };
    let mut tx = app.write(&actor).await?;
    match door::enter(&mut tx, &actor.who(), new, app.is_demonstration()).await {
        Ok(id) => {
            let line = door::firm(&mut tx, id).await?.ok_or(Error::NotFound)?;
            tx.commit().await?;
            Ok(back_to(format!("/firms/{}", line.code)))
        }
        Err(refusal) => {
            drop(tx);
            let complaints = beside(&[refusal.of_rules()?]);
            invalid(&Form::of(&app, &actor, &fields, complaints).await?)
        }
    }
}

/// Reads the form and says all that is wrong with it, in the order of its fields.
fn check(fields: &Fields, today: Day, invented: bool) -> Result<NewFirm, Complaints> {
    let text = |name: &str| fields.get(name).to_owned();
    let registered_on = Day::parse(fields.get("registered_on"), today.year());
    let new = NewFirm {
        code: text("code"),
        name: text("name"),
        town: fields.get("town").parse().unwrap_or(Id::NONE),
        industry: text("industry"),
        size: text("size"),
        registered_on: registered_on.clone().unwrap_or(today),
    };
    let mut refusals: Vec<Refusal> = read_code(&new.code, invented).err().into_iter().collect();
    refusals.extend(faults(&new, today));
    let mut complaints = beside(&refusals);
    if let Err(fault) = registered_on {
        complaints.add("registered_on", "成立日", fault.to_string());
    }
    if complaints.is_empty() {
        Ok(new)
    } else {
        Err(complaints)
    }
}

/// Each refusal beside the field it is about.
fn beside(refusals: &[Refusal]) -> Complaints {
    let mut complaints = Complaints::default();
    for refusal in refusals {
        let (field, label) = match refusal {
            Refusal::Empty("行业") | Refusal::TooLong { what: "行业", .. } => {
                ("industry", "行业")
            }
            Refusal::Empty(_) | Refusal::TooLong { .. } => ("name", "企业名称"),
            Refusal::UnknownSize(_) => ("size", "规模"),
            Refusal::NoSuchTown => ("town", "镇区街道"),
            Refusal::InFuture(_) => ("registered_on", "成立日"),
            _ => ("code", "统一社会信用代码"),
        };
        complaints.add(field, label, refusal.to_string());
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let pairs = [
            ("code", "9132"),
            ("size", "huge"),
            ("registered_on", "2020-09-31"),
        ];
        let fields = Fields::from_pairs(pairs.map(|(a, b)| (a.to_owned(), b.to_owned())));
        let complaints = check(&fields, Day::from_number(18_000), false).err();
        let fields: Vec<String> = complaints
            .iter()
            .flat_map(|found| &found.0)
            .map(|one| one.field.clone())
            .collect();
        assert_eq!(fields, ["code", "name", "town", "size", "registered_on"]);
    }
}
