//! Offices and deadlines that a text says beside its tasks, given to the targets and duties they stand behind.

use crate::item::{Assigned, Item, Kind};
use crate::layout::Stream;
use crate::outline::{Outline, Paragraph};
use crate::rules::assignment;
use std::ops::Range;

/// What is assigned, and the stretch of the text it holds for.
struct Given {
    over: Range<usize>,
    assigned: Assigned,
}

/// Fills in what stands behind the items; what stands in a heading holds for its section where nothing nearer is said.
pub fn give(stream: &Stream, outline: &Outline, items: &mut [Item]) {
    for given in behind(stream, outline)
        .iter()
        .chain(&in_headings(stream, outline))
    {
        let from = items.partition_point(|item| item.start < given.over.start);
        let covered = items[from..].iter_mut();
        for item in covered.take_while(|item| item.start < given.over.end) {
            match &mut item.kind {
                Kind::Target(figure) => figure.assigned.fill(&given.assigned),
                Kind::Duty(task) => task.assigned.fill(&given.assigned),
                Kind::Fact(_) | Kind::Rhythm { .. } => {}
            }
        }
    }
}

/// （牵头单位：高新科） holds for what its paragraph says before it; a paragraph of its own for those under its heading.
fn behind(stream: &Stream, outline: &Outline) -> Vec<Given> {
    let mut found = Vec::new();
    let mut open = 0;
    let mut section = None;
    for paragraph in &outline.paragraphs {
        if section != Some(paragraph.section) {
            section = Some(paragraph.section);
            open = open.max(paragraph.heading.start);
        }
        for said in assignment::of(&stream.chars[paragraph.body.clone()]) {
            let start = paragraph.body.start + said.range.start;
            let alone = said.range.start <= 1;
            let from = if alone {
                open
            } else {
                open.max(paragraph.heading.start)
            };
            open = paragraph.body.start + said.range.end;
            found.push(Given {
                over: offset(stream, from)..offset(stream, start),
                assigned: said.assigned(),
            });
        }
    }
    found
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
