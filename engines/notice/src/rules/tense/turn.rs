//! Where a paragraph that told results turns to what is to come: 2006年，……。今年，全市要力争……。

use super::{Tense, cue};
use crate::outline;
use crate::scan;

#[rustfmt::skip]
const HEADS: &[&str] = &[
    "今年", "新的一年", "下一步", "下一年", "明年", "来年", "接下来", "下一阶段", "下步", "下阶段", "下半年",
    "年底前", "到年底", "年内", "全年要", "全年力争", "全年计划", "二季度", "三季度", "四季度",
];
/// These tell what was done of the year.
#[rustfmt::skip]
const SO_FAR: &[&str] = &[
    "今年以来", "今年上半年", "今年前", "今年1", "今年一季度", "今年以", "今年年初", "今年已",
];
/// In the first clauses of a sentence.
const CLAUSES: usize = 3;

/// Does a sentence turn to what is to come?
pub fn opens_plan(sentence: &[char]) -> bool {
    let named = scan::longest_at(sentence, 0, HEADS).is_some()
        && scan::longest_at(sentence, 0, SO_FAR).is_none();
    let year = outline::year_before(sentence, 4).is_some();
    if !(named || year) {
        return false;
    }
    let mut clauses = sentence.split(|c| *c == '，').take(CLAUSES);
    clauses.any(|clause| cue::strives(clause) || scan::has_any(clause, &["目标"]))
        && !cue::has_perfect(sentence)
}

/// Where in a paragraph its first sentence but one or later turns to what is to come.
pub fn turn(paragraph: &[char]) -> Option<usize> {
    let mut from = 0;
    for sentence in paragraph.split_inclusive(|c| *c == '。') {
        if from > 0 && opens_plan(sentence) {
            return Some(from);
        }
        from += sentence.len();
    }
    None
}

/// What stands before a turn and begins with a year tells that year: 2006年，……
pub fn told_of_a_year(paragraph: &[char]) -> Option<Tense> {
    let begins = outline::year_before(paragraph, 4).is_some()
        || scan::longest_at(paragraph, 0, &["去年", "上年", "过去"]).is_some();
    (begins && !cue::strives(paragraph)).then_some(Tense::Past)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_turn() {
        for (text, turns) in [
            (
                "2006年，完成产值860亿元。今年全市要力争超千亿元。",
                Some(16),
            ),
            ("新认定54家。2012年，我们将重点扶持100家。", Some(7)),
            ("接回订单2.6亿元。年底前要完成120家。", Some(10)),
            ("新认定54家。四季度新认定10家。", None),
            ("新认定54家。今年以来，新认定10家。", None),
            ("今年要新增30家。", None),
            ("新认定54家。2012年，新认定10家。", None),
        ] {
            assert_eq!(turn(&scan::chars(text)), turns, "{text}");
        }
    }
}
