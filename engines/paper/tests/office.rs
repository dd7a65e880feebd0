//! What we write is opened by an office program, and says there what it says here.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use paper::marked::{Mark, mark};
use paper::sheet::{Export, Heading, Typed, template};
use paper::{Book, Type, Unit, Wanted};
use rust_xlsxwriter::{Format, Note, Workbook};
use values::{Day, Fen};

fn list() -> Vec<u8> {
    let heading = |name: &str, kind, unit| Heading {
        name: name.to_owned(),
        kind,
        unit,
    };
    let headings = [
        heading("企业", Type::Text, None),
        heading("金额", Type::Money, Some(Unit::Wan)),
        heading("付款日", Type::Day, None),
        heading("家数", Type::Count, None),
        heading("占比", Type::Share, None),
        heading("说明", Type::Long, None),
    ];
    let about = [("筛选".to_owned(), "镇区：白蒲镇；状态：已核实".to_owned())];
    let mut list = Export::begin("付款", &headings, &about).unwrap();
    for (text, long) in [
        ("甲 & <乙> \"公司\"", "第一行\n第二行"),
        ("=HYPERLINK(\"a\",\"b\")", "=1+1"),
        ("+86", "不是控制符_x0001_"),
        ("𠮷田", ""),
    ] {
        list.row(&[
            Typed::Text(text.to_owned()),
            Typed::Money(Fen(36_000_001)),
            Typed::Day(Day::of(2020, 9, 30).unwrap()),
            Typed::Count(1_204),
            Typed::Number(0.025),
            Typed::Text(long.to_owned()),
        ])
        .unwrap();
    }
    let mut out = Cursor::new(Vec::new());
    list.finish(&mut out).unwrap();
    out.into_inner()
}

fn form() -> Vec<u8> {
    let field = |id: &str, name: &str, kind, required| Wanted {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        required,
        help: "以付款凭证为准".to_owned(),
        ..Wanted::default()
    };
    let mut source = field("source", "资金来源", Type::Option, true);
    source.options = vec![
        ("own".to_owned(), "企业自有资金".to_owned()),
        ("subsidy".to_owned(), "财政补助".to_owned()),
    ];
    let wanted = [
        field("firm", "企业", Type::Text, true),
        field("amount", "金额", Type::Money, true),
        field("paid_on", "付款日", Type::Day, false),
        source,
    ];
    let mut out = Cursor::new(Vec::new());
    template("付款", &wanted, Unit::Wan, &mut out).unwrap();
    out.into_inner()
}

fn returned() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("汇总").unwrap();
    let bold = Format::new().set_bold().set_num_format("#,##0.00");
    page.write(0, 0, "企业").unwrap();
    page.write(1, 0, "甲公司").unwrap();
    page.write_with_format(1, 1, 36.5, &bold).unwrap();
    page.insert_note(1, 0, &Note::new("这家要复核").set_author("王"))
        .unwrap();
    let own = book.save_to_buffer().unwrap();
    let mark_at = |at: &str, message: &str| Mark {
        sheet: "汇总".to_owned(),
        at: at.parse().unwrap(),
        message: message.to_owned(),
    };
    let marks = [
        mark_at("B2", "没有“三十六”这样的金额 <&>"),
        mark_at("A2", "名称对不上"),
        mark_at("C5", "缺必填"),
    ];
    let mut out = Cursor::new(Vec::new());
    mark(Cursor::new(own), &marks, &mut out).unwrap();
    out.into_inner()
}

/// Has the office program write the files of a folder in another format, beside them.
fn convert(folder: &Path, to: &str) {
    let files = ["list.xlsx", "form.xlsx", "returned.xlsx"];
    let settings = format!("-env:UserInstallation=file://{}/settings", folder.display());
    let said = Command::new("soffice")
        .args([&settings, "--headless", "--convert-to", to, "--outdir"])
        .arg(folder)
        .args(files.map(|file| folder.join(file)))
        .output()
        .expect("soffice is missing: make prepare");
    let told = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{told}");
    assert!(!told.contains("Error"), "{told}");
}

/// The rows of a sheet as the program wrote them to a list.
fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    let mut book = Book::open(Cursor::new(bytes)).unwrap();
    let rows = book.rows("列表").unwrap().map(Result::unwrap);
    rows.map(|row| {
        row.cells
            .iter()
            .map(|cell| cell.text().into_owned())
            .collect()
    })
    .collect()
}

#[test]
fn an_office_program_opens_what_we_write() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, bytes) in [
        ("list.xlsx", list()),
        ("form.xlsx", form()),
        ("returned.xlsx", returned()),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    // Commas, quotation marks, UTF-8, cells as they are shown, a file for each sheet.
    convert(
        folder,
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1",
    );
    convert(folder, "fods");

    let list = rows(folder, "list-付款.csv");
    assert_eq!(
        list[0],
        ["企业", "金额（万元）", "付款日", "家数", "占比", "说明"]
    );
    let shown = ["36.00", "2020-09-30", "1,204", "2.5%"];
    for (row, (text, long)) in list[1..].iter().zip([
        ("甲 & <乙> \"公司\"", Some("第一行\n第二行")),
        ("=HYPERLINK(\"a\",\"b\")", Some("=1+1")),
        ("+86", Some("不是控制符_x0001_")),
        ("𠮷田", None),
    ]) {
        assert_eq!(row[0], text);
        assert_eq!(row[1..5], shown, "{row:?}");
        assert_eq!(row.get(5).map(String::as_str), long);
    }
    assert_eq!(
        rows(folder, "list-说明.csv")[0],
        ["筛选", "镇区：白蒲镇；状态：已核实"]
    );

    assert_eq!(
        rows(folder, "form-付款.csv")[0],
        ["*企业", "*金额（万元）", "付款日", "*资金来源"]
    );
    let form = std::fs::read_to_string(folder.join("form.fods")).unwrap();
    assert!(form.contains("table:content-validation ") && form.contains("以付款凭证为准"));

    assert_eq!(
        rows(folder, "returned-汇总.csv"),
        [vec!["企业"], vec!["甲公司", "36.50"]]
    );
    let returned = std::fs::read_to_string(folder.join("returned.fods")).unwrap();
    for words in [
        "这家要复核",
        "【科度】没有“三十六”这样的金额 &lt;&amp;&gt;",
        "【科度】名称对不上",
        "【科度】缺必填",
    ] {
        assert!(returned.contains(words), "{words}");
    }
    assert!(returned.contains("fo:background-color=\"#ffd6d1\""));
}
