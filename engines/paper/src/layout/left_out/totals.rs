//! Rows that sum up others.

use super::{column_at, word_of};
use crate::book::{Cell, Value};
use crate::layout::{Column, Understood, units};
use crate::text;
use crate::wanted::Type;

/// How many texts of a row are looked at for 合计.
const LOOKED_AT: usize = 3;
/// The longest word that ends with 小计: 白蒲镇小计.
const LONGEST: usize = 10;
const WORDS: [&str; 20] = [
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "总合计",
    "合计数",
    "合计金额",
    "金额合计",
    "总金额",
    "总额",
    "合计总额",
    "总数",
    "总和",
    "平均",
    "平均值",
    "平均数",
    "汇总",
    "total",
    "sum",
];
/// Words of rows that are said of others.
const ASIDE: [&str; 21] = [
    "上年同期",
    "去年同期",
    "同期",
    "上年同期数",
    "去年同期数",
    "同期数",
    "同期累计",
    "上年结转",
    "上月结转",
    "上期结转",
    "上页结转",
    "结转上页",
    "结转下页",
    "转下页",
    "承上页",
    "过次页",
    "结转",
    "同比",
    "同比增长",
    "占比",
    "增幅",
];
const BEGINNINGS: [&str; 5] = ["合计", "小计", "总计", "共计", "累计"];
const ENDINGS: [&str; 4] = ["小计", "合计", "总计", "累计"];

/// The words by which a row is a total. It names no firm, code or day of its own, and says little else.
pub fn label<'a>(table: &Understood, own: &[&'a Cell]) -> Option<&'a str> {
    labelled(table, own, is_total)
}

/// The words by which a row says something of other rows, which is no sum of them.
pub fn aside<'a>(table: &Understood, own: &[&'a Cell]) -> Option<&'a str> {
    labelled(table, own, is_aside)
}

fn is_aside(word: &str) -> bool {
    // Most words need no closer look.
    if !word.contains(['其', '期', '结', '页', '比', '增']) {
        return false;
    }
    let folded = text::folded(word);
    let bare = folded.trim_end_matches(':');
    let is_part = bare
        .strip_prefix("其中")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ',', '(']));
    is_part || ASIDE.contains(&bare)
}

fn labelled<'a>(
    table: &Understood,
    own: &[&'a Cell],
    is_label: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let texts = own.iter().filter(|cell| word_of(cell).is_some());
    let mut looked_at = texts.take(LOOKED_AT);
    let label = looked_at.find(|cell| word_of(cell).is_some_and(&is_label))?;
    // 合计 in the place of the firm may be of a day.
    let in_place = column_at(table, label.at.column).is_some_and(|column| column.key);
    let others = own.iter().filter(|cell| cell.at != label.at);
    let (mut said, mut names) = (0, false);
    for cell in others {
        said += u32::from(says_more(cell));
        let column = column_at(table, cell.at.column);
        let is_key = |column: &Column| column.key && !(in_place && column.holds == Some(Type::Day));
        names |= says_more(cell) && column.is_some_and(is_key);
    }
    (said <= 1 && !names).then(|| word_of(label)).flatten()
}

fn is_total(word: &str) -> bool {
    // Most words need no closer look.
    if !word.contains(['计', '总', '均', '汇', '共', '全', 'T', 't', 'U', 'u', 'Ｔ']) {
        return false;
    }
    // 白蒲镇 汇总 is what a program writes under a group.
    if word.trim_end().ends_with(" 汇总") || is_of_all(word) {
        return true;
    }
    let folded = text::folded(word);
    let bare = folded.trim_end_matches(':');
    // 白蒲镇小计（3家）
    let bare = bare
        .strip_suffix(')')
        .and_then(|bare| bare.rsplit_once('('))
        .map_or(bare, |split| split.0);
    let goes_on = |rest: &str| {
        let next = rest.chars().next();
        next.is_some_and(|c| matches!(c, ':' | '(' | '[' | '=' | '大' | '小' | '0'..='9'))
    };
    let begins = BEGINNINGS
        .iter()
        .any(|total| bare.strip_prefix(total).is_some_and(goes_on));
    let ends = ENDINGS.iter().any(|total| bare.ends_with(total));
    WORDS.contains(&bare) || begins || ends && bare.chars().count() <= LONGEST
}

/// 全市, 全县合计, 共3家企业, 计.
fn is_of_all(word: &str) -> bool {
    let folded = text::folded(word);
    let bare = folded.trim_end_matches(':');
    let counts = bare
        .strip_prefix('共')
        .or_else(|| bare.strip_prefix("总共"));
    let is_count = counts.is_some_and(|rest| {
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < rest.len()
            && unit.chars().count() <= 4
            && unit.starts_with(['家', '户', '笔', '项', '个', '人', '件', '条', '次', '份'])
    });
    is_count
        || matches!(
            bare,
            "计" | "全市" | "全县" | "全区" | "全省" | "全市总数" | "全县总数"
        )
}

/// Whether a cell is a text that is no figure, unit or further total.
fn says_more(cell: &Cell) -> bool {
    let Value::Text(word) = &cell.value else {
        return matches!(cell.value, Value::Day(_) | Value::Month(_));
    };
    let folded = text::folded(word);
    !is_figure(&folded) && !is_nothing(cell) && units::of_word(&folded).is_none() && !is_total(word)
}

/// 1,204.5 or 3家; a day or a code is none.
fn is_figure(word: &str) -> bool {
    let behind = word.trim_start_matches(|c: char| c.is_ascii_digit() || ",.%".contains(c));
    let digits = word.len() - behind.len();
    let points = word.matches('.').count();
    (1..15).contains(&digits) && points <= 1 && behind.chars().count() <= 2
}

/// — or /
fn is_nothing(cell: &Cell) -> bool {
    let folded = text::folded(&cell.text());
    folded.chars().all(|c| matches!(c, '-' | '/' | '\\'))
}
