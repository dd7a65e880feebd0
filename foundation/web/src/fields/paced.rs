//! A form's bytes at the pace at which something is made of them. The reader of forms keeps what it cannot use yet, however
//! much that is: a form without an end of its first line would fill the memory.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;

/// How much is handed on at once, in bytes.
const PIECE: usize = 64 << 10;
/// How much may be handed on while nothing comes of it: more than the headings of any part.
const LONGEST: usize = 512 << 10;

/// How much was handed on since something came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ahead(Arc<AtomicUsize>);

impl Ahead {
    /// A body that stands still where nothing comes of what it gave.
    pub(super) fn of(body: Body) -> (Self, Body) {
        let ahead = Ahead::default();
        let paced = Paced {
            body,
            rest: Bytes::new(),
            ahead: ahead.clone(),
            rested: true,
        };
        (ahead, Body::new(paced))
    }

    /// Something came of it.
    pub(super) fn used(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

struct Paced {
    body: Body,
    rest: Bytes,
    ahead: Ahead,
    /// Whether it gave nothing the last time: the reader asks again and again, and looks at what it has only in between.
    rested: bool,
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if !std::mem::replace(&mut self.rested, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        while self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => self.rest = frame.into_data().unwrap_or_default(),
                ended => return Poll::Ready(ended),
            }
        }
        let length = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(length);
        if self.ahead.0.fetch_add(length, Ordering::Relaxed) + length > LONGEST {
            return Poll::Ready(Some(Err(axum::Error::new("a form without parts"))));
        }
        self.rested = false;
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn next(body: &mut Body) -> Option<Result<usize, axum::Error>> {
        let next = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        let frame = next.await?;
        Some(frame.map(|frame| frame.into_data().unwrap_or_default().len()))
    }

    #[tokio::test]
    async fn nothing_is_read_far_ahead_of_what_is_used() {
        for (used, all) in [(true, true), (false, false)] {
            let (ahead, mut body) = Ahead::of(Body::from(vec![7; 3 << 20]));
            let mut given = 0;
            let ended = loop {
                match next(&mut body).await {
                    Some(Ok(length)) => given += length,
                    ended => break ended,
                }
                if used {
                    ahead.used();
                }
            };
            assert_eq!(ended.is_none(), all);
            assert_eq!(given, if all { 3 << 20 } else { LONGEST });
        }
    }
}
