//! The one connection that writes, and the acts on it that go to the disk together. A disk takes as long for twenty acts as
//! for one: while somebody waits for the connection, an act hands it on with its work done and is kept with those behind it.
//! Whoever is told that an act is kept has it on the disk, as before.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use deadpool::unmanaged::{Object, PoolError};
use rusqlite::Connection;
use tokio::sync::oneshot::{Sender, channel};

use super::{Connections, Transaction};
use crate::{Arg, Error, Result, Row};

/// What an act that joins others is called, so that it can be undone without them.
const JOIN: &str = "SAVEPOINT act";
const LEAVE: &str = "RELEASE act";

/// Whether those of a group are on the disk, or why not.
type Kept = Result<(), String>;

/// Where nobody knows more.
const FAILED: &str = "an act that was to be kept with it failed";

#[derive(Clone)]
pub(crate) struct Writer {
    connections: Connections,
    group: Arc<Group>,
}

/// Changed only by whoever holds the connection.
#[derive(Default)]
struct Group {
    /// Those whose work is done and not yet on the disk.
    done: Mutex<Vec<Sender<Kept>>>,
    /// How many wait for the connection.
    waiting: AtomicUsize,
    /// Why SQLite undid all of it, where it did.
    why: Mutex<Option<String>>,
}

/// One that waits, until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Group {
    fn wait(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(&self.waiting)
    }

    fn is_wanted(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    fn is_empty(&self) -> bool {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.is_empty()
    }

    /// Gives whether it is the first.
    fn push(&self, told: Sender<Kept>) -> bool {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.push(told);
        done.len() == 1
    }

    fn take(&self) -> Vec<Sender<Kept>> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *done)
    }

    /// Puts all that is done on the disk, or undoes it; SQLite may have undone it before, because the disk is full.
    fn keep(&self, connection: &Connection) -> Kept {
        let noted = self
            .why
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let kept = match (self.is_empty(), connection.is_autocommit()) {
            (true, true) => return Ok(()),
            // Nobody is left of those who began it.
            (true, false) => Err(FAILED.to_owned()),
            (false, true) => Err(noted.unwrap_or_else(|| FAILED.to_owned())),
            (false, false) => commit(connection).map_err(|error| why(&error)),
        };
        if kept.is_err() && !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
        kept
    }
}

fn tell(group: Vec<Sender<Kept>>, kept: &Kept) {
    for one in group {
        // Whoever asked may have left: the act stands as it is.
        let _ = one.send(kept.clone());
    }
}

/// Tells a group that it was not kept, where whoever was to put it on the disk could not, or fell.
struct Unkept(Option<Arc<Group>>);

impl Drop for Unkept {
    fn drop(&mut self) {
        if let Some(group) = self.0.take() {
            tell(group.take(), &Err("the database was closed".to_owned()));
        }
    }
}

fn commit(connection: &Connection) -> Result<()> {
    connection.prepare_cached("COMMIT")?.execute(())?;
    Ok(())
}

fn why(error: &Error) -> String {
    match error {
        Error::Gone(why) => why.clone(),
        other => other.to_string(),
    }
}

impl Writer {
    pub(crate) fn open(path: &Path, pragmas: &str) -> Result<Self> {
        Ok(Writer {
            connections: Connections::open(path, 1, pragmas)?,
            group: Arc::default(),
        })
    }

    async fn connection(&self) -> Result<Object<Connection>> {
        let _waiting = self.group.wait();
        Ok(self.connections.0.get().await?)
    }

    /// The connection with nothing under way on it.
    async fn alone(&self) -> Result<Object<Connection>> {
        let connection = self.connection().await?;
        self.settle(&connection);
        Ok(connection)
    }

    fn settle(&self, connection: &Connection) {
        let kept = self.group.keep(connection);
        tell(self.group.take(), &kept);
    }

    pub(crate) async fn begin(&self) -> Result<Transaction> {
        self.enter(self.connection().await?)
    }

    /// None where the connection is not free. Whoever does not wait to begin does not wait for others to end, either.
    pub(crate) fn try_begin(&self) -> Result<Option<Transaction>> {
        match self.connections.0.try_get() {
            Ok(connection) => {
                let mut begun = self.enter(connection)?;
                begun.at_once = true;
                Ok(Some(begun))
            }
            Err(PoolError::Timeout) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// A transaction that keeps many pages until it ends. None joins it: others are not to wait for all of it, nor is SQLite
    /// to keep its pages as they were.
    pub(crate) async fn begin_wide(&self) -> Result<Transaction> {
        let mut begun = Transaction::begin(self.alone().await?, "BEGIN IMMEDIATE")?;
        begun.widen()?;
        Ok(begun)
    }

    fn enter(&self, connection: Object<Connection>) -> Result<Transaction> {
        if connection.is_autocommit() || self.group.is_empty() {
            // Nothing is under way, or something went wrong with it.
            self.settle(&connection);
        }
        let joins = !connection.is_autocommit();
        let text = if joins { JOIN } else { "BEGIN IMMEDIATE" };
        let mut begun = Transaction::begin(connection, text)?;
        begun.joins = joins;
        begun.among = Some(self.clone());
        Ok(begun)
    }

    /// Ends an act, which is on the disk when this returns.
    pub(super) async fn keep(self, mut act: Transaction) -> Result<()> {
        act.whole()?;
        if act.joins && self.group.is_empty() {
            // They were told that nothing is kept.
            act.joins = false;
            return Err(Error::Gone(FAILED.to_owned()));
        }
        if self.group.is_empty() && (act.at_once || !self.group.is_wanted()) {
            return act.end("COMMIT");
        }
        if act.joins {
            act.end(LEAVE)?;
        }
        if act.at_once {
            let kept = self.group.keep(act.connection()?);
            tell(self.group.take(), &kept);
            return kept.map_err(Error::Gone);
        }
        act.open = false;
        let (done, told) = channel();
        if self.group.push(done) {
            tokio::spawn(self.clone().close_group());
        }
        // The next one has it from here.
        drop(act);
        match told.await {
            Ok(kept) => kept.map_err(Error::Gone),
            Err(_) => Err(Error::Gone("the database was closed".to_owned())),
        }
    }

    /// Waits behind those who wait now, and puts what they leave on the disk. It stands for itself: whoever asked for an act
    /// may be gone by then.
    async fn close_group(self) {
        let mut unkept = Unkept(Some(Arc::clone(&self.group)));
        loop {
            match self.connections.0.get().await {
                Ok(connection) => {
                    let (kept, group) = (self.group.keep(&connection), self.group.take());
                    unkept.0 = None;
                    // Free before they are told: what they do next may be to write again.
                    drop(connection);
                    return tell(group, &kept);
                }
                Err(PoolError::Timeout) => {}
                Err(_) => return,
            }
        }
    }

    /// Why SQLite undid what is under way.
    pub(super) fn note(&self, error: &Error) {
        let mut noted = self
            .group
            .why
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *noted = Some(why(error));
    }

    /// The answer of one statement outside any transaction.
    pub(crate) async fn all(&self, text: &str, args: &[Arg]) -> Result<Vec<Row>> {
        Transaction::without(self.alone().await?).all(text, args)
    }

    /// Runs statements outside any transaction.
    pub(crate) async fn batch(&self, texts: &str) -> Result<()> {
        Ok(self.alone().await?.execute_batch(texts)?)
    }

    /// What was done by then is kept.
    pub(crate) fn close(&self) {
        if let Ok(connection) = self.connections.0.try_get() {
            self.settle(&connection);
        }
        self.connections.close();
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
