//! Every route refuses nobody and somebody without the right, and none falls over.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use identity::door::NewPerson;
use trail::Who;
use trial::{Answer, COUNTY, Site, actor, both, post};
use values::Id;
use web::{Actor, Place, Role};

/// Routes that are open by their nature: signing in, signing out, one's own password.
const OPEN: [&str; 3] = ["/sign-in", "/sign-out", "/me/password"];

/// Every route of the rooms that takes a POST.
fn unsafe_routes() -> Vec<String> {
    let all = routes().into_iter();
    all.filter(|(_, takes)| takes.contains("post("))
        .map(|(path, _)| path)
        .collect()
}

/// Every route of the rooms with what it takes, read from their sources.
fn routes() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in crate::sources(&crate::root().join("rooms")) {
        let flat: String = std::fs::read_to_string(file)
            .unwrap()
            .split_whitespace()
            .collect();
        for part in flat.split(".route(").skip(1) {
            let path = part.split('"').nth(1).unwrap_or_default();
            found.push((path.to_owned(), part.to_owned()));
        }
    }
    found
}

fn concrete(route: &str) -> String {
    with(route, "01752c00-0000-7000-8000-000000000001")
}

/// The route with something in its open places.
fn with(route: &str, what: &str) -> String {
    let parts: Vec<String> = route
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                what.to_owned()
            } else {
                part.to_owned()
            }
        })
        .collect();
    parts.join("/")
}

fn somebody(role: Role) -> Actor {
    let place = if role == Role::Town {
        Place::Town
    } else {
        Place::Office
    };
    actor(
        "路人",
        &[post(
            role,
            place,
            Id::new(values::fresh(values::Moment::default())),
            "别处",
            "elsewhere",
        )],
    )
}

#[tokio::test]
async fn nobody_gets_through() {
    both(&crate::rooms(), |site| async move {
        let site = site.identified(identity::door::identify);
        let routes = unsafe_routes();
        assert!(
            routes.len() > 25,
            "only {} unsafe routes were found",
            routes.len()
        );
        for route in routes
            .iter()
            .filter(|route| !OPEN.contains(&route.as_str()))
        {
            let answer = site.post_anonymous(&concrete(route), &[("a", "b")]).await;
            let sent_to_sign_in =
                answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/sign-in");
            assert!(
                sent_to_sign_in || answer.status == StatusCode::UNAUTHORIZED,
                "{route}: {}",
                answer.status
            );
        }
    })
    .await;
}

#[tokio::test]
async fn no_role_changes_what_is_not_there_and_nothing_falls_over() {
    both(&crate::rooms(), |site| async move {
        let none = actor("无岗位", &[]);
        let everybody: Vec<Actor> = Role::ALL
            .into_iter()
            .map(somebody)
            .chain([none.clone()])
            .collect();
        for route in unsafe_routes()
            .iter()
            .filter(|route| !OPEN.contains(&route.as_str()))
        {
            for one in &everybody {
                let answer = site.post(one, &concrete(route), &[("a", "b")]).await;
                assert!(
                    !answer.status.is_server_error(),
                    "{route} as {:?}: {} {}",
                    one.posts.first().map(|post| post.role),
                    answer.status,
                    answer.body
                );
            }
            let answer = site.post(&none, &concrete(route), &[("a", "b")]).await;
            assert!(
                answer.status.is_client_error(),
                "{route} let somebody without a post through: {}",
                answer.status
            );
        }
    })
    .await;
}

/// The cookie of somebody who is signed in and holds no post.
async fn without_a_post(site: &Site) -> String {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let new = NewPerson {
        sign_in: "limu".to_owned(),
        name: "黎木".to_owned(),
        password_hash: "-".to_owned(),
        must_change: false,
    };
    let id = identity::door::admit(&mut tx, &Who::program(), new).await;
    tx.commit().await.unwrap();
    let store = site.app.store();
    let session = identity::door::open_session(store, COUNTY, id.unwrap()).await;
    format!("kedu={}", session.unwrap())
}

async fn ask(site: &Site, method: &str, path: &str, cookie: &str) -> Answer {
    let request = Request::builder().method(method).uri(path);
    let request = request
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    site.send(None, request.body(Body::from("a=b")).unwrap())
        .await
}

#[tokio::test]
async fn without_a_post_nothing_is_open_but_ones_own_page() {
    both(&crate::rooms(), |site| async move {
        let site = site.identified(identity::door::identify);
        let cookie = without_a_post(&site).await;
        let own = |path: &str| path == "/me" || OPEN.contains(&path);
        let mut asked = 0;
        for (route, takes) in routes() {
            for (method, word) in [("GET", "get("), ("POST", "post(")] {
                if own(&route) || !takes.contains(word) || (method, &*route) == ("GET", "/") {
                    continue;
                }
                let answer = ask(&site, method, &concrete(&route), &cookie).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {route}");
                assert!(answer.body.contains("您目前没有岗位，请联系系统管理员"));
                asked += 1;
            }
        }
        assert!(asked > 150, "only {asked} routes were found");
        assert_eq!(ask(&site, "GET", "/", &cookie).await.location(), "/me");
        let me = ask(&site, "GET", "/me", &cookie).await;
        assert_eq!(me.status, StatusCode::OK);
        assert!(me.body.contains("您目前没有岗位") && me.body.contains("/sign-out"));
        assert!(!me.body.contains("href=\"/firms\""), "{}", me.body);
    })
    .await;
}

#[tokio::test]
async fn what_no_page_of_ours_sends_is_answered_with_a_page() {
    both(&crate::rooms(), |site| async move {
        let one = somebody(Role::Administrator);
        for (route, takes) in routes() {
            let is_open = route.contains('{');
            if takes.contains("get(") {
                let odd = format!("{}?q=%00&firm=%00a&list=q%3D%2500", concrete(&route));
                let answer = site.get(&one, &odd).await;
                assert!(!answer.status.is_server_error(), "{odd}: {}", answer.body);
            } else {
                let answer = site.get(&one, &concrete(&route)).await;
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{route}");
                assert!(answer.body.contains("这一页不能直接打开"), "{route}");
            }
            for odd in ["x", "%FF", "%00"].iter().filter(|_| is_open) {
                let path = with(&route, odd);
                let answer = match takes.contains("get(") {
                    true => site.get(&one, &path).await,
                    false => site.post(&one, &path, &[("a", "b")]).await,
                };
                assert!(!answer.status.is_server_error(), "{path}: {}", answer.body);
                assert!(
                    answer.body.is_empty() || answer.body.contains("<html lang=\"zh-CN\">"),
                    "{path}: {}",
                    answer.body
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_with_a_page() {
    let site = trial::on_sqlite(&crate::rooms()).await;
    let request = Request::post("/sign-in")
        .header("Sec-Fetch-Site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("name=a"));
    let answer = site.send(None, request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("不是从本系统的页面发出的"));
    assert!(answer.headers.contains_key("content-security-policy"));
}

#[tokio::test]
async fn who_came_over_https_is_told_to_come_so_again() {
    let site = trial::on_sqlite(&crate::rooms()).await;
    for (scheme, told) in [("https", Some("max-age=31536000")), ("http", None)] {
        let request = Request::get("/sign-in").header("X-Forwarded-Proto", scheme);
        let answer = site.send(None, request.body(Body::empty()).unwrap()).await;
        let found = answer.headers.get("strict-transport-security");
        assert_eq!(found.map(|value| value.to_str().unwrap()), told);
    }
}
