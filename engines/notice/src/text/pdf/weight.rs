//! What a PDF unpacks to, found out before it is unpacked: a file of a few KB can hold gigabytes.

use flate2::read::ZlibDecoder;
use pdf_extract::{Document, Object, ObjectId, Stream};
use std::io::{self, Read};

use crate::text::Unreadable;

/// No stream of a notice is larger, nor all of them: fonts of Chinese are.
const STREAM: u64 = 64 * 1_048_576;
const ALL: u64 = 192 * 1_048_576;
/// The content of a page with its forms: characters and lines, some of which the reader keeps in memory many times over.
const PAGE: u64 = 4 * 1_048_576;
const PAGES: u64 = 48 * 1_048_576;

/// Looks at the streams of a file that has not been opened yet.
///
/// # Errors
/// [`Unreadable::SwollenPdf`]
pub fn of_file(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut all = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let begin = at + found + b"stream".len();
        at = begin;
        if bytes[..begin].ends_with(b"endstream") {
            continue;
        }
        let rest = &bytes[begin..];
        let rest = rest
            .strip_prefix(b"\r\n")
            .or(rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
        let end = find(rest, b"endstream").unwrap_or(rest.len());
        let unpacked = unpacked(&rest[..end], STREAM);
        all += unpacked;
        if unpacked > STREAM || all > ALL {
            return Err(Unreadable::SwollenPdf);
        }
        at = begin + end;
    }
    Ok(())
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|b| *b == word[0])?;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// How many bytes packed ones unpack to, counted no further than the limit; those packed twice as often as they are.
fn unpacked(packed: &[u8], limit: u64) -> u64 {
    let once = io::copy(
        &mut ZlibDecoder::new(packed).take(limit + 1),
        &mut io::sink(),
    );
    once.unwrap_or_default()
}

/// Looks at the pages of an open file, and takes the pictures out of it: they have no characters.
///
/// # Errors
/// [`Unreadable::SwollenPdf`]
pub fn of_pages(file: &mut Document) -> Result<(), Unreadable> {
    for object in file.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if subtype(stream) == Some(b"Image") {
            stream.content = Vec::new();
            stream.dict.remove(b"Filter");
        }
    }
    let mut all = 0;
    let forms = file
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    for form in forms.filter(|stream| subtype(stream) == Some(b"Form")) {
        add(&mut all, content(form))?;
    }
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    for page in pages {
        let mut own = 0;
        for id in file.get_page_contents(page) {
            if let Ok(stream) = file.get_object(id).and_then(Object::as_stream) {
                own += content(stream);
            }
        }
        add(&mut all, own)?;
    }
    Ok(())
}

fn add(all: &mut u64, own: u64) -> Result<(), Unreadable> {
    *all += own;
    match own > PAGE || *all > PAGES {
        true => Err(Unreadable::SwollenPdf),
        false => Ok(()),
    }
}

/// How large the content of a stream is; one that is packed twice is no page.
fn content(stream: &Stream) -> u64 {
    let filters = stream.filters().unwrap_or_default();
    match filters.as_slice() {
        [] => stream.content.len() as u64,
        [b"FlateDecode"] => unpacked(&stream.content, PAGE),
        [b"ASCII85Decode" | b"ASCIIHexDecode", ..] if filters.len() == 1 => {
            stream.content.len() as u64
        }
        // Others pack less, but some a run of bytes into two.
        [_] => stream.content.len() as u64 * 16,
        [first, rest @ ..] => {
            let again = rest.contains(&b"FlateDecode".as_slice()) && *first == b"FlateDecode";
            if again {
                PAGE + 1
            } else {
                stream.content.len() as u64 * 16
            }
        }
    }
}

fn subtype(stream: &Stream) -> Option<&[u8]> {
    stream.dict.get(b"Subtype").and_then(Object::as_name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    #[test]
    fn a_bomb_is_found_before_it_is_unpacked() {
        let packed = |length: usize| {
            let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
            let _ = packed.write_all(&vec![b' '; length]);
            packed.finish().unwrap_or_default()
        };
        let file = |length: usize| {
            let mut file = b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n".to_vec();
            file.extend(packed(length));
            file.extend(b"\nendstream endobj");
            file
        };
        assert_eq!(of_file(&file(1000)), Ok(()));
        assert_eq!(of_file(&file(65 * 1_048_576)), Err(Unreadable::SwollenPdf));
    }
}
