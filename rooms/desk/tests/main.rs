//! The desk through its own router.
#![allow(clippy::unwrap_used)]

mod backups;
mod exported;
mod jobs;
mod search;

use axum::http::StatusCode;
use trial::{actor, both, post};
use values::{Day, Id};
use web::{Place, Role, Room};

fn rooms() -> Vec<Room> {
    vec![
        identity::room(),
        enterprise::room(),
        ledger::room(),
        plan::room(),
        desk::room(),
    ]
}

#[tokio::test]
async fn an_empty_desk_says_what_to_do_first() {
    both(&rooms(), |site| async move {
        let head = actor(
            "钱穗",
            &[post(
                Role::Head,
                Place::Office,
                Id::NONE,
                "产学研成果科",
                "cooperation",
            )],
        );
        let desk = site.get(&head, "/").await;
        assert_eq!(desk.status, StatusCode::OK, "{}", desk.body);
        assert!(desk.body.contains("9月18日 星期五 · 第 38 周"));
        assert!(desk.body.contains("去上传通知"));
        assert!(desk.body.contains("没有等您办的"));
    })
    .await;
}

const NOTICE: &str = "2020年科技重点工作\n\n一、工作目标\n\n2020年，新实施产学研合作项目150项。\n";

#[tokio::test]
async fn who_has_no_target_is_not_told_that_there_is_no_plan() {
    both(&rooms(), |site| async move {
        let mut tx = site.app.store().write(trial::COUNTY).await.unwrap();
        let baipu = search::town(&mut tx, "白蒲镇").await;
        tx.commit().await.unwrap();
        let town = actor(
            "缪小芸",
            &[post(Role::Town, Place::Town, baipu, "白蒲镇", "")],
        );
        let head = actor(
            "钱穗",
            &[post(
                Role::Head,
                Place::Office,
                Id::NONE,
                "产学研成果科",
                "cooperation",
            )],
        );
        let before = site.get(&town, "/").await.body;
        assert!(before.contains("今年的计划还没有建"), "{before}");
        assert!(!before.contains("去上传通知"), "a town uploads nothing");
        let mut tx = site.app.write(&head).await.unwrap();
        let new = plan::door::NewNotice {
            number: "皋科发〔2020〕2号".to_owned(),
            title: "2020年科技重点工作".to_owned(),
            issuer: "如皋市科学技术局".to_owned(),
            day: Day::of(2020, 2, 13).unwrap(),
            year: 2020,
            text: NOTICE.to_owned(),
            file: plan::door::KeptFile::default(),
        };
        let notice = plan::door::enter_notice(&mut tx, &head, new).await.unwrap();
        for one in plan::door::proposals(&mut tx, notice).await.unwrap() {
            plan::door::accept(&mut tx, &head, one.leader.id, None)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let after = site.get(&town, "/").await.body;
        assert!(after.contains("本镇区还没有分到目标"), "{after}");
        assert!(!after.contains("计划还没有建") && !after.contains("去上传通知"));
        let lit = site.get(&head, "/").await.body;
        assert!(lit.contains("1 项目标"), "{lit}");
    })
    .await;
}
