//! What a monitor on the same machine asks: how many requests, how quick, what is left to do.
//! The text format of Prometheus.

use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{App, Error, Result};

const METHODS: [&str; 3] = ["GET", "POST", "other"];

/// The upper ends of the buckets, in milliseconds.
const BUCKETS: [u64; 9] = [5, 10, 25, 50, 100, 200, 500, 1000, 5000];

/// What has been counted since the process began.
#[derive(Default)]
pub(crate) struct Counted {
    /// By method, then by the first digit of the status.
    requests: [[AtomicU64; 6]; METHODS.len()],
    buckets: [AtomicU64; BUCKETS.len()],
    micros: AtomicU64,
}

impl Counted {
    fn count(&self, method: &Method, status: StatusCode, took: Duration) {
        let method = match *method {
            Method::GET => 0,
            Method::POST => 1,
            _ => 2,
        };
        let class = usize::from(status.as_u16() / 100).min(5);
        self.requests[method][class].fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Ordering::Relaxed);
        for (end, bucket) in BUCKETS.iter().zip(&self.buckets) {
            if micros <= end * 1000 {
                bucket.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn text(&self) -> Result<String, std::fmt::Error> {
        let (mut out, mut all) = (String::new(), 0);
        writeln!(out, "# TYPE kedu_requests_total counter")?;
        for (method, classes) in METHODS.iter().zip(&self.requests) {
            for (class, count) in classes.iter().enumerate() {
                let count = count.load(Ordering::Relaxed);
                all += count;
                if count > 0 {
                    writeln!(
                        out,
                        "kedu_requests_total{{method=\"{method}\",status=\"{class}xx\"}} {count}"
                    )?;
                }
            }
        }
        writeln!(out, "# TYPE kedu_request_seconds histogram")?;
        for (end, count) in BUCKETS.iter().zip(&self.buckets) {
            let (whole, part) = (end / 1000, end % 1000);
            let count = count.load(Ordering::Relaxed);
            writeln!(
                out,
                "kedu_request_seconds_bucket{{le=\"{whole}.{part:03}\"}} {count}"
            )?;
        }
        let micros = self.micros.load(Ordering::Relaxed);
        writeln!(out, "kedu_request_seconds_bucket{{le=\"+Inf\"}} {all}")?;
        writeln!(
            out,
            "kedu_request_seconds_sum {}.{:06}",
            micros / 1_000_000,
            micros % 1_000_000
        )?;
        writeln!(out, "kedu_request_seconds_count {all}")?;
        Ok(out)
    }
}

/// Counts a request and how long it took.
pub(crate) async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, began) = (request.method().clone(), Instant::now());
    let response = next.run(request).await;
    app.memory::<Counted>()
        .count(&method, response.status(), began.elapsed());
    response
}

/// GET /metrics: only for this machine itself; what a proxy passes on comes from elsewhere.
pub(crate) async fn show(
    State(app): State<App>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Result<Response> {
    let is_near = peer.is_some_and(|peer| peer.0.0.ip().to_canonical().is_loopback());
    let is_passed_on = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
    if !is_near || is_passed_on {
        return Err(Error::NotFound);
    }
    let mut out = app
        .memory::<Counted>()
        .text()
        .map_err(|error| Error::Fault(error.to_string()))?;
    let jobs = jobs(&app).await;
    out += "# TYPE kedu_database_up gauge\n";
    out += &format!("kedu_database_up {}\n", u8::from(jobs.is_ok()));
    out += "# TYPE kedu_jobs_left gauge\n";
    for (county, left) in jobs.unwrap_or_default() {
        out += &format!("kedu_jobs_left{{county=\"{county}\"}} {left}\n");
    }
    out += "# TYPE kedu_build_info gauge\n";
    out += &format!(
        "kedu_build_info{{version=\"{}\"}} 1\n",
        env!("CARGO_PKG_VERSION")
    );
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], out).into_response())
}

/// How much work is left behind in each county, at most 500.
async fn jobs(app: &App) -> store::Result<Vec<(String, usize)>> {
    let mut found = Vec::new();
    for (county, _) in app.store().counties().await? {
        let left = app.store().read(&county).await?.jobs().await?.len();
        found.push((county, left));
    }
    Ok(found)
}
