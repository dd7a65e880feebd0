//! The administrator's page of backups.

use axum::http::StatusCode;
use desk::door::{BackupPlan, set_backup};
use store::args;
use tempfile::TempDir;
use trial::{COUNTY, Site, actor, both, post};
use values::Id;
use web::{Actor, Place, Role};

use crate::rooms;

fn somebody(role: Role) -> Actor {
    actor("某人", &[post(role, Place::Bureau, Id::NONE, "局", "")])
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_folder_the_page_says_how_to_set_one() {
    both(&rooms(), |site| async move {
        let administrator = somebody(Role::Administrator);
        let page = site.get(&administrator, "/backups").await;
        for told in ["--backup-dir", "还没有做过备份", "kedu verify"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let refused = site.post(&administrator, "/backups", &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("网站还没有备份目录"));
        let head = site.get(&somebody(Role::Head), "/backups").await;
        assert_eq!(head.status, StatusCode::FORBIDDEN);
        assert!(head.body.contains("系统管理员"));
    })
    .await;
}

/// As if all that was asked for had been asked so many days later: earlier, or by a clock that ran ahead.
async fn moved(site: &Site, days: i64) {
    let mut tx = site.app.store().note(COUNTY).await.unwrap();
    let text = "UPDATE store_long_job SET asked = asked + $2 WHERE county = $1";
    let values = args![COUNTY, days * 86_400_000];
    tx.run_compiled(text, values).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_takes_a_backup_and_the_night_keeps_two() {
    let folder = TempDir::new().unwrap();
    set_backup(BackupPlan {
        folder: folder.path().join("backups"),
        hour: 0,
        keep: 2,
    })
    .unwrap();
    both(&rooms(), |site| async move {
        let administrator = somebody(Role::Administrator);
        let desk = site.get(&administrator, "/").await;
        assert!(desk.body.contains("备份太旧"), "{}", desk.body);
        let asked = site.post(&administrator, "/backups", &[]).await;
        assert!(asked.location().starts_with("/jobs/"));
        let again = site.post(&administrator, "/backups", &[]).await;
        assert!(again.location().starts_with("/backups#"), "one at a time");
        site.app.work_long(COUNTY).await.unwrap();
        let job = site.get(&administrator, asked.location()).await;
        assert!(job.body.contains("已备份"), "{}", job.body);
        let page = site.get(&administrator, "/backups").await;
        for told in ["最近一份好的备份", "立即备份", "SHA-256"] {
            assert!(page.body.contains(told), "{told}");
        }
        assert!(!page.body.contains("还没有做过备份"));
        assert!(!page.body.contains("已不在原处"));
        let desk = site.get(&administrator, "/").await;
        assert!(!desk.body.contains("备份太旧"));

        desk::door::nightly(&site.app, COUNTY).await;
        desk::door::nightly(&site.app, COUNTY).await;
        let files = |page: &str| page.matches(".zip").count();
        site.app.work_long(COUNTY).await.unwrap();
        let page = site.get(&administrator, "/backups").await;
        assert_eq!(files(&page.body), 2, "the night's and the asked one");
        for days in [-1, -1, 900] {
            moved(&site, days).await;
            desk::door::nightly(&site.app, COUNTY).await;
            site.app.work_long(COUNTY).await.unwrap();
        }
        let page = site.get(&administrator, "/backups").await;
        assert_eq!(files(&page.body), 3, "two nights and the asked one stay");
        assert!(!page.body.contains("已不在原处"));
    })
    .await;
    let left = std::fs::read_dir(folder.path().join("backups"));
    assert_eq!(left.unwrap().count(), 6, "three of each engine");
}
