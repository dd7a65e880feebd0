//! A target is changed after it was split: the shares are told to be behind until it is split anew.

use crate::bureau::bureau;
use crate::rooms;
use crate::shares::{SPENDING, fields, send, target};
use crate::spending::NOTICE;
use trial::Site;
use web::Actor;

async fn waits(site: &Site, actor: &Actor) -> Vec<String> {
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let lines = (plan::room().waits)(&mut tx, actor).await.unwrap();
    let own = lines.iter().filter(|line| line.act == "去分解");
    own.map(|line| format!("{}：{}", line.title, line.note))
        .collect()
}

#[tokio::test]
async fn shares_that_do_not_follow_their_target_are_told() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let path = target(&site, SPENDING).await.path();
        let shares = format!("{path}/shares");
        let even = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let issue = [("effective", "2020-01-01"), ("base", "0"), ("act", "issue")];
        let done = send(&site, &bureau.head, &shares, &even, &issue).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let said = "份额还没有随目标调整（差 500 万元）";
        let list = "/plan/shares?year=2020";
        for page in [path.as_str(), list] {
            assert!(
                !site
                    .get(&bureau.head, page)
                    .await
                    .body
                    .contains("份额还没有")
            );
        }
        assert!(waits(&site, &bureau.head).await.is_empty());

        let held = target(&site, SPENDING).await;
        let mut terms = held.terms.clone();
        terms.goal.value = notice::Decimal::whole(25_000_000);
        let mut tx = site.app.write(&bureau.director).await.unwrap();
        let reason = "市里下达的目标提高";
        plan::door::adjust(&mut tx, &bureau.director, held.id, &terms, reason)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for page in [path.as_str(), list] {
            let body = site.get(&bureau.head, page).await.body;
            assert!(body.contains(said), "{page}: {body}");
        }
        let own = waits(&site, &bureau.head).await;
        let title = format!("重新分解 {} {}", held.number(), held.terms.name);
        assert_eq!(own, [format!("{title}：{said}")]);
        assert!(waits(&site, &bureau.staff).await.is_empty());

        let more = fields(
            &bureau,
            ["400", "400", "400", "300"],
            ["250", "250", "250", "250"],
        );
        let again = [
            ("effective", "2020-09-18"),
            ("base", "1"),
            ("act", "issue"),
            ("reason", "随目标调整"),
        ];
        let done = send(&site, &bureau.head, &shares, &more, &again).await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(waits(&site, &bureau.head).await.is_empty());
        assert!(
            !site
                .get(&bureau.head, &path)
                .await
                .body
                .contains("份额还没有")
        );
    })
    .await;
}

#[tokio::test]
async fn a_target_is_due_on_one_day_in_all_books() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let path = target(&site, SPENDING).await.path();
        let batches = [
            ("shape", "batch"),
            ("nodes", "6月30日 800\n12月20日 2000"),
            ("reason", "分两批认定"),
        ];
        let laid = site
            .post(&bureau.head, &format!("{path}/curve"), &batches)
            .await;
        assert_eq!(laid.status, 303, "{}", laid.body);
        let even = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let issue = [("effective", "2020-01-01"), ("base", "0"), ("act", "issue")];
        let done = send(
            &site,
            &bureau.head,
            &format!("{path}/shares"),
            &even,
            &issue,
        )
        .await;
        assert_eq!(done.status, 303, "{}", done.body);
        let office = bureau.head.posts[0].organisation;
        for place in [
            format!("/plan/task-books/{}", bureau.town),
            format!("/plan/task-books/{office}"),
            "/plan/breakdown".to_owned(),
        ] {
            let page = site.get(&bureau.head, &place).await.body;
            let from = page.find(&format!("href=\"{path}\"")).unwrap();
            let line = page[from..].split("</tr>").next().unwrap();
            assert!(
                line.contains("12月20日") && !line.contains("12月31日"),
                "{place}: {line}"
            );
        }
    })
    .await;
}
