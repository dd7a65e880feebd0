//! The least that could serve the same bytes: a handler that knows nothing, behind the site's own layers.

use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use store::Store;
use values::Clock;
use web::App;

/// Serves the bytes of `page` at every address, on the address that is given, until it is ended.
pub async fn serve(page: &Path, listen: &str) -> Result<()> {
    let bytes = Bytes::from(
        std::fs::read(page).with_context(|| format!("cannot read {}", page.display()))?,
    );
    let folder = tempfile::tempdir()?;
    let app = App::new(
        Store::in_folder(folder.path(), Clock::machine()).await?,
        Vec::new(),
        false,
    );
    let handler = move || {
        let bytes = bytes.clone();
        async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }
    };
    let router = web::harden(Router::new().route("/plan", get(handler)), app, |routes| {
        routes
    });
    let listener = tokio::net::TcpListener::bind(listen).await?;
    axum::serve(listener, router)
        .with_graceful_shutdown(told_to_stop())
        .await?;
    Ok(())
}

async fn told_to_stop() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut told) => drop(told.recv().await),
        Err(_) => std::future::pending().await,
    }
}
