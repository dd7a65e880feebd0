//! Bodies on their way in: each has to come at a pace, and one address may send only so many at once.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::{Instant, Sleep};

/// What a body has to bring, in bytes a second, beside its first grace. A file of 50 MB on such a line takes under an hour.
const PACE: u64 = 16 << 10;
/// Bodies of one address that may be on their way at once: a bureau behind one address sends a few.
const AT_ONCE: usize = 100;

/// What is on its way, by address.
#[derive(Clone)]
pub struct Taking {
    grace: Duration,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One body on its way.
struct Place {
    taking: Taking,
    address: IpAddr,
}

impl Taking {
    /// A body may be so far behind its pace.
    pub fn within(grace: Duration) -> Self {
        Taking {
            grace,
            open: Arc::default(),
        }
    }

    fn place(&self, address: IpAddr) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= AT_ONCE {
            return None;
        }
        *count += 1;
        Some(Place {
            taking: self.clone(),
            address,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let open = &self.taking.open;
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

/// Lets a body in at its pace; one too many of an address is turned away.
pub async fn at_pace(State(taking): State<Taking>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|found| web::came_from(found.0.ip(), request.headers()));
    let place = match peer {
        None => None,
        Some(address) => match taking.place(address) {
            Some(place) => Some(place),
            None => return too_many(),
        },
    };
    let body = |body| Paced {
        body,
        come: 0,
        begun: Instant::now(),
        grace: taking.grace,
        end: Box::pin(tokio::time::sleep(taking.grace)),
        _place: place,
    };
    let request = request.map(|taken| Body::new(body(taken)));
    next.run(request).await
}

fn too_many() -> Response {
    let told = "同时提交的太多，这次没有收下，也没有改动。稍等几秒再提交一次。";
    (StatusCode::TOO_MANY_REQUESTS, told).into_response()
}

/// Ends with an error where less has come than its time asks for.
struct Paced {
    body: Body,
    come: u64,
    begun: Instant,
    grace: Duration,
    end: Pin<Box<Sleep>>,
    _place: Option<Place>,
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(piece)) = &frame {
                self.come += piece.data_ref().map_or(0, |bytes| bytes.len() as u64);
                let end = self.begun + self.grace + Duration::from_millis(self.come * 1000 / PACE);
                self.end.as_mut().reset(end);
            }
            return Poll::Ready(frame);
        }
        ready!(self.end.as_mut().poll(context));
        Poll::Ready(Some(Err(axum::Error::new("a body behind its pace"))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_each_comes_free() {
        let taking = Taking::within(Duration::ZERO);
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let mut held: Vec<_> = (0..AT_ONCE).filter_map(|_| taking.place(one)).collect();
        assert_eq!(held.len(), AT_ONCE);
        assert!(taking.place(one).is_none() && taking.place(other).is_some());
        held.pop();
        assert!(taking.place(one).is_some());
        drop(held);
        assert!(taking.open.lock().unwrap().is_empty());
    }
}
