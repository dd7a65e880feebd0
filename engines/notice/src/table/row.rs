//! The rows of a table under its heads.

use super::header::{Column, Head};
use super::{Between, cell};
use crate::decimal::Decimal;
use crate::item::Assigned;
use crate::layout::Stream;
use crate::outline::numbering;
use crate::rules::comparator::Op;
use crate::text::DITTO;
use std::ops::Range;

/// A number of a row with what the columns say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Offsets in the text as read.
    pub start: usize,
    pub end: usize,
    pub name: String,
    pub op: Op,
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub unit: String,
    /// A value that was reached.
    pub is_past: bool,
    /// Written to the last digit, as what is counted is and what is set is not.
    pub is_counted: bool,
    pub assigned: Assigned,
}

/// A name in the text layer of a PDF has no more blanks than this.
const BLANKS_IN_NAME: usize = 3;

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Offsets of the row in the text as read.
    pub range: Range<usize>,
    /// The numbers of its columns of values.
    pub entries: Vec<Entry>,
    /// Cells whose meaning is known: no sentence is read in them.
    pub taken: Vec<Range<usize>>,
    /// The cell that says what its values count. It is no duty beside them.
    pub named: Option<Range<usize>>,
    /// The office that leads and the deadline, for figures that its other cells say in words.
    pub assigned: Assigned,
}

impl Row {
    pub fn says_something(&self) -> bool {
        !self.entries.is_empty() || !self.taken.is_empty() || self.assigned != Assigned::default()
    }
}

/// An open table: its heads, and the cells that go on over the rows below.
#[derive(Debug)]
pub struct Grid {
    heads: Vec<Head>,
    pub between: Between,
    /// Do its heads or its title speak of goals?
    pub says_goal: bool,
    /// Does the text mark the cells that go on from the row above? Then others are empty.
    pub tells_empty: bool,
    /// Has a row of values been read?
    has_rows: bool,
    name: String,
    whose: String,
    assigned: Assigned,
}

impl Grid {
    pub fn new(heads: Vec<Head>, between: Between, says_goal: bool) -> Self {
        Self {
            heads,
            between,
            says_goal,
            tells_empty: false,
            has_rows: false,
            name: String::new(),
            whose: String::new(),
            assigned: Assigned::default(),
        }
    }

    /// Reads a row; `None` when the cells are none of this table. A second row of heads gives `Some(None)`.
    pub fn row(&mut self, chars: &[char], cells: Vec<Range<usize>>) -> Option<Option<Row>> {
        if !self.has_rows && self.take_heads(chars, &cells) {
            return Some(None);
        }
        let cells = self.aligned(cells)?;
        self.has_rows = true;
        self.carry(chars, &cells);
        Some(Some(self.read(chars, &cells)))
    }

    /// Under 季度目标 over four columns stand 一季度 … 四季度 in a second row of heads.
    fn take_heads(&mut self, chars: &[char], cells: &[Range<usize>]) -> bool {
        let below: Vec<Head> = cells
            .iter()
            .map(|c| Head::of(&words(chars, c), false))
            .collect();
        let named = |h: &Head| !matches!(h.column, Column::Other | Column::Name | Column::Whose);
        let said: Vec<usize> = (0..cells.len()).filter(|i| !cells[*i].is_empty()).collect();
        let all = !said.is_empty() && said.iter().all(|i| named(&below[*i]));
        let says_numbers = cells.iter().any(|c| cell::says_number(&words(chars, c)));
        if !all || says_numbers || cells.len() > self.heads.len() || self.between == Between::Blank
        {
            return false;
        }
        for i in said {
            self.heads[i] = below[i].clone();
        }
        true
    }

    /// The cells under their heads. A line of a PDF has no empty cells: there the ends of the row hold, and what lies
    /// between may lack its quarters or have blanks in its name.
    fn aligned(&self, mut cells: Vec<Range<usize>>) -> Option<Vec<Range<usize>>> {
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
            let whole = cells[name].start..cells[name + more].end;
            cells.splice(name..=name + more, [whole]);
            return Some(cells);
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
        Some(cells)
    }

    /// A cell over several rows is written in the first of them only.
    fn carry(&mut self, chars: &[char], cells: &[Range<usize>]) {
        let says = |cell: &Range<usize>| !words(chars, cell).is_empty();
        let leads = |head: &Head| head.column == Column::Lead;
        let names_lead = self
            .heads
            .iter()
            .zip(cells)
            .any(|(head, cell)| leads(head) && says(cell));
        for (head, cell) in self.heads.iter().zip(cells) {
            let words: String = words(chars, cell).iter().collect();
            // Where nothing tells, an office of its own has no help from those of the row above.
            let empty = match self.tells_empty {
                true => chars.get(cell.start) != Some(&DITTO),
                false => names_lead && head.column == Column::Assisting,
            };
            let held = match head.column {
                Column::Name => &mut self.name,
                Column::Whose => &mut self.whose,
                Column::Lead => self.assigned.lead.get_or_insert_default(),
                Column::Assisting => self.assigned.assisting.get_or_insert_default(),
                Column::Due => self.assigned.due.get_or_insert_default(),
                Column::Leader => self.assigned.leader.get_or_insert_default(),
                _ => continue,
            };
            if !words.is_empty() {
                *held = words;
            } else if empty && !is_name(head) {
                held.clear();
            }
        }
        let Assigned {
            lead,
            assisting,
            due,
            leader,
            ..
        } = &mut self.assigned;
        for held in [lead, assisting, due, leader] {
            held.take_if(|words| words.is_empty());
        }
    }

    fn read(&self, chars: &[char], cells: &[Range<usize>]) -> Row {
        let mut row = Row {
            range: cells[0].start..cells.last().map_or(0, |c| c.end),
            named: self.cell_of(Column::Name, cells).cloned(),
            assigned: self.assigned.clone(),
            ..Row::default()
        };
        let name = crate::scan::chars(&self.name);
        let (name, unit_of_name) = cell::without_unit(&name);
        let unit_of_row = self.cell_of(Column::Unit, cells).map(|c| words(chars, c));
        let unit_of_row = unit_of_row
            .filter(|u| cell::is_unit(u))
            .map(|u| u.iter().collect::<String>())
            .or(unit_of_name);
        let unit_of_value = self.cell_of(Column::Value, cells);
        let unit_of_value = unit_of_value.and_then(|value| cell::unit(&words(chars, value)));
        for (head, cell) in self.heads.iter().zip(cells) {
            let piece = Stream::piece(chars, cell);
            // 增长（%） beside values in 亿元.
            let rate = head.unit.as_deref().filter(|u| *u == "%");
            let unit = rate.or(unit_of_row.as_deref()).or(self.unit_of(head));
            let is_quarter = matches!(head.column, Column::Quarter(_));
            let unit = unit.or(unit_of_value.as_deref().filter(|_| is_quarter));
            let number = cell::number(&piece, unit);
            let known = matches!(
                head.column,
                Column::Unit | Column::Lead | Column::Leader | Column::Assisting | Column::Due
            );
            if known || number.is_some() && is_number(head) {
                row.taken.push(cell.clone());
            }
            let Some(number) = number else { continue };
            match head.column {
                Column::Value | Column::Reached => row.entries.push(Entry {
                    start: number.start,
                    end: number.end,
                    name: self.name_of(head, name),
                    op: number.op,
                    value: number.value,
                    high: number.high,
                    unit: number.unit,
                    is_past: head.column == Column::Reached,
                    is_counted: crate::rules::tense::is_counted(&chars[number.start..number.end]),
                    assigned: self.assigned.clone(),
                }),
                Column::Quarter(n) => row.assigned.quarters[n - 1] = Some(number.value),
                _ => {}
            }
        }
        give_quarters(&mut row);
        row
    }

    /// The unit at the head of a column; the quarters have that of the value.
    fn unit_of<'h>(&'h self, head: &'h Head) -> Option<&'h str> {
        let value = || self.heads.iter().find(|h| h.column == Column::Value);
        match head.column {
            Column::Quarter(_) if head.unit.is_none() => value()?.unit.as_deref(),
            _ => head.unit.as_deref(),
        }
    }

    fn cell_of<'c>(&self, column: Column, cells: &'c [Range<usize>]) -> Option<&'c Range<usize>> {
        let at = self.heads.iter().position(|h| h.column == column)?;
        cells.get(at)
    }

    /// What a value counts: the indicator of its row, or for a row of a town the town and the head of the column.
    fn name_of(&self, head: &Head, name: &[char]) -> String {
        let number = numbering::of(name).map_or(0, |n| n.length);
        let name: String = name[number..].iter().collect();
        format!("{}{name}{}", self.whose, head.noun)
    }
}

/// The quarters belong to the first value to be reached.
fn give_quarters(row: &mut Row) {
    let quarters = std::mem::take(&mut row.assigned.quarters);
    if let Some(entry) = row.entries.iter_mut().find(|e| !e.is_past) {
        entry.assigned.quarters = quarters;
    }
}

fn is_name(head: &Head) -> bool {
    matches!(head.column, Column::Name | Column::Whose)
}

fn is_number(head: &Head) -> bool {
    matches!(
        head.column,
        Column::Value | Column::Reached | Column::Quarter(_)
    )
}

/// The words of a cell without blanks, signs made uniform.
pub fn words(chars: &[char], cell: &Range<usize>) -> Vec<char> {
    let mut words = Stream::piece(chars, cell).chars;
    words.retain(|c| *c != '\t');
    words
}
