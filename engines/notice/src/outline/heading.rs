//! Is a paragraph a heading, or does it begin with one?

use super::numbering;
use super::role::{self, Role};
use crate::lex::has_quantity;
use crate::rules::assignment;
use crate::scan;

/// The level of a topic sentence.
pub const TOPIC: u8 = 6;
/// The level of a line that announces what follows.
const ANNOUNCEMENT: u8 = 3;
const LONGEST_ANNOUNCEMENT: usize = 30;
/// The longest heading that fills a paragraph.
const LONGEST: usize = 48;
/// The longest heading that a text follows in the same paragraph.
const LONGEST_RUN_IN: usize = 40;
/// The longest topic sentence without a number.
const LONGEST_TOPIC: usize = 20;

/// A heading at the beginning of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    /// Characters, the stop included.
    pub length: usize,
}

/// The heading a paragraph begins with.
pub fn of(paragraph: &[char]) -> Option<Heading> {
    let says_nothing = paragraph
        .iter()
        .all(|c| matches!(c, '…' | '.' | '-' | '—' | '*'));
    if says_nothing || is_row(paragraph) {
        return None;
    }
    match numbering::of(paragraph) {
        Some(number) => {
            // 1.完善科技创新体系 牵头单位：市科技局
            let label = |at| assignment::label::length_before(paragraph, at) > 0;
            let stop = stop(paragraph).filter(|at| paragraph[*at] != '：' || !label(*at));
            numbered(paragraph, number.level, number.length, stop)
        }
        None => unnumbered(paragraph, stop(paragraph)),
    }
}

/// The row of a table heads nothing: 一、创新主体, 净增高企, 30家. A tab behind the number only sets off the words.
fn is_row(paragraph: &[char]) -> bool {
    let number = numbering::of(paragraph).map_or(0, |n| n.length);
    let set_off = number > 0 && paragraph.get(number) == Some(&'\t');
    paragraph[number + usize::from(set_off)..].contains(&'\t')
}

/// The first stop; a colon in brackets (责任科室：成果科) stops nothing.
fn stop(paragraph: &[char]) -> Option<usize> {
    let mut inside = false;
    paragraph.iter().take(LONGEST + 1).position(|c| {
        inside = matches!(c, '（' | '【' | '〔' | '[')
            || (inside && !matches!(c, '）' | '】' | '〕' | ']'));
        matches!(c, '。' | '；' | '！' | '？') || (*c == '：' && !inside)
    })
}

fn numbered(paragraph: &[char], level: u8, number: usize, stop: Option<usize>) -> Option<Heading> {
    let whole = Heading {
        level,
        length: paragraph.len(),
    };
    match stop {
        // A short item with a number to reach is no heading; a chapter's heading may well name one.
        None if level > 3 && has_quantity(&paragraph[number..]) => None,
        None if paragraph.len() <= LONGEST => Some(whole),
        None => None,
        Some(s) if s + 1 == paragraph.len() => {
            let short =
                s <= 25 && !paragraph.contains(&'，') && !has_quantity(&paragraph[number..]);
            short.then_some(whole)
        }
        Some(s) => {
            let ends = matches!(paragraph[s], '。' | '：');
            let fits = s <= LONGEST_RUN_IN && !has_quantity(&paragraph[number..s]);
            (ends && fits).then_some(Heading {
                level,
                length: s + 1,
            })
        }
    }
}

fn unnumbered(paragraph: &[char], stop: Option<usize>) -> Option<Heading> {
    let Some(s) = stop else {
        return standalone(paragraph);
    };
    if s + 1 == paragraph.len() && paragraph[s] == '：' {
        return announcement(paragraph);
    }
    let topic = &paragraph[..s];
    let follows = s + 1 < paragraph.len() && paragraph[s] == '。';
    let plain = (4..=LONGEST_TOPIC).contains(&s) && !topic.iter().any(|c| matches!(c, '，' | '\t'));
    let enumerated = scan::at(paragraph, 1, "是") || scan::at(paragraph, 1, "要");
    let is_topic =
        follows && plain && !enumerated && !has_quantity(topic) && !role::speaks_of_time(topic);
    is_topic.then_some(Heading {
        level: TOPIC,
        length: s + 1,
    })
}

/// A line that says what the paragraphs after it tell: “十五五”时期主要目标：
fn announcement(line: &[char]) -> Option<Heading> {
    let plain = line.len() <= LONGEST_ANNOUNCEMENT
        && !line.iter().any(|c| matches!(c, '，' | '\t'))
        && !has_quantity(line);
    let names_role = !matches!(role::of(line, None), Role::Open);
    (plain && names_role).then_some(Heading {
        level: ANNOUNCEMENT,
        length: line.len(),
    })
}

/// 绿色港口行动计划: at the head of a text it is the title, and no chapter of it.
pub fn is_plan_title(line: &[char]) -> bool {
    let bracket = line.iter().rposition(|c| *c == '（');
    let end = bracket.unwrap_or(line.len());
    scan::longest_before(line, end, &["计划", "规划", "方案"]).is_some()
}

/// So far into a title 关于 may stand: 河湾镇党委关于2022年重点工作的安排.
const ABOUT: usize = 16;

/// A line of its own: the title of the document or of an annex, or an unnumbered chapter heading.
fn standalone(line: &[char]) -> Option<Heading> {
    let plain = line.len() <= 40
        && line.len() >= 2
        && !line.iter().any(|c| matches!(c, '，' | '、' | '\t'));
    // 序号 stands at the head of a table.
    if !plain || scan::at(line, 0, "序号") || has_quantity(line) {
        return None;
    }
    let length = line.len();
    // 行动方案（2023—2025年）
    let bracket = line.iter().rposition(|c| *c == '（');
    let words = bracket
        .filter(|_| line[length - 1] == '）')
        .unwrap_or(length);
    let is_title = [
        "报告",
        "通知",
        "要点",
        "意见",
        "方案",
        "文件",
        "规划",
        "纲要",
        "计划",
        "工作",
        "总结",
        "附件",
        "思路",
        "打算",
        "说明",
        "办法",
        "细则",
        "公报",
        "通报",
        "目标表",
        "任务书",
    ]
    .iter()
    .any(|w| scan::before(line, words, w));
    let is_about = scan::find(line, 0..words.min(ABOUT), "关于").is_some()
        && (is_title || scan::longest_before(line, words, &["安排", "部署", "任务"]).is_some());
    let is_annex = scan::at(line, 0, "附件") || scan::at(line, 0, "附：");
    let names_role = !matches!(role::of(line, None), Role::Open);
    match (is_title || is_annex, names_role) {
        // 关于2021年推进乡村振兴的工作计划
        (_, true) if is_about => Some(Heading { level: 0, length }),
        (true, false) => Some(Heading { level: 0, length }),
        (true, true)
            if ["报告", "要点", "思路", "打算", "说明", "通报", "公报"]
                .iter()
                .any(|w| scan::before(line, words, w)) =>
        {
            Some(Heading { level: 0, length })
        }
        (_, true) => Some(Heading { level: 2, length }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_heading() {
        for (text, level, length) in [
            ("三、推进举措", 2, 6),
            ("1.在创新主体培育上再提速。深入实施计划。", 4, 14),
            ("（一）强化推进：各科室要落实。", 3, 8),
            ("打造创新核心引擎。加快建设。", 6, 9),
            ("2026年浙江省政府工作报告", 0, 14),
            ("2.优化服务（责任科室：成果科）", 4, 16),
            ("附件", 0, 2),
            ("河湾镇党委关于2022年重点工作的安排", 0, 19),
            ("关于2021年推进乡村振兴的工作计划", 0, 18),
            ("2018年工作安排", 2, 9),
            ("一、\t工作目标", 2, 7),
        ] {
            assert_eq!(
                of(&scan::chars(text)),
                Some(Heading { level, length }),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "……",
            "1.力争新增国家级孵化器1家。",
            "一是要落实新理念。加快。",
            "力争新增孵化器3家。加快。",
            "机关各科室、创业园：",
            "如皋市。",
            "1.培育企业\t30家\t高新科",
            "一、创新主体\t净增高企\t高新科",
        ] {
            assert_eq!(of(&scan::chars(text)), None, "{text}");
        }
    }
}
