//! Brackets without labels: （高新科牵头，人才科配合，6月底前完成）, （市科技局）.

use super::{ENDINGS, PARTS, Part, Said, trimmed};
use crate::rules::{deadline, office};
use crate::scan;

/// A bracket that names offices without labels is no longer.
const LONGEST: usize = 60;

/// What a bracket that opens at `i` assigns.
pub fn at(chars: &[char], i: usize) -> Option<Said> {
    let close = match chars[i] {
        '（' => '）',
        '【' => '】',
        '〔' => '〕',
        '[' => ']',
        _ => return None,
    };
    let inside = &chars[i + 1..chars.len().min(i + 1 + LONGEST)];
    let length = closed_at(inside, chars[i], close)?;
    let inside = &inside[..length];
    if inside.contains(&'：') {
        return None;
    }
    let range = i..i + length + 2;
    let said = Said::new(range, by_endings(inside));
    // A bracket with a date only assigns nothing.
    let names = [Part::Lead, Part::Charged, Part::Assisting];
    if names.iter().any(|part| said.says(*part)) {
        return Some(said);
    }
    bare(chars, i, inside)
}

fn closed_at(inside: &[char], open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    inside.iter().position(|c| {
        if *c == close && depth == 0 {
            return true;
        }
        depth += i32::from(*c == open) - i32::from(*c == close);
        false
    })
}

fn by_endings(inside: &[char]) -> [Option<String>; PARTS] {
    let mut said = [const { None }; PARTS];
    for words in inside.split(|c| matches!(c, '，' | '；')) {
        let ending = ENDINGS
            .iter()
            .filter(|(word, _)| scan::before(words, words.len(), word));
        let ending = ending.max_by_key(|(word, _)| word.len());
        let (part, office) = match ending.map(|(w, part)| (scan::len(w), *part)) {
            Some((length, part)) if words.len() > length + 1 => {
                (part, Some(&words[..words.len() - length]))
            }
            _ => (Part::Due, deadline::find(words).map(|at| &words[at])),
        };
        let words = office.map(trimmed);
        said[part as usize] = said[part as usize].take().or(words);
    }
    said
}

/// （市科技局、市财政局，10月底前） at the end of an item; 建设研究院（创新中心） only explains.
fn bare(chars: &[char], i: usize, inside: &[char]) -> Option<Said> {
    let end = i + inside.len() + 2;
    let ends = |at: Option<&char>| at.is_none_or(|c| matches!(c, '。' | '；' | '！'));
    if !ends(chars.get(end)) {
        return None;
    }
    let mut parts = inside.split(|c| matches!(c, '，' | '；'));
    let first = parts.next()?;
    let behind = i > 0 && ends(chars.get(i - 1));
    let named = office::are_surely(first) || (behind && office::are(first));
    let mut said = [const { None }; PARTS];
    said[Part::Charged as usize] = Some(trimmed(first)).filter(|_| named);
    for words in parts {
        said[Part::Due as usize] = Some(trimmed(&words[deadline::find(words)?]));
    }
    named.then(|| Said::new(i..end, said))
}
