//! A tag with one thing other, byte for byte the same otherwise.

use crate::book::tag::Tag;

/// The tag with an attribute of this value, or without it.
pub fn with(raw: &[u8], tag: Tag<'_>, name: &str, value: Option<&str>) -> Vec<u8> {
    let found = tag.attributes().find(|(key, _)| *key == name.as_bytes());
    let place = |part: &[u8]| part.as_ptr() as usize - raw.as_ptr() as usize;
    match (found, value) {
        (Some((_, old)), Some(value)) => {
            let (from, to) = (place(old), place(old) + old.len());
            [&raw[..from], value.as_bytes(), &raw[to..]].concat()
        }
        (Some((key, old)), None) => {
            let to = place(old) + old.len() + 1;
            [raw[..place(key)].trim_ascii_end(), &raw[to..]].concat()
        }
        (None, Some(value)) => {
            let end = raw.len() - if tag.is_empty { 2 } else { 1 };
            let added = format!(" {name}=\"{value}\"");
            let front = raw[..end].trim_ascii_end();
            [front, added.as_bytes(), &raw[front.len()..]].concat()
        }
        (None, None) => raw.to_vec(),
    }
}

/// A tag that closes itself, as one that does not.
pub fn opened(raw: &[u8]) -> Vec<u8> {
    let front = raw.strip_suffix(b"/>").unwrap_or(raw);
    [front, b">"].concat()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::book::scan::{Piece, Scan};

    #[test]
    fn one_attribute_changes_and_nothing_else() {
        for (raw, name, value, expected) in [
            (
                "<c r=\"A1\" s='3' t=\"s\">",
                "s",
                Some("12"),
                "<c r=\"A1\" s='12' t=\"s\">",
            ),
            (
                "<x:c  r=\"A1\" />",
                "s",
                Some("12"),
                "<x:c  r=\"A1\" s=\"12\" />",
            ),
            ("<c r=\"A1\"/>", "s", Some("12"), "<c r=\"A1\" s=\"12\"/>"),
            ("<c>", "s", Some("12"), "<c s=\"12\">"),
            (
                "<row r=\"1\" spans=\"1:9\" ht=\"5\">",
                "spans",
                None,
                "<row r=\"1\" ht=\"5\">",
            ),
            ("<row r=\"1\">", "spans", None, "<row r=\"1\">"),
        ] {
            let mut scan = Scan::new(raw.as_bytes());
            let (bytes, piece) = scan.next_raw().unwrap().unwrap();
            let Some(Piece::Open(tag)) = piece else {
                panic!("no tag: {raw}");
            };
            assert_eq!(with(bytes, tag, name, value), expected.as_bytes());
        }
        assert_eq!(opened(b"<row r=\"1\"/>"), b"<row r=\"1\">");
    }
}
