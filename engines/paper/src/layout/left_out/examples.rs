//! Rows that show how a table is to be filled.

use super::column_at;
use crate::book::{Cell, Row};
use crate::layout::Understood;

const WORDS: [&str; 6] = ["填写示例", "填写说明", "示例", "样例", "例如", "例"];

/// Whether a row is an example: 示例, 示例1, 例：甲公司. What goes on is a name, of an activity 示例企业走访对接会: it is one only
/// where it says nothing else, or names a firm that is none in the first row, as 示例公司 does.
pub fn is_example(table: &Understood, row: &Row, own: &[&Cell], first: &str) -> bool {
    let mut words = WORDS.iter();
    let Some((word, rest)) = words.find_map(|word| Some((*word, first.strip_prefix(word)?))) else {
        return false;
    };
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五".contains(c));
    if behind.is_empty() || behind.starts_with([':', '(', '[', '.', ',', '-']) {
        return true;
    }
    let is_firm = |cell: &&Cell| {
        column_at(table, cell.at.column).is_some_and(|column| column.key)
            && cell.text().trim_start().starts_with(word)
    };
    let is_first = table.header_row > 0 && row.number == table.header_row + 1;
    word != "例" && (own.len() == 1 || is_first && own.iter().any(is_firm))
}
