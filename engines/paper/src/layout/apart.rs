//! Words over a column that make it another thing than the field which it resembles: 未放款金额 is no 放款金额.

use super::heading::Head;
use super::name;
use crate::text;
use crate::wanted::{Type, Unit, Wanted};

/// Not yet, of another time, a sum, a share or a part of it.
const TURNING: [&str; 66] = [
    "未",
    "拟",
    "待",
    "计划",
    "预计",
    "预期",
    "预算",
    "概算",
    "目标",
    "应付",
    "应收",
    "应还",
    "应到",
    "应缴",
    "退",
    "逾期",
    "自筹",
    "授信",
    "余额",
    "结余",
    "结转",
    "累计",
    "其中",
    "人均",
    "户均",
    "平均",
    "上年",
    "去年",
    "前年",
    "往年",
    "上期",
    "上月",
    "同期",
    "年初",
    "上半年",
    "下半年",
    "占比",
    "比重",
    "比例",
    "增长",
    "增幅",
    "增速",
    "增减",
    "加计扣除",
    // Refused, withdrawn, lapsed.
    "拒",
    "撤",
    "驳回",
    "否决",
    "取消",
    "作废",
    "失效",
    "无效",
    "注销",
    "核销",
    "核减",
    "减少",
    "调减",
    "扣减",
    // Wished for, left over.
    "意向",
    "需求",
    "剩余",
    "可用",
    "在保",
    "期末",
    "期初",
    "不良",
];
/// What ends, is released or is over: no day of it is the one that counts.
const ENDING: [&str; 20] = [
    "终止",
    "中止",
    "终结",
    "结清",
    "结束",
    "结项",
    "届满",
    "期满",
    "解除",
    "解保",
    "解约",
    "解押",
    "释放",
    "退出",
    "有效期",
    "期限",
    "截至",
    "最迟",
    "最晚",
    "止日",
];
/// What is paid for somebody or back, and what is paid beside it: interest, fees, taxes, deposits.
const BESIDE: [&str; 47] = [
    "欠",
    "垫",
    "罚",
    "代偿",
    "代付",
    "代缴",
    "垫付",
    "追偿",
    "回收",
    "收回",
    "返还",
    "归还",
    "赔付",
    "赔偿",
    "理赔",
    "违约",
    "利息",
    "贴息",
    "付息",
    "罚息",
    "保费",
    "担保费",
    "手续费",
    "管理费",
    "评审费",
    "咨询费",
    "费金额",
    "费用金额",
    "费额",
    "税额",
    "税款",
    "纳税",
    "完税",
    "缴税",
    "保证金",
    "押金",
    "抵押物",
    "质押物",
    "质保",
    "反担保",
    "开票",
    "发票",
    "票面",
    "配套",
    "匹配资金",
    "分担",
    "评估",
];
/// Parts of an amount, where what is asked for is no payment itself.
const PARTS: [&str; 6] = ["首付", "预付", "首期", "尾款", "定金", "订金"];
/// Days of the firm, of the paper, before it and of the next time.
const DAYS: [&str; 14] = [
    "成立", "注册", "设立", "出生", "受理", "收件", "调查", "上会", "评审", "核查", "走访", "开户",
    "变更", "下次",
];
/// The same of a share is the share.
const SHARES: [&str; 3] = ["占比", "比重", "比例"];
/// Another business, with an amount and a day of its own.
const OTHERS: [&str; 21] = [
    "申请",
    "审批",
    "审核",
    "合同",
    "签订",
    "立项",
    "还",
    "总投资",
    "填报",
    "填表",
    "制表",
    "报送",
    "打印",
    "录入",
    "更新",
    "登记",
    "备案",
    "到期",
    "截止",
    "竣工",
    "验收",
];

/// The word that makes a column another thing than the field; `None` where nothing does. The field's own names may have it.
pub fn word(head: &Head, wanted: &Wanted) -> Option<String> {
    of(&head.parts, head.unit, wanted)
}

/// Whether the word says that a column is a part of the amount: beside another one nobody knows which is meant.
pub fn is_part(word: &str) -> bool {
    PARTS.contains(&word)
}

/// The same by the last line of the heading alone: under 合同 a column 首付 may be any.
pub fn own_word(head: &Head, wanted: &Wanted) -> Option<String> {
    let last = head.parts.len().saturating_sub(1);
    of(&head.parts[last..], head.unit, wanted).filter(|word| !is_part(word))
}

fn of(parts: &[String], unit: Option<Unit>, wanted: &Wanted) -> Option<String> {
    let kind = wanted.kind;
    if !matches!(kind, Type::Money | Type::Day | Type::Count | Type::Share) {
        return None;
    }
    if unit == Some(Unit::Percent) && kind != Type::Share {
        return Some("%".to_owned());
    }
    let names = std::iter::once(&wanted.name).chain(&wanted.synonyms);
    let names: Vec<String> = names.map(|name| text::folded(name)).collect();
    let is_paid = names
        .iter()
        .any(|name| name.contains("付款") || name.contains("支付"));
    let counts = |word: &&&str| {
        let is_share = kind == Type::Share && SHARES.contains(*word);
        let is_part = is_paid && PARTS.contains(*word);
        !is_share && !is_part && !names.iter().any(|name| name.contains(**word))
    };
    let of_kind: [&[&str]; 3] = match kind {
        Type::Money => [&ENDING, &BESIDE, &PARTS],
        Type::Day => [&ENDING, &DAYS, &BESIDE],
        _ => [&[], &[], &[]],
    };
    let turning: Vec<&str> = TURNING.iter().filter(counts).copied().collect();
    let others = OTHERS.iter().chain(of_kind.into_iter().flatten());
    let others: Vec<&str> = others.filter(counts).copied().collect();
    let joined = parts.concat();
    // 放款金额（上年）, but not 放款金额（不含退款）.
    let (_, inside) = text::brackets(&joined);
    let inside = inside.iter().map(|part| text::folded(part));
    let mut inside = inside.flat_map(|part| {
        part.split([',', '、', ';'])
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    let begins = |part: String| {
        let mut words = turning.iter().chain(&others);
        let found = words.find(|word| part.starts_with(**word));
        found
            .map(|word| (*word).to_owned())
            .or_else(|| months(&part))
    };
    if let Some(word) = inside.find_map(begins) {
        return Some(word);
    }
    if name::is_clear(std::slice::from_ref(&joined), wanted) {
        return None;
    }
    // Over 放款金额 a group 合同情况 says nothing, a group 上年 does.
    let (said, others) = match name::is_clear(parts, wanted) {
        true => (parts[..parts.len() - 1].concat(), Vec::new()),
        false => (joined, others),
    };
    let said = text::folded(&said);
    let mut words = turning.iter().chain(&others);
    // 接待 is no 待: a word of one sign says so only where it stands first.
    let is_said = |word: &&&str| match word.chars().count() {
        1 => said.starts_with(**word),
        _ => said.contains(**word),
    };
    let found = words.find(is_said);
    found
        .map(|word| (*word).to_owned())
        .or_else(|| months(&said))
}

/// 1-8月: some months are no year, and no day.
fn months(said: &str) -> Option<String> {
    let digit = |c: char| c.is_ascii_digit();
    said.match_indices('月').find_map(|(end, month)| {
        let before = &said[..end];
        let dash = before.trim_end_matches(digit);
        let first = dash.strip_suffix(['-', '~', '至', '到', '—', '–'])?;
        let first = first.trim_end_matches(['-', '—']);
        let number = first.strip_suffix('月').unwrap_or(first);
        let start = number.trim_end_matches(digit).len();
        let is_span = dash.len() < before.len() && start < number.len();
        is_span.then(|| said[start..end + month.len()].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::units;

    fn said(parts: &[&str], wanted: &Wanted) -> Option<String> {
        let text = parts.join(" ");
        let head = Head {
            column: 1,
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            unit: units::of_heading(&text),
            text,
            hidden: false,
        };
        word(&head, wanted)
    }

    fn field(name: &str, kind: Type, synonyms: &[&str]) -> Wanted {
        Wanted {
            id: "it".to_owned(),
            name: name.to_owned(),
            synonyms: synonyms.iter().map(|one| (*one).to_owned()).collect(),
            kind,
            ..Wanted::default()
        }
    }

    #[test]
    fn what_makes_a_column_another_thing() {
        let amount = field("放款金额", Type::Money, &["金额", "贷款发放金额"]);
        let day = field("放款日", Type::Day, &["日期", "贷款发放日期"]);
        let contract = field("合同金额", Type::Money, &["金额"]);
        let paid = field("金额", Type::Money, &["付款金额"]);
        let sales = field("销售收入", Type::Money, &["营业收入"]);
        let share = field("研发费用占销售收入", Type::Share, &[]);
        for (heading, wanted, word) in [
            (&["未放款金额"][..], &amount, Some("未")),
            (&["申请金额"], &amount, Some("申请")),
            (&["审批金额（万元）"], &amount, Some("审批")),
            (&["合同金额"], &amount, Some("合同")),
            (&["计划放款金额"], &amount, Some("计划")),
            (&["还款金额"], &amount, Some("还")),
            (&["上年放款金额"], &amount, Some("上年")),
            (&["放款金额占比"], &amount, Some("占比")),
            (&["放款金额增长"], &amount, Some("增长")),
            (&["放款金额累计"], &amount, Some("累计")),
            (&["放款金额（上年）"], &amount, Some("上年")),
            (&["上年", "放款金额"], &amount, Some("上年")),
            (&["放款金额", "1—8月"], &amount, Some("1-8月")),
            (&["放款金额比（%）"], &amount, Some("%")),
            (&["自筹金额"], &amount, Some("自筹")),
            (&["总投资金额"], &amount, Some("总投资")),
            (&["审批日期"], &day, Some("审批")),
            (&["填报日期"], &day, Some("填报")),
            (&["还款日"], &day, Some("还")),
            (&["计划放款日"], &day, Some("计划")),
            (&["合同签订日期"], &day, Some("合同")),
            (&["立项日期"], &day, Some("立项")),
            (
                &["研发费用加计扣除"],
                &field("研发费用", Type::Money, &[]),
                Some("加计扣除"),
            ),
            (&["上年销售收入"], &sales, Some("上年")),
            (&["2020年1-8月销售收入"], &sales, Some("1-8月")),
            (&["2020年1月至8月营业收入"], &sales, Some("1月至8月")),
            (&["销售收入增长率（%）"], &sales, Some("%")),
            (&["放款金额（万元，不含退款）"], &amount, None),
            (&["放款金额（万元）"], &amount, None),
            (&["已放款金额"], &amount, None),
            (&["实际放款金额"], &amount, None),
            (&["合同情况", "放款金额"], &amount, None),
            (&["合同金额（万元）"], &contract, None),
            (&["总合同金额"], &contract, None),
            (&["8月放款金额"], &amount, None),
            (&["接待人数"], &field("参加人数", Type::Count, &[]), None),
            (&["研发费用占比"], &share, None),
            (&["拒贷金额"], &amount, Some("拒")),
            (&["代偿金额（万元）"], &amount, Some("代偿")),
            (&["解押金额"], &amount, Some("解押")),
            (&["利息金额（元）"], &amount, Some("利息")),
            (&["代理费金额"], &amount, Some("费金额")),
            (&["保证金金额"], &amount, Some("保证金")),
            (&["开票金额"], &amount, Some("开票")),
            (&["配套金额"], &amount, Some("配套")),
            (&["首付金额"], &contract, Some("首付")),
            (&["首付金额"], &paid, None),
            (&["实际付款金额"], &paid, None),
            (&["含税金额"], &paid, None),
            (&["不含税金额（元）"], &paid, None),
            (&["中标金额"], &contract, None),
            (&["本次发放金额"], &amount, None),
            (&["结清日期"], &day, Some("结清")),
            (&["担保终止日"], &day, Some("终止")),
            (&["有效期至"], &day, Some("有效期")),
            (&["失效日"], &day, Some("失效")),
            (&["企业成立日期"], &day, Some("成立")),
            (&["公示日期"], &day, None),
            (&["发放日期"], &day, None),
            (&["资质终止日"], &field("资质终止日", Type::Day, &[]), None),
            (&["终止日期"], &field("资质终止日", Type::Day, &[]), None),
        ] {
            assert_eq!(said(heading, wanted).as_deref(), word, "{heading:?}");
        }
        // A text is another thing under another name only.
        assert_eq!(said(&["申请企业"], &field("企业", Type::Text, &[])), None);
    }
}
