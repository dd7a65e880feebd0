//! Who does it and until when, said beside a task: （牵头单位：高新科；配合单位：各镇；完成时限：6月底）, （高新科牵头，
//! 6月底前完成）, 由高新科牵头.

mod bracket;
pub mod label;
mod spoken;

use super::deadline;
use crate::item::Assigned;
use std::ops::Range;

/// Offices and a deadline, and where they are said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub range: Range<usize>,
    /// Said in a clause of the sentence, without a label or brackets.
    pub is_spoken: bool,
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

/// What words that name an office without a label end with.
#[rustfmt::skip]
const ENDINGS: &[(&str, Part)] = &[
    ("牵头负责", Part::Lead), ("牵头实施", Part::Lead), ("牵头落实", Part::Lead), ("牵头", Part::Lead),
    ("负责落实", Part::Charged), ("负责", Part::Charged), ("按职责分工负责", Part::Charged),
    ("具体负责", Part::Charged), ("分工负责", Part::Charged), ("具体实施", Part::Charged),
    ("等配合", Part::Assisting), ("配合", Part::Assisting), ("参与", Part::Assisting), ("协同", Part::Assisting),
    ("协助", Part::Assisting), ("协办", Part::Assisting), ("协同配合", Part::Assisting), ("参与配合", Part::Assisting),
];
/// So much may stand between two labels of one task: ；, a blank, （.
const BETWEEN: usize = 2;

impl Said {
    fn new(range: Range<usize>, words: [Option<String>; PARTS]) -> Self {
        Self {
            range,
            is_spoken: false,
            words,
        }
    }

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

    /// Whether another speaks of the same task, as far as its parts tell: none is said twice.
    pub fn goes_with(&self, other: &Said) -> bool {
        !(0..PARTS).any(|i| other.words[i].is_some() && self.words[i].is_some())
    }

    /// Takes in what is said behind it.
    pub fn take_in(&mut self, other: Said) {
        self.range.end = other.range.end;
        for (one, other) in self.words.iter_mut().zip(other.words) {
            *one = one.take().or(other);
        }
    }
}

/// All that is said in a paragraph, in its order.
pub fn of(chars: &[char]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        match at(chars, i) {
            Some(said) => {
                i = said.range.end.max(i + 1);
                join(&mut found, said);
            }
            None => i += 1,
        }
    }
    found
}

fn at(chars: &[char], i: usize) -> Option<Said> {
    label::at(chars, i)
        .or_else(|| bracket::at(chars, i))
        .or_else(|| spoken::at(chars, i))
}

/// Labels that follow each other speak of one task. A clause that only tells who helps or until when says nothing alone.
fn join(found: &mut Vec<Said>, said: Said) {
    let near = found
        .last_mut()
        .filter(|last| said.range.start <= last.range.end + BETWEEN && last.goes_with(&said));
    match near {
        Some(last) => last.take_in(said),
        None if said.is_spoken && !said.says(Part::Lead) && !said.says(Part::Charged) => {}
        None => found.push(said),
    }
}

/// Where what stands at the end of the words and only assigns begins: 建设科技大市场（市科技局牵头）.
pub fn tail(chars: &[char]) -> Option<usize> {
    let said = of(chars).pop()?;
    let signs = |words: &[char]| words.iter().all(|c| is_sign(*c));
    (signs(&chars[said.range.end..]) && !said.is_spoken).then_some(said.range.start)
}

/// Do the words only assign, from their beginning to their end?
pub fn is_all(chars: &[char]) -> bool {
    let mut at = 0;
    for said in of(chars) {
        if !chars[at..said.range.start].iter().all(|c| is_sign(*c)) {
            return false;
        }
        at = said.range.end;
    }
    at > 0 && chars[at..].iter().all(|c| is_sign(*c))
}

/// Does a clause only tell who does it: 由高新科牵头?
pub fn is_spoken(clause: &[char]) -> bool {
    spoken::at(clause, 0).is_some_and(|said| said.range.end == clause.len())
}

/// Signs that part assignments, and bullets before them.
pub fn is_sign(c: char) -> bool {
    matches!(
        c,
        '。' | '；'
            | '，'
            | '（'
            | '）'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '['
            | ']'
            | '●'
            | '■'
            | '◆'
            | '—'
            | '-'
            | '·'
    )
}

/// 科技局、财政局，10月底前: the names, and the last time behind them.
fn split_time(words: &[char], names: bool) -> (&[char], Option<String>) {
    let mut parts = words.split(|c| *c == '，');
    let first = parts.next().unwrap_or(words).len();
    let times = parts.rev().filter(|_| names).find_map(|part| {
        let time = deadline::find(part).filter(|at| at.start == 0)?;
        Some(trimmed(&part[time]))
    });
    match times {
        Some(time) => (&words[..first], Some(time)),
        None => (words, None),
    }
}

fn trimmed(words: &[char]) -> String {
    let words: String = words.iter().collect();
    let words = words.trim_matches(['，', '、', '“', '”', ' ', '；']);
    words.strip_prefix('由').unwrap_or(words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

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
            (
                "牵头单位：科技局配合单位：财政局完成时限：10月底",
                &["科技局|财政局|10月底"],
            ),
            ("〔责任单位：科技局、财政局〕", &["科技局、财政局||"]),
            ("[责任单位：科技局]", &["科技局||"]),
            ("【责任科室】高新科【完成时限】10月底", &["高新科||10月底"]),
            (
                "（分管领导：许某；责任人：王某；责任科室：成果科；完成时限：10月底）",
                &["成果科||10月底"],
            ),
            (
                "（责任单位：科技局、财政局，10月底前）",
                &["科技局、财政局||10月底前"],
            ),
            (
                "责任单位：农业农村局，4月底前启动，10月底前完成",
                &["农业农村局||10月底前"],
            ),
            ("配合单位：各镇（区、街道）", &["|各镇（区、街道）|"]),
            (
                "建设科技大市场。（科技局、财政局，10月底前）",
                &["科技局、财政局||10月底前"],
            ),
            ("建设科技大市场（市科技局）", &["市科技局||"]),
            ("建设科技大市场（市科技局）和科技馆", &[]),
            ("建设研究院（创新中心）", &[]),
            ("下达到各镇（区、街道）", &[]),
            (
                "净增高企30家，由高新科牵头，税务局配合，6月底前完成。",
                &["高新科|税务局|6月底前"],
            ),
            ("科技局牵头、财政局配合，", &["科技局|财政局|"]),
            ("净增高企30家，责任单位为高新科。", &["高新科||"]),
            ("责任主体为企业的项目", &[]),
            ("坚持党委领导，社会协同，公众参与。", &[]),
            ("加强统筹，各部门配合，形成合力。", &[]),
        ] {
            assert_eq!(told(text), said, "{text}");
        }
    }
}
