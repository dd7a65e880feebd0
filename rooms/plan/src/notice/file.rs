//! The file of a notice, as it was handed in.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use tokio_util::io::ReaderStream;
use values::Id;
use web::{Actor, App, Error, Path, Result, encoded};

use super::{Notice, store};

/// Downloads the file; a pasted text comes as `.txt`. Never shown inside the site, so never executed.
pub async fn download(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let notice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let (body, name, media) = if notice.file.sha256.is_empty() {
        let text = store::text(&mut tx, id).await?.as_str().to_owned();
        (
            Body::from(text),
            format!("{}.txt", notice.short()),
            "text/plain; charset=utf-8".to_owned(),
        )
    } else {
        let file = app.store().files().open(&notice.file.sha256).await?;
        (
            Body::from_stream(ReaderStream::new(file)),
            notice.file.name,
            notice.file.media,
        )
    };
    let mut response = Response::new(body);
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, media),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{}", encoded(&name)),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}
