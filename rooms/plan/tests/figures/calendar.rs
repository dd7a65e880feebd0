//! Working days: who lays them down, and what is warned of by them.

use crate::bureau::bureau;
use crate::rooms;
use crate::spending::NOTICE;

#[tokio::test]
async fn a_day_is_laid_down_seen_and_taken_back() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let shown = site.get(&bureau.staff, "/plan/calendar?year=2020").await;
        assert_eq!(shown.status, 200, "{}", shown.body);
        for text in [
            "国办发明电〔2019〕16号",
            "2020-10-10 星期六",
            "国庆节、中秋节调休",
        ] {
            assert!(shown.body.contains(text), "{text} in {}", shown.body);
        }
        assert!(!shown.body.contains("登记放假、调休"));
        let day = [
            ("day", "2020-12-30"),
            ("made", "rest"),
            ("note", "系统年终维护"),
            ("source", "局长办公会〔2020〕21号"),
        ];
        assert_eq!(
            site.post(&bureau.staff, "/plan/calendar", &day)
                .await
                .status,
            403
        );
        let wrong = [
            ("day", "2020-12-26"),
            ("made", "rest"),
            ("note", "试"),
            ("source", ""),
        ];
        let bad = site.post(&bureau.head, "/plan/calendar", &wrong).await;
        assert_eq!(bad.status, 422);
        for said in ["本来就休息", "请写明依据", "value=\"2020-12-26\""] {
            assert!(bad.body.contains(said), "{said} in {}", bad.body);
        }
        for _ in 0..2 {
            let set = site.post(&bureau.head, "/plan/calendar", &day).await;
            assert_eq!(set.location(), "/plan/calendar?year=2020");
        }
        let after = site.get(&bureau.head, "/plan/calendar").await;
        assert_eq!(after.body.matches("系统年终维护").count(), 1);
        let back = "/plan/calendar/2020-12-30/withdrawal";
        assert_eq!(site.post(&bureau.staff, back, &[]).await.status, 403);
        assert_eq!(site.post(&bureau.head, back, &[]).await.status, 303);
        assert_eq!(site.post(&bureau.head, back, &[]).await.status, 404);
        let gone = site.get(&bureau.head, "/plan/calendar").await;
        assert!(!gone.body.contains("系统年终维护"));
        // What a notice shifted may be shifted again, and a week is one form.
        let again = [
            ("day", "2020-10-10"),
            ("last", "2020-10-13"),
            ("made", "rest"),
            ("note", "台风停工"),
            ("source", "市政府通告"),
        ];
        assert_eq!(
            site.post(&bureau.head, "/plan/calendar", &again)
                .await
                .status,
            303
        );
        let after = site
            .get(&bureau.head, "/plan/calendar?year=2020")
            .await
            .body;
        assert_eq!(after.matches("台风停工").count(), 3, "{after}");
        assert!(
            site.get(&bureau.head, "/plan/calendar?year=2030")
                .await
                .body
                .contains("还没有放假通知")
        );
    })
    .await;
}

#[tokio::test]
async fn an_empty_quarter_is_warned_of_ten_working_days_before_its_end() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let waits = async |actor: &web::Actor| {
            let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
            let lines = (plan::room().waits)(&mut tx, actor).await.unwrap();
            lines
                .into_iter()
                .filter(|line| line.path == "/plan#rhythm")
                .map(|line| format!("{} {}", line.title, line.note))
                .collect::<Vec<_>>()
        };
        let set = async |on: &str, made: &str| {
            let form = [
                ("day", on),
                ("made", made),
                ("note", "调整"),
                ("source", "局长"),
            ];
            let answer = site.post(&bureau.head, "/plan/calendar", &form).await;
            assert_eq!(answer.status, 303, "{}", answer.body);
        };
        // 18 September: 10 working days to the quarter's end, one of them the Sunday of the 27th.
        set("2020-12-30", "rest").await;
        let quarter = "每季有签约：三季度 还没有，还剩 10 个工作日".to_owned();
        assert!(
            waits(&bureau.staff).await.contains(&quarter),
            "{:?}",
            waits(&bureau.staff).await
        );
        assert!(waits(&bureau.director).await.is_empty(), "another office");
        // A Sunday more is a working day more: too early to warn.
        set("2020-09-20", "work").await;
        assert!(
            !waits(&bureau.staff)
                .await
                .iter()
                .any(|line| line.contains("三季度"))
        );
        set("2020-09-21", "rest").await;
        assert!(waits(&bureau.staff).await.contains(&quarter));
        // A signed contract answers it.
        let contract = bureau
            .post(
                &site,
                "contract",
                &[
                    ("item", "智能装备联合研发"),
                    ("partner", "滨江纺织研究院"),
                    ("contract_no", "HT-9"),
                    ("nature", "contract"),
                    ("relation", "new"),
                    ("way", "joint"),
                    ("signed_on", "2020-09-10"),
                    ("started_on", "2020-09-10"),
                    ("amount", "800000.00"),
                ],
                &["contract", "start"],
            )
            .await;
        bureau.verify(&site, contract).await;
        assert!(!waits(&bureau.staff).await.contains(&quarter));
    })
    .await;
}

#[tokio::test]
async fn a_week_of_holidays_is_exempt_and_an_approval_says_who_and_why() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let exempt = plan::door::NewExemption {
            indicator: "signing-every-quarter".to_owned(),
            first: crate::bureau::day("2020-01-01"),
            last: crate::bureau::day("2020-03-31"),
            reason: "疫情防控".to_owned(),
            approved_by: "局长办公会〔2020〕3号".to_owned(),
        };
        let mut tx = site.app.write(&bureau.director).await.unwrap();
        plan::door::exempt(&mut tx, &bureau.director, &exempt)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = site.get(&bureau.head, "/plan").await.body;
        for text in [
            "每周有需求 5周（工作日历上都放假）",
            "每季有签约 一季度（疫情防控，局长办公会〔2020〕3号批准）",
            "免考：疫情防控，局长办公会〔2020〕3号批准",
        ] {
            assert!(page.contains(text), "{text} in {page}");
        }
    })
    .await;
}
