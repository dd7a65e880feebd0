use super::*;
use crate::fact::SHIPPED as FACTS;

fn cell(column: &str, text: &str) -> Result<Option<i64>, String> {
    read(&FACTS, FACTS.find(column).unwrap(), text)
}

#[test]
fn what_is_read() {
    for (column, text, value) in [
        ("rd_1", "", None),
        ("rd_1", "  ", None),
        ("rd_1", "\u{3000}", None),
        ("rd_1", "52000000.00", Some(5_200_000_000)),
        ("rd_1", " 12.5 ", Some(1_250)),
        ("rd_1", "１２．５", Some(1_250)),
        ("rd_1", "1,234.5", Some(123_450)),
        ("rd_1", "1，234，567", Some(123_456_700)),
        ("rd_1", "1.230", Some(123)),
        ("rd_1", "0", Some(0)),
        ("rd_1", "+7", Some(700)),
        ("net_assets_1", "-0.01", Some(-1)),
        ("net_assets_1", "-1,000", Some(-100_000)),
        ("staff", "210", Some(210)),
        ("staff", "210.0", Some(210)),
        ("resident", "1", Some(1)),
        ("mark_tech", "8", Some(8)),
        ("field", "8", Some(8)),
        ("registered_on", "1970-01-02", Some(1)),
        ("registered_on", "1970/1/2", Some(1)),
        ("registered_on", "1970年1月2日", Some(1)),
    ] {
        assert_eq!(cell(column, text), Ok(value), "{column} {text:?}");
    }
}

#[test]
fn what_is_a_problem() {
    for (column, text, said) in [
        ("rd_1", "1.2e7", "科学计数法"),
        ("rd_1", "1.2E+07", "科学计数法"),
        ("rd_1", "1.234", "分以下"),
        ("rd_1", "12,34", "千分位"),
        ("rd_1", "-1", "负数"),
        ("rd_1", "520万", "不是以元为单位"),
        ("rd_1", "无", "留空"),
        ("rd_1", "-", "不是以元"),
        ("rd_1", ".", "不是以元"),
        ("rd_1", "5.", "不是以元"),
        ("rd_1", ".5", "不是以元"),
        ("rd_1", "99999999999999999999", "太长"),
        ("rd_1", "99999999999999", "检查单位"),
        ("staff", "12.5", "不是整数"),
        ("staff", "-3", "负数"),
        ("staff", "12人", "不是整数"),
        ("resident", "是", "是写 1，否写 0"),
        ("resident", "1.5", "是写 1，否写 0"),
        ("field", "电子信息", "1 电子信息、2 生物与新医药"),
        ("field", "4.5", "8 先进制造与自动化"),
        ("rd_1", "7400万", "只写数字，单位是元"),
        ("rd_1", "74000000元", "只写数字，单位是元"),
        ("registered_on", "40140", "日期的序列号（2009-11-23）"),
        ("registered_on", "40140.0", "日期的序列号"),
        ("registered_on", "4014", "不是日期"),
        ("resident", "2", "是写 1，否写 0"),
        ("mark_tech", "9", "0 到 8"),
        ("mark_tech", "-1", "0 到 8"),
        ("field", "0", "不在选项里"),
        ("field", "9", "新材料"),
        ("registered_on", "9-18", "带年份"),
        ("registered_on", "2019-02-30", "2 月只有 28 天"),
        ("registered_on", "1019-02-03", "不是日期"),
    ] {
        let fault = cell(column, text).unwrap_err();
        assert!(fault.contains(said), "{column} {text:?}: {fault}");
    }
}

#[test]
fn what_cannot_be_together() {
    let mut firm = Firm::new(&FACTS);
    let mut set = |column: &str, value| firm.set(FACTS.find(column).unwrap(), Some(value));
    set("staff", 10);
    set("tech_staff", 11);
    set("revenue_3", 100);
    set("rd_1", 999);
    set("rd_3", 200);
    set("rd_domestic", 201);
    let columns: Vec<String> = contradictions(&FACTS, &firm)
        .into_iter()
        .map(|one| one.column)
        .collect();
    assert_eq!(
        columns,
        ["tech_staff", "rd_domestic"],
        "R&D of years not in business is put aside"
    );
}

#[test]
fn without_a_year_in_business_no_sum_of_years_is_exceeded() {
    let mut firm = Firm::new(&FACTS);
    let mut set = |column: &str, value| firm.set(FACTS.find(column).unwrap(), Some(value));
    set("rd_1", 100);
    set("rd_3", 200);
    set("rd_domestic", 300);
    set("staff", 10);
    set("tech_staff", 11);
    let columns: Vec<String> = contradictions(&FACTS, &firm)
        .into_iter()
        .map(|one| one.column)
        .collect();
    assert_eq!(columns, ["tech_staff"]);
}
