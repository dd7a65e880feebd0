//! Columns whose names only resemble a field's.

use super::*;

/// What money is that came in, with the names that people write over it.
fn received() -> Vec<Wanted> {
    let mut document = field("document", "资金文号", Type::Text, &["资金到账资金文号"]);
    document.required = true;
    let mut bank = field("bank", "收款银行", Type::Text, &["资金到账收款银行"]);
    bank.required = false;
    let mut started = field("started_on", "启动日", Type::Day, &[]);
    started.required = false;
    let mut traded = field("traded", "技术交易额", Type::Money, &[]);
    traded.required = false;
    let mut note = field("note", "备注", Type::Long, &["资金到账备注"]);
    note.required = false;
    vec![
        Wanted {
            whom: true,
            required: false,
            ..field(
                "firm",
                "企业",
                Type::Text,
                &["企业名称", "申报单位", "承担单位", "单位"],
            )
        },
        field(
            "amount",
            "金额",
            Type::Money,
            &["金额", "资金到账金额", "到账金额"],
        ),
        field(
            "arrived_on",
            "到账日",
            Type::Day,
            &["日期", "资金到账日期", "资金到账时间"],
        ),
        document,
        bank,
        started,
        traded,
        note,
    ]
}

fn of(text: &str) -> Understood {
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    understand(&mut book, "列表", &received(), None).unwrap()
}

/// The heading of the column that is a field, and that of its rival.
fn told(table: &Understood, field: &str) -> (String, String) {
    let Some(column) = table.column_of(field) else {
        return (String::new(), String::new());
    };
    let rival = column.rival.split('“').nth(2).unwrap_or("");
    let rival = rival.split('”').next().unwrap_or("");
    (column.heading.clone(), rival.to_owned())
}

#[test]
fn an_amount_by_half_its_name_is_no_more_it_than_another_column_of_amounts() {
    for (headings, cells, expected) in [
        ("项目总金额,到账资金", "500,20", ("项目总金额", "到账资金")),
        (
            "合同金额（万元）,本次发放（万元）",
            "500,20",
            ("合同金额（万元）", "本次发放（万元）"),
        ),
        (
            "本年累计到账金额,本月到账",
            "500,20",
            ("本年累计到账金额", "本月到账"),
        ),
        ("首付金额,合同价款", "20,500", ("首付金额", "合同价款")),
        // The name itself stands alone, and what counts or is no number is no amount.
        ("项目总金额,到账金额", "500,20", ("到账金额", "")),
        ("总投资,金额", "500,20", ("金额", "")),
        ("拨付金额,联系电话", "20,13900001111", ("拨付金额", "")),
        ("拨付金额,职工人数", "20,35", ("拨付金额", "")),
        ("拨付金额,下达年度", "20,2020", ("拨付金额", "")),
        ("拨付金额,情况", "20,已拨付", ("拨付金额", "")),
        ("拨付金额,拟拨", "20,", ("拨付金额", "")),
        ("拨付金额,出口（万美元）", "20,30", ("拨付金额", "")),
    ] {
        let table = of(&format!(
            "企业名称,资金文号,{headings},到账日\n甲公司,文1,{cells},2020-03-05\n乙公司,文2,{cells},2020-03-06\n"
        ));
        let (heading, rival) = told(&table, "amount");
        assert_eq!((heading.as_str(), rival.as_str()), expected, "{headings}");
    }
}

#[test]
fn a_day_by_half_its_name_is_no_more_it_than_another_column_of_days() {
    for (headings, expected) in [
        ("登记日期,拨付时间", ("登记日期", "拨付时间")),
        ("到账日期,登记日期", ("到账日期", "")),
        ("登记日期,到账时间", ("到账时间", "")),
        ("拨付日期,填表时间", ("拨付日期", "")),
    ] {
        let table = of(&format!(
            "企业名称,资金文号,金额,{headings}\n甲公司,文1,20,2020-03-05,2020-03-09\n"
        ));
        let (heading, rival) = told(&table, "arrived_on");
        assert_eq!((heading.as_str(), rival.as_str()), expected, "{headings}");
    }
}

#[test]
fn a_mapping_has_no_rivals() {
    let text = "企业名称,资金文号,项目总金额,到账资金,到账日\n甲公司,文1,500,20,2020-03-05\n";
    let mapping = of(text).mapping();
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    let table = understand(&mut book, "列表", &received(), Some(&mapping)).unwrap();
    assert!(table.columns.iter().all(|one| one.rival.is_empty()));
}

/// 金额 merged over two columns.
fn parted(parts: [&str; 2]) -> Understood {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let plain = Format::new();
    for (column, word) in [(0, "企业名称"), (1, "资金文号"), (4, "到账日")] {
        page.merge_range(0, column, 1, column, word, &plain)
            .unwrap();
    }
    page.merge_range(0, 2, 0, 3, "金额（万元）", &plain)
        .unwrap();
    for (column, word) in (2..).zip(parts) {
        page.write(1, column, word).unwrap();
        page.write(2, column, 20).unwrap();
    }
    for (column, word) in [(0, "甲公司"), (1, "文1"), (4, "2020-03-05")] {
        page.write(2, column, word).unwrap();
    }
    let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    understand(&mut book, "Sheet1", &received(), None).unwrap()
}

#[test]
fn of_the_parts_of_a_name_the_one_that_names_the_field_is_it() {
    for (parts, expected) in [
        (["立项", "到账"], ("金额（万元） 到账", "")),
        (["立项", "拨付"], ("金额（万元） 立项", "金额（万元） 拨付")),
    ] {
        let (heading, rival) = told(&parted(parts), "amount");
        assert_eq!((heading.as_str(), rival.as_str()), expected);
    }
}

#[test]
fn a_sort_under_a_group_is_that_of_the_group() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let plain = Format::new();
    for (column, word) in [(0, "企业名称"), (1, "资金文号"), (4, "到账日")] {
        page.merge_range(0, column, 1, column, word, &plain)
            .unwrap();
    }
    page.merge_range(0, 2, 0, 3, "合同", &plain).unwrap();
    page.write(1, 2, "金额").unwrap();
    page.write(1, 3, "首付").unwrap();
    for (column, word) in [(0, "甲公司"), (1, "文1"), (4, "2020-03-05")] {
        page.write(2, column, word).unwrap();
    }
    page.write(2, 2, 500).unwrap();
    page.write(2, 3, 20).unwrap();
    let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let table = understand(&mut book, "Sheet1", &received(), None).unwrap();
    let (heading, rival) = told(&table, "amount");
    assert_eq!(
        (heading.as_str(), rival.as_str()),
        ("合同 金额", "合同 首付")
    );
}

#[test]
fn a_part_of_a_name_is_no_text_that_nobody_asks_for() {
    for (heading, field) in [
        ("到账", None),
        ("收款", None),
        ("银行", None),
        ("收款银行", Some("bank")),
        ("备注说明", Some("note")),
        ("文号", Some("document")),
    ] {
        let table = of(&format!(
            "企业名称,金额,到账日,{heading}\n甲公司,20,2020-03-05,某某\n乙公司,20,2020-03-06,另外\n"
        ));
        assert_eq!(table.columns[3].field.as_deref(), field, "{heading}");
    }
}

#[test]
fn a_column_with_wrong_cells_is_told_cell_by_cell() {
    for (heading, cell, field, holds) in [
        ("启动时间", "2020年底", "started_on", true),
        ("技术交易金额", "约20", "traded", true),
        ("企业技术交易额", "约20", "traded", true),
        ("到账金额（含税）", "约20", "amount", true),
        ("拨付金额", "约20", "amount", true),
        // Nobody asks for it, and its name only resembles.
        ("启动会日程", "见附件", "started_on", false),
        ("技术交易", "已登记", "traded", false),
        ("启动", "是", "started_on", false),
    ] {
        let table = of(&format!(
            "企业名称,资金文号,到账日,{heading}\n甲公司,文1,2020-03-05,{cell}\n乙公司,文2,2020-03-06,{cell}\n"
        ));
        assert_eq!(
            table.column_of(field).is_some(),
            holds,
            "{heading} {:?}",
            table.columns
        );
    }
    // Where another column is the field, the wrong one stays out.
    let table = of(
        "企业名称,资金文号,到账日,拨付金额情况,到账资金金额\n甲公司,文1,2020-03-05,已到,20\n乙公司,文2,2020-03-06,未到,30\n",
    );
    assert_eq!(told(&table, "amount").0, "到账资金金额");
}

#[test]
fn two_columns_of_firms_are_rivals() {
    let table = of("申报单位,承担单位,资金文号,金额,到账日\n甲公司,乙公司,文1,20,2020-03-05\n");
    assert_eq!(
        told(&table, "firm"),
        ("申报单位".to_owned(), "承担单位".to_owned())
    );
    let table = of("企业名称,资金文号,资金文号,金额,到账日\n甲公司,文1,文2,20,2020-03-05\n");
    assert_eq!(told(&table, "document").1, "资金文号");
    let table = of("推荐部门,承担单位,资金文号,金额,到账日\n某局,乙公司,文1,20,2020-03-05\n");
    assert_eq!(told(&table, "firm"), ("承担单位".to_owned(), String::new()));
}

#[test]
fn a_table_on_its_side_is_told_as_such() {
    let read = |text: &str| {
        let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
        understand(&mut book, "列表", &received(), None)
    };
    let sideways = "企业名称,甲公司,乙公司\n资金文号,文1,文2\n到账金额（万元）,20,30\n到账日期,2020-03-05,2020-03-06\n";
    let refused = read(sideways).unwrap_err().to_string();
    assert!(refused.contains("表是横过来的"), "{refused}");
    for text in [
        "企业名称,资金文号,金额,到账日\n甲公司,文1,20,2020-03-05\n",
        "项目,数\n企业名称,3\n金额,20\n",
    ] {
        assert!(read(text).is_ok(), "{text}");
    }
}

#[test]
fn a_column_that_says_another_thing_is_not_taken_for_want_of_the_right_one() {
    for (heading, cell, field) in [
        ("未到账金额", "20", "amount"),
        ("总投资金额", "20", "amount"),
        ("自筹金额（万元）", "20", "amount"),
        ("到账金额累计", "20", "amount"),
        ("立项日期", "2020-03-05", "arrived_on"),
        ("计划到账日", "2020-03-05", "arrived_on"),
        // The only column of days, by what it holds.
        ("合同签订", "2020-03-05", "arrived_on"),
    ] {
        let table = of(&format!(
            "企业名称,资金文号,{heading}\n甲公司,文1,{cell}\n乙公司,文2,{cell}\n"
        ));
        let column = &table.columns[2];
        assert_eq!(column.field, None, "{heading}");
        assert_eq!(column.resembles, field, "{heading}");
        assert!(column.why.starts_with("表头多了“"), "{}", column.why);
        assert!(table.missing.iter().any(|id| id == field), "{heading}");
    }
    // A person who chose it once is asked no more.
    let text = "企业名称,资金文号,立项日期,未到账金额\n甲公司,文1,2020-03-05,20\n";
    let mut table = of(text);
    table.settle("D", Some("amount"), None);
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    let again = understand(&mut book, "列表", &received(), Some(&table.mapping())).unwrap();
    assert_eq!(told(&again, "amount").0, "未到账金额");
    let plain = of("企业名称,资金文号,到账日,实际到账金额\n甲公司,文1,2020-03-05,20\n");
    let column = plain.column_of("amount").unwrap();
    assert!(column.weak, "{}", column.why);
}
