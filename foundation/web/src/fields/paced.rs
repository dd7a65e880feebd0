//! A form's bytes at the pace at which something is made of them. The reader of forms takes all that is there before it looks
//! at what it has, and keeps what it cannot use yet: a form without an end of its first line would fill the memory.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;

/// How much is handed on at once, in bytes.
const PIECE: usize = 64 << 10;
/// How much may be handed on while nothing comes of it: more than the headings of any part.
const LONGEST: u64 = 512 << 10;

/// What was handed on to a reader.
#[derive(Clone, Debug)]
pub(super) struct Ahead(Arc<Handed>);

#[derive(Debug)]
struct Handed {
    all: AtomicU64,
    /// Since something came of it.
    since: AtomicU64,
    /// Whether the reader can do nothing with what it has.
    is_wanted: AtomicBool,
}

impl Ahead {
    /// A body that gives only what is wanted, and that ends where nothing comes of what it gave.
    pub(super) fn of(body: Body) -> (Self, Body) {
        let ahead = Ahead(Arc::new(Handed {
            all: AtomicU64::new(0),
            since: AtomicU64::new(0),
            is_wanted: AtomicBool::new(true),
        }));
        let paced = Paced {
            body,
            rest: Bytes::new(),
            ahead: ahead.clone(),
        };
        (ahead, Body::new(paced))
    }

    /// All that was handed on, in bytes.
    pub(super) fn all(&self) -> u64 {
        self.0.all.load(Ordering::Relaxed)
    }

    /// Waits for what the reader makes of what it has, and of more where that is not enough.
    pub(super) async fn fed<T>(&self, reading: impl Future<Output = T>) -> T {
        let mut reading = pin!(reading);
        let read = std::future::poll_fn(|context| {
            let read = reading.as_mut().poll(context);
            if read.is_pending() && !self.0.is_wanted.swap(true, Ordering::Relaxed) {
                context.waker().wake_by_ref();
            }
            read
        });
        let read = read.await;
        self.0.since.store(0, Ordering::Relaxed);
        read
    }

    /// Whether it may be handed on.
    fn hands(&self, length: u64) -> bool {
        self.0.is_wanted.store(false, Ordering::Relaxed);
        self.0.all.fetch_add(length, Ordering::Relaxed);
        self.0.since.fetch_add(length, Ordering::Relaxed) + length <= LONGEST
    }
}

struct Paced {
    body: Body,
    rest: Bytes,
    ahead: Ahead,
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        // Whoever reads by `fed` is woken when more is wanted.
        if !self.ahead.0.is_wanted.load(Ordering::Relaxed) {
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
        Poll::Ready(Some(match self.ahead.hands(length as u64) {
            true => Ok(Frame::data(piece)),
            false => Err(axum::Error::new("a form without parts")),
        }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::RequestExt;
    use axum::extract::{DefaultBodyLimit, Multipart, Request};

    use super::*;

    /// How many parts a form has, how far the reader was ever ahead of what came of it, and whether it was read to its end.
    async fn read(form: Vec<u8>) -> (usize, u64, bool) {
        let (ahead, body) = Ahead::of(Body::from(form));
        let mut request = Request::post("/")
            .header("content-type", "multipart/form-data; boundary=b")
            .body(body)
            .unwrap();
        DefaultBodyLimit::disable().apply(&mut request);
        let mut form: Multipart = request.extract().await.unwrap();
        let (mut parts, mut most, mut used) = (0, 0, 0);
        loop {
            let Ok(part) = ahead.fed(form.next_field()).await else {
                return (parts, most, false);
            };
            let Some(mut part) = part else {
                return (parts, most, true);
            };
            parts += 1;
            used += 60;
            while let Some(piece) = ahead.fed(part.chunk()).await.unwrap() {
                used += piece.len() as u64;
                most = most.max(ahead.all().saturating_sub(used));
            }
            most = most.max(ahead.all().saturating_sub(used));
        }
    }

    fn part(content: &[u8]) -> Vec<u8> {
        let heading = b"--b\r\nContent-Disposition: form-data; name=aa\r\n\r\n";
        [heading.as_slice(), content, b"\r\n"].concat()
    }

    #[tokio::test]
    async fn a_form_is_read_no_faster_than_something_comes_of_it() {
        let end = b"--b--\r\n".to_vec();
        let large = [part(&vec![7; 5 << 20]), part(b"x"), end.clone()].concat();
        let (parts, most, whole) = read(large).await;
        assert!(parts == 2 && whole && most <= 2 * LONGEST, "{most}");
        let many = [part(b"").repeat(50_000), end].concat();
        let (parts, most, whole) = read(many).await;
        assert!(parts == 50_000 && whole && most <= LONGEST, "{most}");
        for endless in [vec![b'x'; 3 << 20], {
            let mut heading = b"--b\r\nX-Long: ".to_vec();
            heading.resize(3 << 20, b'y');
            heading
        }] {
            let (parts, most, whole) = read(endless).await;
            assert!(parts == 0 && !whole && most == 0);
        }
    }
}
