//! SQLite inside this process. A statement runs on the thread that asks: handing it to another thread and back takes
//! longer than most statements do. Connections are few, so few threads are ever held by one, and the program has more of
//! them. Only the questions of figures, which read a large part of the rows, run apart.

mod answer;
mod asked;
mod writer;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use deadpool::Runtime;
use deadpool::unmanaged::{Object, Pool, PoolConfig, PoolError};
use rusqlite::config::DbConfig;
use rusqlite::types::{self, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags, ToSql};

use self::answer::Answer;
pub use self::answer::Line;
use self::asked::Asked;
pub(crate) use self::writer::Writer;
use crate::{Arg, Batch, Error, Result, Row, Value};

/// How many texts each connection keeps prepared.
const PREPARED: usize = 150;
/// The pages that the writer keeps.
pub(crate) const USUAL: &str = "PRAGMA cache_size = -8192;";
/// In a load, which comes back to the same pages of many trees. Four times as many are no quicker: each is new memory.
const WIDE: &str = "PRAGMA cache_size = -32768;";
/// How long one waits for another process that writes.
const BUSY: Duration = Duration::from_secs(10);
/// How long one waits for a connection.
const WAIT: Duration = Duration::from_secs(30);

/// Connections to one file that are alike.
#[derive(Clone)]
pub(crate) struct Connections(Pool<Connection>);

impl Connections {
    pub(crate) fn open(path: &Path, count: u32, pragmas: &str) -> Result<Self> {
        Connections::with(path, (count, pragmas), OpenFlags::default())
    }

    /// One that cannot write. Without a log nobody has the file open: then SQLite makes none beside it, either.
    pub(crate) fn read_only(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let alone = if log_of(path).exists() { "0" } else { "1" };
        let named = format!("file:{}?immutable={alone}", escaped(path));
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connections::with(Path::new(&named), (1, "PRAGMA query_only = ON"), flags)
    }

    fn with(path: &Path, (count, pragmas): (u32, &str), flags: OpenFlags) -> Result<Self> {
        let pool = Pool::from_config(&PoolConfig {
            max_size: count as usize,
            timeout: Some(WAIT),
            runtime: Some(Runtime::Tokio1),
        });
        for _ in 0..count {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(BUSY)?;
            connection.set_prepared_statement_cache_capacity(PREPARED);
            // Otherwise a prepared text is planned anew for each set of values.
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            connection.execute_batch(pragmas)?;
            pool.try_add(connection).map_err(|(_, error)| error)?;
        }
        Ok(Connections(pool))
    }

    pub(crate) async fn begin(&self, text: &str) -> Result<Transaction> {
        Transaction::begin(self.0.get().await?, text)
    }

    /// None where no connection is free.
    pub(crate) fn try_begin(&self, text: &str) -> Result<Option<Transaction>> {
        match self.0.try_get() {
            Ok(connection) => Transaction::begin(connection, text).map(Some),
            Err(PoolError::Timeout) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The answer of one statement outside any transaction.
    pub(crate) async fn all(&self, text: &str, args: &[Arg]) -> Result<Vec<Row>> {
        Transaction::without(self.0.get().await?).all(text, args)
    }

    /// Runs statements outside any transaction.
    pub(crate) async fn batch(&self, texts: &str) -> Result<()> {
        Ok(self.0.get().await?.execute_batch(texts)?)
    }

    /// The same on a thread for long work.
    pub(crate) async fn batch_apart(&self, texts: &'static str) -> Result<()> {
        let connection = self.0.get().await?;
        let done = tokio::task::spawn_blocking(move || connection.execute_batch(texts)).await;
        Ok(done.map_err(|error| Error::Fault(Box::new(error)))??)
    }

    pub(crate) fn close(&self) {
        self.0.close();
    }
}

/// The log that stands beside a file of SQLite while it is open.
pub(crate) fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// A path within a URI of SQLite.
fn escaped(path: &Path) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes
        .map(|byte| match plain(byte) {
            true => char::from(*byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// A connection with a transaction on it, undone when it is dropped.
pub(crate) struct Transaction {
    /// None while a statement runs apart.
    connection: Option<Object<Connection>>,
    open: bool,
    wide: bool,
    /// Whether it began behind others that are not on the disk yet; it is undone without them.
    joins: bool,
    /// Whether it goes to the disk at once, whoever waits.
    at_once: bool,
    /// Whether half of it failed, so that none of it may be kept.
    lost: bool,
    /// None for those that no other may join.
    among: Option<Writer>,
}

impl Transaction {
    fn begin(connection: Object<Connection>, text: &str) -> Result<Self> {
        connection.prepare_cached(text)?.execute(())?;
        let mut begun = Transaction::without(connection);
        begun.open = true;
        Ok(begun)
    }

    /// A connection for statements outside any transaction.
    fn without(connection: Object<Connection>) -> Self {
        Transaction {
            connection: Some(connection),
            open: false,
            wide: false,
            joins: false,
            at_once: false,
            lost: false,
            among: None,
        }
    }

    pub(crate) fn joins(&self) -> bool {
        self.joins
    }

    /// Says that a part of it failed in the middle: it cannot be committed.
    pub(crate) fn lose(&mut self) {
        self.lost = true;
    }

    /// Remembers why SQLite undid more than this, for those who lose theirs with it.
    fn noted<T>(&self, done: Result<T>) -> Result<T> {
        if let (Err(error), Some(writer), Some(connection)) = (&done, &self.among, &self.connection)
            && connection.is_autocommit()
        {
            writer.note(error);
        }
        done
    }

    /// Keeps many pages until it ends.
    fn widen(&mut self) -> Result<()> {
        self.connection()?.execute_batch(WIDE)?;
        self.wide = true;
        Ok(())
    }

    fn connection(&self) -> Result<&Connection> {
        let connection = self.connection.as_ref();
        Ok(connection.ok_or_else(|| Error::Gone("a statement was cut off".to_owned()))?)
    }

    /// Returns when it is on the disk.
    pub(crate) async fn commit(mut self) -> Result<()> {
        match self.among.take() {
            Some(writer) => writer.keep(self).await,
            None => self.end("COMMIT"),
        }
    }

    /// Refused where a part of it failed, or was cut off.
    fn whole(&self) -> Result<()> {
        match self.lost {
            true => Err(Error::broken()),
            false => self.connection().map(drop),
        }
    }

    fn end(&mut self, text: &str) -> Result<()> {
        self.whole()?;
        self.connection()?.prepare_cached(text)?.execute(())?;
        self.open = false;
        Ok(())
    }

    /// Gives the number of rows it touched.
    pub(crate) fn run(&self, text: &str, args: &[Arg]) -> Result<u64> {
        self.noted(self.touched(text, args))
    }

    fn touched(&self, text: &str, args: &[Arg]) -> Result<u64> {
        let mut statement = self.bound(text, args)?;
        // A statement that returns rows is run to its end, too.
        if statement.column_count() > 0 {
            let (mut rows, mut touched) = (statement.raw_query(), 0);
            while rows.next()?.is_some() {
                touched += 1;
            }
            return Ok(touched);
        }
        Ok(statement.raw_execute()? as u64)
    }

    /// Runs a text whose places are `?` once for each so many lines.
    pub(crate) fn run_each(
        &self,
        text: &str,
        lines: &Batch,
        wanted: Range<usize>,
        many: usize,
    ) -> Result<()> {
        self.noted(self.each(text, lines, wanted, many))
    }

    fn each(&self, text: &str, lines: &Batch, wanted: Range<usize>, many: usize) -> Result<()> {
        let mut statement = self.connection()?.prepare_cached(text)?;
        for from in wanted.step_by(many) {
            for (at, value) in lines.values(from..from + many).enumerate() {
                statement.raw_bind_parameter(at + 1, value)?;
            }
            statement.raw_execute()?;
        }
        Ok(())
    }

    pub(crate) fn all(&self, text: &str, args: &[Arg]) -> Result<Vec<Row>> {
        let mut statement = self.bound(text, args)?;
        let mut answer = Answer::of(statement.column_names());
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            for at in 0..answer.columns() {
                answer.push(row.get_ref(at)?);
            }
        }
        Ok(answer.rows())
    }

    /// Like [`Transaction::all`], on a thread for long work: for questions that read a large part of the rows. Where whoever
    /// asks leaves, the question ends, and the connection is free.
    pub(crate) async fn all_apart(&mut self, text: &str, args: Vec<Arg>) -> Result<Vec<Row>> {
        let apart = Transaction {
            connection: self.connection.take(),
            among: None,
            ..*self
        };
        let text = text.to_owned();
        let asked = Asked::on(apart.connection()?);
        let running = asked.running();
        let work = move || {
            // Gone before the connection, also where the question panics.
            let running = running;
            let rows = match running.is_wanted() {
                true => apart.all(&text, &args),
                false => Err(Error::Gone("nobody asks any more".to_owned())),
            };
            drop(running);
            (apart, rows)
        };
        let done = tokio::task::spawn_blocking(work).await;
        let (mut apart, rows) = done.map_err(|error| Error::Fault(Box::new(error)))?;
        self.connection = apart.connection.take();
        rows
    }

    pub(crate) fn prepare(&self, text: &str) -> Result<()> {
        self.connection()?.prepare(text)?;
        Ok(())
    }

    /// `$3` is the third value, wherever and how often it stands; `?` the next.
    fn bound(&self, text: &str, args: &[Arg]) -> Result<CachedStatement<'_>> {
        let mut statement = self.connection()?.prepare_cached(text)?;
        for place in 1..=statement.parameter_count() {
            let number = statement
                .parameter_name(place)
                .and_then(|name| name.get(1..)?.parse().ok())
                .unwrap_or(place);
            let arg = args.get(number - 1).ok_or_else(|| Error::Column {
                column: format!("${number}"),
                reason: format!("no value was given to {text}"),
            })?;
            statement.raw_bind_parameter(place, arg.value())?;
        }
        Ok(statement)
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(connection) = self.connection.as_ref() else {
            return;
        };
        if self.open && !connection.is_autocommit() {
            let undo = match self.joins {
                true => "ROLLBACK TO act; RELEASE act",
                false => "ROLLBACK",
            };
            // One that cannot go back by a step goes back by all; one that cannot do that, either, has lost its file, and the
            // next statement on it tells.
            if connection.execute_batch(undo).is_err() && !connection.is_autocommit() {
                let _ = connection.execute_batch("ROLLBACK");
            }
        }
        if self.wide {
            let _ = connection.execute_batch(&format!("{USUAL} PRAGMA shrink_memory"));
        }
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let owned = |value| ToSqlOutput::Owned(value);
        let output = match self {
            Value::Int(value) => value.map(|value| owned(types::Value::Integer(value))),
            Value::Text(value) => {
                value.map(|text| ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())))
            }
            Value::Day(value) => value.map(|day| owned(types::Value::Text(day.to_string()))),
            Value::Id(value) => value
                .as_ref()
                .map(|id| ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes()))),
        };
        Ok(output.unwrap_or(owned(types::Value::Null)))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, SystemIoFailure,
        };
        match &error {
            rusqlite::Error::SqliteFailure(failure, message) => match failure.code {
                _ if [UNIQUE, PRIMARY_KEY].contains(&failure.extended_code) => {
                    Error::Twice(message.clone().unwrap_or_default())
                }
                DatabaseBusy | DatabaseLocked => Error::Busy,
                _ if NO_ROOM.contains(&failure.extended_code) => {
                    Error::Gone(format!("the disk is full: {error}"))
                }
                CannotOpen | DiskFull | SystemIoFailure => Error::Gone(error.to_string()),
                _ => Error::Fault(Box::new(error)),
            },
            _ => Error::Fault(Box::new(error)),
        }
    }
}

/// A file that could not grow: the disk, or what this program may take of it, is full.
const NO_ROOM: [i32; 4] = [
    rusqlite::ffi::SQLITE_FULL,
    rusqlite::ffi::SQLITE_IOERR_WRITE,
    rusqlite::ffi::SQLITE_IOERR_SHMSIZE,
    rusqlite::ffi::SQLITE_IOERR_SHMMAP,
];

const UNIQUE: i32 = rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;
const PRIMARY_KEY: i32 = rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY;

impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Timeout => Error::late(),
            PoolError::Closed | PoolError::NoRuntimeSpecified => Error::Gone(error.to_string()),
        }
    }
}
