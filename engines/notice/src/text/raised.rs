//! Raised characters: the mark of a note behind a number is no part of it (30¹家), the 2 of m² is.

/// Digits as they are raised.
const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// What the mark of a note is made of, beside digits.
const MARKS: &str = "*＊†‡§#＃()（）[]［］〔〕【】,，、-–注";

/// What raised characters stand for behind what is written before them: nothing for the mark of a note, the raised digits of
/// a power, and themselves for any other word.
pub fn read(raised: &str, before: Option<char>) -> String {
    let is_digits = !raised.is_empty() && raised.chars().all(|c| c.is_ascii_digit());
    let power = before.is_some_and(|c| {
        c.is_ascii_alphabetic() || matches!(c, '×' | '米' | '㎡') || DIGITS.contains(&c)
    });
    if is_digits && power {
        return raised.chars().map(of_digit).collect();
    }
    match raised.chars().all(is_mark) {
        true => String::new(),
        false => raised.to_owned(),
    }
}

/// Is a character one that the mark of a note may be made of?
pub fn is_mark(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_whitespace()
        || MARKS.contains(c)
        || DIGITS.contains(&c)
        || matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3251}'..='\u{325F}' | '\u{32B1}'..='\u{32BF}')
}

/// Is a character a digit that is raised by itself: ¹?
pub fn is_raised_digit(c: char) -> bool {
    DIGITS.contains(&c)
}

fn of_digit(c: char) -> char {
    let at = c.to_digit(10).unwrap_or_default() as usize;
    DIGITS[at % DIGITS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_are_dropped_and_powers_stay() {
        for (before, raised, told) in [
            ('0', "1", ""),
            ('0', "①", ""),
            ('元', "[2]", ""),
            ('0', "*", ""),
            ('8', "1,2", ""),
            ('业', "注3", ""),
            ('m', "2", "²"),
            ('×', "4", "⁴"),
            ('s', "th", "th"),
            ('司', "有限公司", "有限公司"),
        ] {
            assert_eq!(read(raised, Some(before)), told, "{before}{raised}");
        }
    }
}
