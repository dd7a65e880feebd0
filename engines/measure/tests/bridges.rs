//! From one figure to another: each entry that weighs differently has exactly one cause, and the terms add up.

use measure::fold::{Bridge, Cause, Side, Weighed, bridge, on_one_side};
use measure::language::Checked;
use measure::plain::History;
use measure::sql::{Question, compile, differing, held};
use measure::{Asking, Known, Scope};
use proptest::prelude::*;
use values::{Day, Period};

use crate::database::{COUNTY, Database};
use crate::histories::{Dice, asking, history};
use crate::shipped::{indicators, kinds};
use crate::worlds::{entry, world};

fn checked(id: &str) -> Checked {
    let kinds = kinds();
    let indicators = indicators(&kinds);
    let indicator = indicators.get(id).unwrap();
    indicator.check(&indicator.versions[0], &kinds).unwrap()
}

fn spanned(
    checked: &Checked,
    part: usize,
    history: &History,
    before: &Asking,
    after: &Asking,
) -> (Bridge, Vec<Weighed>, Vec<Weighed>) {
    let database = Database::holding(history);
    let old = database.weighed(&compile(checked, before, &Question::Weights)[part]);
    let new = database.weighed(&compile(checked, after, &Question::Weights)[part]);
    let both = differing(part, (checked, before), (checked, after));
    let differing_old = database.weighed(&both[0]);
    let differing_new = database.weighed(&both[1]);
    let lonely = on_one_side(&differing_old, &differing_new);
    assert_eq!(lonely, on_one_side(&old, &new), "as among all candidates");
    let held_before = database.held(&held(before, &lonely));
    let held_after = database.held(&held(after, &lonely));
    let sides = (
        Side {
            asking: before,
            total: total(&old),
            rows: &differing_old,
            held: &held_before,
        },
        Side {
            asking: after,
            total: total(&new),
            rows: &differing_new,
            held: &held_after,
        },
    );
    (
        bridge(checked.part(part).unwrap(), sides.0, sides.1, None),
        old,
        new,
    )
}

fn total(rows: &[Weighed]) -> i64 {
    let counted = rows.iter().filter(|row| row.reason.is_none());
    counted.map(|row| row.weight).sum()
}

fn at(day: &str, sequence: i64) -> Asking {
    Asking::new(
        COUNTY,
        Scope::default(),
        Period::year(2020).unwrap(),
        Day::parse_iso(day).unwrap(),
        Known::Then(sequence),
    )
}

const CONTRACT: &str =
    "contract F1 2020-01-02 item=甲 nature=contract relation=new started_on=2020-01-05";

/// What the bridge should tell: cause and sum.
type Terms = &'static [(Cause, i64)];

/// The rows, and what happens between 31 August at sequence 5 and 18 September at sequence 10.
const CAUSES: &[(&str, &str, &[&str], Terms)] = &[
    (
        "a new row",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1 @7",
        ],
        &[(Cause::New, 9)],
    ),
    (
        "a row of September, known long before",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-09-10 amount=9 payee_type=university source=enterprise contract=#1 @2",
        ],
        &[(Cause::Happened, 9)],
    ),
    (
        "verified",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1 !waiting",
            "then @8 !good",
        ],
        &[(Cause::Verified, 9)],
    ),
    (
        "proven",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1 !unproven",
            "then @7 !waiting",
            "then @8 !good",
        ],
        &[(Cause::Proven, 9)],
    ),
    (
        "voided",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1",
            "then @8 !void",
        ],
        &[(Cause::Voided, -9)],
    ),
    (
        "returned",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1",
            "then @8 !returned",
        ],
        &[(Cause::Returned, -9)],
    ),
    (
        "the holder of the key goes",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1 !double",
            "then @8 !good",
        ],
        &[(Cause::Double, 9)],
    ),
    (
        "corrected amount",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1",
            "then @8 amount=7",
        ],
        &[(Cause::Corrected, -2)],
    ),
    (
        "corrected out of the year",
        "cooperation-spending",
        &[
            CONTRACT,
            "payment 2020-08-20 amount=9 payee_type=university source=enterprise contract=#1",
            "then @8 2019-08-20",
        ],
        &[(Cause::Corrected, -9)],
    ),
    (
        "a contract starts",
        "cooperation-projects",
        &["contract 2020-08-01 item=乙 nature=contract relation=new started_on=2020-09-01"],
        &[(Cause::Happened, 1)],
    ),
    (
        "an earlier row takes over the key",
        "cooperation-projects",
        &[
            CONTRACT,
            "contract F2 2020-01-01 item=甲 nature=contract relation=new started_on=2020-01-05 @8",
        ],
        &[(Cause::New, 1), (Cause::Same, -1)],
    ),
    (
        "a newer statistic",
        "hightech-output-share",
        &[
            "statistic 2020-06-30 series=hightech_output span=year_to_date stage=preliminary value=40 published_on=2020-07-20",
            "statistic 2020-06-30 series=industrial_output span=year_to_date stage=preliminary value=90 published_on=2020-07-20",
            "statistic 2020-07-31 series=hightech_output span=year_to_date stage=preliminary value=52 published_on=2020-08-20 @7",
            "statistic 2020-07-31 series=industrial_output span=year_to_date stage=preliminary value=99 published_on=2020-08-20 @7",
        ],
        &[(Cause::New, 52), (Cause::Same, -40)],
    ),
    (
        "struck from the list",
        "hnte-net-increase",
        &["hnte_certificate F1 2018-11-30 valid_until=2021-11-29 struck_on=2020-09-10"],
        &[(Cause::Happened, -1)],
    ),
];

#[test]
fn every_cause_has_its_name() {
    let kinds = kinds();
    for (what, indicator, rows, expected) in CAUSES {
        let (bridge, ..) = spanned(
            &checked(indicator),
            0,
            &world(&kinds, rows),
            &at("2020-08-31", 5),
            &at("2020-09-18", 10),
        );
        let terms: Vec<(Cause, i64)> = bridge
            .terms
            .iter()
            .map(|term| (term.cause, term.sum))
            .collect();
        assert_eq!(terms, *expected, "{what}");
        assert_eq!(
            bridge.opening + terms.iter().map(|term| term.1).sum::<i64>(),
            bridge.closing,
            "{what}"
        );
    }
}

#[test]
fn a_town_that_loses_a_row_and_a_changed_definition() {
    let kinds = kinds();
    let rows = [
        "disbursement T1 2020-03-01 amount=300 product=sukedai",
        "then @8 T2",
        "disbursement T1 2020-03-02 amount=5 product=microloan",
    ];
    let history = world(&kinds, &rows);
    let loans = checked("technology-loans");
    let of_town = |mut asking: Asking| {
        asking.scope.town = Some(crate::histories::id(crate::histories::TOWN, 1));
        asking
    };
    let (before, after) = (of_town(at("2020-08-31", 5)), of_town(at("2020-08-31", 10)));
    let (moved, ..) = spanned(&loans, 0, &history, &before, &after);
    assert_eq!(
        moved
            .terms
            .iter()
            .map(|term| (term.cause, term.sum))
            .collect::<Vec<_>>(),
        [(Cause::Moved, -300)]
    );
    let (_, old, _) = spanned(
        &loans,
        0,
        &history,
        &at("2020-08-31", 5),
        &at("2020-08-31", 5),
    );
    let wider = measure::language::Formula::parse(
        "sum amount of disbursement where product in (sukedai, microloan)",
    )
    .unwrap();
    let wider = measure::language::check(&wider, &kinds, &[]).unwrap();
    let (_, redefined, new) = spanned(
        &wider,
        0,
        &history,
        &at("2020-08-31", 5),
        &at("2020-08-31", 5),
    );
    let asking = at("2020-08-31", 5);
    fn side<'a>(asking: &'a Asking, rows: &'a [Weighed]) -> Side<'a> {
        Side {
            asking,
            total: total(rows),
            rows,
            held: &[],
        }
    }
    let widened = bridge(
        &wider.first,
        side(&asking, &old),
        side(&asking, &new),
        Some(&redefined),
    );
    assert_eq!(
        widened
            .terms
            .iter()
            .map(|term| (term.cause, term.sum))
            .collect::<Vec<_>>(),
        [(Cause::Definition, 5)]
    );
}

#[test]
fn firms_that_came_and_went() {
    let kinds = kinds();
    let rows = [
        "hnte_certificate F1 2017-11-17 valid_until=2020-11-16",
        "hnte_certificate F1 2020-12-02 valid_until=2023-12-01",
        "hnte_certificate F2 2017-11-17 valid_until=2020-11-16",
        "hnte_certificate F4 2020-12-02 valid_until=2023-12-01",
    ];
    let checked = checked("hnte-net-increase");
    let database = Database::holding(&world(&kinds, &rows));
    let candidates = database.candidates(&checked, &at("2020-12-31", 5));
    let alone = |part| {
        let rows = candidates.alone(part);
        rows.iter().map(|row| row.entry).collect::<Vec<_>>()
    };
    assert_eq!(
        (alone(0), alone(1), candidates.in_both()),
        (vec![entry(4)], vec![entry(3)], 1)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn the_terms_add_up(seed in any::<u64>()) {
        let kinds = kinds();
        let mut dice = Dice::new(seed);
        for indicator in indicators(&kinds).iter() {
            let checked = indicator.check(&indicator.versions[0], &kinds).unwrap();
            let history = history(&mut dice, &kinds, &checked.kinds());
            let (one, other) = (asking(&mut dice), asking(&mut dice));
            let (first, second) = (one.known.sequence().min(other.known.sequence()), one.known.sequence().max(other.known.sequence()));
            let before = Asking { known: Known::Then(first), scope: other.scope, ..one };
            let after = Asking { known: Known::Then(second), ..other };
            for part in 0..checked.parts().count() {
                let (bridge, old, new) = spanned(&checked, part, &history, &before, &after);
                let weight = |asking: &Asking| history.candidates(&checked, part, asking).iter().filter(|row| row.reason.is_none()).map(|row| row.weight).sum::<i64>();
                prop_assert_eq!(bridge.opening, weight(&before));
                prop_assert_eq!(bridge.closing, weight(&after));
                prop_assert_eq!(bridge.opening + bridge.terms.iter().map(|term| term.sum).sum::<i64>(), bridge.closing);
                let counted = |rows: &[Weighed], entry| rows.iter().find(|row| row.entry == entry && row.reason.is_none()).map_or(0, |row| row.weight);
                let mut seen = std::collections::HashSet::new();
                for (entry, change) in bridge.terms.iter().flat_map(|term| &term.entries) {
                    prop_assert!(seen.insert(*entry), "one cause an entry");
                    prop_assert_eq!(counted(&new, *entry) - counted(&old, *entry), *change);
                }
                let unknown_before = |entry| !history.versions.iter().any(|row| row.entry == entry && row.known_from <= first && first < row.known_until);
                for (entry, _) in bridge.terms.iter().filter(|term| term.cause == Cause::New).flat_map(|term| &term.entries) {
                    prop_assert!(unknown_before(*entry));
                }
            }
        }
    }
}
