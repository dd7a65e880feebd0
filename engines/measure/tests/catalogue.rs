use crate::shipped::{indicators, kinds};

#[test]
fn every_kind_is_fit_to_be_entered_and_verified() {
    let kinds = kinds();
    assert_eq!(kinds.iter().count(), 14);
    for kind in kinds.iter() {
        assert!(
            kind.vouchers.iter().any(|voucher| voucher.required),
            "{} has no required voucher",
            kind.id
        );
        assert!(
            !kind.once.is_empty(),
            "{} has no key against counting twice",
            kind.id
        );
        assert!(
            ["hightech", "platform", "cooperation", "finance", "general"]
                .contains(&kind.office.as_str()),
            "{}",
            kind.office
        );
        assert!(
            kind.fields.iter().any(|field| field.list),
            "{} has no column for its list",
            kind.id
        );
        assert!(kind.ahead == (kind.id == "statistic"), "{}", kind.id);
        for id in &kind.once {
            let required = kind.field(id).is_none_or(|field| field.required);
            assert!(
                required,
                "{}.{id} is part of the key but may stay empty",
                kind.id
            );
        }
    }
}

const SHIPPED: [&str; 20] = [
    "rd-intensity",
    "hightech-output-share",
    "hnte-net-increase",
    "pool-entries",
    "rd-institutions",
    "cooperation-projects",
    "cooperation-spending",
    "institution-coverage",
    "national-incubators",
    "maker-spaces",
    "technology-loans",
    "technology-guarantees",
    "project-applications",
    "funds-won",
    "demand-every-week",
    "activity-every-month",
    "invite-in-odd-months",
    "go-out-even-months",
    "signing-every-quarter",
    "breakthrough-every-year",
];

#[test]
fn the_fourteen_and_the_rhythm_are_there_and_hold_on_any_day_of_2020() {
    let kinds = kinds();
    let indicators = indicators(&kinds);
    assert_eq!(indicators.iter().count(), SHIPPED.len());
    for id in SHIPPED {
        let indicator = indicators
            .get(id)
            .unwrap_or_else(|| panic!("{id} is missing"));
        let (number, version) = indicator.on(values::Day::of(2020, 9, 18).unwrap()).unwrap();
        assert_eq!(number, 1);
        indicator
            .check(version, &kinds)
            .unwrap_or_else(|fault| panic!("{}", fault.show(&version.formula)));
        assert!(
            !indicator.rule.is_empty() && indicator.rule.ends_with('。'),
            "{id}"
        );
    }
}
