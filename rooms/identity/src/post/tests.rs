#![allow(clippy::unwrap_used)]
use values::Moment;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn unit(place: Place) -> Unit {
    Unit {
        id: Id::fresh(Moment::default()),
        name: "某处".into(),
        alias: String::new(),
        code: String::new(),
        place,
        parent: None,
        since: day("2013-03-01"),
        until: Day::NEVER,
    }
}

fn form(unit: &Unit, role: &str, since: &str, until: &str) -> Fields {
    let pairs = [
        ("unit", unit.id.to_string()),
        ("role", role.to_owned()),
        ("since", since.to_owned()),
        ("until", until.to_owned()),
    ];
    Fields::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value)))
}

#[test]
fn roles_are_held_where_they_belong() {
    for role in Role::ALL {
        let (town, firm) = (role == Role::Town, role == Role::Firm);
        assert_eq!(fits(role, Place::Town), town, "{role:?}");
        assert_eq!(fits(role, Place::Office), !town && !firm, "{role:?}");
        assert_eq!(fits(role, Place::Bureau), !town && !firm, "{role:?}");
        assert_eq!(fits(role, Place::Firm), firm, "{role:?}");
        assert!(!fits(role, Place::Outside), "{role:?}");
    }
}

#[test]
fn what_is_wrong_with_an_appointment_is_said() {
    let (town, office) = (unit(Place::Town), unit(Place::Office));
    let outside = unit(Place::Outside);
    let held = [Held {
        id: Id::NONE,
        person: Id::NONE,
        unit: town.id,
        unit_name: String::new(),
        role: Role::Town,
        since: day("2020-01-01"),
        until: day("2020-06-01"),
    }];
    let units = [town.clone(), office.clone(), outside.clone()];
    for (form, words) in [
        (form(&town, "town", "2020-06-01", ""), ""),
        (form(&office, "head", "9月1日", "2020-12-31"), ""),
        (
            form(&town, "town", "2020-05-31", ""),
            "已有这个岗位，2020-01-01 起",
        ),
        (
            form(&town, "staff", "2020-06-01", ""),
            "科室经办在局或科室任职，某处是镇区街道",
        ),
        (
            form(&office, "town", "2020-06-01", ""),
            "镇区经办只在镇区街道任职，某处是科室",
        ),
        (
            form(&outside, "staff", "2020-06-01", ""),
            "还没有可任的岗位",
        ),
        (
            form(&office, "king", "2020-06-01", ""),
            "从列出的岗位中选一个",
        ),
        (
            form(&unit(Place::Office), "head", "2020-06-01", ""),
            "从列出的单位中选一个",
        ),
        (
            form(&office, "head", "2013-02-28", ""),
            "2013-02-28 早于某处的设立日 2013-03-01",
        ),
        (form(&office, "head", "2020-02-30", ""), "2 月只有 29 天"),
        (
            form(&office, "head", "2020-06-01", "2020-06-01"),
            "不在任职日 2020-06-01 之后",
        ),
    ] {
        match check(&form, &units, &held, day("2020-09-18")) {
            Ok(_) => assert_eq!(words, "", "{form:?}"),
            Err(complaints) => assert!(
                complaints.0.iter().any(|one| one.reason.contains(words)) && !words.is_empty(),
                "{words}: {complaints:?}"
            ),
        }
    }
}
