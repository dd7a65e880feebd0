//! Hard-wrapped lines: where does a line go on in the next?

use crate::outline::numbering;
use std::ops::Range;

/// A wrapped page has no line wider than this (two columns a Chinese character).
const WIDEST: usize = 140;
/// A full line may fall short of the widest by so much (a sign that may not begin a line).
const SLACK: usize = 8;

/// How wide the lines of a text are, if it is hard-wrapped.
pub struct Wrap {
    full: Option<usize>,
}

impl Wrap {
    /// Looks at all lines: wrapped when a good third of them are as wide as the widest tenth.
    pub fn of(chars: &[char], lines: &[Range<usize>]) -> Self {
        let mut widths: Vec<usize> = lines.iter().map(|l| width(&chars[l.clone()])).collect();
        widths.sort_unstable();
        let widest = widths
            .get(widths.len() * 9 / 10)
            .copied()
            .unwrap_or_default();
        let full = widths.iter().filter(|w| **w + SLACK >= widest).count();
        let wrapped =
            lines.len() >= 6 && (24..=WIDEST).contains(&widest) && full * 3 >= lines.len();
        Self {
            full: wrapped.then(|| widest.saturating_sub(SLACK)),
        }
    }

    /// Does `line` go on in `next`?
    pub fn goes_on(&self, chars: &[char], line: &Range<usize>, next: &Range<usize>) -> bool {
        let (text, after) = (&chars[line.clone()], &chars[next.clone()]);
        let last = text.last().copied().unwrap_or(' ');
        // The row of a table is whole.
        if text.contains(&'\t') || after.contains(&'\t') {
            return false;
        }
        let starts_item = numbering::of(after);
        if starts_item.as_ref().is_some_and(|n| n.is_chinese) {
            return false;
        }
        if matches!(last, '，' | '、' | ',' | '（' | '“' | '《') {
            return true;
        }
        let full = self.full.is_some_and(|full| width(text) >= full);
        let ended = matches!(last, '。' | '！' | '？' | '；' | '：' | ';' | ':' | '…');
        full && !(ended && (starts_item.is_some() || last == '：'))
    }
}

fn width(text: &[char]) -> usize {
    text.iter().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines::split;

    #[test]
    fn only_full_lines_go_on() {
        let line = "着力推动科技各项工作落地见效一";
        let text: Vec<char> = format!("{line}\n{line}\n{line}\n{line}\n短\n{line}\n1.新\n{line}。")
            .chars()
            .collect();
        let lines = split(&text);
        let wrap = Wrap::of(&text, &lines);
        let joined: Vec<bool> = lines
            .windows(2)
            .map(|w| wrap.goes_on(&text, &w[0], &w[1]))
            .collect();
        assert_eq!(joined, [true, true, true, true, false, true, false]);
    }

    #[test]
    fn lines_of_any_length_are_paragraphs() {
        let text: Vec<char> = "甲\n乙乙乙\n丙丙丙丙丙丙丙\n丁，\n戊\n己己\n庚"
            .chars()
            .collect();
        let lines = split(&text);
        let wrap = Wrap::of(&text, &lines);
        let joined: Vec<bool> = lines
            .windows(2)
            .map(|w| wrap.goes_on(&text, &w[0], &w[1]))
            .collect();
        assert_eq!(joined, [false, false, false, true, false, false]);
    }
}
