//! Lists with 分别: 城镇、农村居民收入分别增长4.5%、5.5%左右.

use super::clause::Clause;
use super::comparator::{self, Op};
use crate::lex::Quantity;
use crate::scan;
use std::ops::Range;

/// A list with 分别: which quantities, whose subjects, under which comparator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Indexes of the quantities.
    pub quantities: Range<usize>,
    /// Where 分别 stands.
    pub at: usize,
    /// Where the clause begins.
    pub from: usize,
    /// The comparator that holds for all of them.
    pub op: Op,
}

/// The lists of a clause; a sentence's quantities are given.
pub fn of(chars: &[char], clause: &Clause, quantities: &[Quantity]) -> Vec<List> {
    let mut lists = Vec::new();
    let mut from = clause.range.start;
    let mut next = quantities.partition_point(|q| q.from < clause.range.start);
    while let Some(at) = scan::find(chars, from..clause.range.end, "分别") {
        next += quantities[next..].partition_point(|q| q.from < at);
        let last = run_end(chars, quantities, next, clause.range.end);
        if last > next && quantities[next].from - at <= 30 {
            let op = op_of(chars, &quantities[next..last]);
            lists.push(List {
                quantities: next..last,
                at,
                from: clause.range.start,
                op,
            });
        }
        from = at + 2;
    }
    lists
}

/// One past the last quantity that follows the first with nothing but a sign or a comparator between.
fn run_end(chars: &[char], quantities: &[Quantity], first: usize, end: usize) -> usize {
    let mut last = first;
    while let Some(q) = quantities.get(last).filter(|q| q.from < end) {
        let joined = last == first || {
            let from = comparator::right(chars, quantities[last - 1].to).1;
            let to = comparator::left(chars, q.from).1.max(from);
            chars[from..to]
                .iter()
                .all(|c| matches!(c, '、' | '，' | '和' | '与' | '及'))
        };
        if !joined {
            break;
        }
        last += 1;
    }
    last
}

/// A leading 达 or 超过 and a trailing 左右 or 以上 hold for all.
fn op_of(chars: &[char], run: &[Quantity]) -> Op {
    let leading = run.first().and_then(|q| comparator::left(chars, q.from).0);
    let trailing = run.last().and_then(|q| comparator::right(chars, q.to).0);
    match (leading, trailing) {
        (_, Some(Op::About)) => Op::About,
        (Some(Op::More), _) => Op::More,
        (_, Some(op)) | (Some(op), None) => op,
        (None, None) => Op::Exactly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{clause, cover, exclude};

    #[test]
    fn one_comparator_for_all() {
        for (text, count, sign) in [
            ("城镇、农村居民收入分别增长4.5%、5.5%左右", 2, "~"),
            ("水耗、电耗、建设用地分别下降3%、3%、2%", 3, "=="),
            ("投资、消费分别达1050亿元、800亿元，人均17万元", 2, ">="),
            ("甲、乙分别超过10家和20家", 2, ">"),
            ("甲、乙分别增长8%和9%以上", 2, ">="),
        ] {
            let chars = scan::chars(text);
            let cover = cover::of(&chars);
            let clauses = clause::of(&chars, &cover);
            let lists = of(&chars, &clauses[0], &exclude::kept(&chars, &cover));
            assert_eq!(
                lists
                    .iter()
                    .map(|l| (l.quantities.len(), l.op.sign()))
                    .collect::<Vec<_>>(),
                [(count, sign)],
                "{text}"
            );
        }
    }
}
