//! What a person decides about a table before it goes in.

use std::collections::BTreeSet;

use ::store::{Lines, Store};
use paper::fault::{Fault, Repair};
use paper::intake::{Spot, joined};

use super::{Refused, check};
use crate::import::{By, Import, Stage, store};

/// Keeps how the columns were settled for the next table of this unit.
pub async fn remember(store: &Store, by: &By, import: &Import) -> Result<(), Refused> {
    let mut tx = store.note(&by.actor.county).await?;
    let before = store::mapping(&mut tx, &import.kind, by.source()).await?;
    let mapping = joined(import.read.mapping(), before);
    store::keep_mapping(&mut tx, &import.kind, by.source(), &mapping).await?;
    Ok(tx.commit().await?)
}

/// What a person decides for a sort of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The firm, or the unit, that is proposed.
    AsProposed,
    /// The amounts are right.
    AsItStands,
}

/// Takes the decision into the repairs of an import, for the faults of a sort.
pub async fn repair(
    store: &Store,
    by: &By,
    mut import: Import,
    sort: &str,
    decision: Decision,
) -> Result<Import, Refused> {
    if import.stage != Stage::Faulty {
        return Err(Refused::Stage(import.stage));
    }
    let faults: Vec<Fault> = Lines::all(store.files(), &import.outcome).await?;
    let mut tx = store.read(&by.actor.county).await?;
    for fault in faults.iter().filter(|fault| fault.sort == sort) {
        match (fault.repair, decision) {
            (Repair::Firm, Decision::AsProposed) => {
                let found = enterprise::door::search(&mut tx, &fault.instead, None, 2).await?;
                if let Some(firm) = found.into_iter().find(|firm| firm.name == fault.instead) {
                    import.repairs.firms.insert(fault.given.clone(), firm.code);
                }
            }
            (Repair::Unit, _) => {
                let rows = match decision {
                    Decision::AsProposed => &mut import.repairs.in_yuan,
                    Decision::AsItStands => &mut import.repairs.as_it_stands,
                };
                let rows: &mut BTreeSet<Spot> = rows.entry(fault.field.clone()).or_default();
                rows.insert(fault.spot());
            }
            _ => {}
        }
    }
    drop(tx);
    check(store, by, import, &|_, _| {}).await
}
