//! Lines of a text, without the blanks at their ends.

use crate::text::DITTO;
use std::ops::Range;

/// Characters that say nothing: blanks of any width, the byte order mark, zero-width signs, the sign of a cell that goes on
/// from the row above.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c == DITTO
        || matches!(
            c,
            '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}'
        )
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The lines that hold something, trimmed.
pub fn split(chars: &[char]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    for line in whole(chars) {
        push_trimmed(chars, line, &mut lines);
    }
    lines
}

/// All lines with the blanks at their ends; an empty first cell of a table is such a blank.
pub fn whole(chars: &[char]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (i, c) in chars.iter().enumerate() {
        if is_break(*c) {
            lines.push(start..i);
            start = i + 1;
        }
    }
    lines.push(start..chars.len());
    lines
}

fn push_trimmed(chars: &[char], line: Range<usize>, lines: &mut Vec<Range<usize>>) {
    let seen = |c: &char| !is_blank(*c);
    let Some(first) = chars[line.clone()].iter().position(seen) else {
        return;
    };
    let last = chars[line.clone()].iter().rposition(seen).unwrap_or(first);
    lines.push(line.start + first..line.start + last + 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_drops_what_is_blank() {
        let chars: Vec<char> = "\u{feff}甲\r\n\u{3000}乙 丙 \n \n丁".chars().collect();
        assert_eq!(split(&chars), [1..2, 5..8, 12..13]);
    }
}
