//! What a firm is over time, and as it was known.

use axum::http::StatusCode;
use enterprise::door::{self, Property, Refusal};
use store::{STILL, args, sql};
use trail::Who;
use trial::{COUNTY, Site, both};
use values::{Day, Id};
use web::Place;

use crate::{code, day, entered, new_firm, place, rooms, staff, town};

#[tokio::test]
async fn a_move_changes_the_town_from_its_day_only() {
    both(&rooms(), |site| async move {
        let (old, new) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let id = door::enter(
            &mut tx,
            &Who::program(),
            new_firm(5, "如皋砚禾电气有限公司", old),
            true,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        door::move_to(&mut tx, &Who::program(), id, new, day("2020-05-01"))
            .await
            .unwrap();
        door::rename(
            &mut tx,
            &Who::program(),
            id,
            "江苏砚禾电气有限公司",
            day("2020-06-01"),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        assert_eq!(
            door::town_on(&mut tx, id, day("2020-04-30")).await.unwrap(),
            old
        );
        assert_eq!(
            door::town_on(&mut tx, id, day("2020-05-01")).await.unwrap(),
            new
        );
        assert_eq!(
            door::town_on(&mut tx, id, day("2015-05-31")).await.unwrap(),
            Id::NONE
        );
        let found = door::search(&mut tx, "如皋砚禾", None, 5).await.unwrap();
        assert_eq!(
            found[0].name, "江苏砚禾电气有限公司",
            "a former name finds the firm"
        );
        let refused = door::move_to(
            &mut { site.app.store().write(COUNTY).await.unwrap() },
            &Who::program(),
            id,
            new,
            day("2014-01-01"),
        )
        .await;
        assert!(matches!(refused, Err(Refusal::BeforeRegistered { .. })));
    })
    .await;
}

/// Every version of a property, as the relation shows it to other rooms.
async fn versions(site: &Site, property: &str) -> Vec<(String, Day, Day, i64, i64)> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let text = sql!(
        "SELECT value, since, until, known_from, known_until FROM enterprise_property
         WHERE county = $1 AND property = $2 ORDER BY known_from, since"
    );
    let rows = tx.all(text, args![COUNTY, property]).await.unwrap();
    rows.iter()
        .map(|row| {
            (
                row.get("value").unwrap(),
                row.get("since").unwrap(),
                row.get("until").unwrap(),
                row.get("known_from").unwrap(),
                row.get("known_until").unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn what_was_known_before_a_change_stays_on_record() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        let id = entered(&site, new_firm(11, "甲公司", home)).await;
        let entered_at = versions(&site, "name").await[0].3;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let (who, from) = (Who::program(), day("2020-03-01"));
        door::rename(&mut tx, &who, id, "乙公司", from)
            .await
            .unwrap();
        let changed_at = tx.sequence();
        tx.commit().await.unwrap();
        let (first, never) = (day("2015-06-01"), Day::NEVER);
        assert_eq!(
            versions(&site, "name").await,
            [
                ("甲公司".into(), first, never, entered_at, changed_at),
                ("甲公司".into(), first, from, changed_at, STILL),
                ("乙公司".into(), from, never, changed_at, STILL),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn one_act_may_change_its_mind() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        let id = entered(&site, new_firm(12, "甲公司", home)).await;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        for name in ["乙公司", "丙公司", "丁公司"] {
            let from = day("2020-03-01");
            door::rename(&mut tx, &Who::program(), id, name, from)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let line = door::firm(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(line.name, "丁公司");
        drop(tx);
        let held = versions(&site, "name").await;
        let held: Vec<&str> = held
            .iter()
            .filter(|version| version.4 == STILL)
            .map(|version| version.0.as_str())
            .collect();
        assert_eq!(held, ["甲公司", "丁公司"]);
    })
    .await;
}

#[tokio::test]
async fn a_town_is_a_town_that_is_there() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        let office = place(&site, "高新科", Place::Office, "high-tech").await;
        let id = entered(&site, new_firm(13, "甲公司", home)).await;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let who = Who::program();
        let entry = door::enter(&mut tx, &who, new_firm(14, "乙公司", office), true).await;
        assert_eq!(entry, Err(Refusal::NoSuchTown));
        for value in [
            office.to_string(),
            Id::<()>::NONE.to_string(),
            "large".to_owned(),
        ] {
            let from = day("2020-03-01");
            let change =
                door::change(&mut tx, &who, id, Property::Town, &value, from, "文件").await;
            assert_eq!(change, Err(Refusal::NoSuchTown), "{value}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_is_made_on_the_page_and_shown_with_its_reason() {
    both(&rooms(), |site| async move {
        let (home, other) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        entered(&site, new_firm(15, "甲公司", home)).await;
        let path = format!("/firms/{}", code(15));
        let other = other.to_string();
        let mut form = vec![
            ("property", "town"),
            ("town", other.as_str()),
            ("size", "large"),
            ("from", "2014-01-01"),
            ("reason", "变更通知书"),
        ];
        let early = site.post(&staff(), &format!("{path}/changes"), &form).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.body.contains("2014-01-01 早于企业成立日 2015-06-01"));
        assert!(
            early.body.contains(&format!("value=\"{other}\" selected"))
                && early.body.contains("value=\"large\" selected")
                && early.body.contains("value=\"变更通知书\""),
            "nothing typed is lost"
        );
        form[3] = ("from", "2020.3.1");
        let moved = site.post(&staff(), &format!("{path}/changes"), &form).await;
        assert_eq!(moved.location(), path);
        let page = site.get(&staff(), &path).await.body;
        assert!(page.contains("2020-03-01 起镇区改为“磨头镇”：变更通知书"));
        assert!(page.contains("江安镇") && page.contains("磨头镇"));
        let again = site.post(&staff(), &format!("{path}/changes"), &form).await;
        assert!(
            again.body.contains("镇区在 2020-03-01 已经是这样"),
            "{}",
            again.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_day_of_registration_is_corrected_with_a_reason() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        let other = town(&site, "磨头镇").await;
        let id = entered(&site, new_firm(15, "甲公司", home)).await;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        door::move_to(&mut tx, &Who::program(), id, other, day("2020-05-01"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let path = format!("/firms/{}", code(15));
        let send = async |on: &str, reason: &str| {
            let pairs = [("registered_on", on), ("reason", reason)];
            let to = format!("{path}/registration");
            site.post(&staff(), &to, &pairs).await
        };
        for (on, reason, told) in [
            ("2013-02-30", "执照", "2013-02-30"),
            ("2013-03-01", "", "要填，写明依据"),
            ("2015-06-01", "执照", "成立日在 2015-06-01 已经是这样"),
            ("2020-05-01", "执照", "镇区在 2020-05-01 已有变化"),
            ("2030-01-01", "执照", "还没有到"),
        ] {
            let again = send(on, reason).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(again.body.contains(told), "{told}: {}", again.body);
            assert!(again.body.contains(&format!("value=\"{on}\"")), "{on}");
        }
        assert_eq!(send("2013-03-01", "按营业执照").await.location(), path);
        let page = site.get(&staff(), &path).await.body;
        assert!(page.contains("成立于 2013-03-01"), "{page}");
        assert!(page.contains("成立日由 2015-06-01 更正为 2013-03-01：按营业执照"));
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        for (on, wanted) in [
            ("2013-02-28", Id::NONE),
            ("2013-03-01", home),
            ("2020-05-01", other),
        ] {
            let held = door::town_on(&mut tx, id, day(on)).await.unwrap();
            assert_eq!(held, wanted, "{on}");
        }
    })
    .await;
}
