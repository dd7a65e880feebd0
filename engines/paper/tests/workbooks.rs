use std::io::Cursor;

use paper::{Address, Book, Row, Unit, Unreadable, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use values::Day;

use crate::{book_of, packed, with_sheet};

fn rows(bytes: Vec<u8>, sheet: &str) -> Vec<Row> {
    let mut book = Book::open(Cursor::new(bytes)).unwrap();
    book.rows(sheet).unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_type_of_cell_with_its_address() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write(6, 1, "甲 & <乙>").unwrap();
    page.write(6, 2, 36.5).unwrap();
    page.write(6, 3, true).unwrap();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let moment = ExcelDateTime::from_ymd(2020, 9, 30)
        .unwrap()
        .and_hms(10, 20, 0)
        .unwrap();
    page.write_datetime_with_format(6, 4, &moment, &day)
        .unwrap();
    page.write_formula(6, 5, Formula::new("=SUM(C7)").set_result("36.5"))
        .unwrap();
    page.write_formula(6, 6, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    page.write(6, 7, "   ").unwrap();
    page.write(9, 0, "下").unwrap();
    book.add_worksheet().set_name("空").unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("藏").unwrap();
    hidden.set_hidden(true);
    let bytes = book.save_to_buffer().unwrap();

    let rows = rows(bytes.clone(), "Sheet1");
    assert_eq!(
        rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [7, 10]
    );
    let cells = &rows[0].cells;
    assert_eq!(
        cells
            .iter()
            .map(|cell| cell.at.to_string())
            .collect::<Vec<_>>(),
        ["B7", "C7", "D7", "E7", "F7", "G7"]
    );
    assert_eq!(cells[0].value, Value::Text("甲 & <乙>".to_owned()));
    assert_eq!(cells[1].value, Value::Number(36.5));
    assert_eq!(cells[2].value, Value::Truth(true));
    assert_eq!(cells[3].value, Value::Day(Day::of(2020, 9, 30).unwrap()));
    assert_eq!(
        (&cells[4].value, cells[4].formula),
        (&Value::Number(36.5), true)
    );
    assert_eq!(
        (&cells[5].value, cells[5].formula),
        (&Value::Fault("#DIV/0!".to_owned()), true)
    );

    let mut book = Book::open(Cursor::new(bytes)).unwrap();
    let sheets: Vec<(String, bool)> = book
        .sheets()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.hidden))
        .collect();
    assert_eq!(
        sheets,
        [
            ("Sheet1".to_owned(), false),
            ("空".to_owned(), false),
            ("藏".to_owned(), true)
        ]
    );
    assert_eq!(book.rows("空").unwrap().count(), 0);
    let there = vec!["Sheet1".to_owned(), "空".to_owned(), "藏".to_owned()];
    let missing = book.rows("没有").err();
    assert_eq!(
        missing,
        Some(Unreadable::NoSheet {
            name: "没有".to_owned(),
            there
        })
    );
}

#[test]
fn hidden_and_merged_cells_are_told() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let plain = Format::new();
    page.merge_range(0, 0, 0, 2, "标题", &plain).unwrap();
    page.merge_range(1, 0, 3, 0, "白蒲镇", &plain).unwrap();
    for row in 1..4 {
        page.write(row, 1, row).unwrap();
        page.write(row, 2, "x").unwrap();
    }
    page.set_row_hidden(2).unwrap();
    page.set_column_hidden(2).unwrap();
    let rows = rows(book.save_to_buffer().unwrap(), "Sheet1");
    let title: Vec<_> = rows[0]
        .cells
        .iter()
        .map(|cell| (cell.at.column, cell.from))
        .collect();
    let first = Some(Address::new(1, 1));
    assert_eq!(title, [(1, None), (2, first), (3, first)]);
    let towns: Vec<_> = rows[1..]
        .iter()
        .map(|row| (row.cells[0].text().into_owned(), row.cells[0].from))
        .collect();
    let town = |from| ("白蒲镇".to_owned(), from);
    let first = Some(Address::new(2, 1));
    assert_eq!(towns, [town(None), town(first), town(first)]);
    assert_eq!(
        rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
        [false, false, true, false]
    );
    assert_eq!(
        rows[1]
            .cells
            .iter()
            .map(|cell| cell.hidden)
            .collect::<Vec<_>>(),
        [false, false, true]
    );
    assert!(rows[2].cells.iter().all(|cell| cell.hidden));
}

#[test]
fn looks_that_say_what_a_number_is() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let formats = [
        "0.00%",
        "yyyy/m/d",
        "m\"月\"d\"日\"",
        "h:mm",
        "#,##0.00\"元/day\"",
        "0.00E+00",
        "yyyy-mm",
        "G/通用格式\"万元\"",
        "@\"万元\"",
    ];
    for (column, format) in (0..).zip(formats) {
        let number = if column == 0 { 0.025 } else { 44_104.5 };
        let format = Format::new().set_num_format(format);
        page.write_with_format(0, column, number, &format).unwrap();
    }
    let rows = rows(book.save_to_buffer().unwrap(), "Sheet1");
    let values: Vec<Value> = rows[0]
        .cells
        .iter()
        .map(|cell| cell.value.clone())
        .collect();
    let day = Value::Day(Day::of(2020, 9, 30).unwrap());
    let plain = Value::Number(44_104.5);
    assert_eq!(
        values,
        [
            Value::Percent(0.025),
            day.clone(),
            day,
            plain.clone(),
            plain.clone(),
            plain,
            Value::Month(Day::of(2020, 9, 30).unwrap()),
            Value::Amount(44_104.5, Unit::Wan),
            Value::Text("44104.5万元".to_owned()),
        ]
    );
    assert_eq!(rows[0].cells[0].text(), "2.5%");
}

#[test]
fn days_counted_from_1904() {
    let parts = with_sheet(
        "<sheetData><row><c s=\"1\"><v>42642</v></c><c><v>42642</v></c></row></sheetData>",
    );
    let link =
        "<Relationship Id=\"rId2\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let changed: Vec<(String, String)> = parts
        .into_iter()
        .map(|(name, text)| {
            let text = text.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
            match name.as_str() {
                "xl/_rels/workbook.xml.rels" => (name, text.replace("</Relationships>", link)),
                _ => (name, text),
            }
        })
        .collect();
    let mut parts: Vec<(&str, &str)> = changed
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    parts.push((
        "xl/styles.xml",
        "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
    ));
    let mut book = Book::open(Cursor::new(packed(&parts))).unwrap();
    assert!(book.counts_from_1904());
    let row = book.rows("表").unwrap().next().unwrap().unwrap();
    assert_eq!(
        row.cells[0].value,
        Value::Day(Day::of(2020, 9, 30).unwrap())
    );
    assert_eq!(row.cells[1].value, Value::Number(42_642.0));
}

#[test]
fn formulas_give_what_was_saved() {
    let rows = rows(
        book_of(
            "<sheetData><row r=\"1\"><c r=\"A1\"><f>[1]Sheet1!A1</f><v>36</v></c><c r=\"B1\"><f>SUM(A1)</f></c>\
<c r=\"C1\" t=\"str\"><f>A1&amp;\"\"</f><v></v></c><c r=\"D1\" t=\"e\"><f>[2]X!A1</f><v>#REF!</v></c><c r=\"E1\"><f>A1*0.5</f><v></v></c>\
<c r=\"F1\"><f>A1*2</f><v/></c><c r=\"XFD1\" s=\"1\"/></row></sheetData>",
        ),
        "表",
    );
    let cells: Vec<(Value, bool)> = rows[0]
        .cells
        .iter()
        .map(|cell| (cell.value.clone(), cell.formula))
        .collect();
    assert_eq!(
        cells,
        [
            (Value::Number(36.0), true),
            (Value::Fault(String::new()), true),
            (Value::Fault("#REF!".to_owned()), true),
            (Value::Fault(String::new()), true),
            (Value::Fault(String::new()), true),
        ]
    );
}

#[test]
fn what_other_programs_write() {
    let rows = rows(
        book_of(
            "<sheetData><row><c t=\"inlineStr\"><is><r><t>甲</t></r><r><t xml:space=\"preserve\"> 公司</t></r></is></c><c><v>1</v></c></row>\
<row r=\"5\"><c r=\"C5\" t=\"str\"><f>A1</f><v>文字</v></c><c r=\"D5\"/><c r=\"E5\" t=\"e\"><v>#N/A</v></c>\
<c r=\"F5\" t=\"d\"><v>2020-09-30T00:00:00</v></c></row></sheetData>",
        ),
        "表",
    );
    let cells: Vec<(String, String, bool)> = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| (cell.at.to_string(), cell.text().into_owned(), cell.formula))
        .collect();
    let cell = |at: &str, text: &str, formula| (at.to_owned(), text.to_owned(), formula);
    assert_eq!(
        cells,
        [
            cell("A1", "甲 公司", false),
            cell("B1", "1", false),
            cell("C5", "文字", true),
            cell("E5", "#N/A", false),
            cell("F5", "2020-09-30", false),
        ]
    );
    assert_eq!(rows[1].cells[1].value, Value::Fault("#N/A".to_owned()));
    assert_eq!(
        rows[1].cells[2].value,
        Value::Day(Day::of(2020, 9, 30).unwrap())
    );
}
