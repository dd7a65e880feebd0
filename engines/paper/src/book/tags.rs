//! The tags of a part of a workbook, without reading it into memory and without believing any size it says.

use std::io::BufRead;

use super::SWOLLEN;
use crate::unreadable::Unreadable;

/// The longest tag or text between tags, in bytes. A cell holds at most 32,767 characters (about 100 KB).
const LONGEST_PIECE: usize = 1024 * 1024;

/// How many bytes may still be unpacked.
pub struct Budget(u64);

impl Budget {
    pub fn new() -> Self {
        Budget(SWOLLEN * 1024 * 1024)
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Unreadable> {
        let left = self.0.checked_sub(bytes as u64);
        self.0 = left.ok_or(Unreadable::Swollen { limit: SWOLLEN })?;
        Ok(())
    }
}

/// Tells the inside of every opening tag: `row r="3" hidden="1"`.
///
/// # Errors
/// [`Unreadable::Swollen`] where more comes out than the budget has, or one piece is longer than a cell can be.
pub fn each<R: BufRead>(
    mut part: R,
    budget: &mut Budget,
    mut tell: impl FnMut(&[u8]) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut carried: Vec<u8> = Vec::new();
    let mut in_tag = false;
    let mut text = 0_usize;
    loop {
        let chunk = part.fill_buf()?;
        if chunk.is_empty() {
            return Ok(());
        }
        let length = chunk.len();
        budget.spend(length)?;
        let mut rest = chunk;
        while !rest.is_empty() {
            let end = rest
                .iter()
                .position(|b| *b == if in_tag { b'>' } else { b'<' });
            let piece = &rest[..end.unwrap_or(rest.len())];
            if !in_tag {
                text += piece.len();
            } else if end.is_none() || !carried.is_empty() {
                carried.extend_from_slice(piece);
            }
            if text.max(carried.len()) > LONGEST_PIECE {
                return Err(Unreadable::Swollen { limit: SWOLLEN });
            }
            let Some(end) = end else { break };
            if in_tag {
                let tag = if carried.is_empty() { piece } else { &carried };
                if !tag.starts_with(b"/") {
                    tell(tag)?;
                }
                carried.clear();
            }
            in_tag = !in_tag;
            text = 0;
            rest = &rest[end + 1..];
        }
        part.consume(length);
    }
}

/// The name of a tag without its prefix.
pub fn name(tag: &[u8]) -> &[u8] {
    let end = tag
        .iter()
        .position(|b| b.is_ascii_whitespace() || *b == b'/')
        .unwrap_or(tag.len());
    let name = &tag[..end];
    match name.iter().position(|b| *b == b':') {
        Some(colon) => &name[colon + 1..],
        None => name,
    }
}

/// The value of an attribute that has no prefix.
pub fn value<'a>(tag: &'a [u8], wanted: &str) -> Option<&'a str> {
    let wanted = wanted.as_bytes();
    let mut from = 0;
    while let Some(found) = tag[from..].windows(wanted.len()).position(|w| w == wanted) {
        let start = from + found;
        from = start + wanted.len();
        let apart = start > 0 && tag[start - 1].is_ascii_whitespace();
        let (Some(b'='), Some(quote @ (b'"' | b'\''))) = (tag.get(from), tag.get(from + 1)) else {
            continue;
        };
        if apart {
            let inside = &tag[from + 2..];
            let end = inside.iter().position(|b| b == quote)?;
            return std::str::from_utf8(&inside[..end]).ok();
        }
    }
    None
}

/// Whether an attribute says yes.
pub fn says(tag: &[u8], wanted: &str) -> bool {
    matches!(value(tag, wanted), Some("1" | "true"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::BufReader;

    #[test]
    fn tags_are_found_across_chunks() {
        let xml = r#"<a><x:row r="3" unhidden="1" hidden='1'/>text &lt; <row r="4"></row></a>"#;
        for size in 1..40 {
            let mut seen = Vec::new();
            each(
                BufReader::with_capacity(size, xml.as_bytes()),
                &mut Budget::new(),
                |tag| {
                    if name(tag) == b"row" {
                        seen.push((value(tag, "r").unwrap().to_owned(), says(tag, "hidden")));
                    }
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(seen, [("3".to_owned(), true), ("4".to_owned(), false)]);
        }
    }

    #[test]
    fn a_piece_that_no_cell_can_be_is_refused() {
        let long = format!("<t>{}</t>", "a".repeat(LONGEST_PIECE + 1));
        let read = each(long.as_bytes(), &mut Budget::new(), |_| Ok(()));
        assert_eq!(read, Err(Unreadable::Swollen { limit: SWOLLEN }));
    }
}
