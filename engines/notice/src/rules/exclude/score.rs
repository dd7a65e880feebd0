//! Points of an assessment and what they are given for: 得5分, 扣2分, （15分）, 每少1家扣2分, 90分以上为优秀.

use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;

/// Verbs by which points come and go.
const VERBS: &[&str] = &["得", "扣", "加", "减", "计", "记", "奖", "赋", "扣减"];
/// How far the points stand behind what they are given for.
const REACH: usize = 16;
/// How far before its number 每少, 每低于 and the like may stand.
const EACH: usize = 8;

/// What follows 每 where points come and go by steps: 每少, 每新增, 每低于.
const STEPS: &str = "少多低高有超增减新净培引建创孵降缺下提逾发出上完获落差短晚迟漏认采";

/// What a step may bring instead of points: 每超1家奖励5万元.
const PAYS: &[&str] = &["奖励", "给予", "补助", "奖补", "扣减", "追加"];

/// Points, or a step of a scale of points?
pub fn is_score(chars: &[char], q: &Quantity) -> bool {
    (q.unit == "分" && is_points(chars, q))
        || is_step(chars, q)
        || is_weight(chars, q)
        || earns(chars, q)
}

/// 达到3%的得15分, 增长10%以上得10分，增长5%得6分, 完成率超过100%的，每超1个百分点加0.1分: what points are given for.
/// A single 新建2家得5分 sets a goal, and so does 满意率达到95%以上计15分，90%以下不计分.
fn earns(chars: &[char], q: &Quantity) -> bool {
    let right = comparator::right(chars, q.to).1;
    let of = chars.get(right) == Some(&'的');
    let at = right + usize::from(of);
    if of && scan::at(chars, at, "，每") {
        return true;
    }
    if !gives_points(chars, at) || chars[at] == '奖' {
        return false;
    }
    let rest = &chars[at..chars.len().min(at + SCALE_REACH)];
    let comma = rest.iter().position(|c| matches!(c, '，' | '；'));
    let rest = &rest[comma.unwrap_or(rest.len())..];
    let graded = || {
        (0..rest.len()).any(|i| gives_points(rest, i)) || scan::has_any(rest, &["不得分", "不计分"])
    };
    let reached = comparator::left(chars, q.from).0.is_some();
    of || (right > q.to && !reached && graded())
}

/// So far behind the first points the next of the scale may stand.
const SCALE_REACH: usize = 40;

/// 考评结果纳入干部绩效，占比15%: what an assessment counts for.
fn is_weight(chars: &[char], q: &Quantity) -> bool {
    let weighs = &["占比", "权重", "权重占", "权重为", "占"];
    let plainly = &["权重", "权重占", "权重为", "指标占", "分值占"];
    if q.class == Class::Percent && scan::longest_before(chars, q.from, plainly).is_some() {
        return true;
    }
    if q.class != Class::Percent || scan::longest_before(chars, q.from, weighs).is_none() {
        return false;
    }
    let near = &chars[q.from.saturating_sub(WEIGHT_REACH)..q.from];
    let stop = near.iter().rposition(|c| matches!(c, '。' | '；'));
    let sentence = &near[stop.map_or(0, |at| at + 1)..];
    scan::has_any(sentence, &["考核", "考评", "测评"])
        && (scan::has_any(sentence, &["纳入", "计入"]) || scan::has_any(sentence, &["权重"]))
}

/// So far before its weight an assessment may be named.
const WEIGHT_REACH: usize = 40;

/// Points are a goal only where a comparator asks for them: 满意度达到95分.
fn is_points(chars: &[char], q: &Quantity) -> bool {
    let found = comparator::of(chars, q);
    let near = &chars[found.from.saturating_sub(EACH)..found.from];
    let given = near
        .iter()
        .any(|c| matches!(c, '扣' | '加' | '减' | '分' | '计'));
    let grades = chars.get(found.to) == Some(&'为');
    let limits = found.op == comparator::Op::AtMost;
    // 社会满意度82分以上
    let measured = found.op == comparator::Op::AtLeast && scan::has_any(near, &["满意度", "指数"]);
    !(found.is_left || measured)
        || limits
        || grades
        || (given && !scan::has_any(near, &["评分", "得分"]))
}

/// 每少1家扣2分, 漏报一次扣0.5分: a verb of points with its points follows.
fn is_step(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(EACH)..q.from];
    let piece = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '、' | '：'))
        .map_or(0, |at| at + 1);
    let each = near[piece..]
        .windows(2)
        .any(|w| w[0] == '每' && STEPS.contains(w[1]));
    let end = chars.len().min(q.to + REACH);
    // 每腾退1亩补助8万元
    let one = q.value.parts() == (1, 0) && near[piece..].contains(&'每');
    if one && scan::longest_at(chars, q.to, PAYS).is_some() {
        return true;
    }
    // 低于80%不得分
    let costs = scan::longest_at(chars, q.to, &["不得分", "不计分", "扣", "不予"]).is_some();
    if costs && scan::longest_before(chars, q.from, SHORT).is_some() {
        return true;
    }
    // 每新增1家国家级加3分，新增1家省级加1分
    if !each && is_next_step(chars, q) {
        return true;
    }
    if !each && is_charged(chars, q.to..end) {
        return true;
    }
    // 满意率95%以上计15分，90%—95%计10分: a band is no goal.
    if q.high.is_some() && gives_points(chars, q.to) {
        return true;
    }
    let places = if each {
        q.to..end
    } else {
        q.to..end.min(q.to + 1)
    };
    places
        .take_while(|i| !matches!(chars[*i], '。' | '；'))
        .filter(|i| each || matches!(chars[*i], '扣' | '加' | '减'))
        .any(|i| gives_points(chars, i) || (each && scan::longest_at(chars, i, PAYS).is_some()))
}

/// A step behind another, which alone says 每: points follow in its own clause.
fn is_next_step(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(SCALE_REACH)..q.from];
    let near = &near[near
        .iter()
        .rposition(|c| matches!(c, '。' | '；'))
        .map_or(0, |at| at + 1)..];
    let Some(each) = near
        .windows(2)
        .position(|w| w[0] == '每' && STEPS.contains(w[1]))
    else {
        return false;
    };
    let points = |range: std::ops::Range<usize>| {
        range
            .take_while(|i| !matches!(chars[*i], '，' | '。' | '；' | '|' | '\t' | '每'))
            .any(|i| matches!(chars[i], '加' | '扣') && gives_points(chars, i))
    };
    let each = each + 1;
    let start = q.from - near.len() + each;
    points(start..q.from) && points(q.to..chars.len().min(q.to + REACH))
}

/// Before what is not reached.
const SHORT: &[&str] = &["低于", "不足", "达不到", "未达到", "不到", "少于"];

/// What else a failing brings.
#[rustfmt::skip]
const COSTS: &[&str] = &["按比例", "不得分", "取消", "通报批评", "一票否决"];

/// 发生1起事件的扣20分, 低于12%的按比例扣分: what costs points is no goal.
fn is_charged(chars: &[char], near: std::ops::Range<usize>) -> bool {
    if scan::longest_at(
        chars,
        near.start,
        &[
            "以下不得分",
            "以下的不得分",
            "以下不计分",
            "以下的不计分",
            "按比例",
        ],
    )
    .is_some()
    {
        return true;
    }
    let mut piece = near.take_while(|i| !matches!(chars[*i], '，' | '。' | '；'));
    let costs = |i: usize| {
        let verb = matches!(chars[i], '扣' | '减') && gives_points(chars, i);
        verb || scan::longest_at(chars, i, COSTS).is_some()
    };
    piece.any(|i| i > 0 && chars[i - 1] == '的' && costs(i))
}

/// Do points come or go by the words at `i`: 得5分, 扣0.5分?
pub fn gives_points(chars: &[char], i: usize) -> bool {
    let Some(word) = scan::longest_at(chars, i, VERBS) else {
        return false;
    };
    let from = i + scan::len(word);
    let digits = chars[from.min(chars.len())..]
        .iter()
        .take(6)
        .take_while(|c| c.is_ascii_digit() || **c == '.' || "一二三四五六七八九十".contains(**c))
        .count();
    digits > 0 && chars.get(from + digits) == Some(&'分')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn points_and_steps() {
        for (text, left) in [
            ("净增高企8家，完成任务的得15分，每少1家扣2分", &["8家"][..]),
            ("高企培育（15分）", &[]),
            ("新建研发机构2家得5分", &["2家"]),
            ("漏报一次扣0.5分", &[]),
            ("发生1起安全事故的扣20分", &[]),
            ("产值增长12%得满分，低于12%的按比例扣分", &["12%"]),
            ("每低1个百分点扣0.5分", &[]),
            ("最高加5分，累计不超过10分", &[]),
            ("90分以上为优秀，60分以下为不合格", &[]),
            ("群众满意度评分达到95分", &["95分"]),
            ("每新增1家高新技术企业加1分", &[]),
            ("每个镇新建2家，得5分", &["2家"]),
            ("考评结果纳入干部绩效，占比15%", &[]),
            ("每腾退1亩补助8万元", &["8万元"]),
            ("完成率100%得20分，低于80%不得分", &["100%"]),
            ("社会满意度82分以上", &["82分"]),
            ("达到3%的得15分", &[]),
            ("增长10%以上得10分，增长5%—10%得6分", &[]),
            ("完成率超过100%的，每超1个百分点加0.1分", &[]),
            ("满意率达到95%以上计15分，90%以下不计分", &["95%"]),
            ("每净增1家得5分", &[]),
            ("每培育1家企业奖励5万元", &["5万元"]),
            ("目标值30家，权重10%", &["30家"]),
            ("每新增1家国家级加3分，新增1家省级加1分", &[]),
            ("高新产业纳入统计，占比15%", &["15%"]),
            ("每超1家奖励5万元", &["5万元"]),
            ("每年新增1家，加快建设5分钟生活圈", &["1家"]),
        ] {
            let chars = scan::chars(text);
            let kept: Vec<String> = quantities(&chars)
                .iter()
                .filter(|q| !q.unit.is_empty() && q.unit != "分钟" && !is_score(&chars, q))
                .map(|q| chars[q.from..q.to].iter().collect())
                .collect();
            assert_eq!(kept, left, "{text}");
        }
    }
}
