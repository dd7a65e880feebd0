//! Names of a list with 分别: each subject with the words all of them share.

use super::phrase::trimmed;
use super::{LONGEST, Read};
use crate::rules::respectively::List;
use crate::scan;

/// A subject so short is only the part that differs: 城镇、农村居民收入.
const SHORT: usize = 3;

/// The name of quantity `i` of a list.
///
/// `before` are the names of the quantities before it: in 甲达10家，乙5家，分别增长2%、3% they are the subjects.
pub fn name(read: &Read<'_>, list: &List, i: usize, before: &[String]) -> String {
    let first = list.quantities.start;
    let behind = first.checked_sub(1).map_or(0, |j| read.comparators[j].to);
    let start = list
        .from
        .max(behind)
        .max(list.at.saturating_sub(LONGEST * 2))
        .min(list.at);
    let subjects = match trimmed(&read.chars[start..list.at]) {
        // 万亿产业、集群从无到有，分别达2个、3个: the subjects stand in the clause before.
        none if none.is_empty() => clause_before(read, list.from, behind),
        some => some,
    };
    let predicate = trimmed(
        &read.chars[(list.at + 2).min(read.comparators[first].from)..read.comparators[first].from],
    );
    let earlier = first
        .checked_sub(list.quantities.len())
        .map(|j| j + i - first);
    if let Some(subject) = earlier
        .and_then(|j| before.get(j))
        .filter(|_| subjects.is_empty())
    {
        return subject.chars().chain(predicate).take(LONGEST).collect();
    }
    let all = split(&subjects);
    let subject = if all.len() == list.quantities.len() {
        whole(&all, i - first)
    } else {
        subjects
    };
    subject.iter().chain(&predicate).take(LONGEST).collect()
}

fn clause_before(read: &Read<'_>, from: usize, behind: usize) -> Vec<char> {
    let at = read.clauses.partition_point(|c| c.range.start < from);
    let clause = at.checked_sub(1).map(|i| &read.clauses[i].range);
    let words = clause
        .filter(|c| c.start >= behind && c.len() <= LONGEST)
        .map(|c| trimmed(&read.chars[c.clone()]));
    let mut words = words.unwrap_or_default();
    if let Some(at) = scan::find(&words, 0..words.len(), "从无") {
        words.truncate(at);
    }
    words
}

fn split(subjects: &[char]) -> Vec<Vec<char>> {
    let parts: Vec<Vec<char>> = subjects
        .split(|c| *c == '、')
        .map(<[char]>::to_vec)
        .collect();
    let mut all = Vec::new();
    for part in parts {
        match part
            .iter()
            .position(|c| matches!(c, '和' | '与' | '及'))
            .filter(|at| *at > 0 && at + 1 < part.len())
        {
            Some(at) => all.extend([part[..at].to_vec(), part[at + 1..].to_vec()]),
            None => all.push(part),
        }
    }
    all
}

/// A subject with what it shares with the longest: the end of the last, or the beginning of the first.
fn whole(all: &[Vec<char>], i: usize) -> Vec<char> {
    let own = &all[i];
    let (first, last) = (&all[0], &all[all.len() - 1]);
    if own.len() <= SHORT && last.len() > own.len() + 2 && i + 1 < all.len() {
        return own
            .iter()
            .chain(&last[own.len().min(2)..])
            .copied()
            .collect();
    }
    if own.len() <= SHORT && first.len() > own.len() + 2 && i > 0 {
        return first[..shared_beginning(first, &all[1..])]
            .iter()
            .chain(own)
            .copied()
            .collect();
    }
    let year = scan::longest_at(first, 0, &["年度", "全市", "全区", "全县", "全省"])
        .filter(|w| i > 0 && !scan::at(own, 0, w));
    year.map(scan::chars)
        .unwrap_or_default()
        .into_iter()
        .chain(own.iter().copied())
        .collect()
}

/// How much of the first member the others share: up to a Latin abbreviation (万元GDP), else all but what is as long as
/// the shortest of the others.
fn shared_beginning(first: &[char], short: &[Vec<char>]) -> usize {
    let tail = short.iter().map(Vec::len).min().unwrap_or(0);
    let latin = first
        .iter()
        .rposition(char::is_ascii_alphabetic)
        .map(|at| at + 1);
    latin.unwrap_or_else(|| first.len().saturating_sub(tail))
}
