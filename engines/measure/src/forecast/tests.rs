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
        ahead: Ahead::default(),
        rows_alone: None,
        step: 1,
    }
}

fn pieces() -> Shown {
    Shown {
        unit: "项".to_owned(),
        decimals: 0,
    }
}

fn ends_of(found: &Forecast) -> (i64, i64, i64) {
    let whole = |value: Exact| value.num() / value.den();
    (whole(found.low), whole(found.mid), whole(found.high))
}

/// The same each month.
fn even(of: i32, a_month: i64) -> Season {
    let values: Vec<i64> = (1..=12).map(|month| month * a_month).collect();
    season(of, &values)
}

/// 100 a month up to September, on the 19th.
fn steady() -> Vec<(Day, Option<Exact>)> {
    let values: Vec<i64> = (1..=8).map(|month| month * 100).collect();
    series(2020, &values, (day("2020-09-19"), 900))
}

#[test]
fn the_pace_alone_goes_on_with_the_unevenness_of_its_months() {
    // 10 a day in January and March, 5 in February.
    let series = series(2020, &[310, 455, 765], (day("2020-04-09"), 800));
    let found = given("2020-04-09", Nature::Growing, &series, &[])
        .forecast()
        .unwrap();
    // 100 days gone, 266 left: 8 a day. A month differs by 110 in the mean of three, where two are free.
    assert_eq!(ends_of(&found), (1439, 800 + 2128, 4417));
    let words = found.words(&pieces());
    assert_eq!(
        words.last().unwrap(),
        "区间取中值上下各 1,489 项：今年各月平均差 110 项，按剩余月数折算；没有往年可比，再放宽一半，往年若集中在年底则会偏低"
    );
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
    // 140 came after; 60 ahead of a year of 200: 182. By the pace 121.3: a third of the way.
    assert_eq!(ends_of(&found), (221, 282, 343));
    assert_eq!(
        found.words(&pieces()),
        [
            "按 2019 年同日以后的变化 302 项（+140 项，今年比同期多，按 +182 项计）",
            "按今年进度 241 项（日均 0.66 项，还剩 184 天）",
            "区间取中值上下各 61 项，约八成把握：到离得最远的一项估计；可比的往年只有一年，再放宽一半",
        ]
    );
}

#[test]
fn what_waits_has_happened_and_comes_on_top() {
    // Three steady years; of this year July to September wait.
    let past = [even(2019, 100), even(2018, 100)];
    let mut months: Vec<i64> = (1..=6).map(|month| month * 100).collect();
    months.extend([600, 600]);
    let seen = series(2020, &months, (day("2020-09-19"), 600));
    let mut asked = given("2020-09-19", Nature::Growing, &seen, &past);
    let (_, bare, _) = ends_of(&asked.forecast().unwrap());
    asked.waiting = (3, 300);
    let found = asked.forecast().unwrap();
    let (low, mid, high) = ends_of(&found);
    let all = steady();
    let verified = given("2020-09-19", Nature::Growing, &all, &past);
    let (_, after, _) = ends_of(&verified.forecast().unwrap());
    assert!(mid >= bare + 240, "80 % of what waits, and its pace: {mid}");
    assert!(
        low < bare && bare < mid && mid < after && after < high,
        "{found:?}"
    );
    assert!(found.words(&pieces()).iter().any(|words| words
        == "待补证、待核实的 3 条 300 项是已经发生的：下限不计，中值和以上各项按 80% 计，上限全计"));
}

#[test]
fn what_is_registered_ahead_is_added_once() {
    let past = [even(2019, 100), even(2018, 100)];
    let seen = steady();
    let mut asked = given("2020-09-19", Nature::Growing, &seen, &past);
    let plain = ends_of(&asked.forecast().unwrap());
    assert!((1235..1255).contains(&plain.1), "{plain:?}");
    for (counted, waiting, usual, more) in [
        (1500, 0, 0, (1500, 1500, 1500)),
        (1500, 0, 400, (1100, 1100, 1100)),
        (1500, 100, 0, (1500, 1580, 1600)),
        (0, 100, 0, (0, 80, 100)),
        // Less than is usual: the ordinary movement has it all.
        (300, 0, 400, (0, 0, 0)),
    ] {
        asked.ahead = Ahead {
            counted,
            waiting,
            usual,
        };
        let found = ends_of(&asked.forecast().unwrap());
        let sure = plain.0.max(900 + counted - more.0);
        let low = sure + more.0;
        let wanted = (low, (plain.1 + more.1).max(low), plain.2 + more.2);
        assert_eq!(found, wanted, "{counted} {waiting} {usual}");
    }
    // Without a past year and with nothing else, what lies ahead is sure all the same.
    asked.past = &[];
    asked.ahead = Ahead {
        counted: 1500,
        ..Ahead::default()
    };
    let found = ends_of(&asked.forecast().unwrap());
    assert!(found.0 >= 2400 && found.0 < found.2, "{found:?}");
}

#[test]
fn a_year_of_nothing_is_a_year() {
    let nothing = even(2020, 0);
    let before = [nothing.clone(), even(2019, 100), even(2018, 100)];
    let seen = series(2020, &[], (day("2020-01-08"), 30));
    let mut asked = given("2020-01-08", Nature::Growing, &seen, &before);
    let (low, mid, high) = ends_of(&asked.forecast().unwrap());
    assert!(low < 300 && mid < 900 && high > 1200, "{low} {mid} {high}");
    let found = asked.forecast().unwrap();
    assert!(found.words(&pieces())[0].starts_with("按 2020 年同日以后的变化 30 项（+0 项）"));
    let tested = back_test(&before, Nature::Growing, 1);
    assert_eq!(
        tested[0],
        (2020, Record { held: 5, of: 10 }),
        "from July nothing is in the range"
    );
    let none = [nothing];
    asked.past = &none;
    asked.value = Some(Exact::whole(0));
    assert_eq!(asked.forecast(), Err(Silence::Nothing));
}

#[test]
fn a_season_leads_and_growth_lifts() {
    let late = [3, 5, 12, 20, 29, 40, 47, 55, 67, 78, 94, 120];
    let grown = |of: i32, percent: i64| {
        let values: Vec<i64> = late.iter().map(|value| value * percent).collect();
        season(of, &values)
    };
    let past = [grown(2019, 100), grown(2018, 100), grown(2017, 100)];
    let now = series(2020, &[300, 500], (day("2020-03-31"), 1200));
    let found = given("2020-03-31", Nature::Growing, &now, &past)
        .forecast()
        .unwrap();
    let (_, mid, _) = ends_of(&found);
    assert!(
        mid > 10_000,
        "12,000 by the season, 4,800 by the pace: {mid}"
    );
    // A third more each year: what past years were missed by lifts the middle and widens the range.
    let past = [grown(2019, 169), grown(2018, 130), grown(2017, 100)];
    let now = series(2020, &[], (day("2020-01-31"), 659));
    let found = given("2020-01-31", Nature::Growing, &now, &past)
        .forecast()
        .unwrap();
    let (low, mid, high) = ends_of(&found);
    assert!(
        mid > 169 * 120 && (low..high).contains(&(220 * 120)),
        "{low} {mid} {high}"
    );
    assert!(
        found
            .words(&pieces())
            .iter()
            .any(|words| words.starts_with("往年同日照此预计都偏低，中值"))
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
    // 4 up as last year; a little down as this year, or no change.
    assert_eq!(ends_of(&found), (84, 93, 102));
    let ratio = |num| Exact::ratio(num, 100);
    let series = [
        (day("2020-01-31"), ratio(80)),
        (day("2020-09-30"), ratio(98)),
    ];
    let mut share = given("2020-09-30", Nature::Share, &series, &[]);
    share.step = 0;
    let found = share.forecast().unwrap();
    assert!(found.low < ratio(98).unwrap());
    assert_eq!(found.high, Exact::whole(1));
}

#[test]
fn a_level_holds_what_its_rows_alone_give() {
    let december = |end| {
        let mut one = season(2019, &[0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 3, end]);
        one.ends.insert(11, (day("2019-12-30"), Exact::whole(3)));
        one
    };
    for (on, past, rows, low, words) in [
        (
            "2020-12-30",
            vec![],
            Some(-47),
            -47,
            "只按台账现有记录、不再登记（到期的退出）−47 项，区间含这个数",
        ),
        (
            "2020-12-30",
            vec![december(-2)],
            Some(-47),
            -47,
            "只按台账现有记录、不再登记（到期的退出）−47 项，区间含这个数",
        ),
        (
            "2020-12-30",
            vec![december(-2)],
            None,
            -14,
            "也可能不再变化",
        ),
        (
            "2020-12-30",
            vec![december(-2)],
            Some(1),
            -14,
            "也可能不再变化",
        ),
    ] {
        let seen = series(2020, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], (day(on), 1));
        let mut asked = given(on, Nature::Level, &seen, &past);
        asked.rows_alone = rows.map(Exact::whole);
        let found = asked.forecast().unwrap();
        let said = found.words(&pieces());
        assert!(said.iter().any(|one| one == words), "{said:?}");
        let least = ends_of(&found).0;
        match rows {
            Some(-47) => assert!(least <= low, "{least}"),
            _ => assert_eq!(least, low),
        }
    }
}

#[test]
fn without_a_past_year_uneven_months_say_nothing() {
    let series = series(2020, &[0, 0, 30], (day("2020-04-10"), 30));
    let found = given("2020-04-10", Nature::Growing, &series, &[]).forecast();
    assert_eq!(found, Err(Silence::TooUneven));
    assert_eq!(
        Silence::TooUneven.words(),
        "没有往年可比，今年各月相差太大，不作预计"
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
            Silence::TooLittle { days: 20 },
        ),
        (
            "2020-01-20",
            Nature::Level,
            &early[..],
            Silence::TooLittle { days: 20 },
        ),
        ("2020-09-18", Nature::Growing, &none[..], Silence::NoValue),
        (
            "2020-09-18",
            Nature::Growing,
            &zeros[..],
            Silence::TooLittle { days: 262 },
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
    // A level begins somewhere, and its last step comes on the last day.
    for (on, value) in [("2020-01-08", 31), ("2020-12-30", 334), ("2020-12-31", 365)] {
        assert_eq!(
            past.on(day(on), Nature::Level),
            Some(Exact::whole(value)),
            "{on}"
        );
    }
}

#[test]
fn a_year_like_the_one_before_holds_in_a_back_test() {
    let seasons = [even(2019, 100), even(2018, 100)];
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
        asked.ahead.counted = dated;
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
