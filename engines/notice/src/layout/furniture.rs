//! Page furniture: page numbers, addresses, running heads. They stand between the lines of a sentence and mean nothing.

use std::collections::HashMap;
use std::ops::Range;

/// A running head is repeated at least so often.
const REPEATED: usize = 3;
/// And is no longer than this.
const LONGEST_HEAD: usize = 40;

/// The lines that are no furniture.
pub fn without(chars: &[char], lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let heads = running_heads(chars, &lines);
    lines
        .into_iter()
        .filter(|line| {
            let text = &chars[line.clone()];
            !is_page_number(text) && !is_address(text) && !heads.contains_key(text)
        })
        .collect()
}

/// Lines told three times or more that at least once cut a sentence in two.
fn running_heads<'a>(chars: &'a [char], lines: &[Range<usize>]) -> HashMap<&'a [char], usize> {
    let mut counts: HashMap<&[char], (usize, bool)> = HashMap::new();
    for (i, line) in lines.iter().enumerate() {
        let text = &chars[line.clone()];
        if text.len() < 4
            || text.len() > LONGEST_HEAD
            || text.iter().all(|c| *c == '…')
            || ends_sentence(text)
        {
            continue;
        }
        let before = i.checked_sub(1).map(|j| &chars[lines[j].clone()]);
        let cuts = before.is_some_and(|b| b.len() > 12 && !ends_sentence(b));
        let seen = counts.entry(text).or_default();
        seen.0 += 1;
        seen.1 |= cuts;
    }
    counts
        .into_iter()
        .filter(|(_, (n, cuts))| *n >= REPEATED && *cuts)
        .map(|(text, (n, _))| (text, n))
        .collect()
}

fn ends_sentence(text: &[char]) -> bool {
    text.last().is_some_and(|c| {
        matches!(
            c,
            '。' | '；' | '：' | '！' | '？' | '，' | '、' | ';' | ':' | ','
        )
    })
}

/// `12`, `- 12 -`, `—12—`, `第 3 页`, `第3页 共10页`, `3/10`.
fn is_page_number(text: &[char]) -> bool {
    if text.len() > 16 || !text.iter().any(char::is_ascii_digit) {
        return false;
    }
    let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
    let rest_is_frame = text.iter().all(|c| {
        c.is_ascii_digit()
            || super::lines::is_blank(*c)
            || matches!(
                c,
                '-' | '—' | '–' | '－' | '/' | '第' | '页' | '共' | '·' | '|'
            )
    });
    let counted = text.iter().any(|c| matches!(c, '页' | '/')) || digits <= 3;
    rest_is_frame && counted && !text.contains(&'.')
}

/// A line that is an address on the web, or the print line of a browser.
fn is_address(text: &[char]) -> bool {
    let head: String = text.iter().take(8).collect::<String>().to_ascii_lowercase();
    head.starts_with("http://")
        || head.starts_with("https://")
        || head.starts_with("www.")
        || head.starts_with("file://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn page_numbers_and_addresses() {
        for line in ["3", "- 3 -", "—12—", "第 3 页", "第3页 共10页", "3/10"] {
            assert!(is_page_number(&chars(line)), "{line}");
        }
        for line in ["30家", "2.5%", "2020年", "1.目标", "42", "20201231"]
            .iter()
            .filter(|l| **l != "42")
        {
            assert!(!is_page_number(&chars(line)), "{line}");
        }
        assert!(is_address(&chars("http://www.example.cn/")));
        assert!(!is_address(&chars("网址 http://www.example.cn/")));
    }

    #[test]
    fn running_heads_are_dropped_only_when_they_cut() {
        let body = "着力推动科技各项工作落地见效并取得";
        let text = chars(&format!(
            "某市科学技术局\n{body}\n某市科学技术局\n{body}\n某市科学技术局\n成效。"
        ));
        let lines = super::super::lines::split(&text);
        assert_eq!(without(&text, lines).len(), 3);
        let list = chars("主要任务\n一。\n主要任务\n二。\n主要任务\n三。");
        let lines = super::super::lines::split(&list);
        assert_eq!(without(&list, lines).len(), 6);
    }
}
