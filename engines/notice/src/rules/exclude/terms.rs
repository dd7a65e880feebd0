//! The terms of a policy: what is given for what, and what a breach costs. They are no goals of a plan.

mod condition;

use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;
use condition::{is_condition, is_listed, is_rate_listed};

/// Verbs of a policy's terms.
const GRANTS: &[&str] = &[
    "给予", "予以", "奖励", "补助", "资助", "奖补", "补贴", "扣减",
];
/// What may stand between them and the amount.
#[rustfmt::skip]
const OF_GRANTS: &[&str] = &[
    "最高", "不超过", "一次性", "每家", "每项", "每人", "每年", "每件", "每个", "总额", "单个", "累计", "最多",
    "不高于", "每辆", "每台", "每亩", "每户", "每吨", "每套", "每名", "每人每月", "每人每年", "工作经费", "安家补贴", "安家费", "人民币", "班子", "主要领导", "奖金", "科技经费", "经费",
];
/// What follows the amount of a grant.
const GRANTED: &[&str] = &[
    "给予",
    "予以",
    "的补助",
    "的奖励",
    "的资助",
    "的补贴",
    "的奖补",
    "的扶持",
    "安家补贴",
    "安家费",
    "购房补贴",
    "生活补贴",
    "项目资助",
    "创业资助",
];
/// Who is given at most so much, or what is.
#[rustfmt::skip]
const CAPPED: &[&str] = &[
    "企业", "项目", "单位", "个人", "团队", "平台", "机构", "园区", "支持", "额度", "贷款", "授信",
];
/// Money of these is planned as such.
const PAID: &[&str] = &[
    "兑现", "发放", "安排", "落实", "争取", "获得", "拨付", "下达", "完成",
];

/// So far before a grant such a verb may stand: 兑现科技奖补资金.
const PAID_REACH: usize = 8;
/// What each gets: 每件不超过2000元, 每亩补贴80元.
#[rustfmt::skip]
const EACH: &[&str] = &[
    "每件", "每辆", "每台", "每亩", "每户", "每人", "每家", "每个", "每项", "每吨", "每平方米", "每人每月", "每人每年",
    "每年", "每月",
];
/// So far before a rate 按 may stand.
const RATE_REACH: usize = 16;
/// 给予30万元奖励, 100%加计扣除: the terms of a policy, no goal of the plan.
pub fn is_term(chars: &[char], q: &Quantity) -> bool {
    let amount = matches!(q.class, Class::Money | Class::Percent | Class::PerMille);
    (amount && (is_grant(chars, q) || is_rate(chars, q) || is_coordinated(chars, q)))
        || (q.class == Class::Money && (is_for_each(chars, q) || is_penalty(chars, q)))
        || is_condition(chars, q)
        || is_listed(chars, q)
        || is_rate_listed(chars, q)
        || is_usual(chars, q)
        || is_bracketed(chars, q)
        || (q.class == Class::Money && is_paid_out(chars, q))
        || (q.class == Class::Money && is_share_of_grant(chars, q))
        || is_law(chars, q)
}

/// 100%加计扣除, 加计扣除75%, 15%所得税: what the law sets.
fn is_law(chars: &[char], q: &Quantity) -> bool {
    let behind = &[
        "加计扣除",
        "税前扣除",
        "控股",
        "所得税",
        "企业所得税",
        "税率",
        "的税率",
        "的所得税",
        "的企业所得税",
    ];
    scan::longest_at(chars, q.to, behind).is_some()
        || (q.class == Class::Percent
            && scan::longest_before(
                chars,
                q.from,
                &["加计扣除", "加计扣除比例", "税率", "税率为"],
            )
            .is_some())
}

/// 奖励30万元，其中市级20万元、区级10万元: the parts of a grant.
fn is_share_of_grant(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(WHOSE_REACH)..q.from];
    let near = &near[near.iter().rposition(|c| *c == '。').map_or(0, |at| at + 1)..];
    let Some(part) = (0..near.len()).rfind(|at| scan::at(near, *at, "其中")) else {
        return false;
    };
    let start = q.from - near.len();
    let sign = |c: char| matches!(c, '，' | '（');
    let end = start + part - usize::from(part > 0 && sign(near[part - 1]));
    let from = end.saturating_sub(PAID_REACH * 2);
    let whole = crate::lex::quantities(&chars[from..end]).pop();
    whole.is_some_and(|mut whole| {
        whole.from += from;
        whole.to += from;
        whole.to == end && whole.class == Class::Money && is_grant(chars, &whole)
    })
}

/// Are the words before an amount the terms of a grant, and not money of the year (兑现奖励500万元)?
fn is_grant(chars: &[char], q: &Quantity) -> bool {
    let amount = q.from;
    if scan::longest_at(chars, q.to, GRANTED).is_some() {
        return true;
    }
    // 方可兑付70%补助, 购房再给8万元补助
    let given = &["补助", "补贴", "奖补", "奖励", "资助", "奖金", "贴息"];
    if (q.class == Class::Percent || scan::before(chars, amount, "给"))
        && scan::longest_at(chars, q.to, given).is_some()
    {
        return true;
    }
    // 连续三年在库的再奖5万元, 展位费补70%, 奖金分别为3万元
    let paid = &[
        "再奖",
        "再补",
        "费补",
        "均奖",
        "各奖",
        "奖金分别为",
        "分别奖",
        "分别补",
        "定额减税",
        "加价",
    ];
    if scan::longest_before(chars, amount, paid).is_some() {
        return true;
    }
    // 资助100%全覆盖
    if scan::at(chars, q.to, "全覆盖") {
        return false;
    }
    let mut at = amount;
    while let Some(word) = scan::longest_before(chars, at, OF_GRANTS).filter(|_| amount - at < 12) {
        at -= scan::len(word);
    }
    // 单个企业最高不超过300万元, 市财政支持最高500万元
    // 按增量的1%给予奖励，最高20万元
    if at < amount && at > 0 && scan::at(chars, at, "最高") && matches!(chars[at - 1], '，' | '；')
    {
        return q.class == Class::Money;
    }
    let supports = &[
        "最高支持",
        "最高资助",
        "最高奖励",
        "最高补助",
        "最高奖补",
        "最高补贴",
    ];
    if scan::longest_before(chars, amount, supports).is_some() {
        return q.class == Class::Money;
    }
    let capped = at < amount && scan::find(chars, at..amount, "最高").is_some();
    if capped && scan::longest_before(chars, at, CAPPED).is_some() {
        return true;
    }
    // 奖励单位1万元
    if let Some(word) = scan::longest_before(chars, at, &["单位", "个人", "企业", "团队"]) {
        at -= scan::len(word);
    }
    scan::longest_before(chars, at, GRANTS).is_some_and(|word| {
        let verb = at - scan::len(word);
        // 低保月人均补助220元 is a standard; 完成任务的小分队奖励10万元 says who is paid.
        let paid = since_sign(chars, verb, PAID_REACH);
        let whose = paid.iter().rposition(|c| *c == '的').map_or(0, |at| at + 1);
        !scan::has_any(&paid[whose..], PAID)
            && scan::longest_before(
                chars,
                verb,
                &["人均", "上级", "省级", "中央", "省财政", "上三级"],
            )
            .is_none()
            && !is_part_of_sum(chars, verb)
    })
}

/// 安排专项资金1亿元，其中高企奖励3000万元: a part of what is planned.
fn is_part_of_sum(chars: &[char], i: usize) -> bool {
    let near = &chars[i.saturating_sub(LISTED_REACH)..i];
    let near = &near[near.iter().rposition(|c| *c == '。').map_or(0, |at| at + 1)..];
    let Some(part) = (0..near.len()).rfind(|at| scan::at(near, *at, "其中")) else {
        return false;
    };
    let planned = scan::has_any(&near[..part], PAID) && scan::has_any(&near[..part], PAID_FROM);
    let sum = near[..part].strip_suffix(&['，']).unwrap_or(&near[..part]);
    let last = crate::lex::quantities(sum).into_iter().next_back();
    let follows = last.is_some_and(|q| q.class == Class::Money && q.to == sum.len());
    planned || (follows && scan::has_any(sum, &["概算", "预算"]))
}

/// 分别奖励200万元、50万元, 博士补贴3000元、硕士1500元: what a term before it is coordinated with.
fn is_coordinated(chars: &[char], q: &Quantity) -> bool {
    let mut before = coordinated(chars, q);
    for _ in 0..COORDINATED {
        match before {
            Some(amount) if is_grant(chars, &amount) => return true,
            Some(amount) => before = coordinated(chars, &amount),
            None => return false,
        }
    }
    false
}

/// The amount that stands before another in a list: 、 or 和 between them, and at most who is given it.
fn coordinated(chars: &[char], q: &Quantity) -> Option<Quantity> {
    let near = &chars[q.from.saturating_sub(WHO_REACH)..q.from];
    let sign = near
        .iter()
        .rposition(|c| !scan::is_han(*c) || matches!(c, '和'))?;
    let sign = q.from - near.len() + sign;
    if q.class != Class::Money || !matches!(chars[sign], '、' | '和') {
        return None;
    }
    let from = sign.saturating_sub(PAID_REACH * 2);
    let mut before = crate::lex::quantities(&chars[from..sign]).pop()?;
    before.from += from;
    before.to += from;
    (before.to == sign && before.class == Class::Money).then_some(before)
}

/// So many amounts a list of terms may have, and so far before an amount the sign before who is given it.
const COORDINATED: usize = 8;
const WHO_REACH: usize = 6;

/// The characters before `i` since the last sign, at most so many.
fn since_sign(chars: &[char], i: usize, reach: usize) -> &[char] {
    let near = &chars[i.saturating_sub(reach)..i];
    let sign = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '、' | '：' | '\t'));
    &near[sign.map_or(0, |at| at + 1)..]
}

/// The same, over the pieces of its clause.
fn since_comma(chars: &[char], i: usize) -> &[char] {
    let near = &chars[i.saturating_sub(WHOSE_REACH)..i];
    let sign = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '：'));
    &near[sign.map_or(0, |at| at + 1)..]
}

/// In brackets before what is paid: （连片种植50亩以上）每亩补贴80元.
fn is_bracketed(chars: &[char], q: &Quantity) -> bool {
    let to = comparator::right(chars, q.to).1;
    chars.get(to) == Some(&'）')
        && scan::longest_at(chars, to + 1, &["每", "给予", "补", "奖", "按"]).is_some()
}

/// 按实际发生额的150%: a rate.
fn is_rate(chars: &[char], q: &Quantity) -> bool {
    let near = since_sign(chars, q.from, RATE_REACH);
    let granted = near.contains(&'按') || scan::has_any(near, GRANTS);
    let alone = near.last() == Some(&'按');
    // 按土地价款20%征收, 按每个镇级站20万元、村级点1.5万元标准补贴
    let rest = &chars[q.to..chars.len().min(q.to + RATE_REACH)];
    let taken = &[
        "征收", "收取", "计提", "缴纳", "补助", "补贴", "给予", "比例", "标准",
    ];
    let by = since_comma(chars, q.from).contains(&'按');
    if by && scan::longest_at(rest, 0, taken).is_some() {
        return true;
    }
    let end = rest.iter().position(|c| matches!(c, '，' | '。' | '；'));
    let rest = &rest[..end.unwrap_or(rest.len())];
    let listed = rest.first() == Some(&'、')
        && scan::has_any(rest, &["标准补", "标准给", "标准予", "标准奖"]);
    if by && listed {
        return true;
    }
    let share = matches!(q.class, Class::Percent | Class::PerMille);
    share && (alone || (near.last() == Some(&'的') && granted))
}

/// What one is paid: 每月发放生活津贴5000元, 购房补贴博士30万元、硕士10万元, 单个企业每年不超过200万元.
fn is_paid_out(chars: &[char], q: &Quantity) -> bool {
    let clause = since_comma(chars, q.from);
    let says = |words: &[&str]| scan::has_any(clause, words);
    // 每户每年贴息总额不超过80万元
    let one = says(&[
        "单个",
        "单户",
        "单笔",
        "单家",
        "同一企业",
        "每家企业",
        "每户",
        "每人",
    ]);
    let capped = scan::longest_before(chars, q.from, &["不超过", "最高", "不高于"]).is_some();
    if one && capped {
        return true;
    }
    // 低保标准提高到每人每月710元, 农机购置补贴资金1200万元
    if says(STANDARDS) || says(PAID_FROM) {
        return false;
    }
    // 发放人才购房补贴5000万元 is the sum of the year.
    let sum = q.value.to_f64() >= LEAST_SUM && scan::longest_at(clause, 0, PAID).is_some();
    let allowance = !sum && says(&["津贴", "购房补贴", "生活补贴", "租房补贴", "安家费"]);
    let monthly = scan::longest_before(chars, q.from, &["每月", "每人每月"]).is_some()
        && comparator::of(chars, q).op == comparator::Op::Exactly;
    allowance || monthly
}

/// No one person is paid so much.
const LEAST_SUM: f64 = 10_000_000.0;

/// Standards are set and raised; money is planned as a sum.
#[rustfmt::skip]
const STANDARDS: &[&str] = &[
    "标准", "保障", "低保", "工资", "收入", "养老金", "提高", "提标", "达到", "人均", "特困", "供养",
];
const PAID_FROM: &[&str] = &["资金", "安排", "总额", "支出", "经费", "发放额"];

/// 一般不超过200平方米, 原则上不超过500万元.
fn is_usual(chars: &[char], q: &Quantity) -> bool {
    let caps = &["不超过", "不得超过", "不高于", "不低于", "不少于"];
    scan::longest_before(chars, q.from, caps).is_some_and(|cap| {
        scan::longest_before(chars, q.from - scan::len(cap), &["一般", "原则上"]).is_some()
    })
}

/// 每件不超过2000元; not 提高到每人每月710元.
fn is_for_each(chars: &[char], q: &Quantity) -> bool {
    let mut at = q.from;
    if let Some(cap) = scan::longest_before(chars, at, &["不超过", "最高", "不高于", "最多"])
    {
        at -= scan::len(cap);
    }
    // 博士、硕士分别享受每月3000元、1500元租房补贴; （连片种植50亩以上）每亩补贴80元
    if scan::has_any(since_comma(chars, q.from), &["享受"]) {
        return true;
    }
    scan::longest_before(chars, at, EACH).is_some_and(|each| {
        let from = at - scan::len(each);
        comparator::left(chars, from).0.is_none()
            && from
                .checked_sub(1)
                .is_none_or(|b| matches!(chars[b], '，' | '。' | '；' | '：'))
    })
}

/// 处2万元以下罚款, 并处罚金5000元.
fn is_penalty(chars: &[char], q: &Quantity) -> bool {
    let near = since_sign(chars, q.from, 12);
    let end = chars.len().min(q.to + 16);
    let rest = &chars[q.to..end];
    let rest = &rest[..rest
        .iter()
        .position(|c| matches!(c, '，' | '。' | '；'))
        .unwrap_or(rest.len())];
    scan::has_any(near, &["罚款", "罚金"])
        || (scan::has_any(rest, &["罚款"]) && near.contains(&'处'))
}

/// So far before a condition the words that announce it may stand.
const LISTED_REACH: usize = 160;

/// So far before a condition 对 and 凡 may stand.
const WHOSE_REACH: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn terms_and_goals() {
        for (text, left) in [
            ("实施项目12项，单个项目市财政支持最高500万元", &["12项"][..]),
            ("家电补贴，每件不超过2000元", &[]),
            ("低保标准提高到每人每月710元", &["710元"]),
            ("对研发费用增长20%以上的企业，给予补助", &[]),
            ("对80%以上的企业开展诊断", &["80%"]),
            ("认定超过20家的，每年给予奖励", &[]),
            ("研发费用按实际发生额的150%扣除", &[]),
            ("责令改正，处1万元以上10万元以下的罚款", &[]),
            ("兑现科技奖补资金3000万元", &["3000万元"]),
            ("完成目标的，奖励人民币2万元", &[]),
            ("按增量的1%给予奖励，最高20万元", &[]),
            ("完成任务的，奖励单位1万元", &[]),
            ("博士在岗期间每月发放生活津贴5000元", &[]),
            ("购房补贴博士30万元", &[]),
            ("年度总额5000万元，单个企业每年不超过200万元", &["5000万元"]),
            ("对开放数据集10个以上的单位给予20万元奖励", &[]),
            ("学生资助100%全覆盖", &["100%"]),
            ("农机购置补贴资金1200万元", &["1200万元"]),
            ("安排资金2亿元", &["2亿元"]),
            ("单个项目最高支持500万元", &[]),
            ("分别奖励200万元、50万元、10万元", &[]),
            ("最高1000万元项目资助和300万元安家补贴", &[]),
            (
                "安排科技专项资金1亿元，其中高企奖励3000万元、研发补助5000万元",
                &["1亿元", "3000万元", "5000万元"],
            ),
            ("评审条件：注册资金不低于100万元", &[]),
            ("博士每人每月补贴3000元、硕士1500元", &[]),
            ("造林补助标准：乔木林每亩600元，封山每亩100元", &[]),
            ("成活率达到85%的方可兑付70%补助", &[]),
            ("测评90分以上的单位方可评优", &[]),
            ("购房再给8万元补助", &[]),
            ("争取300万元补助", &["300万元"]),
            ("购车给予每辆3000元补贴", &[]),
            ("单家企业每年不超过100万元", &[]),
            ("每户每年贴息总额不超过80万元", &[]),
            (
                "接待1万人次以上的民宿奖励5万元、2万人次以上的奖励10万元。",
                &[],
            ),
            ("表彰先进，奖金分别为3万元、2万元、1万元", &[]),
            ("站点改造按每个镇级站20万元、村级点1.5万元标准补贴", &[]),
            ("申领企业须满足：职工不超过500人", &[]),
            ("兑付率低于60%的机构取消资格", &[]),
            ("按土地价款20%征收闲置费", &[]),
            ("在库的再奖5万元，展位费补70%", &[]),
            ("对高企奖励30万元，其中市级20万元、区级10万元", &[]),
            ("对收入首次突破10亿元、50亿元的企业给予奖励", &[]),
            ("对完成任务低于60%的单位予以通报批评", &[]),
            ("落实加计扣除75%、高企15%所得税政策", &[]),
            ("发放人才购房补贴5000万元", &["5000万元"]),
            ("完成任务的小分队奖励10万元", &[]),
            ("按到位资金的1‰给予奖励", &[]),
        ] {
            let chars = scan::chars(text);
            let kept: Vec<String> = quantities(&chars)
                .iter()
                .filter(|q| !is_term(&chars, q))
                .map(|q| chars[q.from..q.to].iter().collect())
                .collect();
            assert_eq!(kept, left, "{text}");
        }
    }
}
