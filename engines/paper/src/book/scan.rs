//! The marks of a part as it is unpacked, without reading it into memory and without believing any size it says.

use std::io::Read;

use memchr::{memchr, memmem};

use super::SWOLLEN;
use super::tag::{Tag, local};
use crate::unreadable::Unreadable;

/// The longest tag or text between tags, in bytes. A cell holds at most 32,767 characters (about 100 KB).
const LONGEST: usize = 1024 * 1024;
const FIRST: usize = 64 * 1024;

/// How many bytes may still be unpacked.
#[derive(Clone, Copy, Debug)]
pub struct Budget(u64);

impl Budget {
    pub fn new() -> Self {
        Budget(SWOLLEN * 1024 * 1024)
    }
}

/// A part, piece by piece.
pub struct Scan<R> {
    source: R,
    buffer: Vec<u8>,
    /// The bytes of the buffer that are not yet told.
    at: usize,
    full: usize,
    budget: Budget,
}

/// What stands in a part.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Open(Tag<'a>),
    /// The name without its prefix.
    Close(&'a [u8]),
    /// With its entities unresolved.
    Text(&'a [u8]),
    /// CDATA, which has none.
    Plain(&'a [u8]),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Open,
    Empty,
    Close,
    Text,
    Plain,
    /// A comment or an instruction.
    Aside,
}

/// Where a piece stands in the buffer: it begins at `from`, its inside is `inside..until`.
struct Place {
    sort: Sort,
    from: usize,
    inside: usize,
    until: usize,
}

impl<R: Read> Scan<R> {
    pub fn new(source: R) -> Self {
        Scan::within(source, Budget::new())
    }

    pub fn within(source: R, budget: Budget) -> Self {
        Scan {
            source,
            buffer: vec![0; FIRST],
            at: 0,
            full: 0,
            budget,
        }
    }

    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// The next piece; `None` at the end. Comments and instructions are passed over.
    ///
    /// # Errors
    /// [`Unreadable::Swollen`] where more comes out than the budget has or one piece is longer than a cell can be,
    /// [`Unreadable::Damaged`] where a tag never ends or entities are declared, which no spreadsheet does.
    #[inline]
    pub fn next(&mut self) -> Result<Option<Piece<'_>>, Unreadable> {
        loop {
            match self.step()? {
                None => return Ok(None),
                Some(place) if place.sort == Sort::Aside => {}
                Some(place) => return Ok(self.piece(place)),
            }
        }
    }

    /// The next bytes as they stand, with the piece that they are; `None` for comments and instructions.
    ///
    /// # Errors
    /// As [`Scan::next`].
    #[expect(clippy::type_complexity, reason = "bytes and what they are, once")]
    pub fn next_raw(&mut self) -> Result<Option<(&[u8], Option<Piece<'_>>)>, Unreadable> {
        let Some(place) = self.step()? else {
            return Ok(None);
        };
        Ok(Some((&self.buffer[place.from..self.at], self.piece(place))))
    }

    /// What stands between these two, where they come next and nothing but plain text is between; else nothing is passed.
    #[inline]
    pub fn inside(&mut self, open: &[u8], close: &[u8]) -> Option<&[u8]> {
        let coming = &self.buffer[self.at..self.full];
        let inside = coming.strip_prefix(open)?;
        let length = memchr(b'<', inside)?;
        if !inside[length..].starts_with(close) || memchr(b'&', &inside[..length]).is_some() {
            return None;
        }
        let from = self.at + open.len();
        self.at = from + length + close.len();
        Some(&self.buffer[from..from + length])
    }

    #[inline]
    fn piece(&self, place: Place) -> Option<Piece<'_>> {
        let inside = &self.buffer[place.inside..place.until];
        Some(match place.sort {
            Sort::Open => Piece::Open(Tag::new(inside, false)),
            Sort::Empty => Piece::Open(Tag::new(inside, true)),
            Sort::Close => Piece::Close(local(inside)),
            Sort::Text => Piece::Text(inside),
            Sort::Plain => Piece::Plain(inside),
            Sort::Aside => return None,
        })
    }

    /// Goes behind the next piece.
    #[inline]
    fn step(&mut self) -> Result<Option<Place>, Unreadable> {
        if self.at == self.full && !self.more()? {
            return Ok(None);
        }
        if self.buffer[self.at] != b'<' {
            let until = self.find(b'<')?.unwrap_or(self.full);
            return Ok(Some(self.passed(Sort::Text, 0, until, until)));
        }
        let end = self.find(b'>')?.ok_or_else(broken)?;
        Ok(Some(match self.buffer[self.at + 1] {
            b'!' => return self.declared().map(Some),
            b'?' => self.passed(Sort::Aside, 2, end, end + 1),
            b'/' => self.passed(Sort::Close, 2, end, end + 1),
            _ if self.buffer[end - 1] == b'/' => self.passed(Sort::Empty, 1, end - 1, end + 1),
            _ => self.passed(Sort::Open, 1, end, end + 1),
        }))
    }

    #[inline]
    fn passed(&mut self, sort: Sort, open: usize, until: usize, at: usize) -> Place {
        let from = std::mem::replace(&mut self.at, at);
        Place {
            sort,
            from,
            inside: from + open,
            until,
        }
    }

    /// Goes behind the next place of these bytes; `false` where there is none.
    pub fn skip_to(&mut self, bytes: &[u8]) -> Result<bool, Unreadable> {
        loop {
            let found = memmem::find(&self.buffer[self.at..self.full], bytes);
            if let Some(found) = found {
                self.at += found + bytes.len();
                return Ok(true);
            }
            self.at = self.at.max((self.full + 1).saturating_sub(bytes.len()));
            if !self.more()? {
                return Ok(false);
            }
        }
    }

    /// A comment or CDATA.
    fn declared(&mut self) -> Result<Place, Unreadable> {
        let kinds = [
            (Sort::Aside, &b"<!--"[..], &b"-->"[..]),
            (Sort::Plain, b"<![CDATA[", b"]]>"),
        ];
        for (sort, open, close) in kinds {
            if self.buffer[self.at..self.full].starts_with(open) {
                let end = self.find_all(open.len(), close)?.ok_or_else(broken)?;
                return Ok(self.passed(sort, open.len(), end, end + close.len()));
            }
        }
        Err(Unreadable::damaged("含有表格软件不会写的声明（DOCTYPE）"))
    }

    #[inline]
    fn find(&mut self, byte: u8) -> Result<Option<usize>, Unreadable> {
        let mut looked_at = 0;
        loop {
            let from = self.at + looked_at;
            if let Some(found) = memchr(byte, &self.buffer[from..self.full]) {
                return Ok(Some(from + found));
            }
            looked_at = self.full - self.at;
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    fn find_all(&mut self, behind: usize, bytes: &[u8]) -> Result<Option<usize>, Unreadable> {
        loop {
            let from = self.at + behind;
            if from <= self.full
                && let Some(found) = memmem::find(&self.buffer[from..self.full], bytes)
            {
                return Ok(Some(from + found));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// Unpacks more behind what is not yet told; `false` at the end.
    #[cold]
    fn more(&mut self) -> Result<bool, Unreadable> {
        self.buffer.copy_within(self.at..self.full, 0);
        self.full -= self.at;
        self.at = 0;
        if self.full == self.buffer.len() {
            if self.full >= LONGEST {
                return Err(Unreadable::Swollen { limit: SWOLLEN });
            }
            self.buffer.resize(self.full * 2, 0);
        }
        let read = self.source.read(&mut self.buffer[self.full..])?;
        self.full += read;
        let left = self.budget.0.checked_sub(read as u64);
        self.budget.0 = left.ok_or(Unreadable::Swollen { limit: SWOLLEN })?;
        Ok(read > 0)
    }
}

fn broken() -> Unreadable {
    Unreadable::damaged("内部标记没有写完")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Gives a few bytes at a time.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn told(xml: &str, step: usize) -> String {
        let mut scan = Scan::new(Slowly(xml.as_bytes(), step));
        let mut all = String::new();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        while let Some(piece) = scan.next().unwrap() {
            all += &match piece {
                Piece::Open(tag) => {
                    let attributes: Vec<String> = tag
                        .attributes()
                        .map(|(key, value)| format!("{}={}", text(key), text(value)))
                        .collect();
                    let close = if tag.is_empty { "/" } else { "" };
                    format!("<{} {}{close}>", text(tag.name()), attributes.join(","))
                }
                Piece::Close(name) => format!("</{}>", text(name)),
                Piece::Text(inside) => text(inside),
                Piece::Plain(inside) => format!("[{}]", text(inside)),
            };
        }
        all
    }

    #[test]
    fn pieces_are_whole_however_they_come() {
        let xml = "<?xml version=\"1.0\"?><a><!-- <c> --><x:row r=\"3\" x:hidden = '1'/>甲 &lt;<![CDATA[<b> ]] ]]></a >";
        for step in 1..70 {
            assert_eq!(
                told(xml, step),
                "<a ><row r=3,x:hidden=1/>甲 &lt;[<b> ]] ]</a>"
            );
            let mut scan = Scan::new(Slowly(xml.as_bytes(), step));
            assert!(scan.skip_to(b"hidden").unwrap());
            assert!(matches!(scan.next(), Ok(Some(Piece::Text(_)))));
            assert!(!scan.skip_to(b"nowhere").unwrap());
        }
    }

    #[test]
    fn what_no_spreadsheet_writes_is_refused() {
        let long = format!("<t>{}</t>", "a".repeat(LONGEST + 1));
        let said = |xml: &str| {
            let mut scan = Scan::new(xml.as_bytes());
            loop {
                match scan.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => return None,
                    Err(why) => return Some(why),
                }
            }
        };
        assert_eq!(said(&long), Some(Unreadable::Swollen { limit: SWOLLEN }));
        for xml in [
            "<!DOCTYPE a [<!ENTITY b \"cc\">]><a>&b;</a>",
            "<a><c r=\"1\"",
            "<a><!-- x",
            "<",
        ] {
            assert!(
                matches!(said(xml), Some(Unreadable::Damaged { .. })),
                "{xml}"
            );
        }
    }
}
