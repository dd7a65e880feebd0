//! How a file was understood, for whoever sees no page of it.

use paper::fault::Tally;
use paper::intake::{Read, Totals};
use paper::layout::{Column, Understood};
use paper::{Type, Unit, Wanted};

use crate::import::Summary;

/// The most rows and columns that are named.
const NAMED: usize = 20;

/// Sentences: which sheets and columns are not read, in which unit and year, which rows are no records, and whether the
/// table's own totals fit, what was hidden and what was tidied, and what comes of rows that were verified.
pub fn of(read: &Read, wanted: &[Wanted], summary: &Summary) -> Vec<String> {
    let tally = &summary.tally;
    let mut notes: Vec<String> = alike(&read.table, wanted).into_iter().collect();
    if summary.reopened > 0 {
        let reopened = summary.reopened;
        notes.push(format!(
            "更正的行里有 {reopened} 行已核实过，要重新核实，在那以前不计入数值"
        ));
    }
    let others = read.others();
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(|name| format!("“{name}”")).collect();
        notes.push(format!(
            "读的是工作表{}，没有读{}",
            read.sheet_names(),
            others.join("、")
        ));
    } else if !read.also.is_empty() {
        let together = read.sheet_names();
        notes.push(format!("表头相同的工作表一起读：{together}"));
    }
    for table in read.tables() {
        notes.extend(unread(table));
    }
    notes.extend(amounts(&read.table, wanted));
    let by = match read.year_said.as_str() {
        "" => "今年",
        said => said,
    };
    notes.push(format!("没写年份的日期，算 {}（{by}）", read.years()));
    notes.extend(left_out(read));
    notes.extend(read.hidden());
    notes.extend((!summary.unusual.is_empty()).then(|| summary.unusual.clone()));
    notes.extend(tidied(tally));
    notes.extend(fits(&tally.totals));
    notes
}

fn unread(table: &Understood) -> Option<String> {
    let columns = table.columns.iter();
    let unread = columns.filter(|one| one.field.is_none() && !one.heading.is_empty());
    let named: Vec<String> = unread
        .map(|one| match one.resembles.as_str() {
            "" => named_column(one),
            _ => format!("{}（{}）", named_column(one), apart(one)),
        })
        .collect();
    (!named.is_empty()).then(|| format!("没有导入的列：{}", some(named, "列")))
}

/// Columns that were taken for a field by a part of its name.
fn alike(table: &Understood, wanted: &[Wanted]) -> Option<String> {
    let told = |one: &Column| {
        let field = wanted
            .iter()
            .find(|field| one.field.as_ref() == Some(&field.id))?;
        Some(format!(
            "{}当成“{}”（{}）",
            named_column(one),
            field.name,
            one.why
        ))
    };
    // An amount or a day that must be there is what counts: it comes first.
    let counts = |one: &&Column| {
        wanted
            .iter()
            .any(|field| one.field.as_ref() == Some(&field.id) && counts(field))
    };
    let weak = table.columns.iter().filter(|one| one.weak);
    let (first, then): (Vec<&Column>, Vec<&Column>) = weak.partition(counts);
    let named: Vec<String> = first.into_iter().chain(then).filter_map(told).collect();
    (!named.is_empty()).then(|| format!("只凭部分字或内容认的列，请核对：{}", some(named, "列")))
}

fn counts(field: &Wanted) -> bool {
    field.required && matches!(field.kind, Type::Money | Type::Day)
}

fn named_column(one: &Column) -> String {
    format!("{}“{}”", one.letter, one.heading)
}

/// Why a column is not the field that it resembles, without what a page lets do.
fn apart(one: &Column) -> &str {
    one.why.split('；').next().unwrap_or_default()
}

/// In which unit each column of amounts is read, and why.
fn amounts(table: &Understood, wanted: &[Wanted]) -> Vec<String> {
    let is_money = |one: &&Column| {
        let field = wanted
            .iter()
            .find(|field| Some(&field.id) == one.field.as_ref());
        field.is_some_and(|field| field.kind == Type::Money)
    };
    let told = |one: &Column| {
        let unit = one.unit.unwrap_or(Unit::Yuan).word();
        let unsaid = match one.unit {
            Some(_) => "",
            None => "，表里没有写单位",
        };
        format!(
            "{}“{}”的单位是{unit}（{}{unsaid}）",
            one.letter, one.heading, one.why
        )
    };
    let columns = table.columns.iter().filter(is_money);
    columns
        .filter(|one| one.unit.is_some() || one.doubt.is_empty())
        .map(told)
        .collect()
}

fn left_out(read: &Read) -> Option<String> {
    let several = !read.also.is_empty();
    let spans = read.tables().flat_map(|table| {
        let sheet = if several {
            format!("“{}”", table.sheet)
        } else {
            String::new()
        };
        table.left_out.iter().map(move |span| {
            let rows = match span.last > span.first {
                true => format!("{}–{}", span.first, span.last),
                false => span.first.to_string(),
            };
            let word = match span.text.as_str() {
                "" => String::new(),
                text => format!("，{text}"),
            };
            format!("{sheet}第 {rows} 行（{}{word}）", span.why.word())
        })
    });
    let named: Vec<String> = spans.collect();
    (!named.is_empty())
        .then(|| format!("不当成记录的 {} 行：{}", read.left_out(), some(named, "处")))
}

fn tidied(tally: &Tally) -> Option<String> {
    let tidied = tally.tidied.iter();
    let named: Vec<String> = tidied
        .map(|(word, cells)| format!("{word} {cells} 格"))
        .collect();
    (!named.is_empty()).then(|| format!("自动理顺的写法：{}", named.join("、")))
}

fn fits(totals: &Totals) -> Vec<String> {
    match (totals.off.is_empty(), totals.right) {
        (true, 0) => Vec::new(),
        (true, right) => vec![format!("表里的 {right} 处合计，与读出的各行相加一致")],
        (false, _) => {
            let off = totals.off.iter();
            off.map(|one| format!("合计对不上，请核对：{}", one.told()))
                .collect()
        }
    }
}

fn some(named: Vec<String>, of: &str) -> String {
    match named.len() {
        ..=NAMED => named.join("、"),
        all => format!("{} 等 {all} {of}", named[..NAMED].join("、")),
    }
}
