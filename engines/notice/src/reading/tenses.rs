//! The tense of each clause: heading first, then words of time, then the words of the paragraph.

use crate::layout::Stream;
use crate::lex;
use crate::outline::{self, Outline, Paragraph, Role, Years};
use crate::rules::clause::Clause;
use crate::rules::comparator::{self, Op};
use crate::rules::tense::{self, Before, Reach, Tense, aside};
use crate::rules::{cover, exclude};
use crate::scan;
use std::ops::Range;

/// A cue in one of the first clauses of a sentence is said for the sentences after it as well.
const LEADING_CLAUSES: usize = 2;

/// No title is longer.
const LONGEST_TITLE: usize = 40;

/// The tense as the text goes on.
#[derive(Debug, Clone)]
pub struct Tenses {
    years: Years,
    role: Role,
    now: Tense,
    /// The tense a paragraph falls back to: that of its heading, or of the paragraph before it.
    ground: Tense,
    /// Was the ground said in words of time, and not only felt?
    is_told: bool,
    /// Do the words of the paragraph tell results, and no heading says what they tell?
    is_felt_past: bool,
    /// Is the role of the paragraph only felt by the form of its heading?
    is_felt: bool,
    /// Where the text turns to what comes next: until there it has told what was done, if it says nothing else.
    turns_at: usize,
    /// Is the paragraph the line a text begins with, and no sentence? The year in it (2011年建设简报) tells no tense.
    is_title: bool,
    /// Is the next sentence the first of its paragraph?
    is_first: bool,
    /// The role that headings felt wrongly.
    overruled: Option<Role>,
    /// Does the title say that the document sets aims?
    is_of_aims: bool,
}

/// What a year plans: 2021年计划：, 2018年预算安排.
const OF_A_YEAR: &[&str] = &["年计划", "年预算", "年目标", "年安排", "年任务", "年打算"];

/// A clause that begins with these goes on about what the one before it told.
#[rustfmt::skip]
const GOES_ON: &[&str] = &["其中", "分别", "同比", "占比", "占全", "较上年", "比上年", "位居", "居全", "列全"];

impl Tenses {
    pub fn new(stream: &Stream, outline: &Outline) -> Self {
        let turns_at = turns_at(stream, outline);
        let ground = if turns_at > 0 {
            Tense::Past
        } else {
            Tense::Plan
        };
        Self {
            years: outline.years,
            turns_at,
            role: Role::Open,
            now: ground,
            ground,
            is_told: false,
            is_felt_past: false,
            is_felt: false,
            is_title: false,
            is_first: true,
            overruled: None,
            is_of_aims: outline.is_of_aims,
        }
    }

    /// A paragraph begins.
    pub fn enter(&mut self, words: &[char], paragraph: &Paragraph) {
        let role = self.role_of(words, paragraph);
        self.is_felt = paragraph.is_felt;
        self.is_told &= self.role == role;
        self.role = role;
        let turn = tense::turn(words);
        let weighed = &aside::without(&words[..turn.unwrap_or(words.len())]);
        let felt = match role {
            Role::Open => tense::of_paragraph(weighed, self.before(paragraph), self.is_of_aims)
                .or_else(|| turn.and_then(|_| tense::told_of_a_year(weighed))),
            _ => None,
        };
        self.is_felt_past = felt == Some(Tense::Past);
        self.ground = match role {
            Role::Review => Tense::Past,
            Role::Goal | Role::Measure | Role::Thought | Role::Terms => Tense::Plan,
            Role::Open => felt.unwrap_or(self.ground),
        };
        self.now = self.ground;
        self.is_first = true;
        self.is_title = paragraph.body.start == 0
            && words.len() <= LONGEST_TITLE
            && !words
                .iter()
                .any(|c| matches!(c, '，' | '。' | '；' | '：' | '、'))
            && !lex::has_quantity(words);
    }

    /// The role of a paragraph. Where only the form of a heading gives it, clear words of the paragraph overrule it, and
    /// that holds for the paragraphs after it whose words are silent: 强化企业主体地位 heads results as well as tasks.
    fn role_of(&mut self, words: &[char], paragraph: &Paragraph) -> Role {
        if !paragraph.is_felt {
            self.overruled = None;
            return paragraph.role;
        }
        let by_role = match paragraph.role {
            Role::Review => Tense::Past,
            Role::Goal | Role::Measure => Tense::Plan,
            Role::Open | Role::Thought | Role::Terms => return paragraph.role,
        };
        // What was told in words of time outweighs the form of a topic sentence.
        if paragraph.is_topic && self.is_told && self.role == Role::Open && self.ground != by_role {
            return Role::Open;
        }
        match tense::of_paragraph(words, Before::Felt, self.is_of_aims) {
            Some(felt) if felt != by_role => self.overruled = Some(paragraph.role),
            Some(_) => self.overruled = None,
            None => {}
        }
        if self.overruled == Some(paragraph.role) {
            Role::Open
        } else {
            paragraph.role
        }
    }

    /// 实施创新驱动战略成效明显，研发投入占比达2.4%: what comes after tells how. Not where goals were announced.
    fn opens_with_result(&self, clause: &[char]) -> bool {
        let told = self.is_told && self.ground == Tense::Plan;
        let goals = self.is_of_aims || self.role.is_plan() || told;
        !goals && tense::opens_with_result(clause) && !lex::has_quantity(clause)
    }

    fn before(&self, paragraph: &Paragraph) -> Before {
        if self.is_told {
            Before::Told
        } else if paragraph.body.start < self.turns_at {
            Before::Felt
        } else {
            Before::Silent
        }
    }

    /// Where nothing but the text itself names a year, a paragraph of results tells those of that year, and so does a
    /// sentence that began with them (近五年来…，2025年达到…).
    fn years(&self, clause: &[char], told_past: bool) -> Years {
        let over = (self.is_felt_past || told_past)
            && !self.years.is_named
            && !tense::speaks_of_plan(clause)
            && !scan::has_any(clause, OF_A_YEAR);
        Years {
            planned: self.years.planned.map(|y| y + i32::from(over)),
            ..self.years
        }
    }

    /// 现就2016年度工作责任如下：, 现将2007年目标任务下达给你们。: the paragraphs after it tell what it announces. A topic
    /// that asks (一要抓货源。) tells of its own paragraph and those after it.
    fn announce(&mut self, chars: &[char], found: &[Tense], clauses: &[Clause]) {
        let announced = scan::before(chars, chars.len(), "如下：") || tense::hands_out(chars);
        let is_plan = found.last() == Some(&Tense::Plan) && self.role == Role::Open;
        let topic = || {
            self.is_first
                && !self.is_felt_past
                && clauses
                    .iter()
                    .any(|c| tense::strives(&chars[c.range.clone()]))
                && !lex::has_quantity(chars)
        };
        if announced && found.last() == Some(&Tense::Plan) {
            self.ground = Tense::Plan;
            self.is_told = true;
        } else if is_plan && topic() {
            (self.ground, self.now) = (Tense::Plan, Tense::Plan);
        }
    }

    /// What of a sentence stands in brackets and tells a time of its own.
    pub fn of_asides(&self, chars: &[char]) -> Vec<(Range<usize>, Tense)> {
        aside::of(chars, self.role, self.years)
    }

    /// The tense of each clause of the next sentence.
    pub fn of_sentence(&mut self, chars: &[char], clauses: &[Clause]) -> Vec<Tense> {
        if self.role == Role::Open && tense::opens_plan(chars) {
            self.is_felt_past = false;
            self.now = Tense::Plan;
        }
        let mut now = self.now;
        let mut told_past = false;
        // Asked of a sentence once, however many parts of the year it tells.
        let asks = std::cell::LazyCell::new(|| asks(chars));
        let mut found = Vec::with_capacity(clauses.len());
        for (i, clause) in clauses.iter().enumerate() {
            let words = &aside::without(&chars[clause.range.clone()]);
            let years = self.years(words, told_past);
            let cue = tense::of_clause(words, self.role, years);
            // 二季度新增400家以上，上半年累计完成60%
            let asked = i > 0
                && now == Tense::Plan
                && found.last() == Some(&Tense::Plan)
                && lex::has_quantity(&chars[clauses[i - 1].range.clone()]);
            let asked = asked || (is_of_part(cue) && !tense::is_done(words) && *asks);
            let cue = match cue {
                // 各园区不少于5家；上半年已完成9.7亿元
                Some((tense, Reach::Part)) if asked && tense::is_done(words) => {
                    Some((tense, Reach::Clause))
                }
                cue => cue.filter(|_| !(asked && is_of_part(cue))),
            };
            // 专利18件，上年为16.5件；成交额25亿元
            let cue = match cue {
                Some((Tense::Past, Reach::Onward))
                    if i > 0
                        && now == Tense::Plan
                        && tense::opens_with_last_year(words)
                        && lex::has_quantity(words) =>
                {
                    Some((Tense::Past, Reach::Clause))
                }
                // 展望2023年，增加值预计增长8%
                Some((Tense::Past, Reach::Sentence))
                    if i > 0
                        && found.last() == Some(&Tense::Plan)
                        && scan::has_any(words, &["预计"])
                        && looks_ahead(&chars[clauses[0].range.clone()]) =>
                {
                    None
                }
                // 返还比例由60%提高到90%，预计发放6500万元；开发岗位2000个
                Some((Tense::Past, Reach::Sentence))
                    if asked && scan::has_any(words, &["预计"]) =>
                {
                    Some((Tense::Past, Reach::Clause))
                }
                // In a document of aims 货物吞吐量预计1.1亿吨 is what is expected of the year to come.
                Some((Tense::Past, Reach::Sentence))
                    if self.is_of_aims
                        && now == Tense::Plan
                        && scan::has_any(words, &["预计"])
                        && !tense::is_done(words) =>
                {
                    None
                }
                cue => cue,
            };
            let own = match cue {
                Some((tense, reach @ (Reach::Onward | Reach::Part | Reach::Announced))) => {
                    now = tense;
                    told_past = tense == Tense::Past;
                    if reach == Reach::Announced && self.is_felt {
                        self.overruled = Some(self.role);
                    }
                    // In a chapter that plans, a look back lasts for its sentence only.
                    let lasts = !(self.is_title || self.role.is_plan() && tense == Tense::Past);
                    if i < LEADING_CLAUSES && lasts {
                        self.now = tense;
                        // What a paragraph begins with holds for those after it that say nothing; but a document of
                        // aims looks back for a paragraph only.
                        if self.is_first && !(self.is_of_aims && tense == Tense::Past) {
                            self.ground = tense;
                            self.is_told = true;
                        }
                    }
                    tense
                }
                Some((tense, Reach::Sentence)) => {
                    now = tense;
                    tense
                }
                Some((tense, Reach::Clause)) => tense,
                None if i == 0 && self.opens_with_result(words) => {
                    now = Tense::Past;
                    now
                }
                None if goes_on(&chars[clause.range.clone()]) => *found.last().unwrap_or(&now),
                None => now,
            };
            found.push(own);
        }
        self.announce(chars, &found, clauses);
        self.is_first = false;
        found
    }
}

fn is_of_part(cue: Option<(Tense, Reach)>) -> bool {
    cue.is_some_and(|(_, reach)| reach == Reach::Part)
}

/// 一季度，增加值增长6%以上，新开工不少于60个: a part of the year to come.
fn asks(sentence: &[char]) -> bool {
    let quantities = exclude::kept(sentence, &cover::of(sentence));
    quantities.iter().any(|q| {
        let asked = &["不少于", "不低于"];
        let right = comparator::right(sentence, q.to).0;
        right.is_some_and(|op| op != Op::About)
            || scan::longest_before(sentence, q.from, asked).is_some()
    })
}

/// A paragraph that begins with these comes after one that told what was done.
const NEXT: &[&str] = &[
    "下一步",
    "下步",
    "下阶段",
    "下一阶段",
    "明年",
    "来年",
    "接下来",
    "新的一年",
];

/// Where the first paragraph begins that says what comes next, if no chapter plans before it.
fn turns_at(stream: &Stream, outline: &Outline) -> usize {
    for paragraph in &outline.paragraphs {
        let words = &stream.chars[paragraph.heading.start..paragraph.body.end];
        if scan::longest_at(words, 0, NEXT).is_some() {
            return paragraph.heading.start;
        }
        if paragraph.role.is_plan() {
            return 0;
        }
    }
    0
}

/// 展望2023年, 2025年, 明年: the time that a sentence begins with.
fn looks_ahead(clause: &[char]) -> bool {
    !outline::years(clause).is_empty()
        || scan::longest_at(clause, 0, &["展望", "明年", "来年"]).is_some()
}

fn goes_on(clause: &[char]) -> bool {
    scan::longest_at(clause, 0, GOES_ON).is_some()
}
