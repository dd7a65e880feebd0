//! The year's page and the permanent addresses, with what is asked wrongly.

use crate::bureau::bureau;
use crate::rooms;
use crate::spending::NOTICE;

#[tokio::test]
async fn the_year_before_there_is_a_plan_says_what_to_do_first() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let page = site.get(&bureau.head, "/plan").await;
        assert_eq!(page.status, 200);
        assert!(
            page.body.contains("2020年还没有年度计划") && page.body.contains("/notices/new"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_year_shows_targets_lights_and_rhythm() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        bureau.contract(&site).await;
        let page = site.get(&bureau.head, "/plan").await;
        assert_eq!(page.status, 200, "{}", page.body);
        for text in [
            "皋科发〔2020〕2号",
            "产学研合作支出额",
            "&#62; 2,000 万元",
            "落后",
            "每周有需求",
            "每年有突破",
            "截至",
            "重算",
        ] {
            assert!(page.body.contains(text), "{text} in {}", page.body);
        }
        // No statistic yet: grey and worded, never green.
        let row = page
            .body
            .split("<tr")
            .find(|row| row.contains("/figures/rd-intensity"))
            .unwrap();
        assert!(
            row.contains("light--none") && row.contains("待统计局"),
            "{row}"
        );
        let again = site.get(&bureau.head, "/plan").await;
        assert_eq!(page.body, again.body, "the same from memory");
        let town = site
            .get(&bureau.head, &format!("/plan?scope=town:{}", bureau.town))
            .await;
        assert!(town.body.contains("没有分到的只列数值"), "{}", town.body);
        assert!(town.body.contains("未分解"));
    })
    .await;
}

#[tokio::test]
async fn an_act_is_seen_at_once() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let contract = bureau.contract(&site).await;
        let before = site.get(&bureau.head, "/plan").await;
        let paid = bureau
            .payment(
                &site,
                contract,
                "2020-09-16",
                "360000.00",
                &["receipt", "invoice"],
            )
            .await;
        bureau.verify(&site, paid).await;
        let after = site.get(&bureau.head, "/plan").await;
        assert!(
            !before.body.contains(">36.00</a>") && after.body.contains(">36.00</a>"),
            "{}",
            after.body
        );
        let past = site.get(&bureau.head, "/plan?day=2020-09-15").await;
        assert!(
            past.body.contains(">0.00</a>") && past.body.contains("这里看到的是截至 2020-09-15"),
            "{}",
            past.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_panel_stands_open_without_script() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let page = site
            .get(&bureau.head, "/plan?figure=cooperation-spending")
            .await;
        for text in [
            "has-panel",
            "<aside class=\"panel\" id=\"figure\"",
            "aria-current=\"true\"",
            "关闭数值面板",
            "计划曲线",
        ] {
            assert!(page.body.contains(text), "{text} in {}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_wrongly_is_told() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        for (path, status, text) in [
            (
                "/plan?day=2020-09-31",
                400,
                "2020-09-31 不是一个日子，9 月只有 30 天",
            ),
            (
                "/plan?day=2020-12-31",
                400,
                "还没有到，最晚填今天 2020-09-18",
            ),
            ("/plan?day=2020-12-31", 400, "还没有到的日子"),
            ("/plan?known=2020-12-31", 400, "还没有到的日子"),
            ("/plan?known=昨天", 400, "不是时点"),
            ("/plan?scope=town:nowhere", 404, "没有这一页"),
            ("/figures/nothing", 404, "没有这一页"),
            ("/figures/nothing/rows.xlsx", 404, "没有这一页"),
            (
                "/figures/cooperation-spending?day=2019-05-01",
                409,
                "从 2020-01-01 起才有定义",
            ),
            (
                "/figures/cooperation-spending?against=2019-12-31",
                400,
                "不在统计期",
            ),
            (
                "/figures/of-row/01890000-0000-7000-8000-000000000000",
                404,
                "没有这一页",
            ),
        ] {
            let page = site.get(&bureau.head, path).await;
            assert_eq!(page.status, status, "{path}: {}", page.body);
            assert!(page.body.contains(text), "{path}: {}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn town_staff_see_their_own_town() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let own = site
            .get(&bureau.town_staff, "/figures/cooperation-spending")
            .await;
        assert!(
            own.status == 200 && own.body.contains("白蒲镇") && !own.body.contains("江安镇"),
            "{}",
            own.body
        );
        let county = site
            .get(
                &bureau.town_staff,
                "/figures/cooperation-spending?scope=county",
            )
            .await;
        assert_eq!(county.status, 403);
        let other = site
            .get(
                &bureau.town_staff,
                &format!(
                    "/figures/cooperation-spending/rows.xlsx?scope=town:{}",
                    bureau.other_town
                ),
            )
            .await;
        assert_eq!(other.status, 403);
    })
    .await;
}
