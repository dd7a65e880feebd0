#![allow(clippy::unwrap_used)]
use super::*;
use crate::curve::Node;
use crate::indicator::Every;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn goal(comparator: Comparator, target: Exact, level: bool) -> Goal {
    let period = Period::year(2020).unwrap();
    let tolerance = if level {
        TOLERANCE_OF_LEVELS
    } else {
        TOLERANCE_OF_FLOWS
    };
    Goal {
        comparator,
        target,
        curve: Curve::evenly(period, Every::Quarter, target),
        period,
        direction: Direction::Up,
        level,
        tolerance,
    }
}

#[test]
fn states_of_a_flow() {
    let loans = goal(Comparator::More, Exact::whole(400), false);
    // day, value, missed before, state
    let cases = [
        ("2020-03-30", Some(0), false, State::NotDue),
        ("2020-03-30", Some(401), false, State::Reached),
        ("2020-03-31", None, false, State::NoData),
        ("2020-03-31", Some(100), false, State::OnCourse),
        ("2020-03-31", Some(99), false, State::Slow),
        ("2020-03-31", Some(80), false, State::Slow),
        ("2020-03-31", Some(79), false, State::Behind),
        ("2020-06-30", Some(200), true, State::MadeUp),
        ("2020-06-30", Some(199), true, State::Slow),
        ("2020-09-18", Some(400), false, State::OnCourse),
        ("2020-09-18", Some(401), true, State::Reached),
        ("2020-12-31", Some(400), false, State::Behind),
        ("2020-12-31", Some(401), false, State::Reached),
        ("2020-12-31", None, false, State::NoData),
    ];
    for (on, value, missed, state) in cases {
        assert_eq!(
            loans.state(day(on), value.map(Exact::whole), missed),
            state,
            "{on} {value:?}"
        );
    }
}

#[test]
fn a_level_is_reached_only_on_the_last_day() {
    let mut coverage = goal(Comparator::AtLeast, Exact::ratio(93, 100).unwrap(), true);
    coverage.curve = Curve::stepped([Node {
        day: day("2020-06-30"),
        value: Exact::ratio(90, 100).unwrap(),
    }]);
    let state = |on: &str, num, den| coverage.state(day(on), Exact::ratio(num, den), false);
    assert_eq!(state("2020-09-30", 95, 100), State::OnCourse);
    assert_eq!(state("2020-09-30", 899, 1000), State::Slow);
    assert_eq!(state("2020-09-30", 882, 1000), State::Slow);
    assert_eq!(state("2020-09-30", 881, 1000), State::Behind);
    assert_eq!(state("2020-12-31", 93, 100), State::Reached);
    assert_eq!(state("2020-12-31", 92_999, 100_000), State::Behind);
}

#[test]
fn a_target_that_goes_down() {
    let mut cost = goal(Comparator::AtMost, Exact::whole(400), true);
    cost.direction = Direction::Down;
    cost.tolerance = 100;
    let state = |value| cost.state(day("2020-03-31"), Some(Exact::whole(value)), false);
    assert_eq!(
        [state(100), state(101), state(110), state(111)],
        [State::OnCourse, State::Slow, State::Slow, State::Behind]
    );
}

#[test]
fn a_tolerance_may_have_a_decimal() {
    let mut loans = goal(Comparator::AtLeast, Exact::whole(4000), false);
    let wan = Shown {
        unit: "项".to_owned(),
        decimals: 0,
    };
    for (tolerance, value, state, band) in [
        (115, 885, State::Slow, "88.5%–100% 偏慢"),
        (115, 884, State::Behind, "不到 88.5% 落后"),
        (5, 995, State::Slow, "99.5%–100% 偏慢"),
        (5, 994, State::Behind, "不到 99.5% 落后"),
    ] {
        loans.tolerance = tolerance;
        let (on, value) = (day("2020-03-31"), Some(Exact::whole(value)));
        assert_eq!(
            loans.state(on, value, false),
            state,
            "{tolerance} {value:?}"
        );
        let formula = loans.formula(on, value, state, &wan);
        assert!(formula.ends_with(band), "{formula}");
    }
}

#[test]
fn the_formula_stands_beside_the_light() {
    let wan = Shown {
        unit: "万元".to_owned(),
        decimals: 2,
    };
    let mut spending = goal(Comparator::More, Exact::whole(2_000_000_000), false);
    spending.curve = Curve::stepped([Node {
        day: day("2020-09-18"),
        value: Exact::whole(1_362_000_000),
    }]);
    let value = Some(Exact::whole(1_206_400_000));
    let state = spending.state(day("2020-09-18"), value, false);
    assert_eq!(
        spending.formula(day("2020-09-18"), value, state, &wan),
        "1,206.40 ÷ 1,362.00 = 88.6%，80%–100% 偏慢"
    );
    assert_eq!(
        spending.formula(day("2020-09-17"), value, State::NotDue, &wan),
        "计划曲线还没有到第一个节点，全年目标 > 2,000.00 万元"
    );
    assert_eq!(
        spending.formula(
            day("2020-12-31"),
            Some(Exact::whole(2_000_000_000)),
            State::Behind,
            &wan
        ),
        "2,000.00 未达到全年目标 > 2,000.00 万元"
    );
    assert_eq!(
        spending.formula(day("2020-09-18"), None, State::NoData, &wan),
        "还没有数，不评灯"
    );
}

#[test]
fn what_is_remembered() {
    let year = Period::year(2020).unwrap();
    let ends: Vec<String> = earlier_month_ends(year, day("2020-03-31"))
        .iter()
        .map(Day::to_string)
        .collect();
    assert_eq!(ends, ["2020-01-31", "2020-02-29"]);
    assert_eq!(earlier_month_ends(year, day("2021-05-01")).len(), 12);
    for state in State::ALL {
        assert_eq!(State::read(state.code()), Some(state));
    }
}
