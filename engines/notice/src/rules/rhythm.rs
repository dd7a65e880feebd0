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
    ("单数月", Every::OddMonth),
    ("双数月", Every::EvenMonth),
];
/// What a beat asks for.
#[rustfmt::skip]
const ASKS: &[&str] = &[
    "有", "至少", "不少于", "召开", "开展", "组织", "举办", "举行", "通报", "调度", "督查", "报送", "发布", "检查",
    "安排", "走访", "更新", "会商", "研究", "推送", "汇总", "分析", "一", "定期", "集中", "公布", "监测", "评估",
    "点评", "晾晒", "“", "推出", "对接", "上报", "听取", "梳理", "收集", "摸排", "排查", "巡查", "推进", "跟踪", "统计",
    "报告", "例会", "评选", "公示", "复盘", "讲评", "总结", "反馈", "核查", "抽查", "督导", "督办", "研判", "汇报", "小结",
    "考核", "现场", "例行",
];
/// Behind these what is asked for stands further on: 将进展情况报市政府督查室, 对乙方进行通报, 由县科技局汇总.
const OBJECTS: &[&str] = &["将", "把", "对", "由", "向", "按", "就", "以"];
/// What is asked for behind them.
#[rustfmt::skip]
const DONE_WITH: &[&str] = &[
    "报", "通报", "汇总", "调度", "督查", "检查", "考核", "评估", "点评", "上传", "提交", "反馈", "分析", "统计", "督导", "会商",
    "巡查", "走访", "发布", "公布", "公示", "更新",
];
/// A beat of one character at the head of a piece: 月通报、季点评, 建立周调度制度.
const SHORT: &[(char, Every)] = &[
    ('周', Every::Week),
    ('月', Every::Month),
    ('季', Every::Quarter),
    ('年', Every::Year),
];
/// What is done 月度 and 季度; 月度考核 and 季度分析 are names of things.
const BY_TERM: &[&str] = &[
    "调度", "通报", "点评", "讲评", "例会", "会商", "督查", "督办", "晾晒",
];
/// What a year's beat of one character asks for; 年报告 is a paper.
const BY_YEAR: &[&str] = &["考核", "评估", "总评", "总结"];
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

/// The rhythm rules in a piece of a clause: one, or as many as a quotation in it lists.
pub fn all(chars: &[char], piece: &Range<usize>) -> Vec<Rule> {
    let quoted = quoted(chars, piece);
    match quoted.is_empty() {
        true => of(chars, piece).into_iter().collect(),
        false => quoted,
    }
}

/// 建立“月调度、季通报”机制: what stands between the marks, each with its own words.
fn quoted(chars: &[char], piece: &Range<usize>) -> Vec<Rule> {
    let words = &chars[piece.clone()];
    let Some(open) = words.iter().position(|c| *c == '“') else {
        return Vec::new();
    };
    let close = words[open..].iter().position(|c| *c == '”');
    let Some(close) = close.filter(|length| *length <= LONGEST) else {
        return Vec::new();
    };
    let mut start = piece.start + open + 1;
    let inside = &chars[start..piece.start + open + close];
    let mut found = Vec::new();
    for part in inside.split(|c| matches!(c, '、' | '，')) {
        found.extend(of(chars, &(start..start + part.len())));
        start += part.len() + 1;
    }
    found
}

/// The rhythm rule in a piece of a clause.
fn of(chars: &[char], piece: &Range<usize>) -> Option<Rule> {
    let mut at = piece.start;
    while at < piece.end.min(piece.start + LONGEST) {
        if let Some(rule) = beat(chars, at, piece) {
            return Some(rule);
        }
        at += 1;
    }
    short(chars, piece)
}

/// 实行月通报, 季度通报; 月度考核 and 半月调度 are none, nor is 周报告厅.
fn short(chars: &[char], piece: &Range<usize>) -> Option<Rule> {
    let words = &chars[..piece.end];
    let number = numbering::of(&chars[piece.clone()]).map_or(0, |n| n.length);
    let start = piece.start + number;
    let at = start + scan::longest_at(words, start, SETS_UP).map_or(0, scan::len);
    let (_, every) = SHORT.iter().find(|(beat, _)| words.get(at) == Some(beat))?;
    let term = usize::from(words.get(at + 1) == Some(&'度'));
    let known = match every {
        Every::Year if term > 0 => return None,
        Every::Year => BY_YEAR,
        _ if term > 0 => BY_TERM,
        _ => SHORT_ASKS,
    };
    let asks = scan::longest_at(words, at + 1 + term, known)?;
    let end = at + 1 + term + scan::len(asks);
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
    let mut start = at + scan::len(word);
    // 定期（每月）召开联席会议
    let aside = at > piece.start && chars[at - 1] == '（' && chars.get(start) == Some(&'）');
    start += usize::from(aside);
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
        // 每周一至周五: days, and no one report a week
        _ if matches!(
            chars.get(start..start + 2),
            Some(['一', '至' | '到' | '—' | '-'])
        ) =>
        {
            false
        }
        _ => asks_for(&chars[start + day(&chars[start..end]).min(end - start)..end]),
    };
    asks.then(|| Rule {
        range: at..end,
        every: *every,
        what: what(&chars[start..end]),
    })
}

/// Do the words behind a beat ask for something, at once or behind what it is done with?
fn asks_for(words: &[char]) -> bool {
    let object = scan::longest_at(words, 0, OBJECTS).map_or(0, scan::len);
    let sign = words.iter().position(|c| matches!(c, '，' | '；' | '。'));
    let words = &words[..sign.unwrap_or(words.len())];
    scan::longest_at(words, 0, ASKS).is_some()
        || (object > 0 && scan::has_any(&words[object.min(words.len())..], DONE_WITH))
}

/// Days that are told by their place: 每月第一个工作日, 每周五下午.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "第一个工作日", "首个工作日", "最后一个工作日", "前5个工作日", "末前5个工作日", "五下午", "一上午", "五",
];

/// 25日前 and 末月25日前, between a beat and what it asks for.
fn day(words: &[char]) -> usize {
    let place = scan::longest_at(words, 0, PLACES).map_or(0, scan::len);
    if place > 0 && asks_for(&words[place..]) {
        return place;
    }
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
            ("每月现场推进", "month", "现场推进"),
            (
                "各单位于每月28日前将进展情况报督查室",
                "month",
                "28日前将进展情况报督查室",
            ),
            (
                "每季度末月25日前将进展书面报送",
                "quarter",
                "末月25日前将进展书面报送",
            ),
            ("每季度对乙方情况进行通报", "quarter", "对乙方情况进行通报"),
            ("数据每季度由科技局汇总", "quarter", "由科技局汇总"),
            ("季度通报", "quarter", "通报"),
            ("月度调度", "month", "调度"),
            ("年考核", "year", "考核"),
            ("单数月组织企业进高校", "odd-month", "组织企业进高校"),
            ("逢双月开展对接", "even-month", "开展对接"),
            ("定期（每月）召开联席会议", "month", "召开联席会议"),
            ("每周五下午召开例会", "week", "五下午召开例会"),
        ] {
            let chars = scan::chars(text);
            let rule = of(&chars, &(0..chars.len())).map(|r| (r.every.word(), r.what));
            assert_eq!(rule, Some((every, what.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_quotation_lists_rules() {
        for (text, rules) in [
            (
                "坚持“一周一调度、一月一通报”",
                &["一周一调度", "一月一通报"][..],
            ),
            (
                "建立“月调度、季通报、年考核”机制",
                &["月调度", "季通报", "年考核"],
            ),
            ("单月“请进来”", &["单月“请进来”"]),
        ] {
            let chars = scan::chars(text);
            let found = all(&chars, &(0..chars.len()));
            let found = found
                .iter()
                .map(|rule| chars[rule.range.clone()].iter().collect());
            assert_eq!(found.collect::<Vec<String>>(), rules, "{text}");
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
            "每周一至周五9:00—17:00",
            "每月由财政发放",
            "年度考核",
        ] {
            let chars = scan::chars(text);
            assert_eq!(of(&chars, &(0..chars.len())), None, "{text}");
        }
    }
}
