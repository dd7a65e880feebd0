//! Understanding anybody's table: where the heading is, which column holds which field, which rows are none.

mod against;
mod apart;
mod aside;
mod blocks;
mod column;
mod glance;
mod heading;
mod left_out;
mod lines;
mod lone;
mod mapping;
mod matching;
mod name;
mod own;
mod parts;
mod record;
mod rivals;
mod sideways;
mod units;
mod years;

#[cfg(test)]
mod tests;

use std::io::{Read, Seek};

pub use column::Column;
pub use glance::Glance;
pub use left_out::{LeftOut, Why};
pub(crate) use mapping::places;
pub use mapping::{Mapping, Matched};
pub use record::{Filled, Record};

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::book::{Book, Row};
use crate::unreadable::Unreadable;
use crate::value::{Manner, Span};
use crate::wanted::{Type, Wanted};
use aside::Aside;
use blocks::Blocks;
use heading::Heading;
use parts::Parts;

/// How many rows are held to find the heading and to look at what columns contain.
const LOOKED_AT: usize = 300;
/// The most rows with one value that are told.
const MOST_PARTS: usize = 100;
/// And how much text of theirs, in bytes.
const HELD: usize = 16 << 20;

/// What a sheet was taken for: shown to a person before anything happens, and what rows are then read by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    pub sheet: String,
    /// The last line of the heading; 0 where none was found.
    pub header_row: u32,
    /// How many lines it has.
    pub header_lines: u32,
    /// What stands above the heading: titles, 单位：万元.
    pub titles: Vec<String>,
    pub columns: Vec<Column>,
    /// How many rows there are to read, and how many of them are hidden.
    pub rows: u32,
    pub hidden_rows: u32,
    pub first_row: u32,
    pub last_row: u32,
    /// Spans of rows under the heading that are no records.
    pub left_out: Vec<LeftOut>,
    /// Where a row has one value and nothing else, which is no total: whose it is nobody knows.
    #[serde(default)]
    pub parts: Vec<Address>,
    /// Ids of required fields that no column holds.
    pub missing: Vec<String>,
    /// A person said where the heading ends.
    #[serde(default)]
    pub by_hand: bool,
    /// The number of the last column where the file is a list of text: what stands behind it was cut at a comma.
    #[serde(default)]
    pub width: Option<u32>,
    /// The number of the column 状态 where this program handed out the table.
    #[serde(default)]
    pub state: Option<u32>,
    /// The number of the column 币种, where it is no field.
    #[serde(default)]
    pub currency: Option<u32>,
    /// The line above, below or beside the table that says its amounts are in other money than ours; empty where none does.
    #[serde(default)]
    pub foreign: String,
    /// The year of days without one, where this sheet says another than the one that it is read with.
    #[serde(default)]
    pub year: Option<i32>,
    /// The number of the column 年度, where it is no field.
    #[serde(default)]
    pub year_column: Option<u32>,
    /// Lines that are a year and nothing else, over the rows of it: their rows, from the top.
    #[serde(default)]
    pub year_rows: Vec<(u32, i32)>,
    /// The days that it says it is of, unless a person settled the year.
    #[serde(default)]
    pub span: Option<Span>,
    /// The first rows as they stand, for a person to point at the heading.
    #[serde(default)]
    pub top: Vec<Glance>,
}

/// Proposes how a sheet is to be read; with a mapping of an earlier time, as that time.
///
/// # Errors
/// [`Unreadable`], of the file or the sheet.
pub fn understand<R: Read + Seek>(
    book: &mut Book<R>,
    sheet: &str,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
) -> Result<Understood, Unreadable> {
    pass(book, sheet, wanted, mapping, None, |_, _| ())
}

/// The same with a heading that ends in the row which a person points at; 0: the table has none.
///
/// # Errors
/// [`Unreadable`], of the file or the sheet.
pub fn understand_at<R: Read + Seek>(
    book: &mut Book<R>,
    sheet: &str,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
    header: u32,
) -> Result<Understood, Unreadable> {
    pass(book, sheet, wanted, mapping, Some(header), |_, _| ())
}

/// Understands a sheet and tells its records, all in one pass over its rows: what [`understand`] gives, and then
/// [`Understood::record`] for each row that is not left out. A unit that stands only beside or below the amounts comes too late
/// for them: they are in that of `manner`.
///
/// # Errors
/// [`Unreadable`], of the file or the sheet; records told until then are to be forgotten.
pub fn check<R: Read + Seek>(
    book: &mut Book<R>,
    sheet: &str,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
    manner: &Manner,
    mut tell: impl FnMut(Record),
) -> Result<Understood, Unreadable> {
    let manner = Manner {
        from_1904: book.counts_from_1904(),
        ..*manner
    };
    let mut places = None;
    pass(book, sheet, wanted, mapping, None, |table, row| {
        let places = places.get_or_insert_with(|| table.places(wanted));
        tell(table.record_of(row, wanted, places, &manner));
    })
}

/// Goes once over the rows of a sheet, with each one that is a record.
fn pass<R: Read + Seek>(
    book: &mut Book<R>,
    sheet: &str,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
    header: Option<u32>,
    mut each: impl FnMut(&Understood, &Row),
) -> Result<Understood, Unreadable> {
    let merged = book.sheets().iter().find(|one| one.name == sheet);
    let merged = merged.map(|one| one.merged.clone()).unwrap_or_default();
    let is_list = book.is_csv();
    let mut rows = book.rows(sheet)?;
    let looked_at = first(rows.by_ref())?;
    let heading = match (header, mapping) {
        (Some(row), _) => heading::at(&looked_at, &merged, wanted, mapping, row),
        (None, Some(mapping)) => heading::find_as(&looked_at, &merged, wanted, mapping),
        (None, None) => heading::find(&looked_at, &merged, wanted),
    };
    // Where a person once pointed at the heading, the table above it was meant to be passed over.
    let is_pointed = mapping.is_some_and(|mapping| mapping.header.is_some());
    let above = || blocks::above(&looked_at, &merged, wanted, &heading);
    if let Some(why) = (!is_pointed).then(above).flatten() {
        let name = sheet.to_owned();
        return Err(Unreadable::Blocks { name, why });
    }
    let below = looked_at.iter().filter(|row| row.number > heading.last_row);
    let samples: Vec<&Row> = below.collect();
    let columns = column::propose(&heading, &samples, wanted, mapping);
    let mut understood = Understood::begun(sheet, &heading, columns, wanted);
    understood.top = glance::top(&looked_at);
    understood.width = understood.columns.last().map(|last| last.number);
    // Without a heading, and of a very wide one, nobody knows where it ends.
    let is_closed = is_list && heading.lines > 0 && heading.heads.len() < heading::WIDEST;
    understood.width = understood.width.filter(|_| is_closed);
    understood.currency = against::currency(&understood);
    understood.state = own::state(&understood);
    understood.year_column = years::column(&understood);
    if let Some(why) = sideways::of(&understood, wanted) {
        return Err(why);
    }
    let mut aside = Aside::begun(&understood);
    let mut blocks = Blocks::begun(&understood, wanted);
    let mut parts = Parts::begun(&understood, wanted);
    for row in looked_at.into_iter().map(Ok).chain(rows) {
        let row = row?;
        if row.number <= understood.header_row {
            continue;
        }
        let is_record = understood.take_in(&row);
        let left_out = understood.left_out.last().filter(|_| !is_record);
        blocks.take(&understood, &row, left_out)?;
        if is_record {
            aside.record(&row);
            parts.record(&row);
            each(&understood, &row);
        } else {
            let why = understood.left_out.last().map(|left_out| left_out.why);
            aside.no_record(&row, why);
            let part = why.and_then(|why| parts.of(&row, why));
            understood
                .parts
                .extend(part.filter(|_| understood.parts.len() < MOST_PARTS));
        }
    }
    aside.tell(&mut understood, wanted);
    Ok(understood)
}

/// The rows that are held at a time.
fn first(rows: impl Iterator<Item = Result<Row, Unreadable>>) -> Result<Vec<Row>, Unreadable> {
    let mut held = Vec::new();
    let mut bytes = 0;
    for row in rows {
        let row = row?;
        bytes += row
            .cells
            .iter()
            .map(|cell| cell.text().len())
            .sum::<usize>();
        held.push(row);
        if held.len() == LOOKED_AT || bytes > HELD {
            break;
        }
    }
    Ok(held)
}

/// The visible sheet whose heading fits best, the first of equals; that of an earlier time while it still looks like it.
///
/// # Errors
/// [`Unreadable`], of the file or a sheet.
pub fn proposed_sheet<R: Read + Seek>(
    book: &mut Book<R>,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
) -> Result<String, Unreadable> {
    let sheets = book.sheets().to_vec();
    let mut best: Option<((bool, u32), String)> = None;
    for sheet in sheets.iter().filter(|sheet| !sheet.hidden) {
        let rows = book.rows(&sheet.name)?.take(heading::DEEPEST);
        let rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
        let as_before = mapping.is_some_and(|mapping| {
            mapping.sheet == sheet.name && heading::holds(&rows, &sheet.merged, mapping)
        });
        let fit = (as_before, heading::find(&rows, &sheet.merged, wanted).fit);
        if best.as_ref().is_none_or(|(so_far, _)| fit > *so_far) {
            best = Some((fit, sheet.name.clone()));
        }
    }
    let fallback = || sheets.first().map(|sheet| sheet.name.clone());
    best.map(|(_, name)| name)
        .or_else(fallback)
        .ok_or(Unreadable::Empty)
}

impl Understood {
    fn begun(sheet: &str, heading: &Heading, columns: Vec<Column>, wanted: &[Wanted]) -> Self {
        let held = |id: &str| {
            columns
                .iter()
                .any(|column| column.field.as_deref() == Some(id))
        };
        let missing = wanted.iter().filter(|one| one.required && !held(&one.id));
        Understood {
            sheet: sheet.to_owned(),
            header_row: heading.last_row,
            header_lines: heading.lines,
            titles: heading.titles.clone(),
            missing: missing.map(|one| one.id.clone()).collect(),
            columns,
            rows: 0,
            hidden_rows: 0,
            first_row: 0,
            last_row: 0,
            left_out: Vec::new(),
            parts: Vec::new(),
            by_hand: heading.by_hand,
            width: None,
            currency: None,
            foreign: heading.foreign.clone().unwrap_or_default(),
            state: None,
            year: None,
            year_column: None,
            year_rows: Vec::new(),
            span: None,
            top: Vec::new(),
        }
    }

    /// Counts a row; `true` for a record.
    fn take_in(&mut self, row: &Row) -> bool {
        if let Some((why, word)) = self.no_record(row) {
            left_out::add(&mut self.left_out, row.number, why, &word);
            return false;
        }
        if self.rows == 0 {
            self.first_row = row.number;
        }
        self.last_row = row.number;
        self.rows += 1;
        self.hidden_rows += u32::from(row.hidden);
        true
    }

    /// Why a row under the heading is no record; `None` for one that is.
    pub fn left_out(&self, row: &Row) -> Option<Why> {
        self.no_record(row).map(|(why, _)| why)
    }

    /// The same with the words that say so.
    pub(crate) fn no_record(&self, row: &Row) -> Option<(Why, String)> {
        left_out::why(self, row)
    }

    /// Columns of amounts whose unit nobody has said, though 万 or 亿 stands by.
    pub fn doubts(&self, wanted: &[Wanted]) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| {
            let field = wanted
                .iter()
                .find(|one| Some(&one.id) == column.field.as_ref());
            let is_money = field.is_some_and(|one| one.kind == Type::Money);
            is_money && column.unit.is_none() && !column.doubt.is_empty()
        })
    }

    /// Notes again which columns tell whom a row is about, as they are settled now.
    pub(crate) fn mark_keys(&mut self, wanted: &[Wanted]) {
        for column in &mut self.columns {
            column.mark_key(wanted);
        }
    }

    /// The column that holds a field.
    pub fn column_of(&self, field: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.field.as_deref() == Some(field))
    }
}
