//! A second table under the first on one sheet.

use super::*;

const FIRST: &str = "企业名称,信用代码,付款金额（万元）,付款日\n甲公司,,36,2020.9.1\n";
const NEXT: &str = "乙公司,,180000,2020.9.2\n";

fn read(text: &str) -> Result<Understood, String> {
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    understand(&mut book, "列表", &payment(), None).map_err(|why| why.to_string())
}

#[test]
fn another_heading_or_unit_over_further_rows_is_refused() {
    for (between, parts) in [
        (
            "企业名称,信用代码,付款金额（元）,付款日\n",
            ["第 3 行又是一行表头，与第 1 行", "“付款金额（元）”"],
        ),
        (
            "续表（单位：元）,,,\n企业名称,信用代码,付款金额（万元）,付款日\n",
            [
                "第 3 行“续表（单位：元）”写的单位与上面不同",
                "第 1 行的表头，用的是万元",
            ],
        ),
        (
            ",,,\n续表,,,\n企业名称,信用代码,付款日,付款金额（万元）\n",
            [
                "第 5 行又是一行表头，与第 1 行",
                "C5 是“付款日”，C1 是“付款金额（万元）”",
            ],
        ),
        (
            "信用代码,企业名称,付款日,付款金额（元）\n",
            ["第 3 行又是一行表头", "A3 是“信用代码”"],
        ),
        (
            "企业名称,信用代码,合同金额（万元）,付款日\n",
            ["第 3 行又是一行表头", "“合同金额（万元）”"],
        ),
        ("单位：美元,,,\n", ["第 3 行“单位：美元”", "万元"]),
        (
            "二、白蒲镇（单位：元）,,,\n",
            ["第 3 行“二、白蒲镇（单位：元）”", "万元"],
        ),
    ] {
        let why = read(&format!("{FIRST}{between}{NEXT}")).unwrap_err();
        for part in parts {
            assert!(why.contains(part), "{between}{why}");
        }
        assert!(
            why.ends_with("请分成两张表，或统一表头和单位后再导入"),
            "{why}"
        );
    }
}

#[test]
fn the_same_heading_again_and_what_stands_under_the_last_row_are_fine() {
    for (between, rows) in [
        ("企业名称,信用代码,付款金额（万元）,付款日\n", 2),
        (
            "续表（单位：万元）,,,\n企业名称,信 用 代 码,付款金额(万元),付款日\n",
            2,
        ),
        ("小计（元）,,360000,\n", 2),
        ("二、亿元（含）以上项目,,,\n", 2),
        ("单位：元,,,\n单位：万元,,,\n", 2),
    ] {
        let table = read(&format!("{FIRST}{between}{NEXT}")).unwrap();
        assert_eq!(table.rows, rows, "{between}");
    }
    for below in [
        "注：1美元按7元计，金额单位为元,,,\n",
        "企业名称,信用代码,付款金额（元）,付款日\n合计,,360000,\n",
    ] {
        assert_eq!(read(&format!("{FIRST}{below}")).unwrap().rows, 1, "{below}");
    }
}

#[test]
fn two_lines_of_heading_may_stand_again() {
    let heading = "企业名称,信用代码,资金（万元）,,付款日\n,,付款金额,余额,\n";
    let again = format!("{heading}甲公司,,36,1,2020.9.1\n{heading}乙公司,,18,1,2020.9.1\n");
    let table = read(&again).unwrap();
    assert_eq!(
        (table.header_lines, table.rows),
        (2, 2),
        "{:?}",
        table.left_out
    );
}

#[test]
fn a_table_above_one_that_fits_better_is_no_title_of_it() {
    let richer = "企业名称,信用代码,金额（万元）,付款日,备注\n丙公司,,18,2020.9.3,x\n";
    for (above, parts) in [
        (
            "企业名称,金额（万元）,付款日\n甲公司,36,2020.9.1\n乙公司,18,2020.9.2\n",
            ["第 4 行又是一行表头，与第 1 行", "第 2–3 行的记录会读不到"],
        ),
        (
            "付款表,,\n单位名称,付款金额,付款时间\n甲公司,36万元,2020.9.1\n",
            ["第 4 行又是一行表头，与第 2 行", "第 3–3 行的记录"],
        ),
        (
            "2019年,,\n企业名称,税号,付款日\n甲公司,91350100M000100Y43,2019.9.1\n合计,1,\n",
            ["第 5 行又是一行表头，与第 2 行", "第 3–4 行的记录"],
        ),
    ] {
        let why = read(&format!("{above}{richer}")).unwrap_err();
        for part in parts {
            assert!(why.contains(part), "{above}{why}");
        }
    }
    for above in [
        "2020年付款情况表,,,,\n单位：万元,,,,\n",
        "企业名称：,如皋某某公司,付款日,2020.9.1,\n联系人,张三,电话,123,\n",
        "填报单位,科技局,金额合计,54,\n填报日期,2020.9.1,联系人,张三,\n",
    ] {
        let table = read(&format!("{above}{richer}")).unwrap();
        assert_eq!(table.rows, 1, "{above}");
    }
}
