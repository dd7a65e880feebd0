//! The form of a split: two people at once, and proposals that are looked at before they are saved.

use crate::bureau::bureau;
use crate::rooms;
use crate::shares::{SPENDING, acts, fields, send, target};
use crate::spending::NOTICE;

#[tokio::test]
async fn two_people_split_at_once_and_nothing_is_overwritten() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let path = format!("{}/shares", target(&site, SPENDING).await.path());
        let first = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let second = fields(
            &bureau,
            ["250", "300", "300", "350"],
            ["200", "200", "200", "200"],
        );
        let form = [("effective", "2020-02-28"), ("base", "0"), ("act", "draft")];
        assert_eq!(
            send(&site, &bureau.head, &path, &first, &form).await.status,
            303
        );
        let clash = send(&site, &bureau.director, &path, &second, &form).await;
        assert_eq!(clash.status, 409, "{}", clash.body);
        let town = bureau.town;
        for said in [
            "钱穗",
            "2 处不同",
            "name=\"base\" value=\"1\"",
            &format!("pick.c.cooperation.{town}.1"),
            "value=\"350\"",
        ] {
            assert!(clash.body.contains(said), "{said} in {}", clash.body);
        }
        assert_eq!(acts(&site).await, 1, "nothing was saved");
        let pick = format!("pick.c.cooperation.{town}.1");
        let form = [
            ("effective", "2020-02-28"),
            ("base", "1"),
            ("act", "draft"),
            (pick.as_str(), "theirs"),
        ];
        assert_eq!(
            send(&site, &bureau.director, &path, &second, &form)
                .await
                .status,
            303
        );
        let page = site.get(&bureau.director, &path).await.body;
        let cell = |quarter: i64, value: &str| {
            let field = page
                .split("<input")
                .find(|field| field.contains(&format!("name=\"c.cooperation.{town}.{quarter}\"")))
                .unwrap();
            assert!(field.contains(&format!("value=\"{value}\"")), "{field}");
        };
        cell(1, "300");
        cell(4, "350");
    })
    .await;
}

#[tokio::test]
async fn proposals_are_looked_at_before_they_are_saved() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let projects = target(&site, "cooperation-projects").await;
        let path = format!("{}/shares", projects.path());
        for (by, year) in [("even", "75"), ("firms", "150"), ("last-year", "75")] {
            let page = site
                .get(&bureau.head, &format!("{path}?propose={by}"))
                .await;
            assert_eq!(page.status, 200, "{by}");
            assert!(page.body.contains("还没有保存"), "{by}");
            let sum = format!("<td class=\"num sum\" data-label=\"全年\">{year}</td>");
            assert!(page.body.contains(&sum), "{by}: {year} in {}", page.body);
            assert!(page.body.contains("150，平"), "{by}");
        }
        assert_eq!(acts(&site).await, 0, "a look saves nothing");
        assert_eq!(
            site.get(&bureau.staff, &format!("{path}?propose=even"))
                .await
                .status,
            403
        );
        assert_eq!(
            site.get(&bureau.head, &format!("{path}?propose=luck"))
                .await
                .status,
            404
        );
        let list = site.get(&bureau.head, "/plan/shares").await;
        assert!(
            list.status == 200 && list.body.contains("未分解"),
            "{}",
            list.body
        );
        let file = "/plan/shares/rows.xlsx?year=2020";
        assert!(list.body.contains(file), "{}", list.body);
        let lines = site.get(&bureau.head, file).await.sheet("任务分解");
        assert_eq!(
            lines.len(),
            1 + list.body.matches("<td class=\"cite\">").count()
        );
        for line in &lines[1..] {
            assert!(list.body.contains(&line[1]) && line[4] == "未分解");
        }
        // A ratio gives each its threshold; nothing is summed.
        let ratio = target(&site, "rd-intensity").await;
        let page = site
            .get(
                &bureau.director,
                &format!("{}/shares?propose=even", ratio.path()),
            )
            .await;
        assert!(
            page.body.contains("不相加") && !page.body.contains("已分合计"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn lights_follow_the_split_that_holds_not_the_one_that_comes() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        site.at("2020-03-02");
        let path = format!("{}/shares", target(&site, SPENDING).await.path());
        let issue = |base, effective| {
            [
                ("act", "issue"),
                ("base", base),
                ("effective", effective),
                ("reason", "江安镇新建产业园"),
            ]
        };
        let even = ["300", "300", "300", "300"];
        let rest = ["200", "200", "200", "200"];
        let first = fields(&bureau, even, rest);
        let form = issue("0", "2020-02-28");
        let sent = send(&site, &bureau.head, &path, &first, &form).await;
        assert_eq!(sent.status, 303);
        let lamps = |body: &str| -> Vec<String> {
            let lines = body.split("<th scope=\"row\">").skip(1);
            let lamp =
                |line: &str| Some(line.split("light--").nth(1)?.split('"').next()?.to_owned());
            lines.filter_map(lamp).collect()
        };
        site.at("2020-09-18");
        let before = lamps(&site.get(&bureau.head, &path).await.body);
        assert!(!before.is_empty());
        let later = fields(&bureau, ["0", "0", "0", "1"], ["499", "500", "500", "500"]);
        let form = issue("1", "2020-12-01");
        let sent = send(&site, &bureau.head, &path, &later, &form).await;
        assert_eq!(sent.status, 303);
        let page = site.get(&bureau.head, &path).await.body;
        assert_eq!(lamps(&page), before);
        for said in ["灯按现在执行的第 1 版", "value=\"2020-12-01\""] {
            assert!(page.contains(said), "{said} in {page}");
        }
        let book = site.get(&bureau.head, &format!("{path}/table.xlsx")).await;
        let lines = book.sheet("任务分解");
        let line = |name: &str| lines.iter().find(|line| line[0] == name).unwrap();
        assert_eq!(line("白蒲镇")[1..6], ["0", "0", "0", "1", "1"]);
        assert_eq!(line("已分合计")[5], "2000");
    })
    .await;
}
