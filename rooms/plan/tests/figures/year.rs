//! What the year remembers: lights that were made up, beats that were missed, exempt or entered late.

use crate::bureau::{Bureau, bureau, day};
use crate::rooms;
use crate::spending::NOTICE;
use trial::Site;

async fn spend(
    site: &Site,
    bureau: &Bureau,
    contract: values::Id<ledger::door::Entry>,
    on: &str,
    yuan: &str,
) {
    let paid = bureau
        .payment(site, contract, on, yuan, &["receipt", "invoice"])
        .await;
    bureau.verify(site, paid).await;
}

fn light_of<'a>(body: &'a str, indicator: &str) -> &'a str {
    let address = format!("/figures/{indicator}?");
    let row = body
        .split("<tr")
        .skip(1)
        .find(|row| row.contains(&address))
        .unwrap();
    row.split("light light--")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
}

#[tokio::test]
async fn a_target_that_fell_behind_and_caught_up_is_made_up_for_ever() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        site.at("2020-03-20");
        let contract = bureau.contract(&site).await;
        spend(&site, &bureau, contract, "2020-03-15", "1000000.00").await;
        site.at("2020-04-20");
        let behind = site.get(&bureau.head, "/plan").await;
        assert_eq!(light_of(&behind.body, "cooperation-spending"), "late");
        // The papers of March come in May: March stays missed, as it was known then.
        site.at("2020-05-10");
        spend(&site, &bureau, contract, "2020-03-25", "9000000.00").await;
        let caught_up = site.get(&bureau.head, "/plan").await;
        assert_eq!(light_of(&caught_up.body, "cooperation-spending"), "made");
        let page = site
            .get(&bureau.head, "/figures/cooperation-spending")
            .await;
        assert!(page.body.contains("已补上"), "{}", page.body);
        let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
        let kept = tx
            .all(
                "SELECT state FROM plan_light WHERE county = $1 AND state = 'behind'",
                store::args![trial::COUNTY],
            )
            .await
            .unwrap();
        assert!(!kept.is_empty(), "what was found is kept");
        drop(tx);
        // The same question of the past is answered as it was then.
        let then = site
            .get(&bureau.head, "/plan?day=2020-04-20&known=2020-04-20")
            .await;
        assert_eq!(light_of(&then.body, "cooperation-spending"), "late");
    })
    .await;
}

#[tokio::test]
async fn beats_are_counted_exempted_and_marked_when_late() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let cells = |body: &str, name: &str| {
            let strip = body
                .split("class=\"beat\"")
                .find(|strip| strip.contains(name))
                .unwrap()
                .to_owned();
            strip
                .split("<li class=\"")
                .skip(1)
                .map(|cell| cell.split('"').next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        let before = site.get(&bureau.head, "/plan").await;
        assert_eq!(cells(&before.body, "每季有签约"), ["n", "n", "c", "f"]);
        assert_eq!(cells(&before.body, "每周有需求").len(), 53);
        // Signed in March, entered in September.
        bureau.contract(&site).await;
        let exempt = plan::door::NewExemption {
            indicator: "signing-every-quarter".to_owned(),
            first: day("2020-04-01"),
            last: day("2020-06-30"),
            reason: "疫情防控".to_owned(),
            approved_by: "局长办公会〔2020〕3号".to_owned(),
        };
        let mut tx = site.app.write(&bureau.director).await.unwrap();
        plan::door::exempt(&mut tx, &bureau.director, &exempt)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let after = site.get(&bureau.head, "/plan").await;
        assert_eq!(cells(&after.body, "每季有签约"), ["y l", "x", "c", "f"]);
        assert!(
            after.body.contains("每季有签约 一季度 1 条（9月18日录入）"),
            "{}",
            after.body
        );
        assert!(after.body.contains("已有，补录"), "{}", after.body);
    })
    .await;
}

#[tokio::test]
async fn the_targets_leave_as_a_workbook_as_they_stand_on_the_page() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let contract = bureau.contract(&site).await;
        spend(&site, &bureau, contract, "2020-03-15", "1234500.00").await;
        let page = site.get(&bureau.head, "/plan?day=2020-09-18").await;
        assert!(
            page.body.contains("/plan/rows.xlsx?scope=county"),
            "{}",
            page.body
        );
        let file = site
            .get(&bureau.head, "/plan/rows.xlsx?day=2020-09-18")
            .await;
        let lines = file.sheet("年度目标");
        let line = lines
            .iter()
            .find(|line| line[2].contains("产学研合作支出"))
            .unwrap();
        // A number, and in the unit of the page.
        assert_eq!(line[5..7], ["123.45", "万元"]);
        assert_eq!(line[4], "落后");
        assert_eq!(
            lines.len(),
            1 + page.body.matches("class=\"code cite c-id\"").count()
        );
        let about = file.sheet("说明").concat().join(" ");
        assert!(about.contains("截至 2020-09-18"), "{about}");
        let none = site
            .get(&bureau.head, "/plan/rows.xlsx?day=2019-05-01")
            .await;
        assert_eq!(none.status, 404);
    })
    .await;
}

#[tokio::test]
async fn an_old_day_keeps_the_target_it_had() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let target = crate::shares::target(&site, crate::shares::SPENDING).await;
        site.at("2020-07-10");
        let form = [
            ("name", target.terms.name.as_str()),
            ("op", ">="),
            ("value", "9000万元"),
            ("unit", "元"),
            ("indicator", crate::shares::SPENDING),
            ("office", "cooperation"),
            ("tolerance", "20"),
            ("reason", "市里加码"),
            ("document", "皋科发〔2020〕18号"),
            ("approved_by", "局长办公会"),
            ("approved_on", "7月3日"),
        ];
        let act = format!("{}/adjustment", target.path());
        let sent = site.post(&bureau.head, &act, &form).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        site.at("2020-09-18");
        for (day, goal, edition) in [
            ("2020-01-31", "&#62; 2,000", "计划第 1 版"),
            ("2020-06-30", "&#62; 2,000", "计划第 1 版"),
            ("2020-07-10", "≥ 9,000", "计划第 2 版"),
            ("2020-09-18", "≥ 9,000", "计划第 2 版"),
        ] {
            let page = site
                .get(&bureau.head, &format!("/plan?day={day}"))
                .await
                .body;
            let row = page
                .split("<tr")
                .find(|row| row.contains("/figures/cooperation-spending?"))
                .unwrap();
            assert!(row.contains(goal), "{day}: {goal} in {row}");
            assert!(page.contains(edition), "{day}: {edition}");
            let figure = format!("/figures/cooperation-spending?day={day}");
            let figure = site.get(&bureau.head, &figure).await.body;
            let goal = format!("目标 {goal}");
            assert!(figure.contains(&goal), "{day}: {goal} in {figure}");
        }
    })
    .await;
}
