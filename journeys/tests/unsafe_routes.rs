//! Every unsafe route refuses nobody and somebody without the right, and none falls over.

use axum::http::StatusCode;
use trial::{actor, both, post};
use values::Id;
use web::{Actor, Place, Role};

/// Routes that are open by their nature: signing in, signing out, one's own password.
const OPEN: [&str; 3] = ["/sign-in", "/sign-out", "/me/password"];

/// Every route of the rooms that takes a POST, read from their sources.
fn unsafe_routes() -> Vec<String> {
    let mut found = Vec::new();
    for file in crate::sources(&crate::root().join("rooms")) {
        let flat: String = std::fs::read_to_string(file)
            .unwrap()
            .split_whitespace()
            .collect();
        for part in flat.split(".route(").skip(1) {
            let path = part.split('"').nth(1).unwrap_or_default();
            if part.contains("post(") {
                found.push(path.to_owned());
            }
        }
    }
    found
}

fn concrete(route: &str) -> String {
    let parts: Vec<String> = route
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                "01752c00-0000-7000-8000-000000000001".to_owned()
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
