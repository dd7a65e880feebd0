//! What a person decides about a table before it goes in.

use std::collections::BTreeSet;

use ::store::Store;
use paper::Wanted;
use paper::layout::{Mapping, Matched};

use super::{Refused, check};
use crate::import::alike::alike;
use crate::import::repairs::Repair;
use crate::import::spot::Spot;
use crate::import::{By, Import, Read, Stage, outcome, store};

/// Keeps how the columns were settled for the next table of this unit.
pub async fn remember(store: &Store, by: &By, import: &Import) -> Result<(), Refused> {
    let mut tx = store.note(&by.actor.county).await?;
    let before = store::mapping(&mut tx, &import.kind, by.source()).await?;
    let mut now = import.read.table.mapping();
    let also = import.read.also.iter();
    now.also = also.map(|table| table.sheet.clone()).collect();
    let mapping = joined(now, before);
    store::keep_mapping(&mut tx, &import.kind, by.source(), &mapping).await?;
    Ok(tx.commit().await?)
}

/// The most headings that are remembered.
const REMEMBERED: usize = 300;

/// What was settled now, then what was settled before of other headings.
pub fn joined(now: Mapping, before: Option<Mapping>) -> Mapping {
    let mut columns: Vec<Matched> = now.columns.clone();
    for one in before.map(|before| before.columns).unwrap_or_default() {
        // Columns without words are known by their place.
        let same = |known: &Matched| match one.heading.is_empty() {
            true => known.heading.is_empty() && known.letter == one.letter,
            false => known.heading == one.heading,
        };
        if !columns.iter().any(same) {
            columns.push(one);
        }
    }
    columns.truncate(REMEMBERED);
    Mapping { columns, ..now }
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
    let faults = outcome::faults(store.files(), &import.outcome).await?;
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
                rows.insert(Spot {
                    sheet: fault.sheet,
                    row: fault.at.row,
                });
            }
            _ => {}
        }
    }
    drop(tx);
    check(store, by, import, &|_, _| {}).await
}

/// A column as a person settles it: its letter, its field and its unit.
pub type Settled = (String, Option<String>, Option<paper::Unit>);

/// Gives the columns the fields that a person chose; they stay where there is something to say against it.
///
/// # Errors
/// A sentence, where two columns would be one field.
pub fn settle(read: &mut Read, wanted: &[Wanted], settled: &[Settled]) -> Result<(), String> {
    for column in &mut read.table.columns {
        let Some((_, field, unit)) = settled.iter().find(|(letter, ..)| *letter == column.letter)
        else {
            continue;
        };
        if column.field != *field || (field.is_some() && column.unit != *unit) {
            column.field.clone_from(field);
            column.unit = *unit;
            "由您指定".clone_into(&mut column.why);
        }
    }
    for one in wanted {
        let same = settled
            .iter()
            .filter(|(_, field, _)| field.as_deref() == Some(one.id.as_str()));
        let letters: Vec<&str> = same.map(|(letter, ..)| letter.as_str()).collect();
        if letters.len() > 1 {
            let letters = letters.join("、");
            return Err(format!("“{}”指给了 {letters} 列，只能留一列", one.name));
        }
    }
    let table = &mut read.table;
    let missing = wanted
        .iter()
        .filter(|one| one.required && table.column_of(&one.id).is_none());
    let missing: Vec<String> = missing.map(|one| one.id.clone()).collect();
    table.missing = missing;
    alike(read)
}
