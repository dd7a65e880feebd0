//! A large table goes in behind the page: it can be stopped, and lands once.

use ::store::{LongJob, LongState};
use axum::http::StatusCode;
use trial::{COUNTY, both};
use values::Id;

use crate::county::{County, rooms};
use crate::imports::{WEIDU, check, load, says, send, table};

const ROWS: usize = 2_001;

/// So many different demands of one firm.
fn many() -> Vec<u8> {
    let names: Vec<String> = (0..ROWS).map(|at| format!("第{at}项工艺")).collect();
    let rows: Vec<[&str; 5]> = names
        .iter()
        .map(|name| [WEIDU, name, "工艺改进", "2020.9.1", "120"])
        .collect();
    table(&rows)
}

#[tokio::test]
async fn a_large_table_goes_in_behind_the_page() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let actor = &county.of_baipu;
        let path = send(&county, actor, "demand", "白蒲.csv", &many()).await;
        let ready = check(&county, actor, &path).await;
        says(&ready, &["导入 2,001 行：新建 2,001"]);
        let queued = async || -> Id<LongJob> {
            let answer = load(&county, actor, &path, "2001", "0").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            let job = answer.location().strip_prefix("/jobs/").unwrap();
            job.parse().unwrap()
        };
        let worked = async |job: Id<LongJob>| {
            county.site.app.work_long(COUNTY).await.unwrap();
            let mut tx = county.site.app.store().read(COUNTY).await.unwrap();
            tx.long_job(job).await.unwrap().unwrap()
        };

        let job = queued().await;
        county.site.app.stop(COUNTY, job).await.unwrap();
        assert_eq!(worked(job).await.state, LongState::Stopped);
        says(&county.site.get(actor, &path).await, &["导入 2,001 行"]);

        // Asked for twice within one millisecond, either may come first: one lands, the other is refused.
        let mut told = Vec::new();
        for job in [queued().await, queued().await] {
            let job = worked(job).await;
            told.push((job.state, job.result, job.path));
        }
        told.sort_by_key(|(state, ..)| *state != LongState::Done);
        let landed = "已导入“白蒲.csv”2,001 行：新建 2,001，更正 0。".to_owned();
        assert_eq!(told[0], (LongState::Done, landed, path.clone()));
        assert_eq!(told[1].0, LongState::Failed, "{}", told[1].1);
        let list = county
            .site
            .get(&county.staff, "/ledger/demand?year=all")
            .await;
        says(&list, &["共 2001 条"]);

        let withdrawn = format!("{path}/withdrawal");
        let asked = county.site.post(actor, &withdrawn, &[]).await;
        let job = asked.location().strip_prefix("/jobs/").unwrap();
        let done = worked(job.parse().unwrap()).await;
        let told = "已撤销导入“白蒲.csv”：2,001 行。".to_owned();
        assert_eq!((done.state, done.result), (LongState::Done, told));
        assert_eq!(done.path, path);
        let page = county.site.get(actor, &path).await;
        says(&page, &["撤销了这次导入", "新建的 2,001 条已作废"]);
        let again = county.site.post(actor, &withdrawn, &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.body);
    })
    .await;
}
