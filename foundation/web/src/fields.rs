use std::collections::BTreeMap;

use axum::RequestExt;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, RawForm, Request};
use axum::http::{StatusCode, header};
use store::{Files, Received};

use crate::typed::Typed;
use crate::{App, Error, Result};

/// The largest file that is taken in.
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// The most text that one form may carry.
const LARGEST_FORM: usize = 16 * 1024 * 1024;

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
        let typed = request.extensions().get::<Typed>().cloned();
        let (fields, too_large) = if is_multipart(&request) {
            multipart(request, app.store().files()).await?
        } else {
            (plain(request).await?, None)
        };
        if let Some(typed) = typed {
            let files = !fields.uploads.is_empty() || too_large.is_some();
            typed.keep(&fields, files);
        }
        match too_large {
            None => Ok(fields),
            Some(why) => Err(Error::TooLarge(why)),
        }
    }
}

impl Fields {
    /// Reads a form of somebody who is not signed in: files are read past and stored nowhere.
    /// Gives the typed fields, and whether a file was among them.
    pub async fn without_files(request: Request) -> Result<(Self, bool)> {
        let typed = request.extensions().get::<Typed>().cloned();
        let (fields, files) = Fields::past_files(request).await?;
        if let Some(typed) = typed {
            typed.keep(&fields, files);
        }
        Ok((fields, files))
    }

    async fn past_files(request: Request) -> Result<(Self, bool)> {
        if !is_multipart(&request) {
            return Ok((plain(request).await?, false));
        }
        let mut form: Multipart = request.extract().await.map_err(|_| cut_off())?;
        let (mut fields, mut files, mut size) = (Fields::default(), false, 0);
        while let Some(mut part) = form.next_field().await.map_err(|_| cut_off())? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            files |= part.file_name().is_some_and(|file| !file.is_empty());
            let mut text = Vec::new();
            while let Some(bytes) = part.chunk().await.map_err(|_| cut_off())? {
                if is_file {
                    continue;
                }
                size += bytes.len();
                if size > LARGEST_FORM {
                    return Err(too_long());
                }
                text.extend_from_slice(&bytes);
            }
            if !is_file {
                let text = String::from_utf8_lossy(&text).into_owned();
                fields.values.entry(name).or_default().push(text);
            }
        }
        Ok((fields, files))
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

/// A file that is too large is read past, so that what was typed behind it is not lost; the
/// second value says which.
async fn multipart(request: Request, files: &Files) -> Result<(Fields, Option<String>)> {
    let malformed = |_| Error::Malformed("表单没有完整送到。".to_owned());
    let mut form: Multipart = request
        .extract()
        .await
        .map_err(|_| Error::Malformed("表单没有完整送到。".to_owned()))?;
    let (mut fields, mut too_large) = (Fields::default(), None);
    while let Some(part) = form.next_field().await.map_err(malformed)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            None => {
                let text = part.text().await.map_err(malformed)?;
                fields.values.entry(name).or_default().push(text);
            }
            Some(file) if file.is_empty() => {}
            Some(file) => match receive(part, name, &file, files).await? {
                Some(upload) => fields.uploads.push(upload),
                None => too_large = Some(format!("“{file}”超过 50 MB，没有收下。")),
            },
        }
    }
    Ok((fields, too_large))
}

/// Nothing for a file that is too large; what came of it goes.
async fn receive(
    mut part: axum::extract::multipart::Field<'_>,
    field: String,
    file: &str,
    files: &Files,
) -> Result<Option<Upload>> {
    let mut receiving = Some(files.receive().await?);
    while let Some(bytes) = part
        .chunk()
        .await
        .map_err(|_| Error::Malformed("文件没有完整送到。".to_owned()))?
    {
        receiving = receiving.filter(|so_far| so_far.size() + bytes.len() as u64 <= LARGEST_FILE);
        if let Some(receiving) = &mut receiving {
            receiving.write(&bytes).await?;
        }
    }
    let Some(receiving) = receiving else {
        return Ok(None);
    };
    // A path in the name is cut off; it only names the file for people.
    let name: String = file
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(file)
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect();
    Ok(Some(Upload {
        field,
        name,
        received: receiving.finish().await?,
    }))
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
