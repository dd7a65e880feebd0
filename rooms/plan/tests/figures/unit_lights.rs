//! 已补上 of units: the light of a share, and the gaps of a rhythm.

use crate::bureau::bureau;
use crate::rooms;
use crate::shares::{SPENDING, fields, send, target};
use crate::spending::NOTICE;

/// The light in the row of a table that names something.
fn light_in<'a>(page: &'a str, name: &str) -> &'a str {
    let mut rows = page.split("<tr").skip(1);
    let row = rows.find(|row| row.contains(name) && row.contains("light light--"));
    let light = row.and_then(|row| row.split("light light--").nth(1));
    light.and_then(|rest| rest.split('"').next()).unwrap()
}

#[tokio::test]
async fn a_unit_that_fell_behind_and_caught_up_is_made_up_everywhere() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        site.at("2020-03-02");
        let path = format!("{}/shares", target(&site, SPENDING).await.path());
        let even = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let issue = [("effective", "2020-01-01"), ("base", "0"), ("act", "issue")];
        let done = send(&site, &bureau.head, &path, &even, &issue).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let scope = format!("scope=town:{}", bureau.town);
        let year = format!("/plan?{scope}");
        let figure = format!("/figures/{SPENDING}?");
        site.at("2020-04-20");
        let behind = site.get(&bureau.head, &year).await.body;
        assert_eq!(light_in(&behind, &figure), "late");
        // What was paid in March is entered in May: the end of March stays missed, as it was known then.
        site.at("2020-05-10");
        let contract = bureau.contract(&site).await;
        let paid = bureau.payment(&site, contract, "2020-03-25", "9000000.00", &["receipt", "invoice"]);
        bureau.verify(&site, paid.await).await;
        let town = site.get(&bureau.head, &year).await.body;
        assert_eq!(light_in(&town, &figure), "made");
        // So does the gap of its rhythm that the contract of March fills.
        for text in ["已有，补录", "每季有签约 一季度 1 条（5月10日录入）"] {
            assert!(town.contains(text), "{text} in {town}");
        }
        let page = site.get(&bureau.head, &format!("{figure}{scope}")).await.body;
        assert!(page.contains("light light--made"), "{page}");
        let county = site.get(&bureau.head, &figure).await.body;
        assert_eq!(light_in(&county, &bureau.town.to_string()), "made");
        let split = site.get(&bureau.head, &path).await.body;
        assert_eq!(light_in(&split, &bureau.town.to_string()), "made");
        // The other town has paid nothing: it is behind, not made up.
        assert_eq!(light_in(&county, &bureau.other_town.to_string()), "late");
        // Before the month's grace was over nobody could know that it was missed.
        let early = format!("{year}&day=2020-03-31&known=2020-03-31");
        let early = site.get(&bureau.head, &early).await.body;
        assert_eq!(light_in(&early, &figure), "late");
        let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
        let kept = tx
            .all(
                "SELECT unit FROM plan_unit_light WHERE county = $1 AND unit <> '' AND month_end = '2020-03-31'",
                store::args![trial::COUNTY],
            )
            .await
            .unwrap();
        assert!(kept.len() >= 2, "both towns were behind then: {}", kept.len());
    })
    .await;
}
