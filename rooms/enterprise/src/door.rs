//! What other rooms may ask or tell this room.

mod absent;
mod having;
mod standing;
mod stating;

use std::collections::{HashMap, HashSet};

use identity::door::{Unit, organisation, organisations_between};
use serde_json::json;
use store::{Result, Tx};
use trail::{Act, Who};
use values::{Day, Id};
use web::{Organisation, Place};

use crate::fact;
pub use crate::fact::{Held, Known, Source};
use crate::firm::{self, store as firms};
pub use crate::firm::{Firm, FirmLine, NewFirm, Refusal, SIZES};
use crate::life;
pub use crate::life::Presence;
pub use crate::meant::{CODE, CODE_NAMES, FIRM, FIRM_NAMES, Firms, Unknown};
pub use crate::property::Property;
use crate::property::{self, store as properties};
pub use crate::register::decide::Refusal as EntryRefusal;
pub use crate::register::{Content, Entry, Register, Said};
pub use absent::{Absence, Absences};
pub use criteria::Verdict;
pub use having::{Certificate, Certified, certificates, certify, revoke};
pub use standing::{Asking, Cheapest, Failing, Standing, standing_by_firm, standing_of, standings};
pub use stating::{Stated, confirm, register, state_all};

/// The work that a change of where a firm is leaves behind, its town or whether it is in the county: what is kept by that
/// follows.
/// Its subject is the firm's id.
pub const TOWN_CHANGED: &str = "enterprise.town";

/// The work that joining two files of a firm leaves behind, or taking them apart: what is kept under one file follows to
/// the other. Its subject is the id of the file that goes, or that is one of its own again.
pub const FILES_CHANGED: &str = "enterprise.files";

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
        all: true,
        share: -1,
        limit,
        ..firms::Wanted::default()
    };
    let mut lines = firms::list(tx, &wanted, today).await?;
    // A second file is found as the one that stays, which has its names and codes, too.
    let joined = life::store::all_joined(tx).await?;
    lines.retain(|line| !joined.contains_key(&line.id));
    name_towns(tx, lines.iter_mut()).await?;
    Ok(lines)
}

pub(crate) async fn name_towns(
    tx: &mut Tx,
    lines: impl Iterator<Item = &mut FirmLine>,
) -> Result<()> {
    let names: HashMap<Id<Organisation>, String> = all_units(tx)
        .await?
        .into_iter()
        .map(|unit| (unit.id, unit.name))
        .collect();
    for line in lines {
        line.town_name = names.get(&line.town).cloned().unwrap_or_default();
    }
    Ok(())
}

/// Also those that have ended: a firm's past names them.
pub(crate) async fn all_units(tx: &mut Tx) -> Result<Vec<Unit>> {
    organisations_between(tx, Day::from_number(0), Day::NEVER.plus(-1)).await
}

/// Firms by id, as they are today; those that are not known are left out.
pub async fn lines(tx: &mut Tx, ids: &[Id<Firm>]) -> Result<HashMap<Id<Firm>, FirmLine>> {
    let today = tx.moment().day();
    let mut found = firms::some(tx, ids, today).await?;
    if !found.is_empty() {
        name_towns(tx, found.values_mut()).await?;
    }
    Ok(found)
}

/// Every firm with a file, whether it is in the county still or not, in one reading: for lists that may name any of them.
pub async fn all(tx: &mut Tx) -> Result<Vec<FirmLine>> {
    let today = tx.moment().day();
    let mut lines = firms::ever(tx, today).await?;
    name_towns(tx, lines.iter_mut()).await?;
    Ok(lines)
}

/// The town of a firm on a day, as it is known now; none before it was registered.
pub async fn town_on(tx: &mut Tx, id: Id<Firm>, day: Day) -> Result<Id<Organisation>> {
    let now = tx.sequence();
    let town = properties::value_on(tx, id, Property::Town.code(), day, now).await?;
    Ok(town.and_then(|town| town.parse().ok()).unwrap_or(Id::NONE))
}

/// The file that stays of a firm that was entered twice; the firm itself where it was not.
pub async fn stays(tx: &mut Tx, id: Id<Firm>) -> Result<Id<Firm>> {
    let joined = life::store::joined(tx, id).await?;
    Ok(joined.map_or(id, |joined| joined.stays))
}

/// The file from which a file was last taken apart.
pub async fn parted_from(tx: &mut Tx, id: Id<Firm>) -> Result<Option<Id<Firm>>> {
    life::store::parted_from(tx, id).await
}

/// Every second file, with the one that stays.
pub async fn joined(tx: &mut Tx) -> Result<HashMap<Id<Firm>, Id<Firm>>> {
    life::store::all_joined(tx).await
}

/// All files of a firm: the one that stays, then those that were joined to it.
pub async fn files(tx: &mut Tx, id: Id<Firm>) -> Result<Vec<Id<Firm>>> {
    let stays = stays(tx, id).await?;
    let mut all = vec![stays];
    all.extend(life::store::joined_to(tx, stays).await?);
    Ok(all)
}

/// When firms are not in the county, as known now.
pub async fn absences(tx: &mut Tx) -> Result<Absences> {
    Ok(Absences::of(properties::absences(tx).await?))
}

/// The same of one firm.
pub async fn absences_of(tx: &mut Tx, firm: Id<Firm>) -> Result<Absences> {
    Ok(Absences::of(properties::absences_of(tx, firm).await?))
}

/// Every name that a firm bears or bore, with whether it is today's: for lists that name firms without their code.
pub async fn all_names(tx: &mut Tx) -> Result<Vec<(Id<Firm>, String, bool)>> {
    let today = tx.moment().day();
    properties::names(tx, today).await
}

/// Firms that are not in the county today: moved out, ended, or entered twice.
pub async fn gone(tx: &mut Tx) -> Result<HashSet<Id<Firm>>> {
    let today = tx.moment().day();
    let all = properties::elsewhere(tx, today).await?;
    Ok(all.into_iter().collect())
}

/// How many firms each town has on a day, as it is known now.
pub async fn by_town(tx: &mut Tx, day: Day) -> Result<HashMap<values::Uuid, i64>> {
    let counts = properties::counts_on(tx, Property::Town.code(), day).await?;
    let town = |(town, firms): (String, i64)| Some((town.parse().ok()?, firms));
    Ok(counts.into_iter().filter_map(town).collect())
}

/// The facts of a firm's year as they are known now, by the id of their definition. What its registers count stands over
/// what was stated.
pub async fn facts(tx: &mut Tx, id: Id<Firm>, year: i32) -> Result<Known> {
    let today = tx.moment().day();
    fact::acts::whole(tx, id, year, today).await
}

/// The facts of a firm from a year to a year as they were known at a sequence.
pub async fn facts_at(tx: &mut Tx, id: Id<Firm>, years: (i32, i32), at: i64) -> Result<Vec<Held>> {
    fact::store::of_firm(tx, id, years, at).await
}

/// Enters a firm. `invented` accepts a wrong check character: demonstrations only.
pub async fn enter(
    tx: &mut Tx,
    who: &Who,
    new: NewFirm,
    invented: bool,
) -> Result<Id<Firm>, Refusal> {
    let code = firm::read_code(&new.code, invented)?;
    let today = tx.moment().day();
    match firm::faults(&new, today).into_iter().next() {
        Some(fault) => return Err(fault),
        None => must_be_town(tx, &new.town.to_string(), today).await?,
    }
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

/// A town's id, and a town that is still there on the day.
async fn must_be_town(tx: &mut Tx, value: &str, on: Day) -> Result<(), Refusal> {
    let id = value.parse().map_err(|_| Refusal::NoSuchTown)?;
    let unit = organisation(tx, id).await?.ok_or(Refusal::NoSuchTown)?;
    if unit.place == Place::Town && on < unit.until {
        Ok(())
    } else {
        Err(Refusal::NoSuchTown)
    }
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
    let (today, value) = (tx.moment().day(), value.trim());
    let line = firms::find(tx, id, today)
        .await?
        .ok_or(Refusal::NoSuchFirm)?;
    let held = properties::stretches(tx, id).await?;
    property::check(&held, property, value, from, line.registered_on, today)?;
    let mut word = value.to_owned();
    if property == Property::Town {
        must_be_town(tx, value, from).await?;
        let town = value.parse().unwrap_or(Id::NONE);
        word = organisation(tx, town)
            .await?
            .map(|town| town.name)
            .unwrap_or_default();
    }
    let (close, open) = property::cut(&held, property, value, from);
    for one in &close {
        properties::close(tx, id, one).await?;
    }
    for one in &open {
        properties::open(tx, id, one).await?;
    }
    match property {
        Property::Name => firms::write_words(tx, id, &line.code).await?,
        Property::Town => {
            let firm = id.to_string();
            tx.leave(TOWN_CHANGED, &firm, (who.id, &who.name)).await?;
        }
        Property::Industry | Property::Size | Property::Presence => {}
    }
    tx.touch("subject").await?;
    let word = SIZES
        .iter()
        .find(|(code, _)| *code == word)
        .map_or(word.as_str(), |(_, name)| name);
    let summary = format!("{from} 起{}改为“{word}”：{reason}", property.word());
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

/// Corrects the day of registration; each property begins there.
pub async fn correct_registration(
    tx: &mut Tx,
    who: &Who,
    id: Id<Firm>,
    on: Day,
    reason: &str,
) -> Result<(), Refusal> {
    let today = tx.moment().day();
    let line = firms::find(tx, id, today)
        .await?
        .ok_or(Refusal::NoSuchFirm)?;
    if on > today {
        return Err(Refusal::InFuture(on));
    }
    if on == line.registered_on {
        return Err(Refusal::Unchanged {
            what: "成立日",
            day: on,
        });
    }
    let held = properties::stretches(tx, id).await?;
    let (close, open) = property::begin(&held, line.registered_on, on)?;
    for one in &close {
        properties::close(tx, id, one).await?;
    }
    for one in &open {
        properties::open(tx, id, one).await?;
    }
    firms::register(tx, id, on).await?;
    tx.leave(TOWN_CHANGED, &id.to_string(), (who.id, &who.name))
        .await?;
    tx.touch("subject").await?;
    let summary = format!("成立日由 {} 更正为 {on}：{reason}", line.registered_on);
    let details =
        json!({"from": line.registered_on.to_string(), "to": on.to_string(), "reason": reason});
    trail::record(
        tx,
        who,
        Act {
            act: "enterprise.firm.register",
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
