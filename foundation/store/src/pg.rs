//! PostgreSQL on the other end of a connection.

mod asking;
mod copied;
mod writer;

use sqlx::postgres::{PgArguments, PgConnection, PgRow, Postgres};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};

pub(crate) use self::asking::{Asking, RESTED};
use self::writer::Act;
pub(crate) use self::writer::Writer;
use crate::{Batch, Error, Result, Row};

/// A transaction on PostgreSQL, undone when it is dropped.
pub(crate) struct Transaction {
    /// None while lines are sent by themselves.
    on: Option<On>,
    /// Not while a statement is under way, and never again after one failed or was cut off: PostgreSQL keeps nothing of it
    /// then, and does not say so at the end.
    is_whole: bool,
}

enum On {
    Own(sqlx::Transaction<'static, Postgres>),
    Among(Act),
}

impl From<sqlx::Transaction<'static, Postgres>> for Transaction {
    fn from(own: sqlx::Transaction<'static, Postgres>) -> Self {
        Transaction {
            on: Some(On::Own(own)),
            is_whole: true,
        }
    }
}

impl Transaction {
    fn among(act: Act) -> Self {
        Transaction {
            on: Some(On::Among(act)),
            is_whole: true,
        }
    }

    /// The connection for one statement, after which it is whole again if [`Transaction::answered`].
    fn asked(&mut self) -> Result<&mut PgConnection> {
        self.refuse_broken()?;
        self.is_whole = false;
        self.on.as_mut().ok_or_else(broken)?.connection()
    }

    fn answered(&mut self) {
        self.is_whole = true;
    }

    fn refuse_broken(&self) -> Result<()> {
        match self.is_whole {
            true => Ok(()),
            false => Err(broken()),
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
        let mut on = self.on.take().ok_or_else(broken)?;
        let into = into.to_owned();
        let sent = tokio::spawn(async move {
            let sent = match on.connection() {
                Ok(connection) => copied::copy(connection, &into, &lines).await,
                Err(error) => Err(error),
            };
            (on, sent)
        });
        let (on, sent) = sent.await.map_err(|error| Error::Fault(Box::new(error)))?;
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
        match self.on.ok_or_else(broken)? {
            On::Own(own) => Ok(own.commit().await?),
            On::Among(act) => act.commit().await,
        }
    }
}

impl On {
    fn connection(&mut self) -> Result<&mut PgConnection> {
        match self {
            On::Own(own) => Ok(own),
            On::Among(act) => act.connection(),
        }
    }
}

/// Whoever goes on after a statement failed is told at the end.
fn broken() -> Error {
    Error::Fault("a part of the act failed".into())
}
