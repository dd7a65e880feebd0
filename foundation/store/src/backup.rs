//! A copy of the whole database and its files in one file, taken while the site runs, and its way back into an empty
//! place of either engine. The file is a ZIP that any tool opens: `manifest.json`, the rows of each table in the order of
//! its key as lines of JSON in parts of a few megabytes, each kept file once under its SHA-256.

mod load;
mod manifest;
mod open;
mod pack;
mod refusal;
mod steady;
mod table;
mod take;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

pub use open::Backup;
pub use refusal::Refusal;
pub use take::sweep_partial;

/// How far a copy is, for whoever waits for it; and whether it is to stop.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
}

impl Watch {
    /// Rows and files so far, of how many (0: not known yet).
    pub fn told(&self) -> (u64, u64) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }

    /// Asks it to stop and leave nothing.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn expect(&self, more: u64) {
        self.total.fetch_add(more, Ordering::Relaxed);
    }

    fn did(&self, more: u64) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }

    fn go_on(&self) -> Result<(), Refusal> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Refusal::Stopped);
        }
        Ok(())
    }
}

/// What was copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    pub rows: u64,
    pub files: u64,
    /// The size of the backup.
    pub bytes: u64,
    /// Of the backup, as `sha256sum` tells it.
    pub sha256: String,
    /// Kept files whose content no longer fits their name: copied as they are.
    pub damaged: u64,
    /// Kept files that a row names and that are not in the folder of files.
    pub missing: u64,
}

impl Copied {
    /// Whether every kept file is in it as it was kept.
    pub fn is_whole(&self) -> bool {
        self.damaged == 0 && self.missing == 0
    }
}
