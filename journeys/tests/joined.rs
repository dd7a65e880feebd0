//! Two files of one firm: joined, taken apart, written to.

use ledger::door::Standing;
use trial::both;

use crate::county::CODE;
use crate::files::{BEFORE, DAYS, ONE, world};

/// What was joined by mistake counts again as it did, also the past; what was corrected meanwhile stays corrected.
#[tokio::test]
async fn files_are_joined_and_taken_apart_again() {
    both(&crate::rooms(), |site| async move {
        let world = world(site).await;
        let mut known = Vec::new();
        for _ in 0..2 {
            world
                .tell("same", &[("other", world.other_code.as_str())])
                .await;
            for (on, wanted) in DAYS.into_iter().zip(ONE) {
                assert_eq!(world.counts(on, None).await, wanted, "joined, {on}");
            }
            known.push((world.sequence().await, ONE));
            world.is_whole().await;
            world.tell("apart", &[]).await;
            for (on, wanted) in DAYS.into_iter().zip(BEFORE) {
                assert_eq!(world.counts(on, None).await, wanted, "apart, {on}");
            }
            known.push((world.sequence().await, BEFORE));
            world.is_whole().await;
        }
        for (at, wanted) in known {
            for (on, wanted) in DAYS.into_iter().zip(wanted) {
                let found = world.counts(on, Some(at)).await;
                assert_eq!(found[..6], wanted[..6], "{on}, known at {at}");
            }
        }
    })
    .await;
}

/// The row that was handed in first counts, the other is a double: named, and good again when the files are parted.
#[tokio::test]
async fn one_event_told_under_both_files_is_one() {
    both(&crate::rooms(), |site| async move {
        let world = world(site).await;
        let (one, two) = (world.county.firm, world.other);
        let first = world.pooled(one, "2020-03-11", "苏高企协〔2020〕9号").await;
        let second = world.pooled(two, "2020-03-11", "苏高企协〔2020〕9号").await;
        let standings = || async {
            let mut tx = world
                .county
                .site
                .app
                .read(&world.county.staff)
                .await
                .unwrap();
            let lines = ledger::door::lines(&mut tx, &[first, second], None).await;
            let lines = lines.unwrap().into_iter();
            let told = lines.map(|line| (line.subject, line.standing));
            told.collect::<Vec<_>>()
        };
        world
            .tell("same", &[("other", world.other_code.as_str())])
            .await;
        let joined = [(Some(two), Standing::Good), (Some(two), Standing::Double)];
        assert_eq!(standings().await, joined);
        world.tell("apart", &[]).await;
        let parted = [(Some(one), Standing::Good), (Some(two), Standing::Good)];
        assert_eq!(standings().await, parted);
        world.is_whole().await;
    })
    .await;
}

/// Who writes to the file that went writes to the one that stays: by its code, by its name, by hand and in tables.
#[tokio::test]
async fn what_is_told_of_a_joined_file_is_told_of_the_one_that_stays() {
    both(&crate::rooms(), |site| async move {
        let world = world(site).await;
        world
            .tell("same", &[("other", world.other_code.as_str())])
            .await;
        world.demand(world.county.firm, "2020-09-01").await;
        let mut tx = world
            .county
            .site
            .app
            .read(&world.county.staff)
            .await
            .unwrap();
        let rows = ledger::door::of_kind(&mut tx, "demand", Some)
            .await
            .unwrap();
        let subjects: Vec<_> = rows.iter().map(|row| row.subject).collect();
        assert_eq!(subjects, [Some(world.other); 2]);
        let mut firms = enterprise::door::Firms::default();
        let settled = std::collections::BTreeMap::new();
        for (name, code) in [
            ("", CODE),
            ("江苏苇渡智能装备有限公司", ""),
            ("江苏苇渡智能装备有限公司", CODE),
        ] {
            let found = firms.find(&mut tx, name, code, &settled).await.unwrap();
            let found = found.unwrap_or_else(|unknown| panic!("{unknown:?}"));
            assert_eq!(
                found.map(|firm| firm.id),
                Some(world.other),
                "{name} {code}"
            );
        }
        let found = enterprise::door::search(&mut tx, "苇渡", None, 5)
            .await
            .unwrap();
        let found: Vec<_> = found.iter().map(|firm| firm.id).collect();
        assert_eq!(found, [world.other]);
        let names = enterprise::door::all_names(&mut tx).await.unwrap();
        assert!(
            names.iter().all(|(firm, ..)| *firm == world.other),
            "{names:?}"
        );
    })
    .await;
}
