//! What was typed when the session ended comes back, and only that.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use identity::door;
use store::{args, sql};
use trial::{Site, both};

use crate::{cookie, first, get_as, idle_for, post_as, settled};

/// The value of a hidden field of a page, as a browser would send it.
fn hidden(page: &str, name: &str) -> String {
    let (_, after) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    let (value, _) = after.split_once('"').unwrap();
    [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ]
    .iter()
    .fold(value.to_owned(), |text, (from, to)| text.replace(from, to))
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
        assert!(answer.body.contains("已登录，填的内容都在"));
        assert!(
            answer.body.contains("就以系统管理员的名义提交"),
            "nobody knows any more who typed it: {}",
            answer.body
        );
        assert!(answer.body.contains("action=\"/people\""));
        assert!(
            answer.body.contains("钱&#60;穗&#62;"),
            "typed text is escaped"
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_of_an_ended_session_is_sent_again_as_it_was() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        idle_for(&site, 31).await;
        let form = "name=%E9%BA%A6%22%3C%26%3Ea%0D%0Ab&place=town&since=2013-03-01&code=&alias=";
        let asked = post_as(&site, &session, "/organisations?from=list", form).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        let to = hidden(&asked.body, "to");
        assert_eq!(to, "/organisations?from=list");
        let again = [
            ("name", "admin"),
            ("password", "wrong"),
            ("to", to.as_str()),
            ("kept", &hidden(&asked.body, "kept")),
            ("by", &hidden(&asked.body, "by")),
        ];
        let wrong = site.post_anonymous("/sign-in", &again).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = hidden(&wrong.body, "kept");
        let right = [
            ("name", "admin"),
            ("password", "Sheng-Zi-9"),
            ("to", to.as_str()),
            ("kept", &kept),
            ("by", &hidden(&wrong.body, "by")),
        ];
        let resumed = site.post_anonymous("/sign-in", &right).await;
        assert!(
            resumed.body.contains("已登录，您填的内容都在"),
            "{}",
            resumed.body
        );
        let typed = hidden(&resumed.body, "name");
        assert_eq!(typed, "麦\"<&>a\r\nb");
        let name = "name=%E9%BA%A6%E5%9C%B0%E9%95%87&place=town&since=2013-03-01";
        let made = post_as(&site, &cookie(&resumed), &to, name).await;
        assert_eq!(made.location(), "/organisations");
    })
    .await;
}

/// Another person who can sign in as `mayihe` with the administrator's password of `settled`.
async fn ma(site: &Site) {
    let other = crate::administrator();
    let made = [("sign_in", "mayihe"), ("name", "马一禾")];
    let answer = site.post(&other, "/people", &made).await;
    assert!(answer.status.is_success() || answer.status.is_redirection());
    let mut tx = site.app.store().note(trial::COUNTY).await.unwrap();
    let text = sql!(
        "UPDATE identity_person SET must_change = 0, password = (SELECT password FROM identity_person
         WHERE county = $1 AND sign_in = 'admin') WHERE county = $1 AND sign_in = 'mayihe'"
    );
    tx.run(text, args![trial::COUNTY]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn nobody_sends_what_somebody_else_typed() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        ma(&site).await;
        idle_for(&site, 31).await;
        let asked = post_as(&site, &session, "/organisations", "name=Bai&place=town").await;
        assert!(asked.body.contains("只有填的人能接着提交"));
        let (kept, by) = (hidden(&asked.body, "kept"), hidden(&asked.body, "by"));
        let sign_in = |name| {
            [
                ("name", name),
                ("password", "Sheng-Zi-9"),
                ("to", "/organisations"),
                ("kept", kept.as_str()),
                ("by", by.as_str()),
            ]
        };
        let refused = site.post_anonymous("/sign-in", &sign_in("mayihe")).await;
        assert!(
            refused.body.contains("这是系统管理员填的，没有提交"),
            "{}",
            refused.body
        );
        assert!(!refused.body.contains("action=\"/organisations\""));
        assert!(
            get_as(&site, &cookie(&refused), "/me")
                .await
                .status
                .is_success()
        );
        // Whoever typed it takes over from there.
        let anew = [
            ("anew", "1"),
            ("to", "/organisations"),
            ("kept", kept.as_str()),
            ("by", by.as_str()),
        ];
        let asked = site.post_anonymous("/sign-in", &anew).await;
        assert_eq!(
            (hidden(&asked.body, "kept"), hidden(&asked.body, "by")),
            (kept.clone(), by.clone())
        );
        let own = site.post_anonymous("/sign-in", &sign_in("admin")).await;
        assert!(own.body.contains("已登录，您填的内容都在"));
    })
    .await;
}

#[tokio::test]
async fn a_form_with_nothing_but_a_file_leads_back_to_its_page() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        idle_for(&site, 31).await;
        let body = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\nBYTES\r\n--x--\r\n";
        let request = Request::post("/notices")
            .header(header::COOKIE, &session)
            .header(header::REFERER, "http://kedu.test/notices/new")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        let asked = site.send(None, request).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(asked.body.contains("选的文件没有保留") && !asked.body.contains("内容都在"));
        assert_eq!(hidden(&asked.body, "to"), "/notices/new");
        assert!(!asked.body.contains("name=\"kept\""));
    })
    .await;
}

fn with_file(session: &str) -> Request<Body> {
    let body = "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n合同\r\n--x\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"a.pdf\"\r\n\r\nSECRET-BYTES\r\n--x--\r\n";
    Request::post("/people")
        .header(header::COOKIE, session)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn files_are_not_kept_and_the_page_says_so() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        idle_for(&site, 31).await;
        let asked = site.send(None, with_file(&session)).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert_eq!(hidden(&asked.body, "kept"), r#"[["title","合同"]]"#);
        assert!(asked.body.contains("附的文件没有保留"));
        assert_eq!(hidden(&asked.body, "files"), "1");
        assert!(!asked.body.contains("SECRET-BYTES"));
    })
    .await;
}

#[tokio::test]
async fn typed_passwords_are_not_carried() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (_, session) = settled(&site).await;
        idle_for(&site, 31).await;
        let form = "present=Sheng-Zi-9&new=Xin-Mi-Ma-7&again=Xin-Mi-Ma-7";
        let asked = post_as(&site, &session, "/me/password", form).await;
        assert_eq!(asked.location(), "/sign-in?to=/me");
        assert!(!asked.body.contains("Xin-Mi-Ma-7"));
    })
    .await;
}

async fn part(site: &Site, method: &str) -> trial::Answer {
    let request = Request::builder()
        .method(method)
        .uri("/people")
        .header("HX-Request", "true")
        .header("HX-Current-URL", "http://kedu.test/plan?day=2020-09-18")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("name=a"))
        .unwrap();
    site.send(None, request).await
}

#[tokio::test]
async fn a_part_of_a_page_leads_the_whole_page_to_sign_in() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let asked = part(&site, "GET").await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            asked.headers["HX-Redirect"],
            "/sign-in?to=/plan%3Fday%3D2020-09-18"
        );
        let sent = part(&site, "POST").await;
        assert_eq!(sent.status, StatusCode::UNAUTHORIZED);
        assert_eq!(sent.headers["HX-Retarget"], "body");
        assert_eq!(hidden(&sent.body, "kept"), r#"[["name","a"]]"#);
    })
    .await;
}

#[tokio::test]
async fn with_a_one_time_password_a_form_is_refused_and_not_swallowed() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let (name, secret) = first(&site).await;
        let answer = site
            .post_anonymous("/sign-in", &[("name", &name), ("password", &secret)])
            .await;
        let refused = post_as(&site, &cookie(&answer), "/people", "name=a").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("您用的是一次性密码"));
    })
    .await;
}

fn form(path: &str, body: String) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn what_is_too_long_is_not_kept_and_the_page_says_so() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let fits = format!("name={}", "a".repeat(200_000));
        let kept = site.send(None, form("/people", fits)).await;
        assert!(hidden(&kept.body, "kept").contains("aaaa"));
        for body in [
            format!("name={}", "a".repeat(300_000)),
            "a=1&".repeat(501),
            "&".repeat(1 << 20),
        ] {
            let asked = site.send(None, form("/people", body)).await;
            assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
            assert!(
                asked
                    .body
                    .contains("您刚才填的内容太多，没有能留在这一页上")
            );
            assert!(asked.body.len() < 10_000, "{}", asked.body.len());
        }
        let door = format!("name=a&kept={}", "%22".repeat(1 << 20));
        let refused = site.send(None, form("/sign-in", door)).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(refused.body.contains("填写的文字超过 2 MB"));
    })
    .await;
}

#[tokio::test]
async fn no_file_of_somebody_unknown_is_stored() {
    both(&[identity::room()], |site| async move {
        let site = site.identified(door::identify);
        let body = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\n--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.pdf\"\r\n\r\nBYTES\r\n--x--\r\n";
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body));
        site.send(None, request.unwrap()).await;
        assert!(!site.incoming());
    })
    .await;
}
