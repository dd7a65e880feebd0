//! The file that a job made: who fetches it, how long it waits, and that its end is told once.

use axum::http::StatusCode;
use store::{LongJob, NewLong};
use trial::{COUNTY, Site, actor, both, post};
use values::{Clock, Id};
use web::sheet::{Cell, Heading, Made, Named, Type, make};
use web::{Actor, Error, LongWork, Place, Role, Room, Sheet, long_path};

use crate::rooms;

/// A room that writes one row, and lets staff alone have the file.
fn with_scribe() -> Vec<Room> {
    let mut rooms = rooms();
    rooms.push(Room {
        name: "scribe",
        level: 8,
        long: &[LongWork {
            name: "scribe.write",
            run: |app, job, progress| {
                Box::pin(async move {
                    let making = async {
                        let named = Named {
                            sheet: "付款".to_owned(),
                            headings: vec![Heading {
                                name: "编号".to_owned(),
                                kind: Type::Text,
                                unit: None,
                            }],
                            about: Vec::new(),
                        };
                        let mut sheet =
                            Sheet::begin(app.store().files(), named).watched(Some(&progress), 1);
                        sheet
                            .row(vec![Cell::Text("FK-2020-0001".to_owned())])
                            .await?;
                        Ok(Made {
                            sheet,
                            name: "付款-2020-09-18".to_owned(),
                            path: "/ledger/payment?sort=number".to_owned(),
                            scope: String::new(),
                        })
                    };
                    make(&app, &job, &progress, making).await
                })
            },
            may_have: Some(|_, actor, _| {
                Box::pin(async move {
                    if actor.has(Role::Staff) {
                        return Ok(());
                    }
                    Err(Error::refused("您的岗位变了。", "请再导出一次。"))
                })
            }),
        }],
        ..Room::EMPTY
    });
    rooms
}

fn somebody(name: &str, role: Role) -> Actor {
    let place = post(role, Place::Office, Id::NONE, "产学研成果科", "cooperation");
    actor(name, &[place])
}

/// A job of somebody, done.
async fn written(site: &Site, by: &Actor) -> Id<LongJob> {
    let mut tx = site.app.write(by).await.unwrap();
    let new = NewLong {
        work: "scribe.write",
        title: "导出付款",
        subject: "",
        unit: "条",
        by: (by.person.uuid(), &by.name),
    };
    let id = tx.queue(new).await.unwrap();
    tx.commit().await.unwrap();
    site.app.work_long(COUNTY).await.unwrap();
    id
}

#[tokio::test]
async fn a_file_waits_on_the_desk_until_it_is_fetched() {
    both(&with_scribe(), |site| async move {
        let staff = somebody("顾一帆", Role::Staff);
        let id = written(&site, &staff).await;
        let fetch = format!("{}/file", long_path(id));
        let page = site.get(&staff, &long_path(id)).await;
        for told in [
            "“付款-2020-09-18.xlsx”已经做好，共 1 条，保留 7 天。",
            "下载 付款-2020-09-18.xlsx（",
            "以前可以下载，只给 顾一帆",
            "href=\"/ledger/payment?sort=number\">回到列表",
            &format!("href=\"{fetch}\""),
        ] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let desk = site.get(&staff, "/").await;
        assert!(desk.body.contains(&fetch), "looking is not fetching");

        let file = site.get(&staff, &fetch).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.body);
        assert_eq!(file.sheet("付款"), [["编号"], ["FK-2020-0001"]]);
        let named = file.headers["content-disposition"].to_str().unwrap();
        assert!(
            named.contains("%E4%BB%98%E6%AC%BE-2020-09-18.xlsx"),
            "{named}"
        );
        let desk = site.get(&staff, "/").await;
        assert!(!desk.body.contains("h-jobs"), "{}", desk.body);
        let all = site.get(&staff, "/jobs").await;
        assert!(all.body.contains(&fetch) && all.body.contains("导出付款"));
        assert_eq!(
            site.get(&staff, &fetch).await.status,
            StatusCode::OK,
            "again"
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_is_for_whoever_asked_and_still_may() {
    both(&with_scribe(), |site| async move {
        let staff = somebody("顾一帆", Role::Staff);
        let id = written(&site, &staff).await;
        let fetch = format!("{}/file", long_path(id));
        let other = somebody("施远舟", Role::Staff);
        assert_eq!(site.get(&other, &fetch).await.status, StatusCode::NOT_FOUND);
        let administrator = somebody("管理员", Role::Administrator);
        let seen = site.get(&administrator, &long_path(id)).await;
        assert!(!seen.body.contains(&fetch), "{}", seen.body);
        let refused = site.get(&administrator, &fetch).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains("只给交办导出的人") && refused.body.contains("顾一帆"));
        let moved = Actor {
            posts: somebody("", Role::Town).posts,
            ..staff.clone()
        };
        let refused = site.get(&moved, &fetch).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("您的岗位变了"), "{}", refused.body);

        let files = site.app.store().files();
        let now = Clock::machine().now();
        assert_eq!(files.sweep_waiting(now.plus_days(-1)).unwrap(), 0);
        assert_eq!(files.sweep_waiting(now.plus_days(1)).unwrap(), 1);
        let refused = site.get(&staff, &fetch).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        for told in ["“付款-2020-09-18.xlsx”只保留 7 天", "回到列表再导出一次"] {
            assert!(refused.body.contains(told), "{told}: {}", refused.body);
        }
        let page = site.get(&staff, &long_path(id)).await;
        assert!(page.body.contains("文件已经清理") && !page.body.contains(&fetch));
        let desk = site.get(&staff, "/").await;
        assert!(!desk.body.contains("h-jobs"), "it was looked at");
        let all = site.get(&staff, "/jobs").await;
        assert!(all.body.contains("文件已经清理") && !all.body.contains(&fetch));
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_job_is_told_once_on_the_next_page() {
    both(&with_scribe(), |site| async move {
        let staff = somebody("顾一帆", Role::Staff);
        let toast = "class=\"toast\"";
        let quiet = site.get(&staff, "/search").await;
        assert!(
            quiet.body.contains("id=\"news\" role=\"status\"></div>"),
            "{}",
            quiet.body
        );

        let id = written(&site, &staff).await;
        let other = site.get(&somebody("施远舟", Role::Staff), "/search").await;
        assert!(!other.body.contains(toast), "another's is no news");
        let download = site.get(&staff, "/firms/rows.xlsx").await;
        assert_eq!(
            download.status,
            StatusCode::OK,
            "what is no page tells nothing"
        );
        let page = site.get(&staff, "/search").await;
        assert!(page.body.contains(toast), "{}", page.body);
        assert!(
            page.body
                .contains("导出付款：“付款-2020-09-18.xlsx”已经做好")
        );
        assert!(
            page.body
                .contains(&format!("href=\"{}\">看结果", long_path(id)))
        );
        let again = site.get(&staff, "/search").await;
        assert!(!again.body.contains(toast), "told once");

        let own = written(&site, &staff).await;
        let page = site.get(&staff, &long_path(own)).await;
        assert!(!page.body.contains(toast), "the page itself says it");
        let missing = written(&site, &staff).await;
        let page = site.get(&staff, "/nowhere").await;
        assert!(
            page.body.contains(&missing.to_string()),
            "a page that errs tells, too"
        );
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_open_hears_of_the_end() {
    both(&with_scribe(), |site| async move {
        let staff = somebody("顾一帆", Role::Staff);
        let mut tx = site.app.write(&staff).await.unwrap();
        let new = NewLong {
            work: "scribe.write",
            title: "导出付款",
            subject: "",
            unit: "条",
            by: (staff.person.uuid(), &staff.name),
        };
        tx.queue(new).await.unwrap();
        tx.commit().await.unwrap();
        let page = site.get(&staff, "/search").await;
        assert!(page.body.contains("hx-get=\"/jobs/news\""), "{}", page.body);
        let part = site.part(&staff, "/jobs/news").await;
        assert_eq!((part.status.as_u16(), part.body.as_str()), (200, ""));
        site.app.work_long(COUNTY).await.unwrap();
        let part = site.part(&staff, "/jobs/news").await;
        assert_eq!(part.status.as_u16(), 286, "it need not ask again");
        assert!(part.body.contains("class=\"toast\""), "{}", part.body);
        let part = site.part(&staff, "/jobs/news").await;
        assert_eq!((part.status.as_u16(), part.body.as_str()), (286, ""));
    })
    .await;
}
