//! Taking an import back: what it brought is closed, what it took the place of is open again.

use std::fmt;

use ::store::{Result, STILL, Tx};

use crate::door;
use crate::fact::{acts, find, store};

/// Why an import stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    firm: String,
    fact: String,
    year: i32,
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "导入以后，“{}”{} 年的{}已有人确认或更正",
            self.firm, self.year, self.fact
        )
    }
}

/// Gives how many values went back.
pub async fn run(tx: &mut Tx, loaded: i64) -> Result<std::result::Result<usize, Built>> {
    let brought = store::opened_by(tx, loaded).await?;
    let later = brought.iter().find(|held| held.known_until != STILL);
    if let Some(held) = later {
        let firm = door::firm(tx, held.firm).await?;
        return Ok(Err(Built {
            firm: firm.map(|firm| firm.name).unwrap_or_default(),
            fact: find(&held.fact).map_or_else(|| held.fact.clone(), |one| one.name.clone()),
            year: held.year,
        }));
    }
    let before = store::closed_by(tx, loaded).await?;
    store::close_all(tx, &brought).await?;
    store::open(tx, &before).await?;
    acts::changed(tx, brought.iter().map(|held| held.firm)).await?;
    Ok(Ok(brought.len()))
}
