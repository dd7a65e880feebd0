//! What the pages of firms share.

pub mod registration;

use identity::door::{Unit, organisations};
use values::Id;
use web::sheet::or_all;
use web::{Actor, App, Error, ListQuery, Organisation, Place, Result};

use super::{FirmLine, Refusal};
use crate::{access, door};

impl Refusal {
    /// A refusal of the rules, to be shown beside its field; trouble of the database is an error.
    pub fn of_rules(self) -> Result<Self, Error> {
        match self {
            Refusal::Busy => Err(Error::Busy),
            Refusal::Gone => Err(Error::Gone),
            Refusal::Fault(reason) => Err(Error::Fault(reason)),
            rule => Ok(rule),
        }
    }
}

/// The towns of today.
pub async fn towns(tx: &mut ::store::Tx, app: &App) -> Result<Vec<Unit>> {
    Ok(organisations(tx, app.today())
        .await?
        .into_iter()
        .filter(|unit| unit.place == Place::Town)
        .collect())
}

/// The town that is asked for; for staff of a town their own.
pub fn town_asked(actor: &Actor, list: &ListQuery) -> Option<Id<Organisation>> {
    actor.sees_only_town().or(list.get("town").parse().ok())
}

/// Its name, as a workbook says the filter.
pub fn town_said(towns: &[Unit], actor: &Actor, list: &ListQuery) -> String {
    let asked = town_asked(actor, list);
    let town = towns.iter().find(|unit| Some(unit.id) == asked);
    or_all(town.map_or("", |unit| &unit.name))
}

/// A firm as the actor may see it; one that the actor may not see is not there.
pub async fn open(tx: &mut ::store::Tx, actor: &Actor, code: &str) -> Result<FirmLine> {
    let firm = door::by_code(tx, &code.to_uppercase())
        .await?
        .ok_or(Error::NotFound)?;
    match access::sees(actor, &firm) {
        true => Ok(firm),
        false => Err(Error::NotFound),
    }
}
