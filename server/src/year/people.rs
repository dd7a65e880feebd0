//! Organisations, people and firms go in first.

use std::collections::HashMap;

use anyhow::Context;
use enterprise::door::Firm;
use identity::door::{NewPerson, NewUnit, actor_of, admit, appoint, found, hash_password, one_time_password};
use store::{Store, Tx};
use trail::Who;
use values::{Day, Id};
use web::{Actor, Organisation, Place, Role};

use super::SignIn;
use crate::demonstration::county::{BUREAU, CODE, OFFICES, Seat, TOWNS};
use crate::demonstration::firms::NewFirm;
use crate::demonstration::people::PEOPLE;

/// Everybody who acts.
pub struct County {
    pub towns: Vec<Id<Organisation>>,
    actors: Vec<(&'static str, Role, Actor)>,
    pub sign_ins: Vec<SignIn>,
}

impl County {
    /// Who has a role in an office; `""` is the bureau itself.
    pub fn who(&self, office: &str, role: Role) -> anyhow::Result<&Actor> {
        let found = self.actors.iter().find(|(at, has, _)| *at == office && *has == role);
        found.map(|(_, _, actor)| actor).with_context(|| format!("nobody is {role:?} at {office}"))
    }
}

fn since() -> Day {
    Day::of(2013, 3, 1).unwrap_or(Day::NEVER)
}

/// Enters organisations and people in one act.
pub async fn enter(store: &Store) -> anyhow::Result<County> {
    let passwords = passwords().await?;
    let mut tx = store.write(CODE).await?;
    let bureau = unit(&mut tx, (BUREAU, ""), "", Place::Bureau, None).await?;
    let mut offices = HashMap::new();
    for (code, name) in OFFICES {
        offices.insert(code, unit(&mut tx, (name, ""), code, Place::Office, Some(bureau)).await?);
    }
    let mut towns = Vec::new();
    for town in TOWNS {
        towns.push(unit(&mut tx, town, "", Place::Town, None).await?);
    }
    let mut county = County { towns, actors: Vec::new(), sign_ins: Vec::new() };
    let today = tx.moment().day();
    for (one, (secret, hash)) in PEOPLE.iter().zip(passwords) {
        let new = NewPerson { sign_in: one.sign_in(), name: one.name.to_owned(), password_hash: hash, must_change: false };
        let id = admit(&mut tx, &Who::program(), new).await?;
        let (at, unit) = match one.seat {
            Seat::Bureau => ("", bureau),
            Seat::Office(code) => (code, *offices.get(code).context("office")?),
            Seat::Town(town) => (TOWNS[town].0, county.towns[town]),
        };
        appoint(&mut tx, &Who::program(), id, unit, one.role, since(), None).await?;
        let actor = actor_of(&mut tx, id, today).await?.context("actor")?;
        county.actors.push((at, one.role, actor));
        county.sign_ins.push(SignIn { name: one.sign_in(), password: secret, post: format!("{} {}", one.post(), one.name) });
    }
    tx.commit().await?;
    Ok(county)
}

/// A password for each, or the one that `KEDU_DEMO_PASSWORD` gives to all, with its hash.
async fn passwords() -> anyhow::Result<Vec<(String, String)>> {
    if let Ok(shared) = std::env::var("KEDU_DEMO_PASSWORD") {
        let hash = hash_password(&shared).await.map_err(anyhow::Error::msg)?;
        return Ok(vec![(shared, hash); PEOPLE.len()]);
    }
    let mut all = Vec::with_capacity(PEOPLE.len());
    for _ in PEOPLE {
        let secret = one_time_password();
        let hash = hash_password(&secret).await.map_err(anyhow::Error::msg)?;
        all.push((secret, hash));
    }
    Ok(all)
}

async fn unit(tx: &mut Tx, (name, alias): (&str, &str), code: &str, place: Place, parent: Option<Id<Organisation>>) -> anyhow::Result<Id<Organisation>> {
    let new = NewUnit { name: name.into(), alias: alias.into(), code: code.into(), place, parent, since: since() };
    Ok(found(tx, &Who::program(), new).await?)
}

/// Enters the firms through the enterprise room's door, a hundred an act.
pub async fn enter_firms(store: &Store, county: &County, firms: &[NewFirm]) -> anyhow::Result<Vec<Id<Firm>>> {
    let mut ids = Vec::with_capacity(firms.len());
    for batch in firms.chunks(100) {
        let mut tx = store.write(CODE).await?;
        for firm in batch {
            let new = enterprise::door::NewFirm {
                code: firm.code.clone(),
                name: firm.name.clone(),
                town: county.towns[firm.town],
                industry: firm.industry.to_owned(),
                size: firm.size.to_owned(),
                registered_on: firm.registered_on,
            };
            let entered = enterprise::door::enter(&mut tx, &Who::program(), new, true).await;
            ids.push(entered.map_err(|refusal| anyhow::anyhow!("{}: {refusal}", firm.name))?);
        }
        tx.commit().await?;
    }
    Ok(ids)
}
