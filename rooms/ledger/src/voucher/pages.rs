//! A voucher's page, and its file as it was handed in.

use ::store::Files;
use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio_util::io::ReaderStream;
use values::Id;
use web::{Actor, App, Error, Frame, Path, Result, encoded, page};

use super::{Kept, Paper, Voucher, store};
use crate::row::{acts, path};

#[derive(Template)]
#[template(path = "voucher/show.html")]
struct VoucherPage {
    frame: Frame,
    kept: Kept,
    number: String,
    row_path: String,
    voucher_name: String,
    stands: bool,
}

async fn find(app: &App, actor: &Actor, id: Id<Voucher>) -> Result<(Kept, acts::Held)> {
    let mut tx = app.read(actor).await?;
    let kept = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let held = acts::find(&mut tx, actor, kept.entry).await?;
    Ok((kept, held))
}

/// GET /ledger/vouchers/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Voucher>>,
) -> Result<Response> {
    let (kept, held) = find(&app, &actor, id).await?;
    let kind = held.kind()?;
    let named = kind
        .vouchers
        .iter()
        .find(|voucher| voucher.id == kept.proof.voucher);
    let number = held.row.number.clone();
    let frame = Frame::new(&app, &actor, kept.title())
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), format!("/ledger/{}", kind.id))
        .under(number.clone(), path(kept.entry))
        .under(kept.title(), "");
    page(&VoucherPage {
        frame,
        row_path: path(kept.entry),
        voucher_name: named.map_or_else(
            || kept.proof.voucher.clone(),
            |voucher| voucher.name.clone(),
        ),
        stands: kept.stands_in(held.row.version),
        number,
        kept,
    })
}

/// GET /ledger/vouchers/{id}/file
pub async fn file(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Voucher>>,
) -> Result<Response> {
    let (kept, _) = find(&app, &actor, id).await?;
    handed_out(app.store().files(), &kept.proof.paper).await
}

/// A kept file as it came, under a policy that lets nothing in it act.
pub async fn handed_out(files: &Files, paper: &Paper) -> Result<Response> {
    let Paper::File {
        sha256,
        name,
        size,
        media,
    } = paper
    else {
        return Err(Error::NotFound);
    };
    let file = files.open(sha256).await?;
    let shown = media.starts_with("image/") || media == "application/pdf";
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_str(media)
                .unwrap_or(HeaderValue::from_static("application/octet-stream")),
        ),
        (header::CONTENT_LENGTH, HeaderValue::from(*size)),
        (header::CONTENT_DISPOSITION, disposition(name, shown)),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// Pictures and PDF are shown; anything else is only handed out.
fn disposition(name: &str, shown: bool) -> HeaderValue {
    let how = if shown { "inline" } else { "attachment" };
    HeaderValue::from_str(&format!("{how}; filename*=UTF-8''{}", encoded(name)))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("回单\"\r\nX: 1.pdf", true),
            "inline; filename*=UTF-8''%E5%9B%9E%E5%8D%95%22%0D%0AX%3A%201.pdf"
        );
        assert_eq!(
            disposition("a.txt", false),
            "attachment; filename*=UTF-8''a.txt"
        );
    }
}
