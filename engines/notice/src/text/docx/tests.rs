#![allow(clippy::unwrap_used)]
use super::*;
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(name: &str, content: &[u8]) -> Vec<u8> {
    parts(&[(name, content)])
}

fn parts(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(inside: &str) -> Vec<u8> {
    packed(
        "word/document.xml",
        format!("<w:document><w:body>{inside}</w:body></w:document>").as_bytes(),
    )
}

#[test]
fn paragraphs_tables_tabs_and_breaks() {
    let bytes = document(
        "<w:p><w:r><w:t>一、目标</w:t></w:r></w:p>\
         <w:p><w:r><w:t>净增</w:t><w:tab/><w:t>高企</w:t><w:br/><w:t>R&amp;D&#12290;</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>高企</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30家</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    );
    assert_eq!(
        text(&bytes).unwrap(),
        "一、目标\n净增\t高企\nR&D。\n高企\t30家\n"
    );
}

#[test]
fn deleted_text_is_left_out() {
    let bytes = document(
        "<w:p><w:r><w:t>净增</w:t></w:r><w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:ins><w:r><w:t>30</w:t></w:r></w:ins></w:p>",
    );
    assert_eq!(text(&bytes).unwrap(), "净增30\n");
}

#[test]
fn what_is_no_word_document_is_refused() {
    assert_eq!(
        text(&packed("xl/workbook.xml", b"<x/>")),
        Err(Unreadable::NotWord)
    );
    assert!(matches!(
        text(b"PK\x03\x04 broken"),
        Err(Unreadable::DamagedDocx { .. })
    ));
    assert!(matches!(
        text(&packed("word/document.xml", b"<w:p><w:t>a</w:p>")),
        Err(Unreadable::DamagedDocx { .. })
    ));
    assert!(matches!(
        text(&packed("word/document.xml", &[0xff, 0xff, 0x80])),
        Err(Unreadable::DamagedDocx { .. })
    ));
}

#[test]
fn a_bomb_is_refused() {
    let swollen = vec![b' '; (LIMIT_MB * 1_048_576 + 2) as usize];
    assert_eq!(
        text(&packed("word/document.xml", &swollen)),
        Err(Unreadable::Swollen { limit: LIMIT_MB })
    );
}

/// A document with lists: `一、`, below it `（一）`, below that `1.1`; and digits in another list.
fn listed(paragraphs: &[(&str, &str)]) -> String {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="7">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%2.%3"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num></w:numbering>"#;
    let styles = r#"<w:styles><w:style w:styleId="Chapter"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="Own"><w:basedOn w:val="Chapter"/></w:style></w:styles>"#;
    let paragraphs: String = paragraphs
        .iter()
        .map(|(properties, text)| {
            format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
        })
        .collect();
    let document = format!("<w:document><w:body>{paragraphs}</w:body></w:document>");
    let bytes = parts(&[
        ("word/document.xml", document.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    text(&bytes).unwrap()
}

fn at(list: u32, level: u32) -> String {
    format!(
        "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr><w:tabs><w:tab w:val=\"left\" w:pos=\"709\"/></w:tabs>"
    )
}

#[test]
fn numbers_that_word_counts_itself_stand_in_the_text() {
    let (chapter, section, point) = (at(1, 0), at(1, 1), at(1, 2));
    let read = listed(&[
        (&chapter, "工作目标"),
        (&section, "高企"),
        (&point, "培育"),
        (&point, "认定"),
        (&section, "载体"),
        (&point, "孵化器"),
        ("", "净增30家。"),
        (&chapter, "重点举措"),
        (&section, "金融"),
    ]);
    assert_eq!(
        read,
        "一、工作目标\n（一）高企\n1.1 培育\n1.2 认定\n（二）载体\n2.1 孵化器\n净增30家。\n二、重点举措\n（一）金融\n"
    );
}

#[test]
fn lists_go_on_begin_anew_or_have_no_number() {
    let (going, anew, bullet) = (at(2, 0), at(3, 0), at(4, 0));
    let none = "<w:pStyle w:val=\"Own\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    let style = "<w:pStyle w:val=\"Own\"/>";
    let changed =
        "<w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:pPrChange>";
    let read = listed(&[
        (&going, "甲"),
        (&going, "乙"),
        (&anew, "丙"),
        (&anew, "丁"),
        (&bullet, "戊"),
        (style, "己"),
        (none, "庚"),
        (style, "辛"),
        (changed, "壬"),
        (&at(99, 0), "癸"),
    ]);
    assert_eq!(
        read,
        "3.甲\n4.乙\n1.丙\n2.丁\n戊\n一、己\n庚\n二、辛\n壬\n癸\n"
    );
}

#[test]
fn paragraphs_of_one_cell_stand_apart_and_marks_of_tab_stops_are_no_tabs() {
    let bytes = document(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>高企</w:t></w:r></w:p><w:p><w:pPr><w:tabs><w:tab w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>净增</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30家</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>留着</w:t></w:r></w:p>",
    );
    assert_eq!(text(&bytes).unwrap(), "高企 净增\t30家\n留着\n");
}

#[test]
fn a_row_stays_one_line_with_its_columns() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let wide = format!(
        "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>{}",
        words("季度目标")
    );
    let broken = "<w:p><w:r><w:t>净增</w:t><w:br/><w:t>高企</w:t><w:tab/><w:t>数</w:t></w:r></w:p>";
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell(&words("内")),
        cell(&words("里"))
    );
    let bytes = document(&format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell(&words("指标")),
        cell(&wide),
        cell(&words("牵头科室")),
        cell("<w:tcPr><w:vMerge/></w:tcPr><w:p/>"),
        cell(broken),
        cell(&inner),
    ));
    assert_eq!(
        text(&bytes).unwrap(),
        "指标\t季度目标\t\t\t牵头科室\n〃\t净增 高企 数\t内 里\n"
    );
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn raised_marks_are_no_part_of_a_number() {
    let raised = "<w:vertAlign w:val=\"superscript\"/>";
    let higher = "<w:position w:val=\"8\"/>";
    for (before, mark, properties, behind, told) in [
        ("净增30", "1", raised, "家", "净增30家\n"),
        ("占比2.8", "[3]", higher, "%", "占比2.8%\n"),
        ("厂房12万m", "2", raised, "。", "厂房12万m²。\n"),
        (
            "CO",
            "2",
            "<w:vertAlign w:val=\"subscript\"/>",
            "下降",
            "CO2下降\n",
        ),
        (
            "净增3",
            "0",
            "<w:vertAlign w:val=\"baseline\"/>",
            "家",
            "净增30家\n",
        ),
    ] {
        let runs = format!(
            "{}{}{}",
            run("", before),
            run(properties, mark),
            run("", behind)
        );
        assert_eq!(
            text(&document(&format!("<w:p>{runs}</w:p>"))).unwrap(),
            told
        );
    }
}

#[test]
fn what_is_not_on_the_page_is_not_read() {
    for (properties, told) in [
        ("<w:vanish/>", "甲\n"),
        ("<w:vanish w:val=\"0\"/>", "甲30家\n"),
        ("<w:strike/>", "甲\n"),
        ("<w:dstrike w:val=\"true\"/>", "甲\n"),
        (
            "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>",
            "甲30家\n",
        ),
        ("<w:color w:val=\"FFFFFF\"/>", "甲\n"),
        (
            "<w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"336699\"/>",
            "甲30家\n",
        ),
        ("<w:color w:val=\"333333\"/>", "甲30家\n"),
    ] {
        let runs = format!("{}{}", run("", "甲"), run(properties, "30家"));
        let read = text(&document(&format!("<w:p>{runs}</w:p>")));
        assert_eq!(read.unwrap(), told, "{properties}");
    }
    // White heads of a table stand on its shade.
    let head = run("<w:color w:val=\"FFFFFF\"/>", "指标");
    let row = |properties: &str, inside: &str| {
        format!("<w:tr>{properties}<w:tc><w:p>{inside}</w:p></w:tc></w:tr>")
    };
    let deleted = row("<w:trPr><w:del w:id=\"1\"/></w:trPr>", &run("", "高企"));
    let kept = row("<w:trPr><w:ins w:id=\"1\"/></w:trPr>", &run("", "科小"));
    let bytes = document(&format!("<w:tbl>{}{deleted}{kept}</w:tbl>", row("", &head)));
    assert_eq!(text(&bytes).unwrap(), "指标\n科小\n");
}

#[test]
fn a_style_hides_its_runs() {
    let styles = r#"<w:styles><w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style></w:styles>"#;
    let runs = [
        run("", "甲"),
        run("<w:rStyle w:val=\"Own\"/>", "乙"),
        run("<w:rStyle w:val=\"Own\"/><w:vanish w:val=\"false\"/>", "丙"),
        run("", "丁"),
    ];
    let document = format!("<w:document><w:p>{}</w:p></w:document>", runs.concat());
    let bytes = parts(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    assert_eq!(text(&bytes).unwrap(), "甲丙丁\n");
}

#[test]
fn signs_that_are_no_text_are_read() {
    let bytes = document(
        "<w:p><w:r><w:t>增长5</w:t><w:noBreakHyphen/><w:t>6%，</w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>30</w:t><w:softHyphen/><w:t>家</w:t><w:sym w:font=\"Wingdings\" w:char=\"F06C\"/></w:r></w:p>",
    );
    assert_eq!(text(&bytes).unwrap(), "增长5-6%，≥30家\n");
}

#[test]
fn a_row_may_begin_behind_the_first_columns() {
    let cell = |text: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run("", text));
    let row = |properties: &str, cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
    };
    let bytes = document(&format!(
        "<w:tbl>{}{}</w:tbl>",
        row("", &["序号", "指标", "目标值"]),
        row("<w:gridBefore w:val=\"1\"/>", &["高企", "30家"]),
    ));
    assert_eq!(text(&bytes).unwrap(), "序号\t指标\t目标值\n\t高企\t30家\n");
}

#[test]
fn the_main_part_may_have_another_name_and_encoding() {
    let relations = r#"<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
    let inside = "<w:document><w:p><w:r><w:t>净增30家</w:t></w:r></w:p></w:document>";
    let said = format!("<?xml version=\"1.0\" encoding=\"GB2312\"?>{inside}");
    let gb = encoding_rs::GBK.encode(&said).0.into_owned();
    let mut wide = vec![0xff, 0xfe];
    wide.extend(inside.encode_utf16().flat_map(u16::to_le_bytes));
    for content in [inside.as_bytes(), &gb, &wide] {
        let bytes = parts(&[
            ("_rels/.rels", relations.as_bytes()),
            ("word/document2.xml", content),
        ]);
        assert_eq!(text(&bytes).unwrap(), "净增30家\n");
    }
}

#[test]
fn what_cannot_be_read_of_a_document_is_said() {
    let bytes = document("<w:p><w:r><w:t>通知</w:t></w:r></w:p><w:altChunk r:id=\"r1\"/>");
    assert_eq!(text(&bytes), Err(Unreadable::Embedded));
    let long = "<w:p><w:r><w:t>净增30家。</w:t></w:r></w:p>".repeat(600_000);
    assert!(matches!(
        text(&document(&long)),
        Err(Unreadable::TooLong { .. })
    ));
}
