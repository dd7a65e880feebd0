//! What is asked of another period than the year of the day, and of a knowledge that is not yet there.

use crate::bureau::{bureau, day};
use crate::rooms;
use crate::spending::NOTICE;

const FIGURE: &str = "/figures/cooperation-spending";

#[tokio::test]
async fn the_year_s_page_is_kept_apart_by_period_and_shows_whole_years_only() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let day = "/plan?scope=county&day=2020-09-17";
        for part in ["2020-09", "2020-Q3"] {
            let refused = site
                .get(&bureau.head, &format!("{day}&period={part}"))
                .await;
            assert_eq!(refused.status, 400, "{part}");
            assert!(refused.body.contains("只看整年"), "{}", refused.body);
        }
        assert_eq!(site.get(&bureau.head, day).await.status, 200);
        site.at("2021-01-05");
        let day = "/plan?day=2021-01-05";
        for _ in 0..2 {
            let last = site
                .get(&bureau.head, &format!("{day}&period=2020"))
                .await
                .body;
            assert!(
                last.contains("2020年年度重点") && last.contains("name=\"period\""),
                "{last}"
            );
            let this = site.get(&bureau.head, day).await.body;
            assert!(
                this.contains("2021年还没有年度计划") && this.contains("/plan?period=2020"),
                "{this}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_month_s_figure_says_so_and_has_no_goal_and_no_light() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let year = site.get(&bureau.head, FIGURE).await.body;
        assert!(year.contains("light light--") && year.contains("全年目标"));
        assert!(!year.contains("name=\"period\""));
        for (period, named) in [("2020-09", "2020年9月"), ("2020-Q3", "2020年三季度")] {
            let page = site
                .get(&bureau.head, &format!("{FIGURE}?period={period}"))
                .await;
            assert_eq!(page.status, 200, "{}", page.body);
            let stamp = format!("{named}，截至 2020-09-18，按现在所知");
            assert!(page.body.contains(&stamp), "{}", page.body);
            for absent in ["light light--", "全年目标", "年底预计"] {
                assert!(!page.body.contains(absent), "{absent} in {}", page.body);
            }
            // Both forms ask for the same period again; the way back is to the year.
            assert_eq!(page.body.matches("name=\"period\"").count(), 2);
            assert!(
                !page
                    .body
                    .contains("/plan?scope=county&#38;day=2020-09-18&#38;period")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_will_be_known_later_is_refused_and_judges_no_month() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let contract = bureau.contract(&site).await;
        let paid = bureau
            .payment(
                &site,
                contract,
                "2020-09-16",
                "16000000.00",
                &["receipt", "invoice"],
            )
            .await;
        bureau.verify(&site, paid).await;
        let judged = async || {
            let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
            tx.all(
                "SELECT state FROM plan_light WHERE county = $1 AND month_end = $2",
                store::args![trial::COUNTY, day("2020-09-30")],
            )
            .await
            .unwrap()
            .len()
        };
        site.at("2020-10-02");
        for path in ["/plan", FIGURE] {
            for known in ["2020-12-31", "2020-10-03", "2020-10-02 18:00"] {
                let ahead = format!("{path}?known={}", known.replace(' ', "%20"));
                let ahead = site.get(&bureau.head, &ahead).await;
                assert_eq!(ahead.status, 400, "{path} {known}");
                assert!(ahead.body.contains("还没有到"), "{}", ahead.body);
            }
            let today = site
                .get(&bureau.head, &format!("{path}?known=2020-10-02"))
                .await;
            assert_eq!(today.status, 200, "{}", today.body);
        }
        assert_eq!(judged().await, 0, "papers of September may still come");
        site.at("2020-10-06");
        assert_eq!(site.get(&bureau.head, "/plan").await.status, 200);
        assert!(judged().await > 0);
    })
    .await;
}
