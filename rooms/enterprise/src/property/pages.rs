use axum::extract::State;
use axum::response::Response;
use values::Day;
use web::{Actor, App, Complaints, Error, Fields, Path, Result, back_to, invalid};

use super::Property;
use crate::firm::Refusal;
use crate::firm::show::Show;
use crate::{access, door};

/// Renamed, moved, grown: from a day on, with a reason.
pub async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let firm = door::by_code(&mut tx, &code.to_uppercase())
        .await?
        .ok_or(Error::NotFound)?;
    access::change(&actor, firm.town)?;
    let complaints = match read(&fields, app.today()) {
        Err(complaints) => complaints,
        Ok((property, from)) => {
            let (who, value) = (actor.who(), fields.get(value_field(property)));
            let reason = fields.get("reason");
            match door::change(&mut tx, &who, firm.id, property, value, from, reason).await {
                Ok(()) => {
                    tx.commit().await?;
                    app.work_off(&actor.county).await;
                    return Ok(back_to(after(&actor, property, value, &firm.code)));
                }
                Err(refusal) => beside(property, &refusal.of_rules()?),
            }
        }
    };
    drop(tx);
    let page = Show::of(&app, &actor, &firm.code).await?;
    invalid(&page.typed(fields, complaints))
}

/// A firm that the staff of a town moved away is not theirs to see any more.
fn after(actor: &Actor, property: Property, value: &str, code: &str) -> String {
    let own = actor.sees_only_town().map(|town| town.to_string());
    match own {
        Some(own) if property == Property::Town && own != value => "/firms".to_owned(),
        _ => format!("/firms/{code}"),
    }
}

fn read(fields: &Fields, today: Day) -> Result<(Property, Day), Complaints> {
    let mut complaints = Complaints::default();
    let property = Property::from_code(fields.get("property"));
    let property = property.filter(|property| Property::ALL.contains(property));
    if property.is_none() {
        complaints.add("property", "改什么", "从名称、镇区、行业、规模中选一项");
    }
    let from = Day::parse(fields.get("from"), today.year());
    if let Err(fault) = &from {
        complaints.add("from", "从哪天起", fault.to_string());
    }
    if fields.get("reason").is_empty() {
        complaints.add("reason", "依据", "要填，写明依据的文件或情况");
    }
    match (property, from) {
        (Some(property), Ok(from)) if complaints.is_empty() => Ok((property, from)),
        _ => Err(complaints),
    }
}

/// The field of the form that carries the new value.
fn value_field(property: Property) -> &'static str {
    match property {
        Property::Name | Property::Industry => "value",
        Property::Town => "town",
        Property::Size | Property::Presence => "size",
    }
}

/// The refusal beside the field it is about.
fn beside(property: Property, refusal: &Refusal) -> Complaints {
    let (field, label) = match refusal {
        Refusal::InFuture(_) | Refusal::BeforeRegistered { .. } | Refusal::Unchanged { .. } => {
            ("from", "从哪天起")
        }
        _ => (value_field(property), property.word()),
    };
    let mut complaints = Complaints::default();
    complaints.add(field, label, refusal.to_string());
    complaints
}
