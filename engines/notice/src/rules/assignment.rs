//! Who does it and until when, said beside a task: （牵头单位：高新科；配合单位：各镇；完成时限：6月底）, （高新科牵头，
//! 6月底前完成）, 由高新科牵头.

use super::deadline;
use crate::item::Assigned;
use crate::scan;
use std::ops::Range;

/// Offices and a deadline, and where they are said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub range: Range<usize>,
    /// By [`Part`].
    words: [Option<String>; PARTS],
}

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Lead,
    /// 责任单位: it leads, unless another office is said to.
    Charged,
    Assisting,
    Due,
    /// 分管领导
    Leader,
}

const PARTS: usize = 5;

#[rustfmt::skip]
const LABELS: &[(&str, Part)] = &[
    ("牵头单位", Part::Lead), ("牵头部门", Part::Lead), ("牵头科室", Part::Lead), ("牵头处室", Part::Lead),
    ("牵头责任单位", Part::Lead), ("牵头", Part::Lead), ("承办单位", Part::Lead), ("主办单位", Part::Lead),
    ("责任单位", Part::Charged), ("责任部门", Part::Charged), ("责任科室", Part::Charged),
    ("责任处室", Part::Charged), ("责任股室", Part::Charged), ("责任主体", Part::Charged),
    ("负责单位", Part::Charged), ("负责科室", Part::Charged), ("负责部门", Part::Charged),
    ("落实单位", Part::Charged), ("实施单位", Part::Charged), ("完成单位", Part::Charged),
    ("配合单位", Part::Assisting), ("配合部门", Part::Assisting), ("配合科室", Part::Assisting),
    ("协办单位", Part::Assisting), ("协同单位", Part::Assisting), ("参与单位", Part::Assisting),
    ("参加单位", Part::Assisting), ("协助单位", Part::Assisting), ("配合", Part::Assisting),
    ("完成时限", Part::Due), ("完成时间", Part::Due), ("完成期限", Part::Due), ("时间节点", Part::Due),
    ("时限要求", Part::Due), ("时间要求", Part::Due), ("时限", Part::Due), ("期限", Part::Due),
    ("分管领导", Part::Leader), ("责任领导", Part::Leader), ("牵头领导", Part::Leader), ("负责领导", Part::Leader),
    ("包抓领导", Part::Leader), ("挂钩领导", Part::Leader),
];
/// What the words of a bracket without labels end with.
#[rustfmt::skip]
const ENDINGS: &[(&str, Part)] = &[
    ("牵头负责", Part::Lead), ("牵头实施", Part::Lead), ("牵头落实", Part::Lead), ("牵头", Part::Lead),
    ("负责落实", Part::Charged), ("负责", Part::Charged), ("按职责分工负责", Part::Charged),
    ("等配合", Part::Assisting), ("配合", Part::Assisting), ("参与", Part::Assisting), ("协同", Part::Assisting),
    ("协助", Part::Assisting), ("协办", Part::Assisting),
];
/// The offices of a label are no longer.
const LONGEST: usize = 80;
/// Nor is a bracket that names offices without labels.
const LONGEST_BRACKET: usize = 60;
/// So much may stand between two labels of one task: ；, a blank, （.
const BETWEEN: usize = 2;

impl Said {
    pub fn assigned(&self) -> Assigned {
        let [lead, charged, assisting, due, leader] = self.words.clone();
        let (lead, charged) = match lead {
            Some(lead) => (Some(lead), charged),
            None => (charged, None),
        };
        Assigned {
            lead,
            assisting: assisting.or(charged),
            due,
            leader,
            ..Assigned::default()
        }
    }

    fn says(&self, part: Part) -> bool {
        self.words[part as usize].is_some()
    }
}

/// All that is said in a paragraph, in its order.
pub fn of(chars: &[char]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        match labelled(chars, i).or_else(|| bracket(chars, i)) {
            Some(said) => {
                i = said.range.end;
                join(&mut found, said);
            }
            None => i += 1,
        }
    }
    found
}

/// Labels that follow each other speak of one task.
fn join(found: &mut Vec<Said>, said: Said) {
    let near = found.last_mut().filter(|last| {
        let again = (0..PARTS).any(|i| said.words[i].is_some() && last.words[i].is_some());
        said.range.start <= last.range.end + BETWEEN && !again
    });
    let Some(last) = near else {
        found.push(said);
        return;
    };
    last.range.end = said.range.end;
    add(&mut last.words, said.words);
}

/// 牵头单位：高新科
fn labelled(chars: &[char], i: usize) -> Option<Said> {
    if !"牵承主责负落实完配协参时期分包挂".contains(chars[i]) {
        return None;
    }
    let (word, part) = LABELS
        .iter()
        .filter(|(word, _)| scan::at(chars, i, word))
        .max_by_key(|(word, _)| word.len())?;
    let colon = i + scan::len(word);
    if chars.get(colon) != Some(&'：') {
        return None;
    }
    let rest = &chars[colon + 1..chars.len().min(colon + 1 + LONGEST)];
    let ends = |c: &char| matches!(c, '；' | '。' | '）' | '（' | '：' | '\t');
    let mut length = rest.iter().position(ends).unwrap_or(rest.len());
    // 牵头单位：高新科，完成时限：6月底
    if rest.get(length) == Some(&'：') {
        length = rest[..length]
            .iter()
            .rposition(|c| matches!(c, '，' | '、'))
            .unwrap_or(0);
    }
    let words = trimmed(&rest[..length]);
    let mut said = [const { None }; PARTS];
    said[*part as usize] = Some(words).filter(|w| !w.is_empty());
    Some(Said {
        range: i..colon + 1 + length,
        words: said,
    })
}

/// （高新科牵头，人才科配合，6月底前完成）
fn bracket(chars: &[char], i: usize) -> Option<Said> {
    if chars[i] != '（' {
        return None;
    }
    let inside = &chars[i + 1..chars.len().min(i + 1 + LONGEST_BRACKET)];
    let close = inside.iter().position(|c| matches!(c, '）' | '：'))?;
    if inside[close] != '）' {
        return None;
    }
    let mut said = Said {
        range: i..i + close + 2,
        words: [const { None }; PARTS],
    };
    for words in inside[..close].split(|c| matches!(c, '，' | '；')) {
        let ending = ENDINGS
            .iter()
            .filter(|(word, _)| scan::before(words, words.len(), word));
        let ending = ending.max_by_key(|(word, _)| word.len());
        let (part, office) = match ending.map(|(w, part)| (scan::len(w), *part)) {
            Some((length, part)) if words.len() > length + 1 => {
                (part, Some(&words[..words.len() - length]))
            }
            _ => (Part::Due, deadline::find(words).map(|at| &words[at])),
        };
        let words = office.map(trimmed);
        said.words[part as usize] = said.words[part as usize].take().or(words);
    }
    // A bracket with a date only assigns nothing.
    let names = [Part::Lead, Part::Charged, Part::Assisting];
    names.iter().any(|part| said.says(*part)).then_some(said)
}

fn add(words: &mut [Option<String>; PARTS], more: [Option<String>; PARTS]) {
    for (one, other) in words.iter_mut().zip(more) {
        *one = one.take().or(other);
    }
}

fn trimmed(words: &[char]) -> String {
    let words: String = words.iter().collect();
    let words = words.trim_matches(['，', '、', '“', '”', ' ']);
    words.strip_prefix('由').unwrap_or(words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leader_in_charge() {
        for (text, leader, lead) in [
            ("（分管领导：许知行；牵头科室：高新科）", "许知行", "高新科"),
            ("（责任科室：高新科，责任领导：许知行）", "许知行", "高新科"),
        ] {
            let said = of(&scan::chars(text));
            let assigned: Vec<Assigned> = said.iter().map(Said::assigned).collect();
            assert_eq!(assigned.len(), 1, "{text}");
            assert_eq!(assigned[0].leader.as_deref(), Some(leader), "{text}");
            assert_eq!(assigned[0].lead.as_deref(), Some(lead), "{text}");
        }
    }

    fn told(text: &str) -> Vec<String> {
        let said = of(&scan::chars(text));
        let shown = |part: &Option<String>| part.clone().unwrap_or_default();
        said.iter()
            .map(Said::assigned)
            .map(|a| {
                format!(
                    "{}|{}|{}",
                    shown(&a.lead),
                    shown(&a.assisting),
                    shown(&a.due)
                )
            })
            .collect()
    }

    #[test]
    fn offices_and_deadlines() {
        for (text, said) in [
            (
                "（牵头单位：高新科；配合单位：各镇、街道；完成时限：6月底）",
                &["高新科|各镇、街道|6月底"][..],
            ),
            (
                "（牵头单位：市科技局；责任单位：各县区）",
                &["市科技局|各县区|"],
            ),
            ("（责任科室：高新科、规划科）", &["高新科、规划科||"]),
            ("责任单位：高新科，完成时限：年底前", &["高新科||年底前"]),
            (
                "新增30家（高新科牵头，人才科配合，6月底前完成）。",
                &["高新科|人才科|6月底前"],
            ),
            (
                "新增3家（高新科负责）。办好大赛（人才科负责）。",
                &["高新科||", "人才科||"],
            ),
            ("新增30家（其中规上10家，6月底前完成）", &[]),
            ("落实责任：加强领导", &[]),
        ] {
            assert_eq!(told(text), said, "{text}");
        }
    }
}
