//! The site in this process: the router of the program, asked without a network.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use store::Store;
use tower::ServiceExt;
use web::{App, Room};

pub struct Site {
    router: Router,
    cookie: String,
}

pub struct Page {
    pub status: StatusCode,
    pub took: Duration,
    pub body: Vec<u8>,
}

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn millis(&self) -> f64 {
        self.took.as_secs_f64() * 1000.0
    }
}

impl Site {
    /// Everything that Kedu keeps in memory is empty; the connections are those of `store`.
    pub fn new(store: &Store, rooms: Vec<Room>, cookie: &str) -> Self {
        let app = App::new(store.clone(), rooms, true);
        let routes = app
            .rooms()
            .iter()
            .fold(Router::new(), |all, room| all.merge((room.routes)()));
        let identified = app.clone();
        let router = web::harden(routes, app, |routes| {
            identity::door::identify(routes, identified)
        });
        Site {
            router,
            cookie: cookie.to_owned(),
        }
    }

    /// The page as it is, from the request to the last byte.
    pub async fn get(&self, path: &str) -> Result<Page> {
        let page = self.ask(path, "identity").await?;
        ensure!(page.status.is_success(), "{path} answered {}", page.status);
        Ok(page)
    }

    /// The same; `None` where the site refuses it, as a figure on a day before its first definition.
    pub async fn if_given(&self, path: &str) -> Result<Option<Page>> {
        let page = self.ask(path, "identity").await?;
        match page.status {
            StatusCode::CONFLICT => Ok(None),
            status => {
                ensure!(status.is_success(), "{path} answered {status}");
                Ok(Some(page))
            }
        }
    }

    /// The page as it goes over the wire to a browser.
    pub async fn zipped(&self, path: &str) -> Result<Page> {
        let page = self.ask(path, "gzip").await?;
        ensure!(page.status.is_success(), "{path} answered {}", page.status);
        Ok(page)
    }

    async fn ask(&self, path: &str, encoding: &str) -> Result<Page> {
        let request = Request::get(path)
            .header(header::COOKIE, format!("kedu={}", self.cookie))
            .header(header::ACCEPT_ENCODING, encoding);
        let request = request.body(Body::empty())?;
        let begun = Instant::now();
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await?.to_vec();
        let took = begun.elapsed();
        Ok(Page { status, took, body })
    }
}
