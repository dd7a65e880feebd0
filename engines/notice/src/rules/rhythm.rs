//! Rhythm rules: 每周有需求, 每季度召开一次会议, 单月“请进来”.

use crate::scan;
use std::ops::Range;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    Week,
    Month,
    Quarter,
    Year,
    OddMonth,
    EvenMonth,
}

impl Every {
    /// As in results.
    pub fn word(self) -> &'static str {
        match self {
            Every::Week => "week",
            Every::Month => "month",
            Every::Quarter => "quarter",
            Every::Year => "year",
            Every::OddMonth => "odd-month",
            Every::EvenMonth => "even-month",
        }
    }
}

/// A rhythm rule in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub range: Range<usize>,
    pub every: Every,
    pub what: String,
}

const BEATS: &[(&str, Every)] = &[
    ("每周", Every::Week),
    ("每星期", Every::Week),
    ("周周", Every::Week),
    ("一周", Every::Week),
    ("每月", Every::Month),
    ("每个月", Every::Month),
    ("月月", Every::Month),
    ("一月", Every::Month),
    ("每季度", Every::Quarter),
    ("每个季度", Every::Quarter),
    ("每季", Every::Quarter),
    ("季季", Every::Quarter),
    ("一季", Every::Quarter),
    ("一季度", Every::Quarter),
    ("每年", Every::Year),
    ("每年度", Every::Year),
    ("年年", Every::Year),
    ("单月", Every::OddMonth),
    ("双月", Every::EvenMonth),
];
/// What a beat asks for.
#[rustfmt::skip]
const ASKS: &[&str] = &[
    "有", "至少", "不少于", "召开", "开展", "组织", "举办", "举行", "通报", "调度", "督查", "报送", "发布", "检查",
    "安排", "走访", "更新", "会商", "研究", "推送", "汇总", "分析", "一", "定期", "集中", "公布", "监测", "评估",
    "点评", "晾晒", "“", "推出", "对接", "上报", "听取",
];
/// After these a year's beat is a rule and not a quantity of the year.
const YEARLY: &[&str] = &["有", "至少召开", "召开", "通报", "督查", "评估", "一"];
/// A rule is no longer than this.
const LONGEST: usize = 40;

/// The rhythm rules in a piece of a clause (at most one).
pub fn of(chars: &[char], piece: &Range<usize>) -> Option<Rule> {
    let mut at = piece.start;
    while at < piece.end.min(piece.start + LONGEST) {
        if let Some(rule) = beat(chars, at, piece) {
            return Some(rule);
        }
        at += 1;
    }
    None
}

fn beat(chars: &[char], at: usize, piece: &Range<usize>) -> Option<Rule> {
    let found = BEATS
        .iter()
        .filter(|(word, _)| scan::at(chars, at, word))
        .max_by_key(|(word, _)| word.len());
    let (word, every) = found?;
    let start = at + scan::len(word);
    let end = piece.end.min(start + LONGEST);
    if start >= end {
        return None;
    }
    // 一月 and 一季度 are also times of the year: only 一月一通报 is a beat.
    let asks = match (word.chars().next(), every) {
        (Some('一'), _) => chars[start] == '一' && start + 2 < end,
        (_, Every::Year) => scan::longest_at(chars, start, YEARLY).is_some(),
        (_, Every::OddMonth | Every::EvenMonth) => true,
        _ => scan::longest_at(chars, start, ASKS).is_some(),
    };
    asks.then(|| Rule {
        range: at..end,
        every: *every,
        what: what(&chars[start..end]),
    })
}

/// What is asked, without 有, 一 and quotation marks.
fn what(words: &[char]) -> String {
    let skip = usize::from(
        matches!(words.first(), Some('有'))
            || (words.first() == Some(&'一')
                && words.get(1).is_some_and(|c| !"次场个批家轮项".contains(*c))),
    );
    words[skip..]
        .iter()
        .filter(|c| !matches!(c, '“' | '”'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_rhythm() {
        for (text, every, what) in [
            ("确保每周有需求", "week", "需求"),
            ("每年有突破", "year", "突破"),
            ("坚持单月“请进来”", "odd-month", "请进来"),
            ("双月“走出去”", "even-month", "走出去"),
            (
                "每季度召开不少于1次推进会",
                "quarter",
                "召开不少于1次推进会",
            ),
            ("每月一通报", "month", "通报"),
            ("一周一调度", "week", "调度"),
            ("月月有活动", "month", "活动"),
            ("每月至少举办2场对接活动", "month", "至少举办2场对接活动"),
        ] {
            let chars = scan::chars(text);
            let rule = of(&chars, &(0..chars.len())).map(|r| (r.every.word(), r.what));
            assert_eq!(rule, Some((every, what.to_owned())), "{text}");
        }
    }

    #[test]
    fn no_rules() {
        for text in [
            "每万人有专利15件",
            "一季度增长5%",
            "每年新增高企30家",
            "一月底前完成",
            "每月",
            "两周",
        ] {
            let chars = scan::chars(text);
            assert_eq!(of(&chars, &(0..chars.len())), None, "{text}");
        }
    }
}
