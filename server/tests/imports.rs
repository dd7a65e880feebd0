//! `kedu ledger load`, also where it is cut off.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::place::{CODE, Place};

fn table(folder: &Path, rows: usize) -> PathBuf {
    let mut text =
        "统一社会信用代码,需求名称,需求类型,发布日,现状与难点,拟投入资金（万元）\n".to_owned();
    for row in 0..rows {
        writeln!(
            text,
            "{CODE},铸造工艺之{row},工艺改进,2020-09-01,返修多,12.5"
        )
        .unwrap();
    }
    let path = folder.join("需求.csv");
    std::fs::write(&path, text).unwrap();
    path
}

fn load(place: &Place, file: &Path) -> Command {
    let mut command = place.kedu();
    command.args(["ledger", "load", "--json"]).arg(file);
    command
}

/// How many versions are stored, all of them whole.
fn versions(place: &Place) -> u64 {
    let verified = place.kedu().args(["verify", "--json"]).output().unwrap();
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
    let said: Value = serde_json::from_slice(&verified.stdout).unwrap();
    said["checked"]["rows"].as_u64().unwrap()
}

#[tokio::test]
async fn a_file_is_loaded_once_and_its_faults_are_told() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let file = table(folder.path(), 3);
    for expected in [[3, 0, 0], [0, 0, 3]] {
        let out = load(&place, &file).output().unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        let said: Value = serde_json::from_slice(&out.stdout).unwrap();
        let numbers = ["created", "changed", "unchanged"].map(|name| said[name].as_u64().unwrap());
        assert_eq!(numbers, expected);
        assert_eq!(said["errors"], Value::Array(Vec::new()));
    }
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replacen("2020-09-01", "2020-09-31", 1)
            .replacen("之1", "之1新", 1),
    )
    .unwrap();
    let out = load(&place, &file).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(
        (
            said["created"].as_u64(),
            said["errors"].as_array().unwrap().len()
        ),
        (Some(0), 1)
    );
    let error = &said["errors"][0];
    assert_eq!(
        (error["row"].as_u64(), error["column"].as_str()),
        (Some(2), Some("D"))
    );
    assert_eq!(error["value"], "2020-09-31");
    assert!(
        error["reason"].as_str().unwrap().contains("9 月只有 30 天"),
        "{error}"
    );
    assert!(
        error["accepted"].as_str().unwrap().contains("2020-09-30"),
        "{error}"
    );
    assert_eq!(versions(&place), 4, "the contract and three demands");
}

/// Some kind finds in a row of another what it takes for its heading, and nothing below it.
#[tokio::test]
async fn a_file_that_one_kind_cannot_read_is_still_known_by_another() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let file = table(folder.path(), 1);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("返修多", "说明")).unwrap();
    let out = load(&place, &file).output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{said}");
    let said: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(said["created"], 1);
}

#[tokio::test]
async fn a_load_that_is_killed_leaves_nothing() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let rows = 20_000;
    let file = table(folder.path(), rows);
    let (mut nothing, mut all) = (0, 0);
    for wait in [200, 800, 1600, 2400, 3200, 4000] {
        let mut child = load(&place, &file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        match versions(&place) {
            1 => nothing += 1,
            many => {
                assert_eq!(many, rows as u64 + 1, "half of it stayed");
                all += 1;
            }
        }
        if all > 0 {
            break;
        }
    }
    assert!(nothing > 0, "no load was cut off");
    let out = load(&place, &file).output().unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    assert_eq!(versions(&place), rows as u64 + 1);
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_stays() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let file = table(folder.path(), 20_000);
    // No file may grow beyond 6 MB: the table itself is smaller, what it becomes in the ledger is not.
    let inner = load(&place, &file);
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 12288; exec \"$0\" \"$@\"");
    command.arg(inner.get_program()).args(inner.get_args());
    let out = command
        .env_remove("KEDU_DATABASE")
        .env_remove("KEDU_COUNTY")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains("磁盘满了，没有导入"), "{said}");
    assert_eq!(versions(&place), 1);
    let out = load(&place, &file).output().unwrap();
    assert!(
        out.status.success(),
        "with room it goes in: {}",
        String::from_utf8_lossy(&out.stderr)
    );
}

#[tokio::test]
async fn what_is_no_table_is_refused_in_one_line() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("旧.xlsx");
    std::fs::write(&file, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook").unwrap();
    for (arguments, told) in [
        (vec![file.to_str().unwrap()], "另存为 .xlsx"),
        (
            vec![file.to_str().unwrap(), "--kind", "nonsense"],
            "没有台账类别“nonsense”",
        ),
        (vec!["nowhere.csv"], "打不开 nowhere.csv：没有这个文件"),
    ] {
        let out = place
            .kedu()
            .args(["ledger", "load"])
            .args(&arguments)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(
            (out.status.code(), said.lines().count()),
            (Some(1), 1),
            "{said}"
        );
        assert!(said.contains(told), "{told}: {said}");
    }
}

/// A sheet for each town, with the same heading.
fn of_towns(folder: &Path) -> PathBuf {
    let (mut sheets, mut ids) = (String::new(), String::new());
    let path = folder.join("各镇.xlsx");
    let mut book = ZipWriter::new(File::create(&path).unwrap());
    let mut part = |name: &str, text: &str| {
        book.start_file(name, SimpleFileOptions::default()).unwrap();
        book.write_all(text.as_bytes()).unwrap();
    };
    let of_office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    for (at, town) in [(1, "白蒲镇"), (2, "东陈镇")] {
        let heading = [
            "统一社会信用代码",
            "需求名称",
            "需求类型",
            "发布日",
            "现状与难点",
            "拟投入资金（万元）",
        ];
        let named = format!("{town}的工艺");
        let row = [
            CODE,
            named.as_str(),
            "工艺改进",
            "2020-09-01",
            "返修多",
            "12.5",
        ];
        let mut rows = String::new();
        for cells in [heading, row] {
            let cells = cells.map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
            write!(rows, "<row>{}</row>", cells.concat()).unwrap();
        }
        part(
            &format!("xl/worksheets/sheet{at}.xml"),
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        );
        write!(
            sheets,
            "<sheet name=\"{town}\" sheetId=\"{at}\" r:id=\"r{at}\"/>"
        )
        .unwrap();
        write!(ids, "<Relationship Id=\"r{at}\" Type=\"{of_office}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>").unwrap();
    }
    part(
        "xl/workbook.xml",
        &format!("<workbook xmlns:r=\"{of_office}\"><sheets>{sheets}</sheets></workbook>"),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships>{ids}</Relationships>"),
    );
    part(
        "_rels/.rels",
        &format!(
            "<Relationships><Relationship Id=\"r\" Type=\"{of_office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    part("[Content_Types].xml", "<Types/>");
    book.finish().unwrap();
    path
}

#[tokio::test]
async fn sheets_that_are_named_are_read_together() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let file = of_towns(folder.path());
    for (sheets, created, told) in [
        (vec!["--sheet", "西郊镇"], None, "西郊镇"),
        (vec!["--sheet", "东陈镇"], Some(1), "没有读“白蒲镇”"),
        (
            vec![],
            Some(1),
            "表头相同的工作表一起读：“白蒲镇”、“东陈镇”",
        ),
    ] {
        let out = load(&place, &file).args(&sheets).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.success(), created.is_some(), "{said}");
        assert!(said.contains(told), "{told}: {said}");
        if let Some(created) = created {
            let document: Value = serde_json::from_slice(&out.stdout).unwrap();
            assert_eq!(document["created"].as_u64(), Some(created), "{document}");
        }
    }
    assert_eq!(versions(&place), 3, "the contract and two demands");
}

/// A table with a title, a column that nobody wants and a total.
fn told_of(place: &Place, folder: &Path, above: &str) -> (Option<i32>, Value, String) {
    let file = folder.join("汇总.csv");
    let heading = "统一社会信用代码,需求名称,需求类型,发布日,现状与难点,拟投入资金,联系人";
    let row = format!("{CODE},铸造工艺,工艺改进,9月1日,返修多,12.5,张");
    let text = format!("{above},,,,,,\n{heading}\n{row}\n合计,,,,,12.5,\n");
    std::fs::write(&file, text).unwrap();
    let mut command = load(place, &file);
    let out = command.args(["--kind", "demand"]).output().unwrap();
    let said = serde_json::from_slice(&out.stdout).unwrap();
    let notes = String::from_utf8_lossy(&out.stderr).into_owned();
    (out.status.code(), said, notes)
}

#[tokio::test]
async fn how_a_file_was_understood_is_told_beside_its_result() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let (_, _, notes) = told_of(&place, folder.path(), "2019年需求汇总表（万元）");
    for told in [
        "没有导入的列：G“联系人”",
        "F“拟投入资金”的单位是万元",
        "表上方“2019年需求汇总表（万元）”写明单位是万元",
        "没写年份的日期，算 2019 年（表上方“2019年需求汇总表（万元）”）",
        "不当成记录的 1 行：第 4 行（合计行，合计）",
        "表里的 1 处合计，与读出的各行相加一致",
    ] {
        assert!(notes.contains(told), "{told}: {notes}");
    }
    let (code, said, _) = told_of(&place, folder.path(), "2020年100万元以上需求");
    assert_eq!((code, said["created"].as_u64()), (Some(1), Some(0)));
    let error = &said["errors"][0];
    assert_eq!(
        (error["row"].as_u64(), error["column"].as_str()),
        (Some(2), Some("F"))
    );
    assert_eq!(error["value"], "拟投入资金");
    let reason = error["reason"].as_str().unwrap();
    assert!(
        reason.contains("里有“万”") && reason.contains("在表头写明"),
        "{reason}"
    );
}

#[tokio::test]
async fn between_two_columns_as_like_nobody_chooses() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("两列.csv");
    let text = format!(
        "统一社会信用代码,需求名称,需求类型,发布日,现状与难点,拟投入资金（计划，元）,拟投入资金（实际，元）\n{CODE},铸造工艺,工艺改进,2020-09-01,返修多,12,13\n"
    );
    std::fs::write(&file, text).unwrap();
    let out = load(&place, &file).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&out.stdout).unwrap();
    let error = &said["errors"][0];
    let reason = error["reason"].as_str().unwrap();
    let both = "F 列“拟投入资金（计划，元）”和 G 列“拟投入资金（实际，元）”";
    assert!(reason.contains(both), "{error}");
    assert_eq!(versions(&place), 1, "the contract");
}
