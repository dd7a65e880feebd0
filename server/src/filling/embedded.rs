//! An embedded database is filled in a folder of its own and put in its place when it is whole.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use store::Store;
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
    if database.exists() {
        let store = rooms::open(place).await?;
        let found = look(&store, county).await?;
        store.close().await;
        match found {
            Found::Whole => return Ok(None),
            Found::Other => return refused(),
            Found::Nothing | Found::Half => {}
        }
    }
    let growing = async |store: &Store, _: &Path| {
        store.migrate(&rooms::migrations()).await?;
        filling(store).await
    };
    grow(place, database, growing).await.map(Some)
}

/// Grows a database with its files in a folder of its own, and puts them in their place when they are whole. Nothing
/// stays of one that fails.
pub async fn grow<T>(
    place: &Place,
    database: &Path,
    growing: impl AsyncFnOnce(&Store, &Path) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let home = database.parent().unwrap_or(Path::new("."));
    let ground = Ground::begin(home)?;
    let store = Store::in_folder(&ground.folder, Clock::machine()).await?;
    store.hurry().await?;
    let grown = growing(&store, &ground.folder).await;
    store.close().await;
    let grown = grown?;
    put(&ground.folder, database, &place.data.join("files"))?;
    Ok(grown)
}

/// The folder that something grows in; it goes away with this, whole or not.
pub struct Ground {
    pub folder: PathBuf,
    _alone: fs::File,
}

impl Ground {
    pub fn begin(home: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(home).with_context(|| format!("建不了目录 {}", home.display()))?;
        let alone = alone(&home.join(format!("{FILLING}.lock")))?;
        let folder = home.join(FILLING);
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("删不掉上次没填完的 {}", folder.display()))?;
        }
        Ok(Ground {
            folder,
            _alone: alone,
        })
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The only one that fills here, as long as the file is open.
fn alone(path: &Path) -> anyhow::Result<fs::File> {
    let file = fs::File::create(path).with_context(|| format!("写不了 {}", path.display()))?;
    file.try_lock()
        .map_err(|_| anyhow::anyhow!("另一个程序正在往这里写数据，请等它写完。"))?;
    Ok(file)
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
    fs::rename(whole, database).with_context(|| format!("移不到 {}", database.display()))
}

/// Moves kept files, each with its shelf.
pub fn put_files(from: &Path, files: &Path) -> std::io::Result<()> {
    for shelf in listed(from)? {
        let to = files.join(shelf.file_name().unwrap_or_default());
        fs::create_dir_all(&to)?;
        for file in listed(&shelf)? {
            fs::rename(&file, to.join(file.file_name().unwrap_or_default()))?;
        }
        fs::File::open(&to)?.sync_all()?;
    }
    Ok(())
}

fn listed(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}
