//! What a file is, by its content.

use super::Unreadable;

/// The kinds of file that can hold a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Characters in UTF-8, UTF-16 or GB 18030.
    Plain,
    /// A Word document (`.docx`), a zip with `word/document.xml` inside.
    Docx,
    /// A PDF, with or without a text layer.
    Pdf,
}

/// Old Word, Excel and PowerPoint files share this beginning (a compound file).
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";

/// Decides by the first bytes what a file is.
///
/// # Errors
/// [`Unreadable::Empty`], or the kind of file that cannot hold a notice ([`Unreadable::OldWord`], [`Unreadable::Picture`]).
/// Other binary content is found out when it is read.
pub fn kind_of(bytes: &[u8]) -> Result<FileKind, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(Unreadable::OldWord);
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(EMPTY_ZIP) {
        return Ok(FileKind::Docx);
    }
    // Readers allow some bytes before the mark of a PDF.
    if bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|w| w == b"%PDF-")
    {
        return Ok(FileKind::Pdf);
    }
    if is_picture(bytes) {
        return Err(Unreadable::Picture);
    }
    if let Some(what) = marked_up(bytes) {
        return Err(Unreadable::OtherKind { what });
    }
    Ok(FileKind::Plain)
}

/// So far into a file its kind is written.
const HEAD: usize = 2048;

/// A file that is text, but of marks for a program: RTF, a web page, the XML of Word 2003.
fn marked_up(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes[..bytes.len().min(HEAD)].strip_prefix(b"\xef\xbb\xbf");
    let head = head.unwrap_or(&bytes[..bytes.len().min(HEAD)]);
    let head = String::from_utf8_lossy(head.trim_ascii_start()).to_ascii_lowercase();
    let begins = |marks: &[&str]| marks.iter().any(|mark| head.starts_with(mark));
    let has = |marks: &[&str]| marks.iter().any(|mark| head.contains(mark));
    match () {
        () if begins(&["{\\rtf"]) => Some(" RTF 文件"),
        () if begins(&["mime-version:", "content-type: multipart"]) => Some("单个文件网页（MHT）"),
        () if begins(&["from:", "subject:", "x-", "this is a"]) && has(&["mime-version:"]) => {
            Some("单个文件网页（MHT）")
        }
        () if begins(&[
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<meta",
            "<table",
        ]) =>
        {
            Some("网页文件（HTML）")
        }
        () if begins(&["<?xml"]) && has(&["<html"]) => Some("网页文件（HTML）"),
        () if begins(&["<?xml", "<w:worddocument", "<pkg:package"]) => Some(" XML 文件"),
        () => None,
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 6] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"BM\x00\x00",
        b"II*\x00",
        b"MM\x00*",
    ];
    marks.iter().any(|mark| bytes.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(kind_of("一、目标".as_bytes()), Ok(FileKind::Plain));
        assert_eq!(kind_of(b"PK\x03\x04rest"), Ok(FileKind::Docx));
        assert_eq!(kind_of(b"\n%PDF-1.7"), Ok(FileKind::Pdf));
        assert_eq!(kind_of(COMPOUND), Err(Unreadable::OldWord));
        assert_eq!(kind_of(b"\x89PNG\r\n"), Err(Unreadable::Picture));
        assert_eq!(kind_of(b""), Err(Unreadable::Empty));
        for marked in [
            "{\\rtf1\\ansi\\ansicpg936}",
            "MIME-Version: 1.0\nContent-Type: multipart/related",
            "\u{feff}\n<!DOCTYPE html>\n<html>",
            "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">",
            "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument>",
        ] {
            let kind = kind_of(marked.as_bytes());
            assert!(
                matches!(kind, Err(Unreadable::OtherKind { .. })),
                "{marked}"
            );
        }
        assert_eq!(kind_of("<一>工作目标".as_bytes()), Ok(FileKind::Plain));
    }
}
