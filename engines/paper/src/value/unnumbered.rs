//! Words that people write where a number is asked for and they have none: 无编号, 待补, 见合同.

use crate::text;
use crate::wanted::Wanted;

/// Words that say nothing in any field that is no text.
pub const NOTHING: [&str; 7] = ["无", "暂无", "没有", "空", "n/a", "na", "null"];

const WORDS: [&str; 24] = [
    "不详",
    "不明",
    "不清",
    "不清楚",
    "不知",
    "不知道",
    "不适用",
    "未知",
    "未定",
    "未提供",
    "待定",
    "待查",
    "待补",
    "待补充",
    "待填",
    "待编",
    "待核",
    "待核实",
    "待确认",
    "略",
    "空白",
    "none",
    "nil",
    "tbd",
];
/// What stands before the name of the number: 无合同号, 尚未编号, 待补编号.
const BEFORE: [&str; 12] = [
    "暂时没有",
    "暂无",
    "没有",
    "尚无",
    "尚未",
    "暂未",
    "未",
    "无",
    "待补",
    "待编",
    "缺",
    "待",
];
const NUMBERS: [&str; 13] = [
    "编号",
    "号",
    "号码",
    "编码",
    "合同号",
    "合同编号",
    "凭证号",
    "单号",
    "文号",
    "借据号",
    "填",
    "填写",
    "取得",
];
/// 见合同, 详见附件
const SEE: [&str; 4] = ["详见", "参见", "请见", "见"];
const SEEN: [&str; 11] = [
    "合同",
    "协议",
    "附件",
    "附表",
    "附页",
    "备注",
    "说明",
    "原件",
    "扫描件",
    "合同文本",
    "台账",
];

/// Whether a text may be such a word at all; most are numbers.
pub fn may_be(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.len() <= LONGEST && text.chars().all(|c| !c.is_ascii_digit())
}

/// Whether it is one.
pub fn is(wanted: &Wanted, text: &str) -> bool {
    let folded = text::folded(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    // Signs alone: /, —, ***, ?
    bare.is_empty()
        || NOTHING.contains(&bare)
        || WORDS.contains(&bare)
        || behind(bare, &BEFORE)
            .any(|rest| NUMBERS.contains(&rest) || rest == text::folded(&wanted.name))
        || behind(bare, &SEE).any(|rest| SEEN.contains(&rest))
}

fn behind<'a>(bare: &'a str, before: &[&str]) -> impl Iterator<Item = &'a str> {
    before.iter().filter_map(move |one| bare.strip_prefix(one))
}
