//! From a row of a table to what it means, as far as that can be told without the database.

use std::collections::BTreeMap;

use paper::fault::{Fault, Faults, Repair};
use paper::intake::{Read, Spot};
use paper::layout::Record;
use paper::value::{Sort, Ways};
use paper::{Address, Type, Wanted};
use values::Fen;

use super::repairs::Repairs;
use super::wanted::{CODE, FIRM, TOWN};
use crate::row::measured::Fields;

/// A row of a table as it was read.
pub struct Told {
    pub spot: Spot,
    pub firm: String,
    pub code: String,
    /// The id of the chosen town.
    pub town: String,
    /// Canonical texts of the fields that the table has a column for; empty where the cell is.
    pub fields: Fields,
    /// What stands in the cells, by the place of the field among those wanted.
    pub given: Vec<(usize, String)>,
    /// Fields whose cell could not be read.
    pub unread: Vec<String>,
}

/// How ways of writing were understood, and the amounts of each column.
#[derive(Default)]
pub struct Seen {
    pub ways: Ways,
    /// By the place of the field among those wanted.
    amounts: BTreeMap<usize, Vec<(Spot, Fen)>>,
}

impl Seen {
    /// The middle one of the amounts of a column that are something.
    pub fn middle(&self, field: usize) -> Option<Fen> {
        let amounts = self.amounts.get(&field)?.iter();
        let mut sizes: Vec<i64> = amounts.map(|(_, amount)| amount.0.abs()).collect();
        sizes.retain(|size| *size > 0);
        sizes.sort_unstable();
        sizes.get(sizes.len() / 2).map(|size| Fen(*size))
    }
}

pub fn told(
    (sheet, record): (usize, Record),
    wanted: &[Wanted],
    repairs: &Repairs,
    seen: &mut Seen,
    faults: &mut Faults,
) -> Told {
    let spot = Spot {
        sheet,
        row: record.row,
    };
    let mut told = Told {
        spot,
        firm: String::new(),
        code: String::new(),
        town: String::new(),
        fields: Fields::new(),
        given: Vec::with_capacity(record.fields.len()),
        unread: Vec::new(),
    };
    for filled in record.fields {
        let one = &wanted[filled.field];
        seen.ways.note(&filled);
        told.given.push((filled.field, filled.given));
        let text = match filled.reading {
            Ok(reading) => reading.text,
            // What must be filled is decided with the whole row.
            Err(reason) if reason.sort == Sort::Missing => String::new(),
            Err(reason) => {
                told.unread.push(one.id.clone());
                faults.add(Fault::of_reason((sheet, filled.at), one, reason));
                continue;
            }
        };
        if one.kind == Type::Money
            && !text.is_empty()
            && let Ok(amount) = Fen::parse(&text, 100)
        {
            seen.amounts
                .entry(filled.field)
                .or_default()
                .push((spot, amount));
        }
        let text = repairs
            .amount(&one.id, spot, one.kind, &text)
            .unwrap_or(text);
        match one.id.as_str() {
            FIRM => told.firm = text,
            CODE => told.code = text,
            TOWN => told.town = text,
            _ => drop(told.fields.insert(one.id.clone(), text)),
        }
    }
    told
}

/// Amounts that look as if they were in 元 under a heading that says 万元, unless a person has looked at them.
pub fn odd_amounts(
    seen: &Seen,
    read: &Read,
    wanted: &[Wanted],
    repairs: &Repairs,
    faults: &mut Faults,
) {
    for (field, amounts) in &seen.amounts {
        let one = &wanted[*field];
        let sizes: Vec<Fen> = amounts.iter().map(|(_, amount)| *amount).collect();
        for odd in paper::value::wrong_unit(&sizes) {
            let (spot, amount) = amounts[odd];
            let table = read.tables().nth(spot.sheet);
            let column = table.and_then(|table| table.column_of(&one.id));
            let Some(column) = column.filter(|_| !repairs.settled(&one.id, spot)) else {
                continue;
            };
            let meant = Fen(amount.0 / 10_000);
            faults.add(Fault {
                sheet: spot.sheet,
                at: Address::new(spot.row, column.number),
                field: one.id.clone(),
                sort: format!("{}看着像填错了单位", one.name),
                given: format!("{} 万元", amount.in_wan()),
                why: format!(
                    "按表头的单位是 {} 万元，是这一列其他金额的几千倍",
                    amount.in_wan()
                ),
                accepted: "与表头同一个单位的金额".to_owned(),
                instead: format!("{} 万元", meant.in_wan()),
                repair: Repair::Unit,
            });
        }
    }
}
