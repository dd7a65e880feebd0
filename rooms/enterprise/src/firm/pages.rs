//! What the pages of firms share.

pub mod registration;

use identity::door::{Unit, organisations};
use web::{Actor, App, Error, Place, Result};

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
