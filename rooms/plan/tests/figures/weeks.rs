//! The week that crosses the year: it belongs to the year of its Thursday, and is judged when it is over.

use crate::bureau::{Bureau, bureau};
use crate::rooms;
use crate::spending::NOTICE;
use trial::Site;

/// The classes of the cells of a strip; none where it is not shown.
async fn cells(site: &Site, bureau: &Bureau, path: &str, name: &str) -> Vec<String> {
    let page = site.get(&bureau.head, path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let strip = page
        .body
        .split("class=\"beat\"")
        .find(|strip| strip.contains(&format!(">{name}<")))
        .unwrap_or_default();
    strip
        .split("<li class=\"")
        .skip(1)
        .map(|cell| cell.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn the_last_beats_of_a_year_are_judged_in_january() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        for (on, week, quarter) in [
            ("2020-12-31", "c", "c"),
            ("2021-01-03", "c", "n"),
            ("2021-01-04", "n", "n"),
            ("2021-01-05", "n", "n"),
        ] {
            site.at(on);
            let path = format!("/plan?day={on}&period=2020");
            let weeks = cells(&site, &bureau, &path, "每周有需求").await;
            assert_eq!((weeks.len(), weeks[52].as_str()), (53, week), "{on}");
            let quarters = cells(&site, &bureau, &path, "每季有签约").await;
            assert_eq!(quarters[3], quarter, "{on}");
        }
        let demand = bureau
            .post(
                &site,
                "demand",
                &[
                    ("title", "精密减速器"),
                    ("class", "equipment"),
                    ("difficulty", "寿命不足"),
                    ("published_on", "2021-01-02"),
                ],
                &["form"],
            )
            .await;
        bureau.verify(&site, demand).await;
        let weeks = cells(&site, &bureau, "/plan?period=2020", "每周有需求").await;
        assert_eq!(weeks[52], "y l", "published in its week, entered later");
    })
    .await;
}

#[tokio::test]
async fn the_old_year_s_week_stands_beside_the_new_year_s_while_it_runs() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let next = NOTICE.replace("2020年", "2021年");
        bureau.plan_on(&site, &next, "2021-01-01").await;
        let old = "每周有需求（2020年）";
        site.at("2021-01-02");
        let weeks = cells(&site, &bureau, "/plan", old).await;
        assert_eq!((weeks.len(), weeks[52].as_str()), (53, "c"));
        let new = cells(&site, &bureau, "/plan", "每周有需求").await;
        assert_eq!((new.len(), new[0].as_str()), (52, "f"));
        for (on, shown) in [("2021-01-03", 53), ("2021-01-04", 0)] {
            site.at(on);
            assert_eq!(
                cells(&site, &bureau, "/plan", old).await.len(),
                shown,
                "{on}"
            );
        }
        // The week of 1 January is the old year's, and warned of once.
        site.at("2021-01-01");
        let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
        let lines = (plan::room().waits)(&mut tx, &bureau.staff).await.unwrap();
        let weeks = lines.iter().filter(|line| line.title.ends_with("53周"));
        assert_eq!(weeks.count(), 1);
    })
    .await;
}
