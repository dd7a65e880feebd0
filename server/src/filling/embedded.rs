//! An embedded database is filled in a folder of its own and put in its place when it is whole.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use store::{Refusal, Store};
use values::Clock;

use super::{Found, look, refused};
use crate::options::Place;
use crate::rooms;

/// The folder in which a filling grows, beside the database.
const FILLING: &str = ".kedu-filling";

pub async fn fill<T>(
    place: &Place,
    database: &Path,
    county: &str,
    filling: impl AsyncFnOnce(&Store) -> anyhow::Result<T>,
) -> anyhow::Result<Option<T>> {
    let found = async || {
        if !database.exists() {
            return Ok(Found::Nothing);
        }
        let store = rooms::open(place).await?;
        let found = look(&store, county).await;
        store.close().await;
        found
    };
    if found().await? == Found::Whole {
        return Ok(None);
    }
    let may_grow = async || match found().await? {
        Found::Nothing | Found::Half => Ok(()),
        Found::Whole | Found::Other => refused(),
    };
    let growing = async |store: &Store, _: &Path| {
        store.migrate(&rooms::migrations()).await?;
        filling(store).await
    };
    grow(place, database, may_grow, growing).await.map(Some)
}

/// Grows a database with its files in a folder of its own, and puts them in their place when they are whole. Nothing
/// stays of one that fails. Whether it may is asked before the work, and again before what is there is replaced.
pub async fn grow<T>(
    place: &Place,
    database: &Path,
    may_grow: impl AsyncFn() -> anyhow::Result<()>,
    growing: impl AsyncFnOnce(&Store, &Path) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let ground = Ground::begin(&super::home(place))?;
    may_grow().await?;
    let store = Store::in_folder(&ground.folder, Clock::machine()).await;
    let store = store.map_err(Refusal::from)?;
    store.hurry().await.map_err(Refusal::from)?;
    let grown = growing(&store, &ground.folder).await;
    if grown.is_err() {
        store.close().await;
    }
    let grown = grown?;
    store.seal().await.map_err(Refusal::from)?;
    may_grow().await?;
    put(&ground.folder, database, &place.data.join("files"))?;
    Ok(grown)
}

/// The folder that something grows in; it goes away with this, whole or not, and so does a home that was made for it and
/// got nothing.
pub struct Ground {
    pub folder: PathBuf,
    made: Option<PathBuf>,
    _alone: fs::File,
}

impl Ground {
    pub fn begin(home: &Path) -> anyhow::Result<Self> {
        let made = (!home.exists()).then(|| home.to_owned());
        fs::create_dir_all(home).with_context(|| format!("建不了目录 {}", home.display()))?;
        let alone = lock(home)?;
        alone.try_lock().map_err(|_| busy())?;
        let folder = home.join(FILLING);
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("删不掉上次没填完的 {}", folder.display()))?;
        }
        Ok(Ground {
            folder,
            made,
            _alone: alone,
        })
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
        if let Some(home) = &self.made
            && listed(home).is_ok_and(|all| all == [lock_of(home)])
        {
            let _ = fs::remove_file(lock_of(home));
            let _ = fs::remove_dir(home);
        }
    }
}

/// A filling or a restore that was cut off and lies beside where a database is to be.
pub fn cut_off(home: &Path) -> Option<PathBuf> {
    Some(home.join(FILLING)).filter(|folder| folder.exists())
}

/// Says that a site runs here, as long as the file is open: nothing grows meanwhile that would take its place.
pub fn stay(home: &Path) -> anyhow::Result<fs::File> {
    fs::create_dir_all(home).with_context(|| format!("建不了目录 {}", home.display()))?;
    let beside = lock(home)?;
    beside.try_lock_shared().map_err(|_| busy())?;
    Ok(beside)
}

fn lock(home: &Path) -> anyhow::Result<fs::File> {
    let path = lock_of(home);
    fs::File::create(&path).with_context(|| format!("写不了 {}", path.display()))
}

fn lock_of(home: &Path) -> PathBuf {
    home.join(format!("{FILLING}.lock"))
}

fn busy() -> anyhow::Error {
    anyhow::anyhow!("另一个程序正在往这里写数据，或者网站正在运行。请等它写完，或先停下网站。")
}

/// The files first, the database last: where it is, all is.
fn put(folder: &Path, database: &Path, files: &Path) -> anyhow::Result<()> {
    put_files(&folder.join("files"), files)?;
    // What an empty database left beside itself must not be read with the new one.
    for rest in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{rest}", database.display()));
    }
    let whole = folder.join("kedu.db");
    fs::File::open(&whole)?.sync_all()?;
    fs::rename(whole, database).with_context(|| format!("移不到 {}", database.display()))?;
    // The name must survive a power cut as the content does.
    Ok(fs::File::open(folder.parent().unwrap_or(folder))?.sync_all()?)
}

/// Moves kept files, each with its shelf.
pub fn put_files(from: &Path, files: &Path) -> std::io::Result<()> {
    for shelf in listed(from)? {
        let to = files.join(shelf.file_name().unwrap_or_default());
        fs::create_dir_all(&to)?;
        for file in listed(&shelf)? {
            put_file(&file, &to.join(file.file_name().unwrap_or_default()))?;
        }
        fs::File::open(&to)?.sync_all()?;
    }
    Ok(())
}

/// Between two file systems nothing can be renamed: it is copied beside its place first.
fn put_file(from: &Path, to: &Path) -> std::io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == std::io::ErrorKind::CrossesDevices => {}
        done => return done,
    }
    let copy = to.with_added_extension("partial");
    let copied = fs::copy(from, &copy)
        .and_then(|_| fs::File::open(&copy)?.sync_all())
        .and_then(|()| fs::rename(&copy, to));
    if copied.is_err() {
        let _ = fs::remove_file(&copy);
    }
    copied
}

fn listed(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}
