use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor};
use values::Clock;

use crate::lite::{Connections, USUAL};
use crate::pg::{Asking, RESTED};
use crate::tx::{Inner, Kind};
use crate::{Arg, Files, Result, Row, Tx, lite, pg, plans, sql};

/// Which database lies below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    PostgreSql,
}

#[derive(Clone)]
pub(crate) enum Pools {
    Lite {
        path: PathBuf,
        writer: lite::Writer,
        readers: Connections,
    },
    Pg {
        pool: PgPool,
        writer: pg::Writer,
        asking: Asking,
    },
}

/// The one handle to the database, its files and the clock of its acts.
#[derive(Clone)]
pub struct Store {
    pub(crate) pools: Pools,
    files: Files,
    clock: Clock,
}

/// How many readers stand ready.
const READERS: u32 = 3;

/// How many threads a program needs at least: a statement on SQLite holds the thread that asks, and with all connections
/// at work two threads are still free.
pub const THREADS: usize = READERS as usize + 1 + 2;

/// A commit has reached the disk when it returns; what is read comes through the cache, never by mapping the file.
const SAFE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0;";
const READING: &str = "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;";

/// A log that grew while somebody read for long stays as large, up to a gigabyte: it is cut off by the commit of a writer,
/// and a disk may take more than a second for that while all others wait. When the program ends it goes.
const WRITING: &str = "PRAGMA journal_size_limit = 1073741824;";

/// What was begun for reading, with the number of the state that it sees.
async fn reading(inner: Inner, county: &str, clock: &Clock) -> Result<Tx> {
    let mut tx = Tx::begun(inner, county, Kind::Read);
    tx.now = clock.now();
    tx.look().await?;
    Ok(tx)
}

/// How long a write waits for a connection that nobody may wait for.
const SOON: Duration = Duration::from_millis(200);

impl Store {
    /// Opens `kedu.db` and `files/` in a folder, made if they are not there.
    pub async fn in_folder(folder: &Path, clock: Clock) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        Store::sqlite(&folder.join("kedu.db"), folder.join("files"), clock).await
    }

    /// `sqlite:PATH` or `postgres://…`; files lie in `files`.
    pub async fn at(url: &str, files: PathBuf, clock: Clock) -> Result<Self> {
        match url.strip_prefix("sqlite:") {
            Some(path) => {
                Store::sqlite(Path::new(path.trim_start_matches("//")), files, clock).await
            }
            None => Store::postgres(url, files, clock).await,
        }
    }

    /// One writer, three readers: with a deferred BEGIN and a shared pool most small writes fail as busy. Readers are few,
    /// and take turns: each keeps the pages of the large indexes that it has read.
    async fn sqlite(path: &Path, files: PathBuf, clock: Clock) -> Result<Self> {
        let writer = lite::Writer::open(path, &format!("{USUAL} {WRITING} {SAFE}"))?;
        let readers = Connections::open(
            path,
            READERS,
            &format!("{READING} {SAFE} PRAGMA query_only = ON"),
        )?;
        Ok(Store {
            pools: Pools::Lite {
                path: path.to_owned(),
                writer,
                readers,
            },
            files: Files::in_folder(files),
            clock,
        })
    }

    async fn postgres(url: &str, files: PathBuf, clock: Clock) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("kedu")
            .statement_cache_capacity(300)
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(12)
            .min_connections(READERS)
            .acquire_timeout(Duration::from_secs(5))
            .test_before_acquire(false)
            .before_acquire(|connection, about| {
                Box::pin(async move {
                    if about.idle_for > RESTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await?;
        Ok(Store {
            pools: Pools::Pg {
                writer: pg::Writer::by(pool.clone()),
                asking: Asking::by(pool.clone()),
                pool,
            },
            files: Files::in_folder(files),
            clock,
        })
    }

    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Lite { .. } => Engine::Sqlite,
            Pools::Pg { .. } => Engine::PostgreSql,
        }
    }

    pub fn files(&self) -> &Files {
        &self.files
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// One state of the county, read only.
    pub async fn read(&self, county: &str) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Lite { readers, .. } => Inner::Lite(readers.begin("BEGIN").await?),
            Pools::Pg { pool, .. } => Inner::Pg(pg::Transaction::read(pool).await?),
        };
        reading(inner, county, &self.clock).await
    }

    /// A second transaction that sees the same state of the county as one that stands at `sequence`, for work that can be
    /// shared out. None where no connection is free: whoever holds one must never wait for another.
    pub async fn read_beside(&self, county: &str, sequence: i64) -> Result<Option<Tx>> {
        let inner = match &self.pools {
            Pools::Lite { readers, .. } => readers.try_begin("BEGIN")?.map(Inner::Lite),
            Pools::Pg { pool, .. } => pg::Transaction::try_read(pool).await?.map(Inner::Pg),
        };
        let Some(inner) = inner else {
            return Ok(None);
        };
        let other = reading(inner, county, &self.clock).await?;
        Ok((other.sequence == sequence).then_some(other))
    }

    /// One business act of the county: its line is locked, its sequence moves by one.
    pub async fn write(&self, county: &str) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Lite { writer, .. } => Inner::Lite(writer.begin().await?),
            Pools::Pg { writer, .. } => Inner::Pg(writer.begin(county).await?),
        };
        self.advanced(inner, county).await
    }

    /// The same for an act that writes many rows. It goes to the disk by itself, and on SQLite keeps more pages until it ends.
    pub async fn write_wide(&self, county: &str) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Lite { writer, .. } => Inner::Lite(writer.begin_wide().await?),
            Pools::Pg { writer, .. } => Inner::Pg(writer.begin_wide(county).await?),
        };
        self.advanced(inner, county).await
    }

    async fn advanced(&self, inner: Inner, county: &str) -> Result<Tx> {
        let mut tx = Tx::begun(inner, county, Kind::Write);
        tx.advance(self.clock.now()).await?;
        Ok(tx)
    }

    /// A write that is no business act (sign-ins, sessions): the sequence stays, the moment is
    /// the clock's but never before that of the newest act, so that the trail is in order of time.
    pub async fn note(&self, county: &str) -> Result<Tx> {
        let mut tx = self.begin(county).await?;
        tx.look().await?;
        tx.moment = tx.moment.max(self.clock.now());
        Ok(tx)
    }

    /// The same where the database can be written at once; None where an act is under way that nobody may wait for.
    pub async fn try_note(&self, county: &str) -> Result<Option<Tx>> {
        let inner = match &self.pools {
            Pools::Lite { writer, .. } => writer.try_begin()?.map(Inner::Lite),
            // One that was just given back is not free before its server has answered.
            Pools::Pg { pool, .. } => {
                let begun = tokio::time::timeout(SOON, pg::Transaction::write(pool)).await;
                begun.ok().transpose()?.map(Inner::Pg)
            }
        };
        let Some(inner) = inner else {
            return Ok(None);
        };
        let mut tx = Tx {
            kind: Kind::Note,
            ..reading(inner, county, &self.clock).await?
        };
        tx.moment = tx.moment.max(self.clock.now());
        Ok(Some(tx))
    }

    async fn begin(&self, county: &str) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Lite { writer, .. } => Inner::Lite(writer.begin().await?),
            Pools::Pg { pool, .. } => Inner::Pg(pg::Transaction::write(pool).await?),
        };
        Ok(Tx::begun(inner, county, Kind::Note))
    }

    /// The answer of one statement that stands for itself: what every request asks, without the cost of a transaction.
    pub async fn all(&self, text: &'static str, args: Vec<Arg>) -> Result<Vec<Row>> {
        Ok(match &self.pools {
            Pools::Lite { readers, .. } => readers.all(text, &args).await?,
            Pools::Pg { asking, .. } => asking.all(text, args).await?,
        })
    }

    /// The counties that this database holds, by code.
    pub async fn counties(&self) -> Result<Vec<(String, String)>> {
        let text = sql!("SELECT county, name FROM store_county ORDER BY county");
        let rows = self.all(text, vec![]).await?;
        rows.iter()
            .map(|row| Ok((row.get("county")?, row.get("name")?)))
            .collect()
    }

    /// Enters a county into the database; nothing happens if it is there.
    pub async fn found(&self, county: &str, name: &str) -> Result<()> {
        let mut tx = self.begin(county).await?;
        let text = sql!(
            "INSERT INTO store_county (county, name, sequence, moment) VALUES ($1, $2, 0, 0) ON CONFLICT (county) DO NOTHING"
        );
        tx.run(text, crate::args![county, name]).await?;
        tx.commit().await
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> Result<()> {
        match &self.pools {
            Pools::Lite { readers, .. } => readers.batch("SELECT 1").await?,
            Pools::Pg { pool, .. } => pool.execute("SELECT 1").await.map(|_| ())?,
        }
        Ok(())
    }

    /// Refreshes the statistics that the engine plans by; after a bulk load.
    pub async fn analyze(&self) -> Result<()> {
        match &self.pools {
            Pools::Lite { writer, .. } => {
                writer.batch("ANALYZE").await?;
                // It forgets what was supposed of tables that are still empty.
                let mut tx = self.bare().await?;
                plans::suppose(&mut tx).await?;
                tx.commit().await?;
            }
            Pools::Pg { pool, .. } => pool.execute("VACUUM ANALYZE").await.map(|_| ())?,
        }
        Ok(())
    }

    /// Writes without waiting for the disk, with a large cache: only for filling a database that is
    /// thrown away when the filling is cut off. On PostgreSQL nothing changes.
    pub async fn hurry(&self) -> Result<()> {
        if let Pools::Lite { writer, .. } = &self.pools {
            let pragmas = "PRAGMA synchronous = OFF; PRAGMA threads = 2; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 50000";
            writer.batch(pragmas).await?;
        }
        Ok(())
    }

    pub async fn close(&self) {
        match &self.pools {
            Pools::Lite {
                writer, readers, ..
            } => {
                readers.close();
                writer.close();
            }
            Pools::Pg { pool, asking, .. } => {
                let closed = pool.close();
                asking.close().await;
                closed.await;
            }
        }
    }

    /// A transaction that belongs to no county: migrations and restores only.
    pub(crate) async fn bare(&self) -> Result<Tx> {
        self.begin("").await
    }

    /// One state of all counties, for a long reading that takes no reader from the site.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot> {
        let (inner, own) = match &self.pools {
            Pools::Lite { path, .. } => {
                let pragmas = format!("{SAFE} PRAGMA cache_size = -4096; PRAGMA query_only = ON");
                let own = Connections::open(path, 1, &pragmas)?;
                (Inner::Lite(own.begin("BEGIN").await?), Some(own))
            }
            Pools::Pg { pool, .. } => (Inner::Pg(pg::Transaction::read(pool).await?), None),
        };
        let tx = reading(inner, "", &self.clock).await?;
        Ok(Snapshot { tx, own })
    }
}

/// One state of the whole database.
pub(crate) struct Snapshot {
    pub(crate) tx: Tx,
    own: Option<Connections>,
}

impl Snapshot {
    /// SQLite's log has grown by what was written meanwhile. It is moved into the file here and now, or the next writer
    /// would do all of it in its commit.
    pub(crate) async fn end(self) -> Result<()> {
        drop(self.tx);
        if let Some(own) = self.own {
            own.batch_apart("PRAGMA wal_checkpoint(PASSIVE)").await?;
            own.close();
        }
        Ok(())
    }
}
