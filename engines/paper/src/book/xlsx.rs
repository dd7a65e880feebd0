//! An `.xlsx`: guarded here, its cells read by calamine.

use std::collections::VecDeque;
use std::io::{BufReader, Read, Seek};

use calamine::{DataRef, Reader, Xlsx, XlsxCellReader, XlsxError};
use values::Day;
use zip::ZipArchive;

use super::cell::{Cell, Row, Value};
use super::frame::Frame;
use super::package::Package;
use super::tags::{self, Budget};
use super::{SWOLLEN, Sheet};
use crate::address::{Address, Region};
use crate::unreadable::Unreadable;

/// More texts than a sheet of the largest size read here can show.
const MOST_TEXTS: u32 = 4_000_000;
/// A merged value is repeated over so many columns at most.
const WIDEST_MERGE: u32 = 256;

pub struct Workbook<R> {
    cells: Xlsx<R>,
    frames: Vec<Frame>,
    names: Vec<String>,
    from_1904: bool,
}

impl<R: Read + Seek> Workbook<R> {
    pub fn open(mut source: R) -> Result<(Self, Vec<Sheet>), Unreadable> {
        let (package, frames) = guard(&mut source)?;
        source.rewind()?;
        let cells = Xlsx::new(source).map_err(|error| said(error, "工作簿"))?;
        let from_1904 = cells.has_1904_epoch();
        let sheets = package.sheets.iter().zip(&frames);
        let sheets = sheets.map(|(part, frame)| Sheet {
            name: part.name.clone(),
            hidden: part.hidden,
            merged: frame.merged.clone(),
        });
        let sheets = sheets.collect();
        let names = package.sheets.into_iter().map(|part| part.name).collect();
        let book = Workbook {
            cells,
            frames,
            names,
            from_1904,
        };
        Ok((book, sheets))
    }

    pub fn counts_from_1904(&self) -> bool {
        self.from_1904
    }

    pub fn rows(&mut self, at: usize, sheet: &Sheet) -> Result<Rows<'_, R>, Unreadable> {
        let place = format!("工作表“{}”", sheet.name);
        let frame = &self.frames[at];
        let reader = self.cells.worksheet_cells_reader(&self.names[at]);
        Ok(Rows {
            reader: reader.map_err(|error| said(error, &place))?,
            ended: false,
            place,
            frame,
            held: None,
            coming: frame.merged.iter().copied().collect(),
            standing: Vec::new(),
        })
    }
}

/// Unpacks every part that is read later, counting, and keeps the frames of the sheets.
pub fn guard<R: Read + Seek>(source: &mut R) -> Result<(Package, Vec<Frame>), Unreadable> {
    let mut archive = ZipArchive::new(source)?;
    let mut budget = Budget::new();
    let package = Package::read(&mut archive)?;
    let mut frames = Vec::new();
    for sheet in &package.sheets {
        let missing = || Unreadable::damaged(format!("缺少工作表“{}”的内容", sheet.name));
        let at = archive.index_for_name(&sheet.path).ok_or_else(missing)?;
        let part = BufReader::with_capacity(1 << 16, archive.by_index(at)?);
        frames.push(Frame::read(part, &mut budget)?);
    }
    for at in 0..archive.len() {
        let name = archive.by_index_raw(at)?.name()?.into_owned();
        let is_sheet = package.sheets.iter().any(|sheet| sheet.path == name);
        if is_sheet || !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let mut texts = 0;
        tags::each(BufReader::new(archive.by_index(at)?), &mut budget, |tag| {
            texts += u32::from(tags::name(tag) == b"si");
            match texts {
                ..=MOST_TEXTS => Ok(()),
                _ => Err(Unreadable::Swollen { limit: SWOLLEN }),
            }
        })?;
    }
    Ok((package, frames))
}

/// See [`super::Book::rows`].
pub struct Rows<'a, R: Read + Seek> {
    reader: XlsxCellReader<'a, R>,
    /// Nothing may be asked of the reader behind its end.
    ended: bool,
    place: String,
    frame: &'a Frame,
    /// The first cell of the next row.
    held: Option<Cell>,
    /// Merged rectangles below, by their first row.
    coming: VecDeque<Region>,
    /// Merged rectangles that reach this row, with their value where it was seen.
    standing: Vec<(Region, Option<Cell>)>,
}

impl<R: Read + Seek> Rows<'_, R> {
    pub fn read(&mut self) -> Result<Option<Row>, Unreadable> {
        let first = match self.held.take() {
            Some(cell) => Some(cell),
            None => self.cell()?,
        };
        let Some(first) = first else {
            return Ok(None);
        };
        let number = first.at.row;
        let mut cells = vec![first];
        while let Some(cell) = self.cell()? {
            if cell.at.row != number {
                self.held = Some(cell);
                break;
            }
            cells.push(cell);
        }
        cells.sort_by_key(|cell| cell.at.column);
        cells.dedup_by_key(|cell| cell.at.column);
        self.merge(number, &mut cells);
        let hidden = self.frame.hides_row(number);
        for cell in &mut cells {
            cell.hidden = hidden || self.frame.hides_column(cell.at.column);
        }
        Ok(Some(Row {
            number,
            hidden,
            cells,
        }))
    }

    /// The next cell with content.
    fn cell(&mut self) -> Result<Option<Cell>, Unreadable> {
        while !self.ended {
            let read = self.reader.next_cell_with_formula_metadata();
            let Some(read) = read.map_err(|error| said(error, &self.place))? else {
                self.ended = true;
                break;
            };
            let Some(value) = value(read.value) else {
                continue;
            };
            return Ok(Some(Cell {
                at: Address::new(read.pos.0 + 1, read.pos.1 + 1),
                value,
                formula: read.formula.is_some(),
                from: None,
                hidden: false,
            }));
        }
        Ok(None)
    }

    /// Repeats the value of a merged rectangle in the cells it covers.
    fn merge(&mut self, row: u32, cells: &mut Vec<Cell>) {
        self.standing.retain(|(region, _)| region.last.row >= row);
        while let Some(region) = self.coming.front().filter(|region| region.first.row <= row) {
            if region.last.row >= row {
                self.standing.push((*region, None));
            }
            self.coming.pop_front();
        }
        let before = cells.len();
        for (region, value) in &mut self.standing {
            let at = region.first;
            if at.row == row {
                let found = cells[..before].binary_search_by_key(&at.column, |c| c.at.column);
                *value = found.ok().map(|at| cells[at].clone());
            }
            let Some(value) = value else { continue };
            let last = region.last.column.min(at.column + WIDEST_MERGE);
            for column in at.column..=last {
                let own = cells[..before].binary_search_by_key(&column, |c| c.at.column);
                if own.is_err() {
                    cells.push(Cell {
                        at: Address::new(row, column),
                        from: Some(at),
                        ..value.clone()
                    });
                }
            }
        }
        cells.sort_by_key(|cell| cell.at.column);
    }
}

/// `None` for a cell without content.
fn value(read: DataRef<'_>) -> Option<Value> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Value::Text(text.to_owned()));
    match read {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Value::Number(number as f64)),
        DataRef::Float(number) => Some(Value::Number(number)),
        DataRef::Bool(truth) => Some(Value::Truth(truth)),
        DataRef::String(one) => text(&one),
        DataRef::SharedString(one) => text(one),
        DataRef::DateTimeIso(one) => Some(iso(&one)),
        DataRef::DurationIso(one) => text(&one),
        DataRef::Error(fault) => Some(Value::Fault(fault.to_string())),
        DataRef::DateTime(moment) => Some(day(&moment)),
    }
}

fn iso(text: &str) -> Value {
    let day = text.get(..10).and_then(Day::parse_iso);
    day.map_or_else(|| Value::Text(text.to_owned()), Value::Day)
}

/// A number shown as a day; a mere time of the day or a length of time stays a number.
fn day(moment: &calamine::ExcelDateTime) -> Value {
    let number = Value::Number(moment.as_f64());
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return number;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let day = Day::of(i32::from(year), u32::from(month), u32::from(day));
    day.map_or(number, Value::Day)
}

fn said(error: XlsxError, place: &str) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Encrypted,
        XlsxError::Io(error) => error.into(),
        _ => Unreadable::damaged(format!("{place}的内容无法解析")),
    }
}
