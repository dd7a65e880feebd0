//! A table that lies on its side: the names of its fields stand below each other.

use super::{Understood, name};
use crate::unreadable::Unreadable;
use crate::wanted::Wanted;

/// How many fields the first column has to name.
const ENOUGH: usize = 3;

/// Why the sheet cannot be read, where its first column names more fields than its heading does. Nothing is turned: the
/// second record would stand where nobody looked.
pub fn of(table: &Understood, wanted: &[Wanted]) -> Option<Unreadable> {
    let held = table.columns.iter().filter(|one| one.field.is_some());
    let held = held.count();
    // Most tables have what they need.
    if table.missing.is_empty() && held >= ENOUGH || table.by_hand {
        return None;
    }
    let words = table.top.iter().filter_map(|row| {
        let mut cells = row.cells.iter().filter(|cell| !cell.is_empty());
        cells.next().map(|word| vec![word.clone()])
    });
    let words: Vec<Vec<String>> = words.collect();
    let is_named = |one: &&Wanted| {
        let mut words = words.iter();
        words.any(|word| name::is_clear(word, one))
    };
    let named = wanted.iter().filter(is_named).count();
    (named >= ENOUGH && named > held).then(|| Unreadable::Sideways {
        name: table.sheet.clone(),
    })
}
