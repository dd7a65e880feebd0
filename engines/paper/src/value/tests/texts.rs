//! What stands in place of a text.

use super::*;

fn named(kind: Type, name: &str) -> Wanted {
    Wanted {
        name: name.to_owned(),
        ..wanted(kind)
    }
}

#[test]
fn a_number_in_powers_of_ten_has_lost_its_digits() {
    for text in ["6.22846E+17", "6E+11", " 3.2e+12"] {
        for kind in [Type::Text, Type::Link] {
            let reason = read_text(&wanted(kind), text, &MANNER).unwrap_err();
            assert_eq!(reason.sort, Sort::LostDigits, "{text}");
        }
    }
    for text in ["E+H 公司", "12.5E+3", "1E+", "A1E+05", "6.22846E17号"] {
        assert_eq!(typed(Type::Text, text).as_deref(), Ok(text));
    }
}

#[test]
fn a_day_is_no_number_of_a_document() {
    let day = cell(Value::Day(Day::of(2020, 9, 18).unwrap()));
    let month = cell(Value::Month(Day::of(2020, 9, 1).unwrap()));
    for wanted in [
        named(Type::Text, "凭证号"),
        named(Type::Text, "合同编号"),
        named(Type::Link, "所属合同"),
    ] {
        for cell in [&day, &month] {
            let reason = read(&wanted, cell, &MANNER).unwrap_err();
            assert_eq!(
                (reason.sort, reason.why.as_str()),
                (
                    Sort::Text,
                    "单元格是日期格式，看不出原来写的是什么，请把这一列的格式改成“文本”，再重新填写"
                )
            );
        }
    }
    let note = read(&named(Type::Text, "备注"), &day, &MANNER).unwrap();
    assert_eq!(note.text, "2020-09-18");
}

#[test]
fn a_word_for_the_row_above_is_no_name() {
    for text in ["同上", " 同 上 ", "同上。", "〃", "\"", "”", "同前"] {
        for kind in [Type::Text, Type::Link] {
            let reason = read_text(&wanted(kind), text, &MANNER).unwrap_err();
            assert_eq!(reason.sort, Sort::Text, "{text}");
            assert!(
                reason.why.ends_with("看不出指的是什么，请填写全称"),
                "{reason}"
            );
        }
    }
    for text in ["同上公司", "同上海交大合作", "同济大学"] {
        assert_eq!(typed(Type::Text, text).as_deref(), Ok(text));
    }
    assert_eq!(typed(Type::Long, "同上").as_deref(), Ok("同上"));
}

#[test]
fn what_a_spreadsheet_writes_in_place_of_a_value_is_none() {
    for text in [
        "#N/A", "#REF!", " #value!", "#DIV/0!", "#NAME?", "########", "###",
    ] {
        for kind in [
            Type::Text,
            Type::Long,
            Type::Link,
            Type::Money,
            Type::Option,
        ] {
            let reason = read_text(&wanted(kind), text, &MANNER).unwrap_err();
            assert_eq!(reason.sort, Sort::Fault, "{text}");
        }
    }
    for text in ["=DISPIMG(\"ID_1\",1)", "=_xlfn.DISPIMG(\"ID_1\",1)"] {
        let why = typed(Type::Text, text).unwrap_err();
        assert_eq!(why, "单元格里是一张图片，读不出文字，请直接填写");
    }
    for text in ["#1 厂房", "#", "##", "N/A 公司", "=甲="] {
        assert_eq!(typed(Type::Text, text).as_deref(), Ok(text));
    }
}

#[test]
fn a_formula_of_a_blank_cell_gives_no_text() {
    let zero = |formula| Cell {
        formula,
        ..cell(Value::Number(0.0))
    };
    for kind in [Type::Text, Type::Long, Type::Link] {
        let reason = read(&wanted(kind), &zero(true), &MANNER).unwrap_err();
        assert!(reason.why.contains("多半是引用了空白单元格"), "{reason}");
        assert_eq!(
            read(&wanted(kind), &zero(false), &MANNER).unwrap().text,
            "0"
        );
    }
    let amount = read(&wanted(Type::Money), &zero(true), &MANNER).unwrap();
    assert_eq!(amount.text, "0.00");
}

#[test]
fn a_reason_keeps_the_beginning_of_a_long_text() {
    let long = "某某公司".repeat(8_000);
    let reason = read_text(&wanted(Type::Option), &long, &MANNER).unwrap_err();
    let start = format!("{}…", "某某公司".repeat(16));
    assert_eq!(reason.given, start);
    assert!(reason.why.len() < 300 && reason.why.contains(&start));
}

#[test]
fn a_note_is_no_name_of_a_firm_and_no_number() {
    let long = "说明".repeat(151);
    let firm = Wanted {
        whom: true,
        ..named(Type::Text, "企业")
    };
    for (wanted, what) in [(&firm, "名称"), (&wanted(Type::Link), "编号")] {
        let reason = read_text(wanted, &long, &MANNER).unwrap_err();
        assert_eq!(reason.sort, Sort::Text);
        let why = format!("“{}……”超过 300 个字，不是{what}", "说明".repeat(10));
        assert_eq!(reason.why, why);
        assert!(read_text(wanted, &long[6..], &MANNER).is_ok());
    }
}

#[test]
fn words_for_no_number_are_none_where_a_field_tells_records_apart() {
    let key = |required| Wanted {
        name: "借据号".to_owned(),
        key: true,
        required,
        ..wanted(Type::Text)
    };
    for word in [
        "无",
        "无编号",
        "（无）",
        "暂无",
        "待补",
        "待定",
        "不详",
        "见合同",
        "详见附件",
        "没有",
        "未编号",
        "无借据号",
        "尚未取得",
        "待补编号",
        "N/A",
        "None",
        "？",
        "***",
        "/",
        "—",
        "略",
    ] {
        let read = read_text(&key(false), word, &MANNER).unwrap();
        assert_eq!(read.text, "", "{word}");
        let refused = read_text(&key(true), word, &MANNER).unwrap_err();
        assert_eq!(
            (refused.sort, refused.given.as_str()),
            (Sort::Missing, word)
        );
    }
    for number in [
        "无锡借字第3号",
        "JJ-2020-01",
        "甲",
        "见字第一号",
        "待字001",
        "未来01",
        "1",
    ] {
        let read = read_text(&key(true), number, &MANNER).unwrap();
        assert_eq!(read.text, number);
    }
    // Any other text may be such a word.
    assert_eq!(typed(Type::Text, "暂无").as_deref(), Ok("暂无"));
}
