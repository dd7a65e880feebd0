//! A list as a workbook: its rows go to a thread that writes them to a temporary file, and the
//! file is handed out when it is whole. A long one takes no memory, holds no database while a slow
//! reader fetches it, and a fault on the way is told on a page instead of in half a file.
//! More than [`AT_ONCE`] rows are long work ([`make`]).

mod made;

use std::io::Seek;

use axum::body::Body;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use paper::sheet::{Export, Unwritable};
use store::{Files, Temporary};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio_util::io::ReaderStream;

use crate::{Actor, App, Error, Progress, Result, encoded};

pub use made::{Made, make};
pub use paper::sheet::{Heading, Typed as Cell};
pub use paper::{Type, Unit};

type Row = Vec<Cell>;

/// So many rows are handed out while the person waits; more is long work.
pub const AT_ONCE: i64 = 5_000;

/// Rows that go to the writer together.
const STRETCH: usize = 200;

/// A workbook that grows, row by row.
pub struct Sheet {
    /// What was added last is not yet with the writer.
    waiting: Vec<Row>,
    /// Nothing behind the last row: the list is whole.
    rows: Sender<Option<Vec<Row>>>,
    writing: JoinHandle<Result<Written>>,
    watched: Option<(Progress, i64)>,
    added: i64,
}

/// A whole workbook, at its beginning, and its temporary name.
type Written = (std::fs::File, Temporary);

/// What a workbook is called, its columns, and what it says of itself on its second sheet.
#[derive(Clone, Debug)]
pub struct Named {
    pub sheet: String,
    pub headings: Vec<Heading>,
    /// Filters, day, moment, who asked: pairs of name and value.
    pub about: Vec<(String, String)>,
}

/// A column of a list: its heading, what its cells are, and the unit of amounts.
pub type Column = (&'static str, Type, Option<Unit>);

impl Named {
    /// A list of these columns, what it was asked for, and in the last line who asked and when.
    pub fn asked(
        (app, actor): (&App, &Actor),
        sheet: &str,
        columns: &[Column],
        about: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Named {
        let heading = |(name, kind, unit): &Column| Heading {
            name: (*name).to_owned(),
            kind: *kind,
            unit: *unit,
        };
        let who = format!("{} {} {}", actor.name, app.today(), app.now().time());
        let about = about.into_iter().chain([("导出", who)]);
        Named {
            sheet: sheet.to_owned(),
            headings: columns.iter().map(heading).collect(),
            about: about
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        }
    }
}

/// A filter as a workbook says it: one that is not set asks for all.
pub fn or_all(filter: &str) -> String {
    if filter.is_empty() { "全部" } else { filter }.to_owned()
}

impl Sheet {
    /// The answer that hands out a list that is whole already.
    pub async fn listed(app: &App, named: Named, rows: Vec<Row>, name: &str) -> Result<Response> {
        let mut sheet = Sheet::begin(app.store().files(), named);
        for row in rows {
            sheet.row(row).await?;
        }
        sheet.answer(name).await
    }

    pub fn begin(files: &Files, named: Named) -> Self {
        let (rows, told) = channel(2);
        let files = files.clone();
        Sheet {
            waiting: Vec::new(),
            rows,
            writing: spawn_blocking(move || written(&files, &named, told)),
            watched: None,
            added: 0,
        }
    }

    /// Notes how far it is, where it is made as long work: of so many rows.
    pub fn watched(self, progress: Option<&Progress>, total: i64) -> Self {
        let watched = progress.map(|progress| (progress.clone(), total));
        Sheet { watched, ..self }
    }

    /// Adds a row: a cell for each heading. A text is never read as a formula.
    pub async fn row(&mut self, cells: Row) -> Result<()> {
        self.waiting.push(cells);
        self.added += 1;
        if self.waiting.len() >= STRETCH {
            let stretch = std::mem::take(&mut self.waiting);
            if let Some((progress, total)) = &self.watched {
                progress.note(self.added, *total);
            }
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
    pub async fn answer(self, name: &str) -> Result<Response> {
        let (file, _) = self.whole().await?;
        handed_out(file, name)
    }

    async fn whole(mut self) -> Result<Written> {
        let stretch = std::mem::take(&mut self.waiting);
        self.tell(Some(stretch)).await?;
        self.tell(None).await?;
        let written = self.writing.await;
        written.map_err(|error| Error::Fault(error.to_string()))?
    }
}

/// Hands a written workbook out under a name.
pub fn handed_out(file: std::fs::File, name: &str) -> Result<Response> {
    handed_out_as(file, name, XLSX)
}

/// The same, of another ending and media type.
pub(crate) fn handed_out_as(file: std::fs::File, name: &str, is: Ending) -> Result<Response> {
    let length = file.metadata().map_err(store::Error::from)?.len();
    let file = tokio::fs::File::from_std(file);
    let body = Body::from_stream(ReaderStream::new(file));
    Ok((headers(name, is, length), body).into_response())
}

/// Of a workbook of this name and length.
pub(crate) fn headers(name: &str, is: Ending, length: u64) -> [(HeaderName, String); 3] {
    let (name, (ending, media)) = (encoded(name), is);
    [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"list.{ending}\"; filename*=UTF-8''{name}.{ending}"),
        ),
    ]
}

/// How the name of a workbook ends, and what it is called on the way.
pub(crate) type Ending = (&'static str, &'static str);
pub(crate) const XLSX: Ending = ("xlsx", WORKBOOK);

/// What an `.xlsx` is called on the way. It is packed already.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl From<Unwritable> for Error {
    fn from(error: Unwritable) -> Self {
        match error {
            Unwritable::Full => disk_is_full(),
            failed => Error::Fault(failed.to_string()),
        }
    }
}

fn disk_is_full() -> Error {
    Error::refused(
        "磁盘满了，没有导出，什么也没有留下。",
        "请管理员腾出磁盘空间，再导出一次。",
    )
}

/// Why a written workbook did not come to its place.
fn unwritten(error: store::Error) -> Error {
    if error.disk_is_full() {
        return disk_is_full();
    }
    error.into()
}

fn written(files: &Files, named: &Named, mut told: Receiver<Option<Vec<Row>>>) -> Result<Written> {
    let mut export = Export::begin(&named.sheet, &named.headings, &named.about)?;
    while let Some(stretch) = told.blocking_recv() {
        let Some(rows) = stretch else {
            let (mut file, name) = files.temporary().map_err(unwritten)?;
            export.finish(&mut file)?;
            file.rewind().map_err(store::Error::from)?;
            return Ok((file, name));
        };
        for row in &rows {
            export.row(row)?;
        }
    }
    Err(Error::Fault("a sheet was left half written".to_owned()))
}
