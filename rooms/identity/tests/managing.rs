//! Units, people and posts, managed by an administrator alone.

use axum::http::StatusCode;
use identity::door;
use trial::{COUNTY, both, post};
use values::Id;
use web::{Place, Role};

use crate::{administrator, chief_of, get_as, post_as, settled};

#[tokio::test]
async fn only_an_administrator_manages_people_and_units() {
    both(&[identity::room()], |site| async move {
        let staff = trial::actor(
            "曹以宁",
            &[post(
                Role::Staff,
                Place::Office,
                Id::NONE,
                "产学研成果科",
                "cooperation",
            )],
        );
        for path in ["/people", "/organisations"] {
            assert_eq!(site.get(&staff, path).await.status, StatusCode::FORBIDDEN);
            assert_eq!(
                site.post(&staff, path, &[("name", "x")]).await.status,
                StatusCode::FORBIDDEN
            );
        }
        let file = site.get(&staff, "/people/rows.xlsx").await;
        assert_eq!(file.status, StatusCode::FORBIDDEN);
        let chief = administrator();
        let made = site
            .post(
                &chief,
                "/organisations",
                &[
                    ("name", "白蒲镇"),
                    ("place", "town"),
                    ("since", "2013-03-01"),
                ],
            )
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
        let twice = site
            .post(
                &chief,
                "/organisations",
                &[
                    ("name", "白蒲镇"),
                    ("place", "town"),
                    ("since", "2013-02-30"),
                ],
            )
            .await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            twice.body.contains("已有“白蒲镇”，不能重复") && twice.body.contains("2 月只有 28 天")
        );
        let page = site
            .post(
                &chief,
                "/people",
                &[("sign_in", "mayihe"), ("name", "马一禾")],
            )
            .await;
        assert!(page.body.contains("一次性密码"));
        assert!(site.get(&chief, "/people").await.body.contains("马一禾"));
        let people = site.get(&chief, "/people/rows.xlsx").await.sheet("用户");
        assert!(people.iter().any(|line| line[1] == "马一禾"), "{people:?}");
    })
    .await;
}

#[tokio::test]
async fn the_units_leave_as_a_workbook_as_they_stand_on_the_page() {
    both(&[identity::room()], |site| async move {
        let chief = administrator();
        for (name, place, alias) in [
            ("如皋市科学技术局", "bureau", ""),
            ("白蒲镇", "town", "=1+1"),
        ] {
            let form = [
                ("name", name),
                ("place", place),
                ("alias", alias),
                ("since", "2013-03-01"),
            ];
            let made = site.post(&chief, "/organisations", &form).await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        }
        let page = site.get(&chief, "/organisations").await.body;
        assert!(page.contains("/organisations/rows.xlsx"), "{page}");
        let lines = site.get(&chief, "/organisations/rows.xlsx").await;
        let lines = lines.sheet("组织");
        assert_eq!(lines.len(), 1 + page.matches("<th scope=\"row\"").count());
        let town = lines.iter().find(|line| line[0] == "白蒲镇").unwrap();
        assert_eq!(
            town[1..],
            ["=1+1", "镇区街道", "", "—", "2013-03-01"],
            "a text is never a formula"
        );
        let staff = trial::actor(
            "曹以宁",
            &[post(
                Role::Staff,
                Place::Office,
                Id::NONE,
                "产学研成果科",
                "cooperation",
            )],
        );
        let refused = site.get(&staff, "/organisations/rows.xlsx").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_post_is_held_from_a_day_to_a_day() {
    both(&[identity::room()], |site| async move {
        let chief = administrator();
        site.post(
            &chief,
            "/organisations",
            &[
                ("name", "江安镇"),
                ("place", "town"),
                ("since", "2013-03-01"),
            ],
        )
        .await;
        site.post(
            &chief,
            "/people",
            &[("sign_in", "liqing"), ("name", "李青")],
        )
        .await;
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let unit = door::organisations(&mut tx, site.app.today())
            .await
            .unwrap()
            .remove(0);
        drop(tx);
        let list = site.get(&chief, "/people").await.body;
        let person = list.split("<a href=\"/people/").nth(1).unwrap()[..36].to_owned();
        let form = [
            ("unit", unit.id.to_string()),
            ("role", "town".to_owned()),
            ("since", "2020-09-01".to_owned()),
            ("until", "2020-09-15".to_owned()),
        ];
        let pairs: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(
            site.post(&chief, &format!("/people/{person}/posts"), &pairs)
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let id = person.parse().unwrap();
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        for (day, posts) in [
            ("2020-08-31", 0),
            ("2020-09-01", 1),
            ("2020-09-14", 1),
            ("2020-09-15", 0),
        ] {
            let actor = door::actor_of(&mut tx, id, day.parse().unwrap())
                .await
                .unwrap()
                .unwrap();
            assert_eq!(actor.posts.len(), posts, "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_locks_themselves_out() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        let path = format!("/people/{}", chief_of(&site).await);
        let page = get_as(&site, &session, &path).await.body;
        let (_, after) = page.split_once(&format!("{path}/posts/")).unwrap();
        let end = format!("{path}/posts/{}/end", &after[..36]);
        let refused = post_as(&site, &session, &end, "").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("不能结束自己的系统管理员岗位"));
        let refused = post_as(&site, &session, &format!("{path}/block"), "blocked=1").await;
        assert!(refused.body.contains("不能停用自己"));
        let other = administrator();
        assert_eq!(site.post(&other, &end, &[]).await.location(), path);
        assert_eq!(
            site.post(&other, &end, &[]).await.status,
            StatusCode::CONFLICT,
            "an ended post stays as it was"
        );
    })
    .await;
}

#[tokio::test]
async fn a_blocked_person_is_out_at_once_and_may_come_back() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (person, session) = settled(&site).await;
        let (other, path) = (administrator(), format!("/people/{person}/block"));
        let sign_in = [("name", "admin"), ("password", "Sheng-Zi-9")];
        for _ in 0..2 {
            site.post(&other, &path, &[("blocked", "1")]).await;
        }
        let out = get_as(&site, &session, "/people").await;
        assert_eq!(out.status, StatusCode::SEE_OTHER);
        let refused = site.post_anonymous("/sign-in", &sign_in).await;
        assert!(refused.body.contains("用户名或密码不对"), "it is not told");
        site.post(&other, &path, &[("blocked", "0")]).await;
        let back = site.post_anonymous("/sign-in", &sign_in).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_unit_with_posts_is_not_ended() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let today = site.app.today();
        let bureau = door::organisations(&mut tx, today).await.unwrap().remove(0);
        drop(tx);
        site.at("2020-10-08");
        let end = format!("/organisations/{}/end", bureau.id);
        let refused = post_as(&site, &session, &end, "").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("还有 1 个岗位有人担任"));
    })
    .await;
}

#[tokio::test]
async fn a_unit_is_ended_for_a_reason_that_the_trail_keeps() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let town = door::NewUnit {
            name: "磨头镇".to_owned(),
            alias: String::new(),
            code: String::new(),
            place: web::Place::Town,
            parent: None,
            since: "2015-01-01".parse().unwrap(),
        };
        let who = trail::Who::program();
        let id = door::found(&mut tx, &who, town).await.unwrap();
        tx.commit().await.unwrap();
        let end = format!("/organisations/{id}/end");
        let bare = post_as(&site, &session, &end, "reason=+").await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bare.body.contains("写明撤并的文件或情况"));
        let ended = post_as(&site, &session, &end, "reason=%E5%B9%B6%E5%85%A5").await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let living = door::organisations(&mut tx, site.app.today()).await.unwrap();
        assert!(living.iter().all(|unit| unit.id != id));
        let told = tx
            .all(
                "SELECT summary FROM trail_entry WHERE county = $1 AND subject = $2 ORDER BY sequence DESC",
                store::args![COUNTY, id.to_string()],
            )
            .await
            .unwrap();
        let summary: String = told[0].get("summary").unwrap();
        assert_eq!(summary, "撤销镇区街道“磨头镇”：并入");
    })
    .await;
}

#[tokio::test]
async fn names_of_many_people_come_at_once() {
    both(&[identity::room()], |site| async move {
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let mut ids = Vec::new();
        for n in 0..40 {
            let new = door::NewPerson {
                sign_in: format!("Person{n}"),
                name: format!("第{n}人"),
                password_hash: String::new(),
                must_change: false,
            };
            let who = trail::Who::program();
            ids.push(door::admit(&mut tx, &who, new).await.unwrap());
        }
        ids.push(Id::NONE);
        ids.push(ids[0]);
        let names = door::names(&mut tx, &ids).await.unwrap();
        assert_eq!(names.len(), 40);
        assert_eq!(names[&ids[39]], "第39人");
        assert!(door::names(&mut tx, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_wrong_name_of_a_unit_is_corrected_with_a_reason() {
    both(&[identity::room()], |site| async move {
        let one = administrator();
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let new = |name: &str| door::NewUnit {
            name: name.to_owned(),
            alias: String::new(),
            code: String::new(),
            place: Place::Town,
            parent: None,
            since: "2015-01-01".parse().unwrap(),
        };
        let who = trail::Who::program();
        let id = door::found(&mut tx, &who, new("白浦镇")).await.unwrap();
        door::found(&mut tx, &who, new("江安镇")).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/organisations/{id}/name");
        let form = site.get(&one, &path).await;
        assert!(form.body.contains("value=\"白浦镇\""), "{}", form.body);
        for (name, reason, told) in [
            ("白蒲镇", "", "要填，写明依据"),
            ("", "录错", "名称：要填"),
            ("江安镇", "录错", "已有“江安镇”"),
            ("白浦镇", "录错", "和现在一样"),
        ] {
            let pairs = [("name", name), ("reason", reason)];
            let again = site.post(&one, &path, &pairs).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(again.body.contains(told), "{told}: {}", again.body);
            assert!(again.body.contains(&format!("value=\"{name}\"")));
        }
        let pairs = [("name", "白蒲镇"), ("reason", "录入时写错一字")];
        let done = site.post(&one, &path, &pairs).await;
        assert_eq!(done.location(), "/organisations");
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let unit = door::organisation(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(unit.name, "白蒲镇");
        let lines = trail::of(&mut tx, "unit", &id.to_string(), 10).await;
        let told = "“白浦镇”更正名称为“白蒲镇”：录入时写错一字";
        assert!(lines.unwrap().iter().any(|line| line.summary == told));
        let other = trial::actor(
            "某人",
            &[post(Role::Head, Place::Office, Id::NONE, "科", "")],
        );
        let denied = site.post(&other, &path, &pairs).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_themselves_a_post_and_the_page_says_who_gave_one() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (chief, session) = settled(&site).await;
        let path = format!("/people/{chief}");
        let own = get_as(&site, &session, &path).await.body;
        assert!(own.contains("自己的岗位由另一位系统管理员来定"), "{own}");
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let units = door::organisations(&mut tx, site.app.today()).await;
        let unit = units.unwrap().remove(0).id.to_string();
        drop(tx);
        let today = site.app.today().to_string();
        let form = format!("unit={unit}&role=director&since={today}");
        let refused = post_as(&site, &session, &format!("{path}/posts"), &form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("不能给自己任职"));
        let other = administrator();
        let pairs = [("unit", &*unit), ("role", "director"), ("since", &*today)];
        let given = site.post(&other, &format!("{path}/posts"), &pairs).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        let page = site.get(&other, &path).await.body;
        let (_, trail) = page.split_once("id=\"h-trail\"").unwrap();
        assert!(
            trail.contains("局长") && trail.contains("管理员"),
            "{trail}"
        );
    })
    .await;
}
