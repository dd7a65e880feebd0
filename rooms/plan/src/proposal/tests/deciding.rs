//! What acts make of proposals.

use proptest::prelude::*;

use super::super::decide::{By, accept, dismiss, led, reopen, settle, split};
use super::super::group::groups;
use super::super::joining::{merge, separate};
use super::super::{Edit, Proposal, Refusal, State};
use super::{duty, moment, target};
use crate::quantity::{Firmness, Op};

fn by() -> By {
    By {
        name: "钱穗".to_owned(),
        moment: moment(),
    }
}

/// Two mentions under the first: as the notice says them.
fn pair(one: (Op, i64, &str, Firmness), other: (Op, i64, &str, Firmness)) -> Vec<Proposal> {
    let first = target(0, "净增高企", one.0, one.1, one.2, one.3);
    let second = Proposal {
        leader: first.id,
        place: 0,
        ..target(1, "净增高企", other.0, other.1, other.2, other.3)
    };
    vec![first, second]
}

#[test]
fn what_is_a_conflict() {
    use Firmness::{Committed, Plain, Strive};
    let base = (Op::AtLeast, 30, "家", Committed);
    for (other, clashes) in [
        ((Op::AtLeast, 30, "家", Committed), false),
        ((Op::AtLeast, 30, "家", Plain), false),
        ((Op::AtLeast, 30, "家", Strive), true),
        ((Op::AtLeast, 35, "家", Committed), true),
        ((Op::AtLeast, 30, "个", Committed), true),
        ((Op::More, 30, "家", Committed), true),
    ] {
        let all = pair(base, other);
        let group = led(&all, all[0].id).unwrap().unwrap();
        assert_eq!(group.is_in_conflict(), clashes, "{other:?}");
        assert_eq!(accept(&group, None, &by()).is_err(), clashes, "{other:?}");
    }
}

#[test]
fn a_second_click_is_harmless_and_an_undone_one_returns() {
    let all = vec![target(
        0,
        "科技担保额",
        Op::AtLeast,
        40,
        "家",
        Firmness::Strive,
    )];
    let group = led(&all, all[0].id).unwrap().unwrap();
    let taken = accept(&group, None, &by()).unwrap().unwrap();
    assert_eq!(taken.state, State::Accepted);
    let all = vec![taken];
    let group = led(&all, all[0].id).unwrap().unwrap();
    assert!(accept(&group, None, &by()).unwrap().is_none());
    assert_eq!(
        dismiss(&group, "不办", &by()).unwrap_err(),
        Refusal::Accepted {
            name: "科技担保额".to_owned()
        }
    );
    let open = reopen(&group, &by()).unwrap();
    assert_eq!(open.state, State::Open);
    let all = vec![open];
    let group = led(&all, all[0].id).unwrap().unwrap();
    assert!(reopen(&group, &by()).is_none());
    assert_eq!(dismiss(&group, "", &by()).unwrap_err(), Refusal::NoReason);
    assert_eq!(
        dismiss(&group, "属市里任务", &by())
            .unwrap()
            .unwrap()
            .reason,
        "属市里任务"
    );
}

#[test]
fn a_conflict_is_settled_by_one_wording_with_a_reason() {
    let all = pair(
        (Op::AtLeast, 30, "家", Firmness::Committed),
        (Op::AtLeast, 30, "家", Firmness::Strive),
    );
    let group = led(&all, all[0].id).unwrap().unwrap();
    assert_eq!(
        settle(&group, all[1].id, "", &by()).unwrap_err(),
        Refusal::NoReason
    );
    let stranger = target(9, "别的", Op::AtLeast, 1, "家", Firmness::Plain);
    assert_eq!(
        settle(&group, stranger.id, "从严", &by()).unwrap_err(),
        Refusal::NoSuchWording
    );
    let settled = settle(&group, all[1].id, "按年中会议", &by()).unwrap();
    let group = led(&settled, all[1].id).unwrap().unwrap();
    assert!(!group.is_in_conflict());
    assert_eq!(
        (group.leader.place, group.mentions.len(), group.firmness()),
        (1, 2, Firmness::Strive)
    );
    assert!(matches!(
        led(&settled, all[0].id),
        Err(Refusal::Merged { .. })
    ));
    assert!(accept(&group, None, &by()).unwrap().is_some());
    // Taken back, the conflict is there again.
    let accepted: Vec<Proposal> = settled
        .iter()
        .map(|one| Proposal {
            state: if one.leads() {
                State::Accepted
            } else {
                one.state
            },
            ..one.clone()
        })
        .collect();
    let open = reopen(&led(&accepted, all[1].id).unwrap().unwrap(), &by()).unwrap();
    let again = vec![settled[0].clone(), open];
    assert!(led(&again, all[1].id).unwrap().unwrap().is_in_conflict());
}

#[test]
fn a_conflict_can_stay_two_targets() {
    let mut all = pair(
        (Op::AtLeast, 30, "家", Firmness::Committed),
        (Op::AtLeast, 35, "家", Firmness::Committed),
    );
    all.push(Proposal {
        leader: all[0].id,
        place: 0,
        ..target(2, "净增高企", Op::AtLeast, 35, "家", Firmness::Plain)
    });
    all.push(target(
        7,
        "申报项目",
        Op::AtLeast,
        200,
        "项",
        Firmness::Strive,
    ));
    let parted = split(
        &all,
        &led(&all, all[0].id).unwrap().unwrap(),
        "一个是市里口径",
        &by(),
    )
    .unwrap();
    let groups = groups(&parted);
    assert_eq!(
        groups
            .iter()
            .map(|group| (group.leader.place, group.mentions.len()))
            .collect::<Vec<_>>(),
        [(1, 1), (9, 2)]
    );
    assert!(groups.iter().all(|group| !group.is_in_conflict()));
}

#[test]
fn a_changed_goal_settles_itself() {
    let all = pair(
        (Op::AtLeast, 30, "家", Firmness::Committed),
        (Op::AtLeast, 30, "家", Firmness::Strive),
    );
    let group = led(&all, all[0].id).unwrap().unwrap();
    let mut edit = Edit::of(group.leader);
    edit.goal.value = ::notice::Decimal::whole(32);
    let taken = accept(&group, Some(edit), &by()).unwrap().unwrap();
    assert_eq!(taken.goal.shown(), "≥ 32 家");
    assert!(!taken.settlement.is_empty());
}

#[test]
fn merging_is_for_open_targets_of_one_notice() {
    let one = target(0, "研发机构", Op::AtLeast, 5, "家", Firmness::Plain);
    let other = target(4, "企业研发机构", Op::AtLeast, 6, "家", Firmness::Plain);
    let task = duty(6, 6);
    let all = vec![one.clone(), other.clone(), task.clone()];
    assert_eq!(
        merge(&all, one.id, one.id, &by()).unwrap_err(),
        Refusal::NotMergeable
    );
    assert_eq!(
        merge(&all, one.id, task.id, &by()).unwrap_err(),
        Refusal::NotMergeable
    );
    let merged = merge(&all, other.id, one.id, &by()).unwrap();
    let all = vec![one.clone(), merged[0].clone(), task];
    assert!(led(&all, one.id).unwrap().unwrap().is_in_conflict());
    let apart = separate(&all, other.id, &by()).unwrap();
    assert!(apart.len() == 1 && apart[0].leads());
    assert_eq!(apart[0].place, 2);
    let accepted = vec![
        Proposal {
            state: State::Accepted,
            ..one.clone()
        },
        other.clone(),
    ];
    assert!(matches!(
        merge(&accepted, other.id, one.id, &by()),
        Err(Refusal::Accepted { .. })
    ));
}

#[test]
fn neighbouring_duties_become_one_and_part_again() {
    let named = |start: i64, name: &str| Proposal {
        name: name.to_owned(),
        ..duty(start, start)
    };
    let all = vec![named(0, "甲"), named(4, "乙"), named(8, "丙")];
    let (one, two, three) = (all[0].id, all[1].id, all[2].id);
    assert_eq!(
        merge(&all, one, three, &by()).unwrap_err(),
        Refusal::NotMergeable
    );
    for (id, into, name) in [
        (two, one, "甲，乙"),
        (one, two, "甲，乙"),
        (three, two, "乙，丙"),
    ] {
        let changed = merge(&all, id, into, &by()).unwrap();
        let kept: Vec<Proposal> = all
            .iter()
            .map(|old| {
                let new = changed.iter().find(|new| new.id == old.id);
                new.unwrap_or(old).clone()
            })
            .collect();
        let group = led(&kept, into).unwrap().unwrap();
        assert_eq!(
            (group.leader.name.as_str(), group.mentions.len()),
            (name, 2)
        );
        let apart = separate(&kept, id, &by()).unwrap();
        let names = |which| apart.iter().find(|p| p.id == which).unwrap().name.clone();
        let was = |which| all.iter().find(|p| p.id == which).unwrap().name.clone();
        assert_eq!((names(id), names(into)), (was(id), was(into)));
        assert!(apart.iter().all(|p| p.leads() && p.place == 0));
    }
}

#[test]
fn what_cannot_be_accepted() {
    let empty = Proposal {
        goal: super::super::no_goal(),
        ..target(0, "加的", Op::AtLeast, 1, "", Firmness::Plain)
    };
    let all = vec![empty];
    assert!(matches!(
        accept(&led(&all, all[0].id).unwrap().unwrap(), None, &by()),
        Err(Refusal::NoGoal { .. })
    ));
    let rule = Proposal {
        kind: super::super::Kind::Rhythm,
        ..duty(0, 0)
    };
    let all = vec![rule];
    assert!(matches!(
        accept(&led(&all, all[0].id).unwrap().unwrap(), None, &by()),
        Err(Refusal::NoIndicator { .. })
    ));
}

proptest! {
    /// Whatever is said, splitting leaves no conflict and loses no mention, and the numbers stay apart.
    #[test]
    fn splitting_ends_every_conflict(goals in proptest::collection::vec((0..3_i64, 0..3_usize), 2..8)) {
        let mut all: Vec<Proposal> = Vec::new();
        for (at, (value, firmness)) in goals.iter().enumerate() {
            let one = target(i64::try_from(at).unwrap(), "目标", Op::AtLeast, 10 + value, "家", Firmness::ALL[*firmness]);
            let leader = all.first().map_or(one.id, |first| first.id);
            all.push(Proposal { leader, place: if leader == one.id { 1 } else { 0 }, ..one });
        }
        let group = led(&all, all[0].id).unwrap().unwrap();
        prop_assume!(group.is_in_conflict());
        let parted = split(&all, &group, "各算各的", &by()).unwrap();
        prop_assert_eq!(parted.len(), all.len());
        let groups = groups(&parted);
        prop_assert_eq!(groups.iter().map(|group| group.mentions.len()).sum::<usize>(), all.len());
        prop_assert!(groups.iter().all(|group| !group.is_in_conflict()));
        let mut places: Vec<i64> = groups.iter().map(|group| group.leader.place).collect();
        places.sort_unstable();
        places.dedup();
        prop_assert_eq!(places.len(), groups.len());
        prop_assert!(groups.len() >= 2);
    }
}
