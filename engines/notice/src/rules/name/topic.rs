//! What the words before a clause are about, for a clause that has no subject of its own: 高新技术企业：申报15家.

use super::inherit::{self, Before};
use super::phrase::trimmed;
use super::{LONGEST, Read};
use crate::outline::{numbering, tells_result};
use crate::rules::clause::Clause;
use crate::rules::duty;
use crate::scan;

/// A longer heading says more than a name.
const LONGEST_TOPIC: usize = 16;
/// A heading that ends with these names what it is about before them.
#[rustfmt::skip]
const TAILS: &[&str] = &["培育工作", "培育", "工作", "方面", "情况", "指标", "目标", "目标分解", "任务分解", "分解"];
/// A heading that begins with these is no name.
const HEADS: &[&str] = &[
    "在", "以", "围绕", "关于", "一是", "二是", "三是", "四是", "五是",
];
/// Verbs by which something comes into being, and behind which it stands: 建设省级企业技术中心，新增10家.
#[rustfmt::skip]
const MAKES: &[&str] = &["建设", "共建", "创建", "设立", "组建", "打造", "成立", "引进", "建立", "新设"];

/// What the heading of a paragraph names: （一）高新技术企业。, 研发投入占比（20分）。, 3.万人发明专利拥有量：.
pub fn of_heading(heading: &[char]) -> String {
    let Some((sign, words)) = heading.split_last() else {
        return String::new();
    };
    let number = numbering::of(words).map_or(0, |n| n.length.min(words.len()));
    let words = trimmed(without_bracket(&words[number..]));
    let named = match sign {
        '：' => words.len() <= super::ANNOUNCED && is_subject(&words),
        '。' => words.len() <= LONGEST_TOPIC && is_name(&words),
        _ => false,
    };
    if !named || words.iter().any(|c| matches!(c, '，' | '。' | '；')) {
        return String::new();
    }
    let tail = scan::longest_before(&words, words.len(), TAILS).map_or(0, scan::len);
    let end = if tail + 2 <= words.len() {
        words.len() - tail
    } else {
        words.len()
    };
    let name: String = words[..end].iter().collect();
    if inherit::is_general(&name) {
        String::new()
    } else {
        name
    }
}

/// 研发投入占比（20分）
fn without_bracket(words: &[char]) -> &[char] {
    let open = words.iter().rposition(|c| *c == '（');
    let open = open.filter(|at| *at > 0 && words.last() == Some(&'）'));
    &words[..open.unwrap_or(words.len())]
}

/// No task, no result, no list.
fn is_name(words: &[char]) -> bool {
    words.len() >= 2
        && !words.iter().any(|c| matches!(c, '、' | '的' | '“'))
        && !tells_result(words)
        && is_subject(words)
}

/// No task: 高企培育 and 培育高企 name what is counted, 抓运行调度 does not.
fn is_subject(words: &[char]) -> bool {
    let text: String = words.iter().collect();
    let verb = !Before::of(&text).verb().is_empty();
    scan::longest_at(words, 0, HEADS).is_none()
        && !scan::before(words, words.len(), "如下")
        && (verb || !duty::begins_task(words))
}

/// What the clause before the one of quantity `i` names, if it holds no quantity: a label with its colon, or what it brings
/// into being.
pub fn before(read: &Read<'_>, i: usize) -> Option<Before> {
    let at = read
        .clauses
        .partition_point(|c| c.range.end <= read.quantities[i].from);
    let clause = read.clauses.get(at.checked_sub(1)?)?;
    let last = i.checked_sub(1).map_or(0, |j| read.quantities[j].to);
    if last > clause.range.start || clause.range.len() > LONGEST {
        return None;
    }
    let name = match clause.sign {
        '：' => of_heading(&read.chars[clause.range.start..clause.range.end + 1]),
        '，' => Some(made(read, clause))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| compared(read, clause)),
        _ => return None,
    };
    let before = match clause.sign {
        '：' => Before::of(&name),
        _ => Before::thing_made(&name),
    };
    (!name.is_empty() && !inherit::is_general(&name)).then_some(before)
}

/// 支持高校与企业共建联合实验室 → 联合实验室
fn made(read: &Read<'_>, clause: &Clause) -> String {
    let words = &read.chars[clause.range.clone()];
    let verb = (0..words.len())
        .rev()
        .find_map(|at| scan::longest_at(words, at, MAKES).map(|verb| at + scan::len(verb)));
    let thing = verb.map_or(&words[..0], |at| &words[at..]);
    let named = (2..=LONGEST_TOPIC).contains(&thing.len())
        && !thing
            .iter()
            .any(|c| matches!(c, '、' | '的' | '“' | '（' | '》'));
    thing.iter().filter(|_| named).collect()
}

/// What a clause tells of its subject without a number: 占比高于全省平均水平，达到3.2%.
#[rustfmt::skip]
const STANDS: &[&str] = &["高于", "低于", "快于", "位居", "稳居", "位列", "居全", "列全", "实现"];

/// 研发投入占比高于全省平均水平 → 研发投入占比
fn compared(read: &Read<'_>, clause: &Clause) -> String {
    let words = &read.chars[clause.range.clone()];
    let at = (2..words.len()).find(|at| scan::longest_at(words, *at, STANDS).is_some());
    let subject = trimmed(&words[..at.unwrap_or(0)]);
    let named = (2..=LONGEST_TOPIC).contains(&subject.len()) && !subject.contains(&'“');
    subject.iter().filter(|_| named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_what_is_counted() {
        for (heading, name) in [
            ("（一）高新技术企业。", "高新技术企业"),
            ("（一）研发投入占比（20分）。", "研发投入占比"),
            ("（二）高企培育。", "高企"),
            ("3.万人发明专利拥有量：", "万人发明专利拥有量"),
            ("1.加快培育高企。", ""),
            ("创新投入持续增强。", ""),
            ("（三）人才、平台。", ""),
            ("在创新主体培育上再提速。", ""),
        ] {
            assert_eq!(of_heading(&scan::chars(heading)), name, "{heading}");
        }
    }
}
