#![allow(clippy::unwrap_used)]

use ::notice::SentenceKind;

use super::{Count, Sentence, Standing, count, standing};
use crate::proposal::tests::{duty, moment, read, rugao, target};
use crate::proposal::{Proposal, State};
use crate::quantity::{Firmness, Op};

fn sentence(number: i64, kind: SentenceKind, reason: &str) -> Sentence {
    Sentence {
        number,
        start: number * 10,
        end: number * 10 + 9,
        kind,
        section: Vec::new(),
        reason: reason.to_owned(),
        actor_name: String::new(),
        moment: moment(),
    }
}

fn with(state: State, one: Proposal) -> Proposal {
    Proposal { state, ..one }
}

#[test]
fn what_becomes_of_a_sentence() {
    use State::{Accepted, Dismissed, Open};
    for (states, reason, becomes) in [
        (&[][..], "", Standing::Open),
        (&[], "背景", Standing::SetAside),
        (&[Open], "", Standing::Open),
        (&[Accepted], "", Standing::Mapped),
        (&[Accepted, Open], "", Standing::Open),
        (&[Accepted, Dismissed], "", Standing::Mapped),
        (&[Dismissed, Dismissed], "", Standing::SetAside),
    ] {
        let proposals: Vec<Proposal> = states
            .iter()
            .zip(0..)
            .map(|(state, at)| with(*state, duty(at, 3)))
            .collect();
        assert_eq!(
            standing(&sentence(3, SentenceKind::Plan, reason), &proposals),
            becomes,
            "{states:?}"
        );
    }
    assert_eq!(
        standing(&sentence(1, SentenceKind::Heading, ""), &[]),
        Standing::Outside
    );
    assert_eq!(
        standing(&sentence(1, SentenceKind::Letter, ""), &[]),
        Standing::Outside
    );
}

#[test]
fn a_further_mention_stands_as_its_leader_does() {
    let leader = target(0, "净增高企", Op::AtLeast, 30, "家", Firmness::Plain);
    let mention = Proposal {
        leader: leader.id,
        place: 0,
        ..target(5, "净增高企", Op::AtLeast, 30, "家", Firmness::Plain)
    };
    let all = vec![with(State::Accepted, leader), mention];
    assert_eq!(
        standing(&sentence(5, SentenceKind::Plan, ""), &all),
        Standing::Mapped
    );
}

#[test]
fn the_count_of_the_real_notice_adds_up() {
    let (mut found, mut sentences, _) = read(&rugao());
    let before = count(&sentences, &found);
    assert_eq!((before.mapped, before.set_aside), (0, 0));
    for one in &mut found {
        one.state = State::Accepted;
    }
    for one in &mut sentences {
        one.reason = "没有任务".to_owned();
    }
    let after = count(&sentences, &found);
    assert_eq!((after.open, after.total()), (0, before.total()));
    let with_proposals = sentences
        .iter()
        .filter(|one| found.iter().any(|proposal| proposal.sentence == one.number))
        .count();
    assert_eq!(after.mapped, with_proposals);
}

#[test]
fn the_bar_is_full_only_at_the_end() {
    assert_eq!(
        Count {
            mapped: 31,
            set_aside: 8,
            open: 7
        }
        .bar(240),
        203
    );
    assert_eq!(
        Count {
            mapped: 1,
            set_aside: 1,
            open: 0
        }
        .bar(240),
        240
    );
    assert_eq!(Count::default().bar(240), 0);
}
