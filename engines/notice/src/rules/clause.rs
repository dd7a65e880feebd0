//! Clauses (between commas) and their pieces (between 、), with brackets and quotations kept whole.

use super::cover::Cover;
use std::ops::Range;

/// A clause and its pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub range: Range<usize>,
    /// The sign behind the clause; `。` at the end of the sentence.
    pub sign: char,
    pub pieces: Vec<Range<usize>>,
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | '。' | '！' | '？' | '\t')
}

/// The clauses of a sentence, none empty.
pub fn of(chars: &[char], cover: &[Cover]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for i in 0..=chars.len() {
        let sign = chars.get(i).copied().unwrap_or('。');
        if i < chars.len() && !(ends_clause(sign) && cover[i] == Cover::Open) {
            continue;
        }
        if i > start {
            clauses.push(Clause {
                range: start..i,
                sign,
                pieces: pieces(chars, cover, start..i),
            });
        }
        start = i + 1;
    }
    clauses
}

fn pieces(chars: &[char], cover: &[Cover], clause: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = clause.start;
    for i in clause.clone() {
        if chars[i] == '、' && cover[i] == Cover::Open {
            pieces.push(start..i);
            start = i + 1;
        }
    }
    pieces.push(start..clause.end);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::cover;
    use crate::scan;

    #[test]
    fn brackets_stay_whole() {
        let text = scan::chars("新增重点实验室（工程实验室、技术中心）5个、站2个，力争");
        let clauses = of(&text, &cover::of(&text));
        assert_eq!(clauses.len(), 2);
        assert_eq!(clauses[0].pieces, [0..21, 22..25]);
        assert_eq!((clauses[0].sign, clauses[1].sign), ('，', '。'));
    }
}
