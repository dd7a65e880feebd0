//! Which rows are records.

use super::*;

const HEADING: &str = "序号,企业名称,信用代码,备注,金额（万元）,付款日\n";
const RECORD: &str = "1,甲公司,91350100M000100Y43,x,36,2020.9.1\n";

fn left_out(rows: &str) -> (u32, Vec<(u32, Why, String)>) {
    let table = list(&format!("{HEADING}{rows}"));
    let told = table.left_out.iter();
    let told = told.map(|one| (one.first, one.why, one.text.clone()));
    (table.rows, told.collect())
}

#[test]
fn a_record_stays_whatever_its_notes_say() {
    for note in [
        "累计50万",
        "共计3笔",
        "合计2项，本年1项",
        "累计到账",
        "总计：50",
        "小计",
        "成本合计",
        "汇总",
        "平均",
    ] {
        for row in [
            format!("1,甲公司,91350100M000100Y43,{note},36,2020.9.1\n"),
            format!("1,甲公司,,{note},36,\n"),
            format!(",,91350100M000100Y43,{note},36,\n"),
            format!(",,,{note},36,2020.9.1\n"),
        ] {
            assert_eq!(left_out(&row), (1, Vec::new()), "{row}");
        }
    }
}

#[test]
fn totals_name_nobody() {
    for (row, word) in [
        ("合计,,,,100,\n", "合计"),
        ("合计,2,,,100,\n", "合计"),
        ("合计：,3家,,,100,\n", "合计："),
        (",白蒲镇小计,,,100,\n", "白蒲镇小计"),
        ("白蒲镇,小 计,,,100,\n", "小 计"),
        ("全镇总计,,,,100,\n", "全镇总计"),
        ("合计金额,,,,100,\n", "合计金额"),
        ("总  数,,,,100,\n", "总 数"),
        ("平均,,,,50,\n", "平均"),
        ("汇总,,,,50,\n", "汇总"),
        ("TOTAL,,,,50,\n", "TOTAL"),
        ("共计3笔,,,—,50,/\n", "共计3笔"),
    ] {
        let told = vec![(3, Why::Total, word.to_owned())];
        assert_eq!(left_out(&format!("{RECORD}{row}")), (1, told), "{row}");
    }
}

#[test]
fn notes_and_lonely_cells_are_no_records() {
    for (row, why) in [
        ("注：1.本表由各镇填写。,,,,,\n", Why::Note),
        ("2.金额以合同文本为准。,,,,,\n", Why::Alone),
        ("3、意向书不计入。,,,,,\n", Why::Alone),
        ("※ 请于9月20日前报送。,,,,,\n", Why::Note),
        ("*数据截至2020年9月18日,,,,,\n", Why::Note),
        ("审核人签字：,,,,,\n", Why::Note),
        ("审核人签字：,,2020年9月18日,,,\n", Why::Note),
        ("2020年9月18日,,,,,\n", Why::Alone),
        (",搬经镇,,,,\n", Why::Alone),
        ("合同登记表（续）,,,,,\n", Why::Alone),
        ("注,,以上数据由科室提供,,,\n", Why::Note),
        (",,,,100,\n", Why::Alone),
        ("2,,,,,\n", Why::Blank),
    ] {
        let (rows, told) = left_out(&format!("{RECORD}{row}"));
        assert_eq!(rows, 1, "{row}");
        assert_eq!(told[0].1, why, "{row}");
    }
    // What is merged down belongs to the row below, too.
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, word) in (0..).zip(["企业名称", "金额（万元）", "付款日"]) {
        page.write(0, column, word).unwrap();
    }
    let plain = Format::new();
    page.merge_range(1, 0, 2, 0, "甲公司", &plain).unwrap();
    page.merge_range(1, 2, 2, 2, "2020-09-01", &plain).unwrap();
    page.write(1, 1, 36).unwrap();
    page.write(2, 1, 18).unwrap();
    let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let table = understand(&mut book, "Sheet1", &payment(), None).unwrap();
    assert_eq!((table.rows, table.left_out.len()), (2, 0));
}

#[test]
fn formulas_that_were_copied_down_make_no_record() {
    use rust_xlsxwriter::Formula;
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, word) in (0..).zip(["序号", "企业名称", "付款日", "金额（万元）"]) {
        page.write(0, column, word).unwrap();
    }
    page.write(1, 1, "甲公司").unwrap();
    page.write(1, 2, "2020-09-01").unwrap();
    for (row, result) in [(1, "36"), (2, "0"), (3, "0")] {
        page.write(row, 0, row).unwrap();
        let sum = Formula::new("=E2*2").set_result(result);
        page.write_formula(row, 3, sum).unwrap();
    }
    let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let table = understand(&mut book, "Sheet1", &payment(), None).unwrap();
    assert_eq!(table.rows, 1);
    let told: Vec<_> = table
        .left_out
        .iter()
        .map(|one| (one.first, one.last, one.why))
        .collect();
    assert_eq!(told, [(3, 4, Why::Formula)]);
}

#[test]
fn numbers_of_lines_name_nothing() {
    let mut wanted = payment();
    wanted.push(field("number", "合同编号", Type::Text, &["合同号"]));
    let of = |text: &str| {
        let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
        let table = understand(&mut book, "列表", &wanted, None).unwrap();
        table
            .column_of("number")
            .map(|column| column.letter.clone())
    };
    let rows = |heading: &str, numbers: [&str; 3]| {
        let line = |number: &&str| format!("{number},甲公司,1,2020.9.1\n");
        let lines: String = numbers.iter().map(line).collect();
        format!("{heading},企业名称,金额,付款日\n{lines}")
    };
    assert_eq!(of(&rows("编号", ["1", "2", "3"])), None);
    assert_eq!(of(&rows("编号", ["1", "2", "1"])), None);
    let named = Some("A".to_owned());
    assert_eq!(of(&rows("编号", ["HT-1", "HT-2", "HT-3"])), named);
    assert_eq!(of(&rows("编号", ["7", "9", "12"])), named);
    assert_eq!(of(&rows("合同编号", ["1", "2", "3"])), named);
}

#[test]
fn a_star_before_a_record_makes_no_note_of_it() {
    for (row, why) in [
        ("★甲公司,,,,36,\n", None),
        ("●,甲公司,,,,2020.9.1\n", None),
        ("▲重点企业,,,,,\n", Some(Why::Note)),
        ("*数据截至2020年9月18日,,,,,\n", Some(Why::Note)),
    ] {
        let (rows, told) = left_out(&format!("{RECORD}{row}"));
        let why_told = told.first().map(|one| one.1);
        assert_eq!(
            (rows, why_told),
            (1 + u32::from(why.is_none()), why),
            "{row}"
        );
    }
}

#[test]
fn an_example_says_that_it_is_one() {
    for (row, is_example) in [
        ("示例,甲公司,91350100M000100Y43,x,36,2020.9.1\n", true),
        ("示例1,甲公司,91350100M000100Y43,x,36,2020.9.1\n", true),
        ("例：,甲公司,91350100M000100Y43,x,36,2020.9.1\n", true),
        (",示例：某公司,91350100M000100Y43,x,36,2020.9.1\n", true),
        ("示例企业走访对接会,,,,,\n", true),
        (
            "示例企业走访对接会,甲公司,91350100M000100Y43,x,36,2020.9.1\n",
            false,
        ),
        ("例会,甲公司,91350100M000100Y43,x,36,2020.9.1\n", false),
    ] {
        let (rows, told) = left_out(&format!("{RECORD}{row}"));
        let why = told.first().map(|one| one.1);
        assert_eq!(rows == 1, is_example, "{row}");
        assert_eq!(why == Some(Why::Example), is_example, "{row}");
    }
    // A firm of this name is none where the first row shows how to fill it in.
    let first = left_out(",示例公司,,x,36,2020.9.1\n");
    assert_eq!((first.0, first.1[0].1), (0, Why::Example));
    assert_eq!(
        left_out(&format!("{RECORD},示例公司,,x,36,2020.9.1\n")).0,
        2
    );
}

#[test]
fn rows_that_a_note_says_do_not_count_are_left_out() {
    for (note, counts) in [
        ("作废", false),
        ("已作废", false),
        ("重复", false),
        ("（重复）", false),
        ("重复，见第5行", false),
        ("不计", false),
        ("已取消", false),
        ("重复使用专利", true),
        ("不计息", true),
        ("已取消公示后放款", true),
        ("此笔作废，换签新合同", false),
        ("该笔已作废", false),
        ("与上一行重复", false),
        ("和第5行重复", false),
        ("重复录入", false),
        ("重复上报，见上行", false),
        ("不纳入统计", false),
        ("不计入考核", false),
        ("尚未生效", false),
        ("未放款", false),
        ("拟签约", false),
        ("取消：原抵押，改为信用方式", true),
        ("重复（第二次续贷）", true),
        ("不计，免收担保费", true),
        ("未享受贴息", true),
        ("未上市", true),
        ("未到期", true),
        ("与高校合作，不重复", true),
        ("原合同已结清", true),
        ("0", true),
        ("x", true),
    ] {
        let (rows, told) = left_out(&format!("1,甲公司,91350100M000100Y43,{note},36,2020.9.1\n"));
        let why = told.first().map(|one| one.1);
        assert_eq!(rows == 1, counts, "{note}");
        assert_eq!(why == Some(Why::Cancelled), !counts, "{note}");
    }
}

#[test]
fn rows_said_of_others_are_left_out() {
    for (row, word) in [
        ("其中：首贷,,,,20,\n", "其中：首贷"),
        (",上年同期,,,20,\n", "上年同期"),
        (",上页结转,,,20,\n", "上页结转"),
        (",同比增长,,,20%,\n", "同比增长"),
    ] {
        let told = vec![(3, Why::Aside, word.to_owned())];
        assert_eq!(left_out(&format!("{RECORD}{row}")), (1, told), "{row}");
    }
    let total = vec![(3, Why::Total, "总额".to_owned())];
    assert_eq!(left_out(&format!("{RECORD},总额,,,20,\n")), (1, total));
    // A firm's own row says it of itself.
    let own = "1,甲公司,91350100M000100Y43,其中：首贷,36,2020.9.1\n";
    assert_eq!(left_out(own).0, 1);
}

#[test]
fn rows_struck_through_are_left_out() {
    let struck = Format::new().set_font_strikethrough();
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, word) in (0..).zip(["企业名称", "金额（元）", "付款日"]) {
        page.write(0, column, word).unwrap();
    }
    for row in 1..4 {
        for (column, word) in (0..).zip(["甲公司", "36", "2020-09-01"]) {
            // The whole row 3, and only the name of row 4.
            match (row, column) {
                (2, _) | (3, 0) => page.write_with_format(row, column, word, &struck),
                _ => page.write(row, column, word),
            }
            .unwrap();
        }
    }
    let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let table = understand(&mut book, "Sheet1", &payment(), None).unwrap();
    let told: Vec<(u32, Why)> = table
        .left_out
        .iter()
        .map(|one| (one.first, one.why))
        .collect();
    assert_eq!((table.rows, told), (2, vec![(3, Why::Struck)]));
}

#[test]
fn signatures_need_no_colons() {
    for (row, rows) in [
        ("单位负责人,王五,审核,李四,,\n", 1),
        ("制表人,王五,,审核人,,李四\n", 1),
        ("联系人,王五,联系电话,0513-87654321,,\n", 1),
        ("备注,甲公司,91350100M000100Y43,审核,36,2020.9.1\n", 1),
        ("审核,甲公司,91350100M000100Y43,x,36,2020.9.1\n", 2),
    ] {
        assert_eq!(left_out(&format!("{RECORD}{row}")).0, rows, "{row}");
    }
}

#[test]
fn what_is_struck_through_in_a_row_that_stands_is_told() {
    let struck = Format::new().set_font_strikethrough();
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, word) in (0..).zip(["序号", "企业名称", "金额（元）", "付款日", "备注"])
    {
        page.write(0, column, word).unwrap();
    }
    // All but the number; the firm and its amount; the amount alone; a note.
    let lines: [&[u16]; 5] = [&[1, 2, 3, 4], &[1, 2], &[2], &[4], &[]];
    for (row, lines) in (1..).zip(lines) {
        for (column, word) in (0..).zip(["1", "甲公司", "36", "2020-09-01", "好"]) {
            match lines.contains(&column) {
                true => page.write_with_format(row, column, word, &struck),
                false => page.write(row, column, word),
            }
            .unwrap();
        }
    }
    let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let mut told = Vec::new();
    let manner = Manner {
        year: None,
        unit: Unit::Yuan,
        from_1904: false,
        span: None,
    };
    let wanted = payment();
    let read = check(&mut book, "Sheet1", &wanted, None, &manner, |record| {
        let mut wrong = record
            .fields
            .iter()
            .filter_map(|one| one.reading.as_ref().err());
        told.push((record.row, wrong.next().map(|why| why.why.clone())));
    });
    let left_out = read.unwrap().left_out;
    let left_out: Vec<(u32, u32, Why)> = left_out
        .iter()
        .map(|one| (one.first, one.last, one.why))
        .collect();
    assert_eq!(left_out, [(2, 3, Why::Struck)]);
    let rows: Vec<(u32, bool)> = told
        .iter()
        .map(|(row, why)| (*row, why.is_some()))
        .collect();
    assert_eq!(rows, [(4, true), (5, false), (6, false)]);
    assert!(told[0].1.as_ref().unwrap().contains("划了删除线"));
}

#[test]
fn a_column_that_says_whether_a_row_counts_is_heard() {
    let rows = |heading: &str, said: &str| {
        let text = format!(
            "企业名称,金额,付款日,{heading}\n甲公司,36,2020.9.1,正常\n乙公司,18,2020.9.2,{said}\n"
        );
        list(&text).rows
    };
    for (heading, said, counts) in [
        ("合同状态", "作废", false),
        ("业务状态", "未生效", false),
        ("担保状态", "已撤销", false),
        ("是否有效", "否", false),
        ("是否计入", "否", false),
        ("是否纳入统计", "不是", false),
        ("是否通过", "否", false),
        ("审核意见", "不通过", false),
        ("核实情况", "剔除", false),
        ("有效性", "无效", false),
        ("处理", "删除", false),
        ("是否作废", "否", true),
        ("是否上市", "否", true),
        ("是否首贷", "否", true),
        ("合同状态", "履行中", true),
        ("合同状态", "已到期", true),
        ("贷款状态", "已结清", true),
        ("审核意见", "同意", true),
        ("处理", "无", true),
    ] {
        assert_eq!(rows(heading, said) == 2, counts, "{heading} {said}");
    }
}

#[test]
fn what_offices_write_under_a_table_is_no_record() {
    const HEADING: &str = "企业名称,合同号,金额,付款日,类型,x\n甲公司,HT-1,36,2020.9.1,新保,x\n";
    for (row, rows) in [
        (
            "填报人：张三,联系电话：0513-8765,,审核人：李四,2020年9月18日,\n",
            1,
        ),
        (
            "单位负责人：张三,制表人：李四,审核人：王五,填报日期：2020.9.18,,\n",
            1,
        ),
        ("白蒲镇小计（3家）,,330,,,\n", 1),
        ("乙公司 汇总,,120,,,\n", 1),
        ("合计大写：叁佰叁拾万元整,,330,,,\n", 1),
        ("合计（大写）,叁佰叁拾万元整,330,,,\n", 1),
        ("计,,330,,,\n", 1),
        ("共3家企业,,330,,,\n", 1),
        ("全市,,330,,,\n", 1),
        ("合计,3笔,330,2020.9.18,,\n", 1),
        ("乙公司,HT-2,330,2020.9.18,新保,\n", 2),
        ("共创科技公司,HT-2,330,2020.9.18,新保,\n", 2),
        ("全市农机公司,HT-2,330,2020.9.18,新保,\n", 2),
    ] {
        let table = list(&format!("{HEADING}{row}"));
        assert_eq!(table.rows, rows, "{row}{:?}", table.left_out);
    }
    let ids = "企业名称,合同号,金额,付款日\nfirm_name,contract_no,amount,paid_on\n甲公司,HT-1,36,2020.9.1\n";
    assert_eq!(list(ids).rows, 1);
}

#[test]
fn a_row_that_only_a_template_filled_is_no_record() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, word) in (0..).zip(["序号", "企业名称", "金额（元）", "付款日", "资金来源"])
    {
        page.write(0, column, word).unwrap();
    }
    for (column, word) in (1..).zip(["甲公司", "36", "2020-09-01"]) {
        page.write(1, column, word).unwrap();
    }
    for row in 1..9 {
        page.write(row, 0, f64::from(row)).unwrap();
        page.write(row, 4, "财政补助").unwrap();
    }
    let mut book = Book::open(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let table = understand(&mut book, "Sheet1", &payment(), None).unwrap();
    assert_eq!(table.rows, 1);
}

#[test]
fn a_row_with_one_value_that_is_no_total_is_told() {
    let mut wanted = payment();
    wanted.push(Wanted {
        key: true,
        ..field("no", "合同号", Type::Text, &[])
    });
    let parts = |rows: &str| {
        let text = format!(
            "企业名称,合同号,金额,付款日\n甲公司,HT-1,36,2020.9.1\n乙公司,HT-2,18,2020.9.2\n{rows}"
        );
        let mut book = Book::open(Cursor::new(text.into_bytes())).unwrap();
        let table = understand(&mut book, "列表", &wanted, None).unwrap();
        table
            .parts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    for (rows, expected) in [
        (",,50,\n丙公司,HT-3,20,2020.9.3\n", &["C4"][..]),
        (",,54,\n丙公司,HT-3,20,2020.9.3\n", &[]),
        (",,54,\n丙公司,HT-3,20,2020.9.3\n,,20,\n,,74,\n", &[]),
        (",00123,,\n", &["B4"]),
        (",,,\n,制表 5月,,\n", &[]),
        ("白蒲镇,,,\n丙公司,HT-3,20,2020.9.3\n", &[]),
    ] {
        assert_eq!(parts(rows), expected, "{rows}");
    }
}

#[test]
fn a_line_that_takes_back_what_stands_below_it_is_told() {
    for (line, expected) in [
        ("二、拟担保（尚未生效）", 1),
        ("以下企业尚未放款，仅供参考：", 1),
        ("（二）不计入考核", 1),
        ("二、白蒲镇", 0),
        ("二、已放款", 0),
    ] {
        let text = format!(
            "企业名称,金额,付款日,x\n甲公司,36,2020.9.1,x\n{line},,,\n乙公司,18,2020.9.2,x\n"
        );
        assert_eq!(list(&text).turned_above().count(), expected, "{line}");
    }
}
