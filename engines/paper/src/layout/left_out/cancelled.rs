//! Rows of which a note says that they do not count.

use super::{column_at, word_of};
use crate::book::Cell;
use crate::layout::{Understood, name};
use crate::text;

const WORDS: [&str; 15] = [
    "作废",
    "已作废",
    "此行作废",
    "本行作废",
    "重复",
    "重复登记",
    "重复填报",
    "不计",
    "不计入",
    "不统计",
    "已取消",
    "取消",
    "已撤销",
    "已删除",
    "剔除",
];
/// Columns in which a note stands, and those that say it by their heading.
const NOTES: [&str; 4] = ["备注", "说明", "附注", "状态"];
const SAYS: &str = "作废";

/// The word that says so, alone or with a reason behind it: 重复，见第 5 行.
pub fn word<'a>(table: &Understood, own: &[&'a Cell]) -> Option<&'a str> {
    own.iter().find_map(|cell| {
        let said = word_of(cell)?;
        // Most texts begin otherwise.
        if !said
            .trim_start()
            .starts_with(['作', '已', '此', '本', '重', '不', '取', '剔', '（', '('])
        {
            return None;
        }
        let folded = text::folded(said);
        let bare = folded.trim_start_matches('(');
        let ends =
            |rest: &str| rest.is_empty() || rest.starts_with([',', '.', ';', ':', ')', '(', '、']);
        let is_said = WORDS
            .iter()
            .any(|word| bare.strip_prefix(word).is_some_and(ends));
        let column = column_at(table, cell.at.column).filter(|_| is_said)?;
        let heading = name::normal(&column.heading);
        (NOTES.contains(&heading.as_str()) || heading.contains(SAYS)).then_some(said)
    })
}
