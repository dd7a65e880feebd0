//! The rows of a sheet, cell by cell (ECMA-376 part 1, 18.3.1).

use std::io::Read;

use values::Day;

use super::super::cell::{Cell, Row, Value};
use super::super::number;
use super::super::scan::{Piece, Scan};
use super::super::tag::{Tag, is_yes};
use super::looks::{Look, Looks};
use super::merges::Merges;
use super::texts::{self, Texts, Words};
use crate::address::{self, Address, COLUMNS, ROWS};
use crate::unreadable::Unreadable;

/// The most text of one row, in bytes, and of all rows, in MB: a short text may be shared by many cells.
const MOST_IN_ROW: usize = 4 << 20;
const MOST_IN_ALL: u64 = 512;
/// The number of 1970-01-01, days counted from 1900, and how much later the count from 1904 begins.
const EPOCH: f64 = 25_569.0;
const LATER: f64 = 1_462.0;

/// What a sheet's cells mean: the workbook's texts and looks.
#[derive(Clone, Copy)]
pub struct Meaning<'a> {
    pub texts: &'a Texts,
    pub looks: &'a Looks,
    pub from_1904: bool,
}

/// See [`super::super::Book::rows`].
pub struct Rows<'a, R> {
    scan: Scan<R>,
    meaning: Meaning<'a>,
    merges: Merges<'a>,
    place: String,
    hidden_columns: Vec<bool>,
    ended: bool,
    /// The row read last.
    number: u32,
    /// The value of a cell as it stands.
    words: Words,
    /// Bytes of text given out.
    given: u64,
    /// Whether all cells of the row are struck through.
    struck: bool,
    /// Whether all words of the cell are, whatever its look.
    words_struck: bool,
}

/// How a cell says its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Truth,
    Fault,
    Day,
}

/// The tag of a cell.
struct Head {
    at: Option<Address>,
    kind: Kind,
    style: usize,
    is_empty: bool,
}

impl<'a, R: Read> Rows<'a, R> {
    /// Begins in front of the first row; `sheet` is the name of the sheet.
    pub fn begin(
        scan: Scan<R>,
        meaning: Meaning<'a>,
        merges: Merges<'a>,
        sheet: &str,
    ) -> Result<Self, Unreadable> {
        let mut rows = Rows {
            scan,
            meaning,
            merges,
            place: format!("工作表“{sheet}”"),
            hidden_columns: Vec::new(),
            ended: false,
            number: 0,
            words: Words::default(),
            given: 0,
            struck: false,
            words_struck: false,
        };
        loop {
            match rows.scan.next()? {
                Some(Piece::Open(tag)) => match tag.name() {
                    b"sheetData" => {
                        rows.ended = tag.is_empty;
                        return Ok(rows);
                    }
                    b"col" => hide(&mut rows.hidden_columns, tag),
                    _ => {}
                },
                Some(_) => {}
                None => {
                    rows.ended = true;
                    return Ok(rows);
                }
            }
        }
    }

    pub fn read(&mut self) -> Result<Option<Row>, Unreadable> {
        while !self.ended {
            let Some(piece) = self.scan.next()? else {
                return Err(self.damaged("没有写完"));
            };
            match piece {
                Piece::Open(tag) if tag.name() == b"row" => {
                    let (number, hidden) = row_of(tag);
                    let is_empty = tag.is_empty;
                    self.number = number.unwrap_or(self.number + 1);
                    if is_empty {
                        continue;
                    }
                    let cells = self.cells(number.is_none())?;
                    if !cells.is_empty() {
                        return self.row(hidden, cells).map(Some);
                    }
                }
                Piece::Close(b"sheetData") => self.ended = true,
                _ => {}
            }
        }
        Ok(None)
    }

    fn row(&mut self, hidden: bool, mut cells: Vec<Cell>) -> Result<Row, Unreadable> {
        let number = self.number;
        if number == 0 || number > ROWS {
            return Err(self.damaged("有一行的行号不对"));
        }
        if !cells.is_sorted_by(|a, b| a.at.column < b.at.column) {
            cells.sort_by_key(|cell| cell.at.column);
            cells.dedup_by_key(|cell| cell.at.column);
        }
        self.merges.fill(number, &mut cells);
        for cell in &mut cells {
            cell.at.row = number;
            let column = self.hidden_columns.get(cell.at.column as usize);
            cell.hidden = hidden || column.is_some_and(|hidden| *hidden);
        }
        Ok(Row {
            number,
            hidden,
            struck: self.struck,
            cells,
        })
    }

    /// The cells with content up to the end of the row. A row may leave its number to them.
    fn cells(&mut self, is_unnumbered: bool) -> Result<Vec<Cell>, Unreadable> {
        let mut cells: Vec<Cell> = Vec::with_capacity(24);
        let (mut column, mut bytes, mut unnumbered) = (0, 0, is_unnumbered);
        self.struck = true;
        loop {
            let head = match self.scan.next()? {
                Some(Piece::Open(tag)) if tag.name() == b"c" => Head::of(tag),
                Some(Piece::Close(b"row")) => break,
                Some(_) => continue,
                None => return Err(self.damaged("没有写完")),
            };
            column = head.at.map_or(column + 1, |at| at.column);
            if let Some(at) = head.at.filter(|_| unnumbered) {
                self.number = at.row;
                unnumbered = false;
            }
            if column > COLUMNS {
                return Err(self.damaged("有一列超出了表格的范围"));
            }
            if head.is_empty {
                continue;
            }
            let Some((value, formula)) = self.content(&head)? else {
                continue;
            };
            if let Value::Text(text) = &value {
                bytes += text.len();
            }
            if bytes > MOST_IN_ROW {
                return Err(Unreadable::TooMuchText { limit: 4 });
            }
            let struck = self.meaning.looks.is_struck(head.style) || self.words_struck;
            self.struck &= struck;
            cells.push(Cell {
                at: Address::new(self.number, column),
                value,
                formula,
                from: None,
                hidden: false,
                struck,
            });
        }
        self.given += bytes as u64;
        match self.given > MOST_IN_ALL << 20 {
            true => Err(Unreadable::TooMuchText { limit: MOST_IN_ALL }),
            false => Ok(cells),
        }
    }

    /// Reads up to the end of the cell; `None` for one without content.
    fn content(&mut self, head: &Head) -> Result<Option<(Value, bool)>, Unreadable> {
        let meaning = self.meaning;
        // Nearly every cell is a value and nothing else.
        if let Some(raw) = self.scan.inside(b"<v>", b"</v></c>") {
            let value = meaning.value(raw, head);
            self.words_struck = meaning.texts.has_struck() && meaning.is_struck(raw, head);
            return value
                .map(|value| value.map(|value| (value, false)))
                .map_err(|why| self.damaged(why));
        }
        self.words.clear();
        let (mut in_value, mut formula) = (false, false);
        loop {
            match self.scan.next()? {
                Some(Piece::Open(tag)) => match tag.name() {
                    b"v" => in_value = !tag.is_empty,
                    b"f" => formula = true,
                    _ => self.words.open(tag),
                },
                Some(Piece::Text(raw)) if in_value => self.words.put(raw, true)?,
                Some(Piece::Plain(raw)) if in_value => self.words.put(raw, false)?,
                Some(Piece::Text(raw)) => self.words.add(raw, true)?,
                Some(Piece::Plain(raw)) => self.words.add(raw, false)?,
                Some(Piece::Close(b"c")) => break,
                Some(Piece::Close(b"v")) => in_value = false,
                Some(Piece::Close(name)) => self.words.close(name),
                None => return Err(self.damaged("没有写完")),
            }
        }
        // Programs that compute nothing write `<v></v>`; a formula that gives no text is a text.
        if formula && head.kind == Kind::Number && self.words.bytes().is_empty() {
            return Ok(Some((Value::Fault(String::new()), true)));
        }
        self.words_struck = match head.kind {
            Kind::Shared => meaning.is_struck(self.words.bytes(), head),
            _ => self.words.is_struck(),
        };
        let value = meaning.value(self.words.bytes(), head);
        let value = value.map_err(|why| self.damaged(why))?;
        Ok(value.map(|value| (value, formula)))
    }

    fn damaged(&self, why: &str) -> Unreadable {
        Unreadable::damaged(format!("{}的内容{why}", self.place))
    }
}

impl Meaning<'_> {
    /// Whether the text that many cells share is struck through as a whole.
    fn is_struck(self, raw: &[u8], head: &Head) -> bool {
        let number = digits(raw).and_then(|number| usize::try_from(number).ok());
        head.kind == Kind::Shared && number.is_some_and(|number| self.texts.is_struck(number))
    }

    /// What a cell holds; the error says what is wrong with it.
    fn value(self, raw: &[u8], head: &Head) -> Result<Option<Value>, &'static str> {
        if raw.is_empty() {
            return Ok(None);
        }
        let said = || texts::utf8(raw).map(texts::unescaped);
        let text = |text: &str| (!text.trim().is_empty()).then(|| self.text(text, head.style));
        Ok(match head.kind {
            Kind::Shared => {
                let number = digits(raw).and_then(|number| usize::try_from(number).ok());
                let shared = number.and_then(|number| self.texts.get(number));
                let shared = shared.ok_or("缺少单元格的文字")?;
                (!shared.is_empty()).then(|| self.text(shared, head.style))
            }
            Kind::Number => self.number(raw, head.style),
            Kind::Text => text(&said()?),
            Kind::Truth => Some(Value::Truth(is_yes(raw.trim_ascii()))),
            Kind::Fault => Some(Value::Fault(said()?.trim().to_owned())),
            Kind::Day => {
                let said = said()?;
                let day = said.trim().get(..10).and_then(Day::parse_iso);
                day.map(Value::Day).or_else(|| text(&said))
            }
        })
    }

    fn text(self, text: &str, style: usize) -> Value {
        Value::Text(match self.looks.get(style) {
            Some(Look::Words(words)) => words.around(text),
            _ => text.to_owned(),
        })
    }

    fn number(self, raw: &[u8], style: usize) -> Option<Value> {
        let number = match digits(raw) {
            Some(whole) => whole as f64,
            None => {
                let text = String::from_utf8_lossy(raw);
                match text.trim().parse::<f64>() {
                    Ok(number) if number.is_finite() => number,
                    _ => return (!text.trim().is_empty()).then(|| Value::Text(text.into_owned())),
                }
            }
        };
        Some(match self.looks.get(style) {
            Some(Look::Day) => self.day(number, Value::Day),
            Some(Look::Month) => self.day(number, Value::Month),
            Some(Look::Percent) => Value::Percent(number),
            Some(Look::In(unit)) => Value::Amount(number, *unit),
            Some(Look::Scaled) => Value::Scaled(number),
            Some(Look::Foreign(sign)) => Value::Foreign(number, sign),
            Some(Look::Words(words)) => Value::Text(words.around(&number::plain(number))),
            Some(Look::Code(code)) => match code.shown(number) {
                Some(shown) => Value::Text(shown),
                None => Value::Number(number),
            },
            _ => Value::Number(number),
        })
    }

    /// A number shown as a day; what is no day of ours stays a number.
    fn day(self, number: f64, shown: fn(Day) -> Value) -> Value {
        let later = if self.from_1904 { LATER } else { 0.0 };
        let days = (number + later).floor();
        // In the first two months of 1900 the count is one off, and it ends with the year 9999.
        if !(61.0..=2_958_465.0).contains(&days) {
            return Value::Number(number);
        }
        shown(Day::from_number((days - EPOCH) as i32))
    }
}

impl Head {
    #[inline]
    fn of(tag: Tag<'_>) -> Self {
        let mut head = Head {
            at: None,
            kind: Kind::Number,
            style: 0,
            is_empty: tag.is_empty,
        };
        for (key, value) in tag.attributes() {
            match key {
                b"r" => head.at = address::of_bytes(value),
                b"s" => {
                    head.style = digits(value)
                        .and_then(|style| usize::try_from(style).ok())
                        .unwrap_or(0)
                }
                b"t" => {
                    head.kind = match value {
                        b"s" => Kind::Shared,
                        b"str" | b"inlineStr" => Kind::Text,
                        b"b" => Kind::Truth,
                        b"e" => Kind::Fault,
                        b"d" => Kind::Day,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        head
    }
}

fn row_of(tag: Tag<'_>) -> (Option<u32>, bool) {
    let (mut number, mut hidden) = (None, false);
    for (key, value) in tag.attributes() {
        match key {
            b"r" => number = digits(value).and_then(|number| u32::try_from(number).ok()),
            b"hidden" => hidden = is_yes(value),
            _ => {}
        }
    }
    (number, hidden)
}

fn hide(hidden: &mut Vec<bool>, tag: Tag<'_>) {
    let is_hidden = tag
        .value("hidden")
        .is_some_and(|said| is_yes(said.as_bytes()));
    let span = tag.number("min").zip(tag.number("max"));
    let Some((first, last)) = span.filter(|_| is_hidden) else {
        return;
    };
    hidden.resize(COLUMNS as usize + 1, false);
    for column in first.min(COLUMNS)..=last.min(COLUMNS) {
        hidden[column as usize] = true;
    }
}

/// A short whole number; `None` for anything else.
#[inline]
fn digits(raw: &[u8]) -> Option<u64> {
    let short = !raw.is_empty() && raw.len() <= 15;
    raw.iter()
        .try_fold(0_u64, |sum, byte| {
            byte.is_ascii_digit()
                .then(|| sum * 10 + u64::from(byte - b'0'))
        })
        .filter(|_| short)
}
