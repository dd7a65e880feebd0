#![allow(clippy::unwrap_used)]
use super::*;
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(name, SimpleFileOptions::default())
        .unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

fn document(inside: &str) -> Vec<u8> {
    packed(
        "word/document.xml",
        format!("<w:document><w:body>{inside}</w:body></w:document>").as_bytes(),
    )
}

#[test]
fn paragraphs_tables_tabs_and_breaks() {
    let bytes = document(
        "<w:p><w:r><w:t>一、目标</w:t></w:r></w:p>\
         <w:p><w:r><w:t>净增</w:t><w:tab/><w:t>高企</w:t><w:br/><w:t>R&amp;D&#12290;</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>高企</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30家</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    );
    assert_eq!(
        text(&bytes).unwrap(),
        "一、目标\n净增\t高企\nR&D。\n高企\t30家\n"
    );
}

#[test]
fn deleted_text_is_left_out() {
    let bytes = document(
        "<w:p><w:r><w:t>净增</w:t></w:r><w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:ins><w:r><w:t>30</w:t></w:r></w:ins></w:p>",
    );
    assert_eq!(text(&bytes).unwrap(), "净增30\n");
}

#[test]
fn what_is_no_word_document_is_refused() {
    assert_eq!(
        text(&packed("xl/workbook.xml", b"<x/>")),
        Err(Unreadable::NotWord)
    );
    assert!(matches!(
        text(b"PK\x03\x04 broken"),
        Err(Unreadable::DamagedDocx { .. })
    ));
    assert!(matches!(
        text(&packed("word/document.xml", b"<w:p><w:t>a</w:p>")),
        Err(Unreadable::DamagedDocx { .. })
    ));
    assert!(matches!(
        text(&packed("word/document.xml", &[0xff, 0xfe])),
        Err(Unreadable::DamagedDocx { .. })
    ));
}

#[test]
fn a_bomb_is_refused() {
    let swollen = vec![b' '; (LIMIT_MB * 1_048_576 + 2) as usize];
    assert_eq!(
        text(&packed("word/document.xml", &swollen)),
        Err(Unreadable::Swollen { limit: LIMIT_MB })
    );
}
