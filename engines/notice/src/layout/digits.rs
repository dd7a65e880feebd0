//! Digits of one number that blanks or a full-width comma part: 2 0 0家, 2 000万元, 1，200件. Only where it is certain.

use super::lines::is_blank;
use std::ops::Range;

/// No number is looked at further than this.
const REACH: usize = 24;
/// Digits between two marks of a number.
const GROUP: usize = 3;

/// Does the blank at `at` of a line only part the digits of one number: single digits (2 0 0), or groups of three behind one
/// to three digits (2 000)? What begins a line may be the number of an item, and a code has letters before it.
pub fn are_one(chars: &[char], line: &Range<usize>, at: usize) -> bool {
    let left = run_before(chars, line.start, at);
    let right = run_after(chars, at + 1, line.end);
    if left == 0 || right == 0 || !begins_number(chars, line.start, at - left) {
        return false;
    }
    let after = at + 1 + right;
    let singles = left == 1 && right == 1 && (after >= line.end || chars[after] != '.');
    let thousands = left <= GROUP && right == GROUP && chars[at - left] != '0';
    let is_group = left == GROUP && right == GROUP && is_parted(chars, line.start, at - left);
    singles || thousands || is_group
}

/// Is the full-width comma at `at` one between thousands? Behind it a broken line may begin.
pub fn parts_thousands(chars: &[char], at: usize) -> bool {
    let left = run_before(chars, 0, at);
    let blanks = chars[at + 1..].iter().take(GROUP);
    let next = at + 1 + blanks.take_while(|c| is_blank(**c)).count();
    let right = run_after(chars, next, chars.len());
    let first = chars[at - left];
    (1..=GROUP).contains(&left)
        && right == GROUP
        && (first != '0' || is_parted(chars, 0, at - left))
        && !is_part(at.checked_sub(left + 1).map(|b| chars[b]))
}

/// A point or a letter before digits makes them the end of another number or a code.
fn is_part(before: Option<char>) -> bool {
    before.is_some_and(|c| matches!(c, '.' | '．' | '-' | '/' | '第') || c.is_ascii_alphanumeric())
}

fn run_before(chars: &[char], from: usize, at: usize) -> usize {
    let digits = chars[from..at].iter().rev().take(REACH);
    digits.take_while(|c| c.is_ascii_digit()).count()
}

fn run_after(chars: &[char], at: usize, end: usize) -> usize {
    let digits = chars[at.min(end)..end].iter().take(REACH);
    digits.take_while(|c| c.is_ascii_digit()).count()
}

/// Digits with a mark between thousands, or a blank between digits, before them.
fn is_parted(chars: &[char], from: usize, start: usize) -> bool {
    start > from + 1
        && (matches!(chars[start - 1], '，' | ',') || is_blank(chars[start - 1]))
        && chars[start - 2].is_ascii_digit()
}

/// Do the digits that begin at `start`, and those that blanks part from them, stand behind a word?
fn begins_number(chars: &[char], from: usize, start: usize) -> bool {
    let before = chars[from..start].iter().rev().take(REACH);
    let word = before
        .clone()
        .find(|c| !c.is_ascii_digit() && !is_blank(**c));
    let many = before
        .take_while(|c| c.is_ascii_digit() || is_blank(**c))
        .count();
    many < REACH && word.is_some() && !is_part(word.copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

    #[test]
    fn blanks_inside_a_number() {
        for (text, is) in [
            ("新增2 0家", true),
            ("达到9 5%", true),
            ("余额2 000万元", true),
            ("引进12 200名", true),
            ("引进1 200名", true),
            ("引进1 20名", false),
            ("引进12 3名", false),
            ("引进1 2.5%", false),
            ("2 0家", false),
            ("GB 2 000项", false),
            ("2021 200家", false),
            ("占比2.5 300家", false),
        ] {
            let chars = scan::chars(text);
            let at = chars.iter().rposition(|c| *c == ' ').unwrap_or(0);
            assert_eq!(are_one(&chars, &(0..chars.len()), at), is, "{text}");
        }
    }

    #[test]
    fn commas_inside_a_number() {
        for (text, is) in [
            ("授权1，200件", true),
            ("授权1，200，300件", true),
            ("授权2，\n000件", true),
            ("授权30，20件", false),
            ("授权30，2000件", false),
            ("到2020，200件", false),
            ("占2.5，200件", false),
            ("高企0，200件", false),
            ("高企，200件", false),
        ] {
            let chars = scan::chars(text);
            let at = chars.iter().rposition(|c| *c == '，').unwrap_or(0);
            assert_eq!(parts_thousands(&chars, at), is, "{text}");
        }
    }
}
