//! A Word document: paragraphs, table cells, tabs and breaks; deleted text is left out.

use super::Unreadable;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};
use zip::ZipArchive;

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
    let entry = match archive.by_name("word/document.xml") {
        Ok(entry) => entry,
        Err(zip::result::ZipError::FileNotFound) => return Err(Unreadable::NotWord),
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
    let xml = String::from_utf8(raw).map_err(|_| damaged("正文不是 UTF-8"))?;
    body(&xml)
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
}

fn body(xml: &str) -> Result<String, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut page = Page::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => page.open(tag.local_name().as_ref()),
            Ok(Event::Empty(tag)) => page.mark(tag.local_name().as_ref()),
            Ok(Event::End(tag)) => page.close(tag.local_name().as_ref()),
            Ok(Event::Text(text)) => page.write(&text.xml10_content()),
            Ok(Event::CData(text)) => page.write(&text.xml10_content()),
            Ok(Event::GeneralRef(name)) => page.write(&meaning(&name.xml10_content())),
            Ok(Event::Eof) => return Ok(page.out),
            Ok(_) => {}
            Err(_) => {
                return Err(damaged(&format!(
                    "正文第 {} 个字节处的标记有误",
                    reader.error_position()
                )));
            }
        }
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

fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "del" | "delText" | "moveFrom" | "instrText" | "Fallback"
    )
}

impl Page {
    fn open(&mut self, name: &str) {
        match name {
            _ if is_skipped(name) => self.skipped += 1,
            "t" => self.in_text = true,
            "tc" => self.cells += 1,
            _ => self.mark(name),
        }
    }

    fn mark(&mut self, name: &str) {
        if self.skipped > 0 {
            return;
        }
        match name {
            "tab" if !self.out.ends_with('\n') && !self.out.is_empty() => self.out.push('\t'),
            "br" | "cr" => self.out.push('\n'),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            _ if is_skipped(name) => self.skipped = self.skipped.saturating_sub(1),
            "t" => self.in_text = false,
            "p" if self.cells == 0 => self.out.push('\n'),
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                self.out.push('\t');
            }
            "tr" => {
                self.out.truncate(self.out.trim_end_matches('\t').len());
                self.out.push('\n');
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if self.in_text && self.skipped == 0 {
            self.out.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests;
