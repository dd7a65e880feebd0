//! Conditions of a policy: what must be, to get or to suffer, and the rates that are announced as such.

use super::{LISTED_REACH, WHOSE_REACH, since_comma, since_sign};
use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;

/// So far behind a condition stands what follows from it.
const CONSEQUENCE_REACH: usize = 24;

/// What follows from a condition.
#[rustfmt::skip]
const FOLLOWS: &[&str] = &[
    "给予", "予以", "奖励", "补助", "补贴", "资助", "奖补", "最高", "按", "取消", "约谈", "暂停", "方可", "不得", "扣",
];

/// 年度新认定超过20家的，每超1家奖励5万元; 对研发费用增长20%以上的企业，给予补助: what must be, to get or to suffer.
pub fn is_condition(chars: &[char], q: &Quantity) -> bool {
    if bars(chars, q) {
        return true;
    }
    let to = end_of_list(chars, comparator::right(chars, q.to).1);
    if chars.get(to) != Some(&'的') {
        return false;
    }
    let rest = &chars[to..chars.len().min(to + CONSEQUENCE_REACH)];
    if allows(rest) {
        return true;
    }
    let whose = since_sign(chars, q.from, WHOSE_REACH);
    // 对开放数据集10个以上的单位给予20万元奖励
    let given = (0..rest.len())
        .find(|i| gives(rest, *i))
        .filter(|i| gives(rest, *i) && !rest[..*i].iter().any(|c| matches!(c, '，' | '。' | '；')));
    if given.is_some() && since_comma(chars, q.from).contains(&'对') {
        return true;
    }
    let Some(end) = rest.iter().position(|c| matches!(c, '，' | '。' | '；')) else {
        return false;
    };
    // 接待1万人次以上的民宿奖励5万元、2万人次以上的奖励10万元
    if to > q.to && pays(&rest[..end]) {
        return true;
    }
    let follows = rest[end] == '，' && scan::has_any(&rest[end..], FOLLOWS);
    follows && (end == 1 || whose.iter().any(|c| matches!(c, '对' | '凡')))
}

/// 投资低于2亿元、亩均税收低于30万元的项目原则上不供地: who falls short is left out.
fn bars(chars: &[char], q: &Quantity) -> bool {
    let short = &["低于", "不足", "少于", "不到"];
    if scan::longest_before(chars, q.from, short).is_none() {
        return false;
    }
    let rest = &chars[q.to..chars.len().min(q.to + CONSEQUENCE_REACH)];
    let end = rest.iter().position(|c| matches!(c, '，' | '。' | '；'));
    let rest = &rest[..end.unwrap_or(rest.len())];
    let whose = rest.iter().position(|c| *c == '的');
    whose.is_some_and(|at| scan::has_any(&rest[at..], &["原则上不", "不予", "不得", "不享受"]))
}

/// 给予奖励, 予以通报批评, 进行约谈.
fn gives(rest: &[char], i: usize) -> bool {
    let words = &[
        "给予",
        "予以",
        "进行约谈",
        "进行问责",
        "进行通报",
        "实行问责",
    ];
    scan::longest_at(rest, i, words).is_some()
}

/// 突破10亿元、50亿元、100亿元的企业: where the list that begins with a number ends.
fn end_of_list(chars: &[char], to: usize) -> usize {
    let mut end = to;
    for _ in 0..LISTED {
        let number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
        if chars.get(end) != Some(&'、') || !chars.get(end + 1).is_some_and(char::is_ascii_digit) {
            break;
        }
        let rest = &chars[end + 1..chars.len().min(end + 1 + LISTED_LENGTH)];
        let digits = rest.iter().take_while(|c| number(c)).count();
        let unit = rest[digits..]
            .iter()
            .position(|c| matches!(c, '、' | '的' | '，' | '。' | '；'));
        let Some(unit) = unit else { break };
        end += 1 + digits + unit;
    }
    end
}

/// So many numbers a list of conditions may have behind the first, each so long with its unit.
const LISTED: usize = 8;
const LISTED_LENGTH: usize = 12;

/// Is an amount given at once: 奖励5万元, 补助最高20万元?
fn pays(rest: &[char]) -> bool {
    (0..rest.len()).any(|i| {
        let verbs = &[
            "给予", "奖励", "补助", "补贴", "奖补", "资助", "再奖", "再补",
        ];
        let Some(verb) = scan::longest_at(rest, i, verbs) else {
            return false;
        };
        let at = i + scan::len(verb);
        let between = scan::longest_at(rest, at, &["最高", "一次性"]).map_or(0, scan::len);
        rest.get(at + between).is_some_and(char::is_ascii_digit)
    })
}

/// 85%的方可兑付, 90分以上的单位方可评优: what is allowed only then.
fn allows(rest: &[char]) -> bool {
    let end = rest.iter().position(|c| !scan::is_han(*c));
    let piece = &rest[..end.unwrap_or(rest.len())];
    scan::has_any(
        piece,
        &[
            "方可",
            "方能",
            "才可",
            "才能",
            "可享受",
            "可申请",
            "可申报",
            "取消",
            "暂停",
            "约谈",
            "淘汰",
            "清退",
            "原则上不",
            "不予",
            "不享受",
        ],
    )
}

/// 造林补助标准：人工乔木林每亩600元: rates behind the words that announce them.
pub fn is_rate_listed(chars: &[char], q: &Quantity) -> bool {
    if !matches!(q.class, Class::Money | Class::Percent) {
        return false;
    }
    let near = &chars[q.from.saturating_sub(RATES_REACH)..q.from];
    let near = &near[near.iter().rposition(|c| *c == '。').map_or(0, |at| at + 1)..];
    let Some(colon) = near.iter().rposition(|c| *c == '：') else {
        return false;
    };
    let lists = &[
        "补助标准",
        "补贴标准",
        "奖励标准",
        "奖补标准",
        "资助标准",
        "扶持标准",
    ];
    scan::longest_before(near, colon, lists).is_some()
}

/// So far before a rate the words that announce it may stand.
const RATES_REACH: usize = 80;

/// 应具备以下条件：（一）场地不低于3000平方米: what a list of conditions asks for.
pub fn is_listed(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(LISTED_REACH)..q.from];
    let lists = &[
        "以下条件",
        "下列条件",
        "以下标准",
        "下列标准",
        "评审条件",
        "申报条件",
        "认定条件",
        "入驻条件",
        "准入条件",
        "基本条件",
        "须满足",
        "应满足",
        "应具备",
        "须具备",
        "应符合",
        "须符合",
    ];
    let mut colons = (0..near.len()).filter(|i| near[*i] == '：');
    colons.any(|i| scan::longest_before(near, i, lists).is_some())
}
