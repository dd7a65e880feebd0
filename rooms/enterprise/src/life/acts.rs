//! What befalls a firm, done: the properties change, the event is kept, the trail is told.

use ::store::Tx;
use serde_json::json;
use trail::{Act, Who};
use values::{Day, Id};

use super::{Event, Presence, Told, presence, store};
use crate::door::{self, TOWN_CHANGED};
use crate::firm::{Firm, FirmLine, Refusal, store as firms};
use crate::property::{self, Property, Stretch, store as properties};

/// Does what was told. Dropped without a commit it tells what would be.
pub async fn befall(tx: &mut Tx, who: &Who, firm: &FirmLine, told: &Told) -> Result<(), Refusal> {
    let other = other(tx, firm, told).await?;
    let reason = format!("{}（{}）", told.reason, told.paper);
    match told.event {
        Event::Renamed => {
            let value = (Property::Name, told.name.as_str());
            door::change(tx, who, firm.id, value.0, value.1, told.day, &reason).await?;
        }
        Event::MovedTown => {
            let town = told.town.to_string();
            door::change(tx, who, firm.id, Property::Town, &town, told.day, &reason).await?;
        }
        _ => {}
    }
    if let Some(presence) = presence(told) {
        place(tx, firm, presence, told.day).await?;
    }
    if told.event == Event::Same {
        store::join(tx, firm.id, other).await?;
        let stays = door::firm(tx, other).await?.ok_or(Refusal::NoSuchFirm)?;
        firms::write_words(tx, stays.id, &stays.code).await?;
    }
    store::insert(tx, who, (firm.id, other), told).await?;
    tx.leave(TOWN_CHANGED, &firm.id.to_string(), (who.id, &who.name))
        .await?;
    tx.touch("subject").await?;
    let act = Act {
        act: "enterprise.firm.befall",
        noun: "firm",
        subject: firm.id.to_string(),
        summary: format!("{} {}：{reason}", told.day, told.event.word()),
        details: json!({
            "event": told.event.code(), "day": told.day.to_string(), "other": other.to_string(),
            "place": told.place, "paper": told.paper,
        }),
    };
    trail::record(tx, who, act).await?;
    Ok(())
}

/// The other firm, where one belongs to the event.
async fn other(tx: &mut Tx, firm: &FirmLine, told: &Told) -> Result<Id<Firm>, Refusal> {
    if !told.event.wants_other() {
        return Ok(Id::NONE);
    }
    let other = door::by_code(tx, &told.other.to_uppercase()).await?;
    let other = other.ok_or(Refusal::NoSuchFirm)?;
    if other.id == firm.id {
        return Err(Refusal::Itself);
    }
    if let Some(stays) = store::stays(tx, other.id).await? {
        let stays = door::firm(tx, stays).await?.ok_or(Refusal::NoSuchFirm)?;
        return Err(Refusal::Joined {
            code: stays.code,
            name: stays.name,
        });
    }
    Ok(other.id)
}

/// Puts a firm somewhere from a day on. A second file was never a firm of its own, and one that moves in was elsewhere
/// before.
async fn place(tx: &mut Tx, firm: &FirmLine, presence: Presence, day: Day) -> Result<(), Refusal> {
    let mut held = properties::stretches(tx, firm.id).await?;
    let own = |one: &Stretch| one.property == Property::Presence.code();
    if !held.iter().any(own) {
        held.push(Stretch {
            property: Property::Presence.code().to_owned(),
            value: match presence {
                Presence::Here => Presence::Elsewhere.code().to_owned(),
                _ => Presence::Here.code().to_owned(),
            },
            since: firm.registered_on,
            until: Day::NEVER,
        });
    }
    let from = match presence {
        Presence::Double => firm.registered_on,
        _ => day,
    };
    let today = tx.moment().day();
    let value = presence.code();
    property::check(
        &held,
        Property::Presence,
        value,
        from,
        firm.registered_on,
        today,
    )?;
    let (close, open) = property::cut(&held, Property::Presence, value, from);
    for one in &close {
        properties::close(tx, firm.id, one).await?;
    }
    for one in &open {
        properties::open(tx, firm.id, one).await?;
    }
    Ok(())
}
