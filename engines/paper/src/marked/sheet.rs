//! A sheet written again with other styles in some cells, as it streams by.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufWriter, Write};

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::styles::Styles;
use crate::address::Address;
use crate::unreadable::Unreadable;

/// What is to change in a sheet.
pub struct Wish {
    /// The cells to mark.
    pub cells: BTreeSet<Address>,
    /// The relation of the drawing with the comments, where the sheet does not name one yet.
    pub drawing: Option<String>,
}

/// Elements that stand behind `legacyDrawing` (ECMA-376 part 1, 18.3.1.99).
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes a sheet again. Marks of an earlier time that are not wished for go.
///
/// # Errors
/// [`Unreadable`], where the sheet cannot be read or the copy cannot be written.
pub fn rewrite<R: BufRead, W: Write>(
    part: R,
    out: W,
    wish: Wish,
    styles: &mut Styles,
) -> Result<(), Unreadable> {
    let mut reader = Reader::from_reader(part);
    let mut copy = Copying::new(out, wish, styles);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|_| Unreadable::damaged("工作表的标记有误"))?;
        match event {
            Event::Eof => return Ok(copy.out.into_inner().flush()?),
            event => copy.take(event)?,
        }
    }
}

struct Copying<'a, W: Write> {
    out: Writer<BufWriter<W>>,
    styles: &'a mut Styles,
    rows: BTreeMap<u32, BTreeSet<u32>>,
    drawing: Option<String>,
    /// Spans of columns with their style.
    columns: Vec<(u32, u32, usize)>,
    /// How deep inside the root.
    depth: usize,
    in_data: bool,
    after_data: bool,
    prefix: String,
    row: u32,
    row_style: Option<usize>,
    column: u32,
    /// Columns of this row that are still to mark.
    cells: BTreeSet<u32>,
}

impl<'a, W: Write> Copying<'a, W> {
    fn new(out: W, wish: Wish, styles: &'a mut Styles) -> Self {
        let mut rows: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for at in wish.cells {
            rows.entry(at.row).or_default().insert(at.column);
        }
        Copying {
            out: Writer::new(BufWriter::with_capacity(1 << 16, out)),
            styles,
            rows,
            drawing: wish.drawing,
            columns: Vec::new(),
            depth: 0,
            in_data: false,
            after_data: false,
            prefix: String::new(),
            row: 0,
            row_style: None,
            column: 0,
            cells: BTreeSet::new(),
        }
    }

    fn take(&mut self, event: Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(tag) => {
                self.before(&tag)?;
                let tag = self.opened(tag, false)?;
                self.depth += 1;
                self.put(Event::Start(tag))
            }
            Event::Empty(tag) => {
                self.before(&tag)?;
                match tag.local_name().as_ref() {
                    "sheetData" if !self.rows.is_empty() => {
                        let end = tag.to_end().into_owned();
                        self.after_data = true;
                        self.put(Event::Start(tag))?;
                        self.rows_before(u32::MAX)?;
                        self.put(Event::End(end))
                    }
                    "row" if self.in_data => self.empty_row(tag),
                    _ => {
                        let tag = self.opened(tag, true)?;
                        self.put(Event::Empty(tag))
                    }
                }
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.closed(&tag)?;
                self.put(Event::End(tag))
            }
            other => self.put(other),
        }
    }

    fn put(&mut self, event: Event<'_>) -> Result<(), Unreadable> {
        Ok(self.out.write_event(event)?)
    }

    /// Puts the drawing in front of what must stand behind it.
    fn before(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        if self.depth == 0 {
            let name = tag.name();
            let local = tag.local_name();
            self.prefix = name.as_ref()[..name.as_ref().len() - local.as_ref().len()].to_owned();
        }
        let behind =
            self.after_data && self.depth == 1 && BEHIND.contains(&tag.local_name().as_ref());
        if behind { self.draw() } else { Ok(()) }
    }

    fn draw(&mut self) -> Result<(), Unreadable> {
        let Some(id) = self.drawing.take() else {
            return Ok(());
        };
        let mut tag = BytesStart::new(format!("{}legacyDrawing", self.prefix));
        tag.push_attribute(("xmlns:r", OFFICE));
        tag.push_attribute(("r:id", id.as_str()));
        self.put(Event::Empty(tag))
    }

    fn opened<'e>(
        &mut self,
        tag: BytesStart<'e>,
        is_empty: bool,
    ) -> Result<BytesStart<'e>, Unreadable> {
        match tag.local_name().as_ref() {
            "sheetData" => {
                self.in_data = !is_empty;
                self.after_data |= is_empty;
                Ok(tag)
            }
            "col" if !self.in_data => {
                let span = number(&tag, "min").zip(number(&tag, "max"));
                let style = style(&tag);
                self.columns
                    .extend(span.zip(style).map(|((a, b), style)| (a, b, style)));
                Ok(tag)
            }
            "row" if self.in_data => self.begin_row(tag),
            "c" if self.in_data => self.cell(tag),
            _ => Ok(tag),
        }
    }

    fn begin_row<'e>(&mut self, tag: BytesStart<'e>) -> Result<BytesStart<'e>, Unreadable> {
        let row = number(&tag, "r").unwrap_or(self.row + 1);
        self.rows_before(row)?;
        (self.row, self.column) = (row, 0);
        self.row_style = style(&tag).filter(|_| said(&tag, "customFormat").as_deref() == Some("1"));
        self.cells = self.rows.remove(&row).unwrap_or_default();
        match self.cells.is_empty() {
            true => Ok(tag),
            // The span is a hint that new cells would make wrong.
            false => Ok(changed(&tag, &[("spans", None)])),
        }
    }

    fn empty_row(&mut self, tag: BytesStart<'_>) -> Result<(), Unreadable> {
        let tag = self.begin_row(tag)?;
        if self.cells.is_empty() {
            return self.put(Event::Empty(tag));
        }
        let end = tag.to_end().into_owned();
        self.put(Event::Start(tag))?;
        self.cells_before(u32::MAX)?;
        self.put(Event::End(end))
    }

    fn cell<'e>(&mut self, tag: BytesStart<'e>) -> Result<BytesStart<'e>, Unreadable> {
        let at = said(&tag, "r").and_then(|text| text.parse::<Address>().ok());
        let column = at.map_or(self.column + 1, |at| at.column);
        self.cells_before(column)?;
        self.column = column;
        let before = style(&tag).unwrap_or(0);
        let after = match self.cells.remove(&column) {
            true => self.styles.marked(before),
            false => self.styles.restored(before),
        };
        match before == after {
            true => Ok(tag),
            false => Ok(changed(&tag, &[("s", Some(after.to_string()))])),
        }
    }

    fn closed(&mut self, tag: &BytesEnd<'_>) -> Result<(), Unreadable> {
        match tag.local_name().as_ref() {
            "row" if self.in_data => self.cells_before(u32::MAX),
            "sheetData" if self.in_data => {
                self.rows_before(u32::MAX)?;
                (self.in_data, self.after_data) = (false, true);
                Ok(())
            }
            _ if self.depth == 0 => self.draw(),
            _ => Ok(()),
        }
    }

    /// Writes rows that the sheet does not have.
    fn rows_before(&mut self, row: u32) -> Result<(), Unreadable> {
        while let Some(first) = self.rows.first_entry().filter(|first| *first.key() < row) {
            let (number, cells) = first.remove_entry();
            let name = format!("{}row", self.prefix);
            let mut tag = BytesStart::new(name.clone());
            tag.push_attribute(("r", number.to_string().as_str()));
            self.put(Event::Start(tag))?;
            (self.row, self.row_style, self.cells) = (number, None, cells);
            self.cells_before(u32::MAX)?;
            self.put(Event::End(BytesEnd::new(name)))?;
        }
        Ok(())
    }

    /// Writes cells that the row does not have.
    fn cells_before(&mut self, column: u32) -> Result<(), Unreadable> {
        while let Some(first) = self.cells.first().copied().filter(|first| *first < column) {
            self.cells.remove(&first);
            let of_column = self
                .columns
                .iter()
                .find(|(a, b, _)| (*a..=*b).contains(&first));
            let before = self
                .row_style
                .or(of_column.map(|found| found.2))
                .unwrap_or(0);
            let after = self.styles.marked(before);
            let mut tag = BytesStart::new(format!("{}c", self.prefix));
            tag.push_attribute(("r", Address::new(self.row, first).to_string().as_str()));
            tag.push_attribute(("s", after.to_string().as_str()));
            self.put(Event::Empty(tag))?;
        }
        Ok(())
    }
}

fn said(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(found.value.to_string())
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    said(tag, name)?.parse().ok()
}

fn style(tag: &BytesStart<'_>) -> Option<usize> {
    let name = if tag.local_name().as_ref() == "col" {
        "style"
    } else {
        "s"
    };
    said(tag, name)?.parse().ok()
}

/// A tag with some attributes other or gone.
fn changed(tag: &BytesStart<'_>, changes: &[(&str, Option<String>)]) -> BytesStart<'static> {
    let mut new = BytesStart::new(tag.name().as_ref().to_owned());
    let change = |name: &str| changes.iter().find(|(changed, _)| *changed == name);
    for attribute in tag.attributes().with_checks(false).flatten() {
        if change(attribute.key.as_ref()).is_none() {
            new.push_attribute(Attribute {
                key: attribute.key,
                value: attribute.value.clone(),
            });
        }
    }
    for (name, value) in changes {
        if let Some(value) = value {
            new.push_attribute((*name, value.as_str()));
        }
    }
    new
}
