//! Sums, stocks and thresholds; what is left and what is too much.

use measure::indicator::Direction;

use super::super::amount::{Step, shown_unit};
use super::super::balance::{Balance, weigh};
use super::super::form;
use super::*;
use crate::quantity::MONEY;

#[test]
fn what_a_unit_carries_depends_on_the_rule() {
    let cells = [
        ("a", 1, 1, "3"),
        ("b", 1, 1, "1"),
        ("a", 1, 4, "5"),
        ("a", 2, 4, "7"),
        ("a", 0, 4, "2"),
    ];
    let of = |rule: Rule, unit: Unit| matrix(rule, &cells).year(&unit);
    let (a, b) = (Unit::Office("a".into()), Unit::Office("b".into()));
    let (one, two) = (Unit::Town(town(1)), Unit::Town(town(2)));
    for (rule, unit, year) in [
        (Rule::Sum, &one, Some("9")),
        (Rule::Sum, &two, Some("7")),
        (Rule::Sum, &a, Some("17")),
        (Rule::Sum, &b, Some("1")),
        // Quarters of a stock don't add up: the last one counts.
        (Rule::Stock, &one, Some("5")),
        (Rule::Stock, &a, Some("14")),
        (Rule::Stock, &b, None),
        // Thresholds of towns are not the office's.
        (Rule::Own, &one, Some("5")),
        (Rule::Own, &a, Some("2")),
        (Rule::Own, &b, None),
    ] {
        assert_eq!(
            of(rule, unit.clone()),
            year.map(amount),
            "{rule:?} {unit:?}"
        );
    }
    assert_eq!(of(Rule::Sum, Unit::Town(town(9))), None);
    assert_eq!(matrix(Rule::Sum, &cells).whole(), Some(amount("18")));
    assert_eq!(matrix(Rule::Stock, &cells).whole(), Some(amount("14")));
    assert_eq!(matrix(Rule::Own, &cells).whole(), None);
    let open = matrix(Rule::Stock, &cells);
    assert_eq!(
        open.without_end().len(),
        1,
        "b has a first quarter and no last"
    );
}

#[test]
fn the_rest_and_what_is_too_much() {
    let planned = ["30", "40", "42", "38"].map(|text| Some(amount(text)));
    let cells = [
        ("a", 1, 1, "29"),
        ("a", 1, 2, "41"),
        ("a", 1, 3, "39"),
        ("a", 1, 4, "38"),
    ];
    let split = matrix(Rule::Sum, &cells);
    let found = weigh(&split, amount("150"), &planned, &[], Direction::Up);
    assert_eq!(found.year, Balance::Rest(amount("3")));
    assert_eq!(
        found.quarters,
        [
            Balance::Rest(amount("1")),
            Balance::Over(amount("1")),
            Balance::Rest(amount("3")),
            Balance::Even
        ]
    );
    assert!(!found.year.is_fine());
    // A strict target is split to the very number: each part is to be exceeded as the whole is.
    let even = weigh(&split, amount("147"), &[None; 4], &[], Direction::Up);
    assert_eq!(even.year, Balance::Even);
    assert_eq!(even.quarters[0], Balance::Over(amount("29")), "no node yet");
    let over = weigh(&split, amount("146"), &planned, &[], Direction::Up);
    assert_eq!(over.year, Balance::Over(amount("1")));
}

#[test]
fn thresholds_are_not_summed_but_must_reach_the_whole() {
    let both = [Unit::Town(town(1)), Unit::Town(town(2))];
    for (first, second, direction, fine) in [
        ("0.93", "0.9", Direction::Up, true),
        ("0.92", "0.9", Direction::Up, false),
        ("0.92", "0.95", Direction::Down, true),
        ("0.94", "0.95", Direction::Down, false),
    ] {
        let split = matrix(Rule::Own, &[("a", 1, 4, first), ("a", 2, 4, second)]);
        let found = weigh(&split, amount("0.93"), &[None; 4], &both, direction);
        assert_eq!(found.year.is_fine(), fine, "{first} {second} {direction:?}");
        assert_eq!(found.quarters, [Balance::Apart; 4]);
    }
    // A unit without a threshold may yet do better.
    let open = matrix(Rule::Own, &[("a", 1, 4, "0.5")]);
    let found = weigh(&open, amount("0.93"), &[None; 4], &both, Direction::Up);
    assert_eq!(found.year, Balance::Apart);
}

#[test]
fn amounts_as_people_type_and_read_them() {
    for (text, unit, read, shown) in [
        ("150", "项", "150", "150"),
        (" １，２０６.４ ", MONEY, "12064000", "1,206.4"),
        ("800元", MONEY, "800", "0.08"),
        ("0.2亿", MONEY, "20000000", "2,000"),
        ("41.5%", "ratio", "0.415", "41.5"),
        ("-2", "家", "-2", "−2"),
        ("−0.5", "百分点", "-0.5", "−0.5"),
    ] {
        let found = Amount::read(text, unit).unwrap();
        assert_eq!(found, amount(read), "{text}");
        assert_eq!(found.shown(unit), shown, "{text}");
        assert_eq!(
            Amount::read(&found.typed(unit), unit),
            Some(found),
            "{text}"
        );
    }
    for wrong in [
        "三",
        "3.",
        "--3",
        "1e5",
        "0.0000000000001",
        "99999999999999999999亿",
    ] {
        assert_eq!(Amount::read(wrong, MONEY), None, "{wrong}");
    }
    assert_eq!(amount("12345").with_unit("ratio"), "1,234,500%");
    assert_eq!((shown_unit(MONEY), shown_unit("项")), ("万元", "项"));
}

#[test]
fn a_target_is_split_into_its_own_decimals() {
    for (value, unit, steps) in [
        ("150", "项", 150),
        ("1", "家", 1),
        ("20000000", MONEY, 2000),
        ("20005000", MONEY, 20005),
        ("0.025", "ratio", 25),
        ("0.42", "ratio", 42),
        ("1.5", "百分点", 15),
        ("0", "家", 0),
    ] {
        let value = amount(value);
        let step = Step::of(value, unit);
        assert_eq!(value.steps(step), steps, "{value:?} {unit}");
        assert_eq!(Amount::of_steps(steps, step), value);
    }
}

#[test]
fn two_people_changed_one_split() {
    let base = matrix(
        Rule::Sum,
        &[("a", 1, 1, "3"), ("a", 1, 2, "3"), ("a", 1, 3, "3")],
    );
    let theirs = matrix(
        Rule::Sum,
        &[("a", 1, 1, "4"), ("a", 1, 2, "3"), ("a", 1, 3, "5")],
    );
    let mine = matrix(
        Rule::Sum,
        &[("a", 1, 1, "3"), ("a", 1, 2, "8"), ("a", 1, 3, "6")],
    );
    let found: Vec<(i64, bool)> = form::differing(&base, &theirs, &mine)
        .iter()
        .map(|one| (one.cell.quarter, one.take_theirs))
        .collect();
    // Where only they changed a cell theirs is offered; where I did, mine.
    assert_eq!(found, [(1, true), (2, false), (3, false)]);
    assert!(form::differing(&base, &mine, &mine).is_empty());
}

#[test]
fn a_split_never_begins_before_the_one_handed_down_last() {
    let target = crate::curve::tests::target(crate::curve::tests::terms("150", "项", false));
    let before = [
        version(1, State::Issued, "2020-07-01", 1),
        version(2, State::Draft, "2020-09-01", 2),
    ];
    let (then, later) = (day("2020-07-01"), day("2020-09-18"));
    for (text, today, read) in [
        ("2020-07-01", then, Ok(then)),
        ("2020-07-01", later, Err("请填那以后的一天")),
        ("8月1日", later, Ok(day("2020-08-01"))),
        ("2020-12-31", day("2021-01-05"), Ok(day("2020-12-31"))),
        ("2020-06-30", then, Err("早于上一版")),
        ("2021-01-01", then, Err("不在 2020 年里")),
        ("明天", then, Err("")),
    ] {
        let found = form::effective(text, &target, &before, today);
        match read {
            Ok(day) => assert_eq!(found, Ok(day), "{text}"),
            Err(said) => assert!(found.unwrap_err().contains(said), "{text}"),
        }
    }
    for (today, usual) in [
        ("2020-09-18", "2020-09-18"),
        ("2019-12-20", "2020-01-01"),
        ("2021-02-01", "2020-12-31"),
    ] {
        assert_eq!(form::usual_day(&target, day(today)), day(usual));
    }
}
