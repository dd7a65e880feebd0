//! The one connection that writes, and the acts on it that go to the disk together.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use deadpool::unmanaged::{Object, PoolError};
use rusqlite::Connection;

use super::{Connections, Transaction};
use crate::group::{CLOSED, Done, FAILED, Group, Kept, Unkept, why};
use crate::{Arg, Error, Result, Row};

/// What an act that joins others is called, so that it can be undone without them.
const JOIN: &str = "SAVEPOINT act";
const LEAVE: &str = "RELEASE act";

#[derive(Clone)]
pub(crate) struct Writer {
    connections: Connections,
    group: Arc<Group>,
    /// Why SQLite undid all of a group, where it did.
    why: Arc<Mutex<Option<String>>>,
}

fn commit(connection: &Connection) -> Result<()> {
    connection.prepare_cached("COMMIT")?.execute(())?;
    Ok(())
}

impl Writer {
    pub(crate) fn open(path: &Path, pragmas: &str) -> Result<Self> {
        Ok(Writer {
            connections: Connections::open(path, 1, pragmas)?,
            group: Arc::default(),
            why: Arc::default(),
        })
    }

    async fn connection(&self) -> Result<Object<Connection>> {
        let _waiting = self.group.wait();
        Ok(self.connections.0.get().await?)
    }

    /// The connection with nothing under way on it.
    async fn alone(&self) -> Result<Object<Connection>> {
        let connection = self.connection().await?;
        let _ = self.settle(&connection);
        Ok(connection)
    }

    /// Puts all that is done on the disk, or undoes it; SQLite may have undone it before, because the disk is full. Gives
    /// those who are to be told.
    fn put(&self, connection: &Connection) -> (Kept, Done) {
        let _unkept = Unkept(&self.group);
        let noted = self
            .why
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let kept = match (self.group.is_empty(), connection.is_autocommit()) {
            (true, true) => Ok(()),
            // Nobody is left of those who began it.
            (true, false) => Err(FAILED.to_owned()),
            (false, true) => Err(noted.unwrap_or_else(|| FAILED.to_owned())),
            (false, false) => commit(connection).map_err(|error| why(&error)),
        };
        if kept.is_err() && !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
        (kept, self.group.take())
    }

    fn settle(&self, connection: &Connection) -> Kept {
        let (kept, done) = self.put(connection);
        done.tell(&kept);
        kept
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
            let _ = self.settle(&connection);
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
            return self.settle(act.connection()?).map_err(Error::Gone);
        }
        act.open = false;
        let told = self
            .group
            .push(|| drop(tokio::spawn(self.clone().close_group())));
        // The next one has it from here.
        drop(act);
        told.await
    }

    /// Waits behind those who wait now, and puts what they leave on the disk. It stands for itself: whoever asked for an act
    /// may be gone by then.
    async fn close_group(self) {
        let connection = loop {
            match self.connections.0.get().await {
                Ok(connection) => break connection,
                Err(PoolError::Timeout) => {}
                Err(_) => return self.group.take().tell(&Err(CLOSED.to_owned())),
            }
        };
        let (kept, done) = self.put(&connection);
        // Free before they are told: what they do next may be to write again.
        drop(connection);
        done.tell(&kept);
    }

    /// Why SQLite undid what is under way.
    pub(super) fn note(&self, error: &Error) {
        let mut noted = self.why.lock().unwrap_or_else(PoisonError::into_inner);
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
            let _ = self.settle(&connection);
        }
        self.connections.close();
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
