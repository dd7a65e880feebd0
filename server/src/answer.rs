//! Answers browsers until the program is told to stop. Nobody holds a connection by being slow.

mod taking;

use std::net::SocketAddr;
use std::time::Duration;

use axum::{Router, middleware};
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How long the head of a request is waited for, on a new connection and a kept one, and how far a body may be behind its pace. A
/// browser sends a head at once; a piece of an upload may wait for a bad line.
const SLOWEST: Duration = Duration::from_secs(30);
/// How long answers that are under way are waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers until it is told to stop; then what is under way has some seconds, or until it is told again.
///
/// # Errors
/// Where signals cannot be heard or the listener is no more.
pub async fn until_told(listener: TcpListener, site: Router) -> anyhow::Result<()> {
    let handle = Handle::new();
    let stopping = async {
        let mut signals = Signals::new()?;
        signals.next().await;
        handle.graceful_shutdown(Some(PATIENCE));
        signals.next().await;
        anyhow::Ok(())
    };
    tokio::select! {
        ended = answer(listener, site, SLOWEST, handle.clone()) => Ok(ended?),
        ended = stopping => ended,
    }
}

async fn answer(
    listener: TcpListener,
    site: Router,
    slowest: Duration,
    handle: Handle<SocketAddr>,
) -> std::io::Result<()> {
    allow_connections();
    let taking = taking::Taking::within(slowest);
    let site = site.layer(middleware::from_fn_with_state(taking, taking::at_pace));
    let mut server = axum_server::Server::from_listener(listener)
        .http1_only()
        .acceptor(NoDelayAcceptor::new())
        .first_request_timeout(slowest)
        .accept_error_handler(|from, error| {
            tracing::warn!(?from, %error, "a connection was not taken");
        })
        .handle(handle);
    server.http_builder().http1().header_read_timeout(slowest);
    let site = site.into_make_service_with_connect_info::<SocketAddr>();
    server.serve(site).await
}

/// A connection is an open file, and systems often allow a program a thousand: as many as the machine's owner lets it have.
fn allow_connections() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the number of open files could not be raised");
    }
}

/// What tells the program to stop.
pub struct Signals(Signal, Signal);

impl Signals {
    /// # Errors
    /// Where signals cannot be heard.
    pub fn new() -> std::io::Result<Self> {
        let (interrupt, terminate) = (SignalKind::interrupt(), SignalKind::terminate());
        Ok(Signals(signal(interrupt)?, signal(terminate)?))
    }

    pub async fn next(&mut self) {
        tokio::select! { _ = self.0.recv() => {}, _ = self.1.recv() => {} }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::post;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;

    const LIMIT: Duration = Duration::from_millis(200);

    /// A connection to a site that gives back what it is sent.
    async fn connected() -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let site = Router::new().route("/", post(async |body: String| body));
        tokio::spawn(answer(listener, site, LIMIT, Handle::new()));
        TcpStream::connect(address).await.unwrap()
    }

    /// What comes back until the connection is closed, to somebody who sends this and then nothing.
    async fn after(sent: &str) -> String {
        let mut stream = connected().await;
        stream.write_all(sent.as_bytes()).await.unwrap();
        let mut back = String::new();
        let closed = stream.read_to_string(&mut back);
        let closed = tokio::time::timeout(Duration::from_secs(30), closed).await;
        closed.expect("is closed some time").unwrap();
        back
    }

    #[tokio::test]
    async fn who_sends_nothing_more_is_let_go() {
        for (sent, status) in [
            ("", ""),
            ("POST / HT", ""),
            ("POST / HTTP/1.1\r\nHost: a\r\n", ""),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf",
                "HTTP/1.1 400",
            ),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwhole",
                "HTTP/1.1 200",
            ),
        ] {
            let back = after(sent).await;
            assert!(back.starts_with(status), "{sent:?}: {back}");
            assert_eq!(back.is_empty(), status.is_empty(), "{sent:?}: {back}");
        }
    }

    #[tokio::test]
    async fn who_sends_drop_by_drop_is_let_go() {
        let mut stream = connected().await;
        let head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n";
        stream.write_all(head).await.unwrap();
        let begun = std::time::Instant::now();
        let mut sent = 0;
        while sent < 500 && stream.write_all(b"x").await.is_ok() {
            sent += 1;
            tokio::time::sleep(LIMIT / 4).await;
            let mut back = [0; 12];
            if stream.try_read(&mut back).is_ok() {
                assert_eq!(&back, b"HTTP/1.1 400");
                break;
            }
        }
        assert!((2..60).contains(&sent), "{sent} in {:?}", begun.elapsed());
    }
}
