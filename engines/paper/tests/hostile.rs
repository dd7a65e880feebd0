use std::io::{Cursor, Write};

use paper::{Book, Unreadable};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{book_of, packed, with_sheet};

fn refused(bytes: Vec<u8>) -> Unreadable {
    match Book::open(Cursor::new(bytes)) {
        Ok(_) => panic!("it was opened"),
        Err(why) => why,
    }
}

/// A compound file that names a stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(70_000, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn what_is_no_table_is_told_by_content() {
    assert_eq!(refused(Vec::new()), Unreadable::Empty);
    assert_eq!(refused(compound("Workbook")), Unreadable::OldWorkbook);
    assert_eq!(refused(compound("EncryptedPackage")), Unreadable::Encrypted);
    for (bytes, what) in [
        (compound("WordDocument"), "旧版 Word 文档（.doc）"),
        (b"%PDF-1.7".to_vec(), "PDF 文件"),
        (b"\x89PNG\r\n".to_vec(), "图片"),
        (
            b"  <html><table>".to_vec(),
            "网页或 XML 格式的表格（不少系统导出的 .xls 其实是网页）",
        ),
        (packed(&[("word/document.xml", "<w/>")]), "Word 文档"),
        (packed(&[("xl/workbook.bin", "")]), "二进制工作簿（.xlsb）"),
        (
            packed(&[("mimetype", ""), ("content.xml", "<a/>")]),
            "OpenDocument 文档（.ods 等）",
        ),
        (packed(&[("notes.txt", "text")]), "压缩包"),
    ] {
        assert_eq!(refused(bytes), Unreadable::Other { what });
    }
    assert!(matches!(
        refused(b"PK\x03\x04 but nothing more".to_vec()),
        Unreadable::Damaged { .. }
    ));
    let whole = book_of("<sheetData/>");
    assert!(matches!(
        refused(whole[..whole.len() / 2].to_vec()),
        Unreadable::Damaged { .. }
    ));
    assert_eq!(
        Unreadable::OldWorkbook.to_string(),
        "这是旧版 Excel 文件（.xls），只改扩展名没有用。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"
    );
}

/// A part that unpacks to `megabytes` of the same bytes.
fn bomb(piece: &str, megabytes: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in with_sheet("<sheetData/>") {
        writer
            .start_file(&name, SimpleFileOptions::default())
            .unwrap();
        if name.ends_with("sheet1.xml") {
            writer.write_all(b"<worksheet><sheetData>").unwrap();
            let chunk = piece.repeat(1_048_576 / piece.len());
            for _ in 0..megabytes {
                writer.write_all(chunk.as_bytes()).unwrap();
            }
        } else {
            writer.write_all(text.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_refused() {
    let mut blanks = Book::open(Cursor::new(bomb(" ", 4))).unwrap();
    let read = blanks.rows("表").unwrap().next();
    assert_eq!(read, Some(Err(Unreadable::Swollen { limit: 512 })));
    let rows = bomb("<row><c><v>1</v></c></row>", 513);
    assert!(rows.len() < 4_000_000, "{}", rows.len());
    assert_eq!(
        refused(rows).to_string(),
        "文件解压后超过 512 MB，不像是正常的表格，已停止读取。请把要导入的内容复制到一份新的 .xlsx 再上传"
    );
}

#[test]
fn a_file_of_a_hundred_megabytes_is_not_read() {
    assert_eq!(
        refused(vec![b'a'; 100 << 20]).to_string(),
        "文件有 100 MB，表格文件不能超过 50 MB。请只保留要导入的工作表，或分成几份上传"
    );
}

#[test]
fn entities_are_not_declared() {
    let declared = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let mut parts =
        with_sheet("<sheetData><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData>");
    let sheet = parts
        .iter_mut()
        .find(|(name, _)| name.ends_with("sheet1.xml"));
    let sheet = &mut sheet.unwrap().1;
    sheet.insert_str(0, declared);
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(
        refused(packed(&parts)).to_string(),
        "表格文件已损坏：含有表格软件不会写的声明（DOCTYPE）。请用 Excel 或 WPS 打开，另存为新的 .xlsx 后再上传"
    );
}

/// A workbook with this table of shared texts.
fn sharing(texts: &str, inside: &str) -> Vec<u8> {
    let mut parts = with_sheet(inside);
    let link = "<Relationship Id=\"rId2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
    for (name, text) in &mut parts {
        if name == "xl/_rels/workbook.xml.rels" {
            *text = text.replace("</Relationships>", link);
        }
    }
    parts.push((
        "xl/sharedStrings.xml".to_owned(),
        format!("<sst count=\"4000000000\" uniqueCount=\"4000000000\">{texts}</sst>"),
    ));
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    packed(&parts)
}

#[test]
fn shared_texts_fill_no_memory() {
    let text = format!("<si><t>{}</t></si>", "字".repeat(10_000));
    assert_eq!(
        refused(sharing(&text.repeat(2_500), "<sheetData/>")),
        Unreadable::TooMuchText { limit: 64 }
    );
    // One long text in every cell.
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(1_000));
    let mut book = Book::open(Cursor::new(sharing(
        &text,
        &format!("<sheetData>{row}</sheetData>"),
    )))
    .unwrap();
    let read: Vec<_> = book.rows("表").unwrap().collect();
    assert_eq!(read, [Err(Unreadable::TooMuchText { limit: 4 })]);
}

#[test]
fn merged_cells_over_everything_stay_small() {
    let rows: String = (1..200)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"))
        .collect();
    let merged = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(1_000);
    let mut book = Book::open(Cursor::new(book_of(&format!(
        "<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"
    ))))
    .unwrap();
    for row in book.rows("表").unwrap() {
        assert!(row.unwrap().cells.len() <= 513);
    }
}

#[test]
fn a_broken_sheet_ends_with_a_sentence() {
    for inside in [
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>",
        "<sheetData><row r=\"x\"><c r=\"1A\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>eins</v></c></row></sheetData>",
        "no sheet",
    ] {
        let mut book = Book::open(Cursor::new(book_of(inside))).unwrap();
        let read: Result<(), Unreadable> = match book.rows("表") {
            Ok(rows) => {
                let mut rows = rows;
                rows.try_for_each(|row| row.map(drop))
            }
            Err(why) => Err(why),
        };
        if let Err(why) = read {
            assert!(matches!(why, Unreadable::Damaged { .. }), "{inside}: {why}");
        }
    }
}
