//! Rows under a heading that are no records.

use serde::{Deserialize, Serialize};

use super::{Column, Understood};
use crate::book::{Cell, Row, Value};
use crate::text;

/// A span of rows that are no records, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub first: u32,
    pub last: u32,
    pub why: Why,
    /// What stands in the first of them, for recognising it.
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
        }
    }
}

/// The longest text shown for a row.
const SHOWN: usize = 30;

pub fn add(spans: &mut Vec<LeftOut>, row: &Row, why: Why) {
    match spans.last_mut() {
        Some(last) if last.why == why && last.last + 1 == row.number => last.last = row.number,
        _ => {
            let first = row
                .cells
                .iter()
                .find(|cell| matches!(cell.value, Value::Text(_)));
            let text = first
                .map(|cell| text::tidy(&cell.text()))
                .unwrap_or_default();
            spans.push(LeftOut {
                first: row.number,
                last: row.number,
                why,
                text: text.chars().take(SHOWN).collect(),
            });
        }
    }
}

pub fn why(table: &Understood, row: &Row) -> Option<Why> {
    let own: Vec<&Cell> = row.own().collect();
    let mut words = own.iter().filter_map(|cell| match &cell.value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let totals = words.clone().take(3).any(|word| {
        // Most words need no closer look.
        word.contains('计') && is_total(&text::folded(word))
    });
    let first = words
        .next()
        .map_or_else(String::new, |word| text::folded(word));
    let first = first.as_str();
    if is_repeated(table, &own) {
        return Some(Why::Repeated);
    }
    if table.header_row > 0 && row.number == table.header_row + 1 && is_numbering(&own) {
        return Some(Why::Numbering);
    }
    if totals {
        return Some(Why::Total);
    }
    let lonely = own.len() <= 3 || own.len() * 2 <= table.columns.len();
    if lonely && (is_note(first) || own.len() == 1 && matches!(first, "备注" | "注" | "说明"))
    {
        return Some(Why::Note);
    }
    if ["示例", "填写示例", "样例", "例:", "例如", "填写说明"]
        .iter()
        .any(|word| first.starts_with(word))
    {
        return Some(Why::Example);
    }
    if own.len() == 1 && table.columns.len() >= 3 && is_group(own[0], row, first) {
        return Some(Why::Group);
    }
    is_blank(table, &own).then_some(Why::Blank)
}

fn column_at(table: &Understood, number: u32) -> Option<&Column> {
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

fn is_total(word: &str) -> bool {
    let totals = [
        "合计",
        "小计",
        "总计",
        "共计",
        "累计",
        "总合计",
        "本页小计",
        "本页合计",
    ];
    let length = word.chars().count();
    let starts = totals.iter().any(|total| {
        word.strip_prefix(total).is_some_and(|rest| {
            rest.chars()
                .next()
                .is_none_or(|c| matches!(c, ':' | '(' | '[' | '=' | '0'..='9') || length <= 4)
        })
    });
    let ends = length <= 10
        && ["小计", "合计", "总计"]
            .iter()
            .any(|total| word.ends_with(total));
    starts || ends
}

fn is_note(word: &str) -> bool {
    let notes = [
        "备注",
        "注",
        "说明",
        "附注",
        "填表说明",
        "填表人",
        "制表人",
        "制表",
        "审核人",
        "审核",
        "负责人",
        "单位负责人",
        "联系人",
        "联系电话",
        "电话",
        "填报人",
        "填报单位",
        "填报日期",
        "填表日期",
        "制表日期",
        "报送日期",
        "报出日期",
        "经办人",
        "复核人",
        "统计负责人",
        "单位(盖章)",
        "单位盖章",
        "盖章",
        "分管领导",
        "科室负责人",
        "数据来源",
        "资料来源",
    ];
    notes.iter().any(|note| {
        word.strip_prefix(note).is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let rest = match rest.strip_prefix('(') {
                Some(inside) => inside.split_once(')').map_or("", |split| split.1),
                None => rest,
            };
            rest.starts_with([':', '.', ';'])
        })
    })
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
    let read = |cell: &&&Cell| {
        column_at(table, cell.at.column).is_some_and(|column| column.field.is_some())
    };
    let any_read = table.columns.iter().any(|column| column.field.is_some());
    any_read && !own.iter().any(|cell| read(&cell))
}
