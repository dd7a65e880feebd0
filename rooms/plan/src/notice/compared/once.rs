//! What a mapping has joined is told once: the mentions of one target are one line.

use std::collections::HashSet;

use ::notice::{Kind, Pair, Reading};
use values::Id;

use crate::proposal::{self, Proposal};

/// The target that an item is a mention of, as far as it was proposed; by the index of the item.
pub type Leaders = Vec<Option<Id<Proposal>>>;

pub fn leaders(reading: &Reading, proposals: &[Proposal]) -> Leaders {
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let of = |item: &::notice::Item| {
        let (start, end) = (place(item.start), place(item.end));
        let one = proposals
            .iter()
            .find(|one| one.kind == proposal::Kind::Target && (one.start, one.end) == (start, end));
        one.filter(|_| matches!(item.kind, Kind::Target(_)))
            .map(|one| one.leader)
    };
    reading.items.iter().map(of).collect()
}

/// Leaves out the further mentions of a target that another pair tells of. A mention that has its like in the other notice
/// speaks for those that have none.
pub fn once(pairs: Vec<Pair>, old: &Leaders, new: &Leaders) -> Vec<Pair> {
    let leaders = |pair: &Pair| {
        let of = |at: Option<usize>, leaders: &Leaders| at.and_then(|at| leaders[at]);
        (of(pair.old, old), of(pair.new, new))
    };
    let is_met = |pair: &&Pair| pair.old.is_some() && pair.new.is_some();
    let met: Vec<_> = pairs.iter().filter(is_met).map(leaders).collect();
    let met_old: HashSet<_> = met.iter().filter_map(|(old, _)| *old).collect();
    let met_new: HashSet<_> = met.iter().filter_map(|(_, new)| *new).collect();
    let mut told = HashSet::new();
    let stays = |pair: &Pair| match leaders(pair) {
        (None, None) => true,
        (Some(old), None) if pair.new.is_none() => {
            !met_old.contains(&old) && told.insert((Some(old), None))
        }
        (None, Some(new)) if pair.old.is_none() => {
            !met_new.contains(&new) && told.insert((None, Some(new)))
        }
        both => told.insert(both),
    };
    pairs.into_iter().filter(stays).collect()
}
