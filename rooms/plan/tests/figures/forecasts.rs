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
            "年底预计 <b class=\"nb\">150–673</b>",
            "按 2019 年同日以后的变化 487.50 万元（+300.00 万元，今年比同期多，按 +337.50 万元计）",
            "按今年进度 209.54 万元",
            "逐日留存的预计还没有到期的",
            "区间取中值上下各 277.96 万元，约八成把握：到离得最远的一项估计；可比的往年只有一年，再放宽一半",
            "回测（按 2020-08-31 所知）2019 年各月末 4 次，落在区间 1 次",
            "class=\"fan\"",
            "，年底预计 150–673万元",
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
        assert!(page.body.contains("c-fc drop\">150–673<"), "{}", page.body);
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
        assert!(now.contains("年底预计") && !now.contains("c-fc drop\">150–673<"));
        let then = "day=2020-09-18&known=2020-09-18";
        let past = site.get(&bureau.head, &format!("/plan?{then}")).await.body;
        assert!(past.contains("c-fc drop\">150–673<"), "{past}");
        let figure = format!("/figures/cooperation-spending?{then}");
        let figure = site.get(&bureau.head, &figure).await.body;
        for text in [
            "年底预计 <b class=\"nb\">150–673</b>",
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
                .contains("c-fc drop\">150–673<")
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
            "预计 150–673",
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

/// Pretends that a row lies elsewhere in time, as a county's own kind may allow; and that it was known from the start.
async fn moved(site: &Site, entry: Id<Entry>, on: &str) {
    let mut tx = site.app.store().note(trial::COUNTY).await.unwrap();
    let text = "UPDATE ledger_version SET effective = $3 WHERE county = $1 AND entry = $2";
    let day = crate::bureau::day(on);
    tx.run(text, store::args![trial::COUNTY, entry, day])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_waits_comes_on_top_and_what_lies_ahead_is_added() {
    trial::both(&rooms(), |site| async move {
        let bureau = two_years(&site).await;
        let contract = bureau.contract(&site).await;
        let papers = &["receipt", "invoice"];
        bureau
            .payment(&site, contract, "2020-09-10", "300000.00", papers)
            .await;
        let page = "/figures/cooperation-spending";
        let body = site.get(&bureau.head, page).await.body;
        for text in [
            "年底预计 <b class=\"nb\">150–731</b>",
            "待补证、待核实的 1 条 30.00 万元是已经发生的：下限不计，中值和以上各项按 80% 计，上限全计",
        ] {
            assert!(body.contains(text), "{text} in {body}");
        }
        // A row of a later day is registered; a year ago there was none.
        let ahead = bureau
            .payment(&site, contract, "2020-09-11", "500000.00", papers)
            .await;
        bureau.verify(&site, ahead).await;
        moved(&site, ahead, "2020-11-15").await;
        site.at("2020-09-19");
        let body = site.get(&bureau.head, page).await.body;
        assert!(
            body.contains("已登记、日期在后的 50.00 万元，在正常进度之外另加"),
            "{body}"
        );
        assert!(!body.contains("上年同日也已这样登记"), "{body}");
        // A year on it is no habit: payments may not be registered ahead, so last year is not asked.
        site.at("2021-09-18");
        let again = bureau
            .payment(&site, contract, "2021-09-10", "800000.00", papers)
            .await;
        bureau.verify(&site, again).await;
        moved(&site, again, "2021-11-20").await;
        let body = site.get(&bureau.head, page).await.body;
        assert!(
            body.contains("日期在后的 80.00 万元，在正常进度之外另加</li>"),
            "{body}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_old_day_does_not_read_what_was_entered_after_it() {
    trial::both(&rooms(), |site| async move {
        let bureau = two_years(&site).await;
        let contract = bureau.contract(&site).await;
        paid(&site, &bureau, contract, "2020-09-10", "700000.00").await;
        let old = "/figures/cooperation-spending?day=2020-06-30";
        let body = site.get(&bureau.head, old).await.body;
        assert!(body.contains("年底预计"), "{body}");
        assert!(!body.contains("日期在后"), "{body}");
    })
    .await;
}

async fn certificate(site: &Site, bureau: &Bureau, number: &str, from: &str, until: &str) {
    let entry = bureau
        .post(
            site,
            "hnte_certificate",
            &[
                ("number", number),
                ("announced_on", from),
                ("valid_until", until),
                ("route", "first"),
            ],
            &["list", "certificate"],
        )
        .await;
    bureau.verify(site, entry).await;
}

#[tokio::test]
async fn a_level_tells_what_its_rows_alone_give() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await.of_hightech();
        bureau.plan(&site, NOTICE).await;
        certificate(&site, &bureau, "GR2017", "2017-11-30", "2020-11-29").await;
        site.at("2020-12-30");
        let page = "/figures/hnte-net-increase";
        let body = site.get(&bureau.head, page).await.body;
        for text in [
            "只按台账现有记录、不再登记（到期的退出）−1 家，区间含这个数",
            "按 2017 年同日以后的变化",
        ] {
            assert!(body.contains(text), "{text} in {body}");
        }
        // It is struck, and on the last day the figure says the same.
        site.at("2020-12-31");
        let body = site.get(&bureau.head, page).await.body;
        assert!(body.contains("年底预计 <b class=\"nb\">−1</b>"), "{body}");
        // In the first days of a year the past ones are there to compare with; 2020 took one off.
        site.at("2021-01-08");
        let body = site.get(&bureau.head, page).await.body;
        assert!(body.contains("按 2020 年同日以后的变化 −1 家"), "{body}");
    })
    .await;
}

#[tokio::test]
async fn a_year_that_came_to_nothing_is_held_against_its_forecasts() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        site.at("2020-03-20");
        let contract = old_contract(&site, &bureau).await;
        paid(&site, &bureau, contract, "2018-03-15", "12000000.00").await;
        paid(&site, &bureau, contract, "2019-03-15", "12000000.00").await;
        for on in ["2020-09-30", "2020-10-31", "2020-12-31"] {
            site.at(on);
            site.get(&bureau.head, "/plan").await;
        }
        site.at("2021-01-08");
        let page = "/figures/cooperation-spending";
        let body = site.get(&bureau.head, page).await.body;
        for text in [
            "按 2020 年同日以后的变化 0.00 万元",
            "留存的月末预计到期 2 次",
            "2020 年各月末 10 次",
        ] {
            assert!(body.contains(text), "{text} in {body}");
        }
    })
    .await;
}
