use std::path::Path;
use std::sync::Arc;

use store::{Backup, Copied, Refusal, Store, Watch};

use crate::commands::backup::{shown, tell};
use crate::filling::{embedded, embedded_file};
use crate::options::{Place, Restore};
use crate::rooms;

/// Restores a backup into an empty place: all of it, or nothing.
pub async fn run(place: &Place, restore: Restore) -> anyhow::Result<()> {
    let watch = Arc::new(Watch::default());
    let mut backup = Backup::open(&restore.file, &rooms::migrations())?;
    backup.expect(&watch);
    let copied = match embedded_file(place) {
        Some(file) => {
            must_be_empty(place, &file).await?;
            let restoring = into_file(place, &file, &mut backup, &watch);
            shown(&watch, "恢复", restoring).await??
        }
        None => {
            let restoring = into_server(place, &mut backup, &watch);
            shown(&watch, "恢复", restoring).await??
        }
    };
    tell("已恢复", &copied, restore.json);
    Ok(())
}

/// A database file without a county may be replaced.
async fn must_be_empty(place: &Place, file: &Path) -> anyhow::Result<()> {
    if file.exists() {
        let store = rooms::open(place).await?;
        let counties = store.counties().await?;
        store.close().await;
        anyhow::ensure!(counties.is_empty(), Refusal::NotEmpty);
    }
    Ok(())
}

async fn into_file(
    place: &Place,
    file: &Path,
    backup: &mut Backup,
    watch: &Watch,
) -> anyhow::Result<Copied> {
    let growing = async |store: &Store, folder: &Path| {
        backup.unpack_files(&folder.join("files"), watch)?;
        store
            .load(backup, &rooms::migrations(), watch, || Ok(()))
            .await?;
        Ok::<_, anyhow::Error>(backup.copied()?)
    };
    embedded::grow(place, file, growing).await
}

/// The files wait beside their place until the database is about to have their rows.
async fn into_server(place: &Place, backup: &mut Backup, watch: &Watch) -> anyhow::Result<Copied> {
    let url = place.database.as_deref().unwrap_or_default();
    let files = place.data.join("files");
    let store = Store::at(url, files.clone(), values::Clock::machine())
        .await
        .map_err(|error| anyhow::anyhow!("打不开数据库：{error}。请检查 --database。"))?;
    let ground = embedded::Ground::begin(&place.data)?;
    let unpacked = ground.folder.join("files");
    backup.unpack_files(&unpacked, watch)?;
    let put = || {
        embedded::put_files(&unpacked, &files)
            .map_err(|error| Refusal::Unwritable(files.clone(), error))
    };
    store.load(backup, &rooms::migrations(), watch, put).await?;
    store.analyze().await?;
    store.close().await;
    Ok(backup.copied()?)
}
