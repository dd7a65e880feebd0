//! The cells of a row under their heads, and what may stand there.

use super::super::header::{self, Column, Head};
use super::super::row::words;
use super::super::{Between, cell};
use super::{BLANKS_IN_NAME, COLUMNS, Grid, MERGED, is_name};
use crate::scan;
use crate::text::DITTO;
use std::ops::Range;

impl Grid {
    /// The cells under their heads. A line of a PDF has no empty cells: there the ends of the row hold, and what lies
    /// between may lack its quarters or have blanks in its name.
    pub(super) fn aligned(
        &mut self,
        chars: &[char],
        mut cells: Vec<Range<usize>>,
    ) -> Option<Vec<Range<usize>>> {
        if self.between == Between::Tab
            && !self.has_rows
            && cells.len() <= COLUMNS.min(self.heads.len() + MERGED)
        {
            self.widen(cells.len());
        }
        let columns = self.heads.len();
        if self.between != Between::Blank {
            let fits = cells.len() >= 2 && cells.len() <= columns;
            let end = cells.last().map_or(0, |c| c.end);
            cells.resize(columns, end..end);
            return fits.then_some(cells);
        }
        let name = self.heads.iter().position(is_name)?;
        if let Some(more) = cells.len().checked_sub(columns) {
            if more > BLANKS_IN_NAME {
                return None;
            }
            let parts = &cells[name..=name + more];
            let numbers = parts.iter().any(|c| header::says_number(&words(chars, c)));
            if more > 0 && numbers {
                return None;
            }
            let whole = cells[name].start..cells[name + more].end;
            cells.splice(name..=name + more, [whole]);
            return self.fits(chars, &cells).then_some(cells);
        }
        let is_quarter = |h: &Head| matches!(h.column, Column::Quarter(_));
        let first = self.heads.iter().position(is_quarter)?;
        let lack = columns - cells.len();
        let quarters = self.heads.iter().filter(|h| is_quarter(h)).count();
        if lack != quarters || cells.len() <= first {
            return None;
        }
        let at = cells[first].start;
        cells.splice(first..first, std::iter::repeat_n(at..at, lack));
        self.fits(chars, &cells).then_some(cells)
    }

    /// Does each cell hold what its head says? Where only blanks part them, a cell that is missing or one too many moves all
    /// behind it, and what stands under the wrong head is no value.
    fn fits(&self, chars: &[char], cells: &[Range<usize>]) -> bool {
        self.heads.iter().zip(cells).all(|(head, cell)| {
            let said = words(chars, cell);
            let nothing = header::says_nothing(&said);
            let bare = !said.is_empty()
                && said
                    .iter()
                    .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
            match head.column {
                Column::Unit => nothing || cell::is_unit(&said),
                Column::Value | Column::Reached | Column::Year(_) | Column::Quarter(_) => {
                    nothing || said.iter().any(char::is_ascii_digit)
                }
                Column::Name
                | Column::Whose
                | Column::Lead
                | Column::Assisting
                | Column::Leader
                | Column::Person => !bare && !cell::is_unit(&said),
                Column::Due => !bare,
                Column::Category | Column::Nothing | Column::Other => true,
            }
        })
    }

    /// The name of a row whose cell goes over the columns before that of the names as well: 技术合同成交额 under 类别 and 指标.
    pub(super) fn name_across(&self, chars: &[char], cells: &[Range<usize>]) -> Option<String> {
        let at = self.heads.iter().position(|h| h.column == Column::Name)?;
        let own = |at: usize| chars.get(cells[at].start) == Some(&DITTO);
        let said = |at: usize| words(chars, &cells[at]);
        if !said(at).is_empty() || own(at) {
            return None;
        }
        let before = (0..at).rev().find(|at| !said(*at).is_empty() || own(*at))?;
        let heads = &self.heads[before..at];
        let category = |h: &Head| matches!(h.column, Column::Category | Column::Other);
        let name = said(before);
        let names = name.iter().any(|c| scan::is_han(*c)) && !header::says_number(&name);
        (heads.iter().all(category) && names && !own(before)).then(|| name.iter().collect())
    }
}
