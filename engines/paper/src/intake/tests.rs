//! Several sheets that are read together.

#![allow(clippy::unwrap_used)]
use std::fs::File;
use std::io::Write as _;

use rust_xlsxwriter::Workbook;

use super::*;
use crate::wanted::Type;

fn wanted() -> Vec<Wanted> {
    let field = |id: &str, name: &str, kind| Wanted {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        required: true,
        ..Wanted::default()
    };
    vec![
        field("firm", "企业", Type::Text),
        field("amount", "金额", Type::Money),
        field("paid_on", "付款日", Type::Day),
    ]
}

/// A sheet with what stands above its heading.
type Page<'a> = (&'a str, &'a str);

fn written(pages: [Page; 2], day: &str) -> File {
    let mut book = Workbook::new();
    for (name, above) in pages {
        let page = book.add_worksheet();
        page.set_name(name).unwrap();
        page.write(0, 0, above).unwrap();
        for (column, word) in (0..).zip(["企业", "金额", "付款日"]) {
            page.write(1, column, word).unwrap();
        }
        page.write(2, 0, "甲公司").unwrap();
        page.write(2, 1, 36).unwrap();
        page.write(2, 2, day).unwrap();
    }
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&book.save_to_buffer().unwrap()).unwrap();
    file
}

fn together(pages: [Page; 2], day: &str) -> Result<(Read, File), Unreadable> {
    use std::io::Seek as _;
    let mut file = written(pages, day);
    file.rewind().unwrap();
    let choice = Choice {
        sheets: pages.map(|(name, _)| name.to_owned()).to_vec(),
        header: None,
    };
    let again = file.try_clone().unwrap();
    Ok((read(file, choice, &wanted(), None, 2021)?, again))
}

#[test]
fn sheets_in_different_units_are_not_read_together() {
    for (above, refused) in [
        (
            ["", "单位：万元"],
            Some("工作表“八月”写的单位是万元，“七月”没有写单位"),
        ),
        (
            ["单位：万元", ""],
            Some("工作表“八月”没有写单位，“七月”写的单位是万元"),
        ),
        (
            ["单位：元", "单位：万元"],
            Some("工作表“八月”写的单位是万元，“七月”写的单位是元"),
        ),
        (["单位：万元", "单位：万元"], None),
        (["", "单位：元"], None),
        (["", ""], None),
    ] {
        let pages = [("七月", above[0]), ("八月", above[1])];
        match (together(pages, "2020-09-01"), refused) {
            (Err(why), Some(refused)) => {
                let why = why.to_string();
                assert!(why.contains(refused) && why.contains("“金额”"), "{why}");
            }
            (read, refused) => assert!(read.is_ok() && refused.is_none(), "{above:?}"),
        }
    }
}

#[test]
fn each_sheet_has_its_own_year() {
    for (pages, years, told) in [
        (
            [("2019年", ""), ("2020年", "")],
            ["2019-03-05", "2020-03-05"],
            "“2019年” 2019 年、“2020年” 2020 年",
        ),
        (
            [("甲", "2019年付款"), ("乙", "付款")],
            ["2019-03-05", "2019-03-05"],
            "2019 年",
        ),
        (
            [("甲", "付款"), ("乙", "2019年付款")],
            ["2021-03-05", "2019-03-05"],
            "“甲” 2021 年、“乙” 2019 年",
        ),
    ] {
        let (read, mut file) = together(pages, "3月5日").unwrap();
        assert_eq!(read.years(), told);
        let mut days = Vec::new();
        std::io::Seek::rewind(&mut file).unwrap();
        let take = |_, records: Vec<Record>| {
            let day = records[0].fields[2].reading.as_ref().unwrap();
            days.push(day.text.clone());
            true
        };
        read.records(file, &wanted(), take).unwrap();
        assert_eq!(days, years);
    }
}

#[test]
fn the_name_of_a_file_is_not_passed_over_where_it_speaks_of_a_large_unit() {
    for (file, above, word) in [
        (
            "资金台账（单位：万元）.xlsx",
            "",
            Some("文件名“资金台账（单位：万元）.xlsx”里有“万元”"),
        ),
        ("付款（万元）.xlsx", "", Some("里有“万元”")),
        ("付款（万元）.xlsx", "单位：元", None),
        ("付款（元）.xlsx", "", None),
        ("万象村付款.xlsx", "", None),
        ("5万元以上付款.xlsx", "", None),
    ] {
        let (read, _) = together([("七月", above), ("八月", above)], "2020-09-01").unwrap();
        let why = unsure(&read.named(file), &wanted());
        match (why, word) {
            (Some(why), Some(word)) => assert!(why.contains(word), "{why}"),
            (why, word) => assert_eq!((why.is_none(), word.is_none()), (true, true), "{file}"),
        }
    }
}

#[test]
fn sheets_with_the_same_heading_are_read_together_unasked() {
    use std::io::Seek as _;
    for (pages, read_are) in [
        ([("七月", ""), ("八月", "")], &["七月", "八月"][..]),
        ([("七月", ""), ("汇总", "")], &["七月"]),
        ([("七月", ""), ("八月", "单位：万元")], &["七月"]),
    ] {
        let mut file = written(pages, "2020-09-01");
        file.rewind().unwrap();
        let read = read(file, Choice::default(), &wanted(), None, 2021).unwrap();
        let names: Vec<&str> = read.tables().map(|one| one.sheet.as_str()).collect();
        assert_eq!(names, read_are);
        assert_eq!(read.others().len(), 2 - names.len());
    }
}

#[test]
fn the_year_in_the_name_of_a_file_counts_where_nothing_else_says_one() {
    for (file, above, year, said) in [
        ("2019年9月贷款统计表.xlsx", "", 2019, "文件名"),
        (
            "2019年9月贷款统计表.xlsx",
            "2020年付款",
            2020,
            "表上方“2020年付款”",
        ),
        ("贷款统计表.xlsx", "", 2021, ""),
    ] {
        let (read, _) = together([("七月", above), ("八月", above)], "9月3日").unwrap();
        let read = read.named(file);
        assert_eq!((read.year, read.year_said.as_str()), (year, said), "{file}");
        assert_eq!(read.years(), format!("{year} 年"));
    }
}

#[test]
fn the_days_of_a_title_hold_until_a_person_says_the_year() {
    let above = "2019年12月—2020年1月付款情况";
    let days = |read: &Read, mut file: File| {
        std::io::Seek::rewind(&mut file).unwrap();
        let mut days = Vec::new();
        let take = |_, records: Vec<Record>| {
            let day = records[0].fields[2].reading.as_ref();
            days.push(day.map_or_else(|why| why.why.clone(), |day| day.text.clone()));
            true
        };
        read.records(file, &wanted(), take).unwrap();
        days
    };
    let (mut read, file) = together([("七月", above), ("八月", above)], "12月5日").unwrap();
    assert_eq!(read.year, 2020);
    let again = file.try_clone().unwrap();
    assert_eq!(days(&read, again), ["2019-12-05", "2019-12-05"]);
    read.in_year(2018);
    assert_eq!(days(&read, file), ["2018-12-05", "2018-12-05"]);
    let filled_in = "填报日期：2020年1月10日";
    let (mut read, file) = together([("七月", filled_in), ("八月", "")], "12月5日").unwrap();
    read.year = 2020;
    let told = days(&read, file);
    assert!(told[0].contains("晚于填报日期 2020-01-10"), "{told:?}");
    assert_eq!(told[1], "2020-12-05");
}

/// A workbook of sheets, each a name, whether it is hidden, and its lines.
fn workbook(pages: &[(&str, bool, &str)]) -> File {
    use std::io::Seek as _;
    let mut book = Workbook::new();
    for (name, is_hidden, lines) in pages {
        let page = book.add_worksheet();
        page.set_name(*name).unwrap();
        if *is_hidden {
            page.set_hidden(true);
        }
        for (row, line) in (0..).zip(lines.lines()) {
            for (column, word) in (0..).zip(line.split(',')) {
                page.write(row, column, word).unwrap();
            }
        }
    }
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&book.save_to_buffer().unwrap()).unwrap();
    file.rewind().unwrap();
    file
}

const TABLE: &str = "企业,金额（元）,付款日\n甲公司,36,2020-09-01";

#[test]
fn a_sheet_with_a_heading_that_is_a_little_another_is_told() {
    for (name, lines, unlike) in [
        (
            "八月",
            "企业,金额（元）,付款日,备注\n乙公司,36,2020-09-01,x",
            true,
        ),
        ("八月", "金额（元）,企业,付款日\n36,乙公司,2020-09-01", true),
        (
            "八月",
            "企业,金额（万元）,付款日\n乙公司,36,2020-09-01",
            true,
        ),
        (
            "作废",
            "企业,金额（元）,付款日,备注\n乙公司,36,2020-09-01,x",
            false,
        ),
        ("拟付款", TABLE, false),
        ("名单", "企业,地址\n乙公司,如皋", false),
    ] {
        let file = workbook(&[("七月", false, TABLE), (name, false, lines)]);
        let read = read(file, Choice::default(), &wanted(), None, 2020).unwrap();
        assert_eq!(read.also.len(), 0, "{name} {lines}");
        assert_eq!(!read.unlike.is_empty(), unlike, "{name} {lines}");
    }
}

#[test]
fn a_sheet_that_was_not_there_the_last_time_is_read_with_the_others() {
    let months = |names: &[&'static str]| {
        let pages: Vec<_> = names.iter().map(|name| (*name, false, TABLE)).collect();
        workbook(&pages)
    };
    let first = read(months(&["七月"]), Choice::default(), &wanted(), None, 2020).unwrap();
    let mut mapping = first.mapping();
    let next = |mapping: &Mapping| {
        let file = months(&["七月", "八月"]);
        let read = read(file, Choice::default(), &wanted(), Some(mapping), 2020).unwrap();
        read.also.len()
    };
    assert_eq!(next(&mapping), 1);
    // What was there and not read stays out, and of an old mapping nobody knows.
    mapping.seen.push("八月".to_owned());
    assert_eq!(next(&mapping), 0);
    mapping.seen.clear();
    assert_eq!(next(&mapping), 0);
}

#[test]
fn a_table_on_a_hidden_sheet_is_named() {
    let file = workbook(&[("封面", false, "付款台账"), ("数据", true, TABLE)]);
    let why = read(file, Choice::default(), &wanted(), None, 2020).unwrap_err();
    assert!(why.to_string().contains("隐藏的工作表“数据”"), "{why}");
}

#[test]
fn the_year_of_a_day_is_that_of_its_row_its_column_or_a_note() {
    for (lines, expected) in [
        (
            "年度,企业,金额（元）,付款日\n2019,甲公司,36,9月1日",
            "2019-09-01",
        ),
        (
            "企业,金额（元）,付款日（2019年）\n甲公司,36,9月1日",
            "2019-09-01",
        ),
        (
            "企业,金额（元）,2019年付款日\n甲公司,36,9月1日",
            "2019-09-01",
        ),
        (
            "企业,金额（元）,付款日\n2019年\n甲公司,36,9月1日",
            "2019-09-01",
        ),
        (
            "企业,金额（元）,付款日\n甲公司,36,9月1日\n注：以上为2019年数据",
            "2019-09-01",
        ),
        ("企业,金额（元）,付款日\n甲公司,36,9月1日", "2020-09-01"),
        (
            "年度,企业,金额（元）,付款日\n2019,甲公司,36,2020-09-01",
            "2020-09-01",
        ),
    ] {
        let file = workbook(&[("表", false, lines)]);
        let again = file.try_clone().unwrap();
        let read = read(file, Choice::default(), &wanted(), None, 2020).unwrap();
        let mut days = Vec::new();
        let took = read.records(again, &wanted(), |_, some| {
            let day = |record: &Record| {
                let mut fields = record.fields.iter();
                let day = fields.find(|one| one.field == 2).unwrap();
                day.reading.as_ref().unwrap().text.clone()
            };
            days.extend(some.iter().map(day));
            true
        });
        took.unwrap();
        assert_eq!(days, [expected], "{lines}");
    }
}
