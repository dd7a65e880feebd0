//! Conditions of a policy: what must be, to get or to suffer, and the rates that are announced as such.

use super::{LISTED_REACH, WHOSE_REACH, since_sign};
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
    let to = comparator::right(chars, q.to).1;
    if chars.get(to) != Some(&'的') {
        return false;
    }
    let rest = &chars[to..chars.len().min(to + CONSEQUENCE_REACH)];
    if allows(rest) {
        return true;
    }
    let whose = since_sign(chars, q.from, WHOSE_REACH);
    // 对开放数据集10个以上的单位给予20万元奖励
    let given = rest.iter().position(|c| *c == '给').filter(|i| {
        scan::at(rest, *i, "给予") && !rest[..*i].iter().any(|c| matches!(c, '，' | '。' | '；'))
    });
    if given.is_some() && whose.contains(&'对') {
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
