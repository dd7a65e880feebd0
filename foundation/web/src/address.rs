//! What stands in an address, and where a request came from.

use std::net::IpAddr;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
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

/// Where a request came from: a proxy on this machine says it in the last hop, the one that it wrote itself. Nobody else is
/// believed.
pub fn came_from(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let said = headers.get_all("x-forwarded-for").iter().next_back();
    let hop = said.and_then(|hops| hops.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    match hop {
        Some(hop) if peer.to_canonical().is_loopback() => hop,
        _ => peer,
    }
}

/// Whether the browser speaks with the proxy over HTTPS.
pub fn is_secure(headers: &HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https")
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
    fn only_a_proxy_of_this_machine_says_where_a_request_came_from() {
        for (peer, said, wanted) in [
            ("127.0.0.1", &[][..], "127.0.0.1"),
            ("127.0.0.1", &["10.0.0.7"], "10.0.0.7"),
            ("::1", &["10.0.0.7"], "10.0.0.7"),
            ("127.0.0.1", &["1.2.3.4, 10.0.0.7"], "10.0.0.7"),
            ("127.0.0.1", &["1.2.3.4", "10.0.0.7"], "10.0.0.7"),
            ("127.0.0.1", &["nobody"], "127.0.0.1"),
            ("10.0.0.9", &["1.2.3.4"], "10.0.0.9"),
        ] {
            let mut headers = HeaderMap::new();
            for one in said {
                headers.append("x-forwarded-for", one.parse().unwrap());
            }
            let found = came_from(peer.parse().unwrap(), &headers);
            assert_eq!(found.to_string(), wanted, "{peer} {said:?}");
        }
    }

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
