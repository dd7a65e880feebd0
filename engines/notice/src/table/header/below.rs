//! What stands below the heads of a table.

use super::super::cell;
use super::words;

/// The cells of some rows below the heads, column by column.
pub struct Below {
    columns: Vec<Vec<Vec<char>>>,
}

impl Below {
    pub fn of(rows: Vec<Vec<Vec<char>>>, width: usize) -> Self {
        let mut columns = vec![Vec::new(); width];
        for (at, cell) in rows.into_iter().flat_map(|row| row.into_iter().enumerate()) {
            if at < width && !words::says_nothing(&cell) {
                columns[at].push(cell);
            }
        }
        Self { columns }
    }

    fn all(&self, column: usize, is: fn(&[char]) -> bool) -> bool {
        let cells = &self.columns[column];
        !cells.is_empty() && cells.iter().all(|cell| is(cell))
    }

    /// Does a column hold units and nothing else: 家, 亿元, %?
    pub fn are_units(&self, column: usize) -> bool {
        self.all(column, |cell| {
            !cell.iter().any(char::is_ascii_digit) && cell::is_unit(cell)
        })
    }

    /// Does a column hold numbers and nothing else: 30, ≥2.5%, 8家?
    pub fn are_numbers(&self, column: usize) -> bool {
        self.all(column, |cell| {
            let piece = crate::layout::Stream::piece(cell, &(0..cell.len()));
            cell::number(&piece, Some("项")).is_some_and(|number| number.before == 0)
        })
    }
}
