//! The file of an import, on a thread for long work.

use std::fs::File;

use paper::intake::{self, Read};
use paper::layout::{Mapping, Record};
use paper::{Unreadable, Wanted};
use tokio::task::spawn_blocking;

pub async fn understood(
    file: File,
    sheet: Option<String>,
    wanted: Vec<Wanted>,
    mapping: Option<Mapping>,
    year: i32,
) -> Result<Read, Unreadable> {
    let work = move || intake::read(file, sheet, &wanted, mapping.as_ref(), year);
    spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(intake::fell_over()))
}

/// All records: a list of firms has thousands of rows, not millions.
pub async fn all(file: File, read: Read, wanted: Vec<Wanted>) -> Result<Vec<Record>, Unreadable> {
    let work = move || {
        let mut records = Vec::new();
        read.records(file, &wanted, |some| {
            records.extend(some);
            true
        })?;
        Ok(records)
    };
    spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(intake::fell_over()))
}
