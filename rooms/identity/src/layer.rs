//! Puts the `Actor` into a request, and keeps what was typed when the session has ended.

use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use values::{Clock, Moment};
use web::{Actor, App, Fields, back_to, status_page};

use crate::person;
use crate::session::{self, COOKIE, NOTED_EVERY, hashed, parts_of, store};

/// Open to everybody.
fn is_public(path: &str) -> bool {
    path == "/sign-in"
        || path == "/sign-out"
        || path == "/healthz"
        || path == "/metrics"
        || path.starts_with("/assets/")
}

pub(crate) fn cookie_of(headers: &HeaderMap) -> Option<(String, String)> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let value = cookies
        .split(';')
        .find_map(|one| one.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    parts_of(value).map(|(county, token)| (county.to_owned(), token.to_owned()))
}

pub(crate) async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if is_public(request.uri().path()) || request.extensions().get::<Actor>().is_some() {
        return next.run(request).await;
    }
    let found = match cookie_of(request.headers()) {
        Some((county, token)) => match actor_of(&app, &county, &token).await {
            Ok(found) => found,
            Err(error) => return error.into_response(),
        },
        None => None,
    };
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    match found {
        Some(actor) if actor.must_change_password && !request.uri().path().starts_with("/me") => {
            back_to("/me")
        }
        Some(actor) => {
            request.extensions_mut().insert(actor);
            next.run(request).await
        }
        None if is_safe => next.run(request).await,
        None => keep_typed(&app, request)
            .await
            .unwrap_or_else(IntoResponse::into_response),
    }
}

/// Two statements: the session with its person, and the posts of today.
async fn actor_of(app: &App, county: &str, token: &str) -> web::Result<Option<Actor>> {
    let (token, now) = (hashed(token), Clock::machine().now());
    let mut tx = app.store().read(county).await?;
    let Some(open) = store::find(&mut tx, &token).await? else {
        return Ok(None);
    };
    if !session::holds(open.begun, open.used, now) {
        return Ok(None);
    }
    let posts = person::store::actor_posts(&mut tx, open.person, app.today()).await?;
    drop(tx);
    if now.millis() - open.used.millis() > NOTED_EVERY {
        note_use(app, county, &token, &open, now).await?;
    }
    Ok(Some(Actor {
        county: county.to_owned(),
        person: open.person,
        name: open.name,
        posts,
        last_seen: open.last_seen,
        must_change_password: open.must_change,
    }))
}

async fn note_use(
    app: &App,
    county: &str,
    token: &str,
    open: &store::Open,
    now: Moment,
) -> web::Result<()> {
    let mut tx = app.note(county).await?;
    store::used(&mut tx, token, now).await?;
    person::store::saw(&mut tx, open.person, app.now()).await?;
    Ok(tx.commit().await?)
}

/// The session has ended in the middle of a form: the answer is a sign-in page that carries all
/// typed fields. Files are not carried, and the page says so.
async fn keep_typed(app: &App, request: Request) -> web::Result<Response> {
    let path = request.uri().path().to_owned();
    let fields = Fields::from_request(request, app).await?;
    let pairs: Vec<(&str, &str)> = fields.pairs().collect();
    let kept = serde_json::to_string(&pairs).unwrap_or_default();
    let form = session::pages::SignIn::new(app, &path)
        .await?
        .keeping(kept, !fields.uploads.is_empty());
    status_page(StatusCode::UNAUTHORIZED, &form)
}
