//! Long work on its page and on the desk.

use axum::http::StatusCode;
use store::{LongJob, NewLong};
use trial::{COUNTY, Site, actor, both, post};
use values::Id;
use web::{Actor, LongWork, Next, Outcome, Place, Role, Room, long_path};

use crate::rooms;

/// A room that counts until it is told to stop, or to a hundred.
fn with_toil() -> Vec<Room> {
    let mut rooms = rooms();
    rooms.push(Room {
        name: "toil",
        level: 8,
        long: &[LongWork {
            name: "toil.count",
            may_have: None,
            run: |_, _, progress| {
                Box::pin(async move {
                    for step in 1..=100 {
                        if progress.say(step, 100).await? == Next::Stop {
                            return Ok(Outcome::Stopped);
                        }
                    }
                    Ok(Outcome::Done {
                        text: "数了 100 个".to_owned(),
                        path: "/plan".to_owned(),
                    })
                })
            },
        }],
        ..Room::EMPTY
    });
    rooms
}

fn somebody(name: &str, role: Role) -> Actor {
    actor(
        name,
        &[post(
            role,
            Place::Office,
            Id::NONE,
            "产学研成果科",
            "cooperation",
        )],
    )
}

async fn ask(site: &Site, by: &Actor) -> Id<LongJob> {
    let mut tx = site.app.write(by).await.unwrap();
    let new = NewLong {
        work: "toil.count",
        title: "数一数",
        subject: "",
        unit: "个",
        by: (by.person.uuid(), &by.name),
    };
    let id = tx.queue(new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_seen_done_and_leaves_the_desk_when_it_was_looked_at() {
    both(&with_toil(), |site| async move {
        let staff = somebody("顾一帆", Role::Staff);
        let id = ask(&site, &staff).await;
        let waiting = site.get(&staff, &long_path(id)).await;
        assert_eq!(waiting.status, StatusCode::OK, "{}", waiting.body);
        for told in ["排队中", "http-equiv=\"refresh\"", "hx-trigger", "停止"] {
            assert!(waiting.body.contains(told), "{told}: {}", waiting.body);
        }
        let desk = site.get(&staff, "/").await;
        assert!(desk.body.contains("id=\"h-jobs\"") && desk.body.contains("数一数"));

        site.app.work_long(COUNTY).await.unwrap();
        let desk = site.get(&staff, "/").await;
        assert!(desk.body.contains("已办完：数了 100 个"), "{}", desk.body);
        let part = site.part(&staff, &long_path(id)).await;
        assert!(part.body.starts_with("<section") && part.body.contains("数了 100 个"));
        assert!(part.body.contains("href=\"/plan\"") && !part.body.contains("hx-trigger"));
        let desk = site.get(&staff, "/").await;
        assert!(!desk.body.contains("id=\"h-jobs\""));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_asked_and_the_administrator_see_and_stop_a_job() {
    both(&with_toil(), |site| async move {
        let staff = somebody("顾一帆", Role::Staff);
        let other = somebody("施远舟", Role::Head);
        let administrator = somebody("管理员", Role::Administrator);
        let id = ask(&site, &staff).await;
        let stop = format!("{}/stop", long_path(id));
        for path in [long_path(id), long_path(Id::NONE)] {
            assert_eq!(site.get(&other, &path).await.status, StatusCode::NOT_FOUND);
        }
        let refused = site.post(&other, &stop, &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert!(
            site.get(&staff, &long_path(id))
                .await
                .body
                .contains("排队中")
        );

        let stopped = site.post(&administrator, &stop, &[]).await;
        assert_eq!(stopped.location(), long_path(id));
        site.app.work_long(COUNTY).await.unwrap();
        let page = site.get(&administrator, &long_path(id)).await;
        assert!(page.body.contains("已停止") && page.body.contains("什么也没有留下"));
        let desk = site.get(&staff, "/").await;
        assert!(desk.body.contains("数一数"), "who asked has not seen it");
    })
    .await;
}
