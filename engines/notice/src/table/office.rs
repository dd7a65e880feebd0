//! Cells that say who does it and until when: 市科技局牵头，市税务局配合; 牵头单位：高新科 配合单位：各镇; two offices on two
//! lines.

use super::header::{self, Column, Head};
use super::row::words;
use crate::item::Assigned;
use crate::layout::lines;
use crate::rules::{assignment, deadline};
use crate::scan;
use std::ops::Range;

/// What the names of offices end with.
const OFFICES: &str = "局科室办委院部处组站园股会司府镇乡道行中心公司区县市所位门队团校";

/// What a cell of an office, a leader or a deadline says; `None` for any other column. A sign that nothing stands in it (—)
/// says that there is none.
pub fn parts(chars: &[char], cell: &Range<usize>, head: &Head) -> Option<Assigned> {
    let known = matches!(
        head.column,
        Column::Lead | Column::Assisting | Column::Leader | Column::Person | Column::Due
    );
    if !known {
        return None;
    }
    let said = joined(chars, cell, head.column == Column::Due);
    let mut assigned = Assigned::default();
    // The label of a form is no office: 牵头单位, 高新科, 完成时限, 12月底.
    if header::says_nothing(&said) || header::is_label(&said) {
        return Some(assigned);
    }
    if matches!(head.column, Column::Lead | Column::Assisting)
        && let Some(parted) = parted(&said, head)
    {
        return Some(parted);
    }
    *field(&mut assigned, head.column) = Some(said.iter().collect());
    Some(assigned)
}

/// Takes over what a cell says. `alone`: whether assisting offices, a deadline, a leader and a person have no column of
/// their own, so that the cell of the office speaks for them as well.
pub fn put(held: &mut Assigned, column: Column, said: Assigned, alone: [bool; 4]) {
    let [assisting, due, leader, person] = alone;
    let leads = column == Column::Lead;
    let take = |own: bool, held: &mut Option<String>, said: Option<String>| {
        if own {
            *held = said;
        } else if said.is_some() {
            held.get_or_insert(said.unwrap_or_default());
        }
    };
    take(leads, &mut held.lead, said.lead);
    take(
        column == Column::Assisting || (leads && assisting),
        &mut held.assisting,
        said.assisting,
    );
    take(
        column == Column::Due || (leads && due),
        &mut held.due,
        said.due,
    );
    take(
        column == Column::Leader || (leads && leader),
        &mut held.leader,
        said.leader,
    );
    take(
        column == Column::Person || (leads && person),
        &mut held.person,
        said.person,
    );
}

fn field(assigned: &mut Assigned, column: Column) -> &mut Option<String> {
    match column {
        Column::Assisting => &mut assigned.assisting,
        Column::Leader => &mut assigned.leader,
        Column::Person => &mut assigned.person,
        Column::Due => &mut assigned.due,
        _ => &mut assigned.lead,
    }
}

/// The paragraphs of a cell as one line; two offices get a 、 between them, two deadlines a ；, and a word that only goes
/// on in the next line nothing: 12月 底前.
fn joined(chars: &[char], cell: &Range<usize>, is_due: bool) -> Vec<char> {
    let mut said: Vec<char> = Vec::new();
    for range in paragraphs(chars, cell) {
        let next = words(chars, &range);
        if !said.is_empty() && parts_before(&said, &next, is_due) {
            said.push(if is_due { '；' } else { '、' });
        }
        said.extend(next);
    }
    said
}

fn parts_before(said: &[char], next: &[char], is_due: bool) -> bool {
    let last = said
        .iter()
        .rposition(|c| matches!(c, '、' | '；'))
        .map_or(0, |at| at + 1);
    let last = &said[last..];
    if is_due {
        return deadline::find(last).is_some() && deadline::find(next).is_some();
    }
    let office =
        |words: &[char]| words.len() > 1 && words.last().is_some_and(|c| OFFICES.contains(*c));
    let labelled = next.iter().take(LABEL).any(|c| *c == '：') && next.first() != Some(&'：');
    let whole = |words: &[char]| words.last().is_some_and(|c| !"、，；：（".contains(*c));
    whole(last) && (labelled || (office(last) && office(head_of(next))))
}

/// A label is no longer: 主要责任单位：.
const LABEL: usize = 8;

/// The first office of a line: 财政局 of 财政局、各镇.
fn head_of(words: &[char]) -> &[char] {
    let end = words.iter().position(|c| matches!(c, '、' | '，' | '（'));
    &words[..end.unwrap_or(words.len())]
}

/// The stretches of a cell between blanks.
pub fn paragraphs(chars: &[char], cell: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = cell.start;
    let words = chars[cell.clone()].split(|c| lines::is_blank(*c));
    let ranges = words.map(|words| {
        let range = start..start + words.len();
        start = range.end + 1;
        range
    });
    ranges.filter(|range| !range.is_empty()).collect()
}

/// A cell that parts the offices itself.
fn parted(said: &[char], head: &Head) -> Option<Assigned> {
    if said.contains(&'：') {
        let labelled = assignment::of(said);
        let mut assigned = labelled.first()?.assigned();
        labelled[1..]
            .iter()
            .for_each(|more| assigned.fill(&more.assigned()));
        return Some(assigned);
    }
    if scan::has_any(said, &["（牵头", "（主办"]) {
        return Some(marked(said));
    }
    if scan::has_any(&head.words, &["责任人", "负责人"])
        && let Some(open) = said.iter().position(|c| *c == '（')
        && said.last() == Some(&'）')
    {
        // 牵头科室（责任人） over 高新科（张建国）
        return Some(Assigned {
            lead: Some(said[..open].iter().collect()),
            person: Some(said[open + 1..said.len() - 1].iter().collect()),
            ..Assigned::default()
        });
    }
    if scan::has_any(said, &["牵头", "负责", "配合", "参与", "协助"]) {
        return in_words(said);
    }
    None
}

/// 市科技局牵头，市税务局配合, as in a bracket behind a task; 各镇（街道） has none of its own there.
fn in_words(said: &[char]) -> Option<Assigned> {
    let inside = said.iter().map(|c| match c {
        '（' => '〔',
        '）' => '〕',
        c => *c,
    });
    let mut bracket = vec!['（'];
    bracket.extend(inside);
    bracket.push('）');
    let mut assigned = assignment::of(&bracket).first()?.assigned();
    let Assigned {
        lead,
        assisting,
        leader,
        due,
        ..
    } = &mut assigned;
    for words in [lead, assisting, leader, due].into_iter().flatten() {
        *words = words.replace('〔', "（").replace('〕', "）");
    }
    Some(assigned)
}

/// 市科技局（牵头）、市税务局、各镇
fn marked(said: &[char]) -> Assigned {
    let (mut lead, mut assisting) = (Vec::new(), Vec::new());
    for office in said.split(|c| matches!(c, '、' | '，' | '；')) {
        match office.iter().position(|c| *c == '（') {
            Some(open) if scan::longest_at(office, open + 1, &["牵头", "主办"]).is_some() => {
                lead.push(office[..open].iter().collect::<String>());
            }
            _ if office.is_empty() => {}
            Some(open) if scan::at(office, open + 1, "配合") => {
                assisting.push(office[..open].iter().collect());
            }
            _ => assisting.push(office.iter().collect()),
        }
    }
    let one = |offices: Vec<String>| Some(offices.join("、")).filter(|o| !o.is_empty());
    Assigned {
        lead: one(lead),
        assisting: one(assisting),
        ..Assigned::default()
    }
}
