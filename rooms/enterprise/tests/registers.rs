//! What a firm has, entry by entry, and the facts that it counts.

use axum::http::StatusCode;
use enterprise::door::{self, Firm, Source};
use trial::{COUNTY, Site, actor, both, post};
use values::Id;
use web::{Place, Role};

use crate::{code, entered, new_firm, rooms, staff, town};

fn path(n: u32, rest: &str) -> String {
    format!("/firms/{}/{rest}", code(n))
}

fn right<'a>(kind: &'a str, number: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", kind),
        ("name", "一种纤维的制法"),
        ("number", number),
        ("owners", "甲公司"),
        ("way", "self"),
        ("since", "2018-03-01"),
        ("until", "2028-02-28"),
    ]
}

async fn firm(site: &Site, n: u32) -> (Id<Firm>, Id<web::Organisation>) {
    let home = town(site, "江安镇").await;
    (
        entered(site, new_firm(n, &format!("第{n}公司"), home)).await,
        home,
    )
}

/// The address of the only entry of a register.
async fn only(site: &Site, n: u32, register: &str) -> String {
    let list = site.get(&staff(), &path(n, register)).await.body;
    let own = format!("href=\"{}/", path(n, register));
    let mut links = list.split(&own).skip(1);
    let at = links.find(|link| !link.starts_with("rows.xlsx"));
    let at = at.unwrap_or_else(|| panic!("{list}"));
    let id = at.split('"').next().unwrap();
    format!("{}/{id}", path(n, register))
}

async fn counted(site: &Site, id: Id<Firm>, fact: &str) -> Option<(i64, Source)> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let known = door::facts(&mut tx, id, 2019).await.unwrap();
    known.get(fact).map(|held| (held.value, held.source))
}

#[tokio::test]
async fn a_register_leaves_as_a_workbook_and_people_go_to_those_who_see_them() {
    both(&rooms(), |site| async move {
        firm(&site, 1).await;
        let mut form = right("utility", "ZL201820000001.X");
        form[1] = ("name", "=一种纤维的制法");
        site.post(&staff(), &path(1, "rights"), &form).await;
        let page = site.get(&staff(), &path(1, "rights")).await.body;
        let file = path(1, "rights/rows.xlsx");
        assert!(page.contains(&file), "{page}");
        let lines = site.get(&staff(), &file).await.sheet("知识产权");
        assert_eq!(
            lines[1],
            [
                "实用新型专利",
                "=一种纤维的制法",
                "ZL201820000001.X",
                "甲公司",
                "自主研发",
                "2018-03-01",
                "2028-02-28",
                "有效"
            ]
        );
        let person = [
            ("name", "周宁"),
            ("post", "研发工程师"),
            ("days", "190"),
            ("since", "2019-03-01"),
        ];
        site.post(&staff(), &path(1, "people"), &person).await;
        let file = path(1, "people/rows.xlsx");
        let lines = site.get(&staff(), &file).await.sheet("科技人员");
        assert_eq!(lines[1][..4], ["周宁", "研发工程师", "", "190"]);
        let bureau = post(Role::Director, Place::Bureau, Id::NONE, "科技局", "");
        let director = actor("陆知微", &[bureau]);
        let page = site.get(&director, &path(1, "people")).await.body;
        let refused = site.get(&director, &file).await.status;
        assert_eq!(page.contains("周宁"), refused == StatusCode::OK, "{page}");
        assert_eq!(refused, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_right_of_class_two_is_used_once() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        let stated = [("ip_class2", "7"), ("ip_class1", "2")];
        site.post(&staff(), &path(1, "facts/2019"), &stated).await;
        assert_eq!(
            counted(&site, id, "ip_class2").await,
            Some((7, Source::Office))
        );
        let form = right("utility", "ZL201820000001.X");
        let made = site.post(&staff(), &path(1, "rights"), &form).await;
        assert_eq!(made.location(), path(1, "rights"), "{}", made.body);
        assert_eq!(
            counted(&site, id, "ip_class2").await,
            Some((1, Source::Register))
        );
        assert_eq!(
            counted(&site, id, "ip_class1").await,
            Some((0, Source::Register))
        );
        let page = site.get(&staff(), &path(1, "facts/2019")).await.body;
        assert!(
            !page.contains("name=\"ip_class2\""),
            "nobody states what is counted"
        );
        let entry = only(&site, 1, "rights").await;
        let used = site
            .post(&staff(), &format!("{entry}/use"), &[("year", "2019")])
            .await;
        assert_eq!(used.location(), entry, "{}", used.body);
        assert_eq!(
            counted(&site, id, "ip_class2").await,
            Some((0, Source::Register))
        );
        let (high_tech, small) = (
            path(1, "criteria/hnte-2016"),
            path(1, "criteria/tech-sme-2017"),
        );
        let high_tech = site.get(&staff(), &high_tech).await.body;
        assert!(high_tech.contains("差 1 项"), "{high_tech}");
        let small = site.get(&staff(), &small).await.body;
        assert!(small.contains("科技成果 6 / 30"), "{small}");
        let again = site
            .post(&staff(), &format!("{entry}/use"), &[("year", "2020")])
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again
                .body
                .contains("是Ⅱ类知识产权，2019 年申报已经用过，只能用一次")
                && again.body.contains("value=\"2020\""),
            "{}",
            again.body
        );
    })
    .await;
}

#[tokio::test]
async fn of_several_owners_one_uses_a_right() {
    both(&rooms(), |site| async move {
        firm(&site, 1).await;
        let home = town(&site, "磨头镇").await;
        entered(&site, new_firm(2, "第2公司", home)).await;
        for n in [1, 2] {
            let form = right("invention", "ZL1");
            site.post(&staff(), &path(n, "rights"), &form).await;
        }
        let (one, two) = (
            only(&site, 1, "rights").await,
            only(&site, 2, "rights").await,
        );
        let year = [("year", "2020")];
        site.post(&staff(), &format!("{one}/use"), &year).await;
        let refused = site.post(&staff(), &format!("{two}/use"), &year).await;
        assert!(
            refused.body.contains("“第1公司”在 2020 年申报里用了它"),
            "{}",
            refused.body
        );
        let twice = site
            .post(&staff(), &path(1, "rights"), &right("invention", "ZL1"))
            .await;
        assert!(twice.body.contains("ZL1 已登记为"), "{}", twice.body);
    })
    .await;
}

#[tokio::test]
async fn entries_are_corrected_and_ended_and_nothing_is_lost() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        let mut form = right("invention", "ZL1");
        site.post(&staff(), &path(1, "rights"), &form).await;
        let entry = only(&site, 1, "rights").await;
        form[2] = ("number", "ZL2");
        let why = site.post(&staff(), &entry, &form).await;
        assert_eq!(why.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(why.body.contains("写明依据") && why.body.contains("value=\"ZL2\""));
        form.push(("reason", "按证书更正"));
        let fixed = site.post(&staff(), &entry, &form).await;
        assert_eq!(fixed.location(), entry, "{}", fixed.body);
        let page = site.get(&staff(), &entry).await.body;
        assert!(page.contains("ZL1") && page.contains("ZL2") && page.contains("按证书更正"));
        assert_eq!(
            counted(&site, id, "ip_class1").await,
            Some((1, Source::Register))
        );
        for (on, why, told) in [
            ("2030-01-01", "放弃", "还没有到"),
            ("2017-01-01", "放弃", "早于开始的 2018-03-01"),
            ("2020-09-01", "", "要填"),
        ] {
            let sent = [("on", on), ("why", why)];
            let again = site.post(&staff(), &format!("{entry}/end"), &sent).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(again.body.contains(told), "{told}: {}", again.body);
        }
        let sent = [("on", "2020-09-01"), ("why", "未缴年费")];
        site.post(&staff(), &format!("{entry}/end"), &sent).await;
        assert_eq!(
            counted(&site, id, "ip_class1").await,
            Some((0, Source::Register))
        );
        let page = site.get(&staff(), &entry).await.body;
        assert!(page.contains("2020-09-01 失效") && page.contains("未缴年费"));
    })
    .await;
}

#[tokio::test]
async fn a_certificate_says_that_the_firm_is_one() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        let form = [
            ("kind", "hnte"),
            ("name", "高新技术企业证书"),
            ("number", "GR201732000001"),
            ("since", "2017-11-17"),
        ];
        let made = site.post(&staff(), &path(1, "certificates"), &form).await;
        assert_eq!(made.location(), path(1, "certificates"), "{}", made.body);
        assert_eq!(
            counted(&site, id, "hnte_valid").await,
            Some((1, Source::Register))
        );
        let list = site.get(&staff(), &path(1, "certificates")).await.body;
        assert!(list.contains("2020-11-16"), "three years: {list}");
    })
    .await;
}

#[tokio::test]
async fn another_room_grants_and_revokes_a_certificate() {
    both(&rooms(), |site| async move {
        let (id, _) = firm(&site, 1).await;
        let one = door::Certificate {
            kind: "rd_province".into(),
            name: "江苏省工程技术研究中心".into(),
            number: "苏科区发〔2020〕9号".into(),
            issuer: "省科学技术厅".into(),
            since: crate::day("2020-06-01"),
            until: values::Day::NEVER,
        };
        let who = trail::Who::program();
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let granted = door::certify(&mut tx, &who, id, one.clone()).await.unwrap();
        let granted = granted.unwrap();
        let twice = door::certify(&mut tx, &who, id, one.clone()).await.unwrap();
        assert!(matches!(twice, Err(door::EntryRefusal::Twice { .. })));
        tx.commit().await.unwrap();
        let counted_now = counted(&site, id, "provincial_rd_body").await;
        assert_eq!(counted_now, Some((1, Source::Register)));
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let on = (crate::day("2020-09-01"), "复评未通过");
        let revoked = door::revoke(&mut tx, &who, granted, on).await.unwrap();
        assert_eq!(revoked, Ok(()));
        let all = door::certificates(&mut tx, None).await.unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!((&all[0].certificate, all[0].ended_on), (&one, on.0));
        tx.commit().await.unwrap();
        let counted_now = counted(&site, id, "provincial_rd_body").await;
        assert_eq!(counted_now, Some((0, Source::Register)));
    })
    .await;
}

#[tokio::test]
async fn people_are_named_to_those_who_work_with_the_firm() {
    both(&rooms(), |site| async move {
        let (_, home) = firm(&site, 1).await;
        for (name, days) in [("施远舟", "200"), ("许知行", "90")] {
            let form = [
                ("name", name),
                ("post", "工艺员"),
                ("days", days),
                ("since", "2016-01-01"),
            ];
            let made = site.post(&staff(), &path(1, "people"), &form).await;
            assert_eq!(made.location(), path(1, "people"), "{}", made.body);
        }
        let list = site.get(&staff(), &path(1, "people")).await.body;
        assert!(
            list.contains("施远舟") && list.contains("满 183 天的 1 人"),
            "{list}"
        );
        let own = format!("href=\"{}/", path(1, "people"));
        let id = list.split(&own).nth(1).unwrap();
        let entry = format!("{}/{}", path(1, "people"), id.split('"').next().unwrap());
        for (role, place, sees) in [
            (Role::Staff, Place::Office, true),
            (Role::Head, Place::Office, true),
            (Role::Town, Place::Town, true),
            (Role::Verifier, Place::Office, true),
            (Role::Deputy, Place::Bureau, false),
            (Role::Director, Place::Bureau, false),
            (Role::Administrator, Place::Bureau, false),
        ] {
            let one = actor("某人", &[post(role, place, home, "某处", "")]);
            let list = site.get(&one, &path(1, "people")).await.body;
            assert_eq!(list.contains("施远舟"), sees, "{role:?}");
            assert!(list.contains("满 183 天的 1 人"), "{role:?}");
            let page = site.get(&one, &entry).await.status;
            assert_eq!(page == StatusCode::OK, sees, "{role:?}");
        }
        let firm = site
            .get(&staff(), &format!("/firms/{}", code(1)))
            .await
            .body;
        assert!(!firm.contains("施远舟"), "no name in what was done");
    })
    .await;
}

#[tokio::test]
async fn who_changes_registers() {
    both(&rooms(), |site| async move {
        let (_, home) = firm(&site, 1).await;
        site.post(&staff(), &path(1, "rights"), &right("utility", "ZL1"))
            .await;
        let entry = only(&site, 1, "rights").await;
        let other = town(&site, "磨头镇").await;
        for (role, place, may) in [
            (Role::Staff, Place::Office, true),
            (Role::Head, Place::Office, true),
            (Role::Town, Place::Town, true),
            (Role::Verifier, Place::Office, false),
            (Role::Deputy, Place::Bureau, false),
            (Role::Director, Place::Bureau, false),
            (Role::Administrator, Place::Bureau, false),
        ] {
            let one = actor("某人", &[post(role, place, home, "某处", "")]);
            for to in [
                path(1, "rights"),
                entry.clone(),
                format!("{entry}/end"),
                format!("{entry}/use"),
            ] {
                let sent = site.post(&one, &to, &[]).await.status;
                assert_eq!(sent == StatusCode::FORBIDDEN, !may, "{role:?} {to}");
            }
        }
        let clerk = actor(
            "某人",
            &[post(Role::Town, Place::Town, other, "磨头镇", "")],
        );
        for to in [path(1, "rights"), format!("{entry}/use")] {
            let sent = site.post(&clerk, &to, &[]).await.status;
            assert_eq!(sent, StatusCode::NOT_FOUND, "{to}");
        }
        for register in ["products", "projects"] {
            let page = site.get(&staff(), &path(1, register)).await;
            assert_eq!(page.status, StatusCode::OK);
        }
        let none = site.get(&staff(), &path(1, "trademarks")).await.status;
        assert_eq!(none, StatusCode::NOT_FOUND);
    })
    .await;
}
