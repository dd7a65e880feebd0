use std::io::{Seek, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
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
    /// 0.025 shows as 2.5%.
    Share(f64),
}

/// A list on its way into an `.xlsx`. Rows go to a temporary file as they come, so that memory does not grow with them.
pub struct Export {
    book: Workbook,
    columns: Vec<Column>,
    quoted: Format,
    row: u32,
    about: Vec<(String, String)>,
}

struct Column {
    /// Fen of one unit.
    unit: f64,
    format: Format,
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
            columns.push(Column {
                unit: heading.unit.and_then(Unit::fen).unwrap_or(100) as f64,
                format: look::cell(heading.kind),
            });
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
        for ((at, column), value) in (0..).zip(&self.columns).zip(values) {
            write(page, (self.row, at), column, value, &self.quoted)?;
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

fn write(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    look: &Column,
    value: &Typed,
    quoted: &Format,
) -> Result<(), Unwritable> {
    let format = &look.format;
    match value {
        Typed::Nothing => return Ok(()),
        Typed::Text(text) if text.is_empty() => return Ok(()),
        Typed::Text(text) => {
            let format = if look::is_like_a_formula(text) {
                quoted
            } else {
                format
            };
            page.write_string_with_format(row, column, look::fitted(text), format)?;
        }
        Typed::Money(fen) => {
            // 15 digits of a spreadsheet hold ten trillion yuan to the fen.
            let amount = fen.0 as f64 / look.unit;
            page.write_number_with_format(row, column, amount, format)?;
        }
        Typed::Count(count) => {
            page.write_number_with_format(row, column, *count as f64, format)?;
        }
        Typed::Share(share) => {
            page.write_number_with_format(row, column, *share, format)?;
        }
        Typed::Day(day) => match excel(*day) {
            Some(date) => {
                page.write_datetime_with_format(row, column, &date, format)?;
            }
            None => {
                page.write_string_with_format(row, column, day.to_string(), format)?;
            }
        },
    }
    Ok(())
}

fn excel(day: Day) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, day) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
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
