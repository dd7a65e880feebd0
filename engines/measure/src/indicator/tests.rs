#![allow(clippy::unwrap_used)]
use super::*;

const PAYMENT: &str = include_str!("../../../../catalogue/ledger/payment.toml");
const CONTRACT: &str = include_str!("../../../../catalogue/ledger/contract.toml");
const DEMAND: &str = include_str!("../../../../catalogue/ledger/demand.toml");
const ACTIVITY: &str = include_str!("../../../../catalogue/ledger/activity.toml");

const GOOD: &str = r#"
[spending]
name = "支出"
shown = { unit = "万元", decimals = 2 }
show_by = ["payee_type"]
source = "文件"
office = "cooperation"
cadence = "month"
rule = "合计"
[[spending.version]]
from = 2020-01-01
to = 2021-01-01
formula = "sum amount of payment where payee_type in $types"
[[spending.version]]
from = 2021-01-01
formula = "sum amount of payment"
[[spending.parameter]]
name = "types"
from = 2020-01-01
values = ["university"]
"#;

fn read_all(text: &str) -> Result<Indicators, Fault> {
    let kinds = Kinds::parse([
        ("p", PAYMENT),
        ("c", CONTRACT),
        ("d", DEMAND),
        ("a", ACTIVITY),
    ])
    .unwrap();
    Indicators::parse([("spending.toml", text)], &kinds)
}

#[test]
fn the_definition_in_force() {
    let all = read_all(GOOD).unwrap();
    let spending = all.get("spending").unwrap();
    let number = |day: &str| {
        spending
            .on(Day::parse_iso(day).unwrap())
            .map(|found| found.0)
    };
    assert_eq!(number("2019-12-31"), None);
    assert_eq!(number("2020-01-01"), Some(1));
    assert_eq!(number("2020-12-31"), Some(1));
    assert_eq!(number("2021-01-01"), Some(2));
}

#[test]
fn what_is_wrong_is_said() {
    let cases = [
        (
            "unit = \"万元\"",
            "unit = \"家\"",
            "显示单位“家”不合公式的单位，应当是 元、万元或亿元。",
        ),
        (
            "show_by = [\"payee_type\"]",
            "show_by = [\"note\"]",
            "show_by 里的 note 不是“付款”的可计量字段。",
        ),
        (
            "cadence = \"month\"",
            "cadence = \"month\"\nevery = \"week\"",
            "节奏规则的 every 和 least 要一起写。",
        ),
        (
            "cadence = \"month\"",
            "cadence = \"month\"\nevery = \"week\"\nleast = 0",
            "least 须是 1 或更大的整数。",
        ),
        (
            "cadence = \"month\"",
            "cadence = \"month\"\nformula = \"x\"",
            "formula 和 version 只写一种。",
        ),
        (
            "to = 2021-01-01",
            "to = 2019-01-01",
            "版本的停用日须晚于起用日。",
        ),
        (
            "from = 2021-01-01",
            "from = 2020-01-01",
            "两个版本的起用日相同，请改其中一个。",
        ),
        ("$types", "$typ", "没有参数 $typ。是不是 types？"),
        ("source = \"文件\"\n", "", "缺少 source，请补上。"),
    ];
    for (from, to, message) in cases {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        assert_eq!(read_all(&text).unwrap_err().message, message);
    }
}
