//! In which unit the amounts of a table are.

use super::*;

fn of(table: &Understood) -> (Option<Unit>, &str) {
    let column = table.column_of("amount").unwrap();
    (column.unit, &column.doubt)
}

fn with(mapping: Option<&Mapping>, text: &str) -> Understood {
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    understand(&mut book, "列表", &payment(), mapping).unwrap()
}

const ROWS: &str = "甲公司,36,2020.9.1,x\n乙公司,18,2020.9.2,x\n";

#[test]
fn a_unit_is_found_wherever_the_table_says_it() {
    for (above, heading, rows) in [
        ("", "企业名称,金额（含税，万元）,付款日,备注", ROWS),
        ("单位：项、万元,,,\n", "企业名称,金额,付款日,备注", ROWS),
        (
            "付款表,,,\n,,单位：,万元\n",
            "企业名称,金额,付款日,备注",
            ROWS,
        ),
        ("付款明细表（万元）,,,\n", "企业名称,金额,付款日,备注", ROWS),
        ("", "企业名称,金额,付款日,备注\n—,万元,—,—", ROWS),
        (
            "",
            "企业名称,金额,付款日,备注",
            "甲公司,36,2020.9.1,x\n注：金额单位为万元,,,\n",
        ),
        (
            "",
            "企业名称,金额,付款日,单位",
            "甲公司,36,2020.9.1,万元\n乙公司,1,2020.9.1,万元\n",
        ),
    ] {
        let table = list(&format!("{above}{heading}\n{rows}"));
        assert_eq!(
            of(&table),
            (Some(Unit::Wan), ""),
            "{above}{heading}{:?}",
            table.columns
        );
    }
}

#[test]
fn where_a_unit_stands_is_told() {
    let why = |text: &str| list(text).column_of("amount").unwrap().why.clone();
    let below = format!("企业名称,金额,付款日,备注\n{ROWS}注：金额单位为万元,,,\n");
    assert!(why(&below).ends_with("；表下“注：金额单位为万元”写明单位是万元"));
    let beside = "企业名称,金额,付款日,单位\n甲公司,36,2020.9.1,万元\n";
    assert!(why(beside).ends_with("；“单位”列写明单位是万元"));
}

#[test]
fn a_large_unit_that_is_not_said_of_the_amounts_is_asked_for() {
    for (above, heading, rows, doubt) in [
        (
            "100万元以上付款表,,,\n",
            "企业名称,金额,付款日,备注",
            ROWS,
            "“100万元以上付款表”里有“万”",
        ),
        (
            "",
            "企业名称,金额,付款日,余额（万元）",
            ROWS,
            "“余额（万元）”里有“万”",
        ),
        (
            "",
            "企业名称,金额（元/万元）,付款日,备注",
            ROWS,
            "看不出“金额（元/万元）”的单位",
        ),
        (
            "",
            "企业名称,金额,付款日,单位",
            "甲公司,36,2020.9.1,万元\n乙公司,1,2020.9.1,元\n",
            "不止一种",
        ),
    ] {
        let table = list(&format!("{above}{heading}\n{rows}"));
        let (unit, told) = of(&table);
        assert!(unit.is_none() && told.contains(doubt), "{heading} {told}");
        assert_eq!(table.doubts(&payment()).count(), 1);
    }
    let plain = list(&format!("企业名称,金额,付款日,备注\n{ROWS}"));
    assert_eq!(plain.doubts(&payment()).count(), 0);
}

#[test]
fn what_the_table_says_comes_before_what_was_remembered() {
    let last = with(
        None,
        &format!("单位：万元,,,\n企业名称,金额,付款日,备注\n{ROWS}"),
    );
    let mapping = last.mapping();
    let next = |above: &str| {
        let table = with(
            Some(&mapping),
            &format!("{above}企业名称,金额,付款日,备注\n{ROWS}"),
        );
        let column = table.column_of("amount").unwrap();
        (column.unit, column.why.clone())
    };
    let (unit, why) = next("单位：元,,,\n");
    assert_eq!(unit, Some(Unit::Yuan));
    assert!(why.contains("照这份表是元，上次是万元"), "{why}");
    let (unit, why) = next("");
    assert_eq!(unit, Some(Unit::Wan));
    assert!(why.contains("没有写单位，按上次的万元"), "{why}");
}

/// Words merged down beside a group of amounts: the names of the left columns stand in both lines.
fn grouped(group: &str, parts: [&str; 2]) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let plain = Format::new();
    for (column, word) in (0..).zip(["企业名称", "付款日"]) {
        page.merge_range(0, column, 1, column, word, &plain)
            .unwrap();
    }
    page.merge_range(0, 2, 0, 3, group, &plain).unwrap();
    for (column, word) in (2..).zip(parts) {
        page.write(1, column, word).unwrap();
    }
    for (row, firm) in [(2, "甲公司"), (3, "乙公司")] {
        page.write(row, 0, firm).unwrap();
        page.write(row, 1, "2020-09-01").unwrap();
        page.write(row, 2, 50).unwrap();
        page.write(row, 3, 20).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_word_merged_above_a_column_gives_it_its_unit() {
    for (group, parts, unit) in [
        ("资金（万元）", ["付款金额", "余额"], Unit::Wan),
        ("金额（万元）", ["付款金额", "余额"], Unit::Wan),
        ("资金（万元）", ["付款金额（元）", "余额"], Unit::Yuan),
    ] {
        let mut book = Book::open(Cursor::new(grouped(group, parts))).unwrap();
        let table = understand(&mut book, "Sheet1", &payment(), None).unwrap();
        assert_eq!((table.header_row, table.header_lines), (2, 2), "{group}");
        assert_eq!(of(&table), (Some(unit), ""), "{group} {parts:?}");
        let at = table.column_of("firm").unwrap();
        assert_eq!(at.heading, "企业名称");
        let mut book = Book::open(Cursor::new(grouped(group, parts))).unwrap();
        let pointed = understand_at(&mut book, "Sheet1", &payment(), None, 2).unwrap();
        assert_eq!(pointed.columns, table.columns);
    }
}

#[test]
fn columns_of_one_heading_are_remembered_by_their_place() {
    let text = "企业名称,金额（万元）,金额（万元）,付款日\n甲公司,36,20,2020.9.1\n";
    let mut table = list(text);
    table.settle("B", None, None);
    table.settle("C", Some("amount"), Some(Unit::Wan));
    let kept = serde_json::to_string(&table.mapping()).unwrap();
    let mapping: Mapping = serde_json::from_str(&kept).unwrap();
    let next = with(Some(&mapping), text);
    assert_eq!(next.column_of("amount").unwrap().letter, "C");
}

#[test]
fn notes_below_the_table_and_the_name_of_its_sheet_say_the_unit() {
    for (note, unit) in [
        ("注：以上金额单位均为万元", Unit::Wan),
        ("注：表中金额均为万元", Unit::Wan),
        ("本表金额以万元为单位", Unit::Wan),
        ("说明：数字单位为万元，请核对", Unit::Wan),
        ("注：1.本表单位为万元；2.略", Unit::Wan),
        ("注：上述金额为元", Unit::Yuan),
    ] {
        let table = list(&format!("企业名称,金额,付款日,备注\n{ROWS}{note},,,\n"));
        assert_eq!(of(&table), (Some(unit), ""), "{note}");
    }
    for (note, is_doubt) in [
        ("注：金额请按万元核对", true),
        ("说明：数据口径为百元", true),
        ("注：单笔金额5万元以上的附合同", false),
        ("填报单位：白蒲镇万象村", false),
        ("合计：36万元", false),
    ] {
        let table = list(&format!("企业名称,金额,付款日,备注\n{ROWS}{note},,,\n"));
        let (unit, doubt) = of(&table);
        assert_eq!(
            (unit, !doubt.is_empty()),
            (None, is_doubt),
            "{note} {doubt}"
        );
    }
    for (name, unit) in [
        ("付款（单位：万元）", Some(Unit::Wan)),
        ("付款（万元）", Some(Unit::Wan)),
        ("万象村付款", None),
    ] {
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        page.set_name(name).unwrap();
        for (column, word) in (0..).zip(["企业名称", "金额", "付款日"]) {
            page.write(0, column, word).unwrap();
        }
        page.write(1, 0, "甲公司").unwrap();
        page.write(1, 1, 36).unwrap();
        page.write(1, 2, "2020-09-01").unwrap();
        let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let table = understand(&mut book, name, &payment(), None).unwrap();
        assert_eq!(of(&table), (unit, ""), "{name}");
    }
}

#[test]
fn a_size_that_is_no_unit_we_know_is_asked_for() {
    for (above, heading) in [
        ("单位：百元,,,\n", "金额"),
        ("", "金额（百元）"),
        ("", "金额W"),
        ("", "金额（k）"),
    ] {
        let table = list(&format!("{above}企业名称,{heading},付款日,备注\n{ROWS}"));
        let (unit, doubt) = of(&table);
        assert!(unit.is_none() && !doubt.is_empty(), "{above}{heading}");
    }
}

#[test]
fn the_line_nearest_to_the_table_says_its_unit_however_many_stand_above() {
    let lines = "填报项目,如皋市,填报人,张三\n".repeat(9);
    let table = list(&format!(
        "2019年付款表,,,\n{lines}单位：万元,,,\n企业名称,金额,付款日,备注\n{ROWS}"
    ));
    assert_eq!(of(&table), (Some(Unit::Wan), ""));
    assert_eq!(table.titles.first().unwrap(), "2019年付款表");
    assert!(table.titles.len() <= 20);
}

#[test]
fn a_unit_beside_the_rows_where_no_word_stands_over_it_is_theirs() {
    for rows in [
        "甲公司,36,2020.9.1,x,,单位：万元\n乙公司,18,2020.9.2,x,,\n",
        "甲公司,36,2020.9.1,x,（单位：万元）\n",
        "beside the heading",
    ] {
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        let (heading, rows) = match rows {
            "beside the heading" => ("企业名称,金额,付款日,备注,,单位：万元", ROWS),
            rows => ("企业名称,金额,付款日,备注", rows),
        };
        for (row, line) in (0..).zip(heading.lines().chain(rows.lines())) {
            for (column, word) in (0..).zip(line.split(',')) {
                page.write(row, column, word).unwrap();
            }
        }
        let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let table = understand(&mut book, "Sheet1", &payment(), None).unwrap();
        assert_eq!(of(&table), (Some(Unit::Wan), ""), "{rows}");
    }
}

#[test]
fn a_size_in_letters_or_figures_is_asked_for() {
    for (above, heading) in [
        ("", "金额（k元）"),
        ("", "金额（元×10000）"),
        ("", "金额（10，000元）"),
        ("", "金额（10^4元）"),
        ("", "金额（W）"),
        ("单位：K", "金额"),
        ("Unit: 10\u{ff0c}000 RMB", "金额"),
        ("Unit: RMB 10k", "金额"),
        ("（单位：1000元）", "金额"),
    ] {
        let table = list(&format!(
            "{above},,,\n企业名称,{heading},付款日,备注\n{ROWS}"
        ));
        let (unit, doubt) = of(&table);
        assert!(unit.is_none() && !doubt.is_empty(), "{above} {heading}");
    }
    for (above, heading) in [
        ("联系人 13800001000", "金额（元）"),
        ("K系列产品付款表（10000户）", "金额"),
        ("2020年付款表（1）", "金额"),
        ("填报单位：第100中学", "金额"),
    ] {
        let table = list(&format!(
            "{above},,,\n企业名称,{heading},付款日,备注\n{ROWS}"
        ));
        assert_eq!(of(&table).1, "", "{above} {heading}");
    }
}
