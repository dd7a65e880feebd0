#![allow(clippy::unwrap_used)]

mod faults;

use super::*;
use crate::indicator::Parameter;
use crate::kind::Kinds;
use values::Day;

const PAYMENT: &str = include_str!("../../../../catalogue/ledger/payment.toml");
const CONTRACT: &str = include_str!("../../../../catalogue/ledger/contract.toml");
const TITLE: &str = include_str!("../../../../catalogue/ledger/title.toml");
const STATISTIC: &str = include_str!("../../../../catalogue/ledger/statistic.toml");
const ACTIVITY: &str = include_str!("../../../../catalogue/ledger/activity.toml");
const DEMAND: &str = include_str!("../../../../catalogue/ledger/demand.toml");

fn kinds() -> Kinds {
    Kinds::parse([
        ("payment", PAYMENT),
        ("contract", CONTRACT),
        ("title", TITLE),
        ("statistic", STATISTIC),
        ("activity", ACTIVITY),
        ("demand", DEMAND),
    ])
    .unwrap()
}

fn checked(source: &str) -> Result<Checked, Fault> {
    let parameters = [Parameter {
        name: "levels".to_owned(),
        from: Day::of(2020, 1, 1).unwrap(),
        values: vec!["province".to_owned(), "nation".to_owned()],
    }];
    check(&Formula::parse(source)?, &kinds(), &parameters)
}

#[test]
fn an_end_by_rule_is_always_there() {
    let text = include_str!("../../../../catalogue/ledger/hnte_certificate.toml");
    let kinds = Kinds::parse([("hnte_certificate", text)]).unwrap();
    let asked = |source: &str| check(&Formula::parse(source)?, &kinds, &[]);
    let known = asked("count of hnte_certificate where struck_on is known").unwrap_err();
    assert!(
        known.to_string().contains("按规则推算，不能问有没有填"),
        "{known}"
    );
    assert!(asked("count of hnte_certificate where struck_on <= day").is_ok());
    assert!(asked("count of hnte_certificate where announced_on is known").is_ok());
}

#[test]
fn and_binds_tighter_than_or() {
    let tests = |source: &str| checked(source).unwrap().first.wheres;
    let bare =
        tests("count of title where level = nation or level = province and class = incubator");
    let bracketed =
        tests("count of title where level = nation or (level = province and class = incubator)");
    let other =
        tests("count of title where (level = nation or level = province) and class = incubator");
    assert_eq!(bare, bracketed);
    assert_ne!(bare, other);
}

#[test]
fn units_types_and_levels() {
    let unit = |source: &str| checked(source).unwrap().unit;
    assert_eq!(unit("sum amount of payment"), Unit::Money);
    assert_eq!(unit("sum firms of activity"), Unit::Count("家".to_owned()));
    assert_eq!(
        unit("distinct subject of payment"),
        Unit::Count("家".to_owned())
    );
    assert_eq!(
        unit("distinct item of contract"),
        Unit::Count("项".to_owned())
    );
    assert_eq!(
        unit("sum amount of payment / sum amount of contract"),
        Unit::Ratio
    );
    let year = checked("count of statistic where span = year and published_on <= day").unwrap();
    assert_eq!(year.kinds(), ["statistic"]);
    for (source, level) in [
        ("sum amount of payment", false),
        ("count of title on day", true),
        ("latest value of statistic", true),
        ("sum amount of payment / sum amount of payment", true),
    ] {
        assert_eq!(checked(source).unwrap().is_level(), level, "{source}");
    }
    let over = checked("count of payment where amount > 2,000万元").unwrap();
    assert_eq!(
        over.first.wheres,
        [Test::Compare {
            column: crate::kind::Column::Amount,
            op: Comparator::More,
            value: Value::Int(2_000_000_000)
        }]
    );
}

#[test]
fn deep_brackets_are_refused_and_never_overflow() {
    let deep = format!("count of title where {}level = nation", "(".repeat(100_000));
    assert!(
        checked(&deep)
            .unwrap_err()
            .message
            .starts_with("括号或 not 套得太深")
    );
    let nots = format!(
        "count of title where {}level = nation",
        "not ".repeat(100_000)
    );
    assert!(checked(&nots).is_err());
}

proptest::proptest! {
    #[test]
    fn any_text_gets_an_answer(source in "(count|sum|of|payment|where|amount|in|\\$|\\(|\\)|and|not|any|\"|“| |[0-9]|万元|≥|\\PC){0,30}") {
        if let Err(fault) = checked(&source) {
            assert!(!fault.show(&source).is_empty());
        }
    }
}
