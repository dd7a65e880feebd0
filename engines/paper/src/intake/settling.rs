//! What a person decides about the columns of a table.

use super::{Read, alike};
use crate::layout::{Mapping, Matched};
use crate::{Unit, Wanted};

/// A column as a person settles it: its letter, its field and its unit.
pub type Settled = (String, Option<String>, Option<Unit>);

/// Why a column is what it is, where a person said it.
pub const BY_HAND: &str = "由您指定";

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
        // The person has seen it.
        column.rival.clear();
        column.resembles.clear();
        column.weak = false;
        if column.field != *field || (field.is_some() && column.unit != *unit) {
            column.field.clone_from(field);
            column.unit = *unit;
            BY_HAND.clone_into(&mut column.why);
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
    for table in read.tables_mut() {
        table.mark_keys(wanted);
    }
    let table = &mut read.table;
    let missing = wanted
        .iter()
        .filter(|one| one.required && table.column_of(&one.id).is_none());
    let missing: Vec<String> = missing.map(|one| one.id.clone()).collect();
    table.missing = missing;
    alike(read)
}

/// Why an amount would be taken in a unit that nobody has said, where 万 or 亿 stands by.
pub fn unsure(read: &Read, wanted: &[Wanted]) -> Option<String> {
    let mut doubts = read.tables().flat_map(|table| table.doubts(wanted));
    let column = doubts.next()?;
    Some(format!("{}，请选定它的单位", column.doubt))
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
            false => known.heading == one.heading && known.nth == one.nth,
        };
        if !columns.iter().any(same) {
            columns.push(one);
        }
    }
    columns.truncate(REMEMBERED);
    Mapping { columns, ..now }
}
