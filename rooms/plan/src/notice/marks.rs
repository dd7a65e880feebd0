//! The text of a notice as the mapping page shows it: headings and paragraphs, with the words of
//! each proposal marked. Layout (hard breaks, blank lines) is not shown; no word is left out of a sentence.

use ::notice::{SentenceKind, Text};

use super::Sentence;
use super::sentence::{Standing, standing};
use crate::proposal::{Kind, Proposal, draft::joined};

/// A heading on a line of its own, or a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub heading: bool,
    pub pieces: Vec<Piece>,
}

/// A stretch of text, marked or not.
#[derive(Clone, Debug)]
pub struct Piece {
    pub text: String,
    pub mark: Option<Mark>,
}

#[derive(Clone, Debug)]
pub struct Mark {
    /// t target, r rhythm, d duty, w conflict, u still open.
    pub class: &'static str,
    pub id: String,
    pub path: String,
    /// T03, 节奏; may be empty.
    pub sup: String,
    /// What the mark means, for who cannot see its colour.
    pub word: &'static str,
}

/// What a page is drawn from.
pub struct Page<'a> {
    pub text: &'a Text,
    pub sentences: &'a [Sentence],
    pub proposals: &'a [Proposal],
    /// Leaders of groups in conflict.
    pub clashing: &'a [values::Id<Proposal>],
    pub notice: String,
}

/// Lays the text out.
pub fn blocks(page: &Page<'_>) -> Vec<Block> {
    let wrapped = is_wrapped(page);
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<&Sentence> = None;
    for sentence in page.sentences {
        let gap = before
            .map(|before| page.span(before.end, sentence.start))
            .unwrap_or_default();
        let starts = match before {
            None => true,
            Some(before) => {
                gap.contains('\n') && (!wrapped || is_apart(before, sentence) || is_indented(&gap))
            }
        };
        if starts {
            blocks.push(Block {
                heading: sentence.kind == SentenceKind::Heading,
                pieces: Vec::new(),
            });
        } else if let Some(block) = blocks.last_mut() {
            // A heading that the paragraph goes on from is its first words.
            block.heading = false;
            block.pieces.push(Piece {
                text: joined(&gap),
                mark: None,
            });
        }
        if let Some(block) = blocks.last_mut() {
            page.add(sentence, &mut block.pieces);
        }
        before = Some(sentence);
    }
    blocks
}

/// Sentences that never share a paragraph in a text with hard line breaks.
fn is_apart(before: &Sentence, next: &Sentence) -> bool {
    let alone = |one: &Sentence| matches!(one.kind, SentenceKind::Heading | SentenceKind::Letter);
    alone(before) || alone(next) || before.section != next.section
}

fn is_indented(gap: &str) -> bool {
    gap.rsplit('\n')
        .next()
        .is_some_and(|last| last.starts_with('\u{3000}') || last.starts_with("  "))
}

/// Whether lines end in the middle of sentences, as in a text taken from pages.
fn is_wrapped(page: &Page<'_>) -> bool {
    let broken = page
        .sentences
        .iter()
        .filter(|one| page.span(one.start, one.end).trim().contains('\n'))
        .count();
    broken * 10 > page.sentences.len()
}

impl Page<'_> {
    fn span(&self, start: i64, end: i64) -> String {
        let at = |offset: i64| usize::try_from(offset).unwrap_or(0);
        self.text.span(at(start), at(end))
    }

    fn add(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let own: Vec<&Proposal> = self
            .proposals
            .iter()
            .filter(|one| one.sentence == sentence.number)
            .collect();
        if own.is_empty() && standing(sentence, self.proposals) == Standing::Open {
            pieces.push(Piece {
                text: joined(&self.span(sentence.start, sentence.end)),
                mark: Some(self.still_open(sentence)),
            });
            return;
        }
        let mut at = sentence.start;
        for one in own.into_iter().filter(|one| one.end <= sentence.end) {
            // Words that another mark holds already are not marked twice.
            if one.start < at {
                continue;
            }
            pieces.push(Piece {
                text: joined(&self.span(at, one.start)),
                mark: None,
            });
            pieces.push(Piece {
                text: joined(&self.span(one.start, one.end)),
                mark: Some(self.mark(one)),
            });
            at = one.end;
        }
        pieces.push(Piece {
            text: joined(&self.span(at, sentence.end)),
            mark: None,
        });
    }

    fn mark(&self, one: &Proposal) -> Mark {
        let leader = self
            .proposals
            .iter()
            .find(|other| other.id == one.leader)
            .unwrap_or(one);
        let clashes = self.clashing.contains(&one.leader);
        let (class, sup, word) = match one.kind {
            Kind::Target if clashes => ("w on", leader.number(), "有冲突"),
            Kind::Target => ("t", leader.number(), "目标"),
            Kind::Rhythm => ("r", "节奏".to_owned(), "节奏"),
            Kind::Duty => ("d", String::new(), "工作任务"),
        };
        Mark {
            class,
            id: format!("m-{}", one.id),
            path: format!("#p-{}", one.leader),
            sup,
            word,
        }
    }

    fn still_open(&self, sentence: &Sentence) -> Mark {
        Mark {
            class: "u",
            id: format!("s-{}", sentence.number),
            path: format!("{}/sentences/{}", self.notice, sentence.number),
            sup: String::new(),
            word: "待处理",
        }
    }
}
