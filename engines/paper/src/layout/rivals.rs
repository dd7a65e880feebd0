//! Which columns may hold amounts or days, by what their headings do not say.

use super::heading::Head;
use super::{name, units};
use crate::text;
use crate::wanted::{Type, Unit};

/// What numbers are that are no amounts: 联系电话, 计划年度, 职工人数.
const NUMBERS: [&str; 47] = [
    "序号",
    "编号",
    "代码",
    "号码",
    "文号",
    "账号",
    "帐号",
    "卡号",
    "单号",
    "合同号",
    "凭证号",
    "行号",
    "行次",
    "电话",
    "手机",
    "联系方式",
    "邮编",
    "邮政编码",
    "年度",
    "年份",
    "月份",
    "季度",
    "年龄",
    "人数",
    "家数",
    "户数",
    "个数",
    "件数",
    "项数",
    "次数",
    "企业数",
    "数量",
    "面积",
    "比例",
    "占比",
    "比重",
    "利率",
    "费率",
    "增长率",
    "增幅",
    "期限",
    "天数",
    "年限",
    "月数",
    "得分",
    "排名",
    "名次",
];
/// What is counted, where a heading says so in brackets: 参会（人）.
const COUNTED: &str = "家户个人名项件次批台套亩年月日天篇份岁分%";
/// Days of the paper and not of the business: 填表日期.
const DAYS: [&str; 8] = [
    "填表", "填报", "制表", "报送", "打印", "录入", "更新", "出生",
];

/// Whether a column without a field may be one of this type all the same.
pub fn may_be(head: &Head, kind: Type) -> bool {
    let name = name::normal(&head.text);
    match kind {
        _ if name.is_empty() => false,
        Type::Day => !DAYS.iter().any(|word| name.contains(word)),
        _ if head.unit == Some(Unit::Percent) || units::is_foreign(&head.text) => false,
        _ => {
            let counts = NUMBERS.iter().any(|word| name.ends_with(word)) || is_counted(&head.text);
            head.unit.is_some() || !counts
        }
    }
}

fn is_counted(heading: &str) -> bool {
    let (_, inside) = text::brackets(heading);
    let is_one = |part: &String| {
        let part = text::folded(part);
        let part = part.trim_start_matches("单位").trim_start_matches(':');
        let mut signs = part.chars();
        signs.next().is_some_and(|sign| COUNTED.contains(sign)) && signs.next().is_none()
    };
    inside.iter().any(is_one) || units::is_scaled_count(heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        Head {
            column: 1,
            parts: vec![text.to_owned()],
            text: text.to_owned(),
            unit: units::of_heading(text),
            hidden: false,
        }
    }

    #[test]
    fn what_counts_or_numbers_is_no_amount() {
        for (heading, expected) in [
            ("实际支付（万元）", true),
            ("本次到账", true),
            ("到账", true),
            ("合同价款", true),
            ("经费（项目）", true),
            ("资金数量（万元）", true),
            ("联系电话", false),
            ("计划年度", false),
            ("职工人数", false),
            ("参会（人）", false),
            ("产品（万件）", false),
            ("占比（%）", false),
            ("出口（万美元）", false),
            ("", false),
        ] {
            assert_eq!(may_be(&head(heading), Type::Money), expected, "{heading}");
        }
        for (heading, expected) in [("支付时间", true), ("填表日期", false), ("公示", true)]
        {
            assert_eq!(may_be(&head(heading), Type::Day), expected, "{heading}");
        }
    }
}
