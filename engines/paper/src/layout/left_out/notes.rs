//! What stands under a table: 备注：…, 填表人：…

const NOTES: [&str; 32] = [
    "备注",
    "注",
    "说明",
    "附注",
    "填表说明",
    "填表人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "负责人",
    "单位负责人",
    "联系人",
    "联系电话",
    "电话",
    "填报人",
    "填报单位",
    "填报日期",
    "填表日期",
    "制表日期",
    "报送日期",
    "报出日期",
    "经办人",
    "复核人",
    "统计负责人",
    "单位(盖章)",
    "单位盖章",
    "盖章",
    "分管领导",
    "科室负责人",
    "数据来源",
    "资料来源",
];

/// Whether a row whose first words are these, and that has so many cells, says something about the table.
pub fn is_note(first: &str, cells: usize) -> bool {
    if first.starts_with(['※', '*', '★', '☆', '●', '■', '◆', '▲', '△']) {
        return true;
    }
    let is_alone = matches!(first, "备注" | "注" | "说明" | "附注");
    let asks = first.ends_with(':') && cells <= 3;
    asks || is_alone && cells <= 2 || NOTES.iter().any(|note| begins(first, note))
}

fn begins(first: &str, note: &str) -> bool {
    first.strip_prefix(note).is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = match rest.strip_prefix('(') {
            Some(inside) => inside.split_once(')').map_or("", |split| split.1),
            None => rest,
        };
        rest.starts_with([':', '.', ';'])
    })
}
