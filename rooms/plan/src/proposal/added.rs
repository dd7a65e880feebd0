//! A proposal that a person found in a sentence.

use ::notice::Text;
use values::{Id, Moment};

use super::{Assigned, Kind, Proposal, State, decide, no_goal};
use crate::notice::{Notice, Sentence};
use crate::quantity::Firmness;

/// Finds the words in the sentence, blanks and line breaks aside, and makes an open proposal of
/// them. The error is a sentence for the person.
pub fn proposal(
    notice: Id<Notice>,
    sentence: &Sentence,
    text: &Text,
    all: &[Proposal],
    kind: Option<Kind>,
    words: &str,
    moment: Moment,
) -> Result<Proposal, String> {
    let kind = kind.ok_or("请选要加的是目标、节奏还是工作任务")?;
    let (start, end) = find(sentence, text, words)
        .ok_or_else(|| format!("这一句里没有“{words}”，请照原文抄写或复制其中的文字"))?;
    let id = Id::fresh(moment);
    let at = |offset: usize| i64::try_from(offset).unwrap_or(i64::MAX);
    let span = text.span(start, end);
    Ok(Proposal {
        id,
        notice,
        kind,
        start: at(start),
        end: at(end),
        name: super::draft::joined(&span),
        said_name: super::draft::joined(&span),
        span,
        sentence: sentence.number,
        section: sentence.section.clone(),
        place: if kind == Kind::Target {
            decide::next_place(all)
        } else {
            0
        },
        leader: id,
        said_op: String::new(),
        goal: no_goal(),
        firmness: Firmness::Plain,
        every: String::new(),
        indicator: String::new(),
        office: String::new(),
        assigned: Assigned::default(),
        settlement: String::new(),
        state: State::Open,
        reason: String::new(),
        actor_name: String::new(),
        moment,
    })
}

/// The sentence that holds the words: the first in which nothing is proposed of them yet, else the first.
pub fn sentence_with<'s>(
    sentences: &'s [Sentence],
    text: &Text,
    all: &[Proposal],
    words: &str,
) -> Option<&'s Sentence> {
    let at = |offset: usize| i64::try_from(offset).unwrap_or(i64::MAX);
    let mut holding = sentences
        .iter()
        .filter_map(|one| find(one, text, words).map(|place| (one, place)))
        .peekable();
    let first = holding.peek().map(|(one, _)| *one);
    let free = holding.find(|(_, (start, end))| {
        let taken = |one: &Proposal| one.start < at(*end) && at(*start) < one.end;
        !all.iter().any(taken)
    });
    free.map(|(one, _)| one).or(first)
}

/// Where the words stand in the sentence; blanks of either side are passed over.
fn find(sentence: &Sentence, text: &Text, words: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
    let (first, last) = (
        usize::try_from(sentence.start).ok()?,
        usize::try_from(sentence.end).ok()?.min(text.chars().len()),
    );
    let solid: Vec<(usize, char)> = (first..last)
        .map(|at| (at, text.chars()[at]))
        .filter(|(_, c)| !c.is_whitespace())
        .collect();
    if wanted.is_empty() {
        return None;
    }
    let found = solid.windows(wanted.len()).find(|window| {
        window
            .iter()
            .zip(&wanted)
            .all(|((_, c), wanted)| c == wanted)
    })?;
    Some((found.first()?.0, found.last()?.0 + 1))
}
