//! The rows of a table under its heads.

mod aligned;

use super::header::{self, Column, Head, Known};
use super::office;
use super::quarters;
use super::row::{Entry, Part, Row, Use, words};
use super::{Between, cell};
use crate::item::Assigned;
use crate::layout::Stream;
use crate::outline::numbering;
use crate::rules::clause;
use crate::rules::comparator::Op;
use crate::rules::cover;
use crate::rules::firmness::{self, Firmness};
use crate::rules::name;
use crate::scan;
use crate::text::DITTO;
use std::ops::Range;

/// A name in the text layer of a PDF has no more blanks than this.
const BLANKS_IN_NAME: usize = 3;
/// The last head may be merged over so many columns more.
const MERGED: usize = 12;
/// No table of tasks has more.
const COLUMNS: usize = super::MOST_COLUMNS + MERGED;

/// An open table: its heads, and the cells that go on over the rows below.
#[derive(Debug)]
pub struct Grid {
    heads: Vec<Head>,
    /// The words of the rows of heads, which stand again on the next page.
    head_rows: Vec<Vec<Vec<char>>>,
    pub between: Between,
    /// Do its heads or its title speak of goals?
    pub says_goal: bool,
    /// Does the text mark the cells that go on from the row above? Then others are empty.
    pub tells_empty: bool,
    /// What is known besides the heads.
    known: Known,
    /// Has a row of values been read?
    has_rows: bool,
    name: String,
    whose: String,
    assigned: Assigned,
}

impl Grid {
    pub fn new(
        heads: Vec<Head>,
        head_row: Vec<Vec<char>>,
        between: Between,
        says_goal: bool,
        known: Known,
    ) -> Self {
        Self {
            heads,
            head_rows: vec![head_row],
            between,
            says_goal,
            tells_empty: false,
            known,
            has_rows: false,
            name: String::new(),
            whose: String::new(),
            assigned: Assigned::default(),
        }
    }

    /// Does a row hold the heads of this table again, as on the next page?
    pub fn repeats_heads(&self, chars: &[char], cells: &[Range<usize>]) -> bool {
        let row: Vec<Vec<char>> = cells.iter().map(|c| words(chars, c)).collect();
        self.head_rows.iter().any(|head| same_words(head, &row))
    }

    pub fn columns(&self) -> usize {
        self.heads.len()
    }

    /// A table for each list that stands under the same heads beside the others.
    pub fn lists(self) -> Vec<Self> {
        let count = match self.between {
            Between::Blank => 1,
            Between::Tab | Between::Bar => header::lists(&self.heads),
        };
        if count == 1 {
            return vec![self];
        }
        let width = self.heads.len() / count;
        // Which column names and which leads is settled in the first of them.
        let list = |_| Self {
            heads: self.heads[..width].to_vec(),
            head_rows: Vec::new(),
            between: self.between,
            says_goal: self.says_goal,
            tells_empty: self.tells_empty,
            known: self.known,
            has_rows: false,
            name: String::new(),
            whose: String::new(),
            assigned: Assigned::default(),
        };
        (0..count).map(list).collect()
    }

    /// Reads a row; `None` when the cells are none of this table.
    pub fn row(&mut self, chars: &[char], cells: Vec<Range<usize>>) -> Option<Row> {
        if !self.has_rows && self.take_heads(chars, &cells) {
            let end = cells.last().map_or(0, |c| c.end);
            return Some(Row::of_heads(cells[0].start..end));
        }
        let cells = self.aligned(chars, cells)?;
        self.has_rows = true;
        if is_group(chars, &cells) {
            let end = cells.last().map_or(0, |c| c.end);
            return Some(Row::of_heads(cells[0].start..end));
        }
        self.carry(chars, &cells);
        Some(self.read(chars, &cells))
    }

    /// Under 季度目标 over four columns stand 一季度 … 四季度 in a second row of heads. Where the last head is merged, its
    /// line has fewer cells than those below.
    fn take_heads(&mut self, chars: &[char], cells: &[Range<usize>]) -> bool {
        let below: Vec<Head> = cells
            .iter()
            .map(|c| Head::of(&words(chars, c), false))
            .collect();
        let said: Vec<usize> = (0..cells.len()).filter(|i| !cells[*i].is_empty()).collect();
        let says_numbers = cells.iter().any(|c| header::says_number(&words(chars, c)));
        let more = cells.len().saturating_sub(self.heads.len());
        let fits = more <= MERGED && cells.len() <= COLUMNS && self.between != Between::Blank;
        if said.is_empty() || says_numbers || !fits {
            return false;
        }
        let named = |h: &Head| !matches!(h.column, Column::Other | Column::Name | Column::Whose);
        if !said.iter().all(|i| named(&below[*i])) && !self.is_under_merged(&below, &said) {
            return false;
        }
        self.widen(cells.len());
        let above: Vec<usize> = (0..cells.len())
            .map(|i| {
                (0..=i)
                    .rev()
                    .find(|at| !self.heads[*at].words.is_empty())
                    .unwrap_or(i)
            })
            .collect();
        let above: Vec<Head> = above.into_iter().map(|at| self.heads[at].clone()).collect();
        for i in said {
            self.heads[i] = below[i].clone().under(&above[i]);
        }
        header::settle_again(&mut self.heads, &self.known);
        let row = cells.iter().map(|c| words(chars, c)).collect();
        self.head_rows.push(row);
        true
    }

    /// Do words stand only where a head above goes over several columns, and is there no name, which any row of values has?
    fn is_under_merged(&self, below: &[Head], said: &[usize]) -> bool {
        let head = |i: usize| self.heads.get(i).filter(|h| !h.words.is_empty());
        let merged = |i: usize| head(i).is_none() || (head(i + 1).is_none() && i + 1 < below.len());
        said[0] > 0 && said.len() > 1 && said.iter().all(|i| merged(*i) && below[*i].is_short())
    }

    fn widen(&mut self, columns: usize) {
        let more = columns.saturating_sub(self.heads.len());
        self.heads
            .extend(std::iter::repeat_n(Head::of(&[], false), more));
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
        let has = |column| self.heads.iter().any(|h| h.column == column);
        let alone = [
            Column::Assisting,
            Column::Due,
            Column::Leader,
            Column::Person,
        ]
        .map(|c| !has(c));
        let mut across = self.name_across(chars, cells);
        for (head, cell) in self.heads.iter().zip(cells) {
            let said = words(chars, cell);
            // Where nothing tells, an office of its own has no help from those of the row above.
            let empty = match self.tells_empty {
                true => chars.get(cell.start) != Some(&DITTO),
                false => names_lead && head.column == Column::Assisting,
            };
            let held = match head.column {
                Column::Name => {
                    if let Some(name) = across.take() {
                        self.name = name;
                    }
                    &mut self.name
                }
                Column::Whose => &mut self.whose,
                column => {
                    let Some(parts) = office::parts(chars, cell, head) else {
                        continue;
                    };
                    if !said.is_empty() || empty {
                        office::put(&mut self.assigned, column, parts, alone);
                    }
                    continue;
                }
            };
            if !said.is_empty() {
                *held = said.iter().collect();
            }
        }
    }

    fn read(&self, chars: &[char], cells: &[Range<usize>]) -> Row {
        let whole = scan::chars(&self.name);
        let (counted, unit_of_name) = cell::without_unit(&whole);
        let mut row = Row {
            range: cells[0].start..cells.last().map_or(0, |c| c.end),
            name: self.name_of("", counted),
            assigned: self.assigned.clone(),
            is_ruled: self.between != Between::Blank,
            ..Row::default()
        };
        let unit_of_row = self.cell_of(Column::Unit, cells).map(|c| words(chars, c));
        let unit_of_row = unit_of_row
            .filter(|u| cell::is_unit(u))
            .map(|u| u.iter().collect::<String>())
            .or(unit_of_name);
        // The quarters have the unit that stands with the goal, or with the task itself: 新增高新技术企业30家.
        let said = |column| self.cell_of(column, cells).map(|c| words(chars, c));
        let unit_of_value = said(Column::Value).and_then(|c| cell::unit(&c));
        let unit_of_value = unit_of_value.or_else(|| cell::unit(&said(Column::Name)?));
        for (head, cell) in self.heads.iter().zip(cells) {
            let mut piece = Stream::piece(chars, cell);
            let is_sum = open_sum(&mut piece);
            // 增长（%） beside values in 亿元.
            let rate = head.unit.as_deref().filter(|u| *u == "%");
            let own = unit_of_row.as_deref();
            let own = own.filter(|u| !head.needs_unit || (*u == "%" && head.is_rate()));
            let unit = rate.or(own).or(self.unit_of(head));
            let is_quarter = matches!(head.column, Column::Quarter(_));
            let unit = unit.or(unit_of_value.as_deref().filter(|_| is_quarter));
            // 入库企业20家 says itself what it counts, and is read as a sentence.
            let names = |n: &cell::Number| !name::leaves_open(&piece.chars[..n.before]);
            let number =
                cell::number(&piece, unit).filter(|n| head.column != Column::Value || !names(n));
            let listed = matches!(head.column, Column::Other | Column::Value | Column::Nothing)
                && self.listed(chars, cell, &mut row, own.or(unit_of_value.as_deref()));
            row.parts.push(Part {
                range: cell.clone(),
                used: match listed {
                    true => Use::Taken,
                    false => use_of(head, number.as_ref(), &piece),
                },
            });
            let Some(number) = number else { continue };
            // What adds up over the years stands for the value that is not said for the last of them.
            let has_value = row.entries.iter().any(|e| !e.is_past);
            if is_sum && head.is_rate() && has_value {
                continue;
            }
            let noun = if is_sum { "" } else { head.noun.as_str() };
            let place: String = head.words.iter().filter(|_| head.is_place).collect();
            match head.column {
                Column::Value | Column::Reached if !head.needs_unit || !number.unit.is_empty() => {
                    row.entries.push(Entry {
                        start: number.start,
                        end: number.end,
                        name: name::of_number(
                            &piece.chars[..number.before],
                            &format!("{place}{}", self.name_of(noun, counted)),
                        ),
                        op: number.op,
                        value: number.value,
                        high: number.high,
                        unit: number.unit,
                        firmness: firmness_of(head, &piece.chars),
                        is_past: head.column == Column::Reached,
                        is_counted: crate::rules::tense::is_counted(
                            &chars[number.start..number.end],
                        ),
                        assigned: self.assigned.clone(),
                    });
                }
                Column::Quarter(n) => {
                    let words = &piece.chars[..number.before];
                    if !words.is_empty() {
                        row.quarter_names[n - 1] = name::of_number(words, &row.name);
                        row.quarter_words[n - 1] = words.iter().collect();
                    }
                    row.alone |= head.is_alone();
                    row.quarters[n - 1] = Some(number);
                }
                _ => {}
            }
        }
        give_quarters(&mut row);
        row
    }

    /// 一季度 二季度 5家 12家: a table within a cell, whose heads are quarters.
    fn listed(
        &self,
        chars: &[char],
        cell: &Range<usize>,
        row: &mut Row,
        unit: Option<&str>,
    ) -> bool {
        let pieces = office::paragraphs(chars, cell);
        let (heads, values) = pieces.split_at(pieces.len() / 2);
        if heads.len() < 2 || heads.len() != values.len() {
            return false;
        }
        let quarter = |piece: &Range<usize>| header::only_quarter(&words(chars, piece));
        let quarters: Option<Vec<usize>> = heads.iter().map(quarter).collect();
        let number = |piece: &Range<usize>| cell::number(&Stream::piece(chars, piece), unit);
        let numbers: Option<Vec<_>> = values.iter().map(number).collect();
        let (Some(quarters), Some(numbers)) = (quarters, numbers) else {
            return false;
        };
        for (n, number) in quarters.into_iter().zip(numbers) {
            row.quarters[n - 1].get_or_insert(number);
        }
        true
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
    fn name_of(&self, noun: &str, name: &[char]) -> String {
        let number = numbering::of(name).map_or(0, |n| n.length);
        let name: String = name[number..].iter().collect();
        format!("{}{name}{noun}", self.whose)
    }
}

/// The same words, whatever empty cells stand behind them.
fn same_words(one: &[Vec<char>], two: &[Vec<char>]) -> bool {
    let longest = one.len().max(two.len());
    let said = |row: &[Vec<char>]| row.iter().any(|cell| !cell.is_empty());
    said(one)
        && (0..longest).all(|at| {
            one.get(at).map_or(&[][..], Vec::as_slice) == two.get(at).map_or(&[][..], Vec::as_slice)
        })
}

/// 二, 科技项目, and nothing else: what the rows below belong to.
fn is_group(chars: &[char], cells: &[Range<usize>]) -> bool {
    let said: Vec<_> = cells.iter().filter(|c| !c.is_empty()).collect();
    let [number, _] = said.as_slice() else {
        return false;
    };
    let number = words(chars, number);
    !number.is_empty()
        && number
            .iter()
            .all(|c| "一二三四五六七八九十（）、".contains(*c))
}

/// Takes the brackets from 〔13.5〕, a sum over the years; tells whether there were any.
fn open_sum(cell: &mut Stream) -> bool {
    let close = cell.chars.iter().position(|c| *c == '〕');
    let (Some(close), Some('〔')) = (close, cell.chars.first()) else {
        return false;
    };
    if cell.chars[close..].iter().any(char::is_ascii_digit) {
        return false;
    }
    for at in [close, 0] {
        cell.chars.remove(at);
        cell.at.remove(at);
    }
    true
}

/// The quarters belong to the value that they lead to: the one that the last of them says, else the first.
fn give_quarters(row: &mut Row) {
    let told = row.quarters_told();
    let led_to = |e: &Entry| told[3] == Some((e.value, e.unit.as_str()));
    let aims = || row.entries.iter().enumerate().filter(|(_, e)| !e.is_past);
    let found = aims().find(|(_, e)| led_to(e)).or_else(|| aims().next());
    let Some((at, entry)) = found else { return };
    let falls = entry.op == Op::AtMost;
    let quarters = quarters::reached(&told, (entry.value, &entry.unit), row.alone, falls);
    row.entries[at].assigned.quarters = quarters;
}

fn use_of(head: &Head, number: Option<&cell::Number>, cell: &Stream) -> Use {
    let before = |n: &cell::Number| cell.at.partition_point(|at| *at < n.start);
    // 净增高企30家 says what it counts.
    let bare = |n: &cell::Number| !cell.chars[..before(n)].iter().any(|c| scan::is_han(*c));
    match head.column {
        Column::Unit
        | Column::Lead
        | Column::Leader
        | Column::Person
        | Column::Assisting
        | Column::Due
        | Column::Nothing => Use::Taken,
        Column::Name | Column::Whose => Use::Name,
        Column::Category => Use::Category,
        Column::Other | Column::Year(_) => match number.is_some_and(bare) {
            true => Use::Taken,
            false => Use::Words,
        },
        _ if number.is_some() => Use::Taken,
        Column::Value => Use::Goal,
        Column::Reached => Use::Past,
        Column::Quarter(n) => Use::Quarter(n),
    }
}

/// 力争目标, or 力争 before the number.
fn firmness_of(head: &Head, cell: &[char]) -> Firmness {
    let clauses = clause::of(cell, &cover::of(cell));
    let quantities = crate::lex::quantities(cell);
    match firmness::of(cell, &clauses, &quantities).first() {
        Some(Firmness::Plain) | None if head.is_striven() => Firmness::Strive,
        Some(Firmness::Plain) | None if head.is_committed() => Firmness::Committed,
        Some(firmness) => *firmness,
        None => Firmness::Plain,
    }
}

fn is_name(head: &Head) -> bool {
    matches!(head.column, Column::Name | Column::Whose)
}
