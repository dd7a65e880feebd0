//! Limits of each case, beside how many cases there are to be: 每月外出招商不少于2次，每次不少于3家企业.

use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;

/// What is one case among several. A town, an office or a year is none: it has its own goal.
#[rustfmt::skip]
const CASES: &[&str] = &[
    "每次", "每期", "每场", "每站", "每单", "每批", "每班", "每处", "每座", "每栋", "每间", "每件", "每宗", "每例", "每所",
    "每点", "每个项目", "每个站", "每个点", "每组", "每队", "每车", "每节", "每堂", "每课", "单次", "单期", "单场", "单户", "单家", "单个", "单笔", "单体",
    "单批", "单家企业", "单个项目",
];
/// What each of such units costs or yields, where a standard is set for it: 亩均投资标准不低于3000元.
const EVEN: &[&str] = &["亩均", "平均每亩", "每亩"];
const STANDARD: &[&str] = &["标准"];
/// Words of a limit; a standard that is raised (提高到340元) is a goal.
const LIMITS: &[&str] = &[
    "不少于",
    "不低于",
    "不超过",
    "不高于",
    "不得少于",
    "不得低于",
    "不得超过",
    "不大于",
    "不小于",
    "至少",
    "最多",
];
/// So far before the number the case may be named.
const REACH: usize = 16;

/// Is a number the limit of each case, where the sentence has said how many there are, or names a standard?
pub fn is_limit(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(REACH)..q.from];
    let parts =
        |c: &char| matches!(c, '，' | '。' | '；' | '：' | '、' | '\t') || c.is_ascii_digit();
    let piece = &near[near.iter().rposition(parts).map_or(0, |at| at + 1)..];
    let says = |list: &[&str]| scan::has_any(piece, list);
    let standard = says(EVEN) && says(STANDARD);
    // 每家面积不少于150平方米
    let sized = q.class == Class::Size && says(&["每家", "每户"]) && says(&["面积"]);
    if !(says(CASES) || standard || sized) {
        return false;
    }
    let found = comparator::of(chars, q);
    let limits = found.to > q.to || scan::longest_before(chars, q.from, LIMITS).is_some();
    let start = q.from - piece.len();
    limits && (standard || counts_before(&chars[..start]))
}

/// Has the sentence a number before the case?
fn counts_before(before: &[char]) -> bool {
    let near = &before[before.len().saturating_sub(SENTENCE)..];
    let from = near.iter().rposition(|c| matches!(c, '。' | '\t'));
    crate::lex::has_quantity(&near[from.map_or(0, |at| at + 1)..])
}

/// So much of a sentence is looked at.
const SENTENCE: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn limits_of_each_case() {
        for (text, is) in [
            ("外出招商每月不少于2次，每次不少于3家企业", true),
            ("建设消防站4个，每站专职队员不少于8人", true),
            ("新建驿站15家，每家面积不少于150平方米", true),
            ("发放贷款8500万元，单户5万元以下", true),
            ("亩均投资标准不低于3000元", true),
            // A goal of its own.
            ("参合率98%，人均筹资标准提高到340元", false),
            ("培育5家，每家揭榜挂帅项目不少于2项", false),
            ("新增30家，单项冠军企业不少于3家", false),
            ("人均公共卫生经费标准不低于84元", false),
            ("每个镇不少于3家", false),
            ("新增30家，每镇不少于3家", false),
            ("每家企业引进人才3名", false),
            ("亩均税收达到20万元", false),
            ("每万人发明专利达到15件", false),
        ] {
            let chars = scan::chars(text);
            let last = quantities(&chars).pop();
            assert_eq!(last.is_some_and(|q| is_limit(&chars, &q)), is, "{text}");
        }
    }
}
