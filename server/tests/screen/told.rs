//! What is told of a file that cannot be read, and of cells and lines that are doubtful.

use std::process::Command;

use serde_json::Value;

use super::{FIRM, HEADS, Told, failing, workbook};

#[test]
fn what_cannot_be_run_is_said_in_chinese() {
    let told = Told::new();
    let good = told.file("one.csv", format!("{HEADS}\n{FIRM}").as_bytes());
    let hello = told.file("hello.xlsx", b"hello");
    let absent = told.folder.path().join("no.csv");
    let folder = told.folder.path().to_owned();
    for (criteria, on, file, code, said) in [
        ("hnte-2016", "2020-09-18", &absent, 1, "找不到文件"),
        ("hnte-2016", "2020-09-18", &folder, 1, "是目录"),
        (
            "hnte-2016",
            "2020-09-18",
            &hello,
            1,
            "内容却是文字，不是工作簿",
        ),
        (
            "hnte-2016",
            "2015-12-31",
            &good,
            1,
            "适用期是 2016-01-01 至今。",
        ),
        (
            "hnte-2016",
            "2020-13-01",
            &good,
            2,
            "--on 的值不对：2020-13-01 不是一个日子",
        ),
        (
            "hnte-2016",
            "明天",
            &good,
            2,
            "--on 的值不对：“明天”不是日期，要带年份",
        ),
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_kedu"))
            .args(["screen", "--criteria", criteria, "--on", on, "--json"])
            .arg(file)
            .output()
            .unwrap();
        let text = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(code), "{said}: {text}");
        assert!(text.contains(said), "{said}: {text}");
        assert_eq!(text.trim().lines().count(), 1, "{text}");
        assert!(!text.contains("os error"), "{text}");
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn a_list_that_is_called_a_workbook_is_still_read() {
    let told = Told::new();
    let file = told.file("one.xlsx", format!("{HEADS}\n{FIRM}").as_bytes());
    failing(&told.answers(&file)[0]);
}

#[test]
fn a_firm_on_two_rows_is_told_with_the_other_line() {
    let told = Told::new();
    let other = FIRM.replace("005Q", "006Q");
    let wrapped = FIRM.replace("005Q", "007Q").replace("例某", "\"例\n某");
    let wrapped = wrapped.replace("公司,", "公司\",");
    let list = [HEADS, FIRM, &other, &wrapped, "", FIRM, &other];
    for (end, name) in [("\n", "lf.csv"), ("\r\n", "crlf.csv")] {
        let answers = told.answers(&told.file(name, list.join(end).as_bytes()));
        let said: Vec<&str> = answers
            .iter()
            .map(|answer| answer["warnings"][0]["reason"].as_str().unwrap_or(""))
            .collect();
        assert_eq!(said.len(), 5, "{said:?}");
        assert_eq!(said[..3], ["", "", ""], "{said:?}");
        assert!(said[3].contains("（第 7 行）和第 2 行"), "{name} {said:?}");
        assert!(said[4].contains("（第 8 行）和第 3 行"), "{name} {said:?}");
        assert!(answers[3]["warnings"][0]["column"] == "credit_code");
        failing(&answers[3]);
    }
    let file = told.file("lf.csv", list.join("\n").as_bytes());
    let out = told.screen("hnte-2016", &file, &["--no-roads"]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("例 某科技有限公司  不满足"), "{text}");
    assert!(
        text.contains("  留意  credit_code：这一行（第 7 行）"),
        "{text}"
    );
}

#[test]
fn a_formula_without_a_value_brings_no_second_problem() {
    let told = Told::new();
    let path = told.folder.path().join("公式.xlsx");
    let (names, firm): (Vec<&str>, Vec<&str>) =
        (HEADS.split(',').collect(), FIRM.split(',').collect());
    let cell = |at: usize| match names[at] {
        "revenue_1" => "<c><f>1+1</f></c>".to_owned(),
        _ => format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", firm[at]),
    };
    let row: String = (0..names.len()).map(cell).collect();
    let heads = names
        .iter()
        .map(|name| format!("<c t=\"inlineStr\"><is><t>{name}</t></is></c>"));
    let heads: String = heads.collect();
    workbook(&path, &format!("<row>{heads}</row><row>{row}</row>"));
    let answer = &told.answers(&path)[0];
    assert_eq!(answer["problems"].as_array().unwrap().len(), 1, "{answer}");
    assert_eq!(answer["problems"][0]["column"], "revenue_1");
    assert_eq!(answer["clauses"][5]["verdict"], "unknown");
}

#[test]
fn what_the_text_does_not_describe_is_told_in_both_forms() {
    let told = Told::new();
    let odd = FIRM
        .replace(",17,", ",2,")
        .replace("31000000.00", "-31000000.00");
    let file = told.file("odd.csv", format!("{HEADS}\n{odd}").as_bytes());
    let columns: Vec<Value> = told.answers(&file)[0]["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["column"].clone())
        .collect();
    assert_eq!(columns, ["transfers", "net_assets_1"]);
    let out = told.screen("hnte-2016", &file, &["--no-roads"]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(
        text.contains("  留意  transfers：年均转化数是 0.67"),
        "{text}"
    );
    assert!(
        text.contains("  留意  net_assets_1：第一年净资产是负数"),
        "{text}"
    );
}
