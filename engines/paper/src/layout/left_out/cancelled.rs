//! Rows of which a note or a state says that they do not count.

use super::{column_at, word_of};
use crate::book::Cell;
use crate::layout::{Column, Understood, name};
use crate::text;

/// What is said of a row that is none, or none any more.
const VOID: [&str; 3] = ["作废", "废止", "无效"];
/// The same words are also said of a part of a record: 取消：原抵押. They count alone, or with the other row named behind them.
const SAID: [&str; 14] = [
    "重复",
    "不计",
    "不计入",
    "不纳入",
    "不列入",
    "不统计",
    "不算",
    "取消",
    "撤销",
    "删除",
    "剔除",
    "冲销",
    "驳回",
    "退件",
];
/// What may stand behind 重复 and 不计入 and makes nothing else of them.
const BEHIND: [&str; 20] = [
    "录入", "登记", "填报", "上报", "申报", "报送", "统计", "计算", "导入", "记录", "数据", "任务",
    "考核", "总数", "合计", "汇总", "本表", "本年", "本次", "此表",
];
/// What has not come about: 尚未生效, 未签约.
const NOT_YET: [&str; 9] = [
    "生效", "放款", "发放", "签", "落地", "通过", "批准", "获批", "成立",
];
/// What may stand in front: 此笔作废.
const BEFORE: [&str; 19] = [
    "此", "该", "本", "笔", "条", "行", "项", "合同", "记录", "数据", "已", "被", "予以", "原",
    "业务", "担保", "贷款", "暂", "尚",
];
/// Columns in which a note stands.
const NOTES: [&str; 4] = ["备注", "说明", "附注", "状态"];
/// What a column says that nothing is read from, where it is about whether a row counts.
const STATES: [&str; 13] = [
    "状态", "作废", "有效", "审核", "审批", "核实", "核查", "评审", "处理", "结论", "通过", "计入",
    "纳入",
];
const NO: [&str; 9] = ["否", "不是", "不", "n", "no", "×", "x", "✗", "0"];

/// The word that says so, alone or with a reason behind it: 重复，见第 5 行.
pub fn word<'a>(table: &Understood, own: &[&'a Cell]) -> Option<&'a str> {
    own.iter().find_map(|cell| {
        let said = word_of(cell)?;
        // Most texts begin otherwise.
        let first = said.trim_start().chars().next()?;
        if !may_begin(first) {
            return None;
        }
        let column = column_at(table, cell.at.column)?;
        says_no(column, said).then_some(said)
    })
}

fn may_begin(sign: char) -> bool {
    matches!(
        sign,
        '作' | '已'
            | '此'
            | '该'
            | '本'
            | '重'
            | '不'
            | '取'
            | '剔'
            | '撤'
            | '删'
            | '冲'
            | '驳'
            | '退'
            | '被'
            | '予'
            | '原'
            | '未'
            | '尚'
            | '暂'
            | '拟'
            | '无'
            | '废'
            | '否'
            | '与'
            | '和'
            | '同'
            | '合'
            | '记'
            | '（'
            | '('
            | 'N'
            | 'n'
            | '×'
            | 'X'
            | 'x'
            | '✗'
            | '0'
    )
}

fn says_no(column: &Column, said: &str) -> bool {
    let mut about = NOTES.iter().chain(&STATES);
    if !about.any(|word| column.heading.contains(word)) {
        return false;
    }
    let heading = name::normal(&column.heading);
    let is_state = column.field.is_none() && STATES.iter().any(|word| heading.contains(word));
    let is_note = NOTES.contains(&heading.as_str()) || heading.contains("作废");
    if !is_state && !is_note {
        return false;
    }
    let folded = text::folded(said);
    let bare = folded.trim_start_matches('(').trim_end_matches(')');
    // 是否有效: 否, but 是否作废: 否 is none of it.
    let asks = is_state && (heading.starts_with("是否") || heading.ends_with("与否"));
    if asks {
        return NO.contains(&bare) && !heading.contains("作废");
    }
    is_void(bare) || is_state && matches!(bare, "否" | "不通过" | "未通过" | "不合格" | "退回")
}

/// Whether the words alone say that a row does not count.
fn is_void(bare: &str) -> bool {
    let rest = without_front(bare);
    let ends =
        |rest: &str| rest.is_empty() || rest.starts_with([',', '.', ';', ':', ')', '(', '、']);
    if VOID
        .iter()
        .any(|word| rest.strip_prefix(word).is_some_and(ends))
    {
        return true;
    }
    let is_alone = |rest: &str| {
        let behind = BEHIND
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        behind.is_empty() || ends(behind) && names_another(behind)
    };
    if SAID
        .iter()
        .any(|word| rest.strip_prefix(word).is_some_and(is_alone))
    {
        return true;
    }
    // 与上一行重复
    let is_like = bare.starts_with(['与', '和', '同']) && bare.chars().count() <= 14;
    let like = bare.trim_end_matches(['.', ';']);
    let denies = ["不重复", "无重复", "未重复"]
        .iter()
        .any(|word| like.contains(word));
    if is_like && !denies && (like.ends_with("重复") || like.ends_with("重复录入")) {
        return true;
    }
    let not_yet = bare.strip_prefix("尚").unwrap_or(bare);
    let not_yet = not_yet.strip_prefix("暂").unwrap_or(not_yet);
    let not_yet = not_yet
        .strip_prefix('未')
        .or_else(|| not_yet.strip_prefix('拟'));
    not_yet.is_some_and(|act| {
        let known = NOT_YET.iter().find_map(|word| act.strip_prefix(word));
        known.is_some_and(|rest| ends(rest) || matches!(rest, "订" | "约" | "署" | "合同"))
    })
}

/// Whether what stands behind says which row holds instead, or nothing: 重复，见第 5 行; but 不计，免收担保费 is said of a fee.
fn names_another(behind: &str) -> bool {
    let said = behind.trim_matches([',', '.', ';', ':', '(', ')', '、']);
    said.is_empty() || said.contains(['见', '同', '行', '与', '上', '前', '已'])
}

/// 此笔作废, 已被撤销.
fn without_front(bare: &str) -> &str {
    let mut rest = bare;
    while let Some(next) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    rest
}
