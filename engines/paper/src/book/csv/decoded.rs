//! Bytes as characters, a piece at a time.

use std::io::{Read, Seek};

use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::unreadable::Unreadable;

const PIECE: usize = 16 * 1024;

/// An encoding of the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// Tells the encoding by reading all of the file, which is left anywhere.
    ///
    /// # Errors
    /// [`Unreadable::Encoding`] with the line that breaks, [`Unreadable::Other`] for what is no text.
    pub fn of<R: Read + Seek>(source: &mut R) -> Result<Self, Unreadable> {
        let mut start = [0; 2];
        let read = source.read(&mut start)?;
        match &start[..read] {
            [0xff, 0xfe] => return checked(source, Encoding(UTF_16LE)).map_err(|broken| broken.0),
            [0xfe, 0xff] => return checked(source, Encoding(UTF_16BE)).map_err(|broken| broken.0),
            _ => {}
        }
        let Err((broken, wide)) = checked(source, Encoding(UTF_8)) else {
            return Ok(Encoding(UTF_8));
        };
        // Characters of GB 18030 rarely form three of UTF-8 in a row by chance: such a file is a broken one.
        if wide >= 3 || !matches!(broken, Unreadable::Encoding { .. }) {
            return Err(broken);
        }
        checked(source, Encoding(GB18030)).map_err(|broken| broken.0)
    }

    fn name(self) -> &'static str {
        match self.0 {
            one if one == UTF_8 => "UTF-8",
            one if one == GB18030 => "GB 18030",
            _ => "UTF-16",
        }
    }
}

/// Reads all; with a fault comes the number of wide characters in front of it.
fn checked<R: Read + Seek>(
    source: &mut R,
    encoding: Encoding,
) -> Result<Encoding, (Unreadable, usize)> {
    source.rewind().map_err(|error| (error.into(), 0))?;
    let mut decoded = Decoded::new(source, encoding);
    let mut wide = 0;
    loop {
        match decoded.more() {
            Ok(None) => return Ok(encoding),
            Ok(Some(text)) => {
                if text.chars().any(is_odd) {
                    let what = "二进制文件";
                    return Err((Unreadable::Other { what }, 0));
                }
                wide += text
                    .chars()
                    .filter(|c| *c as u32 >= 0x800 && *c != '\u{feff}')
                    .count();
            }
            Err(fault) => {
                wide += decoded.text.chars().filter(|c| *c as u32 >= 0x800).count();
                return Err((fault, wide));
            }
        }
    }
}

/// Control characters that no text file holds. A form feed, a vertical tab and an old end-of-file mark do occur.
fn is_odd(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}')
}

/// A source read as characters.
pub struct Decoded<'a, R> {
    source: &'a mut R,
    decoder: Decoder,
    encoding: Encoding,
    raw: Vec<u8>,
    /// The bytes of `raw` that are not yet decoded.
    left: std::ops::Range<usize>,
    text: String,
    line: u64,
    ended: bool,
}

impl<'a, R: Read> Decoded<'a, R> {
    pub fn new(source: &'a mut R, encoding: Encoding) -> Self {
        Decoded {
            source,
            decoder: encoding.0.new_decoder_without_bom_handling(),
            encoding,
            raw: vec![0; PIECE],
            left: 0..0,
            text: String::with_capacity(PIECE * 4),
            line: 1,
            ended: false,
        }
    }

    /// The next characters; `None` at the end.
    pub fn more(&mut self) -> Result<Option<&str>, Unreadable> {
        self.text.clear();
        while self.text.is_empty() && !self.ended {
            if self.left.is_empty() {
                let read = self.source.read(&mut self.raw)?;
                self.left = 0..read;
                self.ended = read == 0;
            }
            let (result, used) = self.decoder.decode_to_string_without_replacement(
                &self.raw[self.left.clone()],
                &mut self.text,
                self.ended,
            );
            self.left.start += used;
            if let DecoderResult::Malformed(..) = result {
                return Err(Unreadable::Encoding {
                    line: self.line + self.breaks(),
                    encoding: self.encoding.name(),
                });
            }
        }
        self.line += self.breaks();
        Ok((!self.text.is_empty()).then_some(self.text.as_str()))
    }

    fn breaks(&self) -> u64 {
        self.text.bytes().filter(|b| *b == b'\n').count() as u64
    }
}
