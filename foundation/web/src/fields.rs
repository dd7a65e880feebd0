mod sent;

use std::collections::BTreeMap;

use axum::RequestExt;
use axum::extract::{DefaultBodyLimit, FromRequest, RawForm, Request};
use axum::http::{StatusCode, header};
use store::Received;

use crate::{App, Error, Result};
pub use sent::{Sent, TooLarge};

/// The largest file that is taken in.
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// The most text that one form may carry.
pub(crate) const LARGEST_FORM: usize = 16 * 1024 * 1024;

/// The fields of a sent form, url-encoded or multipart. Files have been streamed to temporary
/// files and are kept only when the act that names them commits.
#[derive(Debug, Default)]
pub struct Fields {
    values: BTreeMap<String, Vec<String>>,
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
        self.values.insert(name.to_owned(), vec![value.to_owned()]);
    }

    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.values.entry(name).or_default().push(value);
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

/// A url-encoded form is held in memory whole, so it is given less room than a file.
async fn plain(mut request: Request) -> Result<Fields> {
    DefaultBodyLimit::max(LARGEST_FORM).apply(&mut request);
    match request.extract::<RawForm, _>().await {
        Ok(RawForm(bytes)) => Ok(Fields::from_pairs(decode(&bytes))),
        Err(refused) if refused.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(too_long()),
        Err(_) => Err(cut_off()),
    }
}

fn cut_off() -> Error {
    Error::Malformed("表单没有完整送到。".to_owned())
}

fn too_long() -> Error {
    Error::TooLarge("填写的文字超过 16 MB，没有收下。".to_owned())
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
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
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
}
