use std::fs::File;

use paper::intake::{self, Choice, Read, Totals};
use paper::layout::{Mapping, Record};
use paper::{Unreadable, Wanted};
use store::{Files, Received, Result};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::{JoinHandle, spawn_blocking};

/// A file on its way in.
pub enum Incoming<'a> {
    /// Just sent, and what the person calls it.
    New(&'a Received, &'a str),
    /// One that an earlier import kept, read again.
    Kept { name: &'a str, sha256: &'a str },
}

impl Incoming<'_> {
    /// What the person calls it, and its hash.
    pub fn named(&self) -> (String, String) {
        match self {
            Incoming::New(received, name) => ((*name).to_owned(), received.sha256.clone()),
            Incoming::Kept { name, sha256 } => ((*name).to_owned(), (*sha256).to_owned()),
        }
    }

    pub async fn open(&self, files: &Files) -> Result<File> {
        match self {
            Incoming::New(received, _) => Ok(File::open(received.path())?),
            Incoming::Kept { sha256, .. } => Ok(files.open(sha256).await?.into_std().await),
        }
    }

    /// Keeps it, if it is not kept yet.
    pub async fn keep(&self, files: &Files) -> Result<()> {
        match self {
            Incoming::New(received, _) => files.keep(received).await,
            Incoming::Kept { .. } => Ok(()),
        }
    }
}

/// Batches that wait for the database.
const AHEAD: usize = 4;

/// What [`paper::intake::read`] understands of a file.
pub async fn read(
    file: File,
    choice: Choice,
    wanted: Vec<Wanted>,
    mapping: Option<Mapping>,
    year: i32,
) -> std::result::Result<Read, Unreadable> {
    let work = move || intake::read(file, choice, &wanted, mapping.as_ref(), year);
    spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(intake::fell_over()))
}

/// The place of a sheet and some of its records.
pub type Batch = std::result::Result<(usize, Vec<Record>), Unreadable>;

/// The records of an understood table on their way from another thread.
pub struct Records {
    from: Receiver<Batch>,
    reading: JoinHandle<Totals>,
}

impl Records {
    /// Some at a time, from the top. The last one may be the reason why no more come.
    pub async fn next(&mut self) -> Option<Batch> {
        self.from.recv().await
    }

    /// How the table's own totals compare with all its records.
    pub async fn totals(self) -> Totals {
        self.reading.await.unwrap_or_default()
    }
}

/// Begins to read the records of an understood table.
pub fn records(file: File, read: &Read, wanted: Vec<Wanted>) -> Records {
    let (to, from) = channel(AHEAD);
    let read = read.clone();
    let reading = spawn_blocking(move || {
        // Whoever asked may have gone.
        let send = |sheet, some| to.blocking_send(Ok((sheet, some))).is_ok();
        read.records(file, &wanted, send).unwrap_or_else(|error| {
            let _ = to.blocking_send(Err(error));
            Totals::default()
        })
    });
    Records { from, reading }
}
