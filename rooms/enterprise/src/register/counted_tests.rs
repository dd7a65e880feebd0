#![allow(clippy::unwrap_used)]
use super::*;
use crate::register::decide::{self, Refusal};
use crate::register::{Content, Said};
use values::{Id, Moment};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn held(register: Register, kind: &str, until: &str) -> Held {
    Held {
        id: Id::new(values::fresh(Moment::default())),
        firm: Id::NONE,
        register,
        said: Said {
            kind: kind.into(),
            name: "一种纤维".into(),
            number: "ZL1".into(),
            since: day("2018-01-01"),
            until: day(until),
            content: Content::from([("way".to_owned(), "bought".to_owned())]),
        },
        ended_on: Day::NEVER,
        used: 0,
        reason: String::new(),
        actor: values::Uuid::nil(),
        actor_name: String::new(),
        moment: Moment::default(),
        known_from: 1,
        known_until: i64::MAX,
    }
}

#[test]
fn rights_count_by_class_while_they_are_valid_and_unused() {
    let on = day("2020-09-18");
    let mut used = held(Register::Rights, "utility", "2028-01-01");
    used.used = 2019;
    let mut gone = held(Register::Rights, "invention", "2038-01-01");
    gone.ended_on = on;
    let all = [
        held(Register::Rights, "invention", "2020-09-18"),
        held(Register::Rights, "invention", "2020-09-17"),
        held(Register::Rights, "software", "2068-01-01"),
        held(Register::Rights, "design", "2028-01-01"),
        used,
        gone,
    ];
    // Used in an application of 2019: those of high-tech firms of 2020 cannot use it again, that of 2019 itself can, and
    // technology-based small firms count it every year.
    for (once, of_class_two) in [(Some(2020), 2), (Some(2019), 3), (None, 3)] {
        let found = facts(&all, on, once);
        let counted = (found["ip_class1"], found["ip_class2"]);
        assert_eq!(counted, (1, of_class_two), "{once:?}");
        assert_eq!(found["ip_self_developed"], 0);
    }
    let found = facts(&all, on, None);
    assert!(!found.contains_key("hnte_valid"), "no certificate, no word");
}

#[test]
fn certificates_hold_to_their_last_day() {
    let all = [
        held(Register::Certificates, "hnte", "2020-12-31"),
        held(Register::Certificates, "rd_city", "9999-12-31"),
    ];
    assert_eq!(facts(&all, day("2020-12-31"), None)["hnte_valid"], 1);
    let after = facts(&all, day("2021-01-01"), None);
    assert_eq!(after["hnte_valid"], 0);
    assert!(
        !after.contains_key("provincial_rd_body"),
        "one of the city says nothing of the province"
    );
}

#[test]
fn people_count_from_183_days_on() {
    let person = |days: &str| {
        let mut one = held(Register::People, "", "9999-12-31");
        one.said.content = Content::from([("days".to_owned(), days.to_owned())]);
        one
    };
    let all = [person("182"), person("183"), person("366"), person("")];
    assert_eq!(technical_people(&all, day("2020-09-18")), 2);
}

#[test]
fn a_right_of_class_two_is_used_once_and_of_class_one_again() {
    let today = day("2020-09-18");
    for (kind, used, others, refused) in [
        ("utility", 0, vec![], false),
        ("utility", 2017, vec![], true),
        ("invention", 2017, vec![], false),
        (
            "utility",
            0,
            vec![(Id::NONE, "乙公司".to_owned(), 2017)],
            true,
        ),
        (
            "invention",
            0,
            vec![(Id::NONE, "乙公司".to_owned(), 2017)],
            false,
        ),
        (
            "invention",
            0,
            vec![(Id::NONE, "乙公司".to_owned(), 2020)],
            true,
        ),
    ] {
        let mut one = held(Register::Rights, kind, "2028-01-01");
        one.used = used;
        let found = decide::use_in(&one, 2020, &others, today);
        assert_eq!(found.is_err(), refused, "{kind} {used} {others:?}");
    }
    let one = held(Register::Rights, "utility", "2020-01-01");
    assert!(matches!(
        decide::use_in(&one, 2020, &[], today),
        Err(Refusal::NotValid { .. })
    ));
    assert_eq!(
        decide::use_in(&one, 2021, &[], today),
        Err(Refusal::BadYear(2021))
    );
}

#[test]
fn an_entry_ends_between_its_beginning_and_today() {
    let one = held(Register::Rights, "utility", "2028-01-01");
    let today = day("2020-09-18");
    for (on, reason, fits) in [
        ("2020-09-18", "放弃", true),
        ("2018-01-01", "放弃", true),
        ("2017-12-31", "放弃", false),
        ("2020-09-19", "放弃", false),
        ("2020-09-18", "", false),
    ] {
        let found = decide::end(&one, day(on), reason, today);
        assert_eq!(found.is_ok(), fits, "{on} {reason}");
    }
}
