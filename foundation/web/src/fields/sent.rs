//! A form with files as it arrives. Files go to temporary files; one that is too large is read past, so that what was
//! typed behind it is not lost and the browser gets an answer instead of a cut connection.

use std::fmt;

use axum::RequestExt;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use store::Files;

use super::paced::Ahead;
use super::{
    AT_THE_DOOR, Fields, LARGEST_FILE, Most, SIGNED, UNSIGNED, Upload, cut_off, is_multipart,
    plain, seen, too_long, too_many,
};
use crate::typed::Typed;
use crate::{Actor, App, Error, Result};

/// What the files of one form may have together.
const LARGEST_SUM: u64 = LARGEST_FILE * 4;
/// What is read past of one form before its sender is left standing.
pub(super) const MOST_READ: u64 = 2 << 30;

/// A form whose handler says itself what is to be done about a file that is too large.
#[derive(Debug)]
pub struct Sent {
    pub fields: Fields,
    pub too_large: Option<TooLarge>,
}

/// A file that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge {
    pub name: String,
    pub bytes: u64,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, megabytes) = (&self.name, self.bytes.div_ceil(1 << 20));
        if self.bytes > LARGEST_FILE {
            let most = LARGEST_FILE >> 20;
            return write!(f, "“{name}”超过 {most} MB（有 {megabytes} MB），没有收下。");
        }
        let most = LARGEST_SUM >> 20;
        write!(f, "“{name}”和前面的文件加起来超过 {most} MB，没有收下。")
    }
}

impl FromRequest<App> for Sent {
    type Rejection = Error;

    /// Of somebody who is not signed in only the form of the sign-in page comes here: no file of theirs is kept.
    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let typed = request.extensions().get::<Typed>().cloned();
        let is_signed = request.extensions().get::<Actor>().is_some();
        let most = if is_signed { SIGNED } else { AT_THE_DOOR };
        let sent = if is_multipart(&request) {
            let files = is_signed.then(|| app.store().files());
            read(request, files, most).await?
        } else {
            Sent {
                fields: plain(request, most).await?,
                too_large: None,
            }
        };
        if let Some(typed) = typed {
            let files = !sent.fields.uploads.is_empty() || sent.too_large.is_some();
            typed.keep(&sent.fields, files);
        }
        Ok(sent)
    }
}

impl Fields {
    /// Reads a form of somebody who is not signed in: files are read past and stored nowhere.
    /// Gives the typed fields, and whether a file was among them. Of a form that is too long nothing is kept.
    pub async fn without_files(request: Request) -> Result<(Self, bool)> {
        let typed = request.extensions().get::<Typed>().cloned();
        let (fields, files) = if is_multipart(&request) {
            let sent = read(request, None, UNSIGNED).await?;
            (sent.fields, sent.too_large.is_some())
        } else {
            (plain(request, UNSIGNED).await?, false)
        };
        if let Some(typed) = typed {
            typed.keep(&fields, files);
        }
        Ok((fields, files))
    }
}

/// How much of a form has come.
struct Come {
    ahead: Ahead,
    text: usize,
    pairs: usize,
    /// What its files have that were taken in.
    kept: u64,
}

impl Come {
    fn with(ahead: Ahead) -> Self {
        Come {
            ahead,
            text: 0,
            pairs: 0,
            kept: 0,
        }
    }

    /// The next piece of a part.
    async fn next(&mut self, part: &mut Field<'_>) -> Result<Option<axum::body::Bytes>> {
        let piece = self.ahead.fed(part.chunk()).await;
        let piece = piece.map_err(|_| cut_off())?;
        self.has_room()?;
        Ok(piece)
    }

    fn has_room(&self) -> Result<()> {
        if self.ahead.all() > MOST_READ {
            let most = MOST_READ >> 30;
            return Err(Error::TooLarge(format!(
                "发来的内容超过 {most} GB，没有收下。"
            )));
        }
        Ok(())
    }
}

/// Without a place for files all of them are read past, as if they were too large.
async fn read(mut request: Request, files: Option<&Files>, most: Most) -> Result<Sent> {
    DefaultBodyLimit::disable().apply(&mut request);
    let (ahead, body) = Ahead::of(std::mem::take(request.body_mut()));
    *request.body_mut() = body;
    let mut form: Multipart = request.extract().await.map_err(|_| cut_off())?;
    let (mut fields, mut too_large) = (Fields::default(), None);
    let mut come = Come::with(ahead);
    loop {
        let part = come.ahead.fed(form.next_field()).await;
        let Some(part) = part.map_err(|_| cut_off())? else {
            break;
        };
        come.has_room()?;
        come.pairs += 1;
        let name = part.name().unwrap_or_default().to_owned();
        come.text += name.len();
        // Of a form with too many parts nothing is kept.
        let files = files.filter(|_| come.pairs <= most.pairs);
        match part.file_name().map(str::to_owned) {
            None => {
                let text = text(part, &mut come, most).await?;
                if come.pairs <= most.pairs {
                    fields.put(seen(name), text);
                }
            }
            Some(file) if file.is_empty() => {}
            Some(file) => match receive(part, (name, bare(&file)), files, &mut come).await? {
                Ok(upload) => fields.uploads.push(upload),
                Err(file) => too_large = too_large.or(Some(file)),
            },
        }
    }
    if come.text > most.text {
        return Err(too_long(most.text));
    }
    if come.pairs > most.pairs {
        return Err(too_many(most.pairs));
    }
    Ok(Sent { fields, too_large })
}

/// What is beyond the limit is read past, as a file is.
async fn text(mut part: Field<'_>, come: &mut Come, most: Most) -> Result<String> {
    let mut text = Vec::new();
    while let Some(bytes) = come.next(&mut part).await? {
        come.text += bytes.len();
        if come.text <= most.text {
            text.extend_from_slice(&bytes);
        }
    }
    Ok(seen(String::from_utf8_lossy(&text).into_owned()))
}

/// What came of a file that is too large goes.
async fn receive(
    mut part: Field<'_>,
    (field, name): (String, String),
    files: Option<&Files>,
    come: &mut Come,
) -> Result<Result<Upload, TooLarge>> {
    let mut receiving = match files {
        Some(files) => Some(files.receive().await?),
        None => None,
    };
    let mut bytes = 0;
    while let Some(piece) = come.next(&mut part).await? {
        bytes += piece.len() as u64;
        let fits = bytes <= LARGEST_FILE && come.kept + bytes <= LARGEST_SUM;
        receiving = receiving.filter(|_| fits);
        if let Some(receiving) = &mut receiving {
            receiving.write(&piece).await?;
        }
    }
    let Some(receiving) = receiving else {
        return Ok(Err(TooLarge { name, bytes }));
    };
    come.kept += bytes;
    Ok(Ok(Upload {
        field,
        name,
        received: receiving.finish().await?,
    }))
}

/// A path in the name of a file is cut off; it only names the file for people.
fn bare(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_is_named_with_the_limit() {
        for (bytes, told) in [
            (
                LARGEST_FILE + 1,
                "“大.csv”超过 50 MB（有 51 MB），没有收下。",
            ),
            (300 << 20, "“大.csv”超过 50 MB（有 300 MB），没有收下。"),
            (
                LARGEST_FILE,
                "“大.csv”和前面的文件加起来超过 200 MB，没有收下。",
            ),
        ] {
            let name = bare("C:\\表\\大.csv");
            assert_eq!(TooLarge { name, bytes }.to_string(), told);
        }
    }
}
