//! Lists that leave behind the page: as long work, of the rows that the person may see when it is done.

use std::io::Read;

use axum::http::{HeaderMap, StatusCode};
use store::{LongJob, LongState};
use trail::Who;
use trial::{Answer, COUNTY, both, on_sqlite};
use values::{Day, Id};
use web::{Actor, Error, Role};

use crate::county::{County, a_payment, rooms};
use crate::imports::{check, load, says, send, table};
use crate::lists::twenty;

impl County {
    /// Asks for a list behind the page; gives the job.
    async fn export(&self, actor: &Actor, kind: &str, list: &str) -> Id<LongJob> {
        let path = format!("/ledger/{kind}/exports");
        let answer = self.site.post(actor, &path, &[("list", list)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let job = answer.location().strip_prefix("/jobs/").unwrap();
        job.parse().unwrap()
    }

    async fn worked(&self, job: Id<LongJob>) -> LongJob {
        self.site.app.work_long(COUNTY).await.unwrap();
        let mut tx = self.read().await;
        tx.long_job(job).await.unwrap().unwrap()
    }

    /// The rows of the sheet in the file that a job made.
    fn made(&self, job: &LongJob, sheet: &str) -> Vec<Vec<String>> {
        let files = self.site.app.store().files();
        let mut bytes = Vec::new();
        let mut file = files.waiting(job.id).unwrap().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        let answer = Answer {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: String::new(),
            bytes,
        };
        answer.sheet(sheet)
    }

    async fn may_have(&self, actor: &Actor, job: &LongJob) -> Result<(), Error> {
        let work = self.site.app.long_work("ledger.export").unwrap();
        let mut tx = self.read().await;
        (work.may_have.unwrap())(&mut tx, actor, job).await
    }
}

#[tokio::test]
async fn behind_the_page_a_list_is_what_the_screen_showed() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let list = format!(
            "view=waiting&sort=amount&town={}&cols=amount,voucher_no",
            county.baipu
        );
        let at_once = format!("/ledger/payment/rows.xlsx?{list}");
        let at_once = county.site.get(&county.staff, &at_once).await;
        let job = county.export(&county.staff, "payment", &list).await;
        let twice = county.export(&county.staff, "payment", &list).await;
        assert_eq!(job, twice, "the one that is under way");

        // The year of the screen stays the year of the list.
        county.site.at("2021-02-01");
        let job = county.worked(job).await;
        county.site.at("2020-09-18");
        assert_eq!(job.state, LongState::Done, "{}", job.result);
        assert_eq!(job.title, "导出付款");
        assert_eq!(
            job.result,
            "“付款-2021-02-01.xlsx”已经做好，共 10 条，保留 7 天。"
        );
        assert!(
            job.path.starts_with("/ledger/payment?cols="),
            "{}",
            job.path
        );
        let made = county.made(&job, "付款");
        assert_eq!(made[0].len(), 9, "{:?}", made[0]);
        let days: Vec<&str> = made.iter().map(|line| line[0].as_str()).collect();
        let wanted = at_once.sheet("付款");
        let shown: Vec<&str> = wanted.iter().map(|line| line[0].as_str()).collect();
        assert_eq!((days, made.len()), (shown, 11));
        assert_eq!(made[1][4..6], wanted[1][4..6]);
        assert!(!county.site.incoming(), "nothing is left behind");
    })
    .await;
}

#[tokio::test]
async fn a_file_has_the_rows_that_the_person_may_see_then_and_is_asked_about_again() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let job = county.export(&county.of_dongchen, "payment", "").await;
        let job = county.worked(job).await;
        assert_eq!(county.made(&job, "付款").len(), 1, "of another town: none");
        assert_eq!(job.scope, county.dongchen.to_string());
        county.may_have(&county.of_dongchen, &job).await.unwrap();

        // Two posts see more than one did, and one post less than two.
        let job = county.export(&county.of_dongchen, "payment", "").await;
        let mut tx = county.write().await;
        let office = identity::door::office(&mut tx, "cooperation")
            .await
            .unwrap();
        let (person, since) = (county.of_dongchen.person, Day::of(2020, 1, 1).unwrap());
        let office = office.unwrap().id;
        identity::door::appoint(
            &mut tx,
            &Who::program(),
            person,
            office,
            Role::Staff,
            since,
            None,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let job = county.worked(job).await;
        assert_eq!(county.made(&job, "付款").len(), 21);
        let refused = county.may_have(&county.of_dongchen, &job).await;
        let Err(Error::Refused { why, way_out }) = refused else {
            panic!("{refused:?}");
        };
        assert!(why.contains("您现在看不到的记录"), "{why}");
        assert!(way_out.contains("再导出一次"), "{way_out}");
        let gone = Actor {
            posts: Vec::new(),
            ..county.staff.clone()
        };
        let refused = county.may_have(&gone, &job).await;
        assert!(
            matches!(refused, Err(Error::Forbidden { .. })),
            "{refused:?}"
        );
        let refused = county
            .site
            .post(&gone, "/ledger/payment/exports", &[("list", "")])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let nowhere = county
            .site
            .post(&county.staff, "/ledger/nonsense/exports", &[]);
        assert_eq!(nowhere.await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_export_that_is_stopped_leaves_no_file() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let mut tx = county.write().await;
        let posting = a_payment(county.firm, contract, "7");
        ledger::door::post(&mut tx, &county.staff, posting)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let job = county.export(&county.staff, "payment", "").await;
        county.site.app.stop(COUNTY, job).await.unwrap();
        let job = county.worked(job).await;
        assert_eq!((job.state, job.file.as_str()), (LongState::Stopped, ""));
        let files = county.site.app.store().files();
        assert!(files.waiting(job.id).unwrap().is_none());
        assert!(!county.site.incoming());
    })
    .await;
}

/// More rows than are handed out at once: the button asks for a job, and the old address says so.
#[tokio::test]
async fn a_list_of_more_than_five_thousand_rows_is_long_work() {
    let county = County::on(on_sqlite(&rooms()).await).await;
    let rows: Vec<String> = (0..5_001).map(|at| format!("第{at}项工艺")).collect();
    let rows: Vec<[&str; 5]> = rows
        .iter()
        .map(|name| [crate::imports::WEIDU, name, "工艺改进", "2020.9.1", "120"])
        .collect();
    let path = send(&county, &county.staff, "demand", "多.csv", &table(&rows)).await;
    check(&county, &county.staff, &path).await;
    load(&county, &county.staff, &path, "5001", "0").await;
    county.site.app.work_long(COUNTY).await.unwrap();

    let page = county
        .site
        .get(&county.staff, "/ledger/demand?sort=number")
        .await;
    says(
        &page,
        &[
            "action=\"/ledger/demand/exports\"",
            "name=\"list\" value=\"sort=number\"",
            "导出 5001 条",
        ],
    );
    assert!(!page.body.contains("rows.xlsx"), "{}", page.body);
    let refused = county
        .site
        .get(&county.staff, "/ledger/demand/rows.xlsx?sort=number")
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    says(&refused, &["超过 5,000 条", "在工作台的长任务里下载"]);
    let job = county.export(&county.staff, "demand", "sort=number").await;
    let job = county.worked(job).await;
    assert!(job.result.contains("共 5,001 条"), "{}", job.result);
    let made = county.made(&job, "技术需求");
    assert_eq!(made.len(), 5_002);
    assert_eq!(made[5_001][0], "XQ-2020-5001");
}
