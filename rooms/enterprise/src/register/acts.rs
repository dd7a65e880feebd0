//! Adding, correcting, ending and using entries: load, decide, save, tell the trail.

use ::store::{Result, Tx};
use serde_json::json;
use trail::{Act, Who};
use values::{Day, Id};

use super::decide::{self, Refusal};
use super::{Held, Register, Said, store};
use crate::door;
use crate::fact::acts::changed;
use crate::firm::Firm;

/// Adds an entry to a firm's register.
pub async fn add(
    tx: &mut Tx,
    who: &Who,
    (firm, register): (Id<Firm>, Register),
    said: Said,
) -> Result<std::result::Result<Held, Refusal>> {
    let there = store::of_firm(tx, firm).await?;
    let there: Vec<Held> = there
        .into_iter()
        .filter(|held| held.register == register)
        .collect();
    if let Err(refusal) = decide::add(register, &said, &there, None) {
        return Ok(Err(refusal));
    }
    let held = Held {
        id: Id::fresh(tx.moment()),
        firm,
        register,
        said,
        ended_on: Day::NEVER,
        used: 0,
        reason: String::new(),
        actor: who.id,
        actor_name: who.name.clone(),
        moment: tx.moment(),
        known_from: tx.sequence(),
        known_until: ::store::STILL,
    };
    save(tx, who, &held, "登记").await?;
    Ok(Ok(held))
}

/// Corrects what an entry says.
pub async fn correct(
    tx: &mut Tx,
    who: &Who,
    held: &Held,
    (said, reason): (Said, &str),
) -> Result<std::result::Result<(), Refusal>> {
    let there = store::of_firm(tx, held.firm).await?;
    let there: Vec<Held> = there
        .into_iter()
        .filter(|other| other.register == held.register)
        .collect();
    let checked = decide::correct(held, &said, reason)
        .and_then(|()| decide::add(held.register, &said, &there, Some(held.id)));
    if let Err(refusal) = checked {
        return Ok(Err(refusal));
    }
    let next = Held {
        said,
        ..by(who, held, reason)
    };
    save(tx, who, &next, "更正").await.map(Ok)
}

/// Ends an entry on a day.
pub async fn end(
    tx: &mut Tx,
    who: &Who,
    held: &Held,
    (on, reason): (Day, &str),
) -> Result<std::result::Result<(), Refusal>> {
    if let Err(refusal) = decide::end(held, on, reason, tx.moment().day()) {
        return Ok(Err(refusal));
    }
    let next = Held {
        ended_on: on,
        ..by(who, held, reason)
    };
    let what = format!("{on} {}", held.register.end_word());
    save(tx, who, &next, &what).await.map(Ok)
}

/// Notes that a right was used in the application of a year.
pub async fn use_in(
    tx: &mut Tx,
    who: &Who,
    held: &Held,
    year: i64,
) -> Result<std::result::Result<(), Refusal>> {
    let mut others = Vec::new();
    for other in store::numbered(tx, held.register, &held.said.number).await? {
        if other.firm != held.firm && other.used > 0 {
            let firm = door::firm(tx, other.firm).await?;
            let name = firm.map(|firm| firm.name).unwrap_or_default();
            others.push((other.firm, name, other.used));
        }
    }
    if let Err(refusal) = decide::use_in(held, year, &others, tx.moment().day()) {
        return Ok(Err(refusal));
    }
    let reason = format!("用于 {year} 年申报");
    let next = Held {
        used: year,
        ..by(who, held, &reason)
    };
    save(tx, who, &next, &reason).await.map(Ok)
}

fn by(who: &Who, held: &Held, reason: &str) -> Held {
    Held {
        reason: reason.to_owned(),
        actor: who.id,
        actor_name: who.name.clone(),
        ..held.clone()
    }
}

async fn save(tx: &mut Tx, who: &Who, held: &Held, what: &str) -> Result<()> {
    store::save(tx, held).await?;
    changed(tx, std::iter::once(held.firm)).await?;
    // A person's name does not go into the trail, which nobody can correct.
    let name = match held.register.is_personal() {
        true => "一人",
        false => held.said.name.as_str(),
    };
    let reason = match held.reason.is_empty() || held.reason == what {
        true => String::new(),
        false => format!("：{}", held.reason),
    };
    let act = Act {
        act: "enterprise.entry.save",
        noun: "firm",
        subject: held.firm.to_string(),
        summary: format!("{}“{name}”{what}{reason}", held.register.word()),
        details: json!({
            "entry": held.id.to_string(), "register": held.register.code(), "kind": held.said.kind,
            "since": held.said.since.to_string(), "until": held.said.until.to_string(), "used": held.used,
            "ended_on": held.ended_on.to_string(),
        }),
    };
    trail::record(tx, who, act).await
}
