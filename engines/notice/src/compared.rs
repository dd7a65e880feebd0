//! Two notices of one bureau laid beside each other: what is new, raised, lowered, made stricter or looser, dropped or reworded.

mod alike;
mod apart;
mod beat;
mod change;
mod due;
mod falling;
mod uniform;
mod units;

use crate::reading::Reading;
use crate::rules::firmness::Firmness;
use crate::rules::rhythm::Every;
use crate::text::Text;
use alike::Words;
use change::Said;
use std::collections::HashSet;

/// What became of a target, a duty or a rhythm rule from the older notice to the newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Only the newer notice says it.
    New,
    /// The value went up, or it is done more often.
    Raised,
    /// The value went down, or it is done less often.
    Lowered,
    /// A limit went down (PM2.5降至35, 失业率4%以内), or the same is asked for more firmly (力争 became 确保).
    Tightened,
    /// A limit went up, or the same is asked for less firmly.
    Loosened,
    /// The same, due earlier in the year.
    Earlier,
    /// The same, due later in the year.
    Later,
    /// Only the older notice says it.
    Dropped,
    /// Other words or another comparator; the value is the same.
    Reworded,
    /// The same to the word.
    Kept,
}

/// What else is not the same in the two notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// 力争 and 确保.
    Firmness(Firmness, Firmness),
    /// The deadlines as written, where one is said.
    Due(Option<String>, Option<String>),
    /// 每季度 and 每月.
    Every(Every, Every),
}

/// An item of the older notice and the one it became, as indexes into the items of their readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub change: Change,
    pub old: Option<usize>,
    pub new: Option<usize>,
    /// What stands beside the change.
    pub beside: Vec<Beside>,
}

/// Pairs the targets, the duties and the rhythm rules of two notices, each with its text: first all that the newer says, in
/// its order, then what it dropped.
///
/// Targets are paired by what they count, in units that can be set against each other, never over levels (国家级, 省级),
/// places or kinds (申请, 授权); duties by what is done. Of a target that a notice says twice in the same way only the first
/// is taken.
pub fn compared(old: (&Text, &Reading), new: (&Text, &Reading)) -> Vec<Pair> {
    let (before, after) = (taken(old.1), taken(new.1));
    let partner = alike::partners(&before, &after);
    let mut left: HashSet<usize> = (0..before.len()).collect();
    let mut pairs = Vec::with_capacity(after.len());
    for (words, partner) in after.iter().zip(partner) {
        let Some(at) = partner else {
            pairs.push(alone(Change::New, None, Some(words.item)));
            continue;
        };
        left.remove(&at);
        let other = before[at].item;
        let (change, beside) = change::of(said(old, other), said(new, words.item));
        pairs.push(Pair {
            change,
            old: Some(other),
            new: Some(words.item),
            beside,
        });
    }
    let dropped = (0..before.len()).filter(|at| left.contains(at));
    pairs.extend(dropped.map(|at| alone(Change::Dropped, Some(before[at].item), None)));
    pairs
}

fn alone(change: Change, old: Option<usize>, new: Option<usize>) -> Pair {
    Pair {
        change,
        old,
        new,
        beside: Vec::new(),
    }
}

fn said<'a>((text, reading): (&'a Text, &'a Reading), at: usize) -> Said<'a> {
    Said {
        item: &reading.items[at],
        chars: text.chars(),
        year: reading.year,
    }
}

/// Targets, duties and rhythm rules with their words, further mentions left out.
fn taken(reading: &Reading) -> Vec<Words> {
    let mut seen = HashSet::new();
    let items = reading.items.iter().enumerate();
    items
        .filter_map(|(at, item)| Words::of(at, item))
        .filter(|words| seen.insert(words.mention()))
        .collect()
}

#[cfg(test)]
mod tests;
