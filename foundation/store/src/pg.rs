//! PostgreSQL on the other end of a connection.

mod asking;
mod copied;
mod writer;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection, PgPool, PgRow, Postgres};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};

pub(crate) use self::asking::{Asking, RESTED};
pub(crate) use self::writer::Writer;
use self::writer::{Act, Alone};
use crate::{Batch, Error, Result, Row};

/// What the driver knows as a transaction.
type Open = sqlx::Transaction<'static, Postgres>;

/// A reader of PostgreSQL sees one state from its first statement on.
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

const WRITE: &str = "BEGIN";

/// Begins a transaction by itself: where whoever asks leaves in the middle, the driver does not know of the one that the
/// server has begun, and gives the connection back with it (launchbadge/sqlx, issue 4385).
async fn begin(on: PoolConnection<Postgres>, text: &'static str) -> Result<Open> {
    let begun = by_itself(async move { Open::begin(on, Some(text.into_sql_str())).await });
    Ok(begun.await??)
}

/// To the end, whether whoever asks stays or leaves.
async fn by_itself<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Result<T> {
    let done = tokio::spawn(work).await;
    done.map_err(|error| Error::Fault(Box::new(error)))
}

/// A transaction on PostgreSQL, undone when it is dropped.
pub(crate) struct Transaction {
    /// None while lines are sent by themselves.
    on: Option<On>,
    /// Not while a statement is under way, and never again after one failed or was cut off: PostgreSQL keeps nothing of it
    /// then, and does not say so at the end.
    is_whole: bool,
}

enum On {
    Own(Open),
    /// At its county's place, by itself.
    Alone(Alone),
    Among(Act),
}

impl From<On> for Transaction {
    fn from(on: On) -> Self {
        Transaction {
            on: Some(on),
            is_whole: true,
        }
    }
}

impl Transaction {
    /// Reads one state.
    pub(crate) async fn read(pool: &PgPool) -> Result<Self> {
        Ok(On::Own(begin(pool.acquire().await?, READ).await?).into())
    }

    /// The same; None where no connection is free.
    pub(crate) async fn try_read(pool: &PgPool) -> Result<Option<Self>> {
        Ok(match pool.try_acquire() {
            Some(free) => Some(On::Own(begin(free, READ).await?).into()),
            None => None,
        })
    }

    /// Writes, and is no act of a county.
    pub(crate) async fn write(pool: &PgPool) -> Result<Self> {
        Ok(On::Own(begin(pool.acquire().await?, WRITE).await?).into())
    }

    /// The connection for one statement, after which it is whole again if [`Transaction::answered`].
    fn asked(&mut self) -> Result<&mut PgConnection> {
        self.refuse_broken()?;
        self.is_whole = false;
        self.on.as_mut().ok_or_else(Error::broken)?.connection()
    }

    fn answered(&mut self) {
        self.is_whole = true;
    }

    fn refuse_broken(&self) -> Result<()> {
        match self.is_whole {
            true => Ok(()),
            false => Err(Error::broken()),
        }
    }

    /// Gives the number of rows it touched.
    pub(crate) async fn run(&mut self, query: Query<'_, Postgres, PgArguments>) -> Result<u64> {
        let done = query.execute(self.asked()?).await?;
        self.answered();
        Ok(done.rows_affected())
    }

    pub(crate) async fn all(
        &mut self,
        query: Query<'_, Postgres, PgArguments>,
    ) -> Result<Vec<Row>> {
        let rows: Vec<PgRow> = query.fetch_all(self.asked()?).await?;
        self.answered();
        Ok(rows.into_iter().map(Row::Pg).collect())
    }

    /// Sends lines into `table (column, …)`, to the end even where whoever asks leaves.
    pub(crate) async fn copy(&mut self, into: &str, lines: Batch) -> Result<()> {
        self.asked()?;
        let mut on = self.on.take().ok_or_else(Error::broken)?;
        let into = into.to_owned();
        let sent = by_itself(async move {
            let sent = match on.connection() {
                Ok(connection) => copied::copy(connection, &into, &lines).await,
                Err(error) => Err(error),
            };
            (on, sent)
        });
        let (on, sent) = sent.await?;
        self.on = Some(on);
        sent?;
        self.answered();
        Ok(())
    }

    pub(crate) async fn prepare(&mut self, text: &str) -> Result<()> {
        let text = AssertSqlSafe(text.to_owned()).into_sql_str();
        drop(self.asked()?.prepare(text).await?);
        self.answered();
        Ok(())
    }

    /// Returns when it is on the disk.
    pub(crate) async fn commit(self) -> Result<()> {
        self.refuse_broken()?;
        match self.on.ok_or_else(Error::broken)? {
            On::Own(own) => Ok(own.commit().await?),
            On::Alone(act) => act.commit().await,
            On::Among(act) => act.commit().await,
        }
    }
}

impl On {
    fn connection(&mut self) -> Result<&mut PgConnection> {
        match self {
            On::Own(own) => Ok(own),
            On::Alone(act) => Ok(act.connection()),
            On::Among(act) => act.connection(),
        }
    }
}
