//! A proposal that a person found in a sentence.

mod heard;
mod unfit;

use std::ops::Range;

use ::notice::{Item, Text};
use values::{Id, Moment};

use super::{Assigned, Choice, Kind, Proposal, State, decide, draft, no_goal};
use crate::notice::{Notice, Sentence};
use crate::office::Offices;
use crate::quantity::Firmness;

use unfit::Taker;
pub use unfit::Unfit;

/// What a person chose in a notice.
pub struct Chosen<'a> {
    pub notice: Id<Notice>,
    pub text: &'a Text,
    pub all: &'a [Proposal],
    pub choices: &'a [Choice],
    pub offices: &'a Offices,
    pub kind: Option<Kind>,
    pub words: &'a str,
    /// The person knows that another proposal has the words, and wants this one all the same.
    pub anyway: bool,
}

/// Finds the words in the sentence, blanks and line breaks aside, and makes an open proposal of them, with what the
/// reader hears in them.
pub fn proposal(
    chosen: &Chosen<'_>,
    sentence: &Sentence,
    moment: Moment,
) -> Result<Proposal, Unfit> {
    let kind = chosen.kind.ok_or(Unfit::NoKind)?;
    let place = find(sentence, chosen.text, chosen.words);
    let place = place.map(|(start, end)| start..end);
    let place = place.ok_or_else(|| Unfit::Nowhere {
        words: chosen.words.to_owned(),
        in_one: true,
    })?;
    let whole = index(sentence.start)..index(sentence.end);
    let heard = heard::items(chosen.text, whole, &place, kind);
    let mut made: Vec<Proposal> = heard
        .iter()
        .filter_map(|item| become_one(bare(chosen, sentence, kind, &place, moment), item, chosen))
        .collect();
    if kind == Kind::Duty && made.len() > 1 {
        made.clear();
    }
    made.push(bare(chosen, sentence, kind, &place, moment));
    let free = made.iter().position(|one| taker(one, chosen.all).is_none());
    // Beside words that are taken, the whole stretch is no better.
    let taken = taker(&made[0], chosen.all).filter(|_| !chosen.anyway && free.is_none());
    match taken {
        Some(by) => Err(Unfit::Taken {
            words: draft::joined(&made[0].span),
            by: Box::new(Taker::of(by, chosen.all)),
        }),
        None => Ok(made.swap_remove(free.unwrap_or(0))),
    }
}

/// The proposal of the same kind that has some of the words.
fn taker<'p>(one: &Proposal, all: &'p [Proposal]) -> Option<&'p Proposal> {
    all.iter()
        .find(|other| other.kind == one.kind && other.start < one.end && one.start < other.end)
}

/// What the reader hears. A duty keeps all the words that were chosen, unless some of them say who and until when.
fn become_one(bare: Proposal, item: &Item, chosen: &Chosen<'_>) -> Option<Proposal> {
    let whole = bare.name.clone();
    let at = if bare.kind == Kind::Duty {
        bare
    } else {
        Proposal {
            start: offset(item.start),
            end: offset(item.end),
            span: item.span.clone(),
            said_name: draft::joined(&item.span),
            name: draft::joined(&item.span),
            ..bare
        }
    };
    let mut one = draft::become_one(at, &item.kind, chosen.text, chosen.choices)?;
    if one.kind == Kind::Duty && one.assigned == Assigned::default() {
        one.name = whole;
    }
    draft::name_offices(std::slice::from_mut(&mut one), chosen.offices);
    Some(one)
}

fn bare(
    chosen: &Chosen<'_>,
    sentence: &Sentence,
    kind: Kind,
    place: &Range<usize>,
    moment: Moment,
) -> Proposal {
    let id = Id::fresh(moment);
    let span = chosen.text.span(place.start, place.end);
    Proposal {
        id,
        notice: chosen.notice,
        kind,
        start: offset(place.start),
        end: offset(place.end),
        name: draft::joined(&span),
        said_name: draft::joined(&span),
        span,
        sentence: sentence.number,
        section: sentence.section.clone(),
        place: if kind == Kind::Target {
            decide::next_place(chosen.all)
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
    }
}

fn offset(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

fn index(at: i64) -> usize {
    usize::try_from(at).unwrap_or(0)
}

/// The sentence that holds the words: the first in which nothing is proposed of them yet, else the first.
pub fn sentence_with<'s>(
    sentences: &'s [Sentence],
    chosen: &Chosen<'_>,
) -> Result<&'s Sentence, Unfit> {
    let (text, words) = (chosen.text, chosen.words);
    let mut holding = sentences
        .iter()
        .filter_map(|one| find(one, text, words).map(|place| (one, place)))
        .peekable();
    let first = holding.peek().map(|(one, _)| *one);
    let free = holding.find(|(_, (start, end))| {
        let taken = |one: &Proposal| one.start < offset(*end) && offset(*start) < one.end;
        !chosen.all.iter().any(taken)
    });
    free.map(|(one, _)| one)
        .or(first)
        .ok_or_else(|| Unfit::Nowhere {
            words: words.to_owned(),
            in_one: false,
        })
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
