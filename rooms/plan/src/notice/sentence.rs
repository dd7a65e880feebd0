//! Sentences of a notice: each is mapped to the plan or set aside with a reason.

use ::notice::{Reading, SentenceKind};
use values::Moment;

use crate::proposal::{Proposal, State};

/// One sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// From 0, in the order of the text.
    pub number: i64,
    pub start: i64,
    pub end: i64,
    pub kind: SentenceKind,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// Why a person set it aside; empty while nobody has.
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// What has become of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Something of it was accepted and nothing of it is open.
    Mapped,
    /// Set aside with a reason, or all that was proposed of it was dismissed.
    SetAside,
    Open,
    /// A heading or the covering letter: nothing to do.
    Outside,
}

/// 已处理 39 / 46 句: how far the mapping is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub mapped: usize,
    pub set_aside: usize,
    pub open: usize,
}

/// The short text a sentence's kind is stored as.
pub fn kind_code(kind: SentenceKind) -> &'static str {
    match kind {
        SentenceKind::Heading => "heading",
        SentenceKind::Letter => "letter",
        SentenceKind::Background => "background",
        SentenceKind::Review => "review",
        SentenceKind::Plan => "plan",
    }
}

pub fn kind_from(code: &str) -> Option<SentenceKind> {
    let all = [
        SentenceKind::Heading,
        SentenceKind::Letter,
        SentenceKind::Background,
        SentenceKind::Review,
        SentenceKind::Plan,
    ];
    all.into_iter().find(|kind| kind_code(*kind) == code)
}

/// The sentences of a reading, as they are stored.
pub fn of(reading: &Reading) -> Vec<Sentence> {
    let offset = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let sentence = |(number, one): (usize, &::notice::Sentence)| Sentence {
        number: offset(number),
        start: offset(one.start),
        end: offset(one.end),
        kind: one.kind,
        section: path(reading, one.section),
        reason: String::new(),
        actor_name: String::new(),
        moment: Moment::default(),
    };
    reading.sentences.iter().enumerate().map(sentence).collect()
}

/// The titles of a section and of those around it, outermost first; the title of the whole document is none.
fn path(reading: &Reading, section: Option<usize>) -> Vec<String> {
    let mut titles = Vec::new();
    let mut next = section.and_then(|at| reading.sections.get(at));
    while let Some(section) = next {
        if section.level > 0 {
            titles.push(section.title.clone());
        }
        // A parent stands before its child, so this ends.
        next = section
            .parent
            .and_then(|parent| reading.sections.get(parent))
            .filter(|parent| parent.start < section.start);
    }
    titles.reverse();
    titles
}

/// What has become of a sentence, given the proposals with words in it. A further mention stands
/// as its leader does.
pub fn standing(sentence: &Sentence, proposals: &[Proposal]) -> Standing {
    let own: Vec<State> = proposals
        .iter()
        .filter(|one| one.sentence == sentence.number)
        .map(|one| state_of(one, proposals))
        .collect();
    if own.is_empty() {
        return match sentence.kind {
            SentenceKind::Heading | SentenceKind::Letter => Standing::Outside,
            _ if sentence.reason.is_empty() => Standing::Open,
            _ => Standing::SetAside,
        };
    }
    if own.contains(&State::Open) {
        Standing::Open
    } else if own.contains(&State::Accepted) {
        Standing::Mapped
    } else {
        Standing::SetAside
    }
}

fn state_of(one: &Proposal, all: &[Proposal]) -> State {
    all.iter()
        .find(|other| other.id == one.leader)
        .map_or(one.state, |leader| leader.state)
}

/// Counts every sentence but headings and the covering letter.
pub fn count(sentences: &[Sentence], proposals: &[Proposal]) -> Count {
    let mut count = Count::default();
    for sentence in sentences {
        match standing(sentence, proposals) {
            Standing::Mapped => count.mapped += 1,
            Standing::SetAside => count.set_aside += 1,
            Standing::Open => count.open += 1,
            Standing::Outside => {}
        }
    }
    count
}

impl Count {
    pub fn total(&self) -> usize {
        self.mapped + self.set_aside + self.open
    }

    pub fn done(&self) -> usize {
        self.mapped + self.set_aside
    }

    /// How many of `width` the bar is filled.
    pub fn bar(&self, width: usize) -> usize {
        (self.done() * width).checked_div(self.total()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
