//! What a monitor on the same machine asks: how many requests, how quick, what is left to do.
//! The text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Version, header};
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

/// Whether a proxy sent the request on: it says so, or it asks for another machine, or it speaks HTTP/1.0, as nginx does
/// where nothing else is set.
fn is_passed_on(version: Version, headers: &HeaderMap) -> bool {
    let says = |name: &str| {
        matches!(name, "via" | "forwarded" | "x-real-ip") || name.starts_with("x-forwarded-")
    };
    let host = headers.get(header::HOST);
    let is_here = |host: &str| {
        let address = host.parse::<SocketAddr>().map(|address| address.ip());
        let address = address.or_else(|_| host.trim_matches(['[', ']']).parse::<IpAddr>());
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        name == "localhost" || address.is_ok_and(|address| address.to_canonical().is_loopback())
    };
    version < Version::HTTP_11
        || headers.keys().any(|name| says(name.as_str()))
        || host.is_some_and(|host| !host.to_str().is_ok_and(is_here))
}

/// GET /metrics: only for this machine itself; what a proxy passes on comes from elsewhere.
pub(crate) async fn show(
    State(app): State<App>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    version: Version,
    headers: HeaderMap,
) -> Result<Response> {
    let is_near = peer.is_some_and(|peer| peer.0.0.ip().to_canonical().is_loopback());
    if !is_near || is_passed_on(version, &headers) {
        return Err(Error::NotFound);
    }
    let mut out = app
        .memory::<Counted>()
        .text()
        .map_err(|error| Error::Fault(error.to_string()))?;
    let gauges = gauges(&app).await;
    out += "# TYPE kedu_database_up gauge\n";
    out += &format!("kedu_database_up {}\n", u8::from(gauges.is_ok()));
    for (name, counties) in gauges.unwrap_or_default() {
        out += &format!("# TYPE {name} gauge\n");
        for (county, value) in counties {
            out += &format!("{name}{{county=\"{county}\"}} {value}\n");
        }
    }
    out += "# TYPE kedu_build_info gauge\n";
    out += &format!(
        "kedu_build_info{{version=\"{}\"}} 1\n",
        env!("CARGO_PKG_VERSION")
    );
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], out).into_response())
}

type Told = BTreeMap<&'static str, Vec<(String, i64)>>;

/// How much work is left behind in each county, at most 500, and what the rooms tell of it.
async fn gauges(app: &App) -> Result<Told> {
    let mut found = Told::from([("kedu_jobs_left", Vec::new())]);
    for (county, _) in app.store().counties().await? {
        let mut tx = app.store().read(&county).await?;
        let left = i64::try_from(tx.jobs().await?.len()).unwrap_or(i64::MAX);
        let mut told = vec![("kedu_jobs_left", left)];
        for room in app.rooms() {
            told.extend((room.gauges)(&mut tx).await?);
        }
        for (name, value) in told {
            found.entry(name).or_default().push((county.clone(), value));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_a_proxy_sends_on_is_known() {
        let (new, old) = (Version::HTTP_11, Version::HTTP_10);
        for (version, name, value, wanted) in [
            (new, "host", "127.0.0.1:8080", false),
            (new, "host", "localhost:8080", false),
            (new, "host", "[::1]:8080", false),
            (new, "host", "[::1]", false),
            (new, "accept", "*/*", false),
            (old, "host", "127.0.0.1:8080", true),
            (new, "host", "kedu.example.cn", true),
            (new, "host", "127.0.0.1.example.cn", true),
            (new, "via", "1.1 proxy", true),
            (new, "x-real-ip", "10.0.0.7", true),
            (new, "x-forwarded-proto", "https", true),
            (new, "forwarded", "for=10.0.0.7", true),
        ] {
            let name: axum::http::HeaderName = name.parse().unwrap();
            let headers = HeaderMap::from_iter([(name.clone(), value.parse().unwrap())]);
            assert_eq!(is_passed_on(version, &headers), wanted, "{name}: {value}");
        }
    }
}
