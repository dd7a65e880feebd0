//! Comparators: what the words beside a quantity say about it.

use crate::lex::{Class, Quantity};
use crate::scan;

/// How the value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// 以上, 不低于, 达到, a range.
    AtLeast,
    /// 超过, 突破.
    More,
    /// 以内, 控制在, 降至.
    AtMost,
    /// 左右.
    About,
    /// 净增.
    NetAtLeast,
    /// A bare number.
    Exactly,
}

impl Op {
    /// As in results: `>=`, `>`, `<=`, `~`, `+>=`, `==`.
    pub fn sign(self) -> &'static str {
        match self {
            Op::AtLeast => ">=",
            Op::More => ">",
            Op::AtMost => "<=",
            Op::About => "~",
            Op::NetAtLeast => "+>=",
            Op::Exactly => "==",
        }
    }
}

#[rustfmt::skip]
const AT_MOST: &[&str] = &[
    "不超过", "不能超过", "不超", "不高于", "不多于", "不大于", "不得超过", "不得高于", "不突破", "低于", "小于", "少于",
    "控制在", "控制到", "限制在", "限定在", "压减到", "压减至", "压缩到", "压缩至", "降至", "降到", "降低到",
    "降低至", "降为", "下降到", "下降至", "减少到", "减少至", "减至", "减到", "缩短到", "缩短至", "缩减到", "缩减至",
    "缩小到", "缩小至", "回落到", "回落至", "至多", "最多",
];
#[rustfmt::skip]
const AT_LEAST: &[&str] = &[
    "达到", "达", "不低于", "不少于", "不小于", "不得少于", "不得低于", "不能少于", "不能低于", "不低", "至少", "上升到", "上升至", "增至",
    "增到", "增加到", "增加至", "增长到", "增长至", "提高到", "提高至", "提升到", "提升至", "提至", "提到", "扩大到",
    "扩大至", "扩展到", "扩展至", "拓展到", "拓展至", "扩充到", "迈上", "站上", "登上", "跃上", "跃升到", "跃升至",
    "攀升到", "攀升至", "升至", "升到", "稳定在", "保持在", "维持在", "稳定到", "发展到", "发展至", "壮大到",
    "恢复到", "恢复至", "回升到", "回升至", "调整到", "调整为", "提标到", "提标至", "推广到", "覆盖到", "延长到",
    "延长至", "提高为", "达至", "冲刺", "上调至", "上调到", "累计达", "优于", "高达", "做到", "做大到", "要到", "须到",
];
#[rustfmt::skip]
const MORE: &[&str] = &[
    "超过", "超", "突破", "破", "逾", "大于", "多于", "高于", "超出", "越过", "跨过", "冲破", "跨越", "超越", "高出",
];
const ABOUT: &[&str] = &["约", "大约", "大概"];
/// Not comparators, but they stand between a comparator and the number, or alone before a bare one.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "了", "近", "接近", "逼近", "到", "约", "大约", "每年", "每人每月", "每人每年", "每月", "每户", "每人", "人均", "年人均", "月人均",
    "年均", "人民币", "每千人", "每万人", "每百人", "每百户", "每千户", "每亩", "每平方公里", "每家", "每个",
];
/// Adverbs that hold for the number of their piece although words stand between: 至少培育孵化器2家.
const ADVERBS: &[(&str, Op)] = &[
    ("至少", Op::AtLeast),
    ("最少", Op::AtLeast),
    ("至多", Op::AtMost),
];
/// So far before the number such an adverb is looked for.
const ADVERB_REACH: usize = 20;

const RIGHT_ABOUT: &[&str] = &["左右", "上下"];
const RIGHT_AT_MOST: &[&str] = &["以内", "以下", "之内", "及以内", "及以下", "内"];
const RIGHT_AT_LEAST: &[&str] = &[
    "以上",
    "及以上",
    "之上",
    "或以上",
    "（含）以上",
    "(含)以上",
    "（含）以上",
];

/// What is done within a time: 0.5天内办结.
pub const SETTLED: &[&str] = &["办结", "办理完毕", "完成审批", "审结"];

/// The comparator found beside a quantity, and how far it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparator {
    pub op: Op,
    /// Where the words before the number begin; the number's own beginning when there are none.
    pub from: usize,
    /// Where the words behind it end.
    pub to: usize,
    /// Is there a comparator before the number?
    pub is_left: bool,
}

/// Reads the comparator of a quantity. 净增 is in the name and is decided there.
pub fn of(chars: &[char], q: &Quantity) -> Comparator {
    let (left, from) = left(chars, q.from);
    let (right, to) = right(chars, q.to);
    let op = match (left, right) {
        (Some(Op::AtMost), Some(Op::About)) if q.high.is_some() => Op::About,
        (_, Some(Op::About)) => Op::About,
        (Some(Op::More), Some(Op::AtLeast)) if is_solved(chars, q) => Op::AtLeast,
        (Some(Op::More), Some(Op::AtLeast)) => Op::More,
        (_, Some(right)) => right,
        (Some(Op::More), None) if is_solved(chars, q) => Op::Exactly,
        (Some(left), None) => left,
        (None, None) if q.high.is_some() => Op::AtLeast,
        (None, None) if q.is_vague => Op::More,
        (None, None) => over_base(chars, q)
            .or_else(|| adverb(chars, q.from))
            .unwrap_or(Op::Exactly),
    };
    Comparator {
        op,
        from,
        to,
        is_left: left.is_some(),
    }
}

/// 突破30项关键核心技术: what is broken through is no limit.
fn is_solved(chars: &[char], q: &Quantity) -> bool {
    let rest = &chars[q.to..chars.len().min(q.to + SOLVED_REACH)];
    let end = rest
        .iter()
        .position(|c| matches!(c, '，' | '。' | '；' | '、'));
    scan::before(chars, q.from, "突破")
        && q.class == Class::Count
        && scan::has_any(
            &rest[..end.unwrap_or(rest.len())],
            &["技术", "难题", "瓶颈"],
        )
}

/// So far behind the number what is solved may stand.
const SOLVED_REACH: usize = 12;

/// 不低于低保标准的1.3倍, 达到常住人口的0.5%: the words stand before what the share is taken of.
fn over_base(chars: &[char], q: &Quantity) -> Option<Op> {
    let shares = matches!(q.class, Class::Percent | Class::Times);
    if !shares || q.from.checked_sub(1).map(|b| chars[b]) != Some('的') {
        return None;
    }
    let near = q.from.saturating_sub(BASE_REACH)..q.from - 1;
    let parts =
        |c: &char| c.is_ascii_digit() || matches!(c, '，' | '、' | '；' | '。' | '：' | '\t');
    let from = chars[near.clone()].iter().rposition(parts);
    let from = from.map_or(near.start, |at| near.start + at + 1);
    (from..near.end)
        .rev()
        .find_map(|i| left_over(chars, i, 0).0)
}

/// So long may the base of a share be, with the words before it.
const BASE_REACH: usize = 16;

/// The adverb of the piece a number stands in, when no other number stands between them.
fn adverb(chars: &[char], i: usize) -> Option<Op> {
    let near = &chars[i.saturating_sub(ADVERB_REACH)..i];
    let parts =
        |c: &char| c.is_ascii_digit() || matches!(c, '，' | '、' | '；' | '。' | '：' | '\t' | '“');
    let piece = &near[near.iter().rposition(parts).map_or(0, |at| at + 1)..];
    let found = ADVERBS
        .iter()
        .find(|(word, _)| scan::has_any(piece, &[word]));
    found.map(|(_, op)| *op)
}

/// The comparator before position `i`, and where it begins.
pub fn left(chars: &[char], i: usize) -> (Option<Op>, usize) {
    match sign(chars, i) {
        Some((op, from)) => (Some(op), from),
        None => left_over(chars, i, 2),
    }
}

/// A sign of mathematics before position `i`, as tables and short lists have it.
fn sign(chars: &[char], i: usize) -> Option<(Op, usize)> {
    let last = i.checked_sub(1)?;
    let before = last.checked_sub(1).map(|b| chars[b]);
    let op = match (before, chars[last]) {
        (_, '≥' | '≧') => return Some((Op::AtLeast, last)),
        (_, '≤' | '≦') => return Some((Op::AtMost, last)),
        (_, '≈') => return Some((Op::About, last)),
        (Some('>' | '＞'), '=' | '＝') => return Some((Op::AtLeast, last - 1)),
        (Some('<' | '＜'), '=' | '＝') => return Some((Op::AtMost, last - 1)),
        (_, '>' | '＞') => Op::More,
        (_, '<' | '＜') => Op::AtMost,
        _ => return None,
    };
    Some((op, last))
}

/// The same, over at most so many fillers.
fn left_over(chars: &[char], i: usize, fillers: u8) -> (Option<Op>, usize) {
    if !i.checked_sub(1).is_some_and(|b| scan::is_han(chars[b])) {
        return (None, i);
    }
    let lists = [
        (AT_MOST, Op::AtMost),
        (AT_LEAST, Op::AtLeast),
        (MORE, Op::More),
        (ABOUT, Op::About),
    ];
    let found = lists
        .iter()
        .filter_map(|(words, op)| scan::longest_before(chars, i, words).map(|w| (w, *op)));
    if let Some((word, op)) = found
        .max_by_key(|(w, _)| scan::len(w))
        .filter(|(w, _)| !is_part_of_word(chars, i, w))
    {
        return (Some(op), i - scan::len(word));
    }
    if let Some(filler) = scan::longest_before(chars, i, FILLERS).filter(|_| fillers > 0) {
        let (op, from) = left_over(chars, i - scan::len(filler), fillers - 1);
        if op.is_some() {
            return (op, from);
        }
    }
    if passes(chars, i) {
        return (Some(Op::More), i - 1);
    }
    by_direction(chars, i)
}

/// 占比要过2.8%, 总量过千家: 过 behind what asks for it or is measured, and not behind a verb (建过3家, 通过3项).
fn passes(chars: &[char], i: usize) -> bool {
    let before = i.checked_sub(2).map(|b| chars[b]);
    chars[i - 1] == '过'
        && before.is_some_and(|c| "要争保均率比量额值入模货售税收口润投资客流".contains(c))
}

/// Any other verb with 到 or 至 before the number: the verb tells the direction.
fn by_direction(chars: &[char], i: usize) -> (Option<Op>, usize) {
    let Some(word) = scan::longest_before(chars, i, &["到", "至"]) else {
        return (None, i);
    };
    let end = i - scan::len(word);
    let near = &chars[end.saturating_sub(3)..end];
    if near.iter().any(|c| "降减缩压".contains(*c)) {
        (Some(Op::AtMost), end)
    } else if near.iter().any(|c| "升增高扩拓涨提".contains(*c)) {
        (Some(Op::AtLeast), end)
    } else {
        (None, i)
    }
}

/// 突破 as a noun (零的突破), 达 in 发达 or 传达, 超 in 赶超, 破 in 打破.
fn is_part_of_word(chars: &[char], i: usize, word: &str) -> bool {
    let start = i - scan::len(word);
    let longer: &[&str] = match word {
        "达" => &["发达", "传达", "表达", "直达", "抵达", "下达"],
        "超" => &["赶超", "反超"],
        "破" => &["打破", "侦破"],
        "要到" => &["需要", "主要", "只要"],
        "约" => &["签约", "节约", "集约", "制约", "预约", "履约", "合约"],
        _ => &[],
    };
    scan::longest_before(chars, start + 1, longer).is_some()
}

/// The comparator behind position `i`, and where it ends.
pub fn right(chars: &[char], i: usize) -> (Option<Op>, usize) {
    if !chars.get(i).is_some_and(|c| scan::is_han(*c) || *c == '（') {
        return (None, i);
    }
    let lists = [
        (RIGHT_ABOUT, Op::About),
        (RIGHT_AT_MOST, Op::AtMost),
        (RIGHT_AT_LEAST, Op::AtLeast),
    ];
    let found = lists
        .iter()
        .filter_map(|(words, op)| scan::longest_at(chars, i, words).map(|w| (w, *op)));
    match found.max_by_key(|(w, _)| scan::len(w)) {
        Some(("内", _)) if scan::longest_at(chars, i + 1, SETTLED).is_some() => {
            (Some(Op::AtMost), i + 1)
        }
        Some(("内", _)) if chars.get(i + 1).is_some_and(|c| scan::is_han(*c)) => (None, i),
        Some((word, op)) => (Some(op), i + scan::len(word)),
        None => (None, i),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn every_comparator() {
        for (text, sign) in [
            ("新增高企30家", "=="),
            ("新增高企30家以上", ">="),
            ("不低于3%", ">="),
            ("不少于12次", ">="),
            ("总规模不低于人民币10亿元", ">="),
            ("占比达42%", ">="),
            ("占比达到42%", ">="),
            ("比重上升到2.5%", ">="),
            ("覆盖率增至93%", ">="),
            ("提高到795元", ">="),
            ("提升到3.5%", ">="),
            ("扩大到50家", ">="),
            ("迈上1000亿元", ">="),
            ("稳定在60%", ">="),
            ("增长5%-5.5%", ">="),
            ("超过2000万元", ">"),
            ("突破1万亿元", ">"),
            ("贷款超亿元", ">"),
            ("增长8%左右", "~"),
            ("达到9万元左右", "~"),
            ("控制在5.5%左右", "~"),
            ("控制在3%以内", "<="),
            ("控制在3%", "<="),
            ("保持在4%以内", "<="),
            ("低于4%", "<="),
            ("降至26微克/立方米", "<="),
            ("下降到3%", "<="),
            ("不超过5.5%", "<="),
            ("压缩到3个工作日", "<="),
            ("达到约50家", "~"),
            ("突破了100家", ">"),
            ("标准提高到每人每月950元", ">="),
            ("接近2万家", "=="),
            ("发达5家", "=="),
            ("实现5家内资", "=="),
            ("活动20余场", ">"),
            ("交易额逾12亿元", ">"),
            ("标准提高到每亩5元", ">="),
            ("突破30项关键核心技术", "=="),
            ("突破30项", ">"),
            ("突破50项以上关键核心技术", ">="),
            ("不低于低保标准的1.3倍", ">="),
            ("达到上年的2倍", ">="),
            ("占人口的30%", "=="),
            ("至少培育孵化器2家", ">="),
            ("至少新建2家，新增3家", ">="),
            ("引进专家约40人", "~"),
            ("招商签约150亿元", "=="),
            ("登记额不能少于2亿元", ">="),
            ("研发投入占比≥3%", ">="),
            ("失业率<4%", "<="),
            ("合格率>=98%", ">="),
            ("占比要过2.8%", ">"),
            ("税收过100亿元", ">"),
            ("通过3项", "=="),
            ("拥有量要到20件", ">="),
            ("主要到3家企业", "=="),
            ("企业开办0.5天内办结", "<="),
        ] {
            let chars = scan::chars(text);
            let q = quantities(&chars);
            assert_eq!(of(&chars, &q[0]).op.sign(), sign, "{text}");
        }
    }

    #[test]
    fn reaches_of_the_words() {
        let chars = scan::chars("占比达到42%以上");
        let found = of(&chars, &quantities(&chars)[0]);
        assert_eq!((found.from, found.to), (2, 9));
    }
}
