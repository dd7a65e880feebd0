#![allow(clippy::unwrap_used)]

use super::*;
use crate::indicator::Shown;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn year(year: i32) -> Period {
    Period::year(year).unwrap()
}

/// Month ends of a year with cumulated values.
fn ends(of: i32, values: &[i64]) -> Vec<(Day, Exact)> {
    (1..=12)
        .zip(values)
        .map(|(month, value)| (Period::month(of, month).unwrap().last, Exact::whole(*value)))
        .collect()
}

fn season(of: i32, values: &[i64]) -> Season {
    Season {
        period: year(of),
        ends: ends(of, values),
    }
}

fn series(of: i32, values: &[i64], last: (Day, i64)) -> Vec<(Day, Option<Exact>)> {
    ends(of, values)
        .into_iter()
        .map(|(day, value)| (day, Some(value)))
        .chain([(last.0, Some(Exact::whole(last.1)))])
        .collect()
}

fn given<'a>(
    on: &str,
    nature: Nature,
    series: &'a [(Day, Option<Exact>)],
    past: &'a [Season],
) -> Given<'a> {
    Given {
        period: year(2020),
        day: day(on),
        nature,
        value: series.last().and_then(|(_, value)| *value),
        series,
        past,
        waiting: (0, 0),
        dated: 0,
        step: 1,
    }
}

fn ends_of(found: &Forecast) -> (i64, i64, i64) {
    let whole = |value: Exact| value.num() / value.den();
    (whole(found.low), whole(found.mid), whole(found.high))
}

#[test]
fn the_pace_alone_reaches_from_the_slowest_to_the_fastest_month() {
    // 10 a day in January and March, 0 in February.
    let series = series(2020, &[310, 310, 620], (day("2020-04-09"), 700));
    let found = given("2020-04-09", Nature::Growing, &series, &[])
        .forecast()
        .unwrap();
    // 100 days gone, 266 left: 7 a day; none in the slowest month, 10 in the fastest.
    assert_eq!(ends_of(&found), (700, 700 + 1862, 700 + 2660));
    assert_eq!(found.basis.len(), 2);
}

#[test]
fn a_past_year_stands_beside_the_pace() {
    let past = [season(
        2019,
        &[10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 150, 200],
    )];
    let series = series(2020, &[10, 20, 30, 40, 50], (day("2020-06-30"), 120));
    let found = given("2020-06-30", Nature::Growing, &series, &past)
        .forecast()
        .unwrap();
    // 182 days gone and 184 left: 121.3 by the pace; 140 came after; 30 % were there: 280.
    assert_eq!(ends_of(&found), (241, 286, 400));
    let words = found.words(&Shown {
        unit: "项".to_owned(),
        decimals: 0,
    });
    assert_eq!(
        words,
        [
            "按 2019 年同日以后的变化 260 项（+140 项）",
            "按 2019 年同日已占全年 30.0% 推 400 项",
            "按今年进度 241 项（日均 0.66 项，还剩 184 天）",
        ]
    );
}

#[test]
fn what_is_in_the_books_lifts_the_range() {
    let series = series(2020, &[10, 20], (day("2020-03-31"), 30));
    let mut asked = given("2020-03-31", Nature::Growing, &series, &[]);
    let bare = asked.forecast().unwrap();
    asked.waiting = (5, 1000);
    let waiting = asked.forecast().unwrap();
    assert_eq!(waiting.low, bare.low);
    assert_eq!(ends_of(&waiting).1, 830);
    assert_eq!(ends_of(&waiting).2, 1030);
    asked.dated = 500;
    assert_eq!(
        ends_of(&asked.forecast().unwrap()),
        (530, 1330, 1530),
        "what counts later is sure"
    );
}

#[test]
fn levels_have_a_rule_of_their_own() {
    let past = [season(
        2019,
        &[90, 90, 90, 90, 90, 90, 90, 90, 91, 92, 94, 95],
    )];
    let series = series(
        2020,
        &[90, 90, 90, 90, 90, 90, 90, 90],
        (day("2020-09-30"), 89),
    );
    let found = given("2020-09-30", Nature::Level, &series, &past)
        .forecast()
        .unwrap();
    // 4 up as last year, a little down as this year; or no change.
    assert_eq!(ends_of(&found), (88, 91, 93));
    let ratio = |num| Exact::ratio(num, 100);
    let series = [
        (day("2020-01-31"), ratio(80)),
        (day("2020-09-30"), ratio(98)),
    ];
    let mut share = given("2020-09-30", Nature::Share, &series, &[]);
    share.step = 0;
    let found = share.forecast().unwrap();
    assert_eq!(
        (found.low, found.high),
        (ratio(98).unwrap(), Exact::whole(1))
    );
}

#[test]
fn too_little_is_said() {
    let early = series(2020, &[], (day("2020-01-20"), 7));
    let none = [(day("2020-09-18"), None)];
    let zeros = series(2020, &[0, 0, 0, 0, 0, 0, 0, 0], (day("2020-09-18"), 0));
    for (on, nature, series, silence) in [
        (
            "2020-01-20",
            Nature::Growing,
            &early[..],
            Silence::TooLittle { days: 20, years: 0 },
        ),
        (
            "2020-01-20",
            Nature::Level,
            &early[..],
            Silence::TooLittle { days: 20, years: 0 },
        ),
        ("2020-09-18", Nature::Growing, &none[..], Silence::NoValue),
        (
            "2020-09-18",
            Nature::Growing,
            &zeros[..],
            Silence::TooLittle {
                days: 262,
                years: 0,
            },
        ),
    ] {
        assert_eq!(
            given(on, nature, series, &[]).forecast(),
            Err(silence),
            "{on}"
        );
        assert!(silence.words().contains("不作预计"));
    }
}

#[test]
fn a_past_day_lies_between_its_month_ends() {
    let past = season(
        2019,
        &[31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365],
    );
    for (on, value) in [
        ("2020-01-01", Some(1)),
        ("2020-02-29", Some(59)),
        ("2020-09-18", Some(261)),
        ("2020-12-31", Some(365)),
    ] {
        assert_eq!(
            past.on(day(on), Nature::Growing),
            value.map(Exact::whole),
            "{on}"
        );
    }
    assert_eq!(past.on(day("2020-01-01"), Nature::Level), None);
}

#[test]
fn a_year_like_the_one_before_holds_in_a_back_test() {
    let even: Vec<i64> = (1..=12).map(|month| month * 100).collect();
    let seasons = [season(2019, &even), season(2018, &even)];
    let tested = back_test(&seasons, Nature::Growing, 1);
    assert_eq!(tested.len(), 2);
    assert_eq!(tested[0], (2019, Record { held: 10, of: 10 }));
    let leap: Vec<i64> = (1..=12)
        .map(|month| if month == 12 { 9000 } else { month })
        .collect();
    let tested = back_test(&[season(2019, &leap)], Nature::Growing, 1);
    assert_eq!(tested, [(2019, Record { held: 0, of: 10 })]);
    assert_eq!(tested[0].1.words(), "10 次，落在区间 0 次");
}

#[test]
fn ranges_for_people() {
    let wan = Shown {
        unit: "万元".to_owned(),
        decimals: 2,
    };
    let range = |low, high| Forecast {
        low: Exact::whole(low),
        mid: Exact::whole(high),
        high: Exact::whole(high),
        basis: vec![],
    };
    for (low, high, text) in [
        (1_730_000_000, 2_090_000_000, "1,730–2,090"),
        (1_206_400_000, 1_207_000_000, "1,206.40–1,207"),
        (5_000_000, 5_000_000, "5"),
    ] {
        assert_eq!(range(low, high).range(&wan), text);
    }
}

prop_compose! {
    /// A year's cumulated months, a past year's, and a day in it.
    fn worlds()(
        months in prop::collection::vec(0_i64..5_000_000, 12),
        past in prop::collection::vec(prop::collection::vec(0_i64..5_000_000, 12), 0..4),
        at in 0_i32..366,
        waiting in 0_i64..10_000_000,
        dated in 0_i64..10_000_000,
        step in prop::sample::select(vec![0_i64, 1, 1_000]),
        nature in prop::sample::select(vec![Nature::Growing, Nature::Changing, Nature::Level]),
    ) -> (Vec<(Day, Option<Exact>)>, Vec<Season>, Day, (i64, i64, i64), Nature) {
        let cumulated = |months: &[i64]| -> Vec<i64> {
            months.iter().scan(0, |sum, month| { *sum += month; Some(*sum) }).collect()
        };
        let day = Day::of(2020, 1, 1).unwrap().plus(at);
        let sums = cumulated(&months);
        let mut points: Vec<_> = ends(2020, &sums).into_iter().filter(|(end, _)| *end < day)
            .map(|(end, value)| (end, Some(value))).collect();
        let next = sums[points.len()];
        points.push((day, Some(Exact::whole(next))));
        let seasons = past.iter().enumerate()
            .map(|(back, months)| season(2019 - i32::try_from(back).unwrap(), &cumulated(months)))
            .collect();
        (points, seasons, day, (waiting, dated, step), nature)
    }
}

proptest! {
    #[test]
    fn a_range_is_ordered_and_keeps_what_is_counted(world in worlds()) {
        let (series, past, on, (waiting, dated, step), nature) = world;
        let mut asked = given("2020-06-30", nature, &series, &past);
        asked.day = on;
        asked.waiting = (1, waiting);
        asked.dated = dated;
        asked.step = step;
        let found = asked.forecast();
        prop_assert_eq!(&asked.forecast(), &found, "the same inputs give the same answer");
        let Ok(found) = found else { return Ok(()) };
        prop_assert!(found.low <= found.mid && found.mid <= found.high, "{:?}", found);
        let value = asked.value.unwrap();
        if nature == Nature::Growing {
            prop_assert!(found.low >= value, "{:?} below {:?}", found, value);
        }
        if on == asked.period.last {
            prop_assert!(found.low == value && found.high == value);
        }
    }
}
