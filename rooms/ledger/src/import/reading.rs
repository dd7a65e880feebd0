//! The workbook itself: understood once, then read row by row on a thread for long work.

use std::fs::File;

use paper::intake;
use paper::layout::{Mapping, Record};
use paper::{Unreadable, Wanted};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::spawn_blocking;
use values::Day;

use super::Read;

pub use intake::BATCH;
/// Batches that wait for the database.
const AHEAD: usize = 4;

/// Reads what a file is; the sheet that fits best unless one is named.
pub async fn read(
    file: File,
    sheet: Option<String>,
    wanted: Vec<Wanted>,
    mapping: Option<Mapping>,
    today: Day,
) -> Result<Read, Unreadable> {
    let work = move || intake::read(file, sheet, &wanted, mapping.as_ref(), today.year());
    spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(intake::fell_over()))
}

/// The records of an understood table, some at a time, from the top. The last one may be the reason why no more come.
pub fn records(
    file: File,
    read: &Read,
    wanted: Vec<Wanted>,
) -> Receiver<Result<Vec<Record>, Unreadable>> {
    let (to, from) = channel(AHEAD);
    let read = read.clone();
    drop(spawn_blocking(move || {
        let send = |some| to.blocking_send(Ok(some)).is_ok();
        if let Err(error) = read.records(file, &wanted, send) {
            // Whoever asked may have gone.
            let _ = to.blocking_send(Err(error));
        }
    }));
    from
}
