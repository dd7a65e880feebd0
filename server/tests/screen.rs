//! `kedu screen`, as a program calls it.

mod told;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use paper::sheet::{Export, Heading, Typed};
use serde_json::Value;
use tempfile::TempDir;
use values::{Day, Fen};

const HEADS: &str = "credit_code,name,town,registered_on,resident,field,y,revenue_1,revenue_2,revenue_3,rd_1,rd_2,rd_3,rd_domestic,net_assets_1,net_assets_2,net_assets_3,total_income,hightech_income,cost,total_assets,staff,tech_staff,ip_class1,ip_class2,ip_self_developed,standards,transfers,incident,dishonest,hnte_valid,award_top3,provincial_rd_body,standard_lead,mark_tech,mark_core,mark_rules,mark_institution,mark_reward,mark_talent";
/// Passes, but for one technical person.
const FIRM: &str = "91320682DE0000005Q,例某科技有限公司,白蒲镇,2009-11-23,1,4,2019,52000000.00,61000000.00,74000000.00,2300000.00,2700000.00,3400000.00,7980000.00,31000000.00,38000000.00,46000000.00,75000000.00,58000000.00,66000000.00,88000000.00,210,20,2,4,1,0,17,0,0,0,0,0,0,6,7,5,6,3,4";

struct Told {
    folder: TempDir,
}

impl Told {
    fn new() -> Self {
        Told {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn screen(&self, criteria: &str, file: &Path, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kedu"));
        command
            .args(["screen", "--criteria", criteria, "--on", "2020-09-18"])
            .args(more)
            .arg(file);
        command.current_dir(self.folder.path()).output().unwrap()
    }

    /// The objects of a file that is read.
    fn answers(&self, file: &Path) -> Vec<Value> {
        let out = self.screen("hnte-2016", file, &["--json"]);
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        let text = String::from_utf8(out.stdout).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The sentence of a file that is refused.
    fn refused(&self, bytes: &[u8]) -> String {
        let out = self.screen("hnte-2016", &self.file("bad", bytes), &["--json"]);
        assert_eq!(out.status.code(), Some(1));
        assert!(out.stdout.is_empty());
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(said.trim().lines().count(), 1, "{said}");
        said
    }
}

fn failing(answer: &Value) {
    assert_eq!(answer["credit_code"], "91320682DE0000005Q");
    assert_eq!(answer["verdict"], "fail", "{answer}");
    assert_eq!(answer["clauses"][4]["shortfall"], "1");
    assert_eq!(answer["score"]["low"], 74);
    let road = serde_json::json!([{"fact": "tech_staff", "from": "20", "to": "21"}]);
    assert_eq!(answer["roads"][0], road);
}

#[test]
fn a_list_in_every_form_of_the_office() {
    let told = Told::new();
    let plain = format!("{HEADS}\n{FIRM}\n");
    let turned = |text: &str| text.split(',').rev().collect::<Vec<_>>().join(",");
    let quoted = |text: &str| {
        text.split(',')
            .map(|cell| format!("\"{cell}\""))
            .collect::<Vec<_>>()
            .join(",")
    };
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(plain.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let forms: Vec<Vec<u8>> = vec![
        plain.clone().into_bytes(),
        format!("\u{feff}{}", plain.replace('\n', "\r\n")).into_bytes(),
        encoding_rs::GB18030.encode(&plain).0.into_owned(),
        wide,
        plain.replace(',', "\t").into_bytes(),
        format!("{}\n{}", quoted(HEADS), quoted(FIRM)).into_bytes(),
        format!("{}\n\n{}\n\n", turned(HEADS), turned(FIRM)).into_bytes(),
        plain
            .replace("52000000.00", "\"52,000,000.00\"")
            .replace(",210,", ",２１０ ,")
            .into_bytes(),
        format!("{HEADS},备注\n{FIRM},略").into_bytes(),
    ];
    for (number, bytes) in forms.iter().enumerate() {
        let answers = told.answers(&told.file(&format!("form-{number}.csv"), bytes));
        assert_eq!(answers.len(), 1, "form {number}");
        failing(&answers[0]);
    }
}

#[test]
fn a_workbook_with_numbers_and_days_as_cells() {
    let told = Told::new();
    let heads = HEADS.split(',').map(|name| Heading {
        name: name.to_owned(),
        kind: if name == "registered_on" {
            paper::Type::Day
        } else {
            paper::Type::Text
        },
        unit: None,
    });
    let mut export = Export::begin("企业", &heads.collect::<Vec<_>>(), &[]).unwrap();
    let cells: Vec<Typed> = HEADS
        .split(',')
        .zip(FIRM.split(','))
        .map(|(head, cell)| match head {
            "registered_on" => Typed::Day(Day::parse_iso(cell).unwrap()),
            "credit_code" | "name" | "town" => Typed::Text(cell.to_owned()),
            _ if cell.contains('.') => Typed::Money(Fen::parse(cell, 100).unwrap()),
            _ => Typed::Count(cell.parse().unwrap()),
        })
        .collect();
    export.row(&cells).unwrap();
    let path = told.folder.path().join("企业.xlsx");
    export
        .finish(std::fs::File::create(&path).unwrap())
        .unwrap();
    let answers = told.answers(&path);
    assert_eq!(answers.len(), 1);
    failing(&answers[0]);
}

#[test]
fn a_row_that_cannot_be_stops_nothing() {
    let told = Told::new();
    let rows = [
        FIRM.replace(",210,20,", ",20,210,"),
        FIRM.replace(",2019,", ",2018,"),
        FIRM.replace("74000000.00", "7.4e7"),
        FIRM.replace(",6,7,5,6,3,4", ",9,7,5,6,3,4"),
        FIRM.split(",17,").next().unwrap().to_owned(),
        FIRM.replace(",210,20,", ",210,21,"),
    ];
    let answers = told.answers(&told.file(
        "rows.csv",
        format!("{HEADS}\n{}", rows.join("\n")).as_bytes(),
    ));
    let problems: Vec<&str> = answers
        .iter()
        .map(|answer| answer["problems"][0]["column"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(
        problems,
        ["tech_staff", "y", "revenue_3", "mark_tech", "transfers", ""]
    );
    for answer in &answers[..5] {
        assert_eq!(answer["verdict"], "unknown");
        assert_eq!(answer["roads"], serde_json::json!([]));
        assert!(
            !answer["missing"]
                .as_array()
                .unwrap()
                .contains(&answer["problems"][0]["column"])
        );
    }
    assert_eq!(answers[5]["verdict"], "pass");
}

#[test]
fn roads_can_be_left_out_and_people_get_sentences() {
    let told = Told::new();
    let file = told.file("one.csv", format!("{HEADS}\n{FIRM}").as_bytes());
    let out = told.screen("hnte-2016", &file, &["--json", "--no-roads"]);
    let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(answer.get("roads"), None);
    let out = told.screen("hnte-2016", &file, &[]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(
        text.contains("科技人员占比：9.52%，要求 ≥ 10%，差 1 人"),
        "{text}"
    );
    assert!(text.contains("科技人员 20 → 21"), "{text}");
}

#[test]
fn a_formula_that_nobody_reckoned_is_a_problem_and_an_empty_end_is_none() {
    let told = Told::new();
    let path = told.folder.path().join("公式.xlsx");
    let (names, firm): (Vec<&str>, Vec<&str>) =
        (HEADS.split(',').collect(), FIRM.split(',').collect());
    let cell = |at: usize, text: &str| match names[at] {
        "staff" => "<c><f>200+10</f></c>".to_owned(),
        _ => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    // The marks at the end are empty, as a program leaves such cells out.
    let row: String = (0..34).map(|at| cell(at, firm[at])).collect();
    let heads = names
        .iter()
        .map(|name| format!("<c t=\"inlineStr\"><is><t>{name}</t></is></c>"));
    let heads: String = heads.collect();
    workbook(&path, &format!("<row>{heads}</row><row>{row}</row>"));
    let answer = &told.answers(&path)[0];
    assert_eq!(answer["verdict"], "unknown");
    assert_eq!(
        answer["problems"],
        serde_json::json!([{
            "column": "staff", "value": "",
            "reason": "公式还没有算出值，请用 Excel 或 WPS 打开文件，保存后再上传"
        }])
    );
}

/// A workbook of one sheet with these rows.
fn workbook(path: &Path, rows: &str) {
    use std::io::Write;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, text) in [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"{types}.sheet.main+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"企业\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"a\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn a_road_through_a_closed_year_says_so_and_a_day_is_read_as_it_is_offered() {
    let told = Told::new();
    let poor = FIRM.replace(
        "2300000.00,2700000.00,3400000.00,7980000.00",
        "0,0,3400000.00,3400000.00",
    );
    let file = told.file("one.csv", format!("{HEADS}\n{poor}").as_bytes());
    let out = told.screen("hnte-2016", &file, &[]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("（2019 年度已结束）"), "{text}");
    for day in ["20200918", "2020.9.18", "2020年9月18日"] {
        let run = |on: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_kedu"));
            command
                .args(["screen", "--criteria", "hnte-2016", "--on", on])
                .arg(&file);
            command.output().unwrap()
        };
        assert_eq!(run(day).stdout, run("2020-09-18").stdout, "{day}");
    }
}

#[test]
fn what_is_refused_is_said_in_one_sentence() {
    let told = Told::new();
    for (bytes, said) in [
        (b"".to_vec(), "是空的"),
        (b"\n\n".to_vec(), "是空的"),
        (b"name,town\nx,y".to_vec(), "缺少列 credit_code"),
        (
            HEADS
                .replace("staff,tech_staff", "staff,staff")
                .into_bytes(),
            "两列都叫 staff",
        ),
        (b"PK\x03\x04broken".to_vec(), "损坏"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0".to_vec(),
            "旧版 Excel",
        ),
        (
            [HEADS.as_bytes(), b"\n\xff\xff\xff"].concat(),
            "文字编码有误",
        ),
        (
            format!("{HEADS}\n\"{}", "x,".repeat(6_000_000)).into_bytes(),
            "引号没有成对",
        ),
        (
            format!(
                "{HEADS}\n{FIRM}\n{}\n{FIRM}\n{FIRM}",
                FIRM.replace(",例", ",\"例")
            )
            .into_bytes(),
            "第 3 行的引号没有成对，后面的内容分不清是哪一格",
        ),
        (
            format!("{HEADS}\n{FIRM},\"").into_bytes(),
            "第 2 行的引号没有成对",
        ),
        (
            format!("\"{HEADS}\n{FIRM}\n").into_bytes(),
            "第 1 行的引号没有成对",
        ),
    ] {
        let sentence = told.refused(&bytes);
        assert!(sentence.contains(said), "{said}: {sentence}");
    }
    let file = told.file("one.csv", format!("{HEADS}\n{FIRM}").as_bytes());
    let out = told.screen("no-such", &file, &[]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        String::from_utf8(out.stderr)
            .unwrap()
            .contains("hnte-2016（高新技术企业）")
    );
    let out = Command::new(env!("CARGO_BIN_EXE_kedu"))
        .args(["screen", "--criteria", "hnte-2016"])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
}
