//! Small numbers in Chinese numerals: mostly manner of speaking (一个, 三项行动), sometimes a count (两所学校).

use crate::lex::Quantity;
use crate::rules::comparator;
use crate::scan;

/// Measure words that count things plainly, also before a noun.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "家", "所", "座", "名", "场", "条", "套", "台", "处", "辆", "件", "栋", "人", "%", "亩", "公里", "平方米", "元",
    "吨", "份", "株", "册", "棵", "户",
];
/// Verbs that bring something new into the world.
#[rustfmt::skip]
const ADDING: &[&str] = &[
    "新增", "新建", "建成", "引进", "培育", "创建", "新认定", "认定", "获批", "举办", "组织", "组建", "新设", "设立",
    "净增", "落户", "争创", "招引", "建设", "完成", "申报", "培养", "办好", "办成", "拿出", "选派", "选聘", "发放", "印发",
    "成立",
];
/// Nouns of manner: a number before them is a slogan.
#[rustfmt::skip]
const ABSTRACT: &[&str] = &[
    "方面", "任务", "行动", "举措", "机制", "体系", "工作", "要求", "原则", "重点", "关键", "专项", "工程", "计划",
    "制度", "责任", "问题", "坚持", "环节", "清单", "改革", "措施", "政策", "抓手", "先行", "全面", "确保", "维护",
    "意识", "一批", "转变", "提升", "中心任务", "层面", "领域", "功能", "能力", "作风", "监督", "方向",
];

/// What a speaker does with his points.
#[rustfmt::skip]
const SPEAKING: &[&str] = &[
    "抓住", "抓好", "讲", "谈", "提", "强调", "说", "把握", "注意", "做到", "处理好",
];

/// Is this a manner of speaking?
pub fn is_slogan(chars: &[char], q: &Quantity) -> bool {
    // 再扶一批
    if q.unit == "批" && chars[q.from..q.to] == ['一', '批'] {
        return true;
    }
    if !q.is_chinese || q.is_magnitude || q.unit == "倍" {
        return false;
    }
    // 产业园二期, 上一届: these count in order.
    if matches!(q.unit.as_str(), "期" | "届" | "层") {
        return true;
    }
    // 抓住三条, 讲四点
    if matches!(q.unit.as_str(), "条" | "点" | "个" | "件")
        && scan::longest_before(chars, q.from, SPEAKING).is_some()
    {
        return true;
    }
    let right = comparator::right(chars, q.to);
    if scan::longest_before(
        chars,
        q.from,
        &[
            "数", "几", "统", "唯", "万", "专", "其", "某", "任", "这", "那", "哪", "每", "同",
            "又", "逐", "任何",
        ],
    )
    .is_some()
    {
        return true;
    }
    // 每季度全覆盖一次
    if q.value.parts().0 == 1
        && q.unit == "次"
        && chars[q.from.saturating_sub(12)..q.from].contains(&'每')
    {
        return true;
    }
    // 单一个, but 宣传单十万份
    if q.value.parts().0 < 10 && scan::before(chars, q.from, "单") {
        return true;
    }
    let ends = chars
        .get(right.1)
        .is_none_or(|c| !scan::is_han(*c) && *c != '“');
    let small = q.value.parts().0 <= 1;
    let compared = right.0.is_some() || comparator::left(chars, q.from).0.is_some();
    if chars.get(q.to) == Some(&'大') || scan::longest_at(chars, right.1, ABSTRACT).is_some() {
        return true;
    }
    if ends || compared {
        // 每月一次, 迈上一个台阶 and 走上一条路 do not end here; 孵化器一家 does.
        return small && !ends;
    }
    // 力争有一至两家企业上市
    if q.high.is_some() && PLAIN.contains(&q.unit.as_str()) {
        return false;
    }
    let adds = scan::has_any(&chars[q.from.saturating_sub(14)..q.from], ADDING);
    let large = q.value.parts().0 >= 10;
    let counted =
        large || PLAIN.contains(&q.unit.as_str()) || matches!(q.unit.as_str(), "个" | "项");
    small || !(q.unit == "ratio" || (adds && counted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn slogans_and_counts() {
        for (text, is) in [
            ("培育孵化器一家", false),
            ("打造一家企业", true),
            ("新建两所学校", false),
            ("引进三十名专家", false),
            ("实施三项行动", true),
            ("新增三项任务", true),
            ("举办两场活动", false),
            ("不少于两次", false),
            ("迈上一个新台阶", true),
            ("统一个标准", true),
            ("数十家企业", true),
            ("占百分之三十", false),
            ("建成产业园二期", true),
            ("占六成以上", false),
            ("选派一千名科技特派员", false),
            ("拿出两百亿元支持重大项目", false),
        ] {
            let chars = scan::chars(text);
            let q = quantities(&chars);
            assert_eq!(is_slogan(&chars, &q[0]), is, "{text}");
        }
    }
}
