//! Values of merged rectangles, repeated in the cells that they cover.

use super::super::cell::Cell;
use crate::address::{Address, Region};

/// In so many cells of a row at most.
const MOST: usize = 512;
/// The longest text that is repeated, in bytes.
const LONGEST: usize = 1024;

/// The rectangles of a sheet as its rows stream by.
pub struct Merges<'a> {
    /// Rectangles below, by their first row.
    coming: &'a [Region],
    /// Rectangles that reach this row, with their value where it was seen.
    standing: Vec<(Region, Option<Cell>)>,
}

impl<'a> Merges<'a> {
    pub fn new(all: &'a [Region]) -> Self {
        Merges {
            coming: all,
            standing: Vec::new(),
        }
    }

    /// Adds to the cells of a row, which are in the order of their columns.
    pub fn fill(&mut self, row: u32, cells: &mut Vec<Cell>) {
        self.standing.retain(|(region, _)| region.last.row >= row);
        while let Some((region, rest)) = self.coming.split_first()
            && region.first.row <= row
        {
            if region.last.row >= row && self.standing.len() < MOST {
                self.standing.push((*region, None));
            }
            self.coming = rest;
        }
        if self.standing.is_empty() {
            return;
        }
        let own = cells.len();
        let place = |cells: &[Cell], column| {
            cells.binary_search_by_key(&column, |cell: &Cell| cell.at.column)
        };
        for (region, value) in &mut self.standing {
            let from = region.first;
            if from.row == row {
                let found = place(&cells[..own], from.column).ok();
                let short = found.filter(|at| cells[*at].text().len() <= LONGEST);
                *value = short.map(|at| cells[at].clone());
            }
            let Some(value) = value else { continue };
            for column in from.column..=region.last.column {
                if cells.len() - own < MOST && place(&cells[..own], column).is_err() {
                    cells.push(Cell {
                        at: Address::new(row, column),
                        from: Some(from),
                        ..value.clone()
                    });
                }
            }
        }
        cells.sort_by_key(|cell| cell.at.column);
        cells.dedup_by_key(|cell| cell.at.column);
    }
}
