use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::Result;

/// Renders a page struct.
pub fn page(template: &impl Template) -> Result<Response> {
    status_page(StatusCode::OK, template)
}

/// Renders a form again with what was typed and what is wrong: status 422.
pub fn invalid(template: &impl Template) -> Result<Response> {
    status_page(StatusCode::UNPROCESSABLE_ENTITY, template)
}

pub fn status_page(status: StatusCode, template: &impl Template) -> Result<Response> {
    Ok((status, Html(template.render()?)).into_response())
}

/// A part of a page, for a request that swaps it in.
pub fn fragment(template: &impl Template) -> Result<Response> {
    let mut response = page(template)?;
    response
        .headers_mut()
        .insert(header::VARY, header::HeaderValue::from_static("HX-Request"));
    Ok(response)
}

/// Whether the request came from a link that swaps a part of the page.
pub fn wants_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("HX-Request")
}

/// The answer to an act that succeeded: 303 to the page that shows it.
pub fn back_to(path: impl AsRef<str>) -> Response {
    let path = path.as_ref().replace(['\r', '\n'], "");
    match header::HeaderValue::from_str(&path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response(),
        Err(_) => (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response(),
    }
}
