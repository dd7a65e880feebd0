//! A list as a workbook: its rows go to a thread that writes them to a file without a name, and the
//! file is handed out when it is whole. A long one takes no memory, holds no database while a slow
//! reader fetches it, and a fault on the way is told on a page instead of in half a file.

use std::io::Seek;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use paper::sheet::{Export, Unwritable};
use store::Files;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio_util::io::ReaderStream;

use crate::{Error, Result, encoded};

pub use paper::sheet::{Heading, Typed as Cell};
pub use paper::{Type, Unit};

type Row = Vec<Cell>;

/// Rows that go to the writer together.
const STRETCH: usize = 200;

/// A workbook that grows, row by row.
pub struct Sheet {
    /// What was added last is not yet with the writer.
    waiting: Vec<Row>,
    /// Nothing behind the last row: the list is whole.
    rows: Sender<Option<Vec<Row>>>,
    writing: JoinHandle<Result<std::fs::File>>,
}

/// What a workbook is called, its columns, and what it says of itself on its second sheet.
#[derive(Clone, Debug)]
pub struct Named {
    pub sheet: String,
    pub headings: Vec<Heading>,
    /// Filters, day, moment, who asked: pairs of name and value.
    pub about: Vec<(String, String)>,
}

impl Sheet {
    pub fn begin(files: &Files, named: Named) -> Self {
        let (rows, told) = channel(2);
        let files = files.clone();
        Sheet {
            waiting: Vec::new(),
            rows,
            writing: spawn_blocking(move || written(&files, &named, told)),
        }
    }

    /// Adds a row: a cell for each heading. A text is never read as a formula.
    pub async fn row(&mut self, cells: Row) -> Result<()> {
        self.waiting.push(cells);
        if self.waiting.len() >= STRETCH {
            let stretch = std::mem::take(&mut self.waiting);
            return self.tell(Some(stretch)).await;
        }
        Ok(())
    }

    /// A writer that does not listen any more tells why when it is waited for.
    async fn tell(&mut self, stretch: Option<Vec<Row>>) -> Result<()> {
        if self.rows.send(stretch).await.is_ok() {
            return Ok(());
        }
        match (&mut self.writing).await {
            Ok(Err(error)) => Err(error),
            _ => Err(Error::Fault("the writer of a sheet left".to_owned())),
        }
    }

    /// The answer that hands it out: `付款-2020-09-18` becomes the name of the file.
    pub async fn answer(mut self, name: &str) -> Result<Response> {
        let stretch = std::mem::take(&mut self.waiting);
        self.tell(Some(stretch)).await?;
        self.tell(None).await?;
        let file = self.writing.await;
        let file = file.map_err(|error| Error::Fault(error.to_string()))??;
        let length = file.metadata().map_err(store::Error::from)?.len();
        let headers = [
            (header::CONTENT_TYPE, WORKBOOK.to_owned()),
            (header::CONTENT_LENGTH, length.to_string()),
            (
                header::CONTENT_DISPOSITION,
                format!(
                    "attachment; filename=\"list.xlsx\"; filename*=UTF-8''{}.xlsx",
                    encoded(name)
                ),
            ),
        ];
        let file = tokio::fs::File::from_std(file);
        Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
    }
}

/// What an `.xlsx` is called on the way. It is packed already.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl From<Unwritable> for Error {
    fn from(error: Unwritable) -> Self {
        Error::Fault(error.to_string())
    }
}

fn written(
    files: &Files,
    named: &Named,
    mut told: Receiver<Option<Vec<Row>>>,
) -> Result<std::fs::File> {
    let mut export = Export::begin(&named.sheet, &named.headings, &named.about)?;
    while let Some(stretch) = told.blocking_recv() {
        let Some(rows) = stretch else {
            let mut file = files.unnamed()?;
            export.finish(&mut file)?;
            file.rewind().map_err(store::Error::from)?;
            return Ok(file);
        };
        for row in &rows {
            export.row(row)?;
        }
    }
    Err(Error::Fault("a sheet was left half written".to_owned()))
}
