#![allow(clippy::unwrap_used)]
use std::io::Cursor;

use values::{Day, Fen};

use super::*;
use crate::book::{Book, Value};
use crate::layout::understand;
use crate::wanted::{Type, Unit, Wanted};

fn heading(name: &str, kind: Type, unit: Option<Unit>) -> Heading {
    Heading {
        name: name.to_owned(),
        kind,
        unit,
    }
}

fn exported() -> Vec<u8> {
    let headings = [
        heading("企业", Type::Text, None),
        heading("金额", Type::Money, Some(Unit::Wan)),
        heading("付款日", Type::Day, None),
        heading("家数", Type::Count, None),
        heading("占比", Type::Share, None),
    ];
    let about = [("筛选".to_owned(), "镇区：白蒲镇；状态：已核实".to_owned())];
    let mut list = Export::begin("付款[2020]", &headings, &about).unwrap();
    for text in ["甲公司", "=1+1", "+86", "-", "@sum"] {
        list.row(&[
            Typed::Text(text.to_owned()),
            Typed::Money(Fen(36_000_001)),
            Typed::Day(Day::of(2020, 9, 30).unwrap()),
            Typed::Count(12),
            Typed::Number(0.025),
        ])
        .unwrap();
    }
    list.row(&[Typed::Nothing, Typed::Nothing]).unwrap();
    let mut out = Cursor::new(Vec::new());
    assert_eq!(list.finish(&mut out).unwrap(), 6);
    out.into_inner()
}

#[test]
fn a_list_is_read_again_as_it_was_written() {
    let mut book = Book::open(Cursor::new(exported())).unwrap();
    let names: Vec<&str> = book
        .sheets()
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["付款 2020", "说明"]);
    let rows: Vec<_> = book
        .rows("付款 2020")
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let words: Vec<String> = rows[0]
        .cells
        .iter()
        .map(|cell| cell.text().into_owned())
        .collect();
    assert_eq!(words, ["企业", "金额（万元）", "付款日", "家数", "占比"]);
    let texts: Vec<&Value> = rows[1..].iter().map(|row| &row.cells[0].value).collect();
    let expected = ["甲公司", "=1+1", "+86", "-", "@sum"].map(|text| Value::Text(text.to_owned()));
    assert_eq!(texts, expected.iter().collect::<Vec<_>>());
    assert!(
        rows.iter()
            .flat_map(|row| &row.cells)
            .all(|cell| !cell.formula)
    );
    assert_eq!(rows[1].cells[1].text(), "36.000001");
    assert_eq!(
        rows[1].cells[2].value,
        Value::Day(Day::of(2020, 9, 30).unwrap())
    );
    let about: Vec<_> = book.rows("说明").unwrap().map(Result::unwrap).collect();
    assert_eq!(about[0].cells[1].text(), "镇区：白蒲镇；状态：已核实");
}

#[test]
fn a_template_is_understood_without_a_question() {
    let field = |id: &str, name: &str, kind, required| Wanted {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        required,
        help: "说明文字".to_owned(),
        ..Wanted::default()
    };
    let mut source = field("source", "资金来源", Type::Option, true);
    source.options = (0..40)
        .map(|n| (format!("o{n}"), format!("第 {n} 种很长很长的名字")))
        .collect();
    let mut firms = field("firms", "参加企业", Type::Count, false);
    firms.unit = "家".to_owned();
    let wanted = [
        field("firm", "企业", Type::Text, true),
        field("amount", "金额", Type::Money, true),
        field("paid_on", "付款日", Type::Day, true),
        source,
        firms,
    ];
    let mut out = Cursor::new(Vec::new());
    template("付款", &wanted, Unit::Wan, &mut out).unwrap();
    let mut book = Book::open(Cursor::new(out.into_inner())).unwrap();
    let sheet = crate::layout::proposed_sheet(&mut book, &wanted, None).unwrap();
    assert_eq!(sheet, "付款");
    let table = understand(&mut book, &sheet, &wanted, None).unwrap();
    let fields: Vec<Option<&str>> = table
        .columns
        .iter()
        .map(|column| column.field.as_deref())
        .collect();
    assert_eq!(
        fields,
        wanted
            .iter()
            .map(|one| Some(one.id.as_str()))
            .collect::<Vec<_>>()
    );
    assert_eq!(table.columns[0].heading, "*企业");
    assert_eq!(table.columns[1].unit, Some(Unit::Wan));
    assert_eq!((table.rows, table.missing.len()), (0, 0));
}
