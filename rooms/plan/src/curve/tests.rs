#![allow(clippy::unwrap_used)]

use ::notice::Decimal;
use measure::Exact;
use proptest::prelude::*;
use values::{Day, Id, Moment};

use super::{Curve, Shape, form};
use crate::quantity::{Firmness, Goal, MONEY, Op, RATIO, stored};
use crate::target::{Target, Terms};

pub fn terms(value: &str, unit: &str, is_level: bool) -> Terms {
    Terms {
        name: "目标".to_owned(),
        indicator: String::new(),
        goal: Goal {
            op: Op::AtLeast,
            value: stored(value).unwrap(),
            high: None,
            unit: unit.to_owned(),
        },
        firmness: Firmness::Plain,
        is_level,
        tolerance: 200,
        office: String::new(),
        heading: String::new(),
    }
}

pub fn target(terms: Terms) -> Target {
    let curve = Curve::usual(&terms, 2020);
    Target {
        id: Id::NONE,
        year: 2020,
        place: 1,
        notice: Id::NONE,
        version: 1,
        terms,
        reason: String::new(),
        actor_name: String::new(),
        moment: Moment::default(),
        citations: Vec::new(),
        curve,
    }
}

fn shown(curve: &Curve) -> String {
    curve
        .nodes
        .iter()
        .map(|(day, value)| format!("{:02}-{:02} {value};", day.month(), day.day()))
        .collect()
}

#[test]
fn the_quarters_of_a_table_are_steps_to_the_target() {
    for (quarters, nodes) in [
        ("5,15,30,45", "03-31 5;06-30 15;09-30 30;12-31 45;"),
        ("5,10,15,15", "03-31 5;06-30 15;09-30 30;12-31 45;"),
        (",20,,45", "06-30 20;12-31 45;"),
        ("5,10,15,20", "03-31 5;06-30 10;09-30 15;12-31 45;"),
        (",,,45", ""),
        ("", ""),
    ] {
        let quarters = crate::proposal::assigned::quarters(quarters);
        let curve = Curve::of_quarters(&quarters, &terms("45", "家", false), 2020);
        let curve = curve.unwrap_or_else(Curve::none);
        assert_eq!(shown(&curve), nodes, "{quarters:?}");
        assert_eq!(curve.shape, Shape::Hand);
    }
}

#[test]
fn even_curves_end_at_the_target() {
    for (value, unit, shape, nodes) in [
        (
            "30",
            "家",
            Shape::Quarter,
            "03-31 7;06-30 15;09-30 22;12-31 30;",
        ),
        // A single thing is due when it is whole.
        (
            "1",
            "件",
            Shape::Quarter,
            "03-31 0;06-30 0;09-30 0;12-31 1;",
        ),
        (
            "20000000",
            MONEY,
            Shape::Quarter,
            "03-31 5000000;06-30 10000000;09-30 15000000;12-31 20000000;",
        ),
        (
            "1000",
            MONEY,
            Shape::Quarter,
            "03-31 300;06-30 500;09-30 800;12-31 1000;",
        ),
    ] {
        assert_eq!(
            shown(&Curve::even(shape, &terms(value, unit, false), 2020, None)),
            nodes,
            "{value}{unit}"
        );
    }
    let months = Curve::even(Shape::Month, &terms("150", "项", false), 2020, None);
    assert_eq!(months.nodes.len(), 12);
    assert_eq!(months.nodes[1].0, Day::of(2020, 2, 29).unwrap());
}

#[test]
fn levels_start_from_where_they_are() {
    let terms = terms("0.93", RATIO, true);
    assert_eq!(shown(&Curve::usual(&terms, 2020)), "12-31 0.93;");
    let from = Curve::even(Shape::Quarter, &terms, 2020, stored("0.9"));
    assert_eq!(
        shown(&from),
        "03-31 0.9075;06-30 0.915;09-30 0.9225;12-31 0.93;"
    );
    let falling = Curve::even(
        Shape::Quarter,
        &self::terms("0.10", RATIO, true),
        2020,
        stored("0.2"),
    );
    assert_eq!(
        shown(&falling),
        "03-31 0.175;06-30 0.15;09-30 0.125;12-31 0.1;"
    );
}

#[test]
fn batches_step_on_their_days() {
    let days = [Day::of(2020, 9, 10).unwrap(), Day::of(2020, 12, 2).unwrap()];
    let curve = Curve::in_batches(&days, &terms("30", "家", false), None);
    assert_eq!(shown(&curve), "09-10 15;12-02 30;");
    assert!(!curve.shape.is_even());
}

#[test]
fn lines_are_read_as_they_are_shown() {
    for (value, unit) in [
        ("30", "家"),
        ("20000000", MONEY),
        ("0.025", RATIO),
        ("8000", MONEY),
    ] {
        let target = target(terms(value, unit, false));
        let lines = form::lines(&target.curve, unit);
        assert_eq!(
            form::read(&lines, Shape::Quarter, &target).unwrap(),
            target.curve,
            "{lines}"
        );
    }
}

#[test]
fn what_is_wrong_with_lines_is_said() {
    let target = target(terms("30", "家", false));
    for (lines, shape, said) in [
        ("", Shape::Hand, "至少要有一个节点"),
        ("2020-06-30", Shape::Hand, "日期、空格、数值"),
        (
            "2020-06-31 10\n2020-12-31 30",
            Shape::Hand,
            "6 月只有 30 天",
        ),
        ("2021-06-30 30", Shape::Hand, "不在 2020 年里"),
        ("6月30日 很多\n2020-12-31 30", Shape::Hand, "没有看懂“很多”"),
        ("2020-06-30 10\n2020-06-30 30", Shape::Hand, "一行比一行晚"),
        (
            "2020-06-30 20\n2020-09-30 10\n2020-12-31 30",
            Shape::Hand,
            "只增不减",
        ),
        ("2020-12-31 29", Shape::Hand, "应当是全年目标 30家"),
        ("2020-11-30 30", Shape::Quarter, "应当在 2020-12-31"),
    ] {
        let wrong = form::read(lines, shape, &target).unwrap_err();
        assert!(
            wrong.0.iter().any(|one| one.reason.contains(said)),
            "{lines}: {wrong:?}"
        );
    }
    assert!(form::read("6月30日 10\n11月30日 30家", Shape::Hand, &target).is_ok());
}

#[test]
fn a_curve_follows_last_year() {
    let progress = |values: [i64; 4]| -> Vec<(u32, Exact)> {
        let months = (1..=4).map(|quarter| quarter * 3);
        months.zip(values.map(Exact::whole)).collect()
    };
    for (is_level, values, nodes) in [
        (
            false,
            [20, 50, 50, 100],
            "03-31 30;06-30 75;09-30 75;12-31 150;",
        ),
        // A sum that fell again, or was above its end, is planned neither to fall nor to pass the target.
        (
            false,
            [20, 18, 120, 100],
            "03-31 30;06-30 30;09-30 150;12-31 150;",
        ),
        (
            true,
            [20, 18, 50, 100],
            "03-31 30;06-30 27;09-30 75;12-31 150;",
        ),
        (false, [1, 1, 1, 3], "03-31 50;06-30 50;09-30 50;12-31 150;"),
    ] {
        let terms = terms("150", "项", is_level);
        let curve = Curve::by_season(&progress(values), &terms, 2020).unwrap();
        assert_eq!(shown(&curve), nodes, "{values:?}");
        let lines = form::lines(&curve, "项");
        assert_eq!(form::read(&lines, Shape::Season, &target(terms)), Ok(curve));
    }
    let terms = terms("150", "项", false);
    assert_eq!(Curve::by_season(&[], &terms, 2020), None);
    assert_eq!(
        Curve::by_season(&progress([1, 1, 1, 0]), &terms, 2020),
        None
    );
}

proptest! {
    #[test]
    fn flows_never_fall_and_reach_the_target(value in 1..1_000_000_000_000_i64, month in any::<bool>(), money in any::<bool>()) {
        let unit = if money { MONEY } else { "家" };
        let terms = terms(&value.to_string(), unit, false);
        let shape = if month { Shape::Month } else { Shape::Quarter };
        let curve = Curve::even(shape, &terms, 2020, None);
        prop_assert_eq!(curve.nodes.last().unwrap().1, Decimal::whole(value.into()));
        // Rounded to the step that people plan in, a node is never above the target by more than one step.
        let lines = form::read(&form::lines(&curve, unit), shape, &target(terms));
        if value >= 100 || !money {
            prop_assert!(lines.is_ok(), "{lines:?}");
        }
    }
}

#[test]
fn a_drawn_curve_keeps_its_shape_when_its_target_changes() {
    let month_ends = ["2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31"];
    let drawn = |values: [&str; 4]| Curve {
        shape: Shape::Batch,
        nodes: month_ends
            .iter()
            .zip(values)
            .map(|(day, value)| (day.parse().unwrap(), stored(value).unwrap()))
            .collect(),
    };
    for (unit, values, old, new, nodes) in [
        (
            "家",
            ["3", "12", "20", "30"],
            "30",
            "33",
            "03-31 3;06-30 13;09-30 22;12-31 33;",
        ),
        (
            "家",
            ["3", "12", "20", "30"],
            "30",
            "15",
            "03-31 1;06-30 6;09-30 10;12-31 15;",
        ),
        // Beyond the goal before its day, as a plan may be.
        (
            "家",
            ["3", "12", "36", "30"],
            "30",
            "60",
            "03-31 6;06-30 24;09-30 72;12-31 60;",
        ),
    ] {
        let (old, new) = (terms(old, unit, false), terms(new, unit, false));
        let curve = drawn(values).following(&old, &new, 2020);
        assert_eq!((shown(&curve).as_str(), curve.shape), (nodes, Shape::Batch));
    }
    let (old, new) = (terms("30", "家", false), terms("40", "家", false));
    let usual = Curve::usual(&old, 2020);
    assert_eq!(usual.following(&old, &new, 2020), Curve::usual(&new, 2020));
    // Another unit, or nothing to be a part of: laid anew.
    let percent = terms("40", "项", false);
    let curve = drawn(["3", "12", "20", "30"]);
    assert_eq!(
        curve.following(&old, &percent, 2020),
        Curve::usual(&percent, 2020)
    );
    let nothing = terms("0", "家", false);
    assert_eq!(
        drawn(["0", "1", "1", "0"]).following(&nothing, &new, 2020),
        Curve::usual(&new, 2020)
    );
}
