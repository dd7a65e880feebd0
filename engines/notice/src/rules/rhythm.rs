//! Rhythm rules: 每周有需求, 每季度召开一次会议, 单月“请进来”.

use crate::outline::numbering;
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
    ("一个月", Every::Month),
    ("一个季度", Every::Quarter),
    ("按周", Every::Week),
    ("逐周", Every::Week),
    ("按月", Every::Month),
    ("逐月", Every::Month),
    ("按季", Every::Quarter),
    ("按季度", Every::Quarter),
    ("逐季", Every::Quarter),
    ("逐季度", Every::Quarter),
    ("单月", Every::OddMonth),
    ("双月", Every::EvenMonth),
];
/// What a beat asks for.
#[rustfmt::skip]
const ASKS: &[&str] = &[
    "有", "至少", "不少于", "召开", "开展", "组织", "举办", "举行", "通报", "调度", "督查", "报送", "发布", "检查",
    "安排", "走访", "更新", "会商", "研究", "推送", "汇总", "分析", "一", "定期", "集中", "公布", "监测", "评估",
    "点评", "晾晒", "“", "推出", "对接", "上报", "听取", "梳理", "收集", "摸排", "排查", "巡查", "推进", "跟踪", "统计",
    "报告", "例会", "评选", "公示", "复盘", "讲评", "总结", "反馈", "核查", "抽查", "督导", "督办", "研判", "汇报", "小结",
    "考核",
];
/// A beat of one character at the head of a piece: 月通报、季点评, 建立周调度制度.
const SHORT: &[(char, Every)] = &[
    ('周', Every::Week),
    ('月', Every::Month),
    ('季', Every::Quarter),
];
/// What such a beat asks for.
#[rustfmt::skip]
const SHORT_ASKS: &[&str] = &[
    "通报", "点评", "讲评", "调度", "例会", "督查", "督办", "评估", "考核", "汇报", "小结", "分析", "会商", "报告", "晾晒",
    "推进", "研判", "公示",
];
/// What may stand before such a beat.
const SETS_UP: &[&str] = &[
    "实行",
    "建立",
    "坚持",
    "落实",
    "执行",
    "完善",
    "健全",
    "推行",
    "严格执行",
    "严格落实",
];
/// What may stand behind it.
const KEPT: &[&str] = &["制度", "机制", "制"];
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
    short(chars, piece)
}

/// 实行月通报; 月度考核 and 半月调度 are none, nor is 周报告厅.
fn short(chars: &[char], piece: &Range<usize>) -> Option<Rule> {
    let words = &chars[..piece.end];
    let number = numbering::of(&chars[piece.clone()]).map_or(0, |n| n.length);
    let start = piece.start + number;
    let at = start + scan::longest_at(words, start, SETS_UP).map_or(0, scan::len);
    let (_, every) = SHORT.iter().find(|(beat, _)| words.get(at) == Some(beat))?;
    let asks = scan::longest_at(words, at + 1, SHORT_ASKS)?;
    let end = at + 1 + scan::len(asks);
    let kept = scan::longest_at(words, end, KEPT).map_or(0, scan::len);
    (end + kept == piece.end).then(|| Rule {
        range: at..end,
        every: *every,
        what: asks.to_owned(),
    })
}

fn beat(chars: &[char], at: usize, piece: &Range<usize>) -> Option<Rule> {
    let found = BEATS
        .iter()
        .filter(|(word, _)| scan::at(chars, at, word))
        .max_by_key(|(word, _)| word.len());
    let (word, every) = found?;
    let start = at + scan::len(word);
    let end = piece.end.min(start + LONGEST);
    let end = start + whole(&chars[start..end.max(start)]);
    if start >= end {
        return None;
    }
    // 一月 and 一季度 are also times of the year: only 一月一通报 is a beat.
    let asks = match (word.chars().next(), every) {
        (Some('一'), _) => chars[start] == '一' && start + 2 < end,
        (_, Every::Year) => scan::longest_at(chars, start, YEARLY).is_some(),
        (_, Every::OddMonth | Every::EvenMonth) => true,
        _ => scan::longest_at(chars, start + day(&chars[start..end]), ASKS).is_some(),
    };
    asks.then(|| Rule {
        range: at..end,
        every: *every,
        what: what(&chars[start..end]),
    })
}

/// 25日前 and 末月25日前, between a beat and what it asks for.
fn day(words: &[char]) -> usize {
    let last = scan::longest_at(words, 0, &["末月", "首月", "末", "初"]).map_or(0, scan::len);
    let digits = words[last..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let tail = scan::longest_at(
        words,
        last + digits,
        &["日前", "号前", "日之前", "日以前", "日"],
    );
    tail.filter(|_| (1..=2).contains(&digits))
        .map_or(0, |tail| last + digits + scan::len(tail))
}

/// Without the bracket that it stands in: （每月一次）.
fn whole(words: &[char]) -> usize {
    let mut open = 0;
    let end = words.iter().position(|c| {
        open += i32::from(*c == '（') - i32::from(*c == '）');
        open < 0
    });
    end.unwrap_or(words.len())
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
            ("每周梳理企业技术需求", "week", "梳理企业技术需求"),
            ("每月25日前报送进展情况", "month", "25日前报送进展情况"),
            ("每季度末月25日前报送", "quarter", "末月25日前报送"),
            ("实行月通报", "month", "通报"),
            ("季点评", "quarter", "点评"),
            ("（三）实行月通报", "month", "通报"),
            ("建立周调度制度", "week", "调度"),
            ("按月调度", "month", "调度"),
            ("按季通报", "quarter", "通报"),
            ("逐月分析", "month", "分析"),
            ("坚持每周例会", "week", "例会"),
            ("一个季度一次督查", "quarter", "一次督查"),
            ("定期召开例会（每月一次）", "month", "一次"),
            ("每月一次（含视频会）", "month", "一次（含视频会）"),
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
            "每半年组织一次专家评审",
            "每两周调度一次重点项目",
            "每旬报送工作信息",
            "每逢双周五开展走访",
            "两个月组织一次路演",
            "半月调度",
            "半月一调度",
            "月度考核",
            "月通报情况良好",
            "逐月增长",
            "按月发放补贴",
            "按季度分解目标",
            "每月25日",
        ] {
            let chars = scan::chars(text);
            assert_eq!(of(&chars, &(0..chars.len())), None, "{text}");
        }
    }
}
