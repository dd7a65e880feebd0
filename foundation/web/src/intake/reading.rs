use std::fs::File;

use paper::intake::{self, Choice, Read};
use paper::layout::{Mapping, Record};
use paper::{Unreadable, Wanted};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::spawn_blocking;

/// Batches that wait for the database.
const AHEAD: usize = 4;

/// What [`paper::intake::read`] understands of a file.
pub async fn read(
    file: File,
    choice: Choice,
    wanted: Vec<Wanted>,
    mapping: Option<Mapping>,
    year: i32,
) -> Result<Read, Unreadable> {
    let work = move || intake::read(file, choice, &wanted, mapping.as_ref(), year);
    spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(intake::fell_over()))
}

/// The place of a sheet and some of its records.
pub type Batch = Result<(usize, Vec<Record>), Unreadable>;

/// The records of an understood table, some at a time, from the top. The last one may be the reason why no more come.
pub fn records(file: File, read: &Read, wanted: Vec<Wanted>) -> Receiver<Batch> {
    let (to, from) = channel(AHEAD);
    let read = read.clone();
    drop(spawn_blocking(move || {
        // Whoever asked may have gone.
        let send = |sheet, some| to.blocking_send(Ok((sheet, some))).is_ok();
        if let Err(error) = read.records(file, &wanted, send) {
            let _ = to.blocking_send(Err(error));
        }
    }));
    from
}
