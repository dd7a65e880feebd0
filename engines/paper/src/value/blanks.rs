//! Blanks inside a number: those that mean nothing, and those that part two numbers.

use crate::text;

/// The text folded; none where a blank or a line break parts two numbers, as 10 20 and 3↵5 do. Blanks beside a sign or a unit go
/// (¥ 36 万元), and those that group three digits (1 234 567).
pub fn closed(given: &str) -> Option<String> {
    let folded = text::folded(given);
    // Nearly every number is as long as it was: nothing is lost of it.
    if folded.len() == given.len() {
        return Some(folded);
    }
    let inner = given.trim_matches(text::is_blank);
    let is_two = inner.contains(text::is_blank) && parts_numbers(inner);
    (!is_two).then_some(folded)
}

fn parts_numbers(inner: &str) -> bool {
    let seen: String = inner
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(text::half)
        .collect();
    let mut rest = seen.as_str();
    // What stands before is a group of digits already.
    let mut goes_on = false;
    while let Some(at) = rest.find(text::is_blank) {
        let before = &rest[..at];
        let behind = rest[at..].trim_start_matches(text::is_blank);
        let gap = &rest[at..rest.len() - behind.len()];
        let is_break = gap.contains(is_line_break);
        let is_part =
            |c: char| c.is_ascii_digit() || ".,'".contains(c) || is_break && "-+".contains(c);
        let is_inside = before.ends_with(is_part) && behind.starts_with(is_part);
        if is_inside && (is_break || !groups(before, behind, goes_on)) {
            return true;
        }
        (rest, goes_on) = (behind, is_inside);
    }
    false
}

/// Whether a blank between them groups three digits.
fn groups(before: &str, behind: &str, goes_on: bool) -> bool {
    let other = |c: char| !c.is_ascii_digit();
    let first = before.rsplit(other).next().unwrap_or_default();
    let next = behind.split(other).next().unwrap_or_default();
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let is_further = goes_on && first.len() == before.len() && first.len() == 3;
    let around = |text: Option<char>| text.is_some_and(|c| ".,'".contains(c));
    let is_whole = !around(before[..before.len() - first.len()].chars().last());
    let is_closed = !behind[next.len()..].starts_with([',', '\'']);
    (is_further || !goes_on && is_first) && is_whole && next.len() == 3 && is_closed
}

/// What nobody sees and comes with copying from a web page.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{202a}'..='\u{202e}')
}

fn is_line_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_where_they_part_nothing() {
        for (given, read) in [
            (" 36 万元\n", "36万元"),
            ("¥ 36", "¥36"),
            ("36\n万元", "36万元"),
            ("- 3.5", "-3.5"),
            ("（ 36 ）", "(36)"),
            ("1 234 567", "1234567"),
            ("1\u{a0}234\u{3000}567.50 元", "1234567.50元"),
            ("12 345", "12345"),
            ("5\u{200b}0", "50"),
        ] {
            assert_eq!(closed(given).as_deref(), Some(read), "{given}");
        }
        for given in [
            "10 20",
            "1 2",
            "1 5",
            "3\n5",
            "10.5\n20",
            "1\n234",
            "10. 5",
            "1 .5",
            "1, 234",
            "1 2345",
            "1234 567",
            "1 234 56",
            "0 500",
            "1.234 567",
            "1 234,567",
            "1,234 567",
            "12\t345",
            "5\n-3",
            "-\n5",
            "１０　２０",
            "1 234 567 89",
        ] {
            assert_eq!(closed(given), None, "{given}");
        }
    }
}
