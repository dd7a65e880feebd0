//! Numbers inside fixed expressions: 每万人, 改革30条, 100天攻坚, 三年行动.

use crate::lex::{Class, Quantity};
use crate::scan;

/// Names of documents and campaigns that end in 条 or 项.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "改革", "新政", "政策", "意见", "措施", "举措", "惠企", "助企", "人才", "创新", "科技", "经济", "纾困", "稳增长",
    "若干",
];
/// Documents are named by these units.
const OF_DOCUMENTS: &[&str] = &["条"];
/// Verbs that make 条 a count of things (公交线路5条).
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "新增", "新建", "新开", "开通", "建成", "引进", "建设", "改造", "完成", "优化", "办理", "建议", "线路", "道路",
    "生产线", "航线",
];

/// Verbs of a policy's terms.
const GRANTS: &[&str] = &["给予", "予以", "奖励", "补助", "资助", "奖补", "补贴"];
/// What may stand between them and the amount.
#[rustfmt::skip]
const OF_GRANTS: &[&str] = &[
    "最高", "不超过", "一次性", "每家", "每项", "每人", "每年", "每件", "每个", "总额", "单个", "累计", "最多",
    "不高于", "工作经费", "资金", "安家补贴", "安家费",
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
];
/// Who is given at most so much.
#[rustfmt::skip]
const RECEIVERS: &[&str] = &["企业", "项目", "单位", "个人", "团队", "平台", "机构", "园区"];
/// Money of these is planned as such.
const PAID: &[&str] = &[
    "兑现", "发放", "安排", "落实", "争取", "获得", "拨付", "下达", "完成",
];

/// Part of a fixed expression?
pub fn is_idiom(chars: &[char], q: &Quantity) -> bool {
    let per = q.from.checked_sub(1).is_some_and(|i| chars[i] == '每') && q.class != Class::Percent;
    let slogan = chars[q.from] == '翻' && q.from.checked_sub(1).is_some_and(|i| chars[i] == '个');
    per || slogan || is_document(chars, q) || is_base(chars, q) || is_rule(chars, q)
}

fn is_document(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(10)..q.from];
    OF_DOCUMENTS.contains(&q.unit.as_str())
        && scan::longest_before(chars, q.from, NUMBERED).is_some()
        && !scan::has_any(near, COUNTED)
}

/// 给予30万元奖励, 100%加计扣除: the terms of a policy, no goal of the plan.
fn is_rule(chars: &[char], q: &Quantity) -> bool {
    (matches!(q.class, Class::Money | Class::Percent) && is_grant(chars, q))
        || scan::longest_at(chars, q.to, &["加计扣除", "税前扣除", "控股"]).is_some()
}

/// Are the words before an amount the terms of a grant, and not money of the year (兑现奖励500万元)?
fn is_grant(chars: &[char], q: &Quantity) -> bool {
    let amount = q.from;
    if scan::longest_at(chars, q.to, GRANTED).is_some() {
        return true;
    }
    let mut at = amount;
    while let Some(word) = scan::longest_before(chars, at, OF_GRANTS).filter(|_| amount - at < 12) {
        at -= scan::len(word);
    }
    // 单个企业最高不超过300万元
    let capped = at < amount && scan::find(chars, at..amount, "最高").is_some();
    if capped && scan::longest_before(chars, at, RECEIVERS).is_some() {
        return true;
    }
    scan::longest_before(chars, at, GRANTS)
        .is_some_and(|word| scan::longest_before(chars, at - scan::len(word), PAID).is_none())
}

/// 以100为基数, 按10%的比例: a base of reckoning.
fn is_base(chars: &[char], q: &Quantity) -> bool {
    scan::longest_before(chars, q.from, &["按", "按照", "以"]).is_some()
        && scan::longest_at(chars, q.to, &["的比例", "的标准", "为", "标准", "比例"]).is_some()
}
