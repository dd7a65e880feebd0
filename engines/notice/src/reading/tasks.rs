//! Rhythm rules and duties of a sentence, and the sentences that can hold none.

use super::{Page, Reading, Spoken};
use crate::item::Kind;
use crate::outline::{Outline, Paragraph, Role, numbering};
use crate::rules::tense::Tense;
use crate::rules::{assignment, cover, duty, exclude, rhythm, task};
use crate::scan;
use std::ops::Range;

/// Words of a covering letter.
#[rustfmt::skip]
const LETTER: &[&str] = &[
    "印发给你们", "请认真贯彻", "请结合实际", "特此通知", "现印发", "遵照执行", "请予审议", "现将",
];

/// A sentence of the covering letter?
pub fn is_letter(chars: &[char], section: Option<usize>, outline: &Outline) -> bool {
    let outside = section.is_none_or(|s| outline.sections[s].level == 0);
    let address = chars.last() == Some(&'：') && chars.len() < 60;
    let short = chars.len() < 24 && !chars.iter().any(|c| matches!(c, '。' | '；' | '，'));
    let counts = || !exclude::kept(chars, &cover::of(chars)).is_empty();
    outside && (address || (short && !counts()) || scan::has_any(chars, LETTER))
}

/// Duties stand in the chapters of measures; in a text without numbered headings anywhere.
pub fn may_hold_duties(paragraph: &Paragraph, outline: &Outline) -> bool {
    let under_heading = paragraph
        .section
        .is_some_and(|s| outline.sections[s].level > 0);
    let has_chapters = outline.sections.iter().any(|s| (1..=3).contains(&s.level));
    match paragraph.role {
        Role::Measure => true,
        Role::Open => under_heading || paragraph.is_item || !has_chapters,
        _ => false,
    }
}

/// The guiding thought of a year, or a sentence that only announces what follows: no tasks.
pub fn is_guidance(chars: &[char]) -> bool {
    let guides = scan::has_any(
        chars,
        &[
            "总体要求是",
            "总体思路是",
            "指导思想是",
            "总的要求是",
            "工作思路是",
            "基本思路是",
            "总体要求：",
        ],
    );
    let announces = scan::has_any(
        chars,
        &[
            "以下",
            "如下",
            "八个方面",
            "几个方面",
            "方面的工作",
            "方面工作",
        ],
    ) && chars.last() == Some(&'：');
    guides || announces
}

/// Adds the rhythm rules; gives their ranges in the sentence.
pub fn read_rhythm(
    page: &Page<'_>,
    spoken: &Spoken<'_>,
    sentence: &Range<usize>,
    reading: &mut Reading,
) -> Vec<Range<usize>> {
    let mut taken = Vec::new();
    for (clause, tense) in spoken.clauses.iter().zip(&spoken.tenses) {
        if *tense == Tense::Past {
            continue;
        }
        for rule in clause
            .pieces
            .iter()
            .flat_map(|piece| rhythm::all(spoken.chars, piece))
        {
            let range = sentence.start + rule.range.start..sentence.start + rule.range.end;
            taken.push(rule.range);
            reading.items.push(page.item(
                &range,
                sentence,
                Kind::Rhythm {
                    every: rule.every,
                    what: rule.what,
                },
            ));
        }
    }
    taken
}

/// The words of a clause before the bracket or the label that tells who does it; nothing where it tells nothing else.
fn without_office(chars: &[char], words: Range<usize>) -> Range<usize> {
    let clause = &chars[words.clone()];
    if assignment::is_spoken(clause) {
        return words.start..words.start;
    }
    let label = match chars.get(words.end) {
        Some('：') => assignment::label::length_before(clause, clause.len()),
        _ => 0,
    };
    let tail = assignment::tail(clause).filter(|_| label == 0);
    words.start..words.start + tail.unwrap_or(clause.len() - label)
}

/// Adds the duties: clauses of doing without a quantity and without a rhythm.
pub fn read_duties(
    page: &Page<'_>,
    spoken: &Spoken<'_>,
    sentence: &Range<usize>,
    taken: &[Range<usize>],
    reading: &mut Reading,
) {
    if !may_hold_duties(page.paragraph, page.outline) || is_guidance(spoken.chars) {
        return;
    }
    let quantities = exclude::kept(spoken.chars, &spoken.cover);
    let mut next = 0;
    let mut leads = true;
    let mut before = 0..0;
    for (at, (clause, tense)) in spoken.clauses.iter().zip(&spoken.tenses).enumerate() {
        let last = std::mem::replace(&mut before, clause.range.clone());
        let first = next;
        next += quantities[next..].partition_point(|q| q.from < clause.range.end);
        let after = taken.partition_point(|t| t.start < clause.range.start);
        let rhythmic = taken
            .get(after)
            .is_some_and(|t| clause.range.contains(&t.start));
        if next > first || rhythmic || *tense == Tense::Past {
            leads = false;
            continue;
        }
        // The number of a list item is no part of it.
        let number = numbering::of(&spoken.chars[clause.range.clone()]).map_or(0, |n| n.length);
        let words = without_office(spoken.chars, clause.range.start + number..clause.range.end);
        // What stands before a colon announces what follows.
        let announces = clause.sign == '：' && words.end == clause.range.end;
        if !announces && duty::is_duty(&spoken.chars[words.clone()], leads) {
            let range = sentence.start + words.start..sentence.start + words.end;
            let after = spoken.clauses.get(at + 1);
            let after = after.map_or(0..0, |next| next.range.clone());
            let [before, after] = [last, after].map(|range| &spoken.chars[range]);
            let task = task::of(&spoken.chars[words], before, after);
            reading
                .items
                .push(page.item(&range, sentence, Kind::Duty(task)));
            leads = false;
        }
    }
}
