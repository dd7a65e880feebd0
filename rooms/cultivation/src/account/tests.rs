#![allow(clippy::unwrap_used)]
use super::*;
use ledger::door::Standing;
use proptest::prelude::*;
use values::Uuid;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn firm(n: u128) -> Id<Firm> {
    Id::new(Uuid::from_u128(n))
}

fn certificate(n: u128, since: Day, until: Day, route: &str, why: &str) -> Certificate {
    Certificate {
        entry: Id::NONE,
        row: String::new(),
        firm: firm(n),
        number: format!("GR{n}"),
        since,
        until,
        valid_until: until,
        route: route.to_owned(),
        struck_on: None,
        struck_why: why.to_owned(),
        standing: Standing::Good,
    }
}

fn held(n: u128, since: &str, until: &str, route: &str, why: &str) -> Certificate {
    certificate(n, day(since), day(until), route, why)
}

#[test]
fn each_cause_has_its_term() {
    let (eve, last) = (day("2019-12-31"), day("2020-12-31"));
    let all = [
        held(1, "2018-11-01", "2021-12-31", "first", ""),
        held(2, "2017-11-01", "2020-12-31", "first", ""),
        held(3, "2017-11-01", "2020-12-31", "first", ""),
        held(3, "2020-12-02", "2023-12-31", "again", ""),
        held(4, "2020-12-02", "2023-12-31", "first", ""),
        held(5, "2015-11-01", "2018-12-31", "first", ""),
        held(5, "2020-12-02", "2023-12-31", "again", ""),
        held(6, "2018-11-01", "2020-05-06", "first", "revoked"),
        held(7, "2018-11-01", "2020-07-08", "first", "moved_out"),
        held(8, "2020-03-04", "2022-12-31", "moved_in", ""),
        held(9, "2020-02-01", "2020-06-01", "first", "revoked"),
        held(11, "2018-11-01", "2020-08-01", "first", "ended"),
        held(10, "2021-01-01", "2023-12-31", "first", ""),
    ];
    let found = account(&all, eve, last);
    assert_eq!(found.opening.len(), 6);
    let counts: Vec<usize> = Cause::ALL
        .into_iter()
        .map(|cause| found.count(&cause))
        .collect();
    assert_eq!(counts, [2, 1, 1, 1, 2, 1, 1]);
    assert_eq!((found.closing.len(), found.increase()), (5, -1));
    assert!(
        found.changes.iter().all(|change| change.firm != firm(3)),
        "renewed in time: nothing happens"
    );
    let before = account(&all, eve, day("2020-12-30"));
    assert!(
        before.closing.contains(&firm(2)),
        "still in on the 30th, out on the 31st"
    );
}

#[test]
fn only_what_counts_is_counted() {
    for standing in Standing::ALL {
        let mut one = held(1, "2020-02-01", "2023-12-31", "first", "");
        one.standing = standing;
        let found = account(&[one], day("2019-12-31"), day("2020-12-31"));
        assert_eq!(found.closing.len(), usize::from(standing == Standing::Good));
    }
    let upside_down = held(1, "2020-02-01", "2020-02-01", "first", "revoked");
    let found = account(&[upside_down], day("2019-12-31"), day("2020-12-31"));
    assert_eq!(found.changes, []);
}

proptest! {
    /// Whatever happened: opening plus what came minus what went is closing, and both are the plain stock of the day.
    #[test]
    fn the_account_adds_up(
        rows in prop::collection::vec((1u128..6, 0i32..2000, 0i32..1500, 0usize..3, 0usize..3), 0..30),
        eve in 0i32..2500,
        more in 0i32..800,
    ) {
        let start = day("2015-01-01");
        let all: Vec<Certificate> = rows
            .iter()
            .map(|(n, since, length, route, why)| {
                let since = start.plus(*since);
                let routes = ["first", "again", "moved_in"];
                let whys = ["", "revoked", "moved_out"];
                certificate(*n, since, since.plus(*length), routes[*route], whys[*why])
            })
            .collect();
        let (eve, last) = (start.plus(eve), start.plus(eve + more));
        let found = account(&all, eve, last);
        let stock = |on: Day| -> BTreeSet<Id<Firm>> {
            let held = all.iter().filter(|one| one.since <= on && on < one.until);
            held.map(|one| one.firm).collect()
        };
        prop_assert_eq!(&found.opening, &stock(eve));
        prop_assert_eq!(&found.closing, &stock(last));
        let sum: i64 = found.changes.iter().map(|change| if change.cause.adds() { 1 } else { -1 }).sum();
        prop_assert_eq!(sum, found.increase());
        let half = start.plus(eve.number() - start.number() + more / 2);
        let (first, second) = (account(&all, eve, half), account(&all, half, last));
        prop_assert_eq!(first.changes.len() + second.changes.len(), found.changes.len(), "two halves are the whole");
    }
}
