#![allow(clippy::unwrap_used)]
use std::io::Cursor;

use rust_xlsxwriter::{Format, Workbook};

mod against;
mod blocks;
mod names;
mod own;
mod pointed;
mod rivals;
mod rows;
mod towns;
mod units;

use super::*;
use crate::value::Manner;
use crate::wanted::{Type, Unit};

fn field(id: &str, name: &str, kind: Type, synonyms: &[&str]) -> Wanted {
    Wanted {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        synonyms: synonyms.iter().map(|one| (*one).to_owned()).collect(),
        required: true,
        ..Wanted::default()
    }
}

fn payment() -> Vec<Wanted> {
    let mut source = field("source", "资金来源", Type::Option, &[]);
    source.options = vec![
        ("enterprise".to_owned(), "企业自有资金".to_owned()),
        ("subsidy".to_owned(), "财政补助".to_owned()),
    ];
    let mut note = field("note", "备注", Type::Long, &[]);
    note.required = false;
    vec![
        Wanted {
            whom: true,
            ..field("firm", "企业", Type::Text, &["单位名称", "企业名称"])
        },
        field(
            "code",
            "统一社会信用代码",
            Type::Code,
            &["信用代码", "税号"],
        ),
        field("amount", "金额", Type::Money, &["付款金额", "研发费用"]),
        field("paid_on", "付款日", Type::Day, &[]),
        source,
        note,
    ]
}

fn list(text: &str) -> Understood {
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    let sheet = proposed_sheet(&mut book, &payment(), None).unwrap();
    understand(&mut book, &sheet, &payment(), None).unwrap()
}

fn fields(table: &Understood) -> Vec<(&str, &str)> {
    let columns = table.columns.iter();
    columns
        .filter_map(|one| {
            one.field
                .as_deref()
                .map(|field| (one.letter.as_str(), field))
        })
        .collect()
}

#[test]
fn a_plain_list() {
    let table = list(
        "序号,单位名称,付款金额(万元),付款日期,资金来源,备注,联系人\n1,甲公司,36,2020.9.1,财政补助,,张\n2,乙公司,18,2020.9.2,企业自有资金,无,李\n",
    );
    assert_eq!(table.header_row, 1);
    assert_eq!(
        fields(&table),
        [
            ("B", "firm"),
            ("C", "amount"),
            ("D", "paid_on"),
            ("E", "source"),
            ("F", "note")
        ]
    );
    assert_eq!(table.columns[2].unit, Some(Unit::Wan));
    assert_eq!(
        table.columns[2].why,
        "表头是“金额”的另一种叫法，内容 100% 是金额"
    );
    assert_eq!(table.columns[6].why, "没有对应的字段，不导入");
    assert_eq!((table.rows, table.first_row, table.last_row), (2, 2, 3));
    assert_eq!(table.missing, ["code"]);
}

#[test]
fn titles_units_totals_groups_and_notes_are_left_out() {
    let table = list(
        "如皋市2020年产学研付款台账,,,\n填报单位：科技局,,,单位：元\n企业名称,信用代码,金额,付款时间\n1,2,3,4\n一、高新区,,,\n\
甲公司,91350100M000100Y43,\"360,000\",2020-09-01\n小  计,,360000,\n\n企业名称,信用代码,金额,付款时间\n乙公司,91350100M000100Y43,1,9月3日\n\
,,,\n合计,,360001,\n备注：以到账为准,,,\n填表人：张三,,审核人：李四,联系电话：0513\n",
    );
    assert_eq!(table.header_row, 3);
    assert_eq!(
        table.titles,
        ["如皋市2020年产学研付款台账", "填报单位：科技局", "单位：元"]
    );
    assert_eq!(table.columns[2].unit, Some(Unit::Yuan));
    assert!(
        table.columns[2]
            .why
            .ends_with("；表上方“单位：元”写明单位是元"),
        "{}",
        table.columns[2].why
    );
    assert_eq!((table.rows, table.first_row, table.last_row), (2, 6, 10));
    let left_out: Vec<(u32, u32, Why)> = table
        .left_out
        .iter()
        .map(|one| (one.first, one.last, one.why))
        .collect();
    assert_eq!(
        left_out,
        [
            (4, 4, Why::Numbering),
            (5, 5, Why::Group),
            (7, 7, Why::Total),
            (9, 9, Why::Repeated),
            (12, 12, Why::Total),
            (13, 14, Why::Note),
        ]
    );
}

#[test]
fn firms_whose_names_look_like_words_under_a_table_stay() {
    let table = list(
        "企业名称,金额,付款日,备注\n注册会计师事务所,1,2020-9-1,\n合计算科技公司,2,2020-9-1,\n备注\n总计,3,,\n",
    );
    assert_eq!(table.rows, 2, "{:?}", table.left_out);
}

/// A form with a merged title, two lines of heading and a town merged over its firms.
fn form() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("汇总").unwrap();
    let plain = Format::new();
    page.merge_range(0, 0, 0, 5, "研发费用汇总表", &plain)
        .unwrap();
    page.write(1, 5, "单位：万元").unwrap();
    page.merge_range(2, 0, 3, 0, "镇区", &plain).unwrap();
    page.merge_range(2, 1, 3, 1, "单位名称", &plain).unwrap();
    page.merge_range(2, 2, 2, 3, "研发费用", &plain).unwrap();
    page.write(3, 2, "预算").unwrap();
    page.write(3, 3, "实际").unwrap();
    page.merge_range(2, 4, 3, 4, "付款\n日期", &plain).unwrap();
    page.merge_range(2, 5, 3, 5, "来源", &plain).unwrap();
    page.merge_range(4, 0, 5, 0, "白蒲镇", &plain).unwrap();
    page.merge_range(4, 3, 5, 3, "36", &plain).unwrap();
    for (row, firm) in [(4, "甲公司"), (5, "乙公司"), (6, "丙公司")] {
        page.write(row, 1, firm).unwrap();
        page.write(row, 2, 10).unwrap();
        page.write(row, 4, 44104).unwrap();
        page.write(row, 5, "财政补助").unwrap();
    }
    page.write(6, 3, 7.5).unwrap();
    page.set_row_hidden(6).unwrap();
    let page = book.add_worksheet();
    page.set_name("说明").unwrap();
    page.write(0, 0, "金额").unwrap();
    book.save_to_buffer().unwrap()
}

fn form_fields() -> Vec<Wanted> {
    let mut fields = payment();
    fields.retain(|field| field.id != "code");
    fields.insert(0, field("town", "镇区街道", Type::Text, &["镇区"]));
    fields[2].synonyms = vec!["实际研发费用".to_owned(), "研发费用实际".to_owned()];
    fields
}

#[test]
fn two_lines_of_heading_under_a_merged_title() {
    let mut book = Book::open(Cursor::new(form())).unwrap();
    let wanted = form_fields();
    assert_eq!(proposed_sheet(&mut book, &wanted, None).unwrap(), "汇总");
    let table = understand(&mut book, "汇总", &wanted, None).unwrap();
    assert_eq!((table.header_row, table.header_lines), (4, 2));
    let headings: Vec<&str> = table
        .columns
        .iter()
        .map(|one| one.heading.as_str())
        .collect();
    assert_eq!(
        headings,
        [
            "镇区",
            "单位名称",
            "研发费用 预算",
            "研发费用 实际",
            "付款 日期",
            "来源"
        ]
    );
    assert_eq!(
        fields(&table),
        [
            ("A", "town"),
            ("B", "firm"),
            ("D", "amount"),
            ("E", "paid_on"),
            ("F", "source")
        ]
    );
    assert_eq!(table.column_of("amount").unwrap().unit, Some(Unit::Wan));
    assert_eq!((table.rows, table.hidden_rows), (3, 1));

    let manner = Manner {
        year: Some(2020),
        unit: Unit::Yuan,
        from_1904: false,
        span: None,
    };
    let rows: Vec<Row> = book.rows("汇总").unwrap().map(Result::unwrap).collect();
    let read = |number: u32| {
        let row = rows.iter().find(|row| row.number == number).unwrap();
        let record = table.record(row, &wanted, &manner);
        let text = |filled: &Filled| match &filled.reading {
            Ok(reading) => reading.text.clone(),
            Err(reason) => reason.why.clone(),
        };
        record.fields.iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(
        read(5),
        ["白蒲镇", "甲公司", "360000.00", "2020-09-30", "subsidy"]
    );
    assert_eq!(
        read(6),
        [
            "白蒲镇",
            "乙公司",
            "与 D5 合并成一格，不知道每行各是多少，请取消合并后分别填写",
            "2020-09-30",
            "subsidy"
        ]
    );
    assert_eq!(
        read(7),
        [
            "缺必填：镇区街道",
            "丙公司",
            "75000.00",
            "2020-09-30",
            "subsidy"
        ]
    );
}

#[test]
fn a_value_merged_over_two_columns_belongs_to_neither() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("付款").unwrap();
    let plain = Format::new();
    for (column, heading) in ["企业名称", "金额", "付款日", "备注", "经办"]
        .iter()
        .enumerate()
    {
        page.write(0, u16::try_from(column).unwrap(), *heading)
            .unwrap();
    }
    for (row, firm) in [(1, "甲公司"), (2, "乙公司")] {
        page.write(row, 0, firm).unwrap();
        page.write(row, 1, 10).unwrap();
        page.write(row, 2, "2020-09-01").unwrap();
    }
    page.merge_range(2, 0, 2, 1, "乙公司", &plain).unwrap();
    // Nobody reads these two, and nobody knows what is beside the third row's number.
    page.merge_range(1, 3, 1, 4, "见附件", &plain).unwrap();
    page.write(0, 5, "说明").unwrap();
    page.write(0, 6, "来源").unwrap();
    page.write(1, 6, "财政补助").unwrap();
    page.merge_range(2, 5, 2, 6, "财政补助", &plain).unwrap();
    let file = book.save_to_buffer().unwrap();
    let mut book = Book::open(Cursor::new(file)).unwrap();
    let mut wanted = payment();
    wanted.retain(|field| ["firm", "amount", "paid_on", "source"].contains(&field.id.as_str()));
    let table = understand(&mut book, "付款", &wanted, None).unwrap();
    let manner = Manner {
        year: Some(2020),
        unit: Unit::Yuan,
        from_1904: false,
        span: None,
    };
    let rows: Vec<Row> = book.rows("付款").unwrap().map(Result::unwrap).collect();
    let of = |number: u32| {
        let row = rows.iter().find(|row| row.number == number).unwrap();
        table.record(row, &wanted, &manner).fields
    };
    assert!(of(2).iter().all(|filled| filled.reading.is_ok()));
    let told: Vec<_> = of(3)
        .into_iter()
        .filter_map(|filled| filled.reading.err())
        .map(|reason| reason.why)
        .collect();
    assert_eq!(
        told,
        [
            "与 A3 合并成一格，不知道这一栏是什么，请取消合并后分别填写",
            "与 F3 合并成一格，不知道这一栏是什么，请取消合并后分别填写"
        ]
    );
}

#[test]
fn a_check_tells_what_two_passes_tell() {
    let wanted = form_fields();
    let manner = Manner {
        year: Some(2020),
        unit: Unit::Yuan,
        from_1904: false,
        span: None,
    };
    let mut book = Book::open(Cursor::new(form())).unwrap();
    let mut told = Vec::new();
    let tell = |record| told.push(record);
    let table = check(&mut book, "汇总", &wanted, None, &manner, tell).unwrap();
    assert_eq!(understand(&mut book, "汇总", &wanted, None).unwrap(), table);
    let rows: Vec<Row> = book.rows("汇总").unwrap().map(Result::unwrap).collect();
    let under = rows.iter().filter(|row| row.number > table.header_row);
    let records = under.filter(|row| table.left_out(row).is_none());
    let expected: Vec<Record> = records
        .map(|row| table.record(row, &wanted, &manner))
        .collect();
    assert_eq!((told.len(), &told), (3, &expected));
}

#[test]
fn a_mapping_is_applied_to_the_next_table_wherever_its_columns_stand() {
    let mut table = list("客户,数额,到账\n甲公司,36,2020.9.1\n");
    for (letter, field) in [("A", "firm"), ("B", "amount"), ("C", "paid_on")] {
        table.settle(
            letter,
            Some(field),
            (field == "amount").then_some(Unit::Wan),
        );
    }
    let kept = serde_json::to_string(&table.mapping()).unwrap();
    let mapping: Mapping = serde_json::from_str(&kept).unwrap();
    let next = "付款表,,,\n到账,数额,备注,客户\n2020.9.2,5,,乙公司\n";
    let mut book = Book::open(Cursor::new(next)).unwrap();
    let table = understand(&mut book, "列表", &payment(), Some(&mapping)).unwrap();
    assert_eq!(
        fields(&table),
        [
            ("A", "paid_on"),
            ("B", "amount"),
            ("C", "note"),
            ("D", "firm")
        ]
    );
    assert_eq!(table.columns[1].unit, Some(Unit::Wan));
    assert_eq!(
        table.columns[1].why,
        "按上次的对应；这份表没有写单位，按上次的万元"
    );
    assert_eq!(table.rows, 1);
    let read: Understood = serde_json::from_str(&serde_json::to_string(&table).unwrap()).unwrap();
    assert_eq!(read, table);
}

#[test]
fn content_speaks_where_headings_do_not() {
    let table = list("名头,编码,钱\n甲公司,91350100M000100Y43,36\n乙公司,91350100M000100Y43,37\n");
    assert!(
        fields(&table).contains(&("B", "code")),
        "{:?}",
        table.columns
    );
    // Amounts in another currency are never taken for yuan.
    let table = list("企业名称,金额（万美元）,付款日\n甲公司,36,2020.9.1\n");
    assert_eq!(fields(&table), [("A", "firm"), ("C", "paid_on")]);
}

#[test]
fn a_table_without_a_heading_is_shown_as_it_is() {
    let table = list("1,2,3\n4,5,6\n");
    assert_eq!((table.header_row, table.rows), (0, 2));
    assert_eq!(table.columns.len(), 3);
}
