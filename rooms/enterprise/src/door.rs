//! What other rooms may ask or tell this room.

use std::collections::HashMap;

use identity::door::organisation;
use serde_json::json;
use store::{Result, Tx};
use trail::{Act, Who};
use values::{Day, Id};
use web::Organisation;

use crate::firm::{self, store as firms};
pub use crate::firm::{Firm, FirmLine, NewFirm, Property, Refusal, SIZES};

/// A firm as it is today.
pub async fn firm(tx: &mut Tx, id: Id<Firm>) -> Result<Option<FirmLine>> {
    let today = tx.moment().day();
    let line = firms::find(tx, id, today).await?;
    named(tx, line).await
}

pub async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<FirmLine>> {
    let today = tx.moment().day();
    let line = firms::by_code(tx, code, today).await?;
    named(tx, line).await
}

async fn named(tx: &mut Tx, line: Option<FirmLine>) -> Result<Option<FirmLine>> {
    let Some(mut line) = line else {
        return Ok(None);
    };
    line.town_name = organisation(tx, line.town)
        .await?
        .map(|town| town.name)
        .unwrap_or_default();
    Ok(Some(line))
}

/// Firms whose name (also a former one), code or initials hold this part, by name.
pub async fn search(
    tx: &mut Tx,
    part: &str,
    town: Option<Id<Organisation>>,
    limit: i64,
) -> Result<Vec<FirmLine>> {
    let today = tx.moment().day();
    let wanted = firms::Wanted {
        part: part.to_owned(),
        town,
        limit,
        ..firms::Wanted::default()
    };
    let (mut lines, _) = firms::list(tx, &wanted, today).await?;
    name_towns(tx, &mut lines).await?;
    Ok(lines)
}

pub(crate) async fn name_towns(tx: &mut Tx, lines: &mut [FirmLine]) -> Result<()> {
    let mut names: HashMap<Id<Organisation>, String> = HashMap::new();
    for line in lines {
        line.town_name = match names.get(&line.town) {
            Some(name) => name.clone(),
            None => {
                let town = organisation(tx, line.town).await?;
                let name = town.map(|town| town.name).unwrap_or_default();
                names.insert(line.town, name.clone());
                name
            }
        };
    }
    Ok(())
}

/// Firms by id, as they are today; those that are not known are left out.
pub async fn lines(tx: &mut Tx, ids: &[Id<Firm>]) -> Result<HashMap<Id<Firm>, FirmLine>> {
    let today = tx.moment().day();
    let mut found = HashMap::new();
    for id in ids {
        if found.contains_key(id) {
            continue;
        }
        if let Some(line) = firms::find(tx, *id, today).await? {
            found.insert(*id, line);
        }
    }
    let mut all: Vec<FirmLine> = found.into_values().collect();
    name_towns(tx, &mut all).await?;
    Ok(all.into_iter().map(|line| (line.id, line)).collect())
}

/// The town of a firm on a day, as it is known now; none before it was registered.
pub async fn town_on(tx: &mut Tx, id: Id<Firm>, day: Day) -> Result<Id<Organisation>> {
    let now = tx.sequence();
    let town = firms::value_on(tx, id, Property::Town.code(), day, now).await?;
    Ok(town.and_then(|town| town.parse().ok()).unwrap_or(Id::NONE))
}

/// Enters a firm. `invented` accepts a wrong check character: demonstrations only.
pub async fn enter(
    tx: &mut Tx,
    who: &Who,
    new: NewFirm,
    invented: bool,
) -> Result<Id<Firm>, Refusal> {
    let code = firm::read_code(&new.code, invented)?;
    firm::check_new(&new, tx.moment().day())?;
    if let Some(there) = by_code(tx, code.as_str()).await? {
        return Err(Refusal::Twice {
            code: there.code,
            name: there.name,
        });
    }
    let id = Id::fresh(tx.moment());
    firms::insert(tx, id, code.as_str(), &new).await?;
    tx.touch("subject").await?;
    let summary = format!("登记企业“{}”", new.name);
    let details = json!({"code": code.as_str(), "name": new.name, "town": new.town.to_string(), "size": new.size});
    trail::record(
        tx,
        who,
        Act {
            act: "enterprise.firm.enter",
            noun: "firm",
            subject: id.to_string(),
            summary,
            details,
        },
    )
    .await?;
    Ok(id)
}

/// Changes a property from a day on; what held later, and what was known before, stays.
pub async fn change(
    tx: &mut Tx,
    who: &Who,
    id: Id<Firm>,
    property: Property,
    value: &str,
    from: Day,
    reason: &str,
) -> Result<(), Refusal> {
    let today = tx.moment().day();
    let line = firms::find(tx, id, today)
        .await?
        .ok_or(Refusal::NoSuchFirm)?;
    let held = firms::stretches(tx, id).await?;
    firm::check_change(&held, property, value, from, line.registered_on, today)?;
    let (close, open) = firm::cut(&held, property, value, from);
    for one in &close {
        firms::close(tx, id, one).await?;
    }
    for one in &open {
        firms::open(tx, id, one).await?;
    }
    if property == Property::Name {
        firms::write_words(tx, id, &line.code).await?;
    }
    tx.touch("subject").await?;
    let summary = format!("{from} 起{}改为“{value}”：{reason}", property.word());
    let details = json!({"property": property.code(), "value": value, "from": from.to_string(), "reason": reason});
    trail::record(
        tx,
        who,
        Act {
            act: "enterprise.firm.change",
            noun: "firm",
            subject: id.to_string(),
            summary,
            details,
        },
    )
    .await?;
    Ok(())
}

pub async fn rename(
    tx: &mut Tx,
    who: &Who,
    id: Id<Firm>,
    name: &str,
    from: Day,
) -> Result<(), Refusal> {
    change(tx, who, id, Property::Name, name, from, "更名").await
}

pub async fn move_to(
    tx: &mut Tx,
    who: &Who,
    id: Id<Firm>,
    town: Id<Organisation>,
    from: Day,
) -> Result<(), Refusal> {
    change(tx, who, id, Property::Town, &town.to_string(), from, "迁址").await
}
