//! A Word document: paragraphs, table cells, tabs and breaks; deleted text is left out.
//!
//! A row of a table stays one line whatever its cells hold: a tab ends each cell, a cell over several columns has a tab
//! for each, one over several rows has a sign in each row below its first, and breaks, tabs and tables inside a cell become
//! blanks.

use super::{DITTO, Unreadable, raised};
use looks::{Look, Looks};
use marks::Mark;
use numbering::{Numbering, Place};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

mod looks;
mod marks;
mod numbering;
mod symbols;

/// The most that `word/document.xml` may unpack to, in MB. A packed file of a few KB can hold gigabytes.
const LIMIT_MB: u64 = 64;
/// More bytes than the longest text has; what comes after them is not written down.
const MOST_BYTES: usize = 4 * super::LONGEST;
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
    let main = main_part(&mut archive)?;
    let document = part(&mut archive, &main)?.ok_or(Unreadable::NotWord)?;
    let beside = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Without them a document still has its text.
    let lists = part(&mut archive, &format!("{beside}/numbering.xml"))?.unwrap_or_default();
    let styles = part(&mut archive, &format!("{beside}/styles.xml"))?.unwrap_or_default();
    let numbering = Numbering::read(&lists, &styles)?;
    body(&document, numbering, Looks::read(&styles)?)
}

/// The name of the part that holds the text: most programs call it `word/document.xml`, and each says so. (ECMA-376 part 2,
/// 9.3; part 1, 15.2.10.)
fn main_part(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<String, Unreadable> {
    let mut named = None;
    if let Some(relations) = part(archive, "_rels/.rels")? {
        marks::each(&relations, |mark| {
            let Mark::Open { name, values } = mark else {
                return;
            };
            let kind = values.get("Type").map_or("", String::as_str);
            if name == "Relationship" && kind.ends_with("/officeDocument") {
                named = values
                    .get("Target")
                    .map(|to| to.trim_start_matches('/').to_owned());
            }
        })?;
    }
    let usual = "word/document.xml".to_owned();
    let is_text = |name: &String| {
        name.ends_with(".xml") && !name.contains("workbook") && !name.contains("presentation")
    };
    Ok(named
        .filter(is_text)
        .filter(|name| archive.by_name(name).is_ok())
        .unwrap_or(usual))
}

/// The characters of a part, in the encoding that it begins with or says.
fn decoded(raw: Vec<u8>) -> Result<String, Unreadable> {
    let said = || {
        let head = String::from_utf8_lossy(&raw[..raw.len().min(200)]).into_owned();
        let (_, rest) = head.split_once("encoding=")?;
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(['"', '\'', '?'])?;
        encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
    };
    let encoding = encoding_rs::Encoding::for_bom(&raw).map(|(encoding, _)| encoding);
    match encoding.or_else(said) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => {
            let (text, wrong) = encoding.decode_with_bom_removal(&raw);
            match wrong {
                true => Err(damaged("正文的文字编码有误")),
                false => Ok(text.into_owned()),
            }
        }
        _ => String::from_utf8(raw).map_err(|_| damaged("正文的文字编码有误")),
    }
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
    decoded(raw).map(Some)
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
    looks: Looks,
    /// How the open run looks, and the style that its paragraph's runs have.
    look: Look,
    in_run: bool,
    /// What the open run raises above the line.
    raised: String,
    /// Is the open paragraph on a shade, and is it in a drawing?
    shaded: bool,
    drawings: usize,
    rows: Rows,
    /// Is text of another file put in its place?
    embeds: bool,
}

/// The open rows of tables, of which those inside a cell are only words of it.
#[derive(Default)]
struct Rows {
    /// Depth of the properties of rows.
    properties: usize,
    /// Where the open rows begin in the text, and whether they were deleted.
    begun: Vec<(usize, bool)>,
}

impl Rows {
    fn delete(&mut self) {
        if let Some((_, deleted)) = self.begun.last_mut() {
            *deleted = true;
        }
    }
}

fn body(xml: &str, numbering: Numbering, looks: Looks) -> Result<String, Unreadable> {
    let mut page = Page {
        numbering,
        looks,
        ..Page::default()
    };
    marks::each(xml, |mark| match mark {
        _ if page.out.len() > MOST_BYTES => {}
        Mark::Open { name, values } => page.open(name, values),
        Mark::Close(name) => page.close(name),
        Mark::Text(text) => page.write(text),
    })?;
    match page {
        Page { embeds: true, .. } => Err(Unreadable::Embedded),
        Page { out, .. } if out.len() > MOST_BYTES => {
            let chars = out.chars().count();
            Err(Unreadable::TooLong { chars })
        }
        Page { out, .. } => Ok(out),
    }
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

/// Columns before a row that have no cell.
fn columns_without(value: Option<&String>) -> usize {
    value.and_then(|v| v.parse().ok()).unwrap_or(0).min(60)
}

/// Does a cell go on from the row above? (ECMA-376 part 1, 17.4.84: what is not said continues.)
fn goes_on(merged: Option<&String>) -> bool {
    merged.is_none_or(|merged| merged != "restart")
}

/// Is a property that is named on? (ECMA-376 part 1, 17.17.4: named without a value it is.)
fn is_on(value: Option<&String>) -> bool {
    value.is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

/// Deletions, the old place of moved text, fallbacks, how it looked before, and the reading above a character.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "delText" | "moveFrom" | "instrText" | "Fallback" | "rt"
    ) || name.ends_with("PrChange")
}

impl Page {
    fn open(&mut self, name: &str, values: &HashMap<String, String>) {
        let value = values.get("val");
        match name {
            _ if is_skipped(name) => self.skipped += 1,
            // In properties it says that the paragraph's mark or the row was deleted, not its text.
            "del" if self.rows.properties > 0 => self.rows.delete(),
            "del" if self.properties == 0 => self.skipped += 1,
            "t" => self.in_text = true,
            "tc" => (self.cells, self.more_columns) = (self.cells + 1, 0),
            "tr" => self.rows.begun.push((self.out.len(), false)),
            "p" => self.paragraph(),
            "pPr" => self.properties += 1,
            "trPr" => self.rows.properties += 1,
            "txbxContent" => self.drawings += 1,
            _ if self.skipped > 0 => {}
            "vMerge" if self.cells == 1 && goes_on(value) => self.out.push(DITTO),
            "gridSpan" => self.more_columns = columns(value).saturating_sub(1),
            "gridBefore" if self.cells == 0 => {
                let columns = columns_without(value);
                self.out.extend(std::iter::repeat_n('\t', columns));
            }
            _ if self.properties > 0 => self.property(name, values),
            "r" => self.begin_run(),
            "rPr" => self.in_run = true,
            "rStyle" if self.in_run => {
                let style = value.map(|style| self.looks.of(style));
                self.look = style.unwrap_or_default().over(self.look);
            }
            _ if self.in_run => {
                let mut own = Look::default();
                own.read(name, value, values);
                self.look = own.over(self.look);
            }
            "altChunk" => self.embeds = true,
            "noBreakHyphen" => self.write_sign("-"),
            "sym" => {
                let sign = symbols::sign(values.get("font"), values.get("char"));
                sign.into_iter()
                    .for_each(|c| self.write_sign(c.encode_utf8(&mut [0; 4])));
            }
            "tab" | "ptab" | "br" | "cr" if self.cells > 0 => self.blank(),
            "tab" | "ptab" if !self.out.ends_with('\n') && !self.out.is_empty() => {
                self.out.push('\t');
            }
            "br" | "cr" => self.out.push('\n'),
            _ => {}
        }
    }

    /// A run has the look of its paragraph until it says its own.
    fn begin_run(&mut self) {
        self.look = self.looks.of(&self.style);
        self.raised.clear();
    }

    /// The paragraphs of one cell stand side by side.
    fn paragraph(&mut self) {
        (self.place, self.style) = (Place::default(), String::new());
        self.label.clear();
        self.shaded = false;
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

    fn property(&mut self, name: &str, values: &HashMap<String, String>) {
        self.shaded |= name == "shd" && looks::is_shade(values);
        let Some(value) = values.get("val") else {
            return;
        };
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
            "del" if self.rows.properties > 0 => {}
            "del" if self.properties == 0 => self.skipped = self.skipped.saturating_sub(1),
            "t" => self.in_text = false,
            "rPr" => self.in_run = false,
            "r" => self.end_run(),
            "pPr" => {
                self.properties = self.properties.saturating_sub(1);
                if self.properties == 0 && self.skipped == 0 {
                    self.label = self.numbering.label(&self.place, &self.style);
                }
            }
            "trPr" => self.rows.properties = self.rows.properties.saturating_sub(1),
            "txbxContent" => self.drawings = self.drawings.saturating_sub(1),
            "p" if self.cells == 0 => self.out.push('\n'),
            "tc" => self.close_cell(),
            "tr" => self.close_row(),
            _ => {}
        }
    }

    fn close_row(&mut self) {
        let (begun, deleted) = self.rows.begun.pop().unwrap_or_default();
        if deleted {
            self.out.truncate(begun);
            return;
        }
        if self.cells == 0 {
            let end = self.out.trim_end_matches('\t').len().max(begun);
            self.out.truncate(end);
            self.out.push('\n');
        }
    }

    /// The marks of notes are dropped with the run that raises them.
    fn end_run(&mut self) {
        let raised = std::mem::take(&mut self.raised);
        if !raised.is_empty() {
            let read = raised::read(&raised, self.out.chars().next_back());
            self.put(&read);
        }
        self.look = Look::default();
    }

    fn write(&mut self, text: &str) {
        if self.in_text {
            self.write_sign(text);
        }
    }

    fn write_sign(&mut self, text: &str) {
        let on_paper = self.cells == 0 && self.drawings == 0 && !self.shaded;
        if self.skipped > 0 || self.look.is_unseen(on_paper) {
            return;
        }
        if self.look.is_raised() {
            self.raised.push_str(text);
        } else {
            self.put(text);
        }
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(&std::mem::take(&mut self.label));
        self.out.push_str(text);
    }
}

#[cfg(test)]
mod tests;
