//! The facts of a firm's year: stated, corrected, confirmed, as they were known.

use axum::http::StatusCode;
use enterprise::door::{self, Source, Stated};
use trial::{COUNTY, Site, actor, both, post};
use values::Id;
use web::{Actor, Place, Role};

use crate::{code, entered, new_firm, rooms, staff, town};

fn path(n: u32, rest: &str) -> String {
    format!("/firms/{}/facts{rest}", code(n))
}

fn of_role(role: Role, place: Place, at: Id<web::Organisation>) -> Actor {
    actor("某人", &[post(role, place, at, "某处", "")])
}

async fn firm(site: &Site, n: u32) -> (Id<door::Firm>, Id<web::Organisation>) {
    let home = town(site, "江安镇").await;
    (entered(site, new_firm(n, "甲公司", home)).await, home)
}

#[tokio::test]
async fn a_year_is_stated_once_and_read_everywhere() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        let form = site.get(&staff(), &path(1, "/2019")).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.body);
        let sent = [
            ("revenue", "4735.5"),
            ("staff", "124人"),
            ("field", "4"),
            ("source", "audit"),
            ("paper", "审计报告 2020-04"),
        ];
        let saved = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert_eq!(saved.location(), path(1, ""), "{}", saved.body);
        let page = site.get(&staff(), &path(1, "")).await.body;
        for words in ["4,735.50", "124", "新材料", "审计报告 9月18日", "待确认"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let known = door::facts(&mut tx, id, 2019).await.unwrap();
        assert_eq!(known["revenue"].value, 4_735_500_000);
        assert_eq!(known["revenue"].source, Source::Audit);
        assert!(!known.contains_key("rd"));
    })
    .await;
}

#[tokio::test]
async fn a_correction_wants_a_reason_and_keeps_the_old_value() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        site.post(&staff(), &path(1, "/2019"), &[("revenue", "100")])
            .await;
        let before = {
            let tx = site.app.store().read(COUNTY).await.unwrap();
            tx.sequence()
        };
        let sent = [("revenue", "120"), ("paper", "附表")];
        let refused = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.body.contains("销售收入原来已经填报")
                && refused.body.contains("value=\"120\"")
                && refused.body.contains("value=\"附表\""),
            "{}",
            refused.body
        );
        let sent = [("revenue", "120"), ("reason", "按汇算清缴更正")];
        let saved = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert_eq!(saved.location(), path(1, ""), "{}", saved.body);
        let history = site.get(&staff(), &path(1, "/2019/revenue")).await.body;
        for words in ["100.00", "120.00", "按汇算清缴更正"] {
            assert!(history.contains(words), "{words}: {history}");
        }
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let then = door::facts_at(&mut tx, id, (2019, 2019), before)
            .await
            .unwrap();
        assert_eq!(then[0].value, 100_000_000, "as it was known before");
        let now = door::facts(&mut tx, id, 2019).await.unwrap();
        assert_eq!(now["revenue"].value, 120_000_000);
    })
    .await;
}

#[tokio::test]
async fn an_emptied_fact_is_taken_back_with_a_reason() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        let sent = [("revenue", "100"), ("staff", "9")];
        site.post(&staff(), &path(1, "/2019"), &sent).await;
        let sent = [("revenue", ""), ("staff", "9")];
        let refused = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sent = [("revenue", ""), ("reason", "填错了企业")];
        site.post(&staff(), &path(1, "/2019"), &sent).await;
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let now = door::facts(&mut tx, id, 2019).await.unwrap();
        assert_eq!(now.keys().collect::<Vec<_>>(), ["staff"]);
    })
    .await;
}

#[tokio::test]
async fn odd_values_are_asked_about_and_kept_as_typed() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        site.post(&staff(), &path(1, "/2018"), &[("revenue", "3860")])
            .await;
        let mut sent = vec![
            ("revenue", "47355000"),
            ("rd", "1"),
            ("staff", "10"),
            ("tech_staff", "11"),
        ];
        let asked = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            asked.body.contains("单位可能填错了") && asked.body.contains("是不是 4,735.50 万元"),
            "{}",
            asked.body
        );
        assert!(
            asked
                .body
                .contains("科技人员（11 人）比职工总数（10 人）还多")
        );
        assert!(asked.body.contains("value=\"47355000\""));
        sent.push(("right.tech_staff", "1"));
        let again = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!again.body.contains("比职工总数"), "answered once");
        sent.push(("right.revenue", "1"));
        let saved = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert_eq!(saved.location(), path(1, ""), "{}", saved.body);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let now = door::facts(&mut tx, id, 2019).await.unwrap();
        assert_eq!(now["revenue"].value, 47_355_000_000_000);
    })
    .await;
}

#[tokio::test]
async fn unreadable_values_come_back_with_a_sentence() {
    both(&rooms(), |site| async move {
        firm(&site, 1).await;
        for (fact, text, told) in [
            ("revenue", "许多", "“许多”不是金额"),
            ("staff", "-1", "职工总数不能是负数"),
            ("mark_core", "9", "对主要产品的核心支持作用不能超过 8 分"),
            ("field", "12", "没有“12”这个选项"),
        ] {
            let sent = [(fact, text), ("paper", "甲表")];
            let again = site.post(&staff(), &path(1, "/2019"), &sent).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{fact}");
            assert!(again.body.contains(told), "{told}: {}", again.body);
            assert!(again.body.contains("value=\"甲表\""));
        }
        for (year, told) in [
            ("2021", "2021 年还没有到"),
            ("2014", "企业 2015-06-01 成立"),
        ] {
            let refused = site.get(&staff(), &path(1, &format!("/{year}"))).await;
            assert_eq!(refused.status, StatusCode::CONFLICT);
            assert!(refused.body.contains(told), "{}", refused.body);
        }
    })
    .await;
}

#[tokio::test]
async fn two_who_state_the_same_fact_are_told() {
    both(&rooms(), |site| async move {
        firm(&site, 1).await;
        let form = site.get(&staff(), &path(1, "/2019")).await.body;
        let known = form.split("name=\"known\" value=\"").nth(1).unwrap();
        let known = known.split('"').next().unwrap().to_owned();
        site.post(&staff(), &path(1, "/2019"), &[("staff", "10")])
            .await;
        let sent = [("staff", "12"), ("known", &known), ("reason", "花名册")];
        let again = site.post(&staff(), &path(1, "/2019"), &sent).await;
        assert!(
            again.body.contains("有人已填为 10 人") && again.body.contains("value=\"12\""),
            "{}",
            again.body
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_else_confirms() {
    both(&rooms(), |site| async move {
        let (id, home) = firm(&site, 1).await;
        let sent = [("staff", "10"), ("tech_staff", "1")];
        let me = staff();
        site.post(&me, &path(1, "/2019"), &sent).await;
        let confirm = path(1, "/2019/confirmation");
        let own = site.post(&me, &confirm, &[]).await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        assert!(own.body.contains("填报人和确认人必须是两个人"));
        let clerk = of_role(Role::Town, Place::Town, home);
        let page = site.get(&clerk, &path(1, "")).await.body;
        assert!(page.contains("确认 2019 年 2 项"), "{page}");
        let one = site.post(&clerk, &confirm, &[("fact", "staff")]).await;
        assert_eq!(one.location(), path(1, ""), "{}", one.body);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let known = door::facts(&mut tx, id, 2019).await.unwrap();
        assert!(known["staff"].confirmed.is_some());
        assert!(known["tech_staff"].confirmed.is_none());
    })
    .await;
}

#[tokio::test]
async fn who_states_and_who_confirms() {
    both(&rooms(), |site| async move {
        let (_, home) = firm(&site, 1).await;
        let other = town(&site, "磨头镇").await;
        let confirm = path(1, "/2019/confirmation");
        for (role, place, states, confirms) in [
            (Role::Staff, Place::Office, true, true),
            (Role::Head, Place::Office, true, true),
            (Role::Town, Place::Town, true, true),
            (Role::Verifier, Place::Office, false, true),
            (Role::Deputy, Place::Bureau, false, false),
            (Role::Director, Place::Bureau, false, false),
            (Role::Administrator, Place::Bureau, false, false),
        ] {
            let one = of_role(role, place, home);
            let asked = site.get(&one, &path(1, "/2019")).await.status;
            assert_eq!(asked == StatusCode::OK, states, "{role:?}");
            let sent = site.post(&one, &path(1, "/2019"), &[]).await.status;
            assert_eq!(sent == StatusCode::SEE_OTHER, states, "{role:?}");
            let sent = site.post(&one, &confirm, &[]).await.status;
            assert_eq!(sent != StatusCode::FORBIDDEN, confirms, "{role:?}");
        }
        let clerk = of_role(Role::Town, Place::Town, other);
        for answer in [
            site.get(&clerk, &path(1, "")).await,
            site.post(&clerk, &path(1, "/2019"), &[("staff", "1")])
                .await,
            site.post(&clerk, &confirm, &[]).await,
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn only_what_is_missing_or_old_is_asked_for() {
    both(&rooms(), |site| async move {
        site.at("2020-02-03");
        firm(&site, 1).await;
        let sent = [("staff", "10"), ("incident", "0"), ("revenue", "5")];
        site.post(&staff(), &path(1, "/2019"), &sent).await;
        let form = site.get(&staff(), &path(1, "/2019?only=asked")).await.body;
        assert!(!form.contains("name=\"staff\"") && form.contains("name=\"tech_staff\""));
        site.at("2020-09-18");
        let form = site.get(&staff(), &path(1, "/2019?only=asked")).await.body;
        assert!(
            form.contains("name=\"incident\"") && !form.contains("name=\"revenue\""),
            "what changes after the year is asked for again"
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_for_what_is_there_and_fresh() {
    both(&rooms(), |site| async move {
        let (_, home) = firm(&site, 1).await;
        let other = town(&site, "磨头镇").await;
        entered(&site, new_firm(2, "乙公司", other)).await;
        let page = site.get(&staff(), "/firms/asked").await.body;
        assert!(page.contains("甲公司") && page.contains("乙公司"), "{page}");
        assert!(page.contains(&path(1, "/2017?only=asked")));
        let file = "/firms/asked/rows.xlsx";
        assert!(page.contains(file), "{page}");
        let lines = site.get(&staff(), file).await.sheet("待填的年度事实");
        assert_eq!(lines.len(), 3);
        for line in &lines[1..] {
            assert!(page.contains(&format!("{} 项", line[3])), "{line:?}");
            assert!(line[4].contains("2017 年 缺 3 项："), "{line:?}");
        }
        let mut sent: Vec<(&str, &str)> = Vec::new();
        let form = site.get(&staff(), &path(1, "/2019?only=asked")).await.body;
        let names: Vec<String> = form
            .split(" name=\"")
            .skip(1)
            .map(|part| part.split('"').next().unwrap().to_owned())
            .filter(|name| {
                !["known", "only", "source", "paper", "reason", "q"].contains(&name.as_str())
            })
            .filter(|name| name != "viewport" && name != "htmx-config")
            .collect();
        for name in &names {
            sent.push((name, "1"));
        }
        site.post(&staff(), &path(1, "/2019"), &sent).await;
        for year in ["2017", "2018"] {
            let sent = [("revenue", "1"), ("rd", "1"), ("net_assets", "1")];
            site.post(&staff(), &path(1, &format!("/{year}")), &sent)
                .await;
        }
        let page = site.get(&staff(), "/firms/asked").await.body;
        assert!(
            !page.contains("甲公司") && page.contains("其余 1 家"),
            "all is there: {page}"
        );
        let clerk = of_role(Role::Town, Place::Town, home);
        let page = site.get(&clerk, "/firms/asked").await.body;
        assert!(
            !page.contains("乙公司") && page.contains("没有要填的"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn many_facts_are_stated_in_one_act() {
    both(&rooms(), |site| async move {
        let (one, home) = firm(&site, 1).await;
        let two = entered(&site, new_firm(2, "乙公司", home)).await;
        let stated = |firm, year, fact: &str, value| Stated {
            firm,
            year,
            fact: fact.to_owned(),
            value,
        };
        let all = [
            stated(one, 2018, "revenue", 4_000_000_000),
            stated(one, 2019, "revenue", 5_000_000_000),
            stated(two, 2019, "staff", 60),
            stated(two, 2019, "no-such-fact", 1),
        ];
        for new in [3, 0] {
            let mut tx = site.app.store().write(COUNTY).await.unwrap();
            let list = (Source::Statistics, "统计名单");
            let many = door::state_all(&mut tx, &staff(), list, &all).await;
            assert_eq!(many.unwrap(), new);
            tx.commit().await.unwrap();
        }
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        for (firm, year, fact, value) in [
            (one, 2018, "revenue", 4_000_000_000),
            (one, 2019, "revenue", 5_000_000_000),
            (two, 2019, "staff", 60),
        ] {
            let known = door::facts(&mut tx, firm, year).await.unwrap();
            assert_eq!(known[fact].value, value);
            assert_eq!(known[fact].source, Source::Statistics);
        }
    })
    .await;
}
