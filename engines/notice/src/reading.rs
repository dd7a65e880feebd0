//! The whole reading: paragraphs to sentences to items.

mod assignments;
mod figures;
mod tables;
mod tasks;
mod tenses;

use crate::item::{Item, Sentence, SentenceKind};
use crate::layout::Stream;
use crate::outline::{Outline, Paragraph, Role, Section};
use crate::rules::clause::{self, Clause};
use crate::rules::cover::{self, Cover};
use crate::rules::exclude;
use crate::rules::tense::Tense;
use crate::text::Text;
use std::ops::Range;

/// What was read in a notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Headings, in the order of the text.
    pub sections: Vec<Section>,
    /// Sentences, in the order of the text; headings among them.
    pub sentences: Vec<Sentence>,
    /// Targets, facts, rhythm rules and duties, in the order of the text.
    pub items: Vec<Item>,
    /// The year the notice plans for, if it says one.
    pub year: Option<i32>,
}

/// Reads a notice. Never fails: a text that says nothing gives an empty reading.
pub fn read(text: &Text) -> Reading {
    let stream = Stream::of(text);
    let outline = Outline::of(&stream);
    let mut reading = Reading {
        year: outline.years.planned,
        ..Reading::default()
    };
    let mut tenses = tenses::Tenses::new(&stream, &outline);
    for paragraph in &outline.paragraphs {
        let page = Page {
            text,
            stream: &stream,
            outline: &outline,
            paragraph,
        };
        page.read_heading(&tenses, &mut reading);
        page.read_body(&mut tenses, &mut reading);
    }
    let planned = outline.years.planned.filter(|_| outline.years.is_named);
    let rows = crate::table::rows(text, planned);
    tables::read(text, &rows, &outline, &mut reading);
    reading.items.sort_by_key(|item| (item.start, item.end));
    assignments::give(&stream, &outline, &mut reading.items);
    reading.sections = outline.sections;
    reading
}

/// A paragraph with all it is read against.
struct Page<'a> {
    text: &'a Text,
    stream: &'a Stream,
    outline: &'a Outline,
    paragraph: &'a Paragraph,
}

/// A sentence with its clauses and their tenses.
struct Spoken<'a> {
    chars: &'a [char],
    cover: Vec<Cover>,
    clauses: Vec<Clause>,
    tenses: Vec<Tense>,
    /// Brackets that tell a time of their own.
    asides: Vec<(Range<usize>, Tense)>,
}

impl Spoken<'_> {
    /// The tense of what stands at a place of the sentence.
    fn tense_at(&self, at: usize) -> Option<Tense> {
        let next = self.asides.partition_point(|(range, _)| range.end <= at);
        let aside = self
            .asides
            .get(next)
            .filter(|(range, _)| range.contains(&at));
        let clause = self
            .clauses
            .partition_point(|clause| clause.range.end <= at);
        aside
            .map(|(_, tense)| *tense)
            .or_else(|| self.tenses.get(clause).copied())
    }
}

impl Page<'_> {
    fn read_heading(&self, tenses: &tenses::Tenses, reading: &mut Reading) {
        let range = self.paragraph.heading.clone();
        if range.is_empty() {
            return;
        }
        self.push_sentence(&range, SentenceKind::Heading, reading);
        let chars = &self.stream.chars[range.clone()];
        if exclude::kept(chars, &cover::of(chars)).is_empty() {
            return;
        }
        let mut tenses = tenses.clone();
        tenses.enter(chars, self.paragraph);
        let spoken = self.spoken(&range, &mut tenses);
        figures::read(self, &spoken, &range, &[], reading);
    }

    fn read_body(&self, tenses: &mut tenses::Tenses, reading: &mut Reading) {
        let body = self.paragraph.body.clone();
        tenses.enter(&self.stream.chars[body.clone()], self.paragraph);
        for range in sentences(&self.stream.chars, &body) {
            let spoken = self.spoken(&range, tenses);
            let kind = self.kind(&spoken);
            self.push_sentence(&range, kind, reading);
            if kind == SentenceKind::Letter {
                continue;
            }
            let rules = tasks::read_rhythm(self, &spoken, &range, reading);
            if self.paragraph.role != Role::Terms {
                figures::read(self, &spoken, &range, &rules, reading);
            }
            tasks::read_duties(self, &spoken, &range, &rules, reading);
        }
    }

    fn spoken(&self, range: &Range<usize>, tenses: &mut tenses::Tenses) -> Spoken<'_> {
        let chars = &self.stream.chars[range.clone()];
        let cover = cover::of(chars);
        let clauses = clause::of(chars, &cover);
        let asides = tenses.of_asides(chars);
        let tenses = tenses.of_sentence(chars, &clauses);
        Spoken {
            chars,
            cover,
            clauses,
            tenses,
            asides,
        }
    }

    fn kind(&self, spoken: &Spoken<'_>) -> SentenceKind {
        let past = spoken.tenses.iter().all(|t| *t == Tense::Past);
        match self.paragraph.role {
            _ if tasks::is_letter(spoken.chars, self.paragraph.section, self.outline) => {
                SentenceKind::Letter
            }
            Role::Review => SentenceKind::Review,
            Role::Thought | Role::Terms => SentenceKind::Background,
            _ if tasks::is_guidance(spoken.chars) => SentenceKind::Background,
            _ if past => SentenceKind::Review,
            Role::Open if !tasks::may_hold_duties(self.paragraph, self.outline) => {
                SentenceKind::Background
            }
            _ => SentenceKind::Plan,
        }
    }

    fn push_sentence(&self, range: &Range<usize>, kind: SentenceKind, reading: &mut Reading) {
        let (start, end) = self.stream.offsets(range);
        reading.sentences.push(Sentence {
            start,
            end,
            section: self.paragraph.section,
            kind,
        });
    }

    /// An item for a range of the stream.
    fn item(&self, range: &Range<usize>, sentence: &Range<usize>, kind: crate::item::Kind) -> Item {
        let (start, end) = self.stream.offsets(range);
        Item {
            start,
            end,
            span: self.text.span(start, end),
            section: self.outline.path(self.paragraph.section),
            sentence: self.stream.offsets(sentence),
            kind,
        }
    }
}

/// The sentences of a body, each with its stop and a closing quotation mark behind it.
fn sentences(chars: &[char], body: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = body.start;
    let mut i = body.start;
    while i < body.end {
        if matches!(chars[i], '。' | '！' | '？') {
            while i + 1 < body.end && matches!(chars[i + 1], '。' | '！' | '？' | '”' | '）')
            {
                i += 1;
            }
            found.push(start..i + 1);
            start = i + 1;
        }
        i += 1;
    }
    if start < body.end {
        found.push(start..body.end);
    }
    found
}
