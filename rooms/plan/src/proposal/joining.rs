//! Proposals taken together, and apart again: a target with another mention of it, a duty with the one beside it.

use values::Id;

use super::decide::{By, led, next_place, open, signed};
use super::group::Group;
use super::{Kind, Proposal, Refusal, State};

/// What stands between the words of duties that are one.
const BETWEEN: char = '，';

/// Makes an open proposal, with all its mentions, further mentions of another open one: a target of any target, a duty
/// of the one before or behind it. The words of duties are put together in the order of the text.
pub fn merge(
    all: &[Proposal],
    id: Id<Proposal>,
    into: Id<Proposal>,
    by: &By,
) -> Result<Vec<Proposal>, Refusal> {
    let (Some(group), Some(target)) = (led(all, id)?, led(all, into)?) else {
        return Err(Refusal::NotMergeable);
    };
    open(group.leader)?;
    open(target.leader)?;
    let fits = match group.leader.kind {
        Kind::Target => target.leader.kind == Kind::Target && id != into,
        Kind::Duty => neighbours(all.iter(), group.leader).contains(&into),
        Kind::Rhythm => false,
    };
    if !fits {
        return Err(Refusal::NotMergeable);
    }
    let merged = |mention: &&Proposal| Proposal {
        leader: into,
        place: 0,
        settlement: String::new(),
        ..(*mention).clone()
    };
    let mut changed: Vec<Proposal> = group.mentions.iter().map(merged).collect();
    if group.leader.kind == Kind::Duty {
        changed.push(together(&group, &target));
    }
    Ok(changed.into_iter().map(|one| signed(one, by)).collect())
}

/// The open duties before and behind one, in the order of the text.
pub fn neighbours<'p>(
    all: impl Iterator<Item = &'p Proposal>,
    duty: &Proposal,
) -> Vec<Id<Proposal>> {
    let place = |one: &Proposal| (one.start, one.end, one.id);
    let open = |one: &&Proposal| one.kind == Kind::Duty && one.leads() && one.state == State::Open;
    let (before, behind): (Vec<_>, Vec<_>) = all
        .filter(open)
        .filter(|one| one.id != duty.id)
        .partition(|one| place(one) < place(duty));
    let before = before.into_iter().max_by_key(|one| place(one));
    let behind = behind.into_iter().min_by_key(|one| place(one));
    before.into_iter().chain(behind).map(|one| one.id).collect()
}

/// The leader of the duties that become one.
fn together(group: &Group<'_>, into: &Group<'_>) -> Proposal {
    let (first, second) = if group.leader.start < into.leader.start {
        (group.leader, into.leader)
    } else {
        (into.leader, group.leader)
    };
    Proposal {
        name: format!("{}{BETWEEN}{}", first.name, second.name),
        ..into.leader.clone()
    }
}

/// Makes a further mention of an open proposal one of its own; a duty takes its words along.
pub fn separate(all: &[Proposal], id: Id<Proposal>, by: &By) -> Result<Vec<Proposal>, Refusal> {
    let Some(one) = all.iter().find(|one| one.id == id && !one.leads()) else {
        return Err(Refusal::NotMergeable);
    };
    let leader = all.iter().find(|other| other.id == one.leader);
    leader.map_or(Ok(()), open)?;
    let is_target = one.kind == Kind::Target;
    let own = Proposal {
        leader: id,
        place: if is_target { next_place(all) } else { 0 },
        ..one.clone()
    };
    let left = leader.filter(|_| !is_target).map(|leader| Proposal {
        name: without(&leader.name, &one.name),
        ..leader.clone()
    });
    let changed = std::iter::once(own).chain(left);
    Ok(changed.map(|one| signed(one, by)).collect())
}

/// The words of a duty without those of one that leaves it; words changed by hand stay.
fn without(name: &str, part: &str) -> String {
    let end = name
        .strip_suffix(part)
        .and_then(|head| head.strip_suffix(BETWEEN));
    let start = || {
        name.strip_prefix(part)
            .and_then(|tail| tail.strip_prefix(BETWEEN))
    };
    let inside = || {
        name.replacen(
            &format!("{BETWEEN}{part}{BETWEEN}"),
            &BETWEEN.to_string(),
            1,
        )
    };
    end.or_else(start).map_or_else(inside, str::to_owned)
}
