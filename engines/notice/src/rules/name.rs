//! Names: the phrase that says what is counted, with what coordinated clauses leave unsaid.

mod inherit;
mod phrase;
mod place;
mod shared;
pub mod topic;

use super::clause::Clause;
use super::comparator::Comparator;
use super::respectively::List;
use crate::lex::Quantity;
use std::ops::Range;

/// No name is longer, in characters.
pub const LONGEST: usize = 60;

/// A sentence as the rules have read it so far.
pub struct Read<'a> {
    pub chars: &'a [char],
    pub clauses: &'a [Clause],
    pub quantities: &'a [Quantity],
    pub comparators: &'a [Comparator],
    pub lists: &'a [List],
    /// What the heading of the paragraph names; empty where it names nothing.
    pub topic: &'a str,
}

/// The name of each quantity of a sentence.
pub fn of(read: &Read<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(read.quantities.len());
    let mut before = (!read.topic.is_empty()).then(|| inherit::Before::of(read.topic));
    let mut aside = Aside::default();
    for i in 0..read.quantities.len() {
        aside.pass(read, i, &mut before);
        let list = read
            .lists
            .get(read.lists.partition_point(|l| l.quantities.end <= i));
        let list = list.filter(|l| l.quantities.contains(&i));
        let name = match list {
            Some(list) => {
                let unit = &read.quantities[i].unit;
                let thing = before.as_ref().filter(|b| b.counts_in(unit));
                of_years(shared::name(read, list, i, &names), thing)
            }
            None => {
                let own = phrase::of(read, i);
                let topic = topic::before(read, i);
                inherit::complete(&own, topic.as_ref().or(before.as_ref()))
            }
        };
        before = Some(inherit::Before::behind(&name, &read.quantities[i].unit));
        names.push(name);
    }
    names
}

/// What a bracket counts names nothing behind it: 新建学校3所（其中小学2所），改造12所.
#[derive(Default)]
struct Aside {
    at: usize,
    is_open: bool,
    outside: Option<inherit::Before>,
}

impl Aside {
    /// Passes over the words before a quantity; behind a bracket the name before it holds again.
    fn pass(&mut self, read: &Read<'_>, i: usize, before: &mut Option<inherit::Before>) {
        let to = read.quantities[i].from;
        for c in &read.chars[self.at.min(to)..to] {
            if *c == '（' && !self.is_open {
                self.is_open = true;
                self.outside.clone_from(before);
            } else if *c == '）' && self.is_open {
                self.is_open = false;
                *before = self.outside.take();
            }
        }
        self.at = to;
    }
}

/// 三年建设联合实验室50家，2024年、2025年分别新增20家、30家: the years of a list are no subjects.
fn of_years(name: String, before: Option<&inherit::Before>) -> String {
    match before.filter(|_| inherit::is_verb(&name)) {
        Some(before) if !name.ends_with(&before.thing()) => format!("{name}{}", before.thing()),
        _ => name,
    }
}

/// Whether a name says nothing without what its row is about: 新增, or nothing at all.
fn is_open(name: &str) -> bool {
    ["", "新增", "新建", "净增", "完成", "达到", "突破", "实现"].contains(&name)
}

/// A name that a cell of a table gives, completed by what its row is about: 新增 beside 省级平台, 同比增长 beside 技术合同成交额.
pub fn in_row(name: &str, row: &str) -> String {
    let counts = inherit::is_verb(name) && !["完成", "突破"].contains(&name);
    match name {
        _ if row.is_empty() => name.to_owned(),
        _ if counts && row.contains(name) => row.to_owned(),
        _ if counts => inherit::with_verb(name, row),
        _ if is_open(name) => row.to_owned(),
        _ if inherit::lacks_subject(name) => format!("{row}{name}"),
        _ => name.to_owned(),
    }
}

/// Does a cell that begins with these words leave to its row what it counts? 力争新增, 累计申报, but not 入库企业.
pub fn leaves_open(words: &[char]) -> bool {
    let words = before_number(words);
    is_open(&words) || inherit::is_verb(&words) || inherit::lacks_subject(&words)
}

/// The name of a number behind such words.
pub fn of_number(words: &[char], row: &str) -> String {
    in_row(&before_number(words), row)
}

/// 累计申报40项 is what 申报 comes to.
fn before_number(words: &[char]) -> String {
    let words: String = phrase::trimmed(words).into_iter().collect();
    words.trim_start_matches("累计").to_owned()
}

/// A longer clause before a colon tells more than a name.
const ANNOUNCED: usize = 24;

/// Where the words of a quantity's name may begin: behind the quantity before it, or at its clause.
fn reach(read: &Read<'_>, i: usize) -> Range<usize> {
    let q = &read.quantities[i];
    let at = read
        .clauses
        .partition_point(|c| c.range.end <= q.from)
        .min(read.clauses.len().saturating_sub(1));
    let Some(clause) = read.clauses.get(at) else {
        return q.from..q.from;
    };
    let from = read.comparators[i].from;
    let behind = i.checked_sub(1).map_or(0, |j| read.comparators[j].to);
    // Pieces beyond the longest name need no look.
    let nearest = behind.max(from.saturating_sub(LONGEST));
    let before = clause.pieces.partition_point(|p| p.start <= q.from);
    let piece = clause.pieces[..before]
        .iter()
        .rev()
        .take_while(|p| p.start >= nearest)
        .find(|p| is_closed(read, p.start, behind, clause))
        .map_or(clause.range.start, |p| p.start);
    let start = piece
        .max(clause.range.start)
        .max(behind)
        .max(from.saturating_sub(LONGEST));
    start.min(from)..from
}

/// Does the piece before `start` say something whole, so that a new name begins at `start`?
fn is_closed(read: &Read<'_>, start: usize, behind: usize, clause: &Clause) -> bool {
    let last = &read.chars[clause.range.start.max(start.saturating_sub(12))..start];
    start == clause.range.start
        || (behind > clause.range.start && behind <= start)
        || crate::scan::has_any(last, &["全覆盖", "突破、", "倍增", "翻番"])
}

#[cfg(test)]
mod tests;
