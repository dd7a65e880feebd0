//! A list as text: UTF-8, GB 18030 or UTF-16, between commas, semicolons or tabs (RFC 4180 and what people make of it).

mod decoded;

use std::io::{Read, Seek};

use super::cell::{Cell, Row, Value};
use crate::address::{Address, COLUMNS};
use crate::unreadable::Unreadable;
use decoded::{Decoded, Encoding};

/// The name under which the only sheet is asked for.
pub const SHEET: &str = "列表";
/// The longest row, in bytes; a quotation mark that never closes would take the whole file.
const LONGEST_ROW: usize = 1024 * 1024;
/// How much is looked at to tell the sign between cells, in characters.
const LOOKED_AT: usize = 32 * 1024;

pub struct List<R> {
    source: R,
    encoding: Encoding,
    between: char,
}

impl<R: Read + Seek> List<R> {
    pub fn open(mut source: R) -> Result<Self, Unreadable> {
        let encoding = Encoding::of(&mut source)?;
        source.rewind()?;
        let mut start = String::new();
        let mut decoded = Decoded::new(&mut source, encoding);
        while start.len() < LOOKED_AT
            && let Some(more) = decoded.more()?
        {
            start.push_str(more);
        }
        if start.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
            return Err(Unreadable::Empty);
        }
        Ok(List {
            source,
            encoding,
            between: between(&start),
        })
    }

    pub fn rows(&mut self) -> Result<Rows<'_, R>, Unreadable> {
        self.source.rewind()?;
        Ok(Rows {
            text: Decoded::new(&mut self.source, self.encoding),
            chunk: String::new(),
            at: 0,
            between: self.between,
            number: 0,
            line: 1,
        })
    }
}

/// The sign that stands in most of the first lines; `sep=;` in the first line says it outright.
fn between(start: &str) -> char {
    if let Some(said) = start.trim_start_matches('\u{feff}').strip_prefix("sep=") {
        return said.chars().next().unwrap_or(',');
    }
    [',', ';', '\t', '|']
        .into_iter()
        .rev()
        .max_by_key(|sign| weight(start, *sign))
        .unwrap_or(',')
}

/// In how many of the first rows a sign stands outside quotation marks, and how often.
fn weight(start: &str, sign: char) -> (usize, usize) {
    let (mut quoted, mut in_row, mut rows, mut all) = (false, 0, 0, 0);
    let mut signs = start.chars().peekable();
    while let Some(c) = signs.next() {
        quoted ^= c == '"';
        // A tab behind each number keeps a spreadsheet from reading it.
        let is_end = c == '\t' && matches!(signs.peek(), Some(',' | ';' | '|'));
        match c {
            '\n' if !quoted => {
                rows += usize::from(in_row > 0);
                in_row = 0;
            }
            _ if c == sign && !quoted && !is_end => {
                in_row += 1;
                all += 1;
            }
            _ => {}
        }
    }
    (rows + usize::from(in_row > 0), all)
}

/// See [`super::Book::rows`].
pub struct Rows<'a, R> {
    text: Decoded<'a, R>,
    chunk: String,
    at: usize,
    between: char,
    /// The row read last.
    number: u32,
    /// The line of the file, which falls behind nothing: a quoted cell may hold line breaks.
    line: u64,
}

impl<R: Read> Rows<'_, R> {
    pub fn read(&mut self) -> Result<Option<Row>, Unreadable> {
        while let Some(fields) = self.record()? {
            self.number += 1;
            let sep = self.number == 1
                && fields.len() <= 2
                && fields[0].trim_start_matches('\u{feff}').starts_with("sep=");
            let cells: Vec<Cell> = (1..=COLUMNS)
                .zip(fields)
                .filter_map(|(column, text)| cell(Address::new(self.number, column), text))
                .collect();
            if !cells.is_empty() && !sep {
                return Ok(Some(Row {
                    number: self.number,
                    hidden: false,
                    struck: false,
                    cells,
                }));
            }
        }
        Ok(None)
    }

    fn next(&mut self) -> Result<Option<char>, Unreadable> {
        loop {
            if let Some(c) = self.chunk[self.at..].chars().next() {
                self.at += c.len_utf8();
                self.line += u64::from(c == '\n');
                return Ok(Some(c));
            }
            self.at = 0;
            self.chunk.clear();
            match self.text.more()? {
                Some(more) => self.chunk.push_str(more),
                None => return Ok(None),
            }
        }
    }

    fn peek(&mut self) -> Result<Option<char>, Unreadable> {
        let c = self.next()?;
        if let Some(c) = c {
            self.at -= c.len_utf8();
            self.line -= u64::from(c == '\n');
        }
        Ok(c)
    }

    /// The fields of the next line, or of more lines where quotation marks hold them together.
    fn record(&mut self) -> Result<Option<Vec<String>>, Unreadable> {
        let mut fields = vec![String::new()];
        let mut length = 0;
        if self.peek()?.is_none() {
            return Ok(None);
        }
        while let Some(c) = self.next()? {
            let last = fields.len() - 1;
            let field = &mut fields[last];
            length += c.len_utf8();
            match c {
                '\n' => break,
                '\r' => {
                    if self.peek()? == Some('\n') {
                        self.next()?;
                    }
                    break;
                }
                '"' if field.trim().is_empty() => length += self.quoted(&mut fields[last])?,
                _ if c == self.between => fields.push(String::new()),
                _ => field.push(c),
            }
            if length > LONGEST_ROW {
                return Err(Unreadable::damaged(format!(
                    "第 {} 行太长，可能有引号没有成对",
                    self.line
                )));
            }
        }
        Ok(Some(fields))
    }

    /// The rest of a field behind its opening quotation mark; gives the bytes read.
    fn quoted(&mut self, field: &mut String) -> Result<usize, Unreadable> {
        let begun = self.line;
        field.clear();
        while let Some(c) = self.next()? {
            match c {
                '"' if self.peek()? == Some('"') => {
                    self.next()?;
                    field.push('"');
                }
                '"' => return Ok(field.len()),
                _ => field.push(c),
            }
            if field.len() > LONGEST_ROW {
                break;
            }
        }
        Err(Unreadable::damaged(format!(
            "第 {begun} 行的引号没有成对，后面的内容分不清是哪一格"
        )))
    }
}

fn cell(at: Address, text: String) -> Option<Cell> {
    let text = text.trim_start_matches('\u{feff}');
    // `="0012"`, and a tab in front, are ways to keep a spreadsheet from reading a number.
    let kept = text
        .trim()
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    let text = kept.unwrap_or(text);
    (!text.trim().is_empty()).then(|| Cell {
        at,
        value: Value::Text(text.to_owned()),
        formula: false,
        from: None,
        hidden: false,
        struck: false,
    })
}
