//! Two columns that are one field as well, and a second line of heading.

use super::*;

#[test]
fn two_columns_that_fit_as_well_are_told() {
    for (heading, rivals) in [
        (
            "企业名称,申请金额,到账金额,付款日",
            vec!["B 列“申请金额”和 C 列“到账金额”都像“金额”"],
        ),
        (
            "企业名称,金额（计划）,金额（实际）,付款日",
            vec!["B 列“金额（计划）”和 C 列“金额（实际）”"],
        ),
        ("企业名称,金额（计划）,研发费用,付款日", vec![]),
        ("企业名称,到账金额,金额,付款日", vec![]),
        ("企业名称,申请金额,付款金额,付款日", vec![]),
        (
            "企业名称,付款金额,研发费用,付款日",
            vec!["B 列“付款金额”和 C 列“研发费用”"],
        ),
        ("企业名称,金额,备注,付款日", vec![]),
    ] {
        let table = list(&format!("{heading}\n甲公司,36,35,2020.9.1\n"));
        let told: Vec<&str> = table.columns.iter().map(|one| one.rival.as_str()).collect();
        let told: Vec<&&str> = told.iter().filter(|one| !one.is_empty()).collect();
        assert_eq!(told.len(), rivals.len(), "{heading} {told:?}");
        assert!(
            told.iter()
                .zip(&rivals)
                .all(|(told, rival)| told.starts_with(rival)),
            "{told:?}"
        );
    }
    let days = list("企业名称,金额,付款日期,付款时间\n甲公司,36,2020.9.1,2020.9.2\n");
    let day = days.column_of("paid_on").unwrap();
    assert!(
        day.rival.contains("D 列“付款时间”都像“付款日”"),
        "{}",
        day.rival
    );
    let empty = list("企业名称,申请金额,到账金额,付款日\n甲公司,36,,2020.9.1\n");
    assert!(empty.columns.iter().all(|one| one.rival.is_empty()));
}

#[test]
fn a_second_line_with_the_words_of_totals_is_of_the_heading() {
    for (parts, merged) in [
        (["累计", "本月"], true),
        (["合计", "其中：贷款"], true),
        (["小计", "本月"], false),
        (["计划", "实际"], true),
    ] {
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        for (column, word) in [(0, "企业名称"), (3, "付款日"), (4, "备注")] {
            page.write(0, column, word).unwrap();
        }
        let plain = Format::new();
        match merged {
            true => drop(
                page.merge_range(0, 1, 0, 2, "付款金额（万元）", &plain)
                    .unwrap(),
            ),
            false => drop(page.write(0, 1, "付款金额（万元）").unwrap()),
        }
        for (column, word) in (1..).zip(parts) {
            page.write(1, column, word).unwrap();
        }
        for (column, number) in [(1, 36), (2, 18)] {
            page.write(2, column, number).unwrap();
        }
        page.write(2, 0, "甲公司").unwrap();
        page.write(2, 3, "2020-09-01").unwrap();
        let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let table = understand(&mut book, "Sheet1", &payment(), None).unwrap();
        assert_eq!((table.header_row, table.rows), (2, 1), "{parts:?}");
        let amount = table.column_of("amount").unwrap();
        assert_eq!(amount.unit, Some(Unit::Wan));
        assert!(
            amount.rival.contains("都像“金额”"),
            "{parts:?} {:?}",
            table.columns
        );
    }
}
