//! What a person's acts make of proposals: pure functions of the notice's proposals. Each gives
//! the proposals that change, or says why nothing does.

use values::{Id, Moment};

use super::group::{Group, groups};
use super::{Edit, Proposal, Refusal, State};

/// Who acts, and when.
#[derive(Clone, Debug)]
pub struct By {
    pub name: String,
    pub moment: Moment,
}

/// Why a target with one mention changed by hand needs no further settling.
const REWORDED: &str = "按修改后的写法";

/// The group that `id` leads; a further mention is not acted on alone.
pub fn led(all: &[Proposal], id: Id<Proposal>) -> Result<Option<Group<'_>>, Refusal> {
    let Some(one) = all.iter().find(|one| one.id == id) else {
        return Ok(None);
    };
    if !one.leads() {
        let leader = all
            .iter()
            .find(|other| other.id == one.leader)
            .map(|leader| leader.name.clone());
        return Err(Refusal::Merged {
            leader: leader.unwrap_or_default(),
        });
    }
    Ok(groups(all).into_iter().find(|group| group.leader.id == id))
}

/// Takes it into the plan, perhaps changed. `None`: it is in already, and a second click is harmless.
pub fn accept(group: &Group<'_>, edit: Option<Edit>, by: &By) -> Result<Option<Proposal>, Refusal> {
    let name = group.leader.name.clone();
    match group.leader.state {
        State::Accepted => return Ok(None),
        State::Dismissed => return Err(Refusal::Dismissed { name }),
        State::Open if edit.is_none() && group.is_in_conflict() => {
            return Err(Refusal::Conflict { name });
        }
        State::Open => {}
    }
    let as_it_is = Edit {
        firmness: group.firmness(),
        ..Edit::of(group.leader)
    };
    let mut taken = edit.map_or_else(
        || as_it_is.onto(group.leader.clone()),
        |edit| changed(group, edit),
    );
    if taken.lacks_indicator() {
        return Err(Refusal::NoIndicator { name });
    }
    if taken.lacks_goal() {
        return Err(Refusal::NoGoal { name });
    }
    taken.state = State::Accepted;
    Ok(Some(signed(taken, by)))
}

/// Changes an open proposal and leaves it open.
pub fn reword(group: &Group<'_>, edit: Edit, by: &By) -> Result<Proposal, Refusal> {
    open(group.leader)?;
    Ok(signed(changed(group, edit), by))
}

fn changed(group: &Group<'_>, edit: Edit) -> Proposal {
    let mut changed = edit.onto(group.leader.clone());
    let was = Edit {
        firmness: group.firmness(),
        ..Edit::of(group.leader)
    };
    // A goal changed by hand differs from what the mentions say on purpose.
    if changed.settlement.is_empty()
        && (group.differs() || changed.goal != was.goal || changed.firmness != was.firmness)
    {
        REWORDED.clone_into(&mut changed.settlement);
    }
    changed
}

/// Leaves it out of the plan for a reason. `None`: it is out already.
pub fn dismiss(group: &Group<'_>, reason: &str, by: &By) -> Result<Option<Proposal>, Refusal> {
    match group.leader.state {
        State::Dismissed => return Ok(None),
        State::Accepted => {
            return Err(Refusal::Accepted {
                name: group.leader.name.clone(),
            });
        }
        State::Open if reason.is_empty() => return Err(Refusal::NoReason),
        State::Open => {}
    }
    let dismissed = Proposal {
        state: State::Dismissed,
        reason: reason.to_owned(),
        ..group.leader.clone()
    };
    Ok(Some(signed(dismissed, by)))
}

/// Takes an acceptance or a dismissal back; a settled conflict is open again. `None`: it is open.
pub fn reopen(group: &Group<'_>, by: &By) -> Option<Proposal> {
    let open = Proposal {
        state: State::Open,
        reason: String::new(),
        settlement: String::new(),
        ..group.leader.clone()
    };
    (group.leader.state != State::Open).then(|| signed(open, by))
}

/// Settles a conflict by one of the wordings, which then leads the group.
pub fn settle(
    group: &Group<'_>,
    pick: Id<Proposal>,
    reason: &str,
    by: &By,
) -> Result<Vec<Proposal>, Refusal> {
    in_conflict(group)?;
    if reason.is_empty() {
        return Err(Refusal::NoReason);
    }
    if group.mentions.iter().all(|mention| mention.id != pick) {
        return Err(Refusal::NoSuchWording);
    }
    let led_by_pick = |mention: &&Proposal| {
        let leads = mention.id == pick;
        let place = if leads { group.leader.place } else { 0 };
        let settlement = if leads {
            reason.to_owned()
        } else {
            String::new()
        };
        signed(
            Proposal {
                leader: pick,
                place,
                settlement,
                ..(*mention).clone()
            },
            by,
        )
    };
    Ok(group.mentions.iter().map(led_by_pick).collect())
}

/// Settles a conflict by keeping each wording as a target of its own.
pub fn split(
    all: &[Proposal],
    group: &Group<'_>,
    reason: &str,
    by: &By,
) -> Result<Vec<Proposal>, Refusal> {
    in_conflict(group)?;
    if reason.is_empty() {
        return Err(Refusal::NoReason);
    }
    let wordings = group.wordings();
    let mut changed = Vec::new();
    for mention in &group.mentions {
        let own = wordings
            .iter()
            .position(|wording| !wording.contradicts(mention))
            .unwrap_or(0);
        let leader = wordings[own];
        let leads = leader.id == mention.id;
        let place = match own {
            0 => group.leader.place,
            own => next_place(all) + i64::try_from(own).unwrap_or(1) - 1,
        };
        let one = Proposal {
            leader: leader.id,
            place: if leads { place } else { 0 },
            settlement: if leads {
                reason.to_owned()
            } else {
                String::new()
            },
            ..(*mention).clone()
        };
        changed.push(signed(one, by));
    }
    Ok(changed)
}

/// The number after the greatest that the notice's targets carry.
pub fn next_place(all: &[Proposal]) -> i64 {
    all.iter().map(|one| one.place).max().unwrap_or(0) + 1
}

pub fn open(leader: &Proposal) -> Result<(), Refusal> {
    let name = leader.name.clone();
    match leader.state {
        State::Open => Ok(()),
        State::Accepted => Err(Refusal::Accepted { name }),
        State::Dismissed => Err(Refusal::Dismissed { name }),
    }
}

fn in_conflict(group: &Group<'_>) -> Result<(), Refusal> {
    open(group.leader)?;
    if group.is_in_conflict() {
        Ok(())
    } else {
        Err(Refusal::NoConflict {
            name: group.leader.name.clone(),
        })
    }
}

pub fn signed(one: Proposal, by: &By) -> Proposal {
    Proposal {
        actor_name: by.name.clone(),
        moment: by.moment,
        ..one
    }
}
