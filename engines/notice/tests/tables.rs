//! Task tables in `.docx` and `.pdf`.

use notice::{Kind, Text, json_line, read};
use std::io::Write;

const HEADS: &[&str] = &[
    "序号",
    "指标",
    "目标值",
    "单位",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "牵头科室",
    "完成时限",
];
const ROWS: &[&[&str]] = &[
    &[
        "1",
        "净增高新技术企业",
        "45",
        "家",
        "5",
        "15",
        "30",
        "45",
        "高新科",
        "12月底",
    ],
    &[
        "2",
        "技术合同成交额",
        "≥18",
        "亿元",
        "3",
        "8",
        "12",
        "18",
        "成果科",
        "11月底",
    ],
];

fn docx(body: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file(
            "word/document.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
    let whole = format!("<w:document><w:body>{body}</w:body></w:document>");
    writer.write_all(whole.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn table_row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|c| format!("<w:tc>{}</w:tc>", paragraph(c)))
        .collect();
    format!("<w:tr>{cells}</w:tr>")
}

/// The targets of a file, each as its line of JSON without place and section.
fn told(bytes: &[u8]) -> Vec<String> {
    let text = Text::from_bytes(bytes).unwrap();
    let items = read(&text).items;
    let targets = items.iter().filter(|i| matches!(i.kind, Kind::Target(_)));
    targets
        .map(|item| {
            assert_eq!(item.span, text.span(item.start, item.end));
            let line = json_line(item);
            let from = line.find("\"name\"").unwrap();
            format!("{} {}", item.span, &line[from..line.len() - 1])
        })
        .collect()
}

const EXPECTED: &[&str] = &[
    r#"45 "name":"净增高新技术企业","op":"+>=","value":45,"unit":"家","firmness":"plain","quarters":[5,15,30,45],"lead":"高新科","due":"12月底""#,
    r#"18 "name":"技术合同成交额","op":">=","value":1800000000,"unit":"元","firmness":"plain","quarters":[300000000,800000000,1200000000,1800000000],"lead":"成果科","due":"11月底""#,
];

#[test]
fn a_task_table_in_a_word_document() {
    let rows: String = ROWS.iter().map(|r| table_row(r)).collect();
    let body = format!(
        "{}<w:tbl>{}{rows}</w:tbl>{}",
        paragraph("二、任务分解"),
        table_row(HEADS),
        paragraph("各科室要落实责任。")
    );
    assert_eq!(told(&docx(&body)), EXPECTED);
}

#[test]
fn tasks_in_words_get_their_office_and_deadline() {
    let body = format!(
        "{}<w:tbl>{}{}</w:tbl>",
        paragraph("二、重点任务"),
        table_row(&["序号", "工作任务", "责任科室", "完成时限"]),
        table_row(&[
            "1",
            "净增高新技术企业30家以上，入库200家",
            "高新科",
            "年底前"
        ]),
    );
    let told = told(&docx(&body));
    assert_eq!(told.len(), 2, "{told:?}");
    for line in told {
        assert!(
            line.ends_with(r#""lead":"高新科","due":"年底前""#),
            "{line}"
        );
    }
}

/// A page whose font holds every character that is shown, as code points of two bytes. `drawn`: what is drawn below the words.
fn pdf(lines: &[(u32, Vec<(u32, &str)>)], drawn: &str) -> Vec<u8> {
    let mut content = format!("{drawn}BT /F 10 Tf ");
    for (y, words) in lines {
        for (x, word) in words {
            let hex: String = word.encode_utf16().map(|c| format!("{c:04X}")).collect();
            content.push_str(&format!("1 0 0 1 {x} {y} Tm <{hex}> Tj "));
        }
    }
    content.push_str("ET");
    let ranges: String = (0..=0xff)
        .map(|high| format!("<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n"))
        .collect::<Vec<_>>()
        .chunks(64)
        .map(|part| format!("{} beginbfrange\n{}endbfrange\n", part.len(), part.concat()))
        .collect();
    let unicode = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{ranges}endcmap end end"
    );
    written(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 8 0 R>>".to_owned(),
        format!("<</Length {}>>stream\n{unicode}\nendstream", unicode.len()),
        "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>".to_owned(),
    ])
}

/// The objects of a file with a correct cross-reference table.
fn written(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj{object}endobj\n", i + 1).bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
    out
}

#[test]
fn a_task_table_in_the_text_layer_of_a_pdf() {
    let places = [20, 60, 180, 240, 300, 360, 420, 480, 540, 640];
    let line = |y: u32, cells: &[&'static str]| {
        (y, places.into_iter().zip(cells.iter().copied()).collect())
    };
    let mut lines = vec![(380, vec![(20, "二、任务分解")]), line(350, HEADS)];
    lines.extend(ROWS.iter().zip([320, 290]).map(|(row, y)| line(y, row)));
    assert_eq!(told(&pdf(&lines, "")), EXPECTED);
}

/// The cells of a real table go over many lines; its borders are strokes or thin areas, as each program draws them.
#[test]
fn a_drawn_table_whose_cells_go_over_lines() {
    let lines = vec![
        (380, vec![(20, "任务分解表")]),
        (
            350,
            vec![
                (25, "序号"),
                (65, "指标"),
                (145, "全年目标"),
                (245, "季度目标"),
                (365, "牵头科室"),
            ],
        ),
        (
            330,
            vec![(205, "一季"), (245, "二季"), (285, "三季"), (325, "四季")],
        ),
        (
            320,
            vec![(205, "度"), (245, "度"), (285, "度"), (325, "度")],
        ),
        (
            300,
            vec![
                (25, "1"),
                (65, "净增高新"),
                (145, "45家"),
                (205, "5"),
                (245, "15"),
                (285, "30"),
                (325, "45"),
                (365, "高新科"),
            ],
        ),
        (288, vec![(65, "技术企业")]),
        (
            270,
            vec![
                (25, "2"),
                (65, "技术合同"),
                (145, "≥18亿"),
                (205, "3"),
                (245, "8"),
                (285, "12"),
                (325, "18"),
            ],
        ),
        (258, vec![(65, "成交额"), (145, "元")]),
        (200, vec![(20, "各科室要抓好落实。")]),
    ];
    let downs = [
        (20, 250),
        (60, 250),
        (140, 250),
        (200, 250),
        (240, 250),
        (280, 250),
        (320, 250),
        (360, 250),
        (420, 250),
    ];
    let acrosses = [
        (365, 20, 420),
        (342, 200, 360),
        (315, 20, 420),
        (280, 20, 360),
        (250, 20, 420),
    ];
    let tops = [365, 365, 365, 365, 342, 342, 342, 365, 365];
    let stroked: String = downs
        .iter()
        .zip(tops)
        .map(|((x, low), top)| format!("{x} {low} m {x} {top} l S\n"))
        .chain(
            acrosses
                .iter()
                .map(|(y, from, to)| format!("{from} {y} m {to} {y} l S\n")),
        )
        .collect();
    let filled: String = downs
        .iter()
        .zip(tops)
        .map(|((x, low), top)| format!("{x} {low} 0.5 {} re f*\n", top - low))
        .chain(
            acrosses
                .iter()
                .map(|(y, from, to)| format!("{from} {y} {} 0.5 re f*\n", to - from)),
        )
        .collect();
    let expected = [
        r#"45家 "name":"净增高新技术企业","op":"+>=","value":45,"unit":"家","firmness":"plain","quarters":[5,15,30,45],"lead":"高新科""#,
        r#"18亿元 "name":"技术合同成交额","op":">=","value":1800000000,"unit":"元","firmness":"plain","quarters":[300000000,800000000,1200000000,1800000000],"lead":"高新科""#,
    ];
    assert_eq!(told(&pdf(&lines, &stroked)), expected);
    assert_eq!(told(&pdf(&lines, &filled)), expected);
    let within = format!("q 1 0 0 1 0 0 cm {filled}Q\n");
    assert_eq!(told(&pdf(&lines, &within)), expected);
}
