//! Somebody's table taken in: understood once, settled by a person, then read row by row, some rows at a time.

mod alike;
mod copy;
mod settling;
mod spot;
mod stage;
#[cfg(test)]
mod tests;
mod totals;
mod units;
mod year;

use std::fs::File;
use std::io::BufReader;

use serde::{Deserialize, Serialize};

use crate::layout::{Mapping, Record, Understood, Why, proposed_sheet, understand, understand_at};
use crate::value::Manner;
use crate::{Address, Book, Unit, Unreadable, Wanted};
pub use alike::alike;
pub use copy::{NotMarked, marked_copy};
pub use settling::{BY_HAND, Settled, joined, settle, unsure};
pub use spot::Spot;
pub use stage::Stage;
pub use totals::{Off, Totals};
pub use units::UNITS;

use totals::Summing;

/// Rows that are read together.
pub const BATCH: usize = 500;

/// What was understood of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Read {
    /// Names of the sheets, hidden ones too.
    pub sheets: Vec<String>,
    pub is_list: bool,
    /// The year of days that do not say theirs.
    pub year: i32,
    /// The words that say the year; empty where it is the one of today.
    #[serde(default)]
    pub year_said: String,
    pub table: Understood,
    /// Further sheets with the same columns, read as the first.
    #[serde(default)]
    pub also: Vec<Understood>,
    /// Sheets that are such a table too and are not read, because their heading or their unit is a little another one.
    #[serde(default)]
    pub unlike: Vec<String>,
}

/// What a person chose to read of a file; nothing is left to the program.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub sheets: Vec<String>,
    /// The row in which the heading of the first sheet ends; 0: it has none.
    pub header: Option<u32>,
}

/// Reads what a file is, as far as nobody chose: the sheet that fits best and those that were read with it before; in a
/// table of a kind that was never read, those with the same heading. `year`: that of days without one, where neither a title nor the sheet's name says another.
///
/// # Errors
/// Why the file cannot be read, or its chosen sheets not together.
pub fn read(
    file: File,
    choice: Choice,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
    year: i32,
) -> Result<Read, Unreadable> {
    let mut book = Book::open(BufReader::new(file))?;
    let is_chosen = !choice.sheets.is_empty();
    let sheets = match is_chosen {
        true => choice.sheets,
        false => proposed(&mut book, wanted, mapping)?,
    };
    let mut sheets = sheets.iter();
    let sheet = sheets.next().ok_or(Unreadable::Empty)?;
    let mut table = match choice.header {
        Some(row) => understand_at(&mut book, sheet, wanted, mapping, row)?,
        None => understand(&mut book, sheet, wanted, mapping)?,
    };
    once(&mut table);
    let mut columns = table.columns.iter();
    let is_named = columns.any(|column| column.field.is_some() && !column.weak);
    let is_open = !is_chosen && choice.header.is_none() && mapping.is_none();
    if is_open
        && (table.rows == 0 || !is_named)
        && let Some(name) = hidden_table(&mut book, wanted)
    {
        return Err(Unreadable::Hidden { name });
    }
    if table.rows == 0 {
        return Err(match table.header_row {
            0 => Unreadable::Empty,
            _ if !is_named => Unreadable::NoHeading { name: table.sheet },
            row => Unreadable::NoRows {
                name: table.sheet,
                row,
            },
        });
    }
    let below = |table: &Understood| {
        let notes = table
            .left_out
            .iter()
            .filter(|one| one.first > table.last_row);
        notes
            .map(|one| one.text.as_str())
            .find_map(year::said_below)
    };
    let said = year::said(&table.titles, &table.sheet).or_else(|| below(&table));
    table.span = year::span(&table.titles);
    table.year_rows = year_rows(&table);
    let (year, year_said) = said.unwrap_or((year, String::new()));
    let like = table.mapping();
    let also = sheets.map(|sheet| understand(&mut book, sheet, wanted, Some(&like)));
    let mut also: Vec<Understood> = also.collect::<Result<_, Unreadable>>()?;
    let mut unlike = Vec::new();
    if !is_chosen {
        // What was left out last time is left out again; a sheet that was not there then is looked at.
        let as_before = mapping.filter(|mapping| mapping.sheet == table.sheet);
        let is_new = |name: &String| {
            let mut read = std::iter::once(&table).chain(&also);
            let is_known = as_before
                .is_some_and(|before| before.seen.is_empty() || before.seen.contains(name));
            !is_known && read.all(|table| table.sheet != *name)
        };
        let shown = book.sheets().iter().filter(|sheet| !sheet.hidden);
        let further = shown.map(|sheet| sheet.name.clone()).filter(is_new);
        for name in further.collect::<Vec<_>>() {
            match understand(&mut book, &name, wanted, Some(&like)) {
                Ok(one) if alike::goes_with(&table, &one) => also.push(one),
                Ok(one) if alike::is_such(&table, &one) => unlike.push(name),
                // What is no table does not go with one.
                Err(Unreadable::Blocks { .. }) if alike::holds(&table, &name) => unlike.push(name),
                Ok(_) | Err(_) => {}
            }
        }
    }
    for one in &mut also {
        one.span = year::span(&one.titles);
        one.year_rows = year_rows(one);
    }
    let mut read = Read {
        also,
        unlike,
        sheets: book.sheets().iter().map(|one| one.name.clone()).collect(),
        is_list: book.is_csv(),
        year,
        year_said,
        table,
    };
    read.part_years();
    match is_chosen {
        true => alike(&mut read).map_err(Unreadable::Unlike)?,
        // What was only remembered may look otherwise by now.
        false => {
            let dropped = alike::only_alike(&mut read);
            read.unlike.extend(dropped);
        }
    }
    Ok(read)
}

/// The sheet that fits best, and where it is that of the last time those that were read with it and are there.
fn proposed(
    book: &mut Book<BufReader<File>>,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
) -> Result<Vec<String>, Unreadable> {
    let first = proposed_sheet(book, wanted, mapping)?;
    let as_before = mapping.filter(|mapping| mapping.sheet == first);
    let also = as_before.map_or(&[][..], |mapping| &mapping.also);
    let is_there =
        |name: &&String| **name != first && book.sheets().iter().any(|one| one.name == **name);
    let also: Vec<String> = also.iter().filter(is_there).cloned().collect();
    Ok(std::iter::once(first).chain(also).collect())
}

/// What is told when the work itself fell over.
pub fn fell_over() -> Unreadable {
    Unreadable::Damaged {
        why: "读到一半出错".to_owned(),
    }
}

impl Read {
    /// The first sheet and those that are read with it.
    pub fn tables(&self) -> impl Iterator<Item = &Understood> {
        std::iter::once(&self.table).chain(&self.also)
    }

    pub(crate) fn tables_mut(&mut self) -> impl Iterator<Item = &mut Understood> {
        std::iter::once(&mut self.table).chain(&mut self.also)
    }

    /// Notes which further sheets say another year than the first.
    fn part_years(&mut self) {
        let year = self.year;
        for one in &mut self.also {
            let said = year::said(&one.titles, &one.sheet).map(|(said, _)| said);
            one.year = said.filter(|said| *said != year);
        }
    }

    /// Reads days without a year in the year that a person says, whatever the table does.
    pub fn in_year(&mut self, year: i32) {
        if year != self.year {
            self.year = year;
            let tables = self.tables_mut().filter(|table| table.year.is_none());
            tables.for_each(|table| table.span = None);
        }
    }

    /// The same with the year that the name of the file says, where nothing in it does, and the doubts that it raises.
    #[must_use]
    pub fn named(mut self, file: &str) -> Self {
        if let Some(year) = year::of(file).filter(|_| self.year_said.is_empty()) {
            self.year = year;
            "文件名".clone_into(&mut self.year_said);
            self.part_years();
        }
        self.tables_mut().for_each(|table| table.doubt_by(file));
        self
    }

    pub fn rows(&self) -> u32 {
        self.tables().map(|table| table.rows).sum()
    }

    /// The name of one of the sheets.
    pub fn sheet(&self, place: usize) -> &str {
        self.tables().nth(place).map_or("", |table| &table.sheet)
    }

    /// Hidden rows and columns that are read: a sentence for each sheet that has some.
    pub fn hidden(&self) -> Vec<String> {
        self.tables()
            .filter_map(|table| self.hidden_in(table))
            .collect()
    }

    fn hidden_in(&self, table: &Understood) -> Option<String> {
        let columns = table.columns.iter();
        let columns = columns.filter(|one| one.hidden && one.field.is_some());
        let mut parts: Vec<String> = columns
            .map(|one| format!("{} 列“{}”", one.letter, one.heading))
            .collect();
        if table.hidden_rows > 0 {
            parts.push(format!("{} 行", table.hidden_rows));
        }
        let sheet = match self.also.is_empty() {
            true => String::new(),
            false => format!("“{}”", table.sheet),
        };
        (!parts.is_empty()).then(|| {
            format!(
                "{sheet}有隐藏的 {}，也会导入；不要导入的请删除后再传",
                parts.join("、")
            )
        })
    }

    /// “七月”、“八月”
    pub fn sheet_names(&self) -> String {
        let names = self.tables().map(|table| format!("“{}”", table.sheet));
        names.collect::<Vec<_>>().join("、")
    }

    /// The same in the year that a person settled for the table before it, where both say as much of a year themselves.
    pub fn in_year_of(self, before: &Read) -> Self {
        let year = match self.year_said == before.year_said {
            true => before.year,
            false => self.year,
        };
        let mut read = self;
        read.in_year(year);
        read
    }

    /// 2020 年; where sheets say different years, each with its sheet.
    pub fn years(&self) -> String {
        let own = |table: &Understood| table.year.unwrap_or(self.year);
        if self.also.iter().all(|table| own(table) == self.year) {
            return format!("{} 年", self.year);
        }
        let years = self
            .tables()
            .map(|table| format!("“{}” {} 年", table.sheet, own(table)));
        years.collect::<Vec<_>>().join("、")
    }

    pub fn is_read(&self, sheet: &str) -> bool {
        self.tables().any(|table| table.sheet == sheet)
    }

    /// Names of the sheets that are not read.
    pub fn others(&self) -> Vec<&String> {
        let sheets = self.sheets.iter();
        sheets.filter(|name| !self.is_read(name)).collect()
    }

    /// How many rows are not taken for records.
    pub fn left_out(&self) -> u32 {
        let spans = self.tables().flat_map(|table| &table.left_out);
        spans.map(|span| span.last - span.first + 1).sum()
    }

    /// 第 8 行; with its sheet where several are read.
    pub fn place(&self, spot: Spot) -> String {
        match self.also.is_empty() {
            true => format!("第 {} 行", spot.row),
            false => format!("“{}”第 {} 行", self.sheet(spot.sheet), spot.row),
        }
    }

    /// The cell in a row of the first of these fields that has a column; else the first of the row.
    pub fn at(&self, spot: Spot, fields: &[&str]) -> Address {
        let table = self.tables().nth(spot.sheet).unwrap_or(&self.table);
        let mut columns = fields.iter().filter_map(|field| table.column_of(field));
        let column = columns.next().or(table.columns.first());
        Address::new(spot.row, column.map_or(1, |column| column.number))
    }

    /// How a person settled it, for the next table of this look.
    pub fn mapping(&self) -> Mapping {
        Mapping {
            also: self.also.iter().map(|table| table.sheet.clone()).collect(),
            seen: self.sheets.clone(),
            ..self.table.mapping()
        }
    }

    /// The records from the top of each sheet, some at a time and with the place of their sheet, until whoever takes them
    /// says no. Gives how the table's own totals compare with them.
    ///
    /// # Errors
    /// Why no more can be read.
    pub fn records(
        &self,
        file: File,
        wanted: &[Wanted],
        mut take: impl FnMut(usize, Vec<Record>) -> bool,
    ) -> Result<Totals, Unreadable> {
        let mut book = Book::open(BufReader::new(file))?;
        let from_1904 = book.counts_from_1904();
        let mut totals = Totals::default();
        for (sheet, table) in self.tables().enumerate() {
            let manner = Manner {
                year: Some(table.year.unwrap_or(self.year)),
                span: table.span,
                unit: Unit::Yuan,
                from_1904,
            };
            let places = table.places(wanted);
            let mut some = Vec::with_capacity(BATCH);
            let mut summing = Summing::new(table, wanted);
            for row in book.rows(&table.sheet)? {
                let row = row?;
                if row.number <= table.header_row {
                    continue;
                }
                match table.no_record(&row) {
                    Some((Why::Total, label)) => {
                        let said = table.record_of(&row, wanted, &places, &manner);
                        summing.total(&label, &said);
                        continue;
                    }
                    Some(_) => continue,
                    None => {}
                }
                let record = table.record_of(&row, wanted, &places, &manner);
                summing.add(&record);
                some.push(record);
                if some.len() == BATCH && !take(sheet, std::mem::take(&mut some)) {
                    return Ok(totals);
                }
            }
            if !some.is_empty() && !take(sheet, some) {
                return Ok(totals);
            }
            let name = if self.also.is_empty() {
                ""
            } else {
                &table.sheet
            };
            summing.tell(name, &mut totals);
        }
        Ok(totals)
    }
}

/// A hidden sheet that is such a table.
fn hidden_table(book: &mut Book<BufReader<File>>, wanted: &[Wanted]) -> Option<String> {
    let hidden = book.sheets().iter().filter(|sheet| sheet.hidden);
    let hidden: Vec<String> = hidden.map(|sheet| sheet.name.clone()).collect();
    let is_such = |name: &String| {
        let table = understand(book, name, wanted, None);
        table.is_ok_and(|table| table.rows > 0 && table.missing.is_empty())
    };
    hidden.into_iter().find(is_such)
}

/// Lines within a table that are a year and nothing else: the rows below are of it.
fn year_rows(table: &Understood) -> Vec<(u32, i32)> {
    let is_line = |why: Why| matches!(why, Why::Alone | Why::Group | Why::Note);
    let lines = table.left_out.iter();
    let lines = lines.filter(|one| is_line(one.why) && one.first < table.last_row);
    lines
        .filter_map(|one| Some((one.first, year::only(&one.text)?)))
        .collect()
}

/// A field that two headings claim, as two earlier tables had it, stays with the first.
fn once(table: &mut Understood) {
    let mut seen = Vec::new();
    for column in &mut table.columns {
        let Some(field) = column.field.clone() else {
            continue;
        };
        if seen.contains(&field) {
            column.field = None;
            "前面已有一列是这个字段".clone_into(&mut column.why);
        } else {
            seen.push(field);
        }
    }
}
