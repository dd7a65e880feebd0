//! A sheet written again with other styles in some cells, as it streams by; all other bytes stay.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Read, Write};

use super::styles::Styles;
use super::tag::{opened, with};
use crate::address::{self, Address};
use crate::book::scan::{Piece, Scan};
use crate::book::tag::Tag;
use crate::unreadable::Unreadable;

/// What is to change in a sheet.
pub struct Wish {
    /// The cells to mark.
    pub cells: BTreeSet<Address>,
    /// The relation of the drawing with the comments, where the sheet does not name one yet.
    pub drawing: Option<String>,
    /// The namespace of relations.
    pub office: &'static str,
}

/// Elements that stand behind `legacyDrawing` (ECMA-376 part 1, 18.3.1.99).
const BEHIND: [&[u8]; 9] = [
    b"legacyDrawingHF",
    b"drawingHF",
    b"picture",
    b"oleObjects",
    b"controls",
    b"webPublishItems",
    b"tableParts",
    b"extLst",
    b"AlternateContent",
];

/// Writes a sheet again. Marks of an earlier time that are not wished for go.
///
/// # Errors
/// [`Unreadable`], where the sheet cannot be read or the copy cannot be written.
pub fn rewrite<R: Read, W: Write>(
    part: R,
    out: W,
    wish: Wish,
    styles: &mut Styles,
) -> Result<(), Unreadable> {
    let mut scan = Scan::new(part);
    let mut copy = Copying::new(out, wish, styles);
    while let Some((raw, piece)) = scan.next_raw()? {
        match piece {
            Some(Piece::Open(tag)) => copy.open(raw, tag)?,
            Some(Piece::Close(name)) => {
                copy.close(name)?;
                copy.out.write_all(raw)?;
            }
            _ => copy.out.write_all(raw)?,
        }
    }
    Ok(copy.out.flush()?)
}

struct Copying<'a, W: Write> {
    out: BufWriter<W>,
    styles: &'a mut Styles,
    rows: BTreeMap<u32, BTreeSet<u32>>,
    drawing: Option<String>,
    office: &'static str,
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
            out: BufWriter::with_capacity(1 << 16, out),
            styles,
            rows,
            drawing: wish.drawing,
            office: wish.office,
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

    fn open(&mut self, raw: &[u8], tag: Tag<'_>) -> Result<(), Unreadable> {
        if self.depth == 0 {
            self.prefix = String::from_utf8_lossy(tag.prefix()).into_owned();
        }
        if self.after_data && self.depth == 1 && BEHIND.contains(&tag.name()) {
            self.draw()?;
        }
        self.depth += usize::from(!tag.is_empty);
        match tag.name() {
            b"c" if self.in_data => self.cell(raw, tag),
            b"row" if self.in_data => self.begin_row(raw, tag),
            b"sheetData" => self.begin_data(raw, tag),
            b"col" if !self.in_data => {
                let span = tag.number("min").zip(tag.number("max"));
                let style = style(tag, "style");
                let known = span.zip(style).map(|((a, b), style)| (a, b, style));
                self.columns.extend(known);
                Ok(self.out.write_all(raw)?)
            }
            _ => Ok(self.out.write_all(raw)?),
        }
    }

    fn close(&mut self, name: &[u8]) -> Result<(), Unreadable> {
        self.depth = self.depth.saturating_sub(1);
        match name {
            b"row" if self.in_data => self.cells_before(u32::MAX),
            b"sheetData" if self.in_data => {
                self.rows_before(u32::MAX)?;
                (self.in_data, self.after_data) = (false, true);
                Ok(())
            }
            _ if self.depth == 0 => self.draw(),
            _ => Ok(()),
        }
    }

    fn draw(&mut self) -> Result<(), Unreadable> {
        let Some(id) = self.drawing.take() else {
            return Ok(());
        };
        let (p, office) = (&self.prefix, self.office);
        Ok(write!(
            self.out,
            "<{p}legacyDrawing xmlns:r=\"{office}\" r:id=\"{id}\"/>"
        )?)
    }

    fn begin_data(&mut self, raw: &[u8], tag: Tag<'_>) -> Result<(), Unreadable> {
        (self.in_data, self.after_data) = (!tag.is_empty, tag.is_empty);
        if !tag.is_empty || self.rows.is_empty() {
            return Ok(self.out.write_all(raw)?);
        }
        self.out.write_all(&opened(raw))?;
        self.rows_before(u32::MAX)?;
        Ok(write!(self.out, "</{}sheetData>", self.prefix)?)
    }

    fn begin_row(&mut self, raw: &[u8], tag: Tag<'_>) -> Result<(), Unreadable> {
        let row = tag.number("r").unwrap_or(self.row + 1);
        self.rows_before(row)?;
        (self.row, self.column) = (row, 0);
        self.row_style = style(tag, "s").filter(|_| tag.value("customFormat") == Some("1"));
        self.cells = self.rows.remove(&row).unwrap_or_default();
        if self.cells.is_empty() {
            return Ok(self.out.write_all(raw)?);
        }
        // The span is a hint that new cells would make wrong.
        let raw = with(raw, tag, "spans", None);
        if !tag.is_empty {
            return Ok(self.out.write_all(&raw)?);
        }
        self.out.write_all(&opened(&raw))?;
        self.cells_before(u32::MAX)?;
        Ok(write!(self.out, "</{}row>", self.prefix)?)
    }

    fn cell(&mut self, raw: &[u8], tag: Tag<'_>) -> Result<(), Unreadable> {
        let at = tag
            .value("r")
            .and_then(|at| address::of_bytes(at.as_bytes()));
        let column = at.map_or(self.column + 1, |at| at.column);
        self.cells_before(column)?;
        self.column = column;
        let before = style(tag, "s").unwrap_or(0);
        let after = match self.cells.remove(&column) {
            true => self.styles.marked(before),
            false => self.styles.restored(before),
        };
        if before == after {
            return Ok(self.out.write_all(raw)?);
        }
        let changed = with(raw, tag, "s", Some(&after.to_string()));
        Ok(self.out.write_all(&changed)?)
    }

    /// Writes rows that the sheet does not have.
    fn rows_before(&mut self, row: u32) -> Result<(), Unreadable> {
        while let Some(first) = self.rows.first_entry().filter(|first| *first.key() < row) {
            let (number, cells) = first.remove_entry();
            write!(self.out, "<{}row r=\"{number}\">", self.prefix)?;
            (self.row, self.row_style, self.cells) = (number, None, cells);
            self.cells_before(u32::MAX)?;
            write!(self.out, "</{}row>", self.prefix)?;
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
            let (style, at) = (self.styles.marked(before), Address::new(self.row, first));
            write!(self.out, "<{}c r=\"{at}\" s=\"{style}\"/>", self.prefix)?;
        }
        Ok(())
    }
}

fn style(tag: Tag<'_>, name: &str) -> Option<usize> {
    tag.value(name)?.parse().ok()
}
