//! That a job has ended, for a page that is open meanwhile.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use web::{Actor, App, News, Result, fragment};

#[derive(Template)]
#[template(path = "news.html")]
struct Told {
    news: News,
}

/// What htmx takes for: ask no more.
const NO_MORE: u16 = 286;

/// GET /jobs/news: a part; the page asks again while something is under way.
pub async fn show(State(app): State<App>, actor: Actor, headers: HeaderMap) -> Result<Response> {
    let shown = headers
        .get("HX-Current-URL")
        .and_then(|url| url.to_str().ok()?.parse::<axum::http::Uri>().ok());
    let shown = shown.as_ref().map_or("", axum::http::Uri::path);
    let news = News::of(&app, &actor, shown).await?;
    news.are_told(&app, &actor.county).await?;
    let mut answer = fragment(&Told { news: news.clone() })?;
    if !news.at_work
        && let Ok(no_more) = StatusCode::from_u16(NO_MORE)
    {
        *answer.status_mut() = no_more;
    }
    answer.headers_mut().remove(header::VARY);
    Ok(answer)
}
