//! Forecasts: shown with what they are made of, kept once a day, and held against what came.

use crate::bureau::{Bureau, bureau};
use crate::rooms;
use crate::spending::NOTICE;
use ledger::door::Entry;
use trial::Site;
use values::Id;

async fn old_contract(site: &Site, bureau: &Bureau) -> Id<Entry> {
    let entry = bureau
        .post(
            site,
            "contract",
            &[
                ("item", "轴承磨损监测"),
                ("partner", "滨江纺织研究院"),
                ("contract_no", "HT-0"),
                ("nature", "contract"),
                ("relation", "new"),
                ("way", "joint"),
                ("signed_on", "2019-01-10"),
                ("started_on", "2019-01-12"),
                ("amount", "8000000.00"),
            ],
            &["contract", "start"],
        )
        .await;
    bureau.verify(site, entry).await;
    entry
}

async fn paid(site: &Site, bureau: &Bureau, contract: Id<Entry>, on: &str, yuan: &str) {
    let entry = bureau
        .payment(site, contract, on, yuan, &["receipt", "invoice"])
        .await;
    bureau.verify(site, entry).await;
}

/// A quarter of last year's 4 million by September, and 1.5 million this year.
async fn two_years(site: &Site) -> Bureau {
    let bureau = bureau(site).await;
    bureau.plan(site, NOTICE).await;
    site.at("2020-03-20");
    let contract = old_contract(site, &bureau).await;
    paid(site, &bureau, contract, "2019-03-15", "1000000.00").await;
    paid(site, &bureau, contract, "2019-11-15", "3000000.00").await;
    paid(site, &bureau, contract, "2020-03-10", "1500000.00").await;
    site.at("2020-09-18");
    bureau
}

async fn kept(site: &Site, day: &str) -> usize {
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let day = crate::bureau::day(day);
    let text = "SELECT target FROM plan_forecast WHERE county = $1 AND day = $2";
    tx.all(text, store::args![trial::COUNTY, day])
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_figure_tells_what_it_will_be_and_why() {
    trial::both(&rooms(), |site| async move {
        let bureau = two_years(&site).await;
        let page = site
            .get(&bureau.head, "/figures/cooperation-spending")
            .await;
        for text in [
            "年底预计 <b class=\"nb\">209–600</b>",
            "按 2019 年同日以后的变化 450.00 万元（+300.00 万元）",
            "按 2019 年同日已占全年 25.0% 推 600.00 万元",
            "按今年进度 209.54 万元",
            "逐日留存的预计还没有到期的",
            "回测（按 2020-08-31 所知）2019 年各月末 9 次，落在区间 7 次",
            "class=\"fan\"",
            "，年底预计 209–600万元",
        ] {
            assert!(page.body.contains(text), "{text} in {}", page.body);
        }
        // A statistic that is not there is not foretold.
        let none = site.get(&bureau.head, "/figures/rd-intensity").await;
        assert!(none.body.contains("还没有数，不作预计"), "{}", none.body);
        // One office's figure is not foretold: targets are the county's.
        let town = format!("/figures/cooperation-spending?scope=town:{}", bureau.town);
        assert!(
            !site
                .get(&bureau.head, &town)
                .await
                .body
                .contains("年底预计")
        );
        // On the last day nothing is left to foretell.
        site.at("2020-12-31");
        let over = site
            .get(&bureau.head, "/figures/cooperation-spending")
            .await;
        assert!(
            over.body.contains("年底预计 <b class=\"nb\">150</b>"),
            "{}",
            over.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_forecasts_of_a_day_are_kept_once() {
    trial::both(&rooms(), |site| async move {
        let bureau = two_years(&site).await;
        assert_eq!(kept(&site, "2020-09-18").await, 0);
        let page = site.get(&bureau.head, "/plan").await;
        assert!(page.body.contains("c-fc drop\">209–600<"), "{}", page.body);
        assert_eq!(kept(&site, "2020-09-18").await, 3, "a line a target");
        let again = plan::door::keep_forecasts(&site.app, trial::COUNTY).await;
        assert_eq!(again.unwrap(), 0, "they are there");
        // The work of the day does it without a page.
        site.at("2020-09-19");
        let first = plan::door::keep_forecasts(&site.app, trial::COUNTY).await;
        assert_eq!(first.unwrap(), 3);
        site.get(&bureau.head, "/plan").await;
        assert_eq!(kept(&site, "2020-09-19").await, 3);
        // A look back keeps nothing.
        site.get(&bureau.head, "/plan?day=2020-08-01").await;
        assert_eq!(kept(&site, "2020-08-01").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_page_of_an_earlier_moment_shows_what_was_forecast_then() {
    trial::both(&rooms(), |site| async move {
        let bureau = two_years(&site).await;
        site.get(&bureau.head, "/plan").await;
        // Ten days on a payment more is known, and the forecast is another.
        site.at("2020-09-28");
        let contract = old_contract(&site, &bureau).await;
        paid(&site, &bureau, contract, "2020-09-20", "500000.00").await;
        let now = site.get(&bureau.head, "/plan").await.body;
        assert!(now.contains("年底预计") && !now.contains("c-fc drop\">209–600<"));
        let then = "day=2020-09-18&known=2020-09-18";
        let past = site.get(&bureau.head, &format!("/plan?{then}")).await.body;
        assert!(past.contains("c-fc drop\">209–600<"), "{past}");
        let figure = format!("/figures/cooperation-spending?{then}");
        let figure = site.get(&bureau.head, &figure).await.body;
        for text in [
            "年底预计 <b class=\"nb\">209–600</b>",
            "2020-09-18 留存的预计，按当时所知",
            "class=\"fan\"",
        ] {
            assert!(figure.contains(text), "{text} in {figure}");
        }
        // As of a later day it is what was known at the moment; of a day without one there is none.
        let later = "/plan?day=2020-09-25&known=2020-09-18";
        assert!(
            site.get(&bureau.head, later)
                .await
                .body
                .contains("c-fc drop\">209–600<")
        );
        let none = "/plan?day=2020-09-17&known=2020-09-18";
        let none = site.get(&bureau.head, none).await.body;
        assert!(!none.contains("class=\"vh\">年底预计"), "{none}");
    })
    .await;
}

#[tokio::test]
async fn the_wall_shows_the_worst_first_and_nothing_can_be_done_on_it() {
    trial::both(&rooms(), |site| async move {
        let bureau = two_years(&site).await;
        let wall = site.get(&bureau.head, "/wall").await;
        assert_eq!(wall.status, 200, "{}", wall.body);
        for text in [
            "data-theme=\"dark\"",
            "预计 209–600",
            "落后最多：",
            "每季有签约",
        ] {
            assert!(wall.body.contains(text), "{text} in {}", wall.body);
        }
        for control in ["<a ", "<form", "<button", "<input"] {
            assert!(!wall.body.contains(control), "{control}");
        }
        assert_eq!(wall.headers["refresh"], "60");
        let at = |class: &str| wall.body.find(&format!("cell--{class}"));
        assert!(at("late").unwrap() < at("none").unwrap());
        assert_eq!(site.get(&bureau.town_staff, "/wall").await.status, 403);
        // Those who lead have the same cells on the phone, each one tap from its figure.
        let lead = site.get(&bureau.director, "/plan").await;
        assert!(
            lead.body
                .contains("<a class=\"fig big\" href=\"/figures/cooperation-spending?"),
            "{}",
            lead.body
        );
        let staff = site.get(&bureau.staff, "/plan").await;
        assert!(!staff.body.contains("wall__grid"));
    })
    .await;
}
