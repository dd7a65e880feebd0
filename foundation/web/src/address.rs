//! What stands in an address.

use axum::extract::{FromRequestParts, Request};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Error;

/// The parts of an address that a route leaves open. What cannot be read leads to no page.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

#[allow(clippy::disallowed_types)]
impl<S, T> FromRequestParts<S> for Path<T>
where
    S: Send + Sync,
    axum::extract::Path<T>: FromRequestParts<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(found)) => Ok(Path(found)),
            Err(_) => Err(Error::NotFound),
        }
    }
}

/// Leaves signs that nobody sees out of what is asked for; a path with one leads nowhere.
pub(crate) async fn clear(mut request: Request, next: Next) -> Response {
    match cleared(request.uri()) {
        Cleared::AsItIs => {}
        Cleared::Without(uri) => *request.uri_mut() = uri,
        Cleared::Nowhere => return Error::NotFound.into_response(),
    }
    next.run(request).await
}

#[derive(Debug, PartialEq, Eq)]
enum Cleared {
    AsItIs,
    Without(Uri),
    Nowhere,
}

fn cleared(uri: &Uri) -> Cleared {
    let without = |text: &str| {
        let mut left = text.to_owned();
        while let Some(at) = unseen(&left) {
            left.replace_range(at..at + 3, "");
        }
        left
    };
    if unseen(uri.path()).is_some() {
        return Cleared::Nowhere;
    }
    let Some(query) = uri.query().filter(|query| unseen(query).is_some()) else {
        return Cleared::AsItIs;
    };
    let mut parts = uri.clone().into_parts();
    let path = format!("{}?{}", uri.path(), without(query));
    let Ok(path) = path.parse() else {
        return Cleared::Nowhere;
    };
    parts.path_and_query = Some(path);
    Uri::from_parts(parts).map_or(Cleared::Nowhere, Cleared::Without)
}

/// Where the first encoded control stands that is neither a tab nor a line break.
fn unseen(text: &str) -> Option<usize> {
    let is_unseen = |hex: &str| {
        // A sign in front would be read, too.
        let is_hex = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        let sign = u8::from_str_radix(hex, 16).ok().filter(|_| is_hex);
        sign.is_some_and(|sign| sign.is_ascii_control() && !b"\t\n\r".contains(&sign))
    };
    let mut places = text.match_indices('%').map(|(at, _)| at);
    places.find(|at| text.get(at + 1..at + 3).is_some_and(is_unseen))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_nobody_sees_is_not_asked_for() {
        let uri = |text: &str| text.parse::<Uri>().unwrap();
        for (asked, wanted) in [
            ("/firms?q=a%25b&page=2", Cleared::AsItIs),
            ("/firms?q=%09%0d%0A", Cleared::AsItIs),
            ("/firms?q=5%+1", Cleared::AsItIs),
            ("/firms?q=%E8%8B%87%", Cleared::AsItIs),
            ("/firms?q=%00", Cleared::Without(uri("/firms?q="))),
            (
                "/firms?q=a%0Bb%7f&x=%1",
                Cleared::Without(uri("/firms?q=ab&x=%1")),
            ),
            ("/firms?q=%%0000", Cleared::Without(uri("/firms?q="))),
            ("/firms/%00", Cleared::Nowhere),
            ("/firms/%1fa?q=%00", Cleared::Nowhere),
        ] {
            assert_eq!(cleared(&uri(asked)), wanted, "{asked}");
        }
    }
}
