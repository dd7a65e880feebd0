//! Labels: 牵头单位：高新科, 【责任领导】许知行, 责任单位为高新科.

use super::{PARTS, Part, Said, bracket, split_time, trimmed};
use crate::rules::office;
use crate::scan;

/// What each announces; `None` is passed over: who answers the telephone is no office.
#[rustfmt::skip]
const LABELS: &[(&str, Option<Part>)] = &[
    ("牵头单位", Some(Part::Lead)), ("牵头部门", Some(Part::Lead)), ("牵头科室", Some(Part::Lead)),
    ("牵头处室", Some(Part::Lead)), ("牵头责任单位", Some(Part::Lead)), ("牵头", Some(Part::Lead)),
    ("承办单位", Some(Part::Lead)), ("主办单位", Some(Part::Lead)), ("牵头股室", Some(Part::Lead)),
    ("责任单位", Some(Part::Charged)), ("责任部门", Some(Part::Charged)), ("责任科室", Some(Part::Charged)),
    ("责任处室", Some(Part::Charged)), ("责任股室", Some(Part::Charged)), ("责任主体", Some(Part::Charged)),
    ("负责单位", Some(Part::Charged)), ("负责科室", Some(Part::Charged)), ("负责部门", Some(Part::Charged)),
    ("落实单位", Some(Part::Charged)), ("实施单位", Some(Part::Charged)), ("完成单位", Some(Part::Charged)),
    ("配合单位", Some(Part::Assisting)), ("配合部门", Some(Part::Assisting)), ("配合科室", Some(Part::Assisting)),
    ("协办单位", Some(Part::Assisting)), ("协同单位", Some(Part::Assisting)), ("参与单位", Some(Part::Assisting)),
    ("参加单位", Some(Part::Assisting)), ("协助单位", Some(Part::Assisting)), ("配合", Some(Part::Assisting)),
    ("完成时限", Some(Part::Due)), ("完成时间", Some(Part::Due)), ("完成期限", Some(Part::Due)),
    ("时间节点", Some(Part::Due)), ("时限要求", Some(Part::Due)), ("时间要求", Some(Part::Due)),
    ("时限", Some(Part::Due)), ("期限", Some(Part::Due)),
    ("分管领导", Some(Part::Leader)), ("责任领导", Some(Part::Leader)), ("牵头领导", Some(Part::Leader)),
    ("负责领导", Some(Part::Leader)), ("包抓领导", Some(Part::Leader)), ("挂钩领导", Some(Part::Leader)),
    ("责任人", None), ("负责人", None), ("联系人", None), ("联系电话", None), ("联系方式", None), ("联络员", None),
    ("经办人", None), ("第一责任人", None), ("直接责任人", None), ("具体责任人", None), ("主要责任人", None),
    ("分管负责人", None), ("主要负责人", None), ("具体负责人", None), ("科室负责人", None), ("电话", None),
];
/// What a label begins with.
const FIRST: &str = "牵承主责负落实完配协参时期分包挂联经第直具科电";
/// The offices of a label are no longer.
const LONGEST: usize = 80;
/// A bracket that belongs to the name before it is no longer: 各镇（区、街道）.
const LONGEST_BRACKET: usize = 12;
/// Only labels of so many characters are followed by 为: 责任单位为高新科.
const FULL: usize = 4;

/// The longest label at `i`, with its length.
fn word_at(chars: &[char], i: usize) -> Option<(usize, Option<Part>)> {
    if !FIRST.contains(*chars.get(i)?) {
        return None;
    }
    let here = LABELS.iter().filter(|(word, _)| scan::at(chars, i, word));
    here.map(|(word, part)| (scan::len(word), *part))
        .max_by_key(|(length, _)| *length)
}

/// How long the label is that ends just before `i`; 0 where none does.
pub fn length_before(chars: &[char], i: usize) -> usize {
    let words = LABELS
        .iter()
        .filter(|(word, _)| scan::before(chars, i, word));
    words.map(|(word, _)| scan::len(word)).max().unwrap_or(0)
}

/// Does a line begin with a label: 牵头单位：高新科, 【责任领导】许知行?
pub fn begins(line: &[char]) -> bool {
    let sign = usize::from(line.first().is_some_and(|c| !scan::is_han(*c)));
    at(line, sign).is_some()
}

/// What a label at `i` says.
pub fn at(chars: &[char], i: usize) -> Option<Said> {
    let (length, part) = word_at(chars, i)?;
    let after = i + length;
    let opened = i.checked_sub(1).map(|b| chars[b]);
    let (start, is_verb) = match (opened, chars.get(after)?) {
        (_, '：') => (after + 1, false),
        (Some('【' | '[' | '〔'), '】' | ']' | '〕') => (
            after + 1 + usize::from(chars.get(after + 1) == Some(&'：')),
            false,
        ),
        (_, '为') if length >= FULL && part.is_some() => (after + 1, true),
        _ => return None,
    };
    let end = start + value(&chars[start..chars.len().min(start + LONGEST)]);
    let end = match chars.get(end) {
        _ if is_verb => start + sentence_part(&chars[start..end]),
        Some('：') => before_next(chars, start, end),
        _ => end,
    };
    if is_verb && !office::are(&chars[start..end]) {
        return None;
    }
    let mut words = [const { None }; PARTS];
    let names = matches!(part, Some(Part::Lead | Part::Charged | Part::Assisting));
    let (value, due) = split_time(&chars[start..end], names);
    if let Some(part) = part {
        words[part as usize] = Some(trimmed(value)).filter(|w| !w.is_empty());
    }
    if due.is_some() {
        words[Part::Due as usize] = due;
    }
    let from = i - usize::from(matches!(opened, Some('（' | '【' | '[' | '〔')));
    let closed = from < i && matches!(chars.get(end), Some('）' | '】' | ']' | '〕'));
    Some(Said {
        is_spoken: is_verb,
        ..Said::new(from..end + usize::from(closed), words)
    })
}

/// How far the words of a label go; a bracket that belongs to a name goes with it.
fn value(rest: &[char]) -> usize {
    let mut i = 0;
    while i < rest.len() {
        match rest[i] {
            '（' => match name_bracket(rest, i).filter(|_| i > 0) {
                Some(length) => i += length,
                None => return i,
            },
            '；' | '。' | '）' | '：' | '\t' | '】' | ']' | '〕' | '【' | '[' | '〔' => {
                return i;
            }
            _ => i += 1,
        }
    }
    i
}

/// （区、街道） behind 各镇.
fn name_bracket(rest: &[char], i: usize) -> Option<usize> {
    let inside = &rest[i + 1..rest.len().min(i + 1 + LONGEST_BRACKET)];
    let close = inside.iter().position(|c| *c == '）')?;
    let plain = !inside[..close]
        .iter()
        .any(|c| c.is_ascii_digit() || matches!(c, '：' | '，'));
    (plain && bracket::at(rest, i).is_none()).then_some(close + 2)
}

fn sentence_part(words: &[char]) -> usize {
    let ends = |c: &char| matches!(c, '，' | '；');
    words.iter().position(ends).unwrap_or(words.len())
}

/// 牵头单位：高新科，完成时限：6月底 and, blanks gone, 牵头单位：高新科完成时限：6月底.
fn before_next(chars: &[char], start: usize, colon: usize) -> usize {
    let label = length_before(chars, colon);
    if label > 0 {
        return (colon - label).max(start);
    }
    let parts = |c: &char| matches!(c, '，' | '、');
    start + chars[start..colon].iter().rposition(parts).unwrap_or(0)
}
