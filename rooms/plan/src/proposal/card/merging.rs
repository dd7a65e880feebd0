//! What a proposal can be merged into.

use values::Id;

use crate::proposal::group::Group;
use crate::proposal::{Kind, Proposal, State, joining, number_of};

/// Open proposals of the notice that this one could be a further mention of.
pub fn others(leader: &Proposal, all: &[Group<'_>]) -> Vec<(Id<Proposal>, String)> {
    match leader.kind {
        Kind::Target => other_targets(leader, all),
        Kind::Duty => neighbours(leader, all),
        Kind::Rhythm => Vec::new(),
    }
}

fn other_targets(leader: &Proposal, all: &[Group<'_>]) -> Vec<(Id<Proposal>, String)> {
    let open = all.iter().map(|group| group.leader).filter(|other| {
        other.id != leader.id && other.kind == Kind::Target && other.state == State::Open
    });
    let mut found: Vec<(i64, Id<Proposal>, String)> = open
        .map(|other| {
            (
                other.place,
                other.id,
                format!("{} {}", number_of(other.place), other.name),
            )
        })
        .collect();
    found.sort_by_key(|(place, ..)| *place);
    found.into_iter().map(|(_, id, name)| (id, name)).collect()
}

/// 上一条：强化高企政策的宣传
fn neighbours(leader: &Proposal, all: &[Group<'_>]) -> Vec<(Id<Proposal>, String)> {
    let named = |id: Id<Proposal>| {
        let other = all
            .iter()
            .map(|group| group.leader)
            .find(|one| one.id == id)?;
        let side = if other.start < leader.start {
            "上一条"
        } else {
            "下一条"
        };
        Some((id, format!("{side}：{}", other.name)))
    };
    let leaders = all.iter().map(|group| group.leader);
    joining::neighbours(leaders, leader)
        .into_iter()
        .filter_map(named)
        .collect()
}
