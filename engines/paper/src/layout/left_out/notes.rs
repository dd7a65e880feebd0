//! What stands under a table: 备注：…, 填表人：…

use crate::book::{Cell, Value};
use crate::text;

const NOTES: [&str; 32] = [
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

/// Whether a row whose first words are these, and that has so many cells, says something about the table.
pub fn is_note(first: &str, cells: usize) -> bool {
    if is_star(first) {
        return true;
    }
    let is_alone = matches!(first, "备注" | "注" | "说明" | "附注");
    let asks = first.ends_with(':') && cells <= 3;
    asks || is_alone && cells <= 2 || NOTES.iter().any(|note| begins(first, note))
}

/// Whether a mark stands in front, which is put before notes, and before records that stand out.
pub fn is_star(first: &str) -> bool {
    first.starts_with(['※', '*', '★', '☆', '●', '■', '◆', '▲', '△'])
}

/// The longest word over a signature, in bytes: 统计负责人.
const LONGEST: usize = 15;
/// The most cells of a row of signatures.
const SIGNED: usize = 10;

/// Whether a row is one of signatures: 填报人：张三, 审核人：李四; or without colons: 单位负责人, 王五, 审核, 李四. A lone word is
/// none: 审核 may be a note.
pub fn is_signed(first: &str, own: &[&Cell]) -> bool {
    if own.len() <= SIGNED && NOTES.iter().any(|note| begins(first, note)) {
        let signs = |cell: &&&Cell| {
            let Value::Text(word) = &cell.value else {
                return false;
            };
            let folded = text::folded(word);
            NOTES.iter().any(|note| begins(&folded, note))
        };
        return own.iter().filter(signs).count() >= 2;
    }
    if first.len() > LONGEST || !(2..=SIGNED).contains(&own.len()) || !NOTES.contains(&first) {
        return false;
    }
    let is_word = |cell: &&&Cell| {
        let Value::Text(word) = &cell.value else {
            return false;
        };
        NOTES.contains(&text::folded(word).trim_end_matches(':'))
    };
    own.iter().filter(is_word).count() >= 2
}

fn begins(first: &str, note: &str) -> bool {
    first.strip_prefix(note).is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = match rest.strip_prefix('(') {
            Some(inside) => inside.split_once(')').map_or("", |split| split.1),
            None => rest,
        };
        rest.starts_with([':', '.', ';'])
    })
}
