//! Rows under a heading that are no records.

mod cancelled;
mod examples;
mod notes;
mod totals;

use serde::{Deserialize, Serialize};

use super::{Column, Understood, own};
use crate::book::{Cell, Row, Value};
use crate::text;
use crate::wanted::Type;

/// A span of rows that are no records, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub first: u32,
    pub last: u32,
    pub why: Why,
    /// The words of the first of them that decided.
    pub text: String,
}

/// Why a row is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// 合计, 小计
    Total,
    /// 备注：…, 填表人：…
    Note,
    /// The heading again, as on each printed page.
    Repeated,
    /// 一、高新区
    Group,
    /// 1, 2, 3 … or 甲, 乙 under the heading.
    Numbering,
    /// 示例
    Example,
    /// Nothing in any column that is read.
    Blank,
    /// One cell and nothing else: a town over its firms, a note, a day.
    Alone,
    /// Nothing but formulas that give nothing yet.
    Formula,
    /// A row of our own table that counts no more.
    Void,
    /// Struck through.
    Struck,
    /// 作废, 重复, 不计 in a column of notes.
    Cancelled,
    /// 其中：…, 上年同期, 上页结转: said of others.
    Aside,
}

impl Why {
    /// 合计行, 表下说明 …
    pub fn word(self) -> &'static str {
        match self {
            Why::Total => "合计行",
            Why::Note => "表下说明",
            Why::Repeated => "重复的表头",
            Why::Group => "分组标题",
            Why::Numbering => "栏次编号",
            Why::Example => "填写示例",
            Why::Blank => "空行",
            Why::Alone => "只有一格有内容",
            Why::Void => "已作废的记录",
            Why::Struck => "整行划了删除线",
            Why::Cancelled => "表里注明不算的行",
            Why::Aside => "其中、同期、结转等行",
            Why::Formula => "只有公式，还没有内容",
        }
    }
}

/// The longest text shown for a row.
const SHOWN: usize = 30;

pub fn add(spans: &mut Vec<LeftOut>, row: u32, why: Why, word: &str) {
    match spans.last_mut() {
        Some(last) if last.why == why && last.last + 1 == row => last.last = row,
        _ => spans.push(LeftOut {
            first: row,
            last: row,
            why,
            text: shown(word),
        }),
    }
}

/// A text as it is told, shortened.
pub fn shown(word: &str) -> String {
    text::tidy(word).chars().take(SHOWN).collect()
}

/// Why a row is no record, and the words that say so.
pub fn why(table: &Understood, row: &Row) -> Option<(Why, String)> {
    let own: Vec<&Cell> = row.own().collect();
    let first = own.iter().find_map(|cell| word_of(cell)).unwrap_or("");
    let said = |why| Some((why, first.to_owned()));
    if is_repeated(table, &own) {
        return said(Why::Repeated);
    }
    let is_first = table.header_row > 0 && row.number == table.header_row + 1;
    if is_first && (is_numbering(&own) || is_of_ids(&own)) {
        return said(Why::Numbering);
    }
    if own::is_void(table, row) {
        return said(Why::Void);
    }
    if let Some(label) = totals::label(table, &own) {
        return Some((Why::Total, label.to_owned()));
    }
    if let Some(label) = totals::aside(table, &own) {
        return Some((Why::Aside, label.to_owned()));
    }
    if row.struck || own.iter().any(|cell| cell.struck) && is_struck(table, &own) {
        return said(Why::Struck);
    }
    if let Some(word) = cancelled::word(table, &own) {
        return Some((Why::Cancelled, format!("{first} {word}")));
    }
    let folded = text::folded(first);
    let lonely = own.len() <= 3 || own.len() * 2 <= table.columns.len();
    let is_note = lonely && notes::is_note(&folded, own.len()) && !is_starred(table, &own, &folded);
    if is_note || notes::is_signed(&folded, &own) {
        return said(Why::Note);
    }
    if examples::is_example(table, row, &own, &folded) {
        return said(Why::Example);
    }
    let inherits = row
        .cells
        .iter()
        .any(|cell| cell.from.is_some_and(|from| from.row != row.number));
    let is_wide = table.columns.len() >= 3;
    if own.len() == 1 && is_wide && is_group(own[0], row, &folded) {
        return said(Why::Group);
    }
    let mut typed = own.iter().filter(|cell| !is_idle(cell));
    let is_number = |cell: &Cell| is_unread(table, cell) && matches!(cell.value, Value::Number(_));
    let is_preset = |cell: &&Cell| is_number(cell) || is_choice(table, cell);
    if own.len() > 1 && !inherits && own.iter().all(is_preset) {
        return said(Why::Blank);
    }
    match (typed.next(), typed.next()) {
        (None, _) => Some((Why::Formula, String::new())),
        (Some(cell), None) if is_wide && !inherits && says(table, cell) => {
            Some((Why::Alone, cell.text().into_owned()))
        }
        (Some(cell), None) if own.len() > 1 && is_unread(table, cell) => {
            Some((Why::Formula, cell.text().into_owned()))
        }
        _ if is_blank(table, &own) => said(Why::Blank),
        _ => None,
    }
}

/// Whether a person has struck a record through, though not the number of its line: all that is read of it, or whom it is about
/// and its amounts.
fn is_struck(table: &Understood, own: &[&Cell]) -> bool {
    let read = own.iter().filter_map(|cell| {
        let column = column_at(table, cell.at.column)?;
        column.field.is_some().then_some((column, cell.struck))
    });
    let (mut all, mut any, mut whom, mut amounts) = (true, false, false, None);
    for (column, struck) in read {
        any |= struck;
        all &= struck;
        match column.holds {
            Some(Type::Money) => amounts = Some(amounts.unwrap_or(true) && struck),
            Some(Type::Text | Type::Code) if column.key => whom |= struck,
            _ => {}
        }
    }
    any && (all || whom && amounts == Some(true))
}

/// Whether a star stands before a record: ★甲公司 with its amount, its day or its level.
fn is_starred(table: &Understood, own: &[&Cell], first: &str) -> bool {
    let is_read = |cell: &&Cell| {
        column_at(table, cell.at.column).is_some_and(|column| column.field.is_some())
    };
    notes::is_star(first) && own.iter().skip(1).any(is_read)
}

/// Whether a cell is more than the number of its line.
fn says(table: &Understood, cell: &Cell) -> bool {
    let is_number = |text: &str| text.trim().chars().all(|c| c.is_ascii_digit());
    !is_unread(table, cell) || matches!(&cell.value, Value::Text(text) if !is_number(text))
}

fn word_of<'a>(cell: &&'a Cell) -> Option<&'a str> {
    match &cell.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A formula that was copied down and gives 0 or was never computed.
fn is_idle(cell: &Cell) -> bool {
    let gives_nothing = match &cell.value {
        Value::Number(number) | Value::Percent(number) | Value::Amount(number, _) => *number == 0.0,
        Value::Fault(fault) => fault.is_empty(),
        _ => false,
    };
    cell.formula && gives_nothing
}

/// A cell with one of a list to choose from, as a template has it before anybody fills the row.
fn is_choice(table: &Understood, cell: &Cell) -> bool {
    column_at(table, cell.at.column).is_some_and(|column| column.holds == Some(Type::Option))
}

fn is_unread(table: &Understood, cell: &Cell) -> bool {
    column_at(table, cell.at.column).is_none_or(|column| column.field.is_none())
}

pub(super) fn column_at(table: &Understood, number: u32) -> Option<&Column> {
    // Mostly the columns stand side by side.
    let first = table.columns.first()?.number;
    let near = number
        .checked_sub(first)
        .and_then(|at| table.columns.get(at as usize));
    near.filter(|column| column.number == number)
        .or_else(|| table.columns.iter().find(|column| column.number == number))
}

fn is_repeated(table: &Understood, own: &[&Cell]) -> bool {
    let is_word = |cell: &&&Cell| matches!(cell.value, Value::Text(_));
    if own.iter().filter(is_word).count() * 2 < own.len() {
        return false;
    }
    let same = own.iter().filter(|cell| {
        let Value::Text(word) = &cell.value else {
            return false;
        };
        column_at(table, cell.at.column).is_some_and(|column| {
            // Most words end otherwise, which is seen without looking at all of them.
            if text::last(word) != text::last(&column.heading) {
                return false;
            }
            let (word, heading) = (text::folded(word), text::folded(&column.heading));
            heading.ends_with(&word) && word.chars().count() >= 2
        })
    });
    let same = same.count();
    same >= 2 && same * 2 >= own.len()
}

/// The numbers of the columns, which forms of statistics offices have under the heading.
fn is_numbering(own: &[&Cell]) -> bool {
    let stems = "甲乙丙丁戊己庚辛";
    let mut expected = 1;
    let all = own.iter().all(|cell| {
        let text = text::folded(&cell.text());
        let text = text.trim_matches(['(', ')', '[', ']']);
        if text.chars().count() == 1 && stems.contains(text) {
            return true;
        }
        // `3=1+2` says how a column is computed.
        let number = text
            .split('=')
            .next()
            .and_then(|number| number.parse::<u32>().ok());
        let right = number == Some(expected);
        expected += 1;
        right
    });
    all && own.len() >= 3
}

/// The names that a program gives the columns: firm_name, amount, effective_on.
fn is_of_ids(own: &[&Cell]) -> bool {
    let is_id = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'.'))
    };
    let ids = own.iter().map(word_of);
    let all = ids
        .clone()
        .all(|word| word.is_some_and(|word| is_id(word.trim())));
    let mut words = ids.flatten();
    all && own.len() >= 3 && words.any(|word| word.contains('_'))
}

/// A lone word over the whole width, or with a number in front.
fn is_group(cell: &Cell, row: &Row, first: &str) -> bool {
    let merged = row
        .cells
        .iter()
        .filter(|other| other.from == Some(cell.at))
        .count();
    let numerals = "一二三四五六七八九十";
    let bare = first.trim_start_matches('(');
    let numbered = bare.starts_with(|c: char| numerals.contains(c))
        && bare
            .trim_start_matches(|c: char| numerals.contains(c))
            .starts_with(['、', ')', '.']);
    matches!(cell.value, Value::Text(_)) && (merged >= 2 || numbered)
}

fn is_blank(table: &Understood, own: &[&Cell]) -> bool {
    let any_read = table.columns.iter().any(|column| column.field.is_some());
    any_read && own.iter().all(|cell| is_unread(table, cell))
}
