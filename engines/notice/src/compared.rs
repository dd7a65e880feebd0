//! Two notices of one bureau laid beside each other: what is new, raised, lowered, dropped or reworded.

mod alike;

use crate::item::{Figure, Item, Kind};
use crate::reading::Reading;
use alike::Words;
use std::cmp::Ordering;
use std::collections::HashSet;

/// What became of a target or a duty from the older notice to the newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Only the newer notice says it.
    New,
    /// The value went up.
    Raised,
    /// The value went down.
    Lowered,
    /// Only the older notice says it.
    Dropped,
    /// Other words, another comparator or firmness; the value is the same.
    Reworded,
    /// The same to the word.
    Kept,
}

/// An item of the older notice and the one it became, as indexes into the items of their readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub change: Change,
    pub old: Option<usize>,
    pub new: Option<usize>,
}

/// Pairs the targets and the duties of two notices: first all that the newer says, in its order, then what it dropped.
///
/// Targets are paired by what they count, never over different units or levels (国家级, 省级); duties by what is done.
/// Of a target that a notice says twice in the same way only the first is taken.
pub fn compared(old: &Reading, new: &Reading) -> Vec<Pair> {
    let (before, after) = (taken(old), taken(new));
    let partner = alike::partners(&before, &after);
    let mut left: HashSet<usize> = (0..before.len()).collect();
    let mut pairs = Vec::with_capacity(after.len());
    for (words, partner) in after.iter().zip(partner) {
        let one = &new.items[words.item];
        pairs.push(match partner {
            Some(at) => {
                left.remove(&at);
                let other = before[at].item;
                Pair {
                    change: change(&old.items[other], one),
                    old: Some(other),
                    new: Some(words.item),
                }
            }
            None => Pair {
                change: Change::New,
                old: None,
                new: Some(words.item),
            },
        });
    }
    let dropped = (0..before.len()).filter(|at| left.contains(at));
    pairs.extend(dropped.map(|at| Pair {
        change: Change::Dropped,
        old: Some(before[at].item),
        new: None,
    }));
    pairs
}

/// Targets and duties with their words, further mentions left out.
fn taken(reading: &Reading) -> Vec<Words> {
    let mut seen = HashSet::new();
    let words = reading
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Words::of(at, item));
    words
        .filter(|one| {
            seen.insert((
                one.text.clone(),
                one.unit.clone(),
                value(&reading.items[one.item]),
            ))
        })
        .collect()
}

fn value(item: &Item) -> Option<crate::Decimal> {
    match &item.kind {
        Kind::Target(figure) => Some(figure.value),
        _ => None,
    }
}

fn change(old: &Item, new: &Item) -> Change {
    match (&old.kind, &new.kind) {
        (Kind::Target(old), Kind::Target(new)) => of_figures(old, new),
        (Kind::Duty(old), Kind::Duty(new)) if old.what == new.what => Change::Kept,
        _ => Change::Reworded,
    }
}

fn of_figures(old: &Figure, new: &Figure) -> Change {
    let same = old.name == new.name
        && old.op == new.op
        && old.firmness == new.firmness
        && old.value_high == new.value_high;
    // Of a range the lower end tells, then the upper one.
    let highs = old.value_high.zip(new.value_high);
    let highs = highs.map_or(Ordering::Equal, |(old, new)| old.cmp(&new));
    match old.value.cmp(&new.value).then(highs) {
        Ordering::Less => Change::Raised,
        Ordering::Greater => Change::Lowered,
        Ordering::Equal if same => Change::Kept,
        Ordering::Equal => Change::Reworded,
    }
}

#[cfg(test)]
mod tests;
