use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::demonstration::act::{Row, Value};
use crate::demonstration::calendar::day;
use crate::demonstration::people::PEOPLE;

fn usual() -> Story {
    story(day(2020, 9, 18))
}

#[test]
fn the_story_is_the_same_every_time() {
    assert_eq!(usual(), usual());
}

#[test]
fn acts_stand_in_order_of_time_and_end_before_the_day_begins() {
    let story = usual();
    assert!(story.acts.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(
        story
            .acts
            .iter()
            .all(|act| act.at < opening(day(2020, 9, 18)))
    );
    assert!(
        story
            .acts
            .iter()
            .any(|act| act.at.day() == day(2020, 9, 17))
    );
}

/// Nothing is changed, verified or linked to before it was entered, and nothing is entered about
/// a firm before the firm.
#[test]
fn nothing_happens_to_what_is_not_there_yet() {
    let story = usual();
    let (mut rows, mut firms): (BTreeSet<Row>, BTreeSet<usize>) = Default::default();
    for act in &story.acts {
        if let Some(posting) = act.deed.posting() {
            assert!(
                posting.firm.is_none_or(|firm| firms.contains(&firm)),
                "{act:?}"
            );
            let links = posting.fields.iter().filter_map(|(_, value)| {
                if let Value::Link(row) = value {
                    Some(row)
                } else {
                    None
                }
            });
            links.for_each(|row| assert!(rows.contains(row), "{act:?}"));
        }
        match &act.deed {
            Deed::Firm(at) => assert!(firms.insert(*at)),
            Deed::Enter { row, .. } => assert!(rows.insert(*row)),
            Deed::Moves(moves) => {
                for one in moves {
                    assert!(firms.contains(&one.firm), "{one:?}");
                    assert!(
                        one.rests_on.is_none_or(|row| rows.contains(&row)),
                        "{one:?}"
                    );
                    assert!(one.row.is_none_or(|row| rows.insert(row)), "{one:?}");
                }
            }
            Deed::Facts(listed) => {
                assert!(listed.facts.iter().all(|(firm, _)| firms.contains(firm)));
            }
            deed => assert!(deed.row().is_none_or(|row| rows.contains(&row)), "{act:?}"),
        }
    }
}

/// Whoever verifies wrote none of it.
#[test]
fn two_people_stand_behind_every_verified_row() {
    let mut wrote: BTreeMap<Row, BTreeSet<&str>> = BTreeMap::new();
    for act in usual().acts {
        assert!(
            PEOPLE.iter().any(|person| person.key == act.who),
            "{}",
            act.who
        );
        match act.deed {
            Deed::Verify(row) => {
                let writers = wrote.remove(&row).unwrap_or_default();
                assert!(!writers.contains(act.who), "row {row} by {}", act.who);
            }
            Deed::Enter { row, .. }
            | Deed::Correct { row, .. }
            | Deed::Strike { row, .. }
            | Deed::Prove(row, _) => {
                wrote.entry(row).or_default().insert(act.who);
            }
            Deed::Moves(moves) => {
                for row in moves.iter().filter_map(|one| one.row) {
                    wrote.entry(row).or_default().insert(act.who);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn an_earlier_day_tells_the_beginning_of_the_same_story() {
    let (short, long) = (story(day(2020, 5, 6)), usual());
    assert_eq!(short.firms, long.firms);
    assert_eq!(short.acts[..], long.acts[..short.acts.len()]);
    assert!(story(day(2021, 1, 5)).acts.len() > long.acts.len());
}

#[test]
fn some_forty_vouchers_are_files() {
    let story = usual();
    let papers = story
        .acts
        .iter()
        .filter_map(|act| act.deed.posting())
        .flat_map(|posting| &posting.papers);
    let files = papers
        .filter(|paper| matches!(paper.sheet, crate::demonstration::paper::Sheet::File(_)))
        .count();
    assert!((30..=60).contains(&files), "{files}");
}
