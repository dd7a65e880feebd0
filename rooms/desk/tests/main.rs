//! The desk through its own router.
#![allow(clippy::unwrap_used)]

mod backups;
mod exported;
mod jobs;
mod search;

use axum::http::StatusCode;
use trial::{actor, both, post};
use values::Id;
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
