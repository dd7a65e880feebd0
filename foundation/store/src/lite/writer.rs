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

    fn tell(&self, kept: &Kept) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        for one in done.drain(..) {
            // Whoever asked may have left: the act stands as it is.
            let _ = one.send(kept.clone());
        }
    }

    /// Puts all that is done on the disk. SQLite may have undone it because the disk is full.
    fn keep(&self, connection: &Connection) {
        if self.is_empty() {
            return;
        }
        let kept = match connection.is_autocommit() {
            true => Err("an act that was to be kept with it failed".to_owned()),
            false => commit(connection).map_err(why),
        };
        if kept.is_err() && !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
        self.tell(&kept);
    }
}

fn commit(connection: &Connection) -> Result<()> {
    connection.prepare_cached("COMMIT")?.execute(())?;
    Ok(())
}

fn why(error: Error) -> String {
    match error {
        Error::Gone(why) => why,
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
        self.group.keep(&connection);
        Ok(connection)
    }

    pub(crate) async fn begin(&self) -> Result<Transaction> {
        self.enter(self.connection().await?)
    }

    /// None where the connection is not free.
    pub(crate) fn try_begin(&self) -> Result<Option<Transaction>> {
        match self.connections.0.try_get() {
            Ok(connection) => self.enter(connection).map(Some),
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
        let joins = !connection.is_autocommit();
        if !joins {
            // What those behind it wait for was undone.
            self.group.keep(&connection);
        }
        let text = if joins { JOIN } else { "BEGIN IMMEDIATE" };
        let mut begun = Transaction::begin(connection, text)?;
        begun.joins = joins;
        begun.among = Some(self.clone());
        Ok(begun)
    }

    /// Ends an act, which is on the disk when this returns.
    pub(super) async fn keep(self, mut act: Transaction) -> Result<()> {
        if self.group.is_empty() && !self.group.is_wanted() {
            return act.end("COMMIT");
        }
        if act.joins {
            act.end(LEAVE)?;
        }
        act.open = false;
        let (tell, told) = channel();
        if self.group.push(tell) {
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
        loop {
            match self.connections.0.get().await {
                Ok(connection) => return self.group.keep(&connection),
                Err(PoolError::Timeout) => {}
                Err(error) => return self.group.tell(&Err(error.to_string())),
            }
        }
    }

    /// The answer of one statement outside any transaction.
    pub(crate) async fn all(&self, text: &str, args: &[Arg]) -> Result<Vec<Row>> {
        Transaction::without(self.alone().await?).all(text, args)
    }

    /// Runs statements outside any transaction.
    pub(crate) async fn batch(&self, texts: &str) -> Result<()> {
        Ok(self.alone().await?.execute_batch(texts)?)
    }

    pub(crate) fn close(&self) {
        self.connections.close();
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
