//! Quantities of a sentence to targets and facts.

use super::{Page, Reading, Spoken};
use crate::item::{Figure, Kind};
use crate::lex::Quantity;
use crate::rules::comparator::{self, Op};
use crate::rules::name::{self, Read};
use crate::rules::tense::Tense;
use crate::rules::{exclude, firmness, respectively};
use crate::scan;
use std::ops::Range;

/// Adds the targets and facts of a sentence. Numbers inside `taken` ranges belong to rhythm rules.
pub fn read(
    page: &Page<'_>,
    spoken: &Spoken<'_>,
    sentence: &Range<usize>,
    taken: &[Range<usize>],
    reading: &mut Reading,
) {
    let chars = spoken.chars;
    let mut quantities = exclude::kept(chars, &spoken.cover);
    quantities.retain(|q| {
        let next = taken.partition_point(|t| t.end <= q.from);
        !taken.get(next).is_some_and(|t| t.contains(&q.from))
    });
    if quantities.is_empty() {
        return;
    }
    let mut comparators: Vec<_> = quantities
        .iter()
        .map(|q| comparator::of(chars, q))
        .collect();
    let lists: Vec<_> = spoken
        .clauses
        .iter()
        .flat_map(|c| respectively::of(chars, c, &quantities))
        .collect();
    for list in &lists {
        comparators[list.quantities.clone()]
            .iter_mut()
            .for_each(|c| c.op = list.op);
    }
    let firmness = firmness::of(chars, &spoken.clauses, &quantities);
    let names = name::of(&Read {
        chars,
        clauses: &spoken.clauses,
        quantities: &quantities,
        comparators: &comparators,
        lists: &lists,
    });
    for (i, (q, name)) in quantities.iter().zip(names).enumerate() {
        let clause = spoken.clauses.partition_point(|c| c.range.end <= q.from);
        let past = spoken.tenses.get(clause) == Some(&Tense::Past) || is_base(chars, q);
        let op = if is_net(&name) {
            Op::NetAtLeast
        } else {
            comparators[i].op
        };
        let figure = Figure {
            name,
            op,
            value: q.value,
            value_high: q.high,
            unit: q.unit.clone(),
            firmness: firmness[i],
        };
        let kind = if past {
            Kind::Fact(figure)
        } else {
            Kind::Target(figure)
        };
        let range = sentence.start + q.from..sentence.start + q.to;
        reading.items.push(page.item(&range, sentence, kind));
    }
}

/// 净增, but not 净增长, which is a rate.
fn is_net(name: &str) -> bool {
    name.contains("净增") && !name.contains("净增长")
}

/// 由10家增加到20家: the first number is what there is.
fn is_base(chars: &[char], q: &Quantity) -> bool {
    let from = scan::longest_before(chars, q.from, &["由", "从", "由原来的", "从原来的"]).is_some();
    from && scan::longest_at(
        chars,
        q.to,
        &[
            "提高", "增加", "上升", "提升", "扩大", "降", "下降", "减少", "增长", "压缩", "缩短",
            "调整", "增至", "到", "升", "左右",
        ],
    )
    .is_some()
}
