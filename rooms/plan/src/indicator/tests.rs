#![allow(clippy::unwrap_used)]
use super::*;

fn kinds() -> Arc<Kinds> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/ledger");
    let texts: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    Arc::new(
        Kinds::parse(
            texts
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        )
        .unwrap(),
    )
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn own(change: Change, since: &str) -> Own {
    Own {
        indicator: "cooperation-spending".into(),
        number: 1,
        change,
        since: day(since),
        reason: "x".into(),
        actor_name: "x".into(),
        known_from: 7,
        moment: Moment::default(),
    }
}

#[test]
fn every_shipped_indicator_checks_against_the_shipped_kinds() {
    let kinds = kinds();
    let all = Definitions::new(&shipped(&kinds).unwrap(), &[], kinds);
    assert!(all.iter().count() >= 20);
    for indicator in all.iter() {
        assert!(
            all.on(&indicator.id, day("2020-09-18")).unwrap().is_some(),
            "{}",
            indicator.id
        );
    }
}

#[test]
fn a_countys_own_version_holds_from_its_day_and_a_later_one_of_the_same_day_replaces_it() {
    let kinds = kinds();
    let shipped = shipped(&kinds).unwrap();
    let first = own(
        Change::Formula("sum amount of payment".into()),
        "2020-10-01",
    );
    let second = own(
        Change::Formula("sum amount of payment where source = enterprise".into()),
        "2020-10-01",
    );
    let all = Definitions::new(&shipped, &[first, second.clone()], kinds);
    let number = |on: &str| {
        all.on("cooperation-spending", day(on))
            .unwrap()
            .unwrap()
            .number
    };
    assert_eq!((number("2020-09-30"), number("2020-10-01")), (1, 2));
    let found = all
        .on("cooperation-spending", day("2021-01-01"))
        .unwrap()
        .unwrap();
    assert_eq!(Change::Formula(found.version.formula), second.change);
}

#[test]
fn what_may_become_a_version() {
    let kinds = kinds();
    let shipped = shipped(&kinds).unwrap();
    let spending = shipped.get("cooperation-spending").unwrap();
    let today = day("2020-09-18");
    let ask = |formula: &str, since: &str, reason: &str| {
        admit(
            spending,
            &kinds,
            &Change::Formula(formula.to_owned()),
            day(since),
            today,
            reason,
        )
    };
    assert_eq!(
        ask("sum amount of payment", "2020-09-18", "局长办公会"),
        Ok(())
    );
    assert!(matches!(
        ask("sum amount of payment", "2020-09-17", "局长办公会"),
        Err(Refusal::Past { .. })
    ));
    assert_eq!(
        ask("sum amount of payment", "2020-09-18", ""),
        Err(Refusal::NoReason)
    );
    assert_eq!(
        ask("count of payment", "2020-09-18", "x"),
        Err(Refusal::Unit {
            was: "元".into(),
            now: "笔".into()
        })
    );
    let Err(Refusal::Wrong { fault, shown }) = ask("sum amont of payment", "2020-09-18", "x")
    else {
        panic!("a wrong word is found")
    };
    assert_eq!((fault.line, fault.column, fault.length), (1, 5, 5));
    assert!(shown.contains("^^^^^"), "{shown}");
}

#[test]
fn a_parameter_must_exist_and_have_values_that_its_field_knows() {
    let kinds = kinds();
    let shipped = shipped(&kinds).unwrap();
    let institutions = shipped.get("rd-institutions").unwrap();
    let today = day("2020-09-18");
    let ask = |name: &str, values: &[&str]| {
        let change = Change::Parameter {
            name: name.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        admit(institutions, &kinds, &change, today, today, "x")
    };
    assert_eq!(ask("counted_kinds", &["engineering_centre"]), Ok(()));
    assert_eq!(
        ask("levels", &["province"]),
        Err(Refusal::NoParameter("levels".into()))
    );
    assert_eq!(ask("counted_kinds", &[]), Err(Refusal::NoValues));
    assert!(matches!(
        ask("counted_kinds", &["nothing"]),
        Err(Refusal::Wrong { .. })
    ));
}
