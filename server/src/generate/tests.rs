use std::collections::BTreeSet;

use super::*;
use crate::rooms;

fn quiet(_: u64, _: u64, _: &str) {}

const SMALL: Size = Size {
    firms: 40,
    rows: 3_000,
    years: 2,
    seed: 3,
};

#[test]
fn stretches_follow_each_other_and_hold_all_rows() {
    for size in [
        SMALL,
        Size { rows: 7, ..SMALL },
        Size {
            rows: 1_000_000,
            years: 10,
            ..SMALL
        },
    ] {
        let all = load::stretches(size);
        assert_eq!(
            all.iter().map(|stretch| stretch.rows).sum::<u64>(),
            size.rows
        );
        assert_eq!(all[0].days.first, size.first());
        assert!(
            all.windows(2)
                .all(|pair| pair[0].days.last.plus(1) == pair[1].days.first)
        );
        assert!(all.last().unwrap().days.last < size.today());
    }
}

/// A small county on both engines: its rows hold together, its plan has the notice's targets, and
/// figures come out of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_generated_county_holds_together() {
    trial::both(&rooms::all(), |site| async move {
        let counts = run(site.app.store(), SMALL, &quiet).await.unwrap();
        assert_eq!(
            (counts.firms, counts.rows, counts.targets),
            (SMALL.firms, SMALL.rows, 14)
        );
        assert!(counts.versions > 2 * SMALL.rows, "{counts:?}");
        let mut tx = site.app.store().read(county::CODE).await.unwrap();
        assert_eq!(
            trail::check(&mut tx).await.unwrap().broken,
            Vec::<i64>::new()
        );
        let checked = ledger::door::check(&mut tx, site.app.store().files())
            .await
            .unwrap();
        assert_eq!(checked.broken, Vec::<String>::new());
        assert_eq!(u64::try_from(checked.rows).unwrap(), counts.versions);
        let wanted = ::plan::door::Wanted {
            as_of: Some(SMALL.today()),
            ..Default::default()
        };
        let told = ::plan::door::figures(&site.app, &mut tx, &wanted)
            .await
            .unwrap();
        let counted: BTreeSet<&str> = told
            .iter()
            .filter(|one| one.counted > 0)
            .map(|one| one.indicator.as_str())
            .collect();
        assert!(counted.len() >= 12, "{counted:?}");
    })
    .await;
}
