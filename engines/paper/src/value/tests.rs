#![allow(clippy::unwrap_used)]
use values::Day;

mod meant;
mod shown;
mod texts;
mod two;

use super::*;
use crate::address::Address;

pub(super) const MANNER: Manner = Manner {
    year: Some(2020),
    unit: Unit::Wan,
    from_1904: false,
    span: None,
};

pub(super) fn wanted(kind: Type) -> Wanted {
    let option = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    Wanted {
        id: "field".to_owned(),
        name: "字段".to_owned(),
        kind,
        unit: if kind == Type::Count {
            "家".to_owned()
        } else {
            String::new()
        },
        options: vec![
            option("own", "企业自有资金"),
            option("subsidy", "财政补助"),
            option("province", "省"),
            option("office", "统计局（法定数）"),
            option("lab", "工程研究中心（工程实验室）"),
        ],
        ..Wanted::default()
    }
}

pub(super) fn cell(value: Value) -> Cell {
    Cell {
        at: Address::new(7, 2),
        value,
        formula: false,
        from: None,
        hidden: false,
        struck: false,
    }
}

pub(super) fn typed(kind: Type, text: &str) -> Result<String, String> {
    read_text(&wanted(kind), text, &MANNER)
        .map(|read| read.text)
        .map_err(|reason| reason.why)
}

fn number(kind: Type, number: f64) -> Result<String, String> {
    read(&wanted(kind), &cell(Value::Number(number)), &MANNER)
        .map(|read| read.text)
        .map_err(|reason| reason.why)
}

fn all(kind: Type, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(typed(kind, text).as_deref(), Ok(*expected), "{text}");
    }
}

fn none(kind: Type, cases: &[(&str, &str)]) {
    for (text, why) in cases {
        assert_eq!(typed(kind, text), Err((*why).to_owned()), "{text}");
    }
}

#[test]
fn a_long_text_is_no_day_amount_or_code_and_is_not_searched() {
    let long = "2020年9月30日付18万".repeat(500);
    for (kind, what) in [
        (Type::Day, "日期"),
        (Type::Money, "金额"),
        (Type::Count, "整数"),
        (Type::Share, "比例"),
        (Type::Code, "统一社会信用代码"),
    ] {
        let why = format!("“2020年9月30日付18万2020年9……”超过 64 个字，不是{what}");
        for _ in 0..100 {
            assert_eq!(typed(kind, &long), Err(why.clone()));
        }
    }
    assert_eq!(typed(Type::Text, &long).as_deref(), Ok(long.as_str()));
    let padded = format!("2020-09-30{}", " ".repeat(100));
    assert_eq!(typed(Type::Day, &padded).as_deref(), Ok("2020-09-30"));
}

#[test]
fn days_as_people_write_them() {
    let day = "2020-09-30";
    let texts = [
        "2020-09-30",
        "2020/9/30",
        "2020.9.30",
        "20200930",
        "2020年9月30日",
        "9月30日",
        "9-30",
        "9.30",
        "2020年9月30号",
        "２０２０．９．３０",
        "２０２０年０９月３０日",
        " 2020-9-30\u{a0}",
        "2020 年 9 月 30 日",
        "2020-09-30 00:00:00",
        "2020/9/30 10:20",
        "2020-09-30T08:00:00",
        "2020年9月30日（星期三）",
        "2020-09-30 周三",
        "2020-09-30星期三",
        "44104",
        "'2020-09-30",
        "2020。9。30",
        "2020—09—30",
        "2020年9月30日 10:20",
        "2020/9/30 上午 10:30:00",
        "2020年9月30日下午3时",
        "2020-09-30 10:30 PM",
        "二〇二〇年九月三十日",
        "九月三十日",
        "2020、9、30",
        "2020 09 30",
        "2020. 9. 30",
        "2020年\n9月30日",
        "2020\u{200b}-09-30",
    ];
    for text in texts {
        assert_eq!(typed(Type::Day, text).as_deref(), Ok(day), "{text}");
    }
    assert_eq!(number(Type::Day, 44104.0).as_deref(), Ok(day));
    assert_eq!(number(Type::Day, 44104.75).as_deref(), Ok(day));
    assert_eq!(number(Type::Day, 20_200_930.0).as_deref(), Ok(day));
    let shown = cell(Value::Day(Day::of(2020, 9, 30).unwrap()));
    assert_eq!(read(&wanted(Type::Day), &shown, &MANNER).unwrap().text, day);
    let old = Manner {
        from_1904: true,
        ..MANNER
    };
    let read = read(&wanted(Type::Day), &cell(Value::Number(42642.0)), &old);
    assert_eq!(read.unwrap().text, day);
}

#[test]
fn what_is_no_day_is_said() {
    none(
        Type::Day,
        &[
            ("2020-09-31", "2020-09-31 不是一个日子，9 月只有 30 天"),
            ("2020/13/2", "2020/13/2 不是一个日子，月份是 1 到 12"),
            ("国庆前", "“国庆前”不是日期"),
            ("2020年9月", "“2020年9月”只有年月，没有日"),
            ("202009", "“202009”只有年月，没有日"),
            ("2020年", "“2020年”只有年份，没有月和日"),
            ("20.9.30", "“20.9.30”的年份要写四位"),
            ("9/30/2020", "“9/30/2020”的年份要写在前面"),
            ("1020-09-30", "“1020-09-30”不是日期"),
            ("2020-9-1至2020-9-30", "“2020-9-1至2020-9-30”不是日期"),
            ("9、18", "“9、18”不是日期"),
            ("2020年9月18日上午开会", "“2020年9月18日上午开会”不是日期"),
            ("二〇二〇年九月", "“二〇二〇年九月”只有年月，没有日"),
        ],
    );
    assert_eq!(
        number(Type::Day, 9.3),
        Err("“9.3”是小数，分不清是几月几日".to_owned())
    );
    assert_eq!(
        number(Type::Day, 2020.0),
        Err("“2020”只有年份，没有月和日".to_owned())
    );
    let without = Manner {
        year: None,
        ..MANNER
    };
    let reason = read_text(&wanted(Type::Day), "9月30日", &without).unwrap_err();
    assert_eq!(
        reason.to_string(),
        "“9月30日”没有年份。可填：2020-09-30、2020/9/30、2020.9.30、20200930、2020年9月30日"
    );
}

#[test]
fn money_as_people_write_it() {
    all(
        Type::Money,
        &[
            ("36", "360000.00"),
            ("36万元", "360000.00"),
            ("36 万", "360000.00"),
            ("３６万元", "360000.00"),
            ("360,000元", "360000.00"),
            ("360，000.00 元", "360000.00"),
            ("￥360,000.00元", "360000.00"),
            ("人民币36万元整", "360000.00"),
            ("1.2亿元", "120000000.00"),
            ("3百万元", "3000000.00"),
            ("5千元", "5000.00"),
            ("0.000001", "0.01"),
            ("-3.5", "-35000.00"),
            ("（1,234.50）元", "-1234.50"),
            ("36万元（含税）", "360000.00"),
            ("36（不含税）", "360000.00"),
            ("1 234 567 元", "1234567.00"),
            ("9007199254740993.01元", "9007199254740993.01"),
            ("—", ""),
            ("/", ""),
            ("无", ""),
            ("", ""),
        ],
    );
    none(
        Type::Money,
        &[
            ("三万", "“三万”不是金额"),
            ("36.5.1", "“36.5.1”不是金额"),
            ("1,5", "“1,5”不是金额"),
            ("约36万", "“约36万”不是金额"),
            ("36万元（含税）另付", "“36万元（含税）另付”不是金额"),
            ("36万元（预计）", "“36万元（预计）”不是金额"),
            ("3万6千", "“3万6千”不是金额"),
            ("36万美元", "“36万美元”不是金额"),
            ("0.001元", "“0.001元”细到了分以下，金额最多到分"),
            (
                "999999999999亿元",
                "“999999999999亿元”超过了能记的最大金额，请检查单位",
            ),
            (
                "1.2E+05",
                "表格软件只保存 15 位数字，后面的位数已经丢失。请先把这一列的格式改成“文本”，再重新填写",
            ),
        ],
    );
}

#[test]
fn numbers_of_a_table_are_exact_to_the_fen() {
    assert_eq!(number(Type::Money, 36.0).as_deref(), Ok("360000.00"));
    assert_eq!(number(Type::Money, 0.1 + 0.2).as_deref(), Ok("3000.00"));
    assert_eq!(number(Type::Money, 12.345_678).as_deref(), Ok("123456.78"));
    assert_eq!(number(Type::Money, 100.0 / 3.0).as_deref(), Ok("333333.33"));
    assert_eq!(number(Type::Money, -2.0 / 3.0).as_deref(), Ok("-6666.67"));
    let read = read(
        &wanted(Type::Money),
        &cell(Value::Number(1.0 / 3.0)),
        &MANNER,
    )
    .unwrap();
    assert_eq!(read.tidied, [Tidied::Rounded]);
}

#[test]
fn counts_and_shares() {
    all(
        Type::Count,
        &[
            ("12", "12"),
            ("１２家", "12"),
            ("1,204", "1204"),
            ("1，204 人", "1204"),
            ("1.2万", "12000"),
            ("12.0", "12"),
            ("-2", "-2"),
        ],
    );
    none(
        Type::Count,
        &[
            ("12.5", "“12.5”不是整数"),
            ("十二", "“十二”不是整数"),
            ("3到5", "“3到5”不是整数"),
        ],
    );
    assert_eq!(number(Type::Count, 12.0).as_deref(), Ok("12"));
    all(
        Type::Share,
        &[
            ("2.5%", "0.025"),
            ("２．５％", "0.025"),
            ("百分之30", "0.3"),
            ("0.025", "0.025"),
            ("100%", "1"),
        ],
    );
    let percent = Manner {
        unit: Unit::Percent,
        ..MANNER
    };
    let share = |text: &str| {
        read_text(&wanted(Type::Share), text, &percent)
            .unwrap()
            .text
    };
    assert_eq!(share("2.5"), "0.025");
    assert_eq!(share("0.5"), "0.005");
    let shown = cell(Value::Percent(0.025));
    for manner in [MANNER, percent] {
        assert_eq!(
            read(&wanted(Type::Share), &shown, &manner).unwrap().text,
            "0.025"
        );
    }
    let amount = read(&wanted(Type::Money), &shown, &MANNER).unwrap_err();
    assert_eq!(amount.why, "“2.5%”不是金额");
    let unclear = read(&wanted(Type::Share), &cell(Value::Number(0.5)), &percent).unwrap_err();
    assert_eq!(unclear.why, "“0.5”分不清是 0.5% 还是 50%，请写上百分号");
}

#[test]
fn codes_and_options() {
    all(
        Type::Code,
        &[
            ("91350100m000100y43", "91350100M000100Y43"),
            (" 9135 0100 M000 100Y 43 ", "91350100M000100Y43"),
            ("91350100－M000100Y43", "91350100M000100Y43"),
            ("91350100-M000100Y4-3", "91350100M000100Y43"),
            ("９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43"),
        ],
    );
    none(
        Type::Code,
        &[
            ("9135", "统一社会信用代码是 18 位，您填了 4 位"),
            ("M000100Y4-3", "统一社会信用代码是 18 位，您填了 10 位"),
            (
                "91350100M000100Y4O",
                "第 18 位“O”不会出现在统一社会信用代码里（没有 I、O、S、V、Z），请对照营业执照",
            ),
        ],
    );
    assert!(
        number(Type::Code, 9.135_010_000_010_004e17)
            .unwrap_err()
            .contains("只保存 15 位")
    );
    all(
        Type::Option,
        &[
            ("企业自有资金", "own"),
            ("企业 自有资金", "own"),
            ("own", "own"),
            ("省级", "province"),
            ("省", "province"),
            ("统计局(法定数)", "office"),
            ("统计局", "office"),
            ("工程研究中心", "lab"),
            ("工程研究中心【工程实验室】", "lab"),
        ],
    );
    for text in [
        "企业自有资金（借款）",
        "统计局（快报）",
        "财政补助(待定",
        "省（部）级",
    ] {
        let why = read_text(&wanted(Type::Option), text, &MANNER).unwrap_err();
        assert!(
            why.to_string().contains("这一项。可填：企业自有资金"),
            "{why}"
        );
    }
    let reason = read_text(&wanted(Type::Option), "借款", &MANNER).unwrap_err();
    assert_eq!(
        reason.to_string(),
        "没有“借款”这一项。可填：企业自有资金、财政补助、省、统计局（法定数）、工程研究中心（工程实验室）"
    );
}

#[test]
fn texts_are_only_tidied() {
    all(
        Type::Text,
        &[
            (" 江苏\u{a0}某某  公司\n", "江苏 某某 公司"),
            ("'0012", "0012"),
            ("（2020）１号", "（2020）１号"),
            ("无", "无"),
            ("——", ""),
        ],
    );
    all(Type::Long, &[(" 一\r\n 二 \n", "一\n二")]);
    assert_eq!(number(Type::Text, 231_907.0).as_deref(), Ok("231907"));
    assert!(number(Type::Text, 6_222_020_000_000_000_123.0).is_err());
    let fault = read(
        &wanted(Type::Text),
        &cell(Value::Fault("#N/A".to_owned())),
        &MANNER,
    )
    .unwrap_err();
    assert_eq!(
        (fault.sort, fault.why.as_str()),
        (
            Sort::Fault,
            "公式出错（#N/A），没有可用的值，请在 Excel 或 WPS 里改好公式，或直接填值"
        )
    );
    let open = read(
        &wanted(Type::Text),
        &cell(Value::Fault(String::new())),
        &MANNER,
    )
    .unwrap_err();
    assert_eq!(
        open.why,
        "公式还没有算出值，请用 Excel 或 WPS 打开文件，保存后再上传"
    );
}

#[test]
fn a_required_field_says_so_and_habits_are_counted() {
    let required = Wanted {
        required: true,
        ..wanted(Type::Money)
    };
    let reason = read_text(&required, " / ", &MANNER).unwrap_err();
    assert_eq!((reason.sort, reason.given.as_str()), (Sort::Missing, "/"));
    assert_eq!(reason.why, "缺必填：字段");
    let tidied = |kind, text: &str| read_text(&wanted(kind), text, &MANNER).unwrap().tidied;
    assert_eq!(
        tidied(Type::Money, "３６０，０００元"),
        [Tidied::FullWidth, Tidied::OwnUnit, Tidied::Thousands]
    );
    assert_eq!(tidied(Type::Day, "2020.9.30"), [Tidied::DayAsText]);
    assert_eq!(tidied(Type::Day, "2020-09-30"), []);
    assert_eq!(tidied(Type::Text, " 甲 "), [Tidied::Blanks]);
    assert_eq!(tidied(Type::Code, "91350100m000100y43"), [Tidied::Case]);
    assert_eq!(tidied(Type::Money, "—"), [Tidied::Nothing]);
}

#[test]
fn a_number_painted_as_other_money_is_no_amount() {
    let read = |kind| read(&wanted(kind), &cell(Value::Foreign(50.0, "us$")), &MANNER);
    let why = read(Type::Money).unwrap_err().why;
    assert!(why.contains("外币（US$），只能导入人民币金额"), "{why}");
    assert_eq!(read(Type::Count).unwrap().text, "50");
}
