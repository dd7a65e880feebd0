//! A table for Excel: written line by line to a temporary file, then handed out from it, so that a
//! long one takes no memory, holds no database while a slow reader fetches it, and a fault on the
//! way is told on a page instead of in half a file.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::{Files, Receiving};
use tokio_util::io::ReaderStream;

use crate::{Result, cell, encoded};

/// Excel reads UTF-8 only with this mark in front.
const MARK: &str = "\u{feff}";

/// How much is written to the file at once.
const AT_ONCE: usize = 64 * 1024;

/// A CSV file that grows.
pub struct Sheet {
    receiving: Receiving,
    waiting: String,
}

impl Sheet {
    pub async fn begin(files: &Files) -> Result<Self> {
        Ok(Sheet {
            receiving: files.receive().await?,
            waiting: MARK.to_owned(),
        })
    }

    /// One line; a cell that begins like a formula is made a text.
    pub async fn line<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<()> {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell.as_ref())).collect();
        self.written(&cells).await
    }

    /// One line of cells that stand as they are: numbers of the program.
    pub async fn written(&mut self, cells: &[String]) -> Result<()> {
        self.waiting.push_str(&cells.join(","));
        self.waiting.push_str("\r\n");
        if self.waiting.len() >= AT_ONCE {
            self.receiving.write(self.waiting.as_bytes()).await?;
            self.waiting.clear();
        }
        Ok(())
    }

    /// The answer that hands it out under a name.
    pub async fn answer(mut self, name: &str) -> Result<Response> {
        self.receiving.write(self.waiting.as_bytes()).await?;
        let received = self.receiving.finish().await?;
        let opened = tokio::fs::File::open(received.path()).await;
        // The name goes with `received`; what is open stays readable to its end.
        let file = opened.map_err(store::Error::from)?;
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (
                header::CONTENT_DISPOSITION,
                format!(
                    "attachment; filename=\"sheet.csv\"; filename*=UTF-8''{}",
                    encoded(name)
                ),
            ),
        ];
        Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
    }
}

/// A cell as CSV has it, never read as a formula.
pub fn quoted(text: &str) -> String {
    let safe = cell(text);
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_begin_like_formulas_are_texts() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("@x", "'@x"),
            ("-12", "'-12"),
            ("-abc", "'-abc"),
            ("a,b", "\"a,b\""),
            ("说\"好\"", "\"说\"\"好\"\"\""),
            ("=a,b", "\"'=a,b\""),
        ] {
            assert_eq!(quoted(cell), written, "{cell}");
        }
    }
}
