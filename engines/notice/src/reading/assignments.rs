//! Offices and deadlines that a text says beside its tasks, given to the targets and duties they stand behind.

use crate::item::{Assigned, Item, Kind};
use crate::layout::Stream;
use crate::outline::{Outline, Paragraph, numbering};
use crate::rules::assignment::{self, Said};
use std::ops::Range;

/// What is assigned, and the stretch of the text it holds for.
struct Given {
    over: Range<usize>,
    /// Where it holds instead, if something is read there: behind 由高新科牵头 at the head of a sentence.
    ahead: Option<Range<usize>>,
    assigned: Assigned,
}

/// Fills in what stands behind the items; what stands in a heading holds for its section where nothing nearer is said.
pub fn give(stream: &Stream, outline: &Outline, items: &mut [Item]) {
    for given in behind(stream, outline)
        .iter()
        .chain(&in_headings(stream, outline))
    {
        let ahead = given.ahead.iter().find(|ahead| any(items, ahead));
        let over = ahead.unwrap_or(&given.over);
        let from = items.partition_point(|item| item.start < over.start);
        let covered = items[from..].iter_mut();
        for item in covered.take_while(|item| item.start < over.end) {
            match &mut item.kind {
                Kind::Target(figure) => figure.assigned.fill(&given.assigned),
                Kind::Duty(task) => task.assigned.fill(&given.assigned),
                Kind::Fact(_) | Kind::Rhythm { .. } => {}
            }
        }
    }
}

/// Does a target or a duty begin in a stretch of the text?
fn any(items: &[Item], over: &Range<usize>) -> bool {
    let from = items.partition_point(|item| item.start < over.start);
    let mut inside = items[from..]
        .iter()
        .take_while(|item| item.start < over.end);
    inside.any(|item| matches!(item.kind, Kind::Target(_) | Kind::Duty(_)))
}

/// An assignment with its place in the stream.
struct Placed {
    said: Said,
    /// The paragraph it begins in.
    body: Range<usize>,
    /// How far it holds back.
    from: usize,
}

/// （牵头单位：高新科） holds for what its paragraph says before it; a paragraph of its own for those under its heading.
fn behind(stream: &Stream, outline: &Outline) -> Vec<Given> {
    let mut found: Vec<Placed> = Vec::new();
    let mut open = 0;
    let mut section = None;
    for paragraph in &outline.paragraphs {
        if section != Some(paragraph.section) {
            section = Some(paragraph.section);
            open = open.max(paragraph.heading.start);
        }
        let body = paragraph.body.clone();
        for mut said in assignment::of(&stream.chars[body.clone()]) {
            let alone = said.range.start <= 1 && !said.is_spoken;
            said.range = body.start + said.range.start..body.start + said.range.end;
            let from = if alone {
                open
            } else {
                open.max(paragraph.heading.start)
            };
            open = said.range.end;
            match found.last_mut().filter(|last| goes_on(stream, last, &said)) {
                Some(last) => last.said.take_in(said),
                None => found.push(Placed {
                    said,
                    body: body.clone(),
                    from,
                }),
            }
        }
    }
    found.iter().map(|placed| placed.given(stream)).collect()
}

/// Lines of labels that follow each other speak of one task: 牵头单位：高新科, 完成时限：10月底.
fn goes_on(stream: &Stream, last: &Placed, said: &Said) -> bool {
    let between = &stream.chars[last.said.range.end..said.range.start];
    let near = between.len() <= SIGNS && between.iter().all(|c| assignment::is_sign(*c));
    let written = !said.is_spoken && !last.said.is_spoken;
    near && written && last.said.goes_with(said)
}

/// So many signs may stand between two lines of labels.
const SIGNS: usize = 4;

/// A sentence that is looked at for who does what it says is no longer on either side.
const SENTENCE: usize = 300;

impl Placed {
    fn given(&self, stream: &Stream) -> Given {
        let Range { start, end } = self.said.range;
        let place = |range: Range<usize>| offset(stream, range.start)..offset(stream, range.end);
        let (from, ahead) = if self.said.is_spoken {
            self.spoken(stream)
        } else {
            (self.from, None)
        };
        Given {
            over: place(from..start),
            ahead: ahead.filter(|ahead| ahead.start >= end).map(place),
            assigned: self.said.assigned(),
        }
    }

    /// 由高新科牵头 holds for what its sentence says before it; at the head of a sentence for what the sentence says behind
    /// it, or else for what stands before.
    fn spoken(&self, stream: &Stream) -> (usize, Option<Range<usize>>) {
        let Range { start, end } = self.said.range;
        let stops = |c: &char| matches!(c, '。' | '；' | '！' | '？');
        let before = &stream.chars[start.saturating_sub(SENTENCE).max(self.body.start)..start];
        let head = start - before.iter().rev().take_while(|c| !stops(c)).count();
        // 1.由高新科牵头
        let number = numbering::of(&stream.chars[head..start]).map_or(0, |n| n.length);
        let is_first = head == self.body.start;
        let head = head + number;
        if head < start {
            return (head.max(self.from), None);
        }
        let limit = self.body.end.min(end + SENTENCE).max(end);
        let behind = &stream.chars[end..limit];
        // 市科技局牵头负责。全年引进博士50名。
        let length = behind.iter().position(|c| stops(c) && !is_first);
        (self.from, Some(end..end + length.unwrap_or(behind.len())))
    }
}

/// 1.培育企业（牵头单位：高新科） holds until the next heading as deep.
fn in_headings(stream: &Stream, outline: &Outline) -> Vec<Given> {
    let level = |p: &Paragraph| p.section.map(|s| outline.sections[s].level);
    let headed = |p: &&Paragraph| !p.heading.is_empty();
    let mut found: Vec<Given> = Vec::new();
    // Sections that are open, with their places in `found`.
    let mut open: Vec<(u8, usize)> = Vec::new();
    for paragraph in outline.paragraphs.iter().filter(headed) {
        let own = level(paragraph).unwrap_or_default();
        let start = offset(stream, paragraph.heading.start);
        while let Some((_, at)) = open.pop_if(|(level, _)| *level >= own) {
            found[at].over.end = start;
        }
        let said = assignment::of(&stream.chars[paragraph.heading.clone()]);
        if let Some(said) = said.first() {
            open.push((own, found.len()));
            found.push(Given {
                over: start..usize::MAX,
                ahead: None,
                assigned: said.assigned(),
            });
        }
    }
    // The innermost heading comes first.
    found.reverse();
    found
}

fn offset(stream: &Stream, at: usize) -> usize {
    stream.at.get(at).copied().unwrap_or(usize::MAX)
}
