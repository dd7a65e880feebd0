//! Which town the rows of a table are of, where it is not said in each of them.

use std::collections::HashSet;

use paper::Wanted;
use paper::intake::{Read, Spot};
use values::Id;
use web::Organisation;

use crate::import::wanted::TOWN;

/// What the cells of the column of towns hold, in the order of the rows, and what is said above a table without one.
#[derive(Debug, Default)]
pub struct Towns {
    said: Vec<Option<Id<Organisation>>>,
    seen: HashSet<String>,
    begins: Option<bool>,
    again: bool,
    empty: Option<Spot>,
}

impl Towns {
    pub fn begun(read: &Read, wanted: &[Wanted]) -> Self {
        let town = wanted.iter().find(|one| one.id == TOWN);
        let said = read.tables().map(|table| {
            let (id, _) = table.said_of_all(town?)?;
            id.parse().ok()
        });
        Towns {
            said: said.collect(),
            ..Towns::default()
        }
    }

    /// The town that a title or the name of a sheet says of all its rows.
    pub fn said(&self, spot: Spot) -> Option<Id<Organisation>> {
        self.said.get(spot.sheet).copied().flatten()
    }

    /// A row of a table that has the column.
    pub fn note(&mut self, spot: Spot, town: &str) {
        let begins = *self.begins.get_or_insert(!town.is_empty());
        if !begins || self.again {
            return;
        }
        match town.is_empty() {
            true => self.empty = self.empty.or(Some(spot)),
            false => self.again |= !self.seen.insert(town.to_owned()),
        }
    }

    /// The first row without a town, where the others look as if each was written over the rows of its own alone: the first row
    /// has one, and none stands twice.
    pub fn only_first(&self) -> Option<Spot> {
        self.empty.filter(|_| !self.again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_in_the_first_row_of_its_group_is_seen() {
        for (rows, expected) in [
            (&["a", "", "b", ""][..], Some(2)),
            (&["a", "", ""], Some(2)),
            (&["", "a", ""], None),
            (&["a", "a", "", "b"], None),
            (&["a", "", "b", "a"], None),
            (&["a", "b"], None),
        ] {
            let mut towns = Towns::default();
            for (row, town) in (1..).zip(rows) {
                towns.note(Spot { sheet: 0, row }, town);
            }
            assert_eq!(
                towns.only_first().map(|spot| spot.row),
                expected,
                "{rows:?}"
            );
        }
    }
}
