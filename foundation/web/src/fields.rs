mod paced;
mod sent;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use store::Received;

use crate::{App, Error, Result};
pub use sent::{Sent, TooLarge};

/// The largest file that is taken in.
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// The most text that one form may carry.
pub(crate) const LARGEST_FORM: usize = 16 * 1024 * 1024;

/// How much a form may hold. Each field costs memory of its own, however short it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Most {
    text: usize,
    pairs: usize,
}

/// What somebody sends who is signed in.
pub(crate) const SIGNED: Most = Most {
    text: LARGEST_FORM,
    pairs: 20_000,
};

/// What is kept of a form for somebody whose session has ended, or who never had one.
const UNSIGNED: Most = Most {
    text: 256 * 1024,
    pairs: 500,
};

/// The form of the sign-in page, which carries such a form along.
const AT_THE_DOOR: Most = Most {
    text: 2 * 1024 * 1024,
    pairs: 500,
};

/// The fields of a sent form, url-encoded or multipart. Files have been streamed to temporary
/// files and are kept only when the act that names them commits.
#[derive(Debug, Default)]
pub struct Fields {
    /// Shared with what is kept of the form until the request is answered.
    values: Arc<BTreeMap<String, Vec<String>>>,
    pub uploads: Vec<Upload>,
}

/// A file that came with a form.
#[derive(Debug)]
pub struct Upload {
    pub field: String,
    pub name: String,
    pub received: Received,
}

/// One thing to change in a form, with the field it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub field: String,
    pub label: String,
    pub reason: String,
}

/// What is wrong with a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaints(pub Vec<Complaint>);

impl Complaints {
    pub fn add(
        &mut self,
        field: impl Into<String>,
        label: impl Into<String>,
        reason: impl Into<String>,
    ) {
        self.0.push(Complaint {
            field: field.into(),
            label: label.into(),
            reason: reason.into(),
        });
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// What is wrong with one field; empty when nothing is.
    pub fn of(&self, field: &str) -> &str {
        self.0
            .iter()
            .find(|complaint| complaint.field == field)
            .map_or("", |complaint| &complaint.reason)
    }
}

impl Fields {
    /// The first value of a field, trimmed; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.values
            .get(name)
            .and_then(|values| values.first())
            .map_or("", |value| value.trim())
    }

    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Every field that is not a file, in order of name.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().flat_map(|(name, values)| {
            values
                .iter()
                .map(move |value| (name.as_str(), value.as_str()))
        })
    }

    pub fn upload(&self, field: &str) -> Option<&Upload> {
        self.uploads.iter().find(|upload| upload.field == field)
    }

    pub fn set(&mut self, name: &str, value: &str) {
        Arc::make_mut(&mut self.values).insert(name.to_owned(), vec![value.to_owned()]);
    }

    /// The same fields without the files.
    pub(crate) fn typed(&self) -> Self {
        Fields {
            values: Arc::clone(&self.values),
            uploads: Vec::new(),
        }
    }

    fn put(&mut self, name: String, value: String) {
        let values = Arc::make_mut(&mut self.values);
        values.entry(name).or_default().push(value);
    }

    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.put(name, value);
        }
        fields
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let Sent { fields, too_large } = Sent::from_request(request, app).await?;
        match too_large {
            None => Ok(fields),
            Some(file) => Err(Error::TooLarge(file.to_string())),
        }
    }
}

fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// A url-encoded form is held in memory whole, so it is given less room than a file. One that is too long is read past:
/// an answer before the end would reach no browser.
async fn plain(request: Request, most: Most) -> Result<Fields> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_form = |kind: &str| kind.starts_with("application/x-www-form-urlencoded");
    if !kind
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(is_form)
    {
        return Err(cut_off());
    }
    let (mut body, mut bytes, mut all) = (request.into_body(), Vec::new(), 0);
    while let Some(piece) = piece(&mut body).await? {
        all += piece.len();
        if all as u64 > sent::MOST_READ {
            break;
        }
        if all <= most.text {
            bytes.extend_from_slice(&piece);
        }
    }
    if all > most.text {
        return Err(too_long(most.text));
    }
    if bytes.iter().filter(|byte| **byte == b'&').count() >= most.pairs {
        return Err(too_many(most.pairs));
    }
    Ok(Fields::from_pairs(decode(&bytes)))
}

async fn piece(body: &mut Body) -> Result<Option<Bytes>> {
    let next = std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_frame(context));
    let Some(frame) = next.await else {
        return Ok(None);
    };
    let frame = frame.map_err(|_| cut_off())?;
    Ok(Some(frame.into_data().unwrap_or_default()))
}

fn cut_off() -> Error {
    Error::Malformed("表单没有完整送到。".to_owned())
}

fn too_long(most: usize) -> Error {
    let most = match most >> 20 {
        0 => format!("{} KB", most >> 10),
        megabytes => format!("{megabytes} MB"),
    };
    Error::TooLarge(format!("填写的文字超过 {most}，没有收下。"))
}

fn too_many(most: usize) -> Error {
    Error::TooLarge(format!("填写的内容超过 {most} 项，没有收下。"))
}

/// Text as it is taken in: without the signs that nobody sees, but tabs and line breaks. They come along when text is
/// copied, and PostgreSQL takes no U+0000 at all.
fn seen(text: String) -> String {
    if text.contains(is_unseen) {
        text.replace(is_unseen, "")
    } else {
        text
    }
}

fn is_unseen(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\t' | '\n' | '\r')
}

/// Reads `application/x-www-form-urlencoded`.
pub(crate) fn decode(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(pair.len());
            (
                unescape(&pair[..at]),
                unescape(pair.get(at + 1..).unwrap_or_default()),
            )
        })
        .collect()
}

fn unescape(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match first {
            b'+' => out.push(b' '),
            b'%' => match tail
                .get(..2)
                .and_then(|hex| std::str::from_utf8(hex).ok())
                .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            {
                Some(byte) => {
                    out.push(byte);
                    rest = &tail[2..];
                }
                None => out.push(b'%'),
            },
            other => out.push(*other),
        }
    }
    seen(String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    use http_body::Frame;

    use super::*;

    #[test]
    fn forms_are_read_as_sent() {
        let pairs = decode("a=1&b=%E9%87%91+%E9%A2%9D&c&d=%zz&a=2".as_bytes());
        let fields = Fields::from_pairs(pairs);
        assert_eq!(fields.get("b"), "金 额");
        assert_eq!(fields.all("a"), ["1", "2"]);
        assert_eq!(fields.get("c"), "");
        assert_eq!(fields.get("d"), "%zz");
        assert!(!fields.has("e"));
    }

    #[test]
    fn signs_that_nobody_sees_are_left_out() {
        for (sent, read) in [
            ("a=%00", ""),
            ("a=%E9%87%91%00%E9%A2%9D%0B", "金额"),
            ("a%00=b%7F%C2%85", "b"),
            ("a=1%09%0D%0A2", "1\t\r\n2"),
        ] {
            let fields = Fields::from_pairs(decode(sent.as_bytes()));
            assert_eq!(fields.get("a"), read, "{sent}");
        }
    }

    #[test]
    fn a_form_that_is_too_long_is_told_with_its_limit() {
        let told = |error: Error| match error {
            Error::TooLarge(why) => why,
            other => format!("{other:?}"),
        };
        assert_eq!(
            told(too_long(LARGEST_FORM)),
            "填写的文字超过 16 MB，没有收下。"
        );
        assert_eq!(
            told(too_long(UNSIGNED.text)),
            "填写的文字超过 256 KB，没有收下。"
        );
        assert_eq!(told(too_many(500)), "填写的内容超过 500 项，没有收下。");
    }

    /// A body of so many bytes, and how many of them were asked for.
    struct Long(usize, Arc<AtomicUsize>);

    impl HttpBody for Long {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<std::result::Result<Frame<Bytes>, Infallible>>> {
            let length = self.0.min(1 << 20);
            self.0 -= length;
            self.1.fetch_add(length, Ordering::Relaxed);
            Poll::Ready((length > 0).then(|| Ok(Frame::data(vec![b'x'; length].into()))))
        }
    }

    #[tokio::test]
    async fn a_form_that_is_too_long_is_read_to_its_end_so_that_the_answer_arrives() {
        for (most, length) in [(SIGNED, 20 << 20), (UNSIGNED, 20 << 20), (SIGNED, 1 << 20)] {
            let read = Arc::default();
            let request = Request::post("/")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Body::new(Long(length, Arc::clone(&read))))
                .unwrap();
            let fields = plain(request, most).await;
            assert_eq!(fields.is_ok(), length <= most.text);
            assert_eq!(read.load(Ordering::Relaxed), length);
        }
    }
}
