#![allow(clippy::unwrap_used)]
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use rust_xlsxwriter::{Color, Format, Note, Workbook};
use zip::ZipArchive;

use super::*;
use crate::book::{Book, Row};

/// A person's workbook: formats, a formula, a comment of their own, a filter, two sheets.
fn own() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("汇总").unwrap();
    let money = Format::new()
        .set_num_format("#,##0.00")
        .set_background_color(Color::RGB(0x00FF_FF00))
        .set_bold();
    page.write(0, 0, "企业").unwrap();
    page.write(0, 1, "金额").unwrap();
    page.write(1, 0, "甲公司").unwrap();
    page.write_with_format(1, 1, 36.5, &money).unwrap();
    page.write(2, 0, "乙公司").unwrap();
    page.write_formula(
        2,
        1,
        rust_xlsxwriter::Formula::new("=B2*2").set_result("73"),
    )
    .unwrap();
    page.write(6, 3, "远处").unwrap();
    page.set_column_format(2, &Format::new().set_italic())
        .unwrap();
    page.insert_note(1, 0, &Note::new("这家要复核").set_author("王"))
        .unwrap();
    page.insert_note(2, 0, &Note::new("我的批注").set_author("王"))
        .unwrap();
    page.autofilter(0, 0, 2, 1).unwrap();
    let other = book.add_worksheet();
    other.set_name("别的").unwrap();
    other.write(0, 0, "不动").unwrap();
    book.save_to_buffer().unwrap()
}

fn marks() -> Vec<Mark> {
    let mark = |at: &str, message: &str| Mark {
        sheet: "汇总".to_owned(),
        at: at.parse().unwrap(),
        message: message.to_owned(),
    };
    vec![
        mark("B2", "缺必填 <金额> & 单位"),
        mark("B2", "第二条"),
        mark("C2", "空格子"),
        mark("A3", "名称对不上"),
        mark("E5", "空行"),
        mark("B9", "表下面"),
    ]
}

fn marked(source: &[u8], marks: &[Mark]) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    mark(Cursor::new(source), marks, &mut out).unwrap();
    out.into_inner()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn text(bytes: &[u8], part: &str) -> String {
    String::from_utf8(parts(bytes).remove(part).unwrap()).unwrap()
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut book = Book::open(Cursor::new(bytes)).unwrap();
    book.rows("汇总").unwrap().map(Result::unwrap).collect()
}

/// The format of a cell as `styles.xml` says it, with its fill.
fn look(bytes: &[u8], at: &str) -> Option<(String, String)> {
    let sheet = text(bytes, "xl/worksheets/sheet1.xml");
    let cell = &sheet[sheet.find(&format!("r=\"{at}\""))?..];
    let tag = &cell[..cell.find('>')?];
    let style: usize = match tag.split_once(" s=\"") {
        Some((_, rest)) => rest[..rest.find('"')?].parse().ok()?,
        None => 0,
    };
    let styles = Styles::read(text(bytes, "xl/styles.xml"), false).unwrap();
    let (format, fill) = styles.look(style);
    Some((format, fill))
}

/// A text without the attributes that begin so.
fn without(xml: &str, attribute: &str) -> String {
    let mut parts = xml.split(attribute);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once('"').unwrap().1)
}

#[test]
fn only_the_bad_cells_change() {
    let source = own();
    let copy = marked(&source, &marks());
    assert_eq!(rows(&copy), rows(&source));
    let (before, after) = (parts(&source), parts(&copy));
    for name in before.keys() {
        let touched = [
            "sheet1.xml",
            "styles.xml",
            "comments1.xml",
            "vmlDrawing1.vml",
        ];
        let same = before[name] == after[name];
        assert!(
            same || touched.iter().any(|one| name.ends_with(one)),
            "{name}"
        );
    }
    assert_eq!(before.len(), after.len());
    let bare = |bytes: &[u8]| {
        let sheet = text(bytes, "xl/worksheets/sheet1.xml");
        [" s=\"", " spans=\""]
            .iter()
            .fold(sheet, |sheet, name| without(&sheet, name))
    };
    let added = [
        "<c r=\"C2\"/>",
        "<row r=\"5\"><c r=\"E5\"/></row>",
        "<row r=\"9\"><c r=\"B9\"/></row>",
    ];
    let taken = added.iter().fold(bare(&copy), |sheet, added| {
        assert_eq!(sheet.matches(added).count(), 1, "{added} in {sheet}");
        sheet.replace(added, "")
    });
    assert_eq!(taken, bare(&source), "every other byte of the sheet stays");
    let (format, fill) = look(&copy, "B2").unwrap();
    assert!(
        format.contains("numFmtId=\"164\"") && format.contains("fontId=\"1\""),
        "{format}"
    );
    assert!(
        fill.contains("FFFFD6D1") && fill.contains("FFFFFF00"),
        "{fill}"
    );
    assert!(look(&copy, "E5").unwrap().1.contains("FFFFD6D1"));
    assert!(look(&copy, "B9").unwrap().1.contains("FFFFD6D1"));
    let (italic, _) = look(&copy, "C2").unwrap();
    assert_ne!(
        italic,
        look(&copy, "E5").unwrap().0,
        "the format of the column is kept"
    );
    assert_eq!(look(&copy, "A2"), look(&source, "A2"));
    let sheet = text(&copy, "xl/worksheets/sheet1.xml");
    let order: Vec<usize> = [
        "r=\"A2\"", "r=\"B2\"", "r=\"C2\"", "r=\"A3\"", "r=\"E5\"", "r=\"D7\"", "r=\"B9\"",
    ]
    .iter()
    .map(|cell| sheet.find(cell).unwrap())
    .collect();
    assert!(order.is_sorted(), "{sheet}");
}

#[test]
fn comments_of_people_stay_and_ours_are_known_again() {
    let source = own();
    let copy = marked(&source, &marks());
    let comments = text(&copy, "xl/comments1.xml");
    assert!(comments.contains("这家要复核") && comments.contains("我的批注"));
    assert!(
        comments.contains("【科度】缺必填 &lt;金额&gt; &amp; 单位\n【科度】第二条"),
        "{comments}"
    );
    assert!(comments.contains("\n【科度】名称对不上"));
    assert_eq!(comments.matches("<comment ").count(), 2 + 4);
    let again = marked(&copy, &marks());
    assert_eq!(
        text(&again, "xl/comments1.xml").matches("科度】").count(),
        comments.matches("科度】").count()
    );

    let mut out = Cursor::new(Vec::new());
    unmark(Cursor::new(&copy), &mut out).unwrap();
    let clean = out.into_inner();
    let comments = text(&clean, "xl/comments1.xml");
    assert!(
        comments.contains("这家要复核")
            && comments.contains("我的批注")
            && !comments.contains("【科度】"),
        "{comments}"
    );
    assert_eq!(
        text(&clean, "xl/drawings/vmlDrawing1.vml")
            .matches("<v:shape ")
            .count(),
        2
    );
    assert_eq!(look(&clean, "B2").unwrap(), look(&source, "B2").unwrap());
    assert!(!look(&clean, "C2").unwrap().1.contains("FFFFD6D1"));
    assert_eq!(rows(&clean), rows(&source));
}

#[test]
fn a_workbook_without_comments_gets_its_first() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("汇总").unwrap();
    page.write(0, 0, "企业").unwrap();
    page.add_table(2, 0, 4, 1, &rust_xlsxwriter::Table::new())
        .unwrap();
    let source = book.save_to_buffer().unwrap();
    let copy = marked(&source, &marks());
    let sheet = text(&copy, "xl/worksheets/sheet1.xml");
    let (drawing, tables) = (
        sheet.find("<legacyDrawing").unwrap(),
        sheet.find("<tableParts").unwrap(),
    );
    assert!(drawing < tables, "{sheet}");
    let types = text(&copy, "[Content_Types].xml");
    assert!(types.contains("/xl/comments_kedu1.xml") && types.contains("Extension=\"vml\""));
    let links = text(&copy, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("vmlDrawing_kedu1.vml") && links.contains("comments_kedu1.xml"));
    let again = marked(&copy, &marks());
    assert_eq!(
        parts(&again).keys().collect::<Vec<_>>(),
        parts(&copy).keys().collect::<Vec<_>>()
    );
    assert_eq!(
        text(&again, "xl/comments_kedu1.xml"),
        text(&copy, "xl/comments_kedu1.xml")
    );
}

#[test]
fn a_merged_cell_is_marked_where_it_is_seen() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("汇总").unwrap();
    page.merge_range(1, 3, 2, 3, "36", &Format::new()).unwrap();
    let source = book.save_to_buffer().unwrap();
    let wrong = ["D3", "D4"].map(|at| Mark {
        sheet: "汇总".to_owned(),
        at: at.parse().unwrap(),
        message: "请取消合并后分别填写".to_owned(),
    });
    let copy = marked(&source, &wrong);
    let comments = text(&copy, "xl/comments_kedu1.xml");
    let has = |at: &str| comments.contains(&format!("ref=\"{at}\""));
    assert!(has("D2") && has("D4") && !has("D3"), "{comments}");
    assert!(look(&copy, "D2").unwrap().1.contains("FFFFD6D1"));
}

#[test]
fn a_strict_workbook_stays_strict() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("汇总").unwrap();
    let plain = book.save_to_buffer().unwrap();
    let strict = parts(&plain).into_iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let text = text
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/",
                "http://purl.oclc.org/ooxml/officeDocument/",
            )
            .replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            );
        (name, text)
    });
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in strict {
        zip.start_file(name, packed()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let strict = zip.finish().unwrap().into_inner();
    for (source, is_strict) in [(strict, true), (plain, false)] {
        let copy = marked(&source, &marks());
        for part in [
            "xl/worksheets/_rels/sheet1.xml.rels",
            "xl/worksheets/sheet1.xml",
            "xl/comments_kedu1.xml",
        ] {
            let text = text(&copy, part);
            assert_eq!(text.contains("purl.oclc.org"), is_strict, "{text}");
            assert!(
                !is_strict
                    || !text.contains("openxmlformats.org/officeDocument")
                        && !text.contains("openxmlformats.org/spreadsheetml"),
                "{text}"
            );
        }
    }
}

#[test]
fn a_mark_on_no_sheet_is_refused() {
    let wrong = Mark {
        sheet: "没有".to_owned(),
        ..marks().remove(0)
    };
    let refused = mark(Cursor::new(own()), &[wrong], Cursor::new(Vec::new()));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "没有工作表“没有”，这份文件里有：汇总、别的"
    );
}

#[test]
fn a_list_gets_a_workbook_of_errors() {
    let errors = [(
        "C18".parse().unwrap(),
        "9月31日".to_owned(),
        "9 月只有 30 天".to_owned(),
    )];
    let mut out = Cursor::new(Vec::new());
    assert_eq!(list_of_errors(errors, &[], &mut out).unwrap(), 1);
    let mut book = Book::open(Cursor::new(out.into_inner())).unwrap();
    let row = book.rows("要改的地方").unwrap().nth(1).unwrap().unwrap();
    let cells: Vec<String> = row
        .cells
        .iter()
        .map(|cell| cell.text().into_owned())
        .collect();
    assert_eq!(cells, ["18", "C18", "9月31日", "9 月只有 30 天"]);
}

#[test]
fn the_notes_of_our_template_stay() {
    let wanted = [crate::Wanted {
        whom: false,
        id: "amount".to_owned(),
        name: "金额".to_owned(),
        synonyms: Vec::new(),
        kind: Type::Money,
        unit: String::new(),
        options: Vec::new(),
        required: true,
        key: false,
        help: "按合同填写。".to_owned(),
        within: String::new(),
    }];
    let mut out = Cursor::new(Vec::new());
    crate::sheet::template("汇总", &wanted, crate::Unit::Wan, &mut out).unwrap();
    let source = out.into_inner();
    let wrong = ["A1", "A2"].map(|at| Mark {
        sheet: "汇总".to_owned(),
        at: at.parse().unwrap(),
        message: "缺必填".to_owned(),
    });
    let copy = marked(&marked(&source, &wrong), &wrong[1..]);
    let comments = text(&copy, "xl/comments1.xml");
    assert!(comments.contains("按合同填写。"), "{comments}");
    assert_eq!(comments.matches("【科度】缺必填").count(), 1, "{comments}");
}

#[test]
fn a_fill_under_a_mark_comes_back_only_where_it_is_known() {
    let copy = marked(&own(), &marks());
    let styles = text(&copy, "xl/styles.xml");
    let at = styles.find("<cellXfs").unwrap();
    let formats: Vec<&str> = styles[at..].split("<xf ").collect();
    let yellow = (0..formats.len() - 1).find(|style| {
        let styles = Styles::read(styles.clone(), false).unwrap();
        let fill = styles.look(*style).1;
        fill.contains("FFFFD6D1") && fill.contains("FFFFFF00")
    });
    let yellow = yellow.unwrap();
    // As LibreOffice saves it.
    let other = styles
        .replace(" tint=\"0\"", "")
        .replace("FFFFFF00\"/></patternFill>", "FFD9D9D9\"/></patternFill>");
    for (text, dithered, expected) in [
        (&styles, false, "FFFFFF00"),
        (&styles, true, "FFFFFF00"),
        (&other, true, "patternType=\"none\""),
    ] {
        let mut styles = Styles::read(text.clone(), dithered).unwrap();
        let restored = styles.restored(yellow);
        let fill = styles.look(restored).1;
        assert!(
            fill.contains(expected) && !fill.contains("D9D9D9"),
            "{fill}"
        );
    }
}
