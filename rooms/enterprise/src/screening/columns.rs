//! From the facts of firms, year by year, to the columns that criteria are read over.

use std::collections::HashMap;

use ::store::Tx;
use criteria::{Criterion, Firm as Told, SlotId, fact};
use values::{Day, Id};
use web::Result;

use super::store;
use crate::door;
use crate::firm::{Firm, FirmLine, store as firms};
use crate::register::{Held, counted, store as entries};

/// A fact's value for a firm's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub firm: Id<Firm>,
    pub year: i32,
    pub fact: String,
    pub value: i64,
}

/// What a firm is, rather than what a year brought: it holds until something else is stated.
const LASTING: [&str; 1] = ["field"];

/// Where a fact of a year stands among the columns of an application whose last complete year is `last_year`: the year's own
/// column of a fact that is told for three years, else the only one, of the last year, or of any of them where it lasts. Years
/// come in their order, so that a later one has the word.
pub fn slot(name: &str, year: i32, last_year: i32) -> Option<SlotId> {
    let facts = &*fact::SHIPPED;
    let back = last_year - year;
    if !(0..3).contains(&back) {
        return None;
    }
    let yearly = facts.find(&format!("{name}_{}", 3 - back));
    yearly.or_else(|| {
        let only = facts.find(name);
        only.filter(|_| back == 0 || LASTING.contains(&name))
    })
}

/// What the firm's own page says of it: registered here, on that day.
fn begun(firm: &FirmLine) -> Told {
    let facts = &*fact::SHIPPED;
    let mut told = Told::new(facts);
    let own = [
        ("registered_on", i64::from(firm.registered_on.number())),
        ("resident", 1),
    ];
    for (column, value) in own {
        if let Some(slot) = facts.find(column) {
            told.set(slot, Some(value));
        }
    }
    told
}

/// One firm's columns, but for what its registers count: that depends on the criterion.
pub struct Columns {
    stated: Told,
    entries: Vec<Held>,
    on: Day,
    last_year: i32,
}

impl Columns {
    /// What was stated, and over it what its registers count, as one criterion counts it.
    pub fn under(&self, criterion: &Criterion) -> Told {
        let mut told = self.stated.clone();
        let once = once(criterion, self.last_year);
        count(&mut told, &self.entries, self.on, once);
        told
    }
}

/// The year of the application for which what served an earlier one does not count.
fn once(criterion: &Criterion, last_year: i32) -> Option<i32> {
    let single = criterion.is_single_use("ip_class2");
    single.then_some(last_year + 1)
}

pub async fn of_firm(tx: &mut Tx, firm: &FirmLine, last_year: i32, on: Day) -> Result<Columns> {
    let mut stated = begun(firm);
    let years = (last_year - 2, last_year);
    for one in store::of_firm(tx, firm.id, years).await? {
        if let Some(slot) = slot(&one.fact, one.year, last_year) {
            stated.set(slot, Some(one.value));
        }
    }
    Ok(Columns {
        stated,
        entries: entries::of_firm(tx, firm.id).await?,
        on,
        last_year,
    })
}

/// Writes what the registers of a firm count.
fn count(told: &mut Told, entries: &[Held], on: Day, once: Option<i32>) {
    for (name, value) in counted::facts(entries, on, once) {
        if let Some(slot) = fact::SHIPPED.find(name) {
            told.set(slot, Some(value));
        }
    }
}

/// All firms of the county with their columns, by id.
pub async fn all(tx: &mut Tx, last_year: i32, on: Day) -> Result<Vec<(FirmLine, Columns)>> {
    let mut lines = firms::all(tx, on).await?;
    door::name_towns(tx, lines.iter_mut()).await?;
    let values = store::values(tx, (last_year - 2, last_year)).await?;
    let mut counting = entries::counting(tx).await?.into_iter().peekable();
    let mut slots: HashMap<(String, i32), Option<SlotId>> = HashMap::new();
    let mut rows = values.into_iter().peekable();
    let mut found = Vec::with_capacity(lines.len());
    for line in lines {
        let mut stated = begun(&line);
        while rows.next_if(|one| one.firm < line.id).is_some() {}
        while let Some(one) = rows.next_if(|one| one.firm == line.id) {
            let key = (one.fact, one.year);
            let slot = *slots
                .entry(key)
                .or_insert_with_key(|(name, year)| slot(name, *year, last_year));
            if let Some(slot) = slot {
                stated.set(slot, Some(one.value));
            }
        }
        while counting.next_if(|one| one.firm < line.id).is_some() {}
        let mut entries = Vec::new();
        while let Some(one) = counting.next_if(|one| one.firm == line.id) {
            entries.push(one);
        }
        let columns = Columns {
            stated,
            entries,
            on,
            last_year,
        };
        found.push((line, columns));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_year_has_its_own_column_and_the_last_one_the_others() {
        let facts = &*fact::SHIPPED;
        for (name, year, column) in [
            ("revenue", 2019, Some("revenue_3")),
            ("revenue", 2017, Some("revenue_1")),
            ("revenue", 2016, None),
            ("revenue", 2020, None),
            ("staff", 2019, Some("staff")),
            ("staff", 2018, None),
            ("rd_domestic", 2019, Some("rd_domestic")),
            ("field", 2017, Some("field")),
            ("field", 2016, None),
            ("nothing", 2019, None),
        ] {
            let found = slot(name, year, 2019).map(|slot| facts.slot(slot).column.clone());
            assert_eq!(found.as_deref(), column, "{name} {year}");
        }
    }
}
