//! Said in a clause of its own: 由高新科牵头，税务局配合，6月底前完成.

use super::{ENDINGS, PARTS, Part, Said, trimmed};
use crate::outline::numbering;
use crate::rules::{office, task};
use crate::scan;
use std::ops::Range;

/// A clause that only names offices is no longer.
const LONGEST: usize = 40;

/// The number of an item is no longer: （12）.
const NUMBER: usize = 4;

/// What the clause that begins at `i` assigns.
pub fn at(chars: &[char], i: usize) -> Option<Said> {
    let before = i.checked_sub(1).map(|b| chars[b]);
    let is_head = before.is_none_or(|c| matches!(c, '，' | '；' | '。' | '！' | '？'))
        || (i <= NUMBER && numbering::of(&chars[..i]).is_some_and(|n| n.length == i));
    if !is_head {
        return None;
    }
    let near = &chars[i..chars.len().min(i + LONGEST + 1)];
    let length = near.iter().position(ends).unwrap_or(near.len());
    let clause = &near[..length];
    if length > LONGEST {
        return None;
    }
    // 由科技局牵头、财政局配合
    let mut words = [const { None }; PARTS];
    let mut from = 0;
    for part in parts(clause) {
        let is_first = part.start == 0;
        let (which, office) = charged(
            &clause[part.clone()],
            is_first && clause.first() == Some(&'由'),
        )
        .or_else(|| done_by(&clause[part]).filter(|_| is_first))?;
        words[which as usize] = words[which as usize].take().or(Some(office));
        from += 1;
    }
    (from > 0).then(|| Said {
        is_spoken: true,
        ..Said::new(i..i + length, words)
    })
}

fn ends(c: &char) -> bool {
    matches!(c, '，' | '；' | '。' | '！' | '？' | '：' | '\t')
}

/// A clause is parted behind 牵头 and 负责 only.
fn parts(clause: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..clause.len() {
        let ended = scan::longest_before(clause, at, &["牵头", "负责"]).is_some();
        if clause[at] == '、' && ended {
            found.push(start..at);
            start = at + 1;
        }
    }
    found.push(start..clause.len());
    found
}

/// 由高新科牵头, 税务局配合
fn charged(words: &[char], by: bool) -> Option<(Part, String)> {
    let ending = ENDINGS
        .iter()
        .filter(|(word, _)| scan::before(words, words.len(), word))
        .max_by_key(|(word, _)| word.len())?;
    let office = &words[usize::from(by)..(words.len() - scan::len(ending.0)).max(usize::from(by))];
    let named = office::are(office) || (by && office.len() >= 2);
    named.then(|| (ending.1, trimmed(office)))
}

/// 6月底前完成
fn done_by(words: &[char]) -> Option<(Part, String)> {
    let time = task::only_done_by(words)?;
    Some((Part::Due, trimmed(&words[time])))
}
