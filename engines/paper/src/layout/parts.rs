//! Rows with one value that is no total: a record that lacks all else, or the rest of the row above.

use super::{Understood, Why};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::text;
use crate::wanted::{Type, Wanted};

/// The longest rest of a number that was broken into two rows, in characters.
const LONGEST: usize = 24;

/// The amounts seen so far, so that a total without a word is known.
pub struct Parts {
    /// Of each column of amounts: its number, the sum since the last total, and of all.
    sums: Vec<(u32, f64, f64)>,
    /// Columns of numbers of records.
    keys: Vec<u32>,
    last_record: u32,
    /// An amount that is no number: nobody knows the sum.
    is_unknown: bool,
}

impl Parts {
    pub fn begun(table: &Understood, wanted: &[Wanted]) -> Self {
        let first = table.columns.first().map_or(0, |one| one.number);
        let is_key = |id: &Option<String>| {
            let mut wanted = wanted.iter().filter(|one| one.key && !one.whom);
            wanted.any(|one| {
                Some(&one.id) == id.as_ref() && matches!(one.kind, Type::Text | Type::Code)
            })
        };
        let sums = table
            .columns
            .iter()
            .filter(|one| one.holds == Some(Type::Money));
        let keys = table
            .columns
            .iter()
            .filter(|one| one.number != first && is_key(&one.field));
        Parts {
            sums: sums.map(|one| (one.number, 0.0, 0.0)).collect(),
            keys: keys.map(|one| one.number).collect(),
            last_record: 0,
            is_unknown: false,
        }
    }

    pub fn record(&mut self, row: &Row) {
        self.last_record = row.number;
        for (column, since, all) in &mut self.sums {
            let Some(cell) = row.cell(*column).filter(|cell| cell.from.is_none()) else {
                continue;
            };
            match number(cell) {
                Some(number) => {
                    *since += number;
                    *all += number;
                }
                None => self.is_unknown = true,
            }
        }
    }

    /// Where the one value of a row stands that is none of its own: the row was left out for this reason.
    pub fn of(&mut self, row: &Row, why: Why) -> Option<Address> {
        if why == Why::Total {
            self.sums.iter_mut().for_each(|sum| sum.1 = 0.0);
        }
        let mut own = row.own();
        let (Some(cell), None, Why::Alone) = (own.next(), own.next(), why) else {
            return None;
        };
        if let Some(sum) = self.sums.iter_mut().find(|sum| sum.0 == cell.at.column) {
            let value = number(cell)?;
            let near = |sum: f64| (sum - value).abs() <= 0.01 * (1.0 + value.abs() / 1000.0);
            let is_total = cell.formula || near(sum.1) || near(sum.2);
            sum.1 = 0.0;
            return (!is_total && !self.is_unknown && self.last_record > 0).then_some(cell.at);
        }
        let said = cell.text();
        let is_rest = self.keys.contains(&cell.at.column)
            && row.number == self.last_record + 1
            && said.chars().count() <= LONGEST
            && said.contains(|c: char| c.is_ascii_digit());
        is_rest.then_some(cell.at)
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match &cell.value {
        Value::Number(number) | Value::Amount(number, _) => Some(*number),
        Value::Text(said) => said
            .trim()
            .parse()
            .ok()
            .or_else(|| text::folded(said).replace(',', "").parse().ok()),
        _ => None,
    }
}
