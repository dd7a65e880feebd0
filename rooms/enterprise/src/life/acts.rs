//! What befalls a firm, done: the properties change, the event is kept, the trail is told.

use ::store::Tx;
use serde_json::json;
use trail::{Act, Who};
use values::{Day, Id};

use super::{Event, Presence, Told, joining, presence, store};
use crate::door::{self, FILES_CHANGED, TOWN_CHANGED};
use crate::firm::{Firm, FirmLine, Refusal};
use crate::property::{self, Property, Stretch, store as properties};

/// Does what was told. Dropped without a commit it tells what would be.
pub async fn befall(tx: &mut Tx, who: &Who, firm: &FirmLine, told: &Told) -> Result<(), Refusal> {
    let joined = store::joined(tx, firm.id).await?;
    let other = match (&joined, told.event) {
        (Some(joined), Event::Apart) => joined.stays,
        (None, Event::Apart) => return Err(Refusal::NotJoined),
        (Some(joined), _) => return Err(is_joined(tx, joined.stays).await?),
        (None, _) => other(tx, firm, told).await?,
    };
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
    match (told.event, joined) {
        (Event::Same, _) => joining::join(tx, who, firm, other, &reason).await?,
        (Event::Apart, Some(joined)) => joining::part(tx, who, firm, joined, &reason).await?,
        _ => {}
    }
    store::insert(tx, who, (firm.id, other), told).await?;
    let work = match told.event {
        Event::Same | Event::Apart => FILES_CHANGED,
        _ => TOWN_CHANGED,
    };
    tx.leave(work, &firm.id.to_string(), (who.id, &who.name))
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
    if let Some(joined) = store::joined(tx, other.id).await? {
        return Err(is_joined(tx, joined.stays).await?);
    }
    Ok(other.id)
}

/// The refusal that names the file to go to.
async fn is_joined(tx: &mut Tx, stays: Id<Firm>) -> Result<Refusal, Refusal> {
    let stays = door::firm(tx, stays).await?.ok_or(Refusal::NoSuchFirm)?;
    Ok(Refusal::Joined {
        code: stays.code,
        name: stays.name,
    })
}

/// Puts a firm somewhere from a day on. One that moves in was elsewhere before; a second file was never a firm of its own,
/// on no day.
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
    if presence == Presence::Double {
        for one in held.iter().filter(|one| own(one)) {
            properties::close(tx, firm.id, one).await?;
        }
        let never_one = Stretch {
            property: Property::Presence.code().to_owned(),
            value: presence.code().to_owned(),
            since: firm.registered_on,
            until: Day::NEVER,
        };
        return Ok(properties::open(tx, firm.id, &never_one).await?);
    }
    let from = day;
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
