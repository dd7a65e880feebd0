//! The room's own router on both engines.
#![allow(clippy::unwrap_used)]

mod accounts;
mod changes;
mod fact_import_layouts;
mod fact_imports;
mod facts;
mod kept;
mod life;
mod lists;
mod registers;
mod screening;

use axum::http::StatusCode;
use enterprise::door::{self, Firm, NewFirm, Refusal};
use identity::door::NewUnit;
use trail::Who;
use trial::{COUNTY, Site, actor, both, post};
use values::{CreditCode, Day, Id};
use web::{Actor, Organisation, Place, Role, Room};

fn rooms() -> Vec<Room> {
    vec![identity::room(), enterprise::room()]
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn town(site: &Site, name: &str) -> Id<Organisation> {
    place(site, name, Place::Town, "").await
}

async fn place(site: &Site, name: &str, place: Place, code: &str) -> Id<Organisation> {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let new = NewUnit {
        name: name.into(),
        alias: String::new(),
        code: code.into(),
        place,
        parent: None,
        since: day("2013-03-01"),
    };
    let id = identity::door::found(&mut tx, &Who::program(), new)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

fn staff() -> Actor {
    actor(
        "曹以宁",
        &[post(
            Role::Staff,
            Place::Office,
            Id::NONE,
            "产学研成果科",
            "cooperation",
        )],
    )
}

fn code(n: u32) -> String {
    CreditCode::invented(&format!("91320682MADEM{n:04}"))
        .unwrap()
        .to_string()
}

fn new_firm(n: u32, name: &str, town: Id<Organisation>) -> NewFirm {
    NewFirm {
        code: code(n),
        name: name.into(),
        town,
        industry: "新材料".into(),
        size: "medium".into(),
        registered_on: day("2015-06-01"),
    }
}

async fn entered(site: &Site, new: NewFirm) -> Id<Firm> {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let id = door::enter(&mut tx, &Who::program(), new, true)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_firm_is_entered_found_and_shown() {
    both(&rooms(), |site| async move {
        let place = town(&site, "白蒲镇").await.to_string();
        let code = code(1);
        let form = [
            ("code", code.as_str()),
            ("name", "南通拾柏纤维科技有限公司"),
            ("town", &place),
            ("industry", "纤维"),
            ("size", "small"),
            ("registered_on", "2016.5.3"),
        ];
        let made = site.post(&staff(), "/firms", &form).await;
        assert_eq!(made.location(), format!("/firms/{code}"), "{}", made.body);
        for part in ["拾柏", "ntsbxw", "MADEM0001"] {
            let list = site.get(&staff(), &format!("/firms?q={part}")).await.body;
            assert!(list.contains("南通拾柏纤维科技有限公司"), "{part}");
        }
        assert!(
            site.get(&staff(), "/firms?q=100%25")
                .await
                .body
                .contains("没有符合条件的企业")
        );
        let page = site.get(&staff(), &format!("/firms/{code}")).await.body;
        assert!(page.contains("白蒲镇") && page.contains("小型") && page.contains("2016-05-03"));
        let twice = site.post(&staff(), "/firms", &form).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            twice.body.contains("已登记为“南通拾柏纤维科技有限公司”")
                && twice.body.contains("value=\"纤维\""),
            "nothing typed is lost"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_firm_is_said() {
    both(&rooms(), |site| async move {
        let place = town(&site, "白蒲镇").await.to_string();
        for (code, registered, words) in [
            ("9132", "2016-05-03", "您填了 4 位"),
            ("91350100M000100Y4I", "2016-05-03", "没有 I、O、S、V、Z"),
            ("91350100M000100Y43", "2020-09-31", "9 月只有 30 天"),
            ("91350100M000100Y43", "2030-01-01", "还没有到"),
        ] {
            let form = [
                ("code", code),
                ("name", "某公司"),
                ("town", place.as_str()),
                ("size", "small"),
                ("registered_on", registered),
            ];
            let answer = site.post(&staff(), "/firms", &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(words), "{words}: {}", answer.body);
        }
    })
    .await;
}

#[tokio::test]
async fn an_invented_code_is_taken_only_in_a_demonstration() {
    both(&rooms(), |site| async move {
        let place = town(&site, "白蒲镇").await;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let refused = door::enter(
            &mut tx,
            &Who::program(),
            new_firm(3, "某公司", place),
            false,
        )
        .await;
        assert!(matches!(refused, Err(Refusal::Code(_))));
        assert!(
            door::enter(&mut tx, &Who::program(), new_firm(3, "某公司", place), true)
                .await
                .is_ok()
        );
    })
    .await;
}

#[tokio::test]
async fn a_town_sees_and_changes_its_own_firms_only() {
    both(&rooms(), |site| async move {
        let (own, other) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        door::enter(&mut tx, &Who::program(), new_firm(7, "甲公司", own), true)
            .await
            .unwrap();
        door::enter(&mut tx, &Who::program(), new_firm(8, "乙公司", other), true)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let clerk = actor(
            "马一禾",
            &[post(Role::Town, Place::Town, own, "江安镇", "")],
        );
        let list = site.get(&clerk, "/firms").await.body;
        assert!(list.contains("甲公司") && !list.contains("乙公司"));
        assert_eq!(
            site.get(&clerk, &format!("/firms/{}", code(8)))
                .await
                .status,
            StatusCode::NOT_FOUND
        );
        let form = [
            ("property", "name"),
            ("value", "丙公司"),
            ("from", "2020-09-01"),
            ("reason", "变更通知书"),
        ];
        assert_eq!(
            site.post(&clerk, &format!("/firms/{}/changes", code(8)), &form)
                .await
                .status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            site.post(&clerk, &format!("/firms/{}/changes", code(7)), &form)
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let nobody = site
            .post(
                &clerk,
                &format!("/firms/{}/changes", code(7)),
                &[
                    ("property", "name"),
                    ("value", "丁"),
                    ("from", "2020-09-02"),
                ],
            )
            .await;
        assert!(nobody.body.contains("依据：要填") && nobody.body.contains("value=\"丁\""));
    })
    .await;
}
