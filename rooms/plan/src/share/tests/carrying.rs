//! A target as a unit carries it.

use measure::Exact;
use measure::indicator::Direction;
use measure::light::State as Light;

use super::super::carried::{Carries, of_scope};
use super::*;
use crate::curve::tests::{target, terms};
use crate::light;

fn share(rule: Rule, quarters: [Option<&str>; 4]) -> Share {
    let quarters = quarters.map(|text| text.map(amount));
    Share {
        target: Id::NONE,
        rule,
        year: matrix::year(rule, &quarters).unwrap_or_default(),
        quarters,
        laid: None,
    }
}

#[test]
fn the_light_of_a_unit_shines_on_its_own_curve() {
    let whole = target(terms("150", "项", false));
    let share = share(Rule::Sum, [Some("2"), None, Some("4"), Some("2")]);
    let carried = share.carried(&whole).unwrap();
    assert_eq!(carried.terms.goal.value.to_string(), "8");
    let nodes: Vec<String> = carried
        .curve
        .nodes
        .iter()
        .map(|(_, value)| value.to_string())
        .collect();
    assert_eq!(nodes, ["2", "2", "6", "8"]);
    let goal = light::goal(&carried, Direction::Up).unwrap();
    for (on, value, state) in [
        ("2020-03-31", 2, Light::OnCourse),
        ("2020-06-30", 1, Light::Behind),
        ("2020-09-30", 5, Light::Slow),
        ("2020-09-30", 6, Light::OnCourse),
        ("2020-09-30", 8, Light::Reached),
        ("2020-12-31", 7, Light::Behind),
    ] {
        let found = goal.state(day(on), Some(Exact::whole(value)), false);
        assert_eq!(found, state, "{on} {value}");
    }
}

#[test]
fn a_stock_and_a_threshold_have_nodes_only_where_something_is_planned() {
    let whole = target(terms("30", "家", true));
    for rule in [Rule::Stock, Rule::Own] {
        let carried = share(rule, [None, Some("1"), None, Some("4")])
            .carried(&whole)
            .unwrap();
        let nodes: Vec<(Day, String)> = carried
            .curve
            .nodes
            .iter()
            .map(|(day, value)| (*day, value.to_string()))
            .collect();
        assert_eq!(
            nodes,
            [
                (day("2020-06-30"), "1".to_owned()),
                (day("2020-12-31"), "4".to_owned())
            ]
        );
    }
    assert!(
        share(Rule::Sum, [Some("0"), None, None, None])
            .carried(&whole)
            .is_none()
    );
}

#[test]
fn what_each_scope_is_shown() {
    let mut whole = target(terms("150", "项", false));
    whole.terms.office = "a".to_owned();
    let own = [share(Rule::Sum, [Some("2"), None, None, None])];
    let nothing: [Share; 0] = [];
    let (town, lead, other) = (
        Unit::Town(town(1)),
        Unit::Office("a".into()),
        Unit::Office("b".into()),
    );
    for (unit, shares, carries) in [
        (None, &nothing[..], vec![Carries::Whole]),
        (Some(&town), &own[..], vec![Carries::Share]),
        (Some(&town), &nothing[..], vec![Carries::Nothing]),
        (Some(&lead), &own[..], vec![Carries::Share]),
        (Some(&lead), &nothing[..], vec![Carries::Whole]),
        (Some(&other), &own[..], vec![Carries::Share]),
        (Some(&other), &nothing[..], vec![]),
    ] {
        let found: Vec<Carries> = of_scope(vec![whole.clone()], unit, shares)
            .iter()
            .map(|carried| carried.carries)
            .collect();
        assert_eq!(found, carries, "{unit:?}");
    }
}
