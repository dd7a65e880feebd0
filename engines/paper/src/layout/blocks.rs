//! A second table under the first on one sheet: its heading or its unit may be another one, and its rows would be read by the
//! first.

use std::collections::HashSet;

use super::heading::{self, Heading};
use super::{Column, LeftOut, Understood, Why, left_out, name, units};
use crate::address::{Address, Region};
use crate::book::{Cell, Row, Value};
use crate::text;
use crate::unreadable::Unreadable;
use crate::wanted::{Type, Unit, Wanted};

/// The longest words over a column, in characters.
const LONGEST: usize = 60;

/// What the rows seen so far say against reading the next one by the heading.
pub struct Blocks {
    /// The words of the heading, as [`name::normal`] makes them.
    words: HashSet<String>,
    /// With what they begin, so that most cells need no closer look.
    initials: HashSet<char>,
    /// The units that amounts are read in; none where the table has none.
    units: Vec<Unit>,
    has_amounts: bool,
    /// Where a unit was said before any record.
    said: bool,
    seen_record: bool,
    against: Option<String>,
}

/// The same of a table above the one whose heading fits best: none of its rows would be read.
pub fn above(
    rows: &[Row],
    merged: &[Region],
    wanted: &[Wanted],
    heading: &Heading,
) -> Option<String> {
    let (upper, first) = heading::above(rows, merged, wanted, heading)?;
    let begins = heading.last_row + 1 - heading.lines;
    let lower = heading.last_row;
    Some(format!(
        "第 {lower} 行又是一行表头，与第 {upper} 行的表头不同，中间第 {first}–{} 行的记录会读不到",
        begins - 1
    ))
}

impl Blocks {
    pub fn begun(table: &Understood, wanted: &[Wanted]) -> Self {
        let headings = table.columns.iter().map(|one| one.heading.as_str());
        let words: HashSet<String> = headings
            .flat_map(|heading| std::iter::once(heading).chain(heading.split(' ')))
            .map(name::normal)
            .filter(|word| word.chars().count() >= 2)
            .collect();
        let is_money = |column: &&Column| {
            let mut money = wanted.iter().filter(|one| one.kind == Type::Money);
            money.any(|one| Some(&one.id) == column.field.as_ref())
        };
        let amounts: Vec<&Column> = table.columns.iter().filter(is_money).collect();
        Blocks {
            initials: words
                .iter()
                .filter_map(|word| word.chars().next())
                .collect(),
            words,
            units: amounts.iter().filter_map(|column| column.unit).collect(),
            has_amounts: !amounts.is_empty(),
            said: amounts.iter().any(|column| column.unit.is_some()),
            seen_record: false,
            against: None,
        }
    }

    /// A row under the heading; `left_out`: why it is no record.
    ///
    /// # Errors
    /// A record that another heading or unit stands over.
    pub fn take(
        &mut self,
        table: &Understood,
        row: &Row,
        left_out: Option<&LeftOut>,
    ) -> Result<(), Unreadable> {
        if table.header_row > 0 && self.is_heading(table, row, left_out) {
            if let Some(against) = differs(table, row) {
                self.against = Some(against);
            }
            return Ok(());
        }
        match left_out.map(|one| one.why) {
            None => self.record(table),
            // A total may be shown in another unit than the rows.
            Some(Why::Total | Why::Repeated) => Ok(()),
            Some(_) => {
                self.line(table, row);
                Ok(())
            }
        }
    }

    fn record(&mut self, table: &Understood) -> Result<(), Unreadable> {
        self.seen_record = true;
        match self.against.take() {
            None => Ok(()),
            Some(why) => Err(Unreadable::Blocks {
                name: table.sheet.clone(),
                why,
            }),
        }
    }

    /// Whether a row is words of the heading, in whatever order and unit.
    fn is_heading(&self, table: &Understood, row: &Row, left_out: Option<&LeftOut>) -> bool {
        if left_out.is_some_and(|one| one.why == Why::Repeated) {
            return true;
        }
        let (mut own, mut words) = (0, 0);
        for cell in row.own() {
            own += 1;
            words += usize::from(self.is_word(cell));
        }
        // Of a narrow table two words are all of it.
        words >= 2 && words * 2 >= own && words * 3 >= table.columns.len()
    }

    fn is_word(&self, cell: &Cell) -> bool {
        let Value::Text(said) = &cell.value else {
            return false;
        };
        let first = said.chars().find(|c| c.is_alphanumeric());
        let may_be = first
            .is_some_and(|first| first.is_ascii() || self.initials.contains(&text::half(first)));
        may_be && said.chars().count() <= LONGEST && self.words.contains(&name::normal(said))
    }

    /// A line that is no record and no heading: it may say the unit of what follows.
    fn line(&mut self, table: &Understood, row: &Row) {
        for cell in row.own() {
            let Value::Text(said) = &cell.value else {
                continue;
            };
            let foreign = units::is_foreign(said) && said.contains("单位");
            let unit = units::above(said).filter(|unit| unit.fen().is_some() && is_said(said));
            if !self.has_amounts || (unit.is_none() && !foreign) {
                continue;
            }
            if !self.seen_record && !foreign {
                self.before_all(unit);
            } else if unit.is_some_and(|unit| self.units.contains(&unit)) {
                self.against = None;
            } else {
                self.against = Some(self.another_unit(table, cell, said));
            }
        }
    }

    /// Between the heading and the first record a unit is that of all.
    fn before_all(&mut self, unit: Option<Unit>) {
        if !self.said {
            self.units.extend(unit);
        }
    }

    fn another_unit(&self, table: &Understood, cell: &Cell, said: &str) -> String {
        let used = match self.units.first() {
            Some(unit) => format!("用的是{}", unit.word()),
            None => "没有写单位".to_owned(),
        };
        format!(
            "第 {} 行“{}”写的单位与上面不同：前面的记录按第 {} 行的表头，{used}",
            cell.at.row,
            left_out::shown(said),
            table.header_row,
        )
    }
}

/// Whether a line is about the unit: 单位：元, （万元）, 续表（元）. 亿元（含）以上项目 tells of a size.
fn is_said(line: &str) -> bool {
    let (_, inside) = text::brackets(line);
    line.contains("单位")
        || units::only(line)
        || inside.iter().any(|part| units::above(part).is_some())
}

/// Where a heading that stands again is not the first one, cell by cell.
fn differs(table: &Understood, row: &Row) -> Option<String> {
    let other = row.own().find(|cell| !is_same(table, cell))?;
    let said = left_out::shown(&other.text());
    let place = Address::new(table.header_row, other.at.column);
    let first = left_out::column_at(table, other.at.column);
    let first = match first.map(|column| column.heading.as_str()) {
        None | Some("") => format!("{place} 没有表头"),
        Some(heading) => format!("{place} 是“{}”", left_out::shown(heading)),
    };
    Some(format!(
        "第 {} 行又是一行表头，与第 {} 行的表头不同：{} 是“{said}”，{first}",
        row.number, table.header_row, other.at
    ))
}

/// Of a heading of several lines a line holds a part.
fn is_same(table: &Understood, cell: &Cell) -> bool {
    let Some(column) = left_out::column_at(table, cell.at.column) else {
        return false;
    };
    let (word, heading) = (text::folded(&cell.text()), text::folded(&column.heading));
    match table.header_lines {
        ..=1 => word == heading,
        _ => heading.starts_with(&word) || heading.ends_with(&word),
    }
}
