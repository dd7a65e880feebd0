use std::io::Cursor;

use encoding_rs::GB18030;
use paper::book::Book;
use paper::{Unreadable, Value};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<Vec<(String, String)>, Unreadable> {
    let mut book = Book::open(Cursor::new(bytes.to_vec()))?;
    let mut cells = Vec::new();
    for row in book.rows("列表")? {
        cells.extend(
            row?.cells
                .into_iter()
                .map(|cell| (cell.at.to_string(), cell.text().into_owned())),
        );
    }
    Ok(cells)
}

fn cells(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(at, text)| ((*at).to_owned(), (*text).to_owned()))
        .collect()
}

#[test]
fn encodings_and_signs_between_cells() {
    let expected = cells(&[
        ("A1", "企业"),
        ("B1", "金额"),
        ("A3", "甲，公司"),
        ("B3", "1,5\n元\""),
    ]);
    for sign in [",", ";", "\t"] {
        let text = format!("企业{sign}金额\r\n\r\n甲，公司{sign}\"1,5\n元\"\"\"\r\n");
        assert_eq!(read(text.as_bytes()).unwrap(), expected, "{sign}");
        assert_eq!(
            read(format!("\u{feff}{text}").as_bytes()).unwrap(),
            expected
        );
        assert_eq!(read(&GB18030.encode(&text).0).unwrap(), expected);
        let wide: Vec<u8> = format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&wide).unwrap(), expected);
    }
    assert_eq!(read(b"a\rb\n").unwrap(), cells(&[("A1", "a"), ("A2", "b")]));
    // A tab behind each number keeps a spreadsheet from reading it.
    assert_eq!(
        read("企业\t,金额\t\n甲\t,5\t\n".as_bytes()).unwrap().len(),
        4
    );
    assert_eq!(
        read("\u{feff}sep=;\n一;二\n".as_bytes()).unwrap(),
        cells(&[("A2", "一"), ("B2", "二")])
    );
    assert_eq!(
        read("号\n=\"0012\"\n".as_bytes()).unwrap(),
        cells(&[("A1", "号"), ("A2", "0012")])
    );
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let said = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert_eq!(
        said("企业,金额\n甲,\"36\n乙,37\n".as_bytes()),
        "表格文件已损坏：第 2 行的引号没有成对，后面的内容分不清是哪一格。请用 Excel 或 WPS 打开，另存为新的 .xlsx 后再上传"
    );
    let mut broken = "企业名称,金额\n甲公司,".as_bytes().to_vec();
    broken.extend([0xff, b'\n']);
    assert!(said(&broken).starts_with("文字编码有误：第 2 行有不能按 UTF-8 识别的字符"));
    assert!(said(b" \r\n\t\n").starts_with("文件是空的"));
    assert!(said(b"a,b\0c\n").starts_with("这是二进制文件，不是可以导入的表格"));
}

proptest! {
    #[test]
    fn any_cells_come_back(rows in prop::collection::vec(prop::collection::vec("[甲乙a-c\",;\n ]{0,6}", 2..5), 1..8)) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let text = format!("头,一,二,三,四\n{}\n", rows.iter().map(line).collect::<Vec<_>>().join("\n"));
        let mut book = Book::open(Cursor::new(text.into_bytes())).unwrap();
        let read: Vec<_> = book.rows("列表").unwrap().map(Result::unwrap).collect();
        for (at, row) in (2_u32..).zip(&rows) {
            for (column, cell) in (1_u32..).zip(row) {
                let found = read.iter().find(|row| row.number == at).and_then(|row| row.cell(column));
                let found = found.map(|cell| cell.value.clone());
                let expected = (!cell.trim().is_empty()).then(|| Value::Text(cell.clone()));
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }
}
