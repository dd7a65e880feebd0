//! Looking for words in a slice of characters. Positions are indexes into the slice.

use std::ops::Range;

/// Does `word` stand at `i`?
pub fn at(chars: &[char], i: usize, word: &str) -> bool {
    chars.get(i..).is_some_and(|rest| {
        let mut rest = rest.iter();
        word.chars().all(|c| rest.next() == Some(&c))
    })
}

/// Does `word` end just before `i`?
pub fn before(chars: &[char], i: usize, word: &str) -> bool {
    chars.get(..i).is_some_and(|head| {
        let mut head = head.iter().rev();
        word.chars().rev().all(|c| head.next() == Some(&c))
    })
}

/// The longest of `words` that stands at `i`.
pub fn longest_at<'w>(chars: &[char], i: usize, words: &[&'w str]) -> Option<&'w str> {
    words
        .iter()
        .copied()
        .filter(|w| at(chars, i, w))
        .max_by_key(|w| w.len())
}

/// The longest of `words` that ends just before `i`.
pub fn longest_before<'w>(chars: &[char], i: usize, words: &[&'w str]) -> Option<&'w str> {
    words
        .iter()
        .copied()
        .filter(|w| before(chars, i, w))
        .max_by_key(|w| w.len())
}

/// The first place of `word` in a range.
pub fn find(chars: &[char], range: Range<usize>, word: &str) -> Option<usize> {
    let end = range.end.min(chars.len());
    let words = chars.get(range.start..end)?;
    let first = word.chars().next()?;
    // No character takes more than four bytes: a word that is longer than what is left is not looked for.
    let last = (words.len() + 1).checked_sub(word.len().div_ceil(4))?;
    let found = (0..last.min(words.len())).find(|i| words[*i] == first && at(words, *i, word));
    found.map(|i| range.start + i)
}

/// Is any of `words` in the slice? Most lists are long and most clauses short: a word of which some character is nowhere is
/// not looked for.
pub fn has_any(chars: &[char], words: &[&str]) -> bool {
    let there = chars.iter().fold(0, |there, c| there | mark(*c));
    words.iter().any(|word| {
        word.chars().all(|c| there & mark(c) != 0) && find(chars, 0..chars.len(), word).is_some()
    })
}

/// One of 64 marks that a character shares with few others.
fn mark(c: char) -> u64 {
    1 << (u32::from(c).wrapping_mul(0x9e37_79b9) >> 26)
}

/// The characters of a word.
pub fn chars(word: &str) -> Vec<char> {
    word.chars().collect()
}

/// A Chinese character.
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '〇'
}

/// Length of a word in characters.
pub fn len(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_and_before() {
        let text = chars("占比达到42%左右");
        assert!(at(&text, 2, "达到") && !at(&text, 8, "左右边") && !at(&text, 99, "左"));
        assert!(before(&text, 4, "达到") && !before(&text, 1, "达到"));
        assert_eq!(longest_before(&text, 4, &["到", "达到"]), Some("达到"));
        assert_eq!(longest_at(&text, 7, &["左", "左右"]), Some("左右"));
        assert_eq!(find(&text, 0..text.len(), "左右"), Some(7));
        assert_eq!(find(&text, 0..8, "左右"), None);
        assert!(has_any(&text, &["没有", "占比"]));
    }
}
