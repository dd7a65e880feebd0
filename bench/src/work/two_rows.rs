//! The least that a durable act could be: a transaction that writes two rows, nothing read, nothing decided.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use rusqlite::params;
use sqlx::{Connection, Executor, PgConnection};

const TABLES: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS bare_row (number BIGINT PRIMARY KEY, content TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS bare_trail (number BIGINT PRIMARY KEY, content TEXT NOT NULL)",
];
const ROW: &str = "INSERT INTO bare_row (number, content) VALUES ($1, $2)";
const TRAIL: &str = "INSERT INTO bare_trail (number, content) VALUES ($1, $2)";

pub struct TwoRows {
    inner: Inner,
    number: i64,
    /// As long as what a row and its trail say.
    content: String,
}

enum Inner {
    Lite(rusqlite::Connection),
    Pg(PgConnection),
}

impl TwoRows {
    /// A file of its own with the pragmas of the store's writer.
    pub fn on_sqlite(file: &Path) -> Result<Self> {
        let connection = rusqlite::Connection::open(file)?;
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -8192")?;
        connection.execute_batch(&TABLES.join(";"))?;
        Ok(TwoRows::over(Inner::Lite(connection)))
    }

    /// Two tables in the same database.
    pub async fn on_postgres(url: &str) -> Result<Self> {
        let mut connection = PgConnection::connect(url).await?;
        for table in TABLES {
            connection.execute(table).await?;
        }
        Ok(TwoRows::over(Inner::Pg(connection)))
    }

    fn over(inner: Inner) -> Self {
        TwoRows {
            inner,
            number: 0,
            content: "一条记录的内容。".repeat(25),
        }
    }

    pub async fn a_second(&mut self, time: Duration) -> Result<f64> {
        let (begun, from) = (Instant::now(), self.number);
        while begun.elapsed() < time {
            self.write().await?;
        }
        Ok((self.number - from) as f64 / begun.elapsed().as_secs_f64())
    }

    async fn write(&mut self) -> Result<()> {
        self.number += 1;
        let (number, content) = (self.number, self.content.as_str());
        match &mut self.inner {
            Inner::Lite(connection) => {
                connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
                for text in [ROW, TRAIL] {
                    connection
                        .prepare_cached(text)?
                        .execute(params![number, content])?;
                }
                connection.prepare_cached("COMMIT")?.execute(())?;
            }
            Inner::Pg(connection) => {
                let mut tx = connection.begin().await?;
                for text in [ROW, TRAIL] {
                    sqlx::query(text)
                        .bind(number)
                        .bind(content)
                        .execute(&mut *tx)
                        .await?;
                }
                tx.commit().await?;
            }
        }
        Ok(())
    }

    pub async fn close(self) -> Result<()> {
        if let Inner::Pg(connection) = self.inner {
            connection.close().await?;
        }
        Ok(())
    }
}
