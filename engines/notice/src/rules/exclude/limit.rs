//! Days, hours and ages: quantities only where a limit is set (压缩到3个工作日以内, 人均预期寿命达到79岁).

use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;

/// By these a duration changes: 办理时长缩短2天.
const CHANGES: &[&str] = &[
    "缩短", "压缩", "压减", "减少", "增加", "延长", "提高", "提速",
];

/// A duration that is no limit.
pub fn is_no_limit(chars: &[char], q: &Quantity) -> bool {
    if q.class != Class::Duration {
        return false;
    }
    let found = comparator::of(chars, q);
    let ends = chars.get(found.to).is_none_or(|c| !scan::is_han(*c));
    // 人均预期寿命82岁
    let life = q.unit == "岁"
        && scan::has_any(&chars[found.from.saturating_sub(8)..found.from], &["寿命"]);
    // 预警提前量45分钟以上
    let lead = scan::has_any(
        &chars[found.from.saturating_sub(8)..found.from],
        &["提前量", "时长", "天数"],
    );
    // 纠纷平均结案90天以内
    let within = found.op == comparator::Op::AtMost
        && scan::has_any(
            &chars[found.from.saturating_sub(8)..found.from],
            &["平均", "时限", "周期", "用时"],
        );
    let changes = scan::longest_before(chars, found.from, CHANGES).is_some();
    // 1个工作日办结
    let settled = scan::longest_at(chars, found.to, comparator::SETTLED)
        .is_some_and(|word| chars.get(found.to + scan::len(word)) != Some(&'率'));
    // 由30个工作日压缩至15个工作日
    let base = scan::longest_before(chars, q.from, &["由", "从"]).is_some()
        && scan::longest_at(chars, q.to, CHANGES).is_some();
    !(base || ((found.is_left || changes || life || lead || within) && ends) || settled)
}
