//! Proposals always add up.

use measure::indicator::Direction;
use proptest::prelude::*;

use super::super::amount::Step;
use super::super::apportion::{apportion, fill};
use super::super::propose::{By, Weighed, Whole, fill_up, propose};
use super::*;

#[test]
fn the_largest_remainder_takes_what_is_left() {
    for (whole, weights, parts) in [
        (10, vec![1, 1, 1], vec![4, 3, 3]),
        (150, vec![11, 11, 14], vec![46, 46, 58]),
        (1, vec![5, 9, 3], vec![0, 1, 0]),
        (7, vec![0, 0], vec![4, 3]),
        (7, vec![-5, 2], vec![0, 7]),
        (-7, vec![1, 2], vec![-2, -5]),
        (5, vec![], vec![]),
    ] {
        assert_eq!(apportion(whole, &weights), parts, "{whole} {weights:?}");
    }
}

fn weighed(weights: &[i128]) -> Vec<Weighed> {
    let of = |(at, weight): (usize, &i128)| Weighed {
        town: town(at as u128 + 1),
        weight: *weight,
        last: None,
    };
    weights.iter().enumerate().map(of).collect()
}

fn whole(rule: Rule, value: &str, unit: &str, planned: [Option<&str>; 4]) -> Whole {
    let value = amount(value);
    Whole {
        rule,
        value,
        step: Step::of(value, unit),
        direction: Direction::Up,
        planned: planned.map(|text| text.map(amount)),
    }
}

#[test]
fn a_proposal_follows_the_weights_and_the_curve() {
    let curve = [Some("30"), Some("40"), Some("42"), Some("38")];
    let whole = whole(Rule::Sum, "150", "项", curve);
    let cells = propose(&whole, "a", &weighed(&[1, 2]));
    let split = Matrix::new(Rule::Sum, cells);
    assert_eq!(split.whole(), Some(amount("150")));
    assert_eq!(split.year(&Unit::Town(town(1))), Some(amount("50")));
    let quarters = [1, 2, 3, 4].map(|quarter| split.total(quarter).unwrap());
    assert_eq!(quarters, ["30", "40", "42", "38"].map(amount));
}

#[test]
fn one_title_goes_to_one_town() {
    let whole = whole(Rule::Sum, "1", "家", [None, None, None, Some("1")]);
    let cells = propose(&whole, "a", &weighed(&[1, 4, 2]));
    assert_eq!(
        cells.into_iter().collect::<Vec<_>>(),
        [(Cell::new("a", town(2), 4), amount("1"))]
    );
}

#[test]
fn a_stock_is_split_at_each_end_and_a_threshold_is_given_to_all() {
    let net = whole(
        Rule::Stock,
        "30",
        "家",
        [None, Some("10"), None, Some("30")],
    );
    let split = Matrix::new(Rule::Stock, propose(&net, "a", &weighed(&[1, 2, 0])));
    assert_eq!(
        (split.total(2), split.whole()),
        (Some(amount("10")), Some(amount("30")))
    );
    assert_eq!(
        split.year(&Unit::Town(town(3))),
        Some(Amount::ZERO),
        "the end of the year stands"
    );
    let ratio = whole(Rule::Own, "0.93", "ratio", [None, None, None, Some("0.93")]);
    let mut towns = weighed(&[1, 1]);
    towns[1].last = Some(amount("0.95"));
    let split = Matrix::new(Rule::Own, propose(&ratio, "a", &towns));
    assert_eq!(split.year(&Unit::Town(town(1))), Some(amount("0.93")));
    assert_eq!(
        split.year(&Unit::Town(town(2))),
        Some(amount("0.95")),
        "nobody is asked for less than they had"
    );
}

#[test]
fn what_is_left_is_added_where_the_curve_is_short() {
    let curve = [Some("30"), Some("40"), Some("42"), Some("38")];
    let whole = whole(Rule::Sum, "150", "项", curve);
    let cells = [
        ("a", 1, 1, "29"),
        ("a", 1, 2, "41"),
        ("a", 2, 3, "39"),
        ("a", 2, 4, "38"),
    ];
    let split = matrix(Rule::Sum, &cells);
    let filled = Matrix::new(Rule::Sum, fill_up(&split, &whole, "a", &weighed(&[3, 1])));
    assert_eq!(filled.whole(), Some(amount("150")));
    assert_eq!(
        filled.total(2),
        Some(amount("41")),
        "nothing is taken away, nothing added to what is full"
    );
    let full = Matrix::new(Rule::Sum, fill_up(&filled, &whole, "a", &weighed(&[3, 1])));
    assert_eq!(full, filled);
}

#[test]
fn kinds_of_proposals_in_an_address() {
    for by in By::ALL {
        assert_eq!(By::from_code(by.code()), Some(by));
    }
}

proptest! {
    #[test]
    fn parts_add_up_and_stay_close(whole in 0..1_000_000_000_000_i128, weights in prop::collection::vec(0..5_000_000_000_000_i128, 1..30)) {
        let parts = apportion(whole, &weights);
        prop_assert_eq!(parts.iter().sum::<i128>(), whole);
        prop_assert!(parts.iter().all(|part| *part >= 0));
        let negative = apportion(-whole, &weights);
        prop_assert_eq!(negative.iter().sum::<i128>(), -whole);
        if weights.iter().all(|weight| *weight <= 1_000_000) && weights.iter().any(|weight| *weight > 0) {
            let all: i128 = weights.iter().sum();
            for (part, weight) in parts.iter().zip(&weights) {
                // Within one of the exact part.
                prop_assert!((part * all - whole * weight).abs() < all);
            }
        }
    }

    #[test]
    fn rows_and_columns_add_up(rows in prop::collection::vec(0..100_000_000_000_i128, 1..20), cuts in prop::array::uniform3(0..1000_i128)) {
        let all: i128 = rows.iter().sum();
        let mut cuts = cuts;
        cuts.sort_unstable();
        let at = |cut: i128| all * cut / 1000;
        let columns = [at(cuts[0]), at(cuts[1]) - at(cuts[0]), at(cuts[2]) - at(cuts[1]), all - at(cuts[2])];
        let filled = fill(&rows, &columns);
        for (row, parts) in rows.iter().zip(&filled) {
            prop_assert_eq!(parts.iter().sum::<i128>(), *row);
            prop_assert!(parts.iter().all(|part| *part >= 0));
        }
        for (column, sum) in columns.iter().enumerate() {
            prop_assert_eq!(filled.iter().map(|parts| parts[column]).sum::<i128>(), *sum);
        }
    }

    #[test]
    fn a_proposal_comes_out_to_the_last_decimal(units in 1..10_000_000_i64, places in 0..4_u8, weights in prop::collection::vec(-5..1000_i128, 1..16), money in any::<bool>()) {
        let value = ::notice::Decimal::new(units.into(), places).to_string();
        let unit = if money { crate::quantity::MONEY } else { "家" };
        let quarter = amount(&value);
        let mut whole = whole(Rule::Sum, &value, unit, [None; 4]);
        whole.planned = [Some(Amount::of_steps(quarter.steps(whole.step) / 4, whole.step)), None, Some(Amount::of_steps(quarter.steps(whole.step) / 3, whole.step)), None];
        let split = Matrix::new(Rule::Sum, propose(&whole, "a", &weighed(&weights)));
        prop_assert_eq!(split.whole(), Some(amount(&value)));
    }
}
