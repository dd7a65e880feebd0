use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::error::Told;
use crate::fields::LARGEST_FORM;
use crate::sheet::WORKBOOK;
use crate::typed::{Again, Typed};
use crate::{Actor, App, Frame, assets, metrics};

/// `'self'` only: no inline script or style, so no nonce.
pub(crate) const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'";

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    told: Told,
    again: Option<Again>,
}

/// The same inside a page, for a request that swaps a part.
#[derive(Template)]
#[template(path = "told.html")]
struct ErrorPart {
    told: Told,
    again: Option<Again>,
}

/// Puts the outer layers round the rooms' routes: cross-site requests refused, sizes limited,
/// security headers, compression, assets, errors as pages. `identify` adds the layer that puts
/// the `Actor` into a request.
pub fn harden(
    routes: Router<App>,
    app: App,
    identify: impl FnOnce(Router<App>) -> Router<App>,
) -> Router {
    let fixed = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    let routes = routes
        .fallback(|| async { crate::Error::NotFound })
        .method_not_allowed_fallback(|| async { crate::Error::OnlyAsForm })
        .layer(middleware::from_fn_with_state(app.clone(), render_errors))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            crate::long::tell,
        ));
    identify(routes)
        .route("/assets/{name}", get(assets::serve))
        .route("/healthz", get(health))
        .route("/metrics", get(metrics::show))
        .layer(CsrfLayer::new().with_rejection_response(|_| from_another_site()))
        .layer(middleware::from_fn(crate::address::clear))
        .layer(middleware::from_fn_with_state(app.clone(), render_errors))
        // Whoever reads a form counts for itself.
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(fixed("content-security-policy", POLICY))
        .layer(fixed("x-content-type-options", "nosniff"))
        .layer(fixed("referrer-policy", "same-origin"))
        .layer(fixed("x-frame-options", "SAMEORIGIN"))
        .layer(fixed("cache-control", "no-store"))
        .layer(middleware::from_fn(stay_secure))
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new(WORKBOOK))),
        )
        .layer(middleware::from_fn_with_state(app.clone(), metrics::count))
        .with_state(app)
}

/// Who came over HTTPS once comes so for a year.
async fn stay_secure(request: Request, next: Next) -> Response {
    let secure = crate::is_secure(request.headers());
    let mut response = next.run(request).await;
    if secure {
        let year = HeaderValue::from_static("max-age=31536000");
        response
            .headers_mut()
            .insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

fn from_another_site() -> Response {
    let why = "这次提交不是从本系统的页面发出的。为防有人冒用您的身份，没有办理，什么也没有改动。";
    crate::Error::forbidden(why, "您自己，从本系统的页面上").into_response()
}

async fn health(State(app): State<App>) -> Response {
    match app.store().answers().await {
        Ok(()) => "ok".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database gone").into_response(),
    }
}

/// Turns an answer that carries an error into a page with the reader's own frame.
async fn render_errors(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let typed = Typed::of(&mut request);
    let actor = request.extensions().get::<Actor>().cloned();
    let part = crate::wants_fragment(request.headers());
    let response = next.run(request).await;
    let Some(mut told) = response.extensions().get::<Told>().cloned() else {
        return response;
    };
    let status = response.status();
    let again = again(typed, status, &mut told);
    let actor = actor.or_else(|| response.extensions().get::<Actor>().cloned());
    let frame = match &actor {
        Some(actor) => Frame::new(&app, actor, told.title.clone()),
        None => Frame::outside(&app, told.title.clone()),
    };
    let rendered = if part {
        ErrorPart { told, again }.render()
    } else {
        ErrorPage { frame, told, again }.render()
    };
    match rendered {
        Ok(html) => {
            let mut page = Response::new(Body::from(html));
            *page.status_mut() = status;
            page.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            );
            page
        }
        Err(_) => response,
    }
}

/// A form that could not be stored now comes back on the page that says so.
fn again(typed: Option<(Typed, String)>, status: StatusCode, told: &mut Told) -> Option<Again> {
    let is_too_large = status == StatusCode::PAYLOAD_TOO_LARGE;
    if status != StatusCode::SERVICE_UNAVAILABLE && !is_too_large {
        return None;
    }
    let Some((typed, to)) = typed else {
        told.why = "这一页暂时打不开，已存的数据不受影响。".to_owned();
        told.way_out = "稍等几秒刷新这一页；若持续几分钟，请告诉管理员。".to_owned();
        return None;
    };
    let kept = typed.kept();
    if kept.pairs.is_empty() {
        return None;
    }
    told.typed_stays.clone_into(&mut told.way_out);
    Some(Again { to, kept })
}
