//! Signing in, locks, sessions and their end.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use identity::door;
use store::{args, sql};
use trial::{COUNTY, Site, both};
use values::Moment;

use crate::{administrator, chief_of, cookie, first, get_as, idle_for, post_as, settled};

#[tokio::test]
async fn an_empty_database_gets_one_administrator_once() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (name, secret) = first(&site).await;
        let again = |_: &str, _: &str| -> std::io::Result<()> { panic!("a second one") };
        door::first_administrator(site.app.store(), COUNTY, "局", again)
            .await
            .unwrap();
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
async fn a_new_one_time_password_lifts_the_lock() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (name, _) = first(&site).await;
        for _ in 0..5 {
            site.post_anonymous("/sign-in", &[("name", &name), ("password", "x")])
                .await;
        }
        let path = format!("/people/{}/password", chief_of(&site).await);
        let told = site.post(&administrator(), &path, &[]).await.body;
        let (_, after) = told.split_once("一次性密码 ").unwrap();
        let (secret, _) = after.split_once('，').unwrap();
        let answer = site
            .post_anonymous("/sign-in", &[("name", "ADMIN "), ("password", secret)])
            .await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "capitals do not matter: {}",
            answer.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_use() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        for (minutes, holds) in [(0, true), (29, true), (31, false)] {
            idle_for(&site, minutes).await;
            let answer = get_as(&site, &session, "/people").await;
            assert_eq!(answer.status == StatusCode::OK, holds, "{minutes}");
        }
    })
    .await;
}

async fn used(site: &Site) -> i64 {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let text = sql!("SELECT used FROM identity_session WHERE county = $1");
    let row = tx.one(text, args![COUNTY]).await.unwrap().unwrap();
    row.get("used").unwrap()
}

#[tokio::test]
async fn the_last_use_is_written_at_most_once_a_minute() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        let begun = used(&site).await;
        get_as(&site, &session, "/people").await;
        assert_eq!(used(&site).await, begun);
        idle_for(&site, 2).await;
        let old = used(&site).await;
        get_as(&site, &session, "/people").await;
        assert!(used(&site).await >= old + 120_000);
    })
    .await;
}

#[tokio::test]
async fn a_session_knows_the_visit_before_it() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        settled(&site).await;
        let sign_in = [("name", "admin"), ("password", "Sheng-Zi-9")];
        site.post_anonymous("/sign-in", &sign_in).await;
        let first_visit = site.app.now();
        site.at("2020-09-21");
        site.post_anonymous("/sign-in", &sign_in).await;
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let text = sql!(
            "SELECT last_seen FROM identity_session WHERE county = $1 ORDER BY last_seen DESC LIMIT 1"
        );
        let row = tx.one(text, args![COUNTY]).await.unwrap().unwrap();
        assert_eq!(row.get::<Moment>("last_seen").unwrap(), first_visit);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (person, one) = settled(&site).await;
        let other = door::open_session(site.app.store(), COUNTY, person)
            .await
            .unwrap();
        let form = "present=Sheng-Zi-9&new=Xin-Mi-Ma-7&again=Xin-Mi-Ma-7";
        post_as(&site, &one, "/me/password", form).await;
        assert_eq!(get_as(&site, &one, "/people").await.status, StatusCode::OK);
        let gone = get_as(&site, &format!("kedu={other}"), "/people").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        let change = async |present: &str| {
            let form = format!("present={present}&new=Xin-Mi-Ma-7&again=Xin-Mi-Ma-7");
            post_as(&site, &session, "/me/password", &form).await
        };
        for _ in 0..5 {
            let wrong = change("Cuo-Wu-4").await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                wrong.body.contains("连续错五次会暂时锁定"),
                "{}",
                wrong.body
            );
        }
        let locked = change("Sheng-Zi-9").await;
        assert!(locked.body.contains("请等 1 分钟再试"), "{}", locked.body);
        let sign_in = [("name", "admin"), ("password", "Sheng-Zi-9")];
        let door = site.post_anonymous("/sign-in", &sign_in).await;
        assert!(door.body.contains("请等 1 分钟再试"), "{}", door.body);
    })
    .await;
}

#[tokio::test]
async fn whoever_signs_in_is_forgiven_only_their_own_failures() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        settled(&site).await;
        let mut tx = site.app.store().note(COUNTY).await.unwrap();
        for (subject, count) in [("name:admin", 2), ("address:10.0.0.7", 9)] {
            let text = sql!(
                "INSERT INTO identity_failure (county, subject, count, locked_until) VALUES ($1, $2, $3, 0)
                 ON CONFLICT (county, subject) DO UPDATE SET count = $3"
            );
            tx.run(text, args![COUNTY, subject, i64::from(count)])
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let peer = SocketAddr::from(([10, 0, 0, 7], 1));
        let sign_in = Request::post("/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .extension(ConnectInfo(peer))
            .body(Body::from("name=admin&password=Sheng-Zi-9"));
        let entered = site.send(None, sign_in.unwrap()).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let text = sql!(
            "SELECT subject, count FROM identity_failure WHERE county = $1 ORDER BY subject LIMIT 9"
        );
        let left: Vec<(String, i64)> = tx
            .all(text, args![COUNTY])
            .await
            .unwrap()
            .iter()
            .map(|row| (row.get("subject").unwrap(), row.get("count").unwrap()))
            .collect();
        assert_eq!(left, [("address:10.0.0.7".to_owned(), 7)]);
    })
    .await;
}

#[tokio::test]
async fn no_secret_stands_in_the_trail_or_in_the_sessions() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (name, secret) = first(&site).await;
        for typed in [secret.as_str(), "Mi-Ma-Cuo-4"] {
            site.post_anonymous("/sign-in", &[("name", typed), ("password", typed)])
                .await;
        }
        let answer = site
            .post_anonymous("/sign-in", &[("name", &name), ("password", &secret)])
            .await;
        let token = cookie(&answer).rsplit('.').next().unwrap().to_owned();
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let text = sql!(
            "SELECT summary, details, actor_name FROM trail_entry WHERE county = $1 ORDER BY number"
        );
        let mut written = String::new();
        for row in tx.all(text, args![COUNTY]).await.unwrap() {
            for column in ["summary", "details", "actor_name"] {
                written += &row.get::<String>(column).unwrap();
            }
        }
        assert!(written.contains("登录失败") && written.contains("登录"));
        let text = sql!("SELECT token FROM identity_session WHERE county = $1");
        let row = tx.one(text, args![COUNTY]).await.unwrap().unwrap();
        written += &row.get::<String>("token").unwrap();
        for hidden in [secret.as_str(), "Mi-Ma-Cuo-4", &token] {
            assert!(!written.contains(hidden), "{hidden}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_gone_is_said_on_a_page() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        site.app.store().close().await;
        let answer = get_as(&site, &session, "/people").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.body.contains("数据库暂时连不上"), "{}", answer.body);
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, before) = settled(&site).await;
        let again = post_as(&site, &before, "/sign-in", "name=admin&password=Sheng-Zi-9").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        let old = get_as(&site, &before, "/people").await;
        assert!(old.location().starts_with("/sign-in"));
        let new = get_as(&site, &cookie(&again), "/people").await;
        assert_eq!(new.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn signs_that_nobody_sees_are_no_fault() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        settled(&site).await;
        for name in ["a%00", "%00", "a%0B%1F"] {
            let sent = format!("name={name}&password=x%00");
            let refused = post_as(&site, "", "/sign-in", &sent).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        }
        let unseen = "name=%00admin&password=Sheng-Zi-9";
        let entered = post_as(&site, "", "/sign-in", unseen).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
    })
    .await;
}
