//! What an act on many rows would move, said before it is done.

use std::collections::{BTreeMap, BTreeSet};

use ledger::door::{Entry, Together};
use measure::Exact;
use trial::{Answer, Site};
use values::Id;
use web::Actor;

use crate::bureau::{Bureau, bureau};
use crate::rooms;

const NOTICE: &str = include_str!("notice.txt");

/// Rows as their boxes send them.
async fn marks(site: &Site, entries: &[Id<Entry>]) -> Vec<String> {
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let lines = ledger::door::lines(&mut tx, entries, None).await.unwrap();
    let mark = |line: &ledger::door::Line| format!("{}.{}", line.entry, line.version);
    lines.iter().map(mark).collect()
}

fn form(act: Together, marks: &[String]) -> Vec<(&str, &str)> {
    let rows = marks.iter().map(|mark| ("row", mark.as_str()));
    [
        ("kind", "payment"),
        ("act", act.code()),
        ("list", "view=waiting"),
    ]
    .into_iter()
    .chain(rows)
    .collect()
}

async fn preview(site: &Site, actor: &Actor, act: Together, marks: &[String]) -> Answer {
    let pairs = form(act, marks);
    let answer = site.post_part(actor, "/figures/preview", &pairs).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

/// The value of every indicator of every year that a row happened in.
async fn values(site: &Site, years: &[i32]) -> BTreeMap<(String, i32), Option<Exact>> {
    let mut found = BTreeMap::new();
    for year in years {
        let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
        let wanted = plan::door::Wanted {
            year: Some(*year),
            ..Default::default()
        };
        for told in plan::door::figures(&site.app, &mut tx, &wanted)
            .await
            .unwrap()
        {
            found.insert((told.indicator, *year), told.value);
        }
    }
    found
}

/// The indicators that the fragment names.
fn named(part: &str) -> BTreeSet<String> {
    let links = part.split("href=\"/figures/").skip(1);
    links
        .map(|link| link.split('?').next().unwrap().to_owned())
        .collect()
}

/// A payment that counts, two that wait, one that lacks its papers.
async fn payments(site: &Site, bureau: &Bureau) -> Vec<Id<Entry>> {
    let contract = bureau.contract(site).await;
    let both = ["receipt", "invoice"];
    let first = bureau
        .payment(site, contract, "2020-04-01", "100000.00", &both)
        .await;
    bureau.verify(site, first).await;
    let mut waiting = Vec::new();
    for (on, yuan, proven) in [
        ("2020-05-01", "200000.00", &both[..]),
        ("2020-06-01", "55000.01", &both[..]),
        ("2020-06-02", "70000.00", &both[..1]),
    ] {
        waiting.push(bureau.payment(site, contract, on, yuan, proven).await);
    }
    waiting
}

#[tokio::test]
async fn what_is_said_before_is_what_is_there_after() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let waiting = payments(&site, &bureau).await;
        let marks = marks(&site, &waiting).await;
        let before = values(&site, &[2020]).await;
        let said = preview(&site, &bureau.verifier, Together::Verify, &marks).await.body;
        assert_eq!(values(&site, &[2020]).await, before, "nothing was kept");
        assert!(!said.contains("<html"), "{said}");

        let path = "/ledger/payment/verification";
        let done = site.post(&bureau.verifier, path, &form(Together::Verify, &marks)).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let after = values(&site, &[2020]).await;
        let moved: BTreeSet<String> = before
            .iter()
            .filter(|(key, value)| after[key] != **value)
            .map(|((id, _), _)| id.clone())
            .collect();
        assert!(moved.contains("cooperation-spending"), "{moved:?}");
        assert_eq!(named(&said), moved, "{said}");
        assert!(
            said.contains("产学研合作支出额</a> <b>10.00 → <span class=\"plus\">35.50</span></b> 万元（+25.50）"),
            "{said}"
        );
        assert!(said.contains("T03 <a "), "under its target: {said}");
        let figure = site.get(&bureau.head, "/figures/cooperation-spending").await.body;
        assert!(figure.contains("35.50"), "{figure}");
        let value = after[&("cooperation-spending".to_owned(), 2020)];
        assert_eq!(value, Some(Exact::whole(35_500_001)), "to the cent");
    })
    .await;
}

#[tokio::test]
async fn a_preview_spoils_nothing_that_is_kept_of_figures() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let waiting = payments(&site, &bureau).await;
        let first = marks(&site, &waiting[..1]).await;
        preview(&site, &bureau.verifier, Together::Verify, &first).await;
        // Another act takes the number that the preview had.
        bureau.verify(&site, waiting[1]).await;
        let spent = values(&site, &[2020]).await[&("cooperation-spending".to_owned(), 2020)];
        assert_eq!(spent, Some(Exact::whole(15_500_001)));
        let said = preview(&site, &bureau.verifier, Together::Verify, &first)
            .await
            .body;
        assert!(
            said.contains("15.50 → <span class=\"plus\">35.50</span>"),
            "{said}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_page_without_script_leads_to_the_act() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let waiting = payments(&site, &bureau).await;
        let all = marks(&site, &waiting).await;
        let pairs = form(Together::Verify, &all);
        let page = site
            .post(&bureau.verifier, "/figures/preview", &pairs)
            .await;
        assert_eq!(page.status, 200, "{}", page.body);
        for told in [
            "核实 3 条，数值怎么变",
            ">10.00</td>",
            "<b>35.50</b>",
            "action=\"/ledger/payment/verification\"",
            &all[2],
            "/ledger/payment?view=waiting",
        ] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        // To hand in what was handed in moves nothing; it cannot be done.
        let nothing = preview(&site, &bureau.staff, Together::Submit, &all)
            .await
            .body;
        assert!(nothing.contains("不动任何数值"), "{nothing}");
        let town = preview(&site, &bureau.town_staff, Together::Verify, &all)
            .await
            .body;
        assert!(town.contains("不动任何数值"), "{town}");
        for wrong in [
            &[("a", "b")][..],
            &[("kind", "payment"), ("act", "verification")],
        ] {
            let answer = site.post(&bureau.verifier, "/figures/preview", wrong).await;
            assert_eq!(answer.status, 400);
        }
    })
    .await;
}
