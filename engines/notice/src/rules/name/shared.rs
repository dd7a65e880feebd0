//! Names of a list with 分别: each subject with the words all of them share.

use super::phrase::trimmed;
use super::{LONGEST, Read};
use crate::rules::respectively::List;
use crate::scan;

/// What a list is compared with is no longer: 较2021年.
const LONGEST_BASE: usize = 8;

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
    let mut predicate = trimmed(
        &read.chars[(list.at + 2).min(read.comparators[first].from)..read.comparators[first].from],
    );
    // 较2021年分别增长20%、30%: the subjects stand before, and what they are compared with here.
    let compared = scan::longest_at(&subjects, 0, &["较", "比", "同比"]).is_some();
    let subjects = match compared && subjects.len() <= LONGEST_BASE {
        true => {
            predicate.splice(0..0, subjects);
            Vec::new()
        }
        false => subjects,
    };
    let earlier = first
        .checked_sub(list.quantities.len())
        .map(|j| j + i - first);
    if let Some(subject) = earlier
        .and_then(|j| before.get(j))
        .filter(|_| subjects.is_empty())
    {
        return subject.chars().chain(predicate).take(LONGEST).collect();
    }
    let all = split(&without_quote(&subjects));
    let subject = if all.len() == list.quantities.len() {
        whole(&all, i - first)
    } else {
        subjects
    };
    subject.iter().chain(&predicate).take(LONGEST).collect()
}

/// 数量“三个倍增” is named without its slogan.
fn without_quote(subjects: &[char]) -> Vec<char> {
    let open = subjects.iter().rposition(|c| *c == '“');
    let open =
        open.filter(|at| *at > 1 && subjects.last() == Some(&'”') && subjects[at - 1] != '、');
    let words = &subjects[..open.unwrap_or(subjects.len())];
    let verb = scan::longest_at(words, 0, &["实现"]).map_or(0, scan::len);
    words[verb..].to_vec()
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
    if let Some(subject) = of_sum(all, i).or_else(|| with_tail(all, i)) {
        return subject;
    }
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

/// 新材料、电子信息三大产业产值: behind the sum stands what each has.
fn of_sum(all: &[Vec<char>], i: usize) -> Option<Vec<char>> {
    let last = all.last()?;
    let sum = (2..last.len()).find(|at| {
        let digit = "两二三四五六七八九十".contains(last[*at]) || last[*at].is_ascii_digit();
        digit && matches!(last.get(at + 1), Some('大' | '个'))
    })?;
    let own = if i + 1 == all.len() {
        &last[..sum]
    } else {
        &all[i]
    };
    Some(own.iter().chain(&last[sum + 2..]).copied().collect())
}

/// What the last of a list says for all: 高新技术企业、科技型中小企业数量.
const SHARED: &[&str] = &[
    "数量",
    "总数",
    "总量",
    "产值",
    "面积",
    "规模",
    "收入",
    "覆盖率",
];

fn with_tail(all: &[Vec<char>], i: usize) -> Option<Vec<char>> {
    let (own, last) = (all.get(i)?, all.last()?);
    let tail = scan::longest_before(last, last.len(), SHARED)?;
    let is_thing = own.len() > SHORT && scan::longest_before(own, own.len(), MEASURES).is_none();
    let whole = own.iter().copied().chain(tail.chars()).collect();
    (i + 1 < all.len() && is_thing).then_some(whole)
}

/// What is measured needs no more.
const MEASURES: &[&str] = &[
    "率", "量", "数", "值", "额", "比", "重", "积", "模", "入", "资", "税", "资金", "用地", "耗",
];

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
