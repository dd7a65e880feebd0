//! The room's own router on both engines.
#![allow(clippy::unwrap_used)]

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use identity::door;
use trial::{COUNTY, Site, both, post};
use values::Id;
use web::{Actor, Place, Role};

fn administrator() -> Actor {
    trial::actor(
        "管理员",
        &[post(Role::Administrator, Place::Bureau, Id::NONE, "局", "")],
    )
}

async fn first(site: &Site) -> (String, String) {
    door::first_administrator(site.app.store(), COUNTY, "如皋市科学技术局")
        .await
        .unwrap()
        .unwrap()
}

fn cookie(answer: &trial::Answer) -> String {
    let set = answer
        .headers
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap();
    set.split(';').next().unwrap().to_owned()
}

async fn get_as(site: &Site, cookie: &str, path: &str) -> trial::Answer {
    site.send(
        None,
        Request::get(path)
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .unwrap(),
    )
    .await
}

async fn post_as(site: &Site, cookie: &str, path: &str, body: &str) -> trial::Answer {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()));
    site.send(None, request.unwrap()).await
}

#[tokio::test]
async fn an_empty_database_gets_one_administrator_once() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (name, secret) = first(&site).await;
        assert!(
            door::first_administrator(site.app.store(), COUNTY, "局")
                .await
                .unwrap()
                .is_none()
        );
        let answer = site
            .post_anonymous(
                "/sign-in",
                &[("name", &name), ("password", &secret), ("to", "/people")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/people");
        let session = cookie(&answer);
        assert_eq!(
            get_as(&site, &session, "/people").await.location(),
            "/me",
            "a one-time password is changed first"
        );
        let weak = post_as(
            &site,
            &session,
            "/me/password",
            &format!("present={secret}&new=short&again=short"),
        )
        .await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(weak.body.contains("新密码至少 8 位，您填了 5 位"));
        let same = post_as(
            &site,
            &session,
            "/me/password",
            &format!("present={secret}&new={secret}&again={secret}"),
        )
        .await;
        assert!(same.body.contains("最近五次用过"));
        let changed = post_as(
            &site,
            &session,
            "/me/password",
            &format!("present={secret}&new=Sheng-Zi-9&again=Sheng-Zi-9"),
        )
        .await;
        assert_eq!(changed.location(), "/");
        assert!(
            get_as(&site, &session, "/people")
                .await
                .body
                .contains("admin")
        );
        post_as(&site, &session, "/sign-out", "").await;
        assert!(
            get_as(&site, &session, "/people")
                .await
                .location()
                .starts_with("/sign-in")
        );
    })
    .await;
}

#[tokio::test]
async fn five_failures_lock_and_do_not_tell_whether_the_account_exists() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (name, secret) = first(&site).await;
        let unknown = site
            .post_anonymous("/sign-in", &[("name", "nobody"), ("password", "x")])
            .await;
        let known = site
            .post_anonymous("/sign-in", &[("name", &name), ("password", "x")])
            .await;
        for answer in [&unknown, &known] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains("用户名或密码不对"));
        }
        for _ in 0..4 {
            site.post_anonymous("/sign-in", &[("name", &name), ("password", "x")])
                .await;
        }
        let locked = site
            .post_anonymous("/sign-in", &[("name", &name), ("password", &secret)])
            .await;
        assert!(locked.body.contains("请等 1 分钟再试"), "{}", locked.body);
    })
    .await;
}

#[tokio::test]
async fn nothing_typed_is_lost_when_the_session_has_ended() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (name, secret) = first(&site).await;
        let asked = site
            .post_anonymous("/people", &[("sign_in", "qian\"sui"), ("name", "钱<穗>")])
            .await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(asked.body.contains("您刚才填的内容都在"));
        let kept = r#"[["name","钱<穗>"],["sign_in","qian\"sui"]]"#;
        let answer = site
            .post_anonymous(
                "/sign-in",
                &[
                    ("name", &name),
                    ("password", &secret),
                    ("to", "/people"),
                    ("kept", kept),
                ],
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains("已登录，您填的内容都在"));
        assert!(answer.body.contains("action=\"/people\""));
        assert!(
            answer.body.contains("钱&#60;穗&#62;"),
            "typed text is escaped"
        );
    })
    .await;
}

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
        let person = list.split("/people/").nth(1).unwrap()[..36].to_owned();
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
