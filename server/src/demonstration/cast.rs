//! The organisations and people of the demonstration go in first.

use std::collections::HashMap;

use anyhow::Context;
use identity::door::{
    NewPerson, NewUnit, actor_of, admit, appoint, found, hash_password, one_time_password,
};
use store::{Store, Tx};
use trail::Who;
use values::{Day, Id};
use web::{Actor, Organisation, Place};

use super::calendar::day;
use super::county::{self, OFFICES, Seat, TOWNS};
use super::people::PEOPLE;

/// A person who can sign in to the demonstration.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub name: String,
    pub password: String,
    /// 产学研成果科 录入人 曹以宁
    pub post: String,
}

/// Everybody who acts, and where.
pub struct Cast {
    /// By key.
    pub actors: HashMap<&'static str, Actor>,
    /// In the order of [`TOWNS`].
    pub towns: Vec<Id<Organisation>>,
    pub sign_ins: Vec<SignIn>,
}

/// The towns are as they are since then.
fn since() -> Day {
    day(2013, 3, 1)
}

struct Units {
    bureau: Id<Organisation>,
    offices: HashMap<&'static str, Id<Organisation>>,
    towns: Vec<Id<Organisation>>,
}

/// Enters them in one act. All get `password`, or each a random one.
pub async fn enter(store: &Store, password: Option<&str>) -> anyhow::Result<Cast> {
    let secrets = secrets(password).await?;
    let mut tx = store.write(county::CODE).await?;
    let units = units(&mut tx).await?;
    let mut cast = Cast {
        actors: HashMap::new(),
        towns: units.towns.clone(),
        sign_ins: Vec::new(),
    };
    let today = tx.moment().day();
    for (one, (secret, hash)) in PEOPLE.iter().zip(secrets) {
        let new = NewPerson {
            sign_in: one.sign_in(),
            name: one.name.to_owned(),
            password_hash: hash,
            must_change: false,
        };
        let id = admit(&mut tx, &Who::program(), new).await?;
        let unit = units.of(one.seat)?;
        appoint(&mut tx, &Who::program(), id, unit, one.role, since(), None).await?;
        let actor = actor_of(&mut tx, id, today)
            .await?
            .context("the person is not there")?;
        cast.actors.insert(one.key, actor);
        cast.sign_ins.push(SignIn {
            name: one.sign_in(),
            password: secret,
            post: format!("{} {}", one.post(), one.name),
        });
    }
    tx.commit().await?;
    Ok(cast)
}

/// Passwords with their hashes, one a person.
async fn secrets(password: Option<&str>) -> anyhow::Result<Vec<(String, String)>> {
    let hashed = async |secret: String| {
        let hash = hash_password(&secret).await.map_err(anyhow::Error::msg)?;
        anyhow::Ok((secret, hash))
    };
    if let Some(shared) = password {
        return Ok(vec![hashed(shared.to_owned()).await?; PEOPLE.len()]);
    }
    let mut all = Vec::with_capacity(PEOPLE.len());
    for _ in PEOPLE {
        all.push(hashed(one_time_password()).await?);
    }
    Ok(all)
}

async fn units(tx: &mut Tx) -> anyhow::Result<Units> {
    let bureau = unit(tx, (county::BUREAU, ""), "", Place::Bureau, None).await?;
    let mut units = Units {
        bureau,
        offices: HashMap::new(),
        towns: Vec::new(),
    };
    for (code, name) in OFFICES {
        units.offices.insert(
            code,
            unit(tx, (name, ""), code, Place::Office, Some(bureau)).await?,
        );
    }
    for town in TOWNS {
        units
            .towns
            .push(unit(tx, town, "", Place::Town, None).await?);
    }
    Ok(units)
}

async fn unit(
    tx: &mut Tx,
    (name, alias): (&str, &str),
    code: &str,
    place: Place,
    parent: Option<Id<Organisation>>,
) -> anyhow::Result<Id<Organisation>> {
    let new = NewUnit {
        name: name.to_owned(),
        alias: alias.to_owned(),
        code: code.to_owned(),
        place,
        parent,
        since: since(),
    };
    Ok(found(tx, &Who::program(), new).await?)
}

impl Units {
    fn of(&self, seat: Seat) -> anyhow::Result<Id<Organisation>> {
        match seat {
            Seat::Bureau => Ok(self.bureau),
            Seat::Office(code) => self.offices.get(code).copied().context("no such office"),
            Seat::Town(at) => self.towns.get(at).copied().context("no such town"),
        }
    }
}
