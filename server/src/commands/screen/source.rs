//! The facts file: a list of text of any length, or a workbook.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

use anyhow::Context;
use criteria::Program;
use criteria::text::{Heads, Line};
use paper::{Book, Row, Value};

use crate::told;

use super::text::{self, Decoded, END, LONGEST};

/// Rows of a workbook that are read ahead.
const AHEAD: usize = 256;

/// An open facts file.
pub struct Source {
    path: PathBuf,
    form: Form,
    /// In bytes.
    length: u64,
}

enum Form {
    List {
        reader: Box<csv::Reader<Decoded>>,
        record: csv::ByteRecord,
    },
    Workbook(Box<Workbook>),
}

impl Source {
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let mut file = File::open(path).map_err(|error| told::unopened(path, &error))?;
        let mut start = [0; 4096];
        let length = file.metadata().map_or(0, |told| told.len());
        let read = file
            .read(&mut start)
            .map_err(|error| told::unopened(path, &error))?;
        file.rewind()?;
        let form = if text::is_list(&start[..read]) {
            let sign = text::between(&start[..read]);
            let decoded =
                Decoded::open(file).map_err(|why| anyhow::anyhow!("{}：{why}", path.display()))?;
            Form::List {
                reader: Box::new(
                    csv::ReaderBuilder::new()
                        .has_headers(false)
                        .flexible(true)
                        .delimiter(sign)
                        .buffer_capacity(256 * 1024)
                        .from_reader(decoded),
                ),
                record: csv::ByteRecord::new(),
            }
        } else {
            let book =
                Workbook::open(file).map_err(|why| anyhow::anyhow!("{}：{why}", path.display()))?;
            Form::Workbook(Box::new(book))
        };
        Ok(Source {
            path: path.to_owned(),
            form,
            length,
        })
    }

    /// Bytes read, and all.
    pub fn progress(&self) -> (u64, u64) {
        let read = match &self.form {
            Form::List { reader, .. } => reader.position().byte(),
            Form::Workbook(_) => self.length,
        };
        (read, self.length.max(1))
    }

    /// The first line.
    pub fn heads(&mut self, program: &Program<'_>) -> anyhow::Result<Heads> {
        let path = self.path.display().to_string();
        let found = match &mut self.form {
            Form::List { reader, record } => {
                read_record(reader, record, &path)?.then(|| Heads::read(cells(record), program))
            }
            Form::Workbook(book) => {
                let row = book.row().map_err(|why| anyhow::anyhow!("{path}：{why}"))?;
                row.map(|row| Heads::read(texts(&row).iter().map(String::as_str), program))
            }
        };
        let heads = found.with_context(|| format!("{path}：文件是空的，第一行要写列名"))?;
        heads.map_err(|why| {
            if self.is_called_workbook() {
                anyhow::anyhow!(
                    "{path}：名字像是工作簿，内容却是文字，不是工作簿。请用 Excel 或 WPS 打开原来的表，另存为 .xlsx"
                )
            } else {
                anyhow::anyhow!("{path}：{why}")
            }
        })
    }

    /// Whether a list of text goes by the name of a workbook.
    fn is_called_workbook(&self) -> bool {
        let ending = self.path.extension().and_then(|ending| ending.to_str());
        matches!(self.form, Form::List { .. })
            && ending
                .is_some_and(|ending| ["xlsx", "xlsm"].contains(&ending.to_lowercase().as_str()))
    }

    /// Reads the next firm: the line of the file it stands on, `None` at the end.
    pub fn next(
        &mut self,
        heads: &Heads,
        program: &Program<'_>,
        line: &mut Line,
    ) -> anyhow::Result<Option<u64>> {
        match &mut self.form {
            Form::List { reader, record } => loop {
                let path = self.path.display();
                if !read_record(reader, record, &path)? {
                    return Ok(None);
                }
                if record.iter().all(<[u8]>::is_empty) {
                    continue;
                }
                line.read(program, heads, cells(record).map(Ok));
                return Ok(Some(line_of(reader, record)));
            },
            Form::Workbook(book) => {
                let row = book
                    .row()
                    .map_err(|why| anyhow::anyhow!("{}：{why}", self.path.display()))?;
                let Some(row) = row else {
                    return Ok(None);
                };
                let mut cells = texts(&row);
                // A workbook keeps no empty cells at the end of a row.
                cells.resize(cells.len().max(heads.len()), String::new());
                let faults: HashMap<usize, String> = faults(&row).collect();
                let cells = cells.iter().enumerate();
                line.read(
                    program,
                    heads,
                    cells.map(|(at, text)| {
                        faults
                            .get(&at)
                            .map_or(Ok(text.as_str()), |why| Err(why.clone()))
                    }),
                );
                Ok(Some(row.number.into()))
            }
        }
    }
}

/// The line on which the record read last begins.
fn line_of(reader: &csv::Reader<Decoded>, record: &csv::ByteRecord) -> u64 {
    let breaks = record
        .iter()
        .flatten()
        .filter(|byte| **byte == b'\n')
        .count() as u64;
    // Behind a carriage return the reader has not seen the line break yet.
    let ended = u64::from(!reader.get_ref().returns());
    reader.position().line().saturating_sub(breaks + ended)
}

fn read_record(
    reader: &mut csv::Reader<Decoded>,
    record: &mut csv::ByteRecord,
    path: &impl std::fmt::Display,
) -> anyhow::Result<bool> {
    reader.get_mut().begin();
    let line = reader.position().line();
    let read = reader.read_byte_record(record).map_err(|error| {
        if reader.get_ref().too_long() {
            anyhow::anyhow!(
                "{path}：第 {line} 行起超过 {} MB 没有换行，可能有引号没有成对",
                LONGEST / 1_048_576
            )
        } else {
            anyhow::anyhow!("{path}：第 {line} 行读不了：{error}")
        }
    })?;
    if let Some(taken) = record.iter().next_back().and_then(before_end) {
        let breaks = taken.iter().filter(|byte| **byte == b'\n').count() as u64;
        // The end has two line breaks of its own.
        let begun = reader.position().line().saturating_sub(breaks + 2);
        anyhow::bail!("{path}：第 {begun} 行的引号没有成对，后面的内容分不清是哪一格");
    }
    Ok(read && record.as_slice() != END.as_bytes())
}

/// What a cell holds in front of the end, where an open quotation mark has taken it.
fn before_end(cell: &[u8]) -> Option<&[u8]> {
    let cell = cell.strip_suffix(b"\n")?;
    cell.strip_suffix(END.as_bytes())?.strip_suffix(b"\n")
}

/// All that is decoded is UTF-8.
fn cells(record: &csv::ByteRecord) -> impl Iterator<Item = &str> {
    record
        .iter()
        .map(|cell| std::str::from_utf8(cell).unwrap_or("\u{fffd}"))
}

/// The first sheet of a workbook. Its rows are read by a thread of their own, a little ahead, so that never all are held.
struct Workbook {
    rows: Receiver<Result<Row, paper::Unreadable>>,
}

impl Workbook {
    fn open(file: File) -> Result<Self, paper::Unreadable> {
        let mut book = Book::open(BufReader::new(file))?;
        let shown = book.sheets().iter().find(|sheet| !sheet.hidden);
        let sheet = shown.or(book.sheets().first());
        let name = sheet.map(|sheet| sheet.name.clone()).unwrap_or_default();
        let (ahead, rows) = sync_channel(AHEAD);
        std::thread::spawn(move || match book.rows(&name) {
            // Nobody listening any more is no fault.
            Ok(rows) => rows.into_iter().all(|row| ahead.send(row).is_ok()),
            Err(why) => ahead.send(Err(why)).is_ok(),
        });
        Ok(Workbook { rows })
    }

    fn row(&mut self) -> Result<Option<Row>, paper::Unreadable> {
        self.rows.recv().ok().transpose()
    }
}

/// The texts of a row; none of a formula without a value.
fn texts(row: &Row) -> Vec<String> {
    let last = row.own().map(|cell| cell.at.column).max().unwrap_or(0);
    let text = |column: u32| match row.cell(column).map(|cell| (&cell.value, cell)) {
        Some((Value::Truth(truth), _)) => u8::from(*truth).to_string(),
        Some((Value::Fault(_), _)) | None => String::new(),
        Some((_, cell)) => cell.text().into_owned(),
    };
    (1..=last).map(text).collect()
}

/// Formulas without a value: the place of each among the cells, and what is to be done.
fn faults(row: &Row) -> impl Iterator<Item = (usize, String)> {
    row.own().filter_map(|cell| match &cell.value {
        Value::Fault(fault) => {
            let at = usize::try_from(cell.at.column).ok()?.checked_sub(1)?;
            Some((at, paper::value::without_value(fault)))
        }
        _ => None,
    })
}
