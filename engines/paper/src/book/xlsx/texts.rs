//! The texts that an `.xlsx` shares between its cells, and how texts are written in its parts.

use std::borrow::Cow;
use std::io::Read;

use memchr::memmem;

use super::super::scan::{Piece, Scan};
use super::super::tag::{Tag, is_yes};
use crate::unreadable::Unreadable;

/// The most text that is held, in MB: some hundred characters for each row that a sheet may have.
const MOST: u64 = 64;
/// The bits of a place inside a block.
const BITS: u32 = 20;
const BLOCK: usize = 1 << BITS;

/// Many short texts in a few large blocks: a text costs its bytes and four more.
#[derive(Default)]
pub struct Texts {
    blocks: Vec<String>,
    /// Block and place in it where each text begins; it ends where the next one or the block does.
    starts: Vec<u32>,
    bytes: u64,
    /// The numbers of those that are struck through as a whole, in their order.
    struck: Vec<usize>,
}

impl Texts {
    /// Reads the table of texts. What only helps to pronounce a text (`rPh`) is no part of it, and neither is what is struck
    /// through beside words that are not.
    ///
    /// # Errors
    /// [`Unreadable`], of a broken table or one with too much text.
    pub fn read<R: Read>(mut scan: Scan<R>) -> Result<Self, Unreadable> {
        let mut texts = Texts::default();
        let mut words = Words::default();
        while let Some(piece) = scan.next()? {
            match piece {
                Piece::Open(tag) if tag.name() == b"si" && tag.is_empty => texts.push("")?,
                Piece::Open(tag) => words.open(tag),
                Piece::Close(b"si") => {
                    if words.is_struck() {
                        texts.struck.push(texts.starts.len());
                    }
                    texts.push(words.text()?.trim_matches('\u{feff}'))?;
                    words.clear();
                }
                Piece::Close(name) => words.close(name),
                Piece::Text(raw) => words.add(raw, true)?,
                Piece::Plain(raw) => words.add(raw, false)?,
            }
        }
        Ok(texts)
    }

    fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        self.bytes += text.len() as u64 + 4;
        if self.bytes > MOST << 20 {
            return Err(Unreadable::TooMuchText { limit: MOST });
        }
        // A text of blanks alone is none.
        let text = if text.trim().is_empty() { "" } else { text };
        let fits = |block: &String| block.len() + text.len() < BLOCK;
        if !self.blocks.last().is_some_and(fits) {
            self.blocks.push(String::with_capacity(BLOCK));
        }
        let number = self.blocks.len() - 1;
        let block = &mut self.blocks[number];
        let start = u32::try_from((number << BITS) | block.len());
        self.starts.push(start.unwrap_or(u32::MAX));
        block.push_str(text);
        Ok(())
    }

    pub fn get(&self, number: usize) -> Option<&str> {
        let start = *self.starts.get(number)?;
        let block = start >> BITS;
        let text = self.blocks.get(block as usize)?;
        let next = self.starts.get(number + 1);
        let end = next
            .filter(|next| **next >> BITS == block)
            .map_or(text.len(), |next| *next as usize % BLOCK);
        text.get(start as usize % BLOCK..end)
    }

    pub fn has_struck(&self) -> bool {
        !self.struck.is_empty()
    }

    pub fn is_struck(&self, number: usize) -> bool {
        self.struck.binary_search(&number).is_ok()
    }
}

/// The words of one text: those of its runs, without the help to pronounce them and without runs that are struck through,
/// unless all are. Raised digits stay raised: 100¹ is no 1001.
#[derive(Default)]
pub struct Words {
    raw: Vec<u8>,
    /// What is struck through.
    struck: Vec<u8>,
    in_text: bool,
    in_help: bool,
    is_struck: bool,
    is_raised: bool,
}

impl Words {
    #[inline]
    pub fn open(&mut self, tag: Tag<'_>) {
        match tag.name() {
            b"t" => self.in_text = !tag.is_empty && !self.in_help,
            b"rPh" => self.in_help = !tag.is_empty,
            b"r" => (self.is_struck, self.is_raised) = (false, false),
            b"strike" => {
                let val = tag.value("val");
                self.is_struck = val.is_none_or(|val| is_yes(val.as_bytes()));
            }
            b"vertAlign" => self.is_raised = tag.value("val") == Some("superscript"),
            _ => {}
        }
    }

    #[inline]
    pub fn close(&mut self, name: &[u8]) {
        match name {
            b"t" => self.in_text = false,
            b"rPh" => self.in_help = false,
            b"r" => (self.is_struck, self.is_raised) = (false, false),
            _ => {}
        }
    }

    #[inline]
    pub fn add(&mut self, raw: &[u8], has_entities: bool) -> Result<(), Unreadable> {
        if !self.in_text {
            return Ok(());
        }
        if self.is_struck {
            let live = std::mem::replace(&mut self.raw, std::mem::take(&mut self.struck));
            let put = self.put(raw, has_entities);
            self.struck = std::mem::replace(&mut self.raw, live);
            return put;
        }
        let before = self.raw.len();
        self.put(raw, has_entities)?;
        if self.is_raised {
            self.raise(before);
        }
        Ok(())
    }

    /// Whether all of it is struck through.
    pub fn is_struck(&self) -> bool {
        self.raw.trim_ascii().is_empty() && !self.struck.is_empty()
    }

    fn raise(&mut self, before: usize) {
        const RAISED: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
        let run = self.raw.split_off(before);
        for byte in run {
            match byte {
                b'0'..=b'9' => {
                    let raised = RAISED[usize::from(byte - b'0')];
                    self.raw.extend_from_slice(raised.as_bytes());
                }
                _ => self.raw.push(byte),
            }
        }
    }

    /// Adds it wherever it stands.
    #[inline]
    pub fn put(&mut self, raw: &[u8], has_entities: bool) -> Result<(), Unreadable> {
        match has_entities && memchr::memchr(b'&', raw).is_some() {
            true => {
                let raw = utf8(raw).map_err(Unreadable::damaged)?;
                self.raw.extend_from_slice(resolved(raw).as_bytes());
            }
            false => self.raw.extend_from_slice(raw),
        }
        Ok(())
    }

    pub fn bytes(&self) -> &[u8] {
        match self.is_struck() {
            true => &self.struck,
            false => &self.raw,
        }
    }

    pub fn text(&self) -> Result<Cow<'_, str>, Unreadable> {
        let text = utf8(self.bytes()).map_err(Unreadable::damaged)?;
        Ok(unescaped(text))
    }

    pub fn clear(&mut self) {
        self.raw.clear();
        self.struck.clear();
        (self.in_text, self.in_help) = (false, false);
        (self.is_struck, self.is_raised) = (false, false);
    }
}

pub fn utf8(raw: &[u8]) -> Result<&str, &'static str> {
    std::str::from_utf8(raw).map_err(|_| "里面的文字不是 UTF-8")
}

pub fn resolved(raw: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// `_x000D_` is how the format writes a sign that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if memmem::find(text.as_bytes(), b"_x").is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let ends = rest.as_bytes().get(at + 6) == Some(&b'_');
        let code = rest.get(at + 2..at + 6).filter(|_| ends);
        let sign = code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        match sign {
            Some(sign) => {
                out.push(sign);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn texts_of_runs_without_their_pronunciation() {
        let xml = "<sst><si><t>甲 &amp; 乙</t></si><si/><si><r><t>一</t></r><r><rPr/><t xml:space=\"preserve\"> 二</t></r>\
<rPh sb=\"0\" eb=\"1\"><t>イチ</t></rPh></si><si><t>a_x000D_\nb_x12</t></si><si><t><![CDATA[<&>]]></t></si><si><t>  </t></si></sst>";
        let texts = Texts::read(Scan::new(xml.as_bytes())).unwrap();
        let all: Vec<Option<&str>> = (0..7).map(|number| texts.get(number)).collect();
        let expected = ["甲 & 乙", "", "一 二", "a\r\nb_x12", "<&>", ""];
        assert_eq!(all[..6], expected.map(Some));
        assert_eq!(all[6], None);
    }

    #[test]
    fn what_is_struck_through_beside_live_words_is_no_part_of_a_text() {
        let run = |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t>{text}</t></r>");
        for (runs, text, is_struck) in [
            (run("<strike/>", "50") + &run("", "80"), "80", false),
            (
                run("<strike val=\"0\"/>", "50") + &run("", "80"),
                "5080",
                false,
            ),
            (
                run("", "DB") + &run("<strike val=\"1\"/>", "19") + "<r><t>20</t></r>",
                "DB20",
                false,
            ),
            (
                run("<strike/>", "50") + &run("<strike/>", "万"),
                "50万",
                true,
            ),
            (run("<strike/>", "a&amp;") + &run("", "b&lt;"), "b<", false),
            (
                run("", "100") + &run("<vertAlign val=\"superscript\"/>", "1"),
                "100¹",
                false,
            ),
            (
                run("", "H") + &run("<vertAlign val=\"subscript\"/>", "2") + "<r><t>O</t></r>",
                "H2O",
                false,
            ),
        ] {
            let xml = format!("<sst><si>{runs}</si></sst>");
            let texts = Texts::read(Scan::new(xml.as_bytes())).unwrap();
            assert_eq!(texts.get(0), Some(text), "{runs}");
            assert_eq!(texts.is_struck(0), is_struck, "{runs}");
        }
    }

    #[test]
    fn texts_over_many_blocks() {
        let long = |n: usize| format!("{n}{}", "字".repeat(n % 40 * 1000));
        let mut texts = Texts::default();
        for n in 0..300 {
            texts.push(&long(n)).unwrap();
        }
        assert!(texts.blocks.len() > 5);
        assert!((0..300).all(|n| texts.get(n) == Some(long(n).as_str())));
        let more = (0..2_000).find_map(|n| texts.push(&long(39 + n / 40 * 40)).err());
        assert_eq!(more, Some(Unreadable::TooMuchText { limit: MOST }));
    }
}
