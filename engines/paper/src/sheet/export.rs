use std::io::{Seek, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use values::{Day, Fen};

use super::{Unwritable, look};
use crate::wanted::{Type, Unit};

/// A column of an exported list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub name: String,
    pub kind: Type,
    /// The unit of the amounts, said in the heading; yuan without one.
    pub unit: Option<Unit>,
}

/// A value of an exported row.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    Nothing,
    /// Written as text whatever it begins with, never as a formula.
    Text(String),
    Money(Fen),
    Count(i64),
    Day(Day),
    /// In the look of its column: 0.025 of a share shows as 2.5%.
    Number(f64),
}

impl From<String> for Typed {
    fn from(text: String) -> Self {
        Typed::Text(text)
    }
}

impl From<&String> for Typed {
    fn from(text: &String) -> Self {
        Typed::Text(text.clone())
    }
}

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        Typed::Text(text.to_owned())
    }
}

impl From<Fen> for Typed {
    fn from(amount: Fen) -> Self {
        Typed::Money(amount)
    }
}

impl From<i64> for Typed {
    fn from(count: i64) -> Self {
        Typed::Count(count)
    }
}

impl From<usize> for Typed {
    fn from(count: usize) -> Self {
        Typed::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<Day> for Typed {
    fn from(day: Day) -> Self {
        Typed::Day(day)
    }
}

/// Nothing of what is not known.
impl<T: Into<Typed>> From<Option<T>> for Typed {
    fn from(value: Option<T>) -> Self {
        value.map_or(Typed::Nothing, T::into)
    }
}

/// A list on its way into an `.xlsx`. Rows go to a temporary file as they come, so that memory does not grow with them.
pub struct Export {
    book: Workbook,
    /// Fen of one unit, for each column.
    columns: Vec<f64>,
    quoted: Format,
    row: u32,
    about: Vec<(String, String)>,
}

/// The rows under which the format ends.
const ROWS: u32 = crate::address::ROWS;

impl Export {
    /// Begins a sheet with its headings. `about` goes to a second sheet, 说明: the filters, the day, who asked.
    ///
    /// # Errors
    /// [`Unwritable`], where there is no room for the temporary file or the name is no name of a sheet.
    pub fn begin(
        sheet: &str,
        headings: &[Heading],
        about: &[(String, String)],
    ) -> Result<Self, Unwritable> {
        let mut book = Workbook::new();
        let page = book.add_worksheet_with_constant_memory()?;
        page.set_name(sheet_name(sheet))?;
        page.set_freeze_panes(1, 0)?;
        page.set_row_height(0, 24)?;
        let mut columns = Vec::new();
        for (at, heading) in (0..).zip(headings) {
            let words = heading.words();
            page.set_column_width(at, look::width(&words, heading.kind))?;
            page.write_string_with_format(0, at, &words, &look::heading(false))?;
            page.set_column_format(at, &look::cell(heading.kind))?;
            columns.push(heading.unit.and_then(Unit::fen).unwrap_or(100) as f64);
        }
        Ok(Export {
            book,
            columns,
            quoted: look::quoted(),
            row: 0,
            about: about.to_vec(),
        })
    }

    /// Adds a row; values beyond the headings are left out.
    ///
    /// # Errors
    /// [`Unwritable`], where the disk or the format is full.
    pub fn row(&mut self, values: &[Typed]) -> Result<(), Unwritable> {
        self.row += 1;
        if self.row >= ROWS {
            let why = format!("一张工作表最多 {ROWS} 行，请缩小筛选范围");
            return Err(Unwritable::Failed(why));
        }
        let page = self.book.worksheet_from_index(0)?;
        for ((at, unit), value) in (0..).zip(&self.columns).zip(values) {
            write(page, (self.row, at), *unit, value, &self.quoted)?;
        }
        Ok(())
    }

    /// Writes the workbook and tells how many rows it has.
    ///
    /// # Errors
    /// [`Unwritable`], where it cannot be written.
    pub fn finish<W: Write + Seek + Send>(mut self, out: W) -> Result<u32, Unwritable> {
        if let Some(last) = u16::try_from(self.columns.len())
            .ok()
            .and_then(|n| n.checked_sub(1))
        {
            self.book
                .worksheet_from_index(0)?
                .autofilter(0, 0, self.row, last)?;
        }
        let page = self.book.add_worksheet();
        page.set_name("说明")?;
        page.set_column_width(0, 16)?;
        page.set_column_width(1, 60)?;
        for (at, (name, value)) in (0..).zip(&self.about) {
            page.write_string_with_format(at, 0, look::fitted(name), &look::heading(false))?;
            page.write_string_with_format(at, 1, look::fitted(value), &look::cell(Type::Long))?;
        }
        self.book.save_to_writer(out)?;
        Ok(self.row)
    }
}

/// Cells take the format of their column, so that it is not looked up for each of them.
fn write(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    unit: f64,
    value: &Typed,
    quoted: &Format,
) -> Result<(), Unwritable> {
    match value {
        Typed::Nothing => {}
        Typed::Text(text) if text.is_empty() => {}
        Typed::Text(text) if look::is_like_a_formula(text) => {
            page.write_string_with_format(row, column, look::fitted(text), quoted)?;
        }
        Typed::Text(text) => {
            page.write_string(row, column, look::fitted(text))?;
        }
        Typed::Money(fen) => {
            // 15 digits of a spreadsheet hold ten trillion yuan to the fen.
            page.write_number(row, column, fen.0 as f64 / unit)?;
        }
        Typed::Count(count) => {
            page.write_number(row, column, *count as f64)?;
        }
        Typed::Number(number) => {
            page.write_number(row, column, *number)?;
        }
        Typed::Day(day) => match serial(*day) {
            Some(serial) => {
                page.write_number(row, column, serial)?;
            }
            None => {
                page.write_string(row, column, day.to_string())?;
            }
        },
    }
    Ok(())
}

/// The number of a day, counted from 1900; the first two months of 1900 and what lies before have none that is right.
fn serial(day: Day) -> Option<f64> {
    const EPOCH: i32 = 25_569;
    let days = day.number() + EPOCH;
    (61..=2_958_465).contains(&days).then(|| f64::from(days))
}

impl Heading {
    fn words(&self) -> String {
        match self.unit {
            Some(unit) => format!("{}（{}）", self.name, unit.word()),
            None => self.name.clone(),
        }
    }
}

/// A name that a sheet may have: 31 characters, without the signs of references.
pub fn sheet_name(name: &str) -> String {
    let clean = name.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let clean: String = clean.trim().trim_matches('\'').chars().take(31).collect();
    if clean.is_empty() {
        "列表".to_owned()
    } else {
        clean
    }
}
