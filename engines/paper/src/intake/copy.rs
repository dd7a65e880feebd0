use std::fs::File;
use std::io::{BufReader, BufWriter};

use thiserror::Error;

use super::Read;
use crate::Unreadable;
use crate::fault::Fault;
use crate::marked::{Mark, list_of_errors, mark};
use crate::sheet::Unwritable;

/// Why there is no marked copy.
#[derive(Debug, Error)]
pub enum NotMarked {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
}

/// Writes the person's own workbook with its faults marked. A list has no cells to mark: its faults come as a workbook.
///
/// # Errors
/// Why the source cannot be read again, or the copy not written.
pub fn marked_copy(
    source: File,
    read: &Read,
    faults: Vec<Fault>,
    to: File,
) -> Result<(), NotMarked> {
    if read.is_list {
        let errors = faults.into_iter().map(|fault| {
            let message = fault.message();
            (fault.at, fault.given, message)
        });
        list_of_errors(errors, &[], to)?;
        return Ok(());
    }
    let mark_of = |fault: &Fault| Mark {
        sheet: read.sheet(fault.sheet).to_owned(),
        at: fault.at,
        message: fault.message(),
    };
    let marks: Vec<Mark> = faults.iter().map(mark_of).collect();
    Ok(mark(BufReader::new(source), &marks, BufWriter::new(to))?)
}
