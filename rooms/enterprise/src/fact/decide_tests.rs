#![allow(clippy::unwrap_used)]
use super::*;
use crate::fact::{Confirmed, Source, find};
use values::{Id, Moment};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn held(year: i32, value: i64, stated: &str) -> Held {
    Held {
        firm: Id::NONE,
        year,
        fact: "revenue".into(),
        value,
        source: Source::Town,
        paper: String::new(),
        reason: String::new(),
        stated_by: values::fresh(Moment::default()),
        stated_name: "马一禾".into(),
        stated_at: Moment::at(day(stated), 9, 0),
        confirmed: None,
        known_from: 1,
        known_until: i64::MAX,
    }
}

#[test]
fn what_a_value_does_to_the_one_that_is_there() {
    let (one, today) = (find("revenue").unwrap(), day("2020-09-18"));
    for (year, stated, given, step_wanted) in [
        (2019, "2020-03-01", Some(7), Step::Same),
        (2019, "2020-03-01", Some(8), Step::Corrected),
        (2019, "2020-03-01", None, Step::Withdrawn),
        // An estimate of last year: its real value is no correction, and the same value is to be said anew.
        (2019, "2019-12-31", Some(8), Step::Replaced),
        (2019, "2019-12-31", Some(7), Step::Renewed),
        (2020, "2020-09-01", Some(8), Step::Replaced),
        (2020, "2020-09-01", Some(7), Step::Same),
        (2020, "2020-03-01", Some(7), Step::Renewed),
    ] {
        let found = step(one, Some(&held(year, 7, stated)), given, today);
        assert_eq!(found, step_wanted, "{year} {stated} {given:?}");
    }
    assert_eq!(step(one, None, Some(7), today), Step::First);
    assert_eq!(step(one, None, None, today), Step::Same);
    assert!(Step::Corrected.wants_reason() && !Step::Replaced.wants_reason());
}

#[test]
fn how_long_a_value_is_fresh() {
    for (fact, year, stated, today, fresh) in [
        ("revenue", 2019, "2020-01-01", "2030-01-01", true),
        ("revenue", 2019, "2019-12-31", "2019-12-31", true),
        ("revenue", 2019, "2019-12-31", "2020-01-01", false),
        ("revenue", 2020, "2020-03-18", "2020-09-18", true),
        ("revenue", 2020, "2020-03-17", "2020-09-18", false),
        ("incident", 2019, "2020-03-18", "2020-09-18", true),
        ("incident", 2019, "2020-03-17", "2020-09-18", false),
        ("field", 2019, "2020-03-17", "2022-03-17", true),
    ] {
        let found = freshness(find(fact).unwrap(), &held(year, 7, stated), day(today));
        assert_eq!(found.is_fresh(), fresh, "{fact} {year} {stated} {today}");
    }
    let mut confirmed = held(2019, 0, "2020-02-01");
    confirmed.confirmed = Some(Confirmed {
        by: values::Uuid::nil(),
        name: String::new(),
        at: Moment::at(day("2020-05-01"), 9, 0),
    });
    let found = freshness(find("incident").unwrap(), &confirmed, day("2020-09-18"));
    assert!(found.is_fresh(), "a confirmation is a new word on it");
}

#[test]
fn months_end_where_months_end() {
    for (from, months, to) in [
        ("2020-01-31", 1, "2020-02-29"),
        ("2019-11-30", 3, "2020-02-29"),
        ("2019-12-15", 12, "2020-12-15"),
    ] {
        assert_eq!(after_months(day(from), months), day(to), "{from}");
    }
}

#[test]
fn whoever_states_does_not_confirm() {
    let one = held(2019, 7, "2020-03-01");
    assert_eq!(confirmable(&one, one.stated_by), Err(Unconfirmed::Own));
    let other = values::fresh(Moment::default());
    assert_eq!(confirmable(&one, other), Ok(()));
    let confirmed = Held {
        confirmed: Some(Confirmed {
            by: other,
            name: String::new(),
            at: one.stated_at,
        }),
        ..one
    };
    assert_eq!(confirmable(&confirmed, other), Err(Unconfirmed::Already));
}
