//! The generated database that everything is measured on: made once, kept between runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use store::{Engine, RoomMigrations, Store};
use values::{Clock, Day, Moment};
use web::Room;

use crate::cluster::Cluster;
use crate::measured::{Measured, Must, Rounds};
use crate::program;

/// The same rows on every machine.
const SEED: u64 = 7;
const YEARS: u32 = 10;

/// Where a database lies, as the program is told.
#[derive(Clone, Debug)]
pub struct Place {
    pub engine: Engine,
    pub folder: PathBuf,
    /// Of PostgreSQL only.
    pub url: Option<String>,
}

/// A generated database.
#[derive(Clone, Debug)]
pub struct Ground {
    pub place: Place,
    pub rows: u64,
}

impl Place {
    /// `sqlite` or `postgres`, as the lines name it.
    pub fn name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "sqlite",
            Engine::PostgreSql => "postgres",
        }
    }

    /// What tells the program where its database is.
    pub fn arguments(&self) -> Vec<String> {
        let folder = self.folder.display().to_string();
        let mut arguments = vec!["--data".to_owned(), folder];
        arguments.extend(
            self.url
                .iter()
                .flat_map(|url| ["--database".to_owned(), url.clone()]),
        );
        arguments
    }

    /// Opens the database with its own clock, as the program does.
    pub async fn open(&self) -> Result<(Store, String)> {
        let store = match &self.url {
            Some(url) => Store::at(url, self.folder.join("files"), Clock::machine()).await?,
            None => Store::in_folder(&self.folder, Clock::machine()).await?,
        };
        let counties = store.counties().await?;
        let (county, _) = counties
            .first()
            .context("the generated database holds no county")?
            .clone();
        let day = store
            .read(&county)
            .await?
            .setting("demonstration-day")
            .await?;
        let clock = match day.and_then(|day| Day::parse_iso(&day)) {
            Some(day) => Clock::starting_at(Moment::at(day, 9, 0)),
            None => Clock::machine(),
        };
        Ok((store.with_clock(clock), county))
    }
}

/// All rooms, by level.
pub fn rooms() -> Vec<Room> {
    let mut rooms = vec![
        identity::room(),
        enterprise::room(),
        ledger::room(),
        cultivation::room(),
        plan::room(),
        desk::room(),
    ];
    rooms.sort_by_key(|room| room.level);
    rooms
}

/// The tables of all rooms, in the order in which they are laid.
pub fn migrations() -> Vec<RoomMigrations> {
    std::iter::once(trail::MIGRATIONS)
        .chain(rooms().iter().map(|room| (room.migrations)()))
        .collect()
}

/// Every table that the program knows, in eight characters.
fn checksum() -> String {
    let mut hash = Sha256::new();
    for step in migrations().iter().flat_map(|room| room.steps) {
        hash.update(step.text.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The folder of generated databases.
pub fn kept() -> PathBuf {
    program::root().join("target").join("bench-data")
}

impl Ground {
    /// The generated database of an engine; with how long it took where it had to be made.
    pub async fn ready(
        program: &Path,
        cluster: Option<&Cluster>,
        rows: u64,
    ) -> Result<(Self, Option<Measured>)> {
        let name = format!("rows_{rows}_{SEED}_{}", checksum());
        let place = match cluster {
            Some(cluster) => Place {
                engine: Engine::PostgreSql,
                folder: kept().join(format!("{name}-postgres")),
                url: Some(cluster.url(&name)),
            },
            None => Place {
                engine: Engine::Sqlite,
                folder: kept().join(format!("{name}-sqlite")),
                url: None,
            },
        };
        let ground = Ground { place, rows };
        if ground.whole().exists() {
            return Ok((ground, None));
        }
        ground.clear(cluster, &name).await?;
        let seconds = ground.generate(program)?;
        fs::write(ground.whole(), "")?;
        let rounds = Rounds::once(seconds);
        let line = rounds.line(
            "generating the rows through the bulk door",
            seconds,
            "s",
            Some(Must::Under(300.0)),
        );
        let line = ground.tell(line);
        Ok((ground, Some(line)))
    }

    /// A line with where it was measured.
    pub fn tell(&self, mut line: Measured) -> Measured {
        line.rows = self.rows;
        self.place.name().clone_into(&mut line.what);
        line
    }

    /// Stands where the filling came to its end.
    fn whole(&self) -> PathBuf {
        self.place.folder.join("whole")
    }

    /// Takes away what an interrupted filling left.
    async fn clear(&self, cluster: Option<&Cluster>, name: &str) -> Result<()> {
        if self.place.folder.exists() {
            fs::remove_dir_all(&self.place.folder)?;
        }
        fs::create_dir_all(&self.place.folder)?;
        if let Some(cluster) = cluster {
            let mut root = PgConnection::connect(&cluster.url("postgres")).await?;
            root.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}")))
                .await?;
            root.execute(AssertSqlSafe(format!(
                "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"
            )))
            .await?;
            root.close().await?;
        }
        Ok(())
    }

    fn generate(&self, program: &Path) -> Result<f64> {
        eprintln!("generating {} rows on {} …", self.rows, self.place.name());
        let numbers = [
            ("--firms", (self.rows / 200).max(100)),
            ("--rows", self.rows),
            ("--years", u64::from(YEARS)),
            ("--seed", SEED),
        ];
        let mut arguments = self.place.arguments();
        arguments.push("generate".to_owned());
        arguments.extend(
            numbers
                .into_iter()
                .flat_map(|(name, number)| [name.to_owned(), number.to_string()]),
        );
        let begun = Instant::now();
        program::run(program, &arguments)?;
        ensure!(
            self.place.folder.exists(),
            "the generated database is not there"
        );
        Ok(begun.elapsed().as_secs_f64())
    }

    /// A copy to write into, so that the kept rows stay as they were generated.
    pub async fn copy(&self, cluster: Option<&Cluster>) -> Result<Scratch> {
        let folder = self.place.folder.with_extension("copy");
        let place = Place {
            folder: folder.clone(),
            url: cluster.map(|cluster| cluster.url("bench_copy")),
            ..self.place.clone()
        };
        let copy = Scratch { place };
        copy.remove();
        fs::create_dir_all(&folder)?;
        match cluster {
            Some(cluster) => copy_database(cluster, self.database()).await?,
            None => copy_folder(&self.place.folder, &folder)?,
        }
        copy_files(&self.place.folder.join("files"), &folder.join("files"))?;
        Ok(copy)
    }

    fn database(&self) -> &str {
        self.place
            .url
            .as_deref()
            .and_then(|url| url.split('?').next()?.rsplit('/').next())
            .unwrap_or_default()
    }
}

/// With the log beside it, where the last writer was ended before it tidied up.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for name in ["kedu.db", "kedu.db-wal"]
        .into_iter()
        .filter(|name| from.join(name).exists())
    {
        fs::copy(from.join(name), to.join(name))?;
        // Else the kernel writes the copy out while acts are measured on it.
        fs::File::open(to.join(name))?.sync_all()?;
    }
    Ok(())
}

/// The kept files, each on its shelf.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    for shelf in fs::read_dir(from)? {
        let shelf = shelf?;
        let beside = to.join(shelf.file_name());
        fs::create_dir_all(&beside)?;
        for file in fs::read_dir(shelf.path())? {
            let file = file?;
            fs::copy(file.path(), beside.join(file.file_name()))?;
        }
    }
    Ok(())
}

async fn copy_database(cluster: &Cluster, name: &str) -> Result<()> {
    let mut root = PgConnection::connect(&cluster.url("postgres")).await?;
    root.execute("DROP DATABASE IF EXISTS bench_copy").await?;
    root.execute(AssertSqlSafe(format!(
        "CREATE DATABASE bench_copy TEMPLATE {name} STRATEGY FILE_COPY"
    )))
    .await?;
    Ok(root.close().await?)
}

/// A database to write into; a copy on SQLite is removed when it is dropped, one on PostgreSQL by the next.
pub struct Scratch {
    pub place: Place,
}

impl Scratch {
    fn remove(&self) {
        if self.place.folder.exists() && fs::remove_dir_all(&self.place.folder).is_err() {
            eprintln!("{} could not be removed", self.place.folder.display());
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.remove();
    }
}
