use std::collections::BTreeMap;
use std::sync::OnceLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::Path;

/// What `make assets` built: every file under a name that carries its hash.
#[derive(RustEmbed)]
#[folder = "../../assets/built"]
#[allow_missing = true]
struct Built;

fn manifest() -> &'static BTreeMap<String, String> {
    static MANIFEST: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    MANIFEST.get_or_init(|| {
        let file = Built::get("manifest.json");
        file.and_then(|file| serde_json::from_slice(&file.data).ok())
            .unwrap_or_default()
    })
}

/// The address of an asset by its plain name, `kedu.css`.
pub fn asset(name: &str) -> String {
    format!(
        "/assets/{}",
        manifest().get(name).map_or(name, String::as_str)
    )
}

/// Hashed names never change their content, so browsers may keep them for a year.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let Some(file) = Built::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, file.data.into_owned()).into_response()
}
