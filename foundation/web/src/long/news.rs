//! That long work has ended, told once on the next page that whoever asked opens.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use store::LongNews;

use super::long_path;
use crate::{Actor, App, Newest, Result};

/// What the frame of a page says of a person's long work.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// What has ended and was not told yet.
    pub ended: Arc<[LongNews]>,
    /// Something is still under way: the page asks again.
    pub at_work: bool,
}

impl News {
    /// What is to be told to a person who does not look at the page of that very job.
    pub async fn of(app: &App, actor: &Actor, shown: &str) -> Result<Self> {
        let (county, person) = (&actor.county, actor.person.uuid());
        let all = app.store().long_news(county, person).await?;
        let (ended, at_work): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| one.state.has_ended());
        let ended = ended.into_iter();
        Ok(News {
            ended: ended.filter(|one| long_path(one.job) != shown).collect(),
            at_work: !at_work.is_empty(),
        })
    }

    /// Told once: where the one writer of SQLite is taken, it is told again.
    pub async fn are_told(&self, app: &App, county: &str) -> Result<()> {
        if self.ended.is_empty() {
            return Ok(());
        }
        if let Some(mut tx) = app.store().try_note(county).await? {
            for one in self.ended.iter() {
                tx.told_long(one.job).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Gives the actor of a whole page the news; what stood on it has then been told.
pub(crate) async fn tell(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<Actor>().cloned();
    let whole = request.method() == Method::GET && !crate::wants_fragment(request.headers());
    // Who signed in knows already whether there is anything: no statement for the many who wait for nothing.
    let quiet = request.extensions().get::<Newest>();
    let quiet = quiet.is_some_and(|newest| !newest.has_news);
    let Some(mut actor) = actor.filter(|_| whole && !quiet) else {
        return next.run(request).await;
    };
    let county = actor.county.clone();
    // A page does not fail because the news could not be read; an error of the database is told by the page itself.
    let news = News::of(&app, &actor, request.uri().path())
        .await
        .unwrap_or_default();
    actor.news = news.clone();
    request.extensions_mut().insert(actor);
    let response = next.run(request).await;
    if is_page(response.headers())
        && let Err(error) = news.are_told(&app, &county).await
    {
        tracing::warn!(?error, "the news of long work was told, and will be again");
    }
    response
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
