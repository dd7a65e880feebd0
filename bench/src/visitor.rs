//! Somebody who is signed in to a database: whom its pages are shown to, and who enters rows.

use anyhow::{Context, Result};
use identity::door::{actor_of, office, open_session, organisations, people_in};
use store::{Store, Tx};
use values::{Day, Id};
use web::{Actor, Person, Role};

use crate::ground::Place;

pub struct Visitor {
    pub store: Store,
    pub actor: Actor,
    pub cookie: String,
}

/// Whose rows are entered by the bench.
const OFFICE: &str = "cooperation";

impl Visitor {
    /// Opens the database and signs in somebody of the office for cooperation.
    pub async fn to(place: &Place) -> Result<Self> {
        let (store, county) = place.open().await?;
        let today = store.clock().today();
        let mut tx = store.read(&county).await?;
        let person = enterer(&mut tx, today)
            .await?
            .context("the generated database holds nobody who may enter rows")?;
        let actor = actor_of(&mut tx, person, today).await?.context("nobody")?;
        drop(tx);
        let cookie = open_session(&store, &county, person).await?;
        Ok(Visitor {
            store,
            actor,
            cookie,
        })
    }
}

async fn enterer(tx: &mut Tx, today: Day) -> Result<Option<Id<Person>>> {
    let roles = [Role::Staff, Role::Head, Role::Verifier];
    if let Some(office) = office(tx, OFFICE).await?
        && let Some((person, _)) = people_in(tx, &roles, office.id, today).await?.first()
    {
        return Ok(Some(*person));
    }
    for unit in organisations(tx, today).await? {
        if let Some((person, _)) = people_in(tx, &roles, unit.id, today).await?.first() {
            return Ok(Some(*person));
        }
    }
    Ok(None)
}
