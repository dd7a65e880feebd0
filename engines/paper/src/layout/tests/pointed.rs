//! Where a person says which row is the heading.

use super::*;

/// An earlier table stands above the one that is meant, so its heading is taken.
const TWO: &str = "单位名称,付款金额（万元）,付款日期,资金来源\n上年合计,900,2019.12.31,\n客户,数额,到账,钱从哪来\n甲公司,36,2020.9.1,财政补助\n乙公司,18,2020.9.2,企业自有资金\n";

fn pointed(text: &str, row: u32, mapping: Option<&Mapping>) -> Understood {
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    understand_at(&mut book, "列表", &payment(), mapping, row).unwrap()
}

fn again(text: &str, mapping: &Mapping) -> Understood {
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    understand(&mut book, "列表", &payment(), Some(mapping)).unwrap()
}

#[test]
fn everything_after_is_understood_anew_from_the_row_pointed_at() {
    assert_eq!(list(TWO).header_row, 1, "the program's own guess");
    let table = pointed(TWO, 3, None);
    assert_eq!((table.header_row, table.rows, table.by_hand), (3, 2, true));
    assert_eq!(table.columns[1].heading, "数额");
    assert!(
        table.titles.contains(&"单位名称".to_owned()),
        "{:?}",
        table.titles
    );
    assert!(fields(&table).contains(&("C", "paid_on")), "by its content");
}

#[test]
fn two_merged_lines_are_one_heading_from_the_lower_one() {
    let mut book = Book::open(Cursor::new(form())).unwrap();
    let own = understand(&mut book, "汇总", &form_fields(), None).unwrap();
    assert!(own.header_lines > 1);
    let table = understand_at(&mut book, "汇总", &form_fields(), None, own.header_row).unwrap();
    assert_eq!(table.columns, own.columns);
}

#[test]
fn the_row_pointed_at_is_proposed_the_next_time() {
    let mut table = pointed(TWO, 3, None);
    for (letter, field) in [("A", "firm"), ("B", "amount"), ("C", "paid_on")] {
        table.settle(letter, Some(field), None);
    }
    let kept = serde_json::to_string(&table.mapping()).unwrap();
    let mapping: Mapping = serde_json::from_str(&kept).unwrap();
    assert_eq!(mapping.header, Some(3));
    let next = again(TWO, &mapping);
    assert_eq!((next.header_row, fields(&next)), (3, fields(&table)));
    // Where the words stand elsewhere, they tell better than the number of the row.
    let moved = TWO.replace("客户,", "说明,,,\n客户,");
    assert_eq!(again(&moved, &mapping).header_row, 4);
    // A table that says its names itself is no worse off.
    let plain = again(
        "单位名称,付款金额（万元）,付款日期,资金来源\n甲公司,3,2020.9.1,财政补助\n",
        &mapping,
    );
    assert_eq!(plain.header_row, 1);
}

#[test]
fn a_table_without_a_heading_is_known_again_by_its_places() {
    let bare = "甲公司,36,2020.9.1,财政补助\n乙公司,18,2020.9.2,企业自有资金\n";
    let mut table = pointed(bare, 0, None);
    assert_eq!((table.header_row, table.rows, table.first_row), (0, 2, 1));
    for (letter, field) in [
        ("A", "firm"),
        ("B", "amount"),
        ("C", "paid_on"),
        ("D", "source"),
    ] {
        table.settle(letter, Some(field), None);
    }
    let mapping = table.mapping();
    let next = again(bare, &mapping);
    assert_eq!((next.rows, fields(&next)), (2, fields(&table)));
    assert_eq!(next.columns[1].why, "按上次的对应");
}

#[test]
fn the_top_of_a_sheet_is_shown_shortened() {
    let table = list(TWO);
    assert_eq!(table.top.len(), 5);
    assert_eq!(
        (table.top[2].number, table.top[2].cells[3].as_str()),
        (3, "钱从哪来")
    );
    let long = list(&format!(
        "单位名称,付款金额（万元）\n{},1\n",
        "很".repeat(30)
    ));
    assert_eq!(long.top[1].cells[0].chars().count(), 14);
}

#[test]
fn the_sheet_of_an_earlier_time_is_proposed_while_it_looks_like_it() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, firm, amount) in [("一月", "单位名称", "付款金额"), ("二月", "客户", "数额")]
    {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, word) in [firm, amount, "到账"].into_iter().enumerate() {
            sheet
                .write(0, u16::try_from(column).unwrap(), word)
                .unwrap();
        }
        sheet.write(1, 0, "甲公司").unwrap();
        sheet.write(1, 1, 3).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let mut book = Book::open(Cursor::new(bytes)).unwrap();
    let mut proposed =
        |mapping: Option<Mapping>| proposed_sheet(&mut book, &payment(), mapping.as_ref()).unwrap();
    assert_eq!(proposed(None), "一月");
    let known = |sheet: &str, heading: &str| Mapping {
        sheet: sheet.to_owned(),
        columns: vec![Matched {
            heading: heading.to_owned(),
            field: Some("firm".to_owned()),
            ..Matched::default()
        }],
        ..Mapping::default()
    };
    assert_eq!(proposed(Some(known("二月", "客户"))), "二月");
    assert_eq!(
        proposed(Some(known("二月", "别的"))),
        "一月",
        "it looks otherwise now"
    );
}
