//! The same content as a workbook.

use std::io::Cursor;

use paper::Type;
use paper::sheet::{Export, Heading, Typed, Unwritable};

use super::breakdown::Breakdown;
use super::{Book, Line};

/// A task book: a row for each target, rhythm rule and duty, what it rests on in a second sheet.
pub fn book(book: &Book) -> Result<Vec<u8>, Unwritable> {
    let headings = headings(&[
        ("序号", Type::Count),
        ("类别", Type::Text),
        ("任务", Type::Long),
        ("年度目标", Type::Text),
        ("一季度", Type::Text),
        ("二季度", Type::Text),
        ("三季度", Type::Text),
        ("四季度", Type::Text),
        ("具体举措", Type::Long),
        ("时间节点", Type::Long),
        ("责任单位", Type::Long),
        ("责任人", Type::Text),
        ("分管领导", Type::Text),
        ("目前进展", Type::Long),
        ("存在问题", Type::Long),
        ("下步打算", Type::Long),
    ]);
    let about = about(&[
        ("名称", &book.title),
        ("依据", &book.basis),
        ("分管领导", &book.leaders),
        (book.heads.0, &book.heads.1),
        ("截至", &book.day.full()),
        ("已知于", &book.known()),
        ("说明", "数字由台账算出，只计已核实记录；季度目标为累计数"),
    ]);
    let mut export = Export::begin("推进任务书", &headings, &about)?;
    let of = |kind: &'static str| move |line| (kind, line);
    let targets = book.targets.iter().map(of("目标"));
    let others = book.without_quarters().into_iter();
    let others = others.flat_map(|(kind, lines)| lines.iter().map(of(kind)));
    for (kind, line) in targets.chain(others) {
        export.row(&row(kind, line))?;
    }
    finished(export)
}

fn row(kind: &str, line: &Line) -> Vec<Typed> {
    let text = |text: &str| Typed::Text(text.to_owned());
    let mut cells = vec![
        count(line.number),
        text(kind),
        text(&line.name),
        text(&line.goal),
    ];
    cells.extend(line.quarters.iter().map(|quarter| text(quarter)));
    cells.extend([
        Typed::Text(numbered(&line.measures)),
        Typed::Text(line.nodes.join("\n")),
        text(&line.units),
        text(&line.person),
        text(&line.leader),
        text(&line.now),
        text(&line.problem),
        text(&line.next),
    ]);
    cells
}

/// The breakdown: a row for each target, rhythm rule and duty, in the order of the notice.
pub fn breakdown(table: &Breakdown) -> Result<Vec<u8>, Unwritable> {
    let headings = headings(&[
        ("序号", Type::Count),
        ("重点工作", Type::Text),
        ("目标任务", Type::Long),
        ("年度目标", Type::Text),
        ("分管领导", Type::Text),
        ("牵头科室", Type::Text),
        ("配合单位", Type::Long),
        ("责任人", Type::Text),
        ("完成时限", Type::Text),
        ("出处", Type::Text),
        ("备注", Type::Long),
    ]);
    let about = about(&[
        ("名称", &table.title),
        ("依据", &table.basis),
        ("截至", &table.day.full()),
    ]);
    let mut export = Export::begin("责任分解表", &headings, &about)?;
    for group in &table.groups {
        for line in &group.lines {
            let texts = [
                &group.name,
                &line.name,
                &line.goal,
                &line.leader,
                &line.lead,
                &line.assisting,
                &line.person,
                &line.due,
                &line.cite,
                &line.remark,
            ];
            let mut cells = vec![count(line.number)];
            cells.extend(texts.map(|text| Typed::Text(text.clone())));
            export.row(&cells)?;
        }
    }
    finished(export)
}

fn headings(columns: &[(&str, Type)]) -> Vec<Heading> {
    let heading = |(name, kind): &(&str, Type)| Heading {
        name: (*name).to_owned(),
        kind: *kind,
        unit: None,
    };
    columns.iter().map(heading).collect()
}

fn about(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(pair).collect()
}

fn count(number: usize) -> Typed {
    Typed::Count(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A line each, with its number where there are several.
fn numbered(lines: &[String]) -> String {
    if let [only] = lines {
        return only.clone();
    }
    let numbered: Vec<String> = (1..)
        .zip(lines)
        .map(|(number, line)| format!("{number}. {line}"))
        .collect();
    numbered.join("\n")
}

fn finished(export: Export) -> Result<Vec<u8>, Unwritable> {
    let mut out = Cursor::new(Vec::new());
    export.finish(&mut out)?;
    Ok(out.into_inner())
}
