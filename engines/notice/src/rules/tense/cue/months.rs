//! Months, quarters and statistics: what a clause says was counted.

use crate::scan;

/// Parts of the year.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "上半年", "一季度", "前三季度", "1季度", "前两季度",
];
/// 据海关统计, 经初步核算.
pub fn by_statistics(clause: &[char]) -> bool {
    matches!(clause.first(), Some('据' | '经'))
        && clause.len() <= 12
        && ["统计", "核算", "测算", "核定", "快报"]
            .iter()
            .any(|w| scan::before(clause, clause.len(), w))
}

/// 前11个月.
pub fn first_months(clause: &[char]) -> bool {
    (0..clause.len()).any(|i| {
        let digits = clause[i + 1..]
            .iter()
            .take(2)
            .take_while(|c| c.is_ascii_digit())
            .count();
        clause[i] == '前'
            && digits > 0
            && scan::longest_at(clause, i + 1 + digits, &["个月", "月"]).is_some()
    })
}

/// 后5个月, 最后三个月, 剩余两个月: what is left of the year.
pub fn last_months(clause: &[char]) -> bool {
    let Some(end) = scan::find(clause, 0..clause.len(), "个月") else {
        return false;
    };
    let number = |c: &&char| c.is_ascii_digit() || "一两二三四五六七八九十".contains(**c);
    let digits = clause[..end]
        .iter()
        .rev()
        .take(2)
        .take_while(number)
        .count();
    let start = end - digits;
    let left = &["后", "剩余", "剩下", "余下", "未来"];
    digits > 0
        && scan::longest_before(clause, start, left).is_some()
        && !scan::before(clause, start, "此后")
}

/// 6月再申报18家, 下月再认定5家: a month and what is yet to be done in it.
pub fn again(clause: &[char]) -> bool {
    let digits = clause.iter().take_while(|c| c.is_ascii_digit()).count();
    let named = match clause {
        ['下' | '本', '月', ..] => 2,
        _ if (1..=2).contains(&digits) && clause.get(digits) == Some(&'月') => digits + 1,
        _ => return false,
    };
    let rest = &clause[named..];
    let ends = scan::longest_at(rest, 0, &["份", "底", "末", "底前"]).map_or(0, scan::len);
    matches!(rest.get(ends), Some('再' | '拟' | '将'))
}

/// 8月份 at the head of a report.
fn is_month(clause: &[char]) -> bool {
    let digits = clause.iter().take_while(|c| c.is_ascii_digit()).count();
    (1..=2).contains(&digits) && scan::at(clause, digits, "月份")
}

/// 1—9月: the months gone by.
fn is_months(clause: &[char]) -> bool {
    (2..clause.len()).any(|i| {
        clause[i] == '月'
            && clause[..i]
                .iter()
                .rev()
                .take(3)
                .any(|c| matches!(c, '-' | '—' | '至'))
            && clause[..i]
                .iter()
                .rev()
                .take(6)
                .any(|c| *c == '1' || *c == '一')
    })
}

/// A part of the year tells what was done in it, unless something is asked for until its end.
pub fn is_part(clause: &[char]) -> bool {
    (scan::has_any(clause, PARTS) || is_months(clause) || is_month(clause))
        && !scan::has_any(clause, &["以上", "不少于", "不低于", "要"])
}
