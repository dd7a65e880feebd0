#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use values::Uuid;

fn failing(clause: &str) -> Failing {
    Failing {
        clause: clause.to_owned(),
        name: clause.to_uppercase(),
        shortfall: "差 2 人".to_owned(),
    }
}

fn candidate(n: u128, chance: u32, cost: i64, clauses: &[&str]) -> Candidate {
    Candidate {
        firm: Id::new(Uuid::from_u128(n)),
        place: Place::Outside,
        clauses: clauses.iter().map(|one| failing(one)).collect(),
        changes: Vec::new(),
        is_correction: false,
        cost: Fen(cost),
        last_day: Day::of(2020, 10, u32::try_from(n).unwrap() % 28 + 1),
        chance,
    }
}

fn county(offset: i64, given: &[u32], candidates: Vec<Candidate>) -> County {
    let given = Successes::of(given.iter().copied());
    County::new((offset, offset), given, candidates, Aside::default())
}

#[test]
fn a_clause_that_has_to_be_turned_lowers_the_chance() {
    for (stage, acts, wanted) in [
        (6_500, vec![], 650_000),
        (6_500, vec![8_000], 520_000),
        (6_500, vec![8_000, 8_000], 416_000),
        (6_500, vec![8_000, 6_000], 312_000),
        (0, vec![8_000], 0),
        (10_000, vec![10_000; 5], 1_000_000),
        (12_000, vec![-1], 0),
    ] {
        assert_eq!(chance(stage, acts.clone()), wanted, "{stage} {acts:?}");
    }
}

#[test]
fn the_likeliest_are_proposed_and_of_equal_ones_the_cheapest_then_the_nearest() {
    let all = vec![
        candidate(1, 500_000, 0, &["c4", "c5"]),
        candidate(2, 900_000, 7, &[]),
        candidate(3, 900_000, 7, &["c4"]),
        candidate(4, 900_000, 0, &["c2"]),
    ];
    // Two are lost whatever happens.
    let county = county(-2, &[], all);
    let order: Vec<u128> = county
        .candidates
        .iter()
        .map(|one| one.firm.uuid().as_u128())
        .collect();
    assert_eq!(order, [4, 2, 3, 1]);
    assert_eq!(county.proposed(-2, 1_000_000), (0, true));
    assert_eq!(county.proposed(-1, 900_000), (1, true));
    assert_eq!(county.proposed(0, 810_000), (2, true));
    assert_eq!(county.proposed(0, 810_001), (3, true));
    assert_eq!(county.proposed(2, 500_000), (4, false));
    assert_eq!(county.reaches(0, &county.candidates[..2]), 810_000);
    assert_eq!(county.reaches(1, &county.candidates[..2]), 0);
}

#[test]
fn clauses_are_counted_by_kind_with_the_earliest_last_day() {
    let all = [
        candidate(9, 1, 0, &["c4", "c5"]),
        candidate(3, 1, 0, &["c4"]),
        candidate(5, 1, 0, &["c5", "c7"]),
    ];
    let told: Vec<(String, usize, String)> = clauses(&all)
        .into_iter()
        .map(|one| (one.id, one.firms, one.last_day.unwrap().to_string()))
        .collect();
    let wanted = [
        ("c4", 2, "2020-10-04"),
        ("c5", 2, "2020-10-06"),
        ("c7", 1, "2020-10-06"),
    ];
    let wanted = wanted.map(|(id, firms, day)| (id.to_owned(), firms, day.to_owned()));
    assert_eq!(told, wanted);
}

#[test]
fn a_percent_does_not_promise_more_than_it_is() {
    for (chance, wanted) in [
        (0, "0%"),
        (499, "不到 0.1%"),
        (734_499, "73.4%"),
        (734_500, "73.5%"),
        (800_000, "80%"),
        (999_999, "99.9% 以上"),
        (1_000_000, "100%"),
    ] {
        assert_eq!(percent(chance), wanted);
    }
}

proptest! {
    /// The proposal is the least: one firm fewer falls short, and no firm outside it is likelier than one in it.
    #[test]
    fn no_smaller_set_reaches_it(
        chances in prop::collection::vec(0u32..=1_000_000, 0..25),
        given in prop::collection::vec(0u32..=1_000_000, 0..6),
        wanted in -3i64..12,
        sure in 1u32..990_000,
    ) {
        let all = (1..).zip(&chances).map(|(n, chance)| candidate(n, *chance, 0, &[])).collect();
        let county = county(-2, &given, all);
        let (taken, reached) = county.proposed(wanted, sure);
        let chance = county.reaches(wanted, &county.candidates[..taken]);
        prop_assert_eq!(reached, chance >= sure);
        if taken > 0 {
            let fewer = county.reaches(wanted, &county.candidates[..taken - 1]);
            prop_assert!(fewer < sure && fewer <= chance);
        }
        let least = county.candidates[..taken].iter().map(|one| one.chance).min();
        let most = county.candidates[taken..].iter().map(|one| one.chance).max();
        prop_assert!(least.zip(most).is_none_or(|(least, most)| least >= most));
    }
}
