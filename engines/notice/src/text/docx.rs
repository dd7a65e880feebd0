//! A Word document: paragraphs, table cells, tabs and breaks; deleted text is left out.
//!
//! A row of a table stays one line whatever its cells hold: a tab ends each cell, a cell over several columns has a tab
//! for each, one over several rows has a sign in each row below its first, and breaks, tabs and tables inside a cell become
//! blanks.

use super::{DITTO, Unreadable};
use marks::Mark;
use numbering::{Numbering, Place};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

mod marks;
mod numbering;

/// The most that `word/document.xml` may unpack to, in MB. A packed file of a few KB can hold gigabytes.
const LIMIT_MB: u64 = 64;
/// The most entries; a Word document has some dozens.
const ENTRIES: usize = 10_000;

/// The text of a `.docx`: a line a paragraph, a line a table row with tabs between its cells.
///
/// # Errors
/// [`Unreadable::NotWord`], [`Unreadable::Encrypted`], [`Unreadable::Swollen`] or [`Unreadable::DamagedDocx`].
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("压缩结构不完整"))?;
    if archive.len() > ENTRIES {
        return Err(Unreadable::Swollen { limit: LIMIT_MB });
    }
    let document = part(&mut archive, "word/document.xml")?.ok_or(Unreadable::NotWord)?;
    // Without them a document still has its text.
    let lists = part(&mut archive, "word/numbering.xml")?.unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let numbering = Numbering::read(&lists, &styles)?;
    body(&document, numbering)
}

/// One part of the packed file; `None` where it is missing.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Unreadable> {
    let entry = match archive.by_name(name) {
        Ok(entry) => entry,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(zip::result::ZipError::UnsupportedArchive(_)) => return Err(Unreadable::Encrypted),
        Err(_) => return Err(damaged("正文打不开")),
    };
    let mut raw = Vec::new();
    entry
        .take(LIMIT_MB * 1_048_576 + 1)
        .read_to_end(&mut raw)
        .map_err(|_| damaged("正文解压失败"))?;
    if raw.len() as u64 > LIMIT_MB * 1_048_576 {
        return Err(Unreadable::Swollen { limit: LIMIT_MB });
    }
    let text = String::from_utf8(raw).map_err(|_| damaged("正文不是 UTF-8"))?;
    Ok(Some(text))
}

fn damaged(why: &str) -> Unreadable {
    Unreadable::DamagedDocx {
        why: why.to_owned(),
    }
}

/// What has been read so far, and what it stands in.
#[derive(Default)]
struct Page {
    out: String,
    /// Inside `w:t`.
    in_text: bool,
    /// Depth of elements whose content does not count (deletions, the old place of moved text, fallbacks).
    skipped: usize,
    /// Depth of table cells.
    cells: usize,
    /// How many columns the open cell takes beyond its own.
    more_columns: usize,
    /// Depth of the properties of paragraphs.
    properties: usize,
    /// The paragraph's place in a list and its style.
    place: Place,
    style: String,
    /// The number that stands in front of the paragraph's first text.
    label: String,
    numbering: Numbering,
}

fn body(xml: &str, numbering: Numbering) -> Result<String, Unreadable> {
    let mut page = Page {
        numbering,
        ..Page::default()
    };
    marks::each(xml, |mark| match mark {
        Mark::Open { name, values } => page.open(name, values),
        Mark::Close(name) => page.close(name),
        Mark::Text(text) => page.write(text),
    })?;
    Ok(page.out)
}

/// What `&name;` stands for. Word writes only the five named ones and numbers.
fn meaning(name: &str) -> String {
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    let c = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => number.and_then(char::from_u32),
    };
    c.map(String::from).unwrap_or_default()
}

/// The columns of a cell; a table has no more than a few dozen.
fn columns(value: Option<&String>) -> usize {
    value.and_then(|v| v.parse().ok()).unwrap_or(1).min(60)
}

/// Does a cell go on from the row above? (ECMA-376 part 1, 17.4.84: what is not said continues.)
fn goes_on(merged: Option<&String>) -> bool {
    merged.is_none_or(|merged| merged != "restart")
}

fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "delText" | "moveFrom" | "instrText" | "Fallback" | "pPrChange"
    )
}

impl Page {
    fn open(&mut self, name: &str, values: &HashMap<String, String>) {
        match name {
            _ if is_skipped(name) => self.skipped += 1,
            // In properties it says that the paragraph's mark was deleted, not its text.
            "del" if self.properties == 0 => self.skipped += 1,
            "t" => self.in_text = true,
            "tc" => (self.cells, self.more_columns) = (self.cells + 1, 0),
            "vMerge" if self.cells == 1 && goes_on(values.get("val")) => self.out.push(DITTO),
            "gridSpan" => self.more_columns = columns(values.get("val")).saturating_sub(1),
            "p" => self.paragraph(),
            "pPr" => self.properties += 1,
            _ if self.skipped > 0 => {}
            _ if self.properties > 0 => self.property(name, values.get("val")),
            "tab" | "br" | "cr" if self.cells > 0 => self.blank(),
            "tab" if !self.out.ends_with('\n') && !self.out.is_empty() => self.out.push('\t'),
            "br" | "cr" => self.out.push('\n'),
            _ => {}
        }
    }

    /// The paragraphs of one cell stand side by side.
    fn paragraph(&mut self) {
        (self.place, self.style) = (Place::default(), String::new());
        self.label.clear();
        if self.cells > 0 {
            self.blank();
        }
    }

    /// One blank between two words of a cell.
    fn blank(&mut self) {
        if !self.out.ends_with(['\t', '\n', ' ']) && !self.out.is_empty() {
            self.out.push(' ');
        }
    }

    /// A cell ends; one of a table inside a cell is only a word of that cell.
    fn close_cell(&mut self) {
        self.cells = self.cells.saturating_sub(1);
        if self.cells > 0 {
            self.blank();
        } else {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.out
                .extend(std::iter::repeat_n('\t', 1 + self.more_columns));
        }
        self.more_columns = 0;
    }

    fn property(&mut self, name: &str, value: Option<&String>) {
        let Some(value) = value else { return };
        match name {
            "pStyle" => self.style.clone_from(value),
            "numId" => self.place.list = Some(value.clone()),
            "ilvl" => self.place.level = value.parse().ok().filter(|level| *level < 9),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            _ if is_skipped(name) => self.skipped = self.skipped.saturating_sub(1),
            "del" if self.properties == 0 => self.skipped = self.skipped.saturating_sub(1),
            "t" => self.in_text = false,
            "pPr" => {
                self.properties = self.properties.saturating_sub(1);
                if self.properties == 0 && self.skipped == 0 {
                    self.label = self.numbering.label(&self.place, &self.style);
                }
            }
            "p" if self.cells == 0 => self.out.push('\n'),
            "tc" => self.close_cell(),
            "tr" if self.cells == 0 => {
                self.out.truncate(self.out.trim_end_matches('\t').len());
                self.out.push('\n');
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if self.in_text && self.skipped == 0 {
            self.out.push_str(&std::mem::take(&mut self.label));
            self.out.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests;
