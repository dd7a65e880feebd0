//! The site before its database is whole: up at once, it tells how far the filling is, and then becomes the site.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use values::{Day, grouped};

use crate::layers::POLICY;
use crate::{Frame, Path, assets, status_page};

/// What is being filled.
#[derive(Clone, Default)]
pub struct Filling(Arc<Inner>);

#[derive(Default)]
struct Inner {
    far: Mutex<Far>,
    site: OnceLock<Router>,
}

#[derive(Clone, Debug, Default)]
struct Far {
    done: u64,
    all: u64,
    what: String,
}

#[derive(Template)]
#[template(path = "filling.html")]
struct Page {
    frame: Frame,
    far: Far,
}

impl Page {
    /// `1,204 / 8,816`; nothing before the first.
    fn measure(&self) -> String {
        let Far { done, all, .. } = self.far;
        if all == 0 {
            return String::new();
        }
        format!("{} / {}", grouped(done.into()), grouped(all.into()))
    }
}

impl Filling {
    /// Says how far it is: done, of how many, what.
    pub fn say(&self, done: u64, all: u64, what: &str) {
        *self.0.far.lock().unwrap_or_else(PoisonError::into_inner) = Far {
            done,
            all,
            what: what.to_owned(),
        };
    }

    /// From now on the site answers.
    pub fn open(&self, site: Router) {
        // A second site is one of the same program.
        let _ = self.0.site.set(site);
    }

    /// What answers meanwhile and afterwards.
    pub fn router(&self) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }
}

async fn answer(State(filling): State<Filling>, request: Request) -> Response {
    if let Some(site) = filling.0.site.get() {
        return site.clone().oneshot(request).await.into_response();
    }
    let path = request.uri().path();
    if let Some(name) = path.strip_prefix("/assets/") {
        return assets::serve(Path(name.to_owned())).await;
    }
    if path == "/healthz" {
        return (StatusCode::SERVICE_UNAVAILABLE, "filling").into_response();
    }
    let far = filling.0.far.lock().unwrap_or_else(PoisonError::into_inner);
    let page = Page {
        frame: Frame::bare("正在写演示数据", true, Day::NEVER),
        far: far.clone(),
    };
    drop(far);
    let mut answer = status_page(StatusCode::SERVICE_UNAVAILABLE, &page).into_response();
    for (name, value) in [
        (header::RETRY_AFTER, "1"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ] {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::body::{Body, to_bytes};
    use axum::routing::get;

    use super::*;

    async fn got(router: &Router, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn it_tells_how_far_it_is_and_then_becomes_the_site() {
        let filling = Filling::default();
        let router = filling.router();
        filling.say(1_204, 8_816, "两年的企业、台账和计划");
        let (status, page) = got(&router, "/plan").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        for told in [
            "正在写演示数据",
            "两年的企业、台账和计划",
            "1,204 / 8,816",
            "max=\"8816\" value=\"1204\"",
            "http-equiv=\"refresh\"",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let (status, told) = got(&router, "/healthz").await;
        assert_eq!(
            (status, told.as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "filling")
        );
        let (status, _) = got(&router, "/assets/nothing.css").await;
        assert_eq!(status, StatusCode::NOT_FOUND);

        filling.open(Router::new().route("/plan", get(|| async { "the plan" })));
        let (status, page) = got(&router, "/plan").await;
        assert_eq!((status, page.as_str()), (StatusCode::OK, "the plan"));
    }
}
