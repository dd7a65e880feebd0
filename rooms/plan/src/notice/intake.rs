//! From the bytes that were handed in to the text as read.

use std::sync::OnceLock;
use std::time::Duration;

use ::notice::text::{FileKind, LARGEST, kind_of};
use ::notice::{Reading, Text, Unreadable};
use tokio::sync::Semaphore;

/// Reads the text layer of a PDF. The program puts one in that does it in a child with limits of time and memory.
pub type PdfReader = fn(&[u8]) -> Result<String, Unreadable>;

static PDF_READER: OnceLock<PdfReader> = OnceLock::new();

/// Says how PDFs are read, once at start. Without it they are read in this process.
pub fn set_pdf_reader(reader: PdfReader) {
    let _ = PDF_READER.set(reader);
}

/// A notice is a few pages; reading one takes well under a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// A longer text is no notice, and a page that shows it serves nobody.
const LONGEST: usize = 200_000;

/// A text, what was read in it, and how its file is to be served again.
#[derive(Debug)]
pub struct Taken {
    pub text: Text,
    pub reading: Reading,
    pub media: &'static str,
}

/// Reads a file. The error is a sentence for the person who gave it.
pub async fn from_file(bytes: Vec<u8>) -> Result<Taken, String> {
    within(move || {
        let (text, media) = text_of(&bytes).map_err(|fault| fault.to_string())?;
        taken(text, media)
    })
    .await
}

/// Reads a text that was pasted.
pub async fn from_text(content: String) -> Result<Taken, String> {
    let content: String = content
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
        .collect();
    if content.trim().is_empty() {
        return Err("粘贴的内容是空的。请粘贴通知全文，或选一个文件".to_owned());
    }
    within(move || taken(Text::new(content), "text/plain; charset=utf-8")).await
}

/// Reads off the request's thread; a reader that panics or takes too long refuses the file.
async fn within(
    read: impl FnOnce() -> Result<Taken, String> + Send + 'static,
) -> Result<Taken, String> {
    let failed = || "文件读到一半出了错。请另存为 .docx 或 .txt 后再上传".to_owned();
    let reading = async {
        let place = PLACES.acquire().await.ok()?;
        let read = tokio::task::spawn_blocking(move || {
            let _place = place;
            read()
        });
        read.await.ok()
    };
    match tokio::time::timeout(PATIENCE, reading).await {
        Ok(Some(taken)) => taken,
        _ => Err(failed()),
    }
}

/// So many files are read at once, those included that nobody waits for any more.
static PLACES: Semaphore = Semaphore::const_new(3);

fn text_of(bytes: &[u8]) -> Result<(Text, &'static str), Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge { bytes: bytes.len() });
    }
    match kind_of(bytes)? {
        FileKind::Pdf => {
            let reader = PDF_READER
                .get()
                .copied()
                .unwrap_or(::notice::pdf::text_here);
            let text = reader(bytes)?;
            Ok((Text::new(storable(&text)), "application/pdf"))
        }
        FileKind::Docx => Ok((
            Text::from_bytes(bytes)?,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        )),
        FileKind::Plain => Ok((Text::from_bytes(bytes)?, "text/plain")),
    }
}

/// A database cannot keep the character U+0000; no text means it.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}

fn taken(text: Text, media: &'static str) -> Result<Taken, String> {
    let text = if text.as_str().contains('\0') {
        Text::new(storable(text.as_str()))
    } else {
        text
    };
    let length = text.chars().len();
    if length > LONGEST {
        return Err(format!(
            "全文有 {length} 个字，年度工作通知不超过 {LONGEST} 个字。请只保留正文后再上传"
        ));
    }
    let reading = ::notice::read(&text);
    Ok(Taken {
        text,
        reading,
        media,
    })
}
