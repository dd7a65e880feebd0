//! Duties and their reports, exemptions from the rhythm.

use plan::door::{self, DutyState};
use web::Role;

use crate::{COUNTY, YEAR, accept_all, head, rooms, uploaded, with};

async fn publicity(site: &trial::Site) -> door::Duty {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let all = door::duties(&mut tx, YEAR, None).await.unwrap();
    all.into_iter()
        .find(|duty| duty.content == "强化高企政策的宣传")
        .unwrap()
}

/// The head of the lead office sets the day of a duty.
async fn set_due(site: &trial::Site, duty: &door::Duty, due: &str, reason: &str) {
    let form = [("office", "hightech"), ("due", due), ("reason", reason)];
    let to = format!("/plan/assignments/{}", duty.id);
    let answer = site.post(&with(Role::Head, "hightech"), &to, &form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_is_reported_on_by_its_office() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let duty = publicity(&site).await;
        assert_eq!(
            (
                duty.report.state,
                duty.report.office.as_str(),
                duty.cite().as_str()
            ),
            (DutyState::Open, "hightech", "三、1")
        );
        let list = site.get(&head(), "/plan/duties?office=hightech").await;
        assert!(
            list.body.contains("强化高企政策的宣传") && !list.body.contains("发挥科技小额贷款作用")
        );

        let reports = format!("{}/reports", duty.path());
        let own = with(Role::Staff, "hightech");
        assert_eq!(
            site.post(
                &with(Role::Staff, "finance"),
                &reports,
                &[("state", "on_course")]
            )
            .await
            .status,
            403
        );
        let bad = site
            .post(
                &own,
                &reports,
                &[
                    ("state", "done"),
                    ("note", "办了两场宣讲"),
                    ("day", "6月31日"),
                    ("percent", "八成"),
                    ("rows", "FK-2020-9999"),
                    ("evidence", ""),
                ],
            )
            .await;
        assert_eq!(bad.status, 422);
        for said in [
            "办了两场宣讲",
            "6月31日",
            "6 月只有 30 天",
            "办完要有佐证",
            "“八成”不是",
            "没有编号为“FK-2020-9999”的记录",
        ] {
            assert!(bad.body.contains(said), "{said}");
        }
        // Lead office and day are not the report's to change.
        let good = [
            ("state", "on_course"),
            ("office", "finance"),
            ("due", "2020-12-31"),
            ("note", "办了两场宣讲"),
            ("percent", "40%"),
            ("problem", "两镇场地未定"),
            ("next", "九月补办"),
        ];
        assert_eq!(site.post(&own, &reports, &good).await.status, 303);
        set_due(&site, &duty, "9月1日", "").await;
        let now = publicity(&site).await;
        let report = &now.report;
        assert_eq!(
            (report.state, report.percent, report.office.as_str()),
            (DutyState::OnCourse, Some(40), "hightech")
        );
        assert_eq!(report.due.unwrap().to_string(), "2020-09-01");
        assert!(
            site.get(&own, "/plan/duties?state=late")
                .await
                .body
                .contains("强化高企政策的宣传"),
            "its day has passed"
        );
        let file = site.get(&own, "/plan/duties/rows.xlsx?state=late").await;
        let lines = file.sheet("工作任务");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines[1][..2], ["强化高企政策的宣传", "逾期"]);
        assert_eq!(
            lines[1][4..8],
            ["2020-09-01", "9月1日 办结", "40%", "定下牵头科室和完成期限"]
        );
        let about = file.sheet("说明").concat().join(" ");
        assert!(
            about.contains("状态 逾期") && about.contains("牵头科室 全部"),
            "{about}"
        );
        let done = [
            ("state", "done"),
            ("note", "全部办完"),
            ("evidence", "皋科发〔2020〕9号"),
        ];
        assert_eq!(site.post(&own, &reports, &done).await.status, 303);
        let page = site.get(&own, &duty.path()).await.body;
        for said in [
            "皋科发〔2020〕9号",
            "办了两场宣讲",
            "两镇场地未定",
            "九月补办",
        ] {
            assert!(page.contains(said), "{said}");
        }
        assert!(
            !site
                .get(&own, "/plan/duties?state=late")
                .await
                .body
                .contains("强化高企政策的宣传")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_told_to_those_who_can() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let waits = async |actor: &web::Actor| {
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            (plan::room().waits)(&mut tx, actor).await.unwrap()
        };
        let lines = waits(&head()).await;
        assert_eq!((lines.len(), lines[0].path.as_str()), (1, path.as_str()));
        assert!(lines[0].note.contains("25 句"));
        let own = with(Role::Staff, "hightech");
        assert!(waits(&own).await.is_empty());
        accept_all(&site, &path).await;
        let duty = publicity(&site).await;
        set_due(&site, &duty, "2020-09-25", "").await;
        let mut lines = waits(&own).await;
        lines.retain(|line| line.group == web::WaitingGroup::Due);
        assert_eq!(
            lines.iter().map(|line| &line.path).collect::<Vec<_>>(),
            [&duty.path()]
        );
        assert!(waits(&with(Role::Staff, "finance")).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exemption_is_entered_once_and_withdrawn() {
    trial::both(&rooms(), |site| async move {
        let bad = site
            .post(
                &head(),
                "/plan/exemptions",
                &[
                    ("indicator", "go-out-even-months"),
                    ("first", "2020-02-29"),
                    ("last", "2020-02-01"),
                    ("reason", "疫情防控"),
                    ("approved_by", ""),
                ],
            )
            .await;
        assert_eq!(bad.status, 422);
        for said in ["疫情防控", "早于开始日", "请写明谁批准的"] {
            assert!(bad.body.contains(said), "{said}");
        }
        assert_eq!(
            site.post(
                &head(),
                "/plan/exemptions",
                &[
                    ("indicator", "funds-won"),
                    ("first", "2020-02-01"),
                    ("last", "2020-02-29"),
                    ("reason", "x"),
                    ("approved_by", "x")
                ]
            )
            .await
            .status,
            422
        );
        let form = [
            ("indicator", "go-out-even-months"),
            ("first", "2020-02-01"),
            ("last", "2020-02-29"),
            ("reason", "疫情防控"),
            ("approved_by", "局长办公会〔2020〕3号"),
        ];
        for _ in 0..2 {
            assert_eq!(
                site.post(&head(), "/plan/exemptions", &form).await.status,
                303
            );
        }
        let held = async || {
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            door::exemptions(&mut tx, None).await.unwrap()
        };
        let one = held().await;
        assert_eq!((one.len(), one[0].reason.as_str()), (1, "疫情防控"));
        assert!(
            site.get(&head(), "/plan/exemptions")
                .await
                .body
                .contains("双月走出去")
        );
        let back = format!("/plan/exemptions/{}/withdrawal", one[0].id);
        let silent = site.post(&head(), &back, &[]).await;
        assert_eq!(silent.status, 422);
        assert!(silent.body.contains("请写明为什么撤销") && held().await.len() == 1);
        let because = [("because", "活动改在线上，照办了")];
        assert_eq!(site.post(&head(), &back, &because).await.status, 303);
        assert!(held().await.is_empty());
        assert_eq!(site.post(&head(), &back, &because).await.status, 404);
        let after = site.get(&head(), "/plan/exemptions").await.body;
        for said in ["已撤销 1 段", "活动改在线上，照办了", "还没有登记过免考"]
        {
            assert!(after.contains(said), "{said} in {after}");
        }
        let file = "/plan/exemptions/rows.xlsx";
        assert!(after.contains(file), "{after}");
        let lines = site.get(&head(), file).await.sheet("节奏免考");
        assert_eq!(lines.len(), 2);
        assert_eq!(
            lines[1][1..5],
            [
                "2020-02-01",
                "2020-02-29",
                "疫情防控",
                "局长办公会〔2020〕3号"
            ]
        );
        assert_eq!(lines[1][7..9], ["已撤销", "钱穗"]);
        assert_eq!(lines[1][10], "活动改在线上，照办了");
    })
    .await;
}
