//! Puts the `Actor` into a request, and keeps what was typed when the session has ended.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use values::{Clock, Day, Id, Moment};
use web::{Actor, App, Error, Fields, Kept, Newest, Person, back_to, status_page, wants_fragment};

use crate::session::resume::Typed;
use crate::session::{self, COOKIE, NOTED_EVERY, hashed, parts_of, store};
use crate::{door, person};

/// Open to everybody.
fn is_public(path: &str) -> bool {
    matches!(path, "/sign-in" | "/sign-out" | "/healthz" | "/metrics")
        || path.starts_with("/assets/")
}

/// One's own page and the change of one's password.
fn is_own(path: &str) -> bool {
    path == "/me" || path.starts_with("/me/")
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
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let found = match cookie_of(request.headers()) {
        Some((county, token)) => match actor_of(&app, &county, &token).await {
            Ok(found) => found,
            Err(error) => {
                if !is_safe {
                    // Read for the page that says what went wrong: it carries what was typed.
                    let _ = Fields::without_files(request).await;
                }
                return error.into_response();
            }
        },
        None => None,
    };
    match found {
        Some((actor, _)) if actor.must_change_password && !is_own(request.uri().path()) => {
            password_first(is_safe)
        }
        Some((actor, _)) if actor.is_without_post() && !is_own(request.uri().path()) => {
            without_post(is_safe, actor, &request)
        }
        Some((actor, _)) if is_closed(&app, &actor, &request) => for_the_bureau(is_safe, &request),
        Some((actor, newest)) => {
            request.extensions_mut().insert(actor);
            request.extensions_mut().insert(newest);
            next.run(request).await
        }
        None if is_safe && wants_fragment(request.headers()) => sign_in_whole(request.headers()),
        None if is_safe => next.run(request).await,
        None => keep_typed(&app, request)
            .await
            .unwrap_or_else(IntoResponse::into_response),
    }
}

/// A page gives way to the change of password; a form is refused, so that it stays in the browser.
fn password_first(is_safe: bool) -> Response {
    if is_safe {
        return back_to("/me");
    }
    let why = "您用的是一次性密码，要先换成自己的密码，才能办别的事。";
    let way_out = "在“我”页换好密码，再退回上一页提交，您填的内容还在。";
    Error::refused(why, way_out).into_response()
}

/// Whose last post has ended may look at their own page and sign out, whatever a room thinks of somebody without one.
fn without_post(is_safe: bool, actor: Actor, request: &Request) -> Response {
    if is_safe && request.uri().path() == "/" {
        return back_to("/me");
    }
    let why = "您目前没有岗位，请联系系统管理员。在任职以前，只能看“我”页、改密码和退出登录。";
    let mut answer = Error::forbidden(why, "本单位的系统管理员可以任职").into_response();
    answer.extensions_mut().insert(actor);
    answer
}

/// Whether a firm's people are kept out: of everything but what the rooms name for them, and their own page.
fn is_closed(app: &App, actor: &Actor, request: &Request) -> bool {
    if actor.firm().is_none() || is_own(request.uri().path()) {
        return false;
    }
    let matched = request.extensions().get::<MatchedPath>();
    let named = |path: &MatchedPath| {
        let mut rooms = app.rooms().iter();
        rooms.any(|room| room.for_firms.contains(&path.as_str()))
    };
    !matched.is_some_and(named)
}

/// The first page leads a firm to its own; any other says whose it is.
fn for_the_bureau(is_safe: bool, request: &Request) -> Response {
    if is_safe && request.uri().path() == "/" {
        return back_to("/my-firm");
    }
    let why = "这一页是科技局内部用的，企业账号只看、只填自己的企业。";
    Error::forbidden(why, "科技局和镇区的人员；您的企业在“我的企业”").into_response()
}

/// A part of a page was asked for, so the whole page goes to sign in and comes back.
fn sign_in_whole(headers: &HeaderMap) -> Response {
    let shown = headers
        .get("HX-Current-URL")
        .and_then(|url| url.to_str().ok()?.parse::<Uri>().ok());
    let path = shown.as_ref().map_or("/", path_of);
    let mut answer = Error::SignIn(path.to_owned()).into_response();
    *answer.status_mut() = StatusCode::UNAUTHORIZED;
    if let Some(to) = answer.headers_mut().remove(header::LOCATION) {
        answer.headers_mut().insert("HX-Redirect", to);
    }
    answer
}

fn path_of(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", |path| path.as_str())
}

/// One statement: the session, its person, and how far the county is.
async fn actor_of(app: &App, county: &str, token: &str) -> web::Result<Option<(Actor, Newest)>> {
    let (token, now) = (hashed(token), Clock::machine().now());
    let Some(open) = store::find(app.store(), county, &token).await? else {
        return Ok(None);
    };
    if !session::holds(open.begun, open.used, now) {
        return Ok(None);
    }
    if now.millis() - open.used.millis() > NOTED_EVERY {
        note_use(app, county, &token, &open, now).await;
    }
    let Some(mut actor) = kept_actor(app, county, &open).await? else {
        return Ok(None);
    };
    actor.name = open.name;
    actor.last_seen = open.last_seen;
    actor.must_change_password = open.must_change;
    Ok(Some((actor, open.newest)))
}

/// A change of posts is an act, so that an actor read under a number of the county is not stale while it is the newest;
/// what may change without an act is asked each time.
#[derive(Clone, PartialEq, Eq, Hash)]
struct ActorKey {
    county: String,
    person: Id<Person>,
    on: Day,
    newest: i64,
}

struct Actors(Kept<ActorKey, Actor>);

impl Default for Actors {
    fn default() -> Self {
        Actors(Kept::with_room(1000))
    }
}

async fn kept_actor(app: &App, county: &str, open: &store::Open) -> web::Result<Option<Actor>> {
    let key = ActorKey {
        county: county.to_owned(),
        person: open.person,
        on: app.today(),
        newest: open.newest.sequence,
    };
    let actors = app.memory::<Actors>();
    if let Some(kept) = actors.0.get(&key) {
        return Ok(Some(kept));
    }
    let mut tx = app.store().read(county).await?;
    let found = door::actor_of(&mut tx, open.person, key.on).await?;
    if let Some(actor) = &found {
        actors.0.put(key, actor.clone());
    }
    Ok(found)
}

/// A request does not fail because its time could not be noted; the next one notes it.
async fn note_use(app: &App, county: &str, token: &str, open: &store::Open, now: Moment) {
    let noted = async {
        // A page does not wait for SQLite's writer: the next one notes it.
        let Some(mut tx) = app.store().try_note(county).await? else {
            return Ok(());
        };
        // In the order of the acts that end a person's sessions, so that neither waits for the other.
        person::store::saw(&mut tx, open.person, app.now()).await?;
        store::used(&mut tx, token, now).await?;
        web::Result::<()>::Ok(tx.commit().await?)
    };
    if let Err(error) = noted.await {
        tracing::warn!(?error, "the last use of a session was not noted");
    }
}

/// Whose session has ended, where its cookie still tells.
async fn whose(app: &App, headers: &HeaderMap) -> web::Result<Option<Id<Person>>> {
    let Some((county, token)) = cookie_of(headers) else {
        return Ok(None);
    };
    let ended = store::find(app.store(), &county, &hashed(&token)).await?;
    Ok(ended.map(|ended| ended.person))
}

/// The page that a form was sent from; the first page where it is not said.
fn page_of(headers: &HeaderMap) -> String {
    let from = headers
        .get(header::REFERER)
        .and_then(|url| url.to_str().ok()?.parse::<Uri>().ok());
    from.as_ref().map_or("/", path_of).to_owned()
}

/// Whether a person typed nothing into a form.
fn is_bare(fields: &Fields) -> bool {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let pairs: Vec<(String, String)> = fields.pairs().map(owned).collect();
    web::read_of(&pairs).next().is_none()
}

/// The session has ended in the middle of a form: the answer is a sign-in page that carries all
/// typed fields. Files are not carried, nor is what is too long, and the page says so; passwords are not carried either.
async fn keep_typed(app: &App, request: Request) -> web::Result<Response> {
    let path = path_of(request.uri()).to_owned();
    if is_own(&path) {
        return Ok(Error::SignIn("/me".to_owned()).into_response());
    }
    let is_part = wants_fragment(request.headers());
    let by = whose(app, request.headers()).await?;
    let page = page_of(request.headers());
    let form = session::pages::SignIn::new(app, &path).await?;
    let form = match Fields::without_files(request).await {
        Ok((fields, true)) if is_bare(&fields) => form.without_files(&page),
        Ok((fields, files_lost)) => {
            let pairs: Vec<(&str, &str)> = fields.pairs().collect();
            let kept = serde_json::to_string(&pairs);
            form.keeping(Typed {
                kept: kept.map_err(|error| Error::Fault(error.to_string()))?,
                files_lost,
                by,
            })
        }
        Err(Error::TooLarge(_)) => form.without_typed(),
        Err(error) => return Err(error),
    };
    let mut answer = status_page(StatusCode::UNAUTHORIZED, &form)?;
    if is_part {
        let set = [("HX-Retarget", "body"), ("HX-Reswap", "innerHTML")];
        for (name, value) in set {
            let value = HeaderValue::from_static(value);
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}
