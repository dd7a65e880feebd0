//! Chinese fonts of a PDF that name a character map instead of carrying one. The reader of PDFs knows none of these names;
//! the codes of some are UCS-2 already, so that their map can be written into the file. (ISO 32000-1, 9.7.5.2, table 118.)

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::fmt::Write;

/// Maps whose codes are UCS-2, two bytes each.
#[rustfmt::skip]
const UCS2: &[&[u8]] = &[b"UniGB-UCS2-H", b"UniGB-UCS2-V", b"UniGB-UTF16-H", b"UniGB-UTF16-V"];

/// The file with its maps written in; `None` where it names none of those known here.
pub fn written_in(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = Document::load_mem(bytes).ok()?;
    let fonts: Vec<ObjectId> = file
        .objects
        .iter()
        .filter(|(_, object)| object.as_dict().is_ok_and(names_map))
        .map(|(id, _)| *id)
        .collect();
    if fonts.is_empty() {
        return None;
    }
    let map = file.add_object(Stream::new(dictionary! {}, to_unicode().into_bytes()));
    for id in fonts {
        let font = file.get_object_mut(id).and_then(Object::as_dict_mut).ok()?;
        font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
        font.set("ToUnicode", Object::Reference(map));
    }
    let mut written = Vec::new();
    file.save_to(&mut written).ok()?;
    Some(written)
}

fn names_map(font: &Dictionary) -> bool {
    let name = |key: &[u8]| font.get(key).and_then(Object::as_name).ok();
    name(b"Subtype") == Some(b"Type0")
        && !font.has(b"ToUnicode")
        && name(b"Encoding").is_some_and(|encoding| UCS2.contains(&encoding))
}

/// Every code stands for itself.
fn to_unicode() -> String {
    let mut map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n256 beginbfrange\n"
        .to_owned();
    for high in 0..=0xFF {
        let _ = writeln!(map, "<{high:02X}00> <{high:02X}FF> <{high:02X}00>");
    }
    map.push_str("endbfrange\nendcmap\nend\nend\n");
    map
}
