//! What a file is, decided by its content. Only papers and pictures are taken in; nothing of them is ever executed.

use std::fmt;

/// Why a file is not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    Empty(String),
    /// An office file that carries a program.
    Macros(String),
    Unknown(String),
}

pub const ACCEPTED: &str =
    "PDF、JPEG、PNG、WebP、GIF、Word（doc、docx）、Excel（xls、xlsx）、txt、csv";

impl fmt::Display for FileRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileRefusal::Empty(name) => write!(f, "“{name}”是空文件，请重新选"),
            FileRefusal::Macros(name) => write!(
                f,
                "“{name}”带有宏程序，没有收下；请另存为不带宏的 docx、xlsx 或 PDF"
            ),
            FileRefusal::Unknown(name) => write!(
                f,
                "“{name}”的内容不是可收的类型，没有收下；可收：{ACCEPTED}"
            ),
        }
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const IMAGES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Decides the media type. `head` are the first bytes (8 KB), `tail` the last (64 KB): a zip names
/// its parts at its end.
pub fn decide(name: &str, head: &[u8], tail: &[u8]) -> Result<&'static str, FileRefusal> {
    if head.is_empty() {
        return Err(FileRefusal::Empty(name.to_owned()));
    }
    let unknown = || FileRefusal::Unknown(name.to_owned());
    if head.starts_with(b"PK\x03\x04") {
        return office(name, head, tail);
    }
    if head.starts_with(&COMPOUND) {
        return old_office(name).ok_or_else(unknown);
    }
    if let Some(found) = infer::get(head) {
        let media = found.mime_type();
        return IMAGES
            .into_iter()
            .chain(["application/pdf"])
            .find(|taken| *taken == media)
            .ok_or_else(unknown);
    }
    text(name, head).ok_or_else(unknown)
}

fn ends(name: &str, with: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case(with))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A zip is an office file when it has an office file's main part.
fn office(name: &str, head: &[u8], tail: &[u8]) -> Result<&'static str, FileRefusal> {
    let has = |part: &[u8]| holds(head, part) || holds(tail, part);
    if has(b"vbaProject.bin") {
        return Err(FileRefusal::Macros(name.to_owned()));
    }
    match (has(b"word/document.xml"), has(b"xl/workbook.xml")) {
        (true, false) => Ok(DOCX),
        (false, true) => Ok(XLSX),
        _ => Err(FileRefusal::Unknown(name.to_owned())),
    }
}

/// The old binary container is the same for both; its name tells which.
fn old_office(name: &str) -> Option<&'static str> {
    if ends(name, "doc") {
        Some("application/msword")
    } else if ends(name, "xls") {
        Some("application/vnd.ms-excel")
    } else {
        None
    }
}

/// Plain text has no control characters, and is no page, picture or script in disguise.
fn text(name: &str, head: &[u8]) -> Option<&'static str> {
    let bare = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let control = bare
        .iter()
        .any(|byte| matches!(byte, 0..=8 | 11 | 14..=31 | 127));
    let first = bare.iter().find(|byte| !byte.is_ascii_whitespace());
    let disguised =
        matches!(first, Some(b'<')) || bare.starts_with(b"#!") || bare.starts_with(b"%!");
    if control || disguised {
        return None;
    }
    if ends(name, "csv") {
        Some("text/csv")
    } else if ends(name, "txt") {
        Some("text/plain")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn content_decides_and_the_name_does_not() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        let zip = |parts: &str| [b"PK\x03\x04", parts.as_bytes()].concat();
        let cases: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
            (
                "a.pdf",
                b"%PDF-1.4\n1 0 obj".to_vec(),
                Some("application/pdf"),
            ),
            (
                "a.exe",
                b"%PDF-1.4\n1 0 obj".to_vec(),
                Some("application/pdf"),
            ),
            (
                "a.pdf",
                b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec(),
                None,
            ),
            ("a.png", png.to_vec(), Some("image/png")),
            (
                "a.jpg",
                b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(),
                Some("image/jpeg"),
            ),
            ("a.gif", b"GIF89a\x01\0\x01\0".to_vec(), Some("image/gif")),
            (
                "a.webp",
                b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(),
                Some("image/webp"),
            ),
            (
                "a.docx",
                zip("[Content_Types].xml word/document.xml"),
                Some(DOCX),
            ),
            ("a.docx", zip("xl/workbook.xml"), Some(XLSX)),
            ("a.docx", zip("word/document.xml word/vbaProject.bin"), None),
            ("a.zip", zip("evil.sh"), None),
            (
                "a.doc",
                [&COMPOUND[..], b"rest"].concat(),
                Some("application/msword"),
            ),
            (
                "a.xls",
                [&COMPOUND[..], b"rest"].concat(),
                Some("application/vnd.ms-excel"),
            ),
            ("a.msi", [&COMPOUND[..], b"rest"].concat(), None),
            (
                "a.txt",
                "付款说明\n第二行".as_bytes().to_vec(),
                Some("text/plain"),
            ),
            ("a.csv", b"\xEF\xBB\xBFa,b\n1,2".to_vec(), Some("text/csv")),
            ("a.txt", b"\xB8\xB6\xBF\xEE".to_vec(), Some("text/plain")),
            (
                "a.txt",
                b" <!DOCTYPE html><script>alert(1)</script>".to_vec(),
                None,
            ),
            (
                "a.svg",
                b"<svg xmlns='x' onload='alert(1)'/>".to_vec(),
                None,
            ),
            ("a.txt", b"#!/bin/sh\nrm -rf /".to_vec(), None),
            ("a.html", b"hello".to_vec(), None),
            ("a.txt", b"a\0b".to_vec(), None),
            ("a.pdf", b"\x7fELF\x02\x01\x01\0".to_vec(), None),
        ];
        for (name, head, expected) in cases {
            assert_eq!(decide(name, &head, &[]).ok(), expected, "{name} {head:?}");
        }
    }

    #[test]
    fn a_part_named_at_the_end_of_a_long_zip_is_seen() {
        assert_eq!(
            decide("a.xlsx", b"PK\x03\x04....", b"...xl/workbook.xml..."),
            Ok(XLSX)
        );
        assert!(matches!(
            decide(
                "a.xlsx",
                b"PK\x03\x04....",
                b"xl/workbook.xml xl/vbaProject.bin"
            ),
            Err(FileRefusal::Macros(_))
        ));
    }

    #[test]
    fn refusals_name_the_file_and_what_is_taken() {
        assert_eq!(
            decide("a.pdf", b"", b""),
            Err(FileRefusal::Empty("a.pdf".to_owned()))
        );
        let told = decide("木马.pdf", b"MZ\x90\0", b"")
            .err()
            .map(|one| one.to_string())
            .unwrap_or_default();
        assert!(
            told.contains("木马.pdf") && told.contains(ACCEPTED),
            "{told}"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fall_over_and_nothing_that_a_browser_runs_is_taken(head in proptest::collection::vec(any::<u8>(), 0..200), name in "[a-z]{1,5}\\.[a-z]{2,4}") {
            if let Ok(media) = decide(&name, &head, &head) {
                prop_assert!(!matches!(media, "text/html" | "image/svg+xml" | "text/javascript"));
            }
        }
    }
}
