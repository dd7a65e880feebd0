//! The text layer of a PDF.
//!
//! The reader of PDFs that this crate stands on panics on some bad files, and a malicious one may make it run long. So
//! a program should not call [`text_here`] in the process that serves others: it starts itself anew as a child with
//! limits of time and memory, hands the bytes to its standard input, lets the child call [`text_here`] and print the
//! text, and takes an end by signal or by time for [`Unreadable::DamagedPdf`].

mod drawn;
mod glyphs;
mod grid;
mod joined;
mod notes;
mod seen;
mod turned;
mod weight;
mod written;

use super::{Unreadable, cmaps};
use glyphs::Glyphs;
use pdf_extract::{Document, Object, ObjectId};
use std::panic::{AssertUnwindSafe, catch_unwind};
use turned::Turned;
use written::Piece;

/// Fewer visible characters than this a page on average, and the pages are pictures.
const FEWEST_A_PAGE: usize = 8;
/// Pages within pages.
const DEEPEST: usize = 32;

/// The text layer of a PDF, a form feed between pages, read in this process. A panic of the reader is caught.
///
/// # Errors
/// [`Unreadable::Scan`] without a text layer, [`Unreadable::Encrypted`], [`Unreadable::DamagedPdf`].
pub fn text_here(bytes: &[u8]) -> Result<String, Unreadable> {
    weight::of_file(bytes)?;
    let read = match pages(bytes) {
        Err(Unreadable::DamagedPdf) => {
            let named = catch_unwind(AssertUnwindSafe(|| cmaps::written_in(bytes)));
            let named = named.ok().flatten();
            named.map_or(Err(Unreadable::DamagedPdf), |named| pages(&named))
        }
        read => read,
    };
    match read {
        Ok(pages) => checked(&pages),
        Err(Unreadable::DamagedPdf) if is_encrypted(bytes) => Err(Unreadable::Encrypted),
        Err(why) => Err(why),
    }
}

fn pages(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    let read = catch_unwind(AssertUnwindSafe(|| read(bytes)));
    read.unwrap_or(Err(Unreadable::DamagedPdf))
}

fn read(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    let mut file = Document::load_mem(bytes).map_err(|_| Unreadable::DamagedPdf)?;
    if file.is_encrypted() {
        // Many a file may be read by everybody and only not be changed.
        file.decrypt("").map_err(|_| Unreadable::DamagedPdf)?;
    }
    weight::of_pages(&mut file)?;
    let pages = file.get_pages().into_iter();
    let pages: Option<Vec<_>> = pages.map(|(number, id)| page(&file, number, id)).collect();
    let texts = joined::texts(pages.ok_or(Unreadable::DamagedPdf)?);
    let is_portfolio = || {
        file.catalog()
            .is_ok_and(|catalog| catalog.has(b"Collection"))
    };
    match visible(&texts) < FEWEST_A_PAGE * texts.len().max(1) && is_portfolio() {
        true => Err(Unreadable::Portfolio),
        false => Ok(texts),
    }
}

fn page(file: &Document, number: u32, id: ObjectId) -> Option<Vec<Piece>> {
    let degrees = inherited(file, id, b"Rotate").and_then(|degrees| degrees.as_i64().ok());
    let mut glyphs = Glyphs::default();
    pdf_extract::output_doc_page(file, &mut glyphs, number).ok()?;
    let turned = glyphs.turned(Turned::by(degrees.unwrap_or_default()));
    let drawn = drawn::on(file, id, turned);
    let strings = glyphs.strings;
    let glyphs = seen::of(glyphs.placed(turned), strings, &drawn);
    let tables = grid::tables(&drawn.rules);
    Some(written::pieces(&notes::without(glyphs), &tables))
}

/// What a page says itself, or has from the pages above it.
fn inherited<'f>(file: &'f Document, page: ObjectId, key: &[u8]) -> Option<&'f Object> {
    let mut at = file.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(found) = at.get_deref(key, file) {
            return Some(found);
        }
        at = at
            .get_deref(b"Parent", file)
            .and_then(Object::as_dict)
            .ok()?;
    }
    None
}

fn visible(pages: &[String]) -> usize {
    let chars = pages.iter().flat_map(|page| page.chars());
    chars.filter(|c| !c.is_whitespace()).count()
}

fn checked(pages: &[String]) -> Result<String, Unreadable> {
    if visible(pages) < FEWEST_A_PAGE * pages.len().max(1) {
        return Err(Unreadable::Scan);
    }
    let strange = |c: &char| !c.is_whitespace() && !is_written(*c);
    let strange = pages
        .iter()
        .flat_map(|page| page.chars())
        .filter(strange)
        .count();
    let marks = pages.iter().flat_map(|page| page.chars());
    let marks = marks
        .filter(|c| c.is_control() && !c.is_whitespace())
        .count();
    if strange * 3 > visible(pages) || marks * 20 > visible(pages) {
        return Err(Unreadable::Garbled);
    }
    Ok(pages.join("\u{c}"))
}

/// Is a character one that notices are written with? A font that does not say its characters shows others in their place.
fn is_written(c: char) -> bool {
    (c.is_ascii() && !c.is_ascii_control())
        || matches!(
            c,
            '\u{a0}'..='\u{ff}' | '\u{370}'..='\u{3ff}' | '\u{2000}'..='\u{2bff}' | '\u{2e80}'..='\u{33ff}'
                | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}'
        )
}

fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.windows(8).any(|w| w == b"/Encrypt")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with what is given as its content, written with a correct cross-reference table.
    fn page_with(content: &str) -> Vec<u8> {
        page_in("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", content)
    }

    fn page_in(font: &str, content: &str) -> Vec<u8> {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
            font.to_owned(),
        ];
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            places.push(out.len());
            out.extend(format!("{} 0 obj{object}endobj\n", i + 1).bytes());
        }
        let table = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        for place in places {
            out.extend(format!("{place:010} 00000 n \n").bytes());
        }
        out.extend(
            format!(
                "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF",
                objects.len() + 1
            )
            .bytes(),
        );
        out
    }

    #[test]
    fn a_text_layer_is_read_and_a_scan_refused() {
        let read = text_here(&page_with("BT /F 12 Tf 10 100 Td (Target: 30 firms) Tj ET"));
        assert!(read.is_ok_and(|text| text.contains("Target: 30 firms")));
        assert_eq!(
            text_here(&page_with("0 0 10 10 re f")),
            Err(Unreadable::Scan)
        );
    }

    #[test]
    fn a_broken_file_is_refused() {
        assert_eq!(
            text_here(b"%PDF-1.7 nothing here"),
            Err(Unreadable::DamagedPdf)
        );
        assert_eq!(
            text_here(b"%PDF-1.7 trailer<</Encrypt 3 0 R>>"),
            Err(Unreadable::Encrypted)
        );
    }

    #[test]
    fn a_chinese_font_that_names_its_map_is_read() {
        let descriptor = "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6>>";
        let within = format!(
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/FontDescriptor {descriptor}>>"
        );
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[{within}]>>"
        );
        let codes: String = "净增30家高新技术企业"
            .encode_utf16()
            .map(|code| format!("{code:04X}"))
            .collect();
        let content = format!("BT /F 12 Tf 10 100 Td <{codes}> Tj ET");
        let read = text_here(&page_in(&font, &content));
        let read = read.map(|text| text.split_whitespace().collect::<String>());
        assert_eq!(read, Ok("净增30家高新技术企业".to_owned()));
    }
}
