//! Acts that go to the disk together. A disk takes as long for twenty acts as for one: while somebody waits, an act hands
//! its place on with its work done and is kept with those behind it. Whoever is told that an act is kept has it on the disk.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot::{Sender, channel};

use crate::{Error, Result};

/// Whether those of a group are on the disk, or why not.
pub(crate) type Kept = Result<(), String>;

/// Where nobody knows more.
pub(crate) const FAILED: &str = "an act that was to be kept with it failed";

/// Where whoever was to put a group on the disk could not.
pub(crate) const CLOSED: &str = "the database was closed";

/// Those who share a place to write.
#[derive(Default)]
pub(crate) struct Group {
    /// Those whose work is done and not yet on the disk. Whoever holds the place adds to them and takes them.
    done: Mutex<Vec<Sender<Kept>>>,
    /// How many wait for the place.
    waiting: AtomicUsize,
}

/// One that waits, until it is dropped.
pub(crate) struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Group {
    pub(crate) fn wait(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(&self.waiting)
    }

    /// How many wait.
    pub(crate) fn waits(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.waits() > 0
    }

    pub(crate) fn is_empty(&self) -> bool {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.is_empty()
    }

    /// One more whose work is done. The first of a group also sends for its end; what is given waits for the disk.
    pub(crate) fn push<F>(&self, end: F) -> impl Future<Output = Result<()>> + use<F>
    where
        F: FnOnce(),
    {
        let (done, told) = channel();
        let is_first = {
            let mut all = self.done.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(done);
            all.len() == 1
        };
        if is_first {
            end();
        }
        async {
            match told.await {
                Ok(kept) => kept.map_err(Error::Gone),
                Err(_) => Err(Error::Gone(CLOSED.to_owned())),
            }
        }
    }

    pub(crate) fn take(&self) -> Done {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        Done(std::mem::take(&mut *done))
    }
}

/// Those of a group, to be told.
pub(crate) struct Done(Vec<Sender<Kept>>);

impl Done {
    pub(crate) fn tell(self, kept: &Kept) {
        if let (Err(why), 1..) = (kept, self.0.len()) {
            tracing::error!(acts = self.0.len(), why, "acts were not kept");
        }
        for one in self.0 {
            // Whoever asked may have left: the act stands as it is.
            let _ = one.send(kept.clone());
        }
    }
}

/// Tells those who are left in a group that they are not kept: whoever was to put it on the disk fell.
pub(crate) struct Unkept<'a>(pub(crate) &'a Group);

impl Drop for Unkept<'_> {
    fn drop(&mut self) {
        self.0.take().tell(&Err(CLOSED.to_owned()));
    }
}

/// The reason as those of a group are told it.
pub(crate) fn why(error: &Error) -> String {
    match error {
        Error::Gone(why) => why.clone(),
        other => other.to_string(),
    }
}
