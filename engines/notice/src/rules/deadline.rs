//! Deadlines: 6月底前, 年底前, 2025年6月30日前, 二季度末, 年内.

use std::ops::Range;

/// No deadline is written with more characters before its last one.
const LONGEST: usize = 16;
/// What days, months, quarters and years are written with.
const OF_TIMES: &str = "0123456789〇○零一二三四五六七八九十年月日底末中旬季度上下半第今本明当次初";

/// The first deadline of a slice.
pub fn find(chars: &[char]) -> Option<Range<usize>> {
    (1..chars.len()).find_map(|i| before(chars, i).or_else(|| plain(chars, i)))
}

/// 6月底前, 年底之前, 30日以前; not 目前, 日前 and 提前.
fn before(chars: &[char], i: usize) -> Option<Range<usize>> {
    if chars[i] != '前' {
        return None;
    }
    let end = i - usize::from(matches!(chars[i - 1], '之' | '以'));
    let start = time(chars, end)?;
    let is_now = chars[start..end] == ['日'];
    (!is_now).then_some(start..i + 1)
}

/// 年底, 二季度末, 年内; three years are no deadline (三年内).
fn plain(chars: &[char], i: usize) -> Option<Range<usize>> {
    let last = chars[i - 1];
    let ends = match chars[i] {
        '底' => matches!(last, '年' | '月'),
        '末' => matches!(last, '年' | '月' | '度'),
        '内' => last == '年' && chars.get(i + 1) != Some(&'容'),
        _ => false,
    };
    let goes_on = matches!(chars.get(i + 1), Some('前' | '之' | '以'));
    let start = time(chars, i).filter(|_| ends && !goes_on)?;
    let counted =
        chars[i] == '内' && !matches!(i - start, 1 | 5) && !"今本当".contains(chars[start]);
    (!counted).then_some(start..i + 1)
}

/// Where the words of a time that end before `end` begin.
fn time(chars: &[char], end: usize) -> Option<usize> {
    let words = chars[..end].iter().rev().take(LONGEST);
    let run = words.take_while(|c| OF_TIMES.contains(**c)).count();
    let start = end - run;
    let named = chars[start..end].iter().any(|c| "年月日度半".contains(*c));
    (named && run < LONGEST).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

    #[test]
    fn deadlines() {
        for (text, deadline) in [
            ("6月底前完成", Some("6月底前")),
            ("力争年底前完成", Some("年底前")),
            ("2025年6月30日前报送", Some("2025年6月30日前")),
            ("于10月15日之前报送", Some("10月15日之前")),
            ("二季度末完成", Some("二季度末")),
            ("一季度前完成", Some("一季度前")),
            ("年内建成", Some("年内")),
            ("2026年内建成", Some("2026年内")),
            ("2025年12月底", Some("2025年12月底")),
            ("三年内建成", None),
            ("目前已建成", None),
            ("日前印发", None),
            ("提前完成", None),
            ("全年内容", None),
            ("前3名", None),
        ] {
            let chars = scan::chars(text);
            let found = find(&chars).map(|r| chars[r].iter().collect::<String>());
            assert_eq!(found.as_deref(), deadline, "{text}");
        }
    }
}
