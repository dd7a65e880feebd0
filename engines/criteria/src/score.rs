//! What gives points, a file a kind: the grade, where it may turn, and its loop over columns.

mod growth;
mod ladder;
mod table;

use crate::criterion::{Grade, Points};
use crate::fact::SlotId;
use crate::firm::UNKNOWN;
use crate::row::Row;
use crate::sign::Sign;

impl Points {
    /// The columns it looks at; an empty mark is a range and never missing.
    pub fn slots(&self, out: &mut Vec<SlotId>) {
        match self {
            Points::Mark { slot, .. } => out.push(*slot),
            Points::Table(rows) => {
                out.extend(
                    rows.iter()
                        .flat_map(|row| &row.0)
                        .flat_map(|condition| condition.sum.slots()),
                );
            }
            Points::Ladders(ladders) => ladders.iter().for_each(|ladder| ladder.slots(out)),
            Points::Growth(growth) => out.extend(growth.of),
        }
    }

    /// The grade of a row of which it knows all.
    pub fn grade(&self, row: &Row) -> Grade {
        match self {
            Points::Mark { slot, least, most } => match row.values[slot.at()] {
                UNKNOWN => (*least, *most),
                mark => (mark, mark),
            },
            Points::Table(rows) => table::grade(rows, row),
            Points::Ladders(ladders) => ladder::best(ladders, row),
            Points::Growth(growth) => growth.grade(row),
        }
    }

    /// Numbers each of which only rises or only falls along one column between [`Points::breaks`], and that together decide.
    pub fn sign(&self, row: &Row, out: &mut Sign) {
        match self {
            Points::Mark { slot, .. } => out.push_wide(row.value(*slot)),
            Points::Table(rows) => table::sign(rows, row, out),
            Points::Ladders(ladders) => ladders.iter().for_each(|ladder| ladder.sign(row, out)),
            Points::Growth(growth) => growth.sign(row, out),
        }
    }

    /// First values of stretches of a column along which each number of [`Points::sign`] keeps its direction.
    pub fn breaks(&self, slot: SlotId, row: &Row, out: &mut Vec<i128>) {
        if let Points::Growth(growth) = self {
            growth.breaks(slot, row, out);
        }
    }

    /// An amount of a column beyond which, up or down, nothing turns with all else held.
    pub fn beyond(&self, slot: SlotId, row: &Row) -> i128 {
        match self {
            Points::Mark { .. } => 0,
            Points::Table(rows) => table::beyond(rows, slot, row),
            Points::Ladders(ladders) => {
                let each = ladders.iter().map(|ladder| ladder.beyond(slot, row));
                each.max().unwrap_or(0)
            }
            Points::Growth(growth) => growth.beyond(slot, row),
        }
    }

    /// Values of a column worth trying while others are open too.
    pub fn samples(&self, slot: SlotId, row: &Row, out: &mut Vec<i64>) {
        match self {
            Points::Mark { .. } => {}
            Points::Table(rows) => table::samples(rows, slot, out),
            Points::Ladders(ladders) => ladders.iter().for_each(|ladder| ladder.samples(slot, out)),
            Points::Growth(growth) => growth.samples(slot, row, out),
        }
    }

    /// Adds the grades over whole columns to `low` and `high`.
    pub fn column(&self, columns: &[&[i64]], years: &[u8], low: &mut [i16], high: &mut [i16]) {
        match self {
            Points::Mark { slot, least, most } => {
                let (least, most) = (*least as i16, *most as i16);
                for ((low, high), mark) in low.iter_mut().zip(high).zip(columns[slot.at()]) {
                    let given = *mark != UNKNOWN;
                    *low += if given { *mark as i16 } else { least };
                    *high += if given { *mark as i16 } else { most };
                }
            }
            Points::Table(rows) => table::column(rows, columns, low, high),
            Points::Ladders(ladders) => ladder::column(ladders, columns, years, low, high),
            Points::Growth(growth) => growth.column(columns, years, low, high),
        }
    }

    /// How many grades there are at most.
    pub fn grades(&self) -> usize {
        match self {
            Points::Mark { .. } => 1,
            Points::Table(rows) => rows.len(),
            Points::Ladders(ladders) => ladders
                .iter()
                .map(|ladder| ladder.steps.len() + 1)
                .max()
                .unwrap_or(1),
            Points::Growth(growth) => growth.steps.len() + 1,
        }
    }

    /// Whether the loop over columns is exact in 64 bits.
    pub fn narrow(&self) -> bool {
        match self {
            Points::Ladders(ladders) => ladders.iter().all(ladder::narrow),
            Points::Table(rows) => table::narrow(rows),
            Points::Mark { .. } | Points::Growth(_) => true,
        }
    }
}
