//! Connections to PostgreSQL for statements that stand for themselves. One that goes back to the pool is asked there whether
//! it still stands: a second way there and back for what every request asks. These stay out of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::Connection;
use sqlx::postgres::{PgConnection, PgPool};

use crate::args::bind;
use crate::{Arg, Result, Row};

/// How many are kept. Who finds none free asks by the pool.
const KEPT: usize = 3;

/// A connection that was not used for so long is asked whether it still stands before it is used again.
pub(crate) const RESTED: Duration = Duration::from_millis(100);

#[derive(Clone)]
pub(crate) struct Asking {
    pool: PgPool,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    free: Vec<(PgConnection, Instant)>,
    /// Free ones and those at work.
    there: usize,
}

/// A connection at work. Where its statement fails or is cut off it is not used again.
struct Lent<'a> {
    of: &'a Asking,
    connection: Option<PgConnection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut kept = self.of.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match self.connection.take() {
            Some(connection) if !self.of.pool.is_closed() => {
                kept.free.push((connection, Instant::now()));
            }
            _ => kept.there -= 1,
        }
    }
}

impl Asking {
    pub(crate) fn by(pool: PgPool) -> Self {
        Asking {
            pool,
            kept: Arc::default(),
        }
    }

    pub(crate) async fn all(&self, text: &'static str, args: Vec<Arg>) -> Result<Vec<Row>> {
        let query = bind(sqlx::query(text), args);
        let rows = match self.lend().await? {
            Some((mut lent, mut connection)) => {
                let rows = query.fetch_all(&mut connection).await?;
                lent.connection = Some(connection);
                rows
            }
            None => query.fetch_all(&self.pool).await?,
        };
        Ok(rows.into_iter().map(Row::Pg).collect())
    }

    /// None where all are at work.
    async fn lend(&self) -> Result<Option<(Lent<'_>, PgConnection)>> {
        let (free, lent) = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let free = kept.free.pop();
            if free.is_none() {
                if kept.there >= KEPT {
                    return Ok(None);
                }
                kept.there += 1;
            }
            let lent = Lent {
                of: self,
                connection: None,
            };
            (free, lent)
        };
        if let Some((mut connection, since)) = free
            && (since.elapsed() < RESTED || connection.ping().await.is_ok())
        {
            return Ok(Some((lent, connection)));
        }
        let connection = self.pool.acquire().await?.detach();
        Ok(Some((lent, connection)))
    }

    /// After the pool was told to close: who is at work keeps nothing any more.
    pub(crate) async fn close(&self) {
        let free = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.there -= kept.free.len();
            std::mem::take(&mut kept.free)
        };
        for (connection, _) in free {
            // It ends in any case; the server only hears of it later.
            let _ = connection.close().await;
        }
    }
}
