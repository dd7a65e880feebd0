use std::path::Path;
use std::sync::Arc;

use store::{Backup, Copied, Refusal, Store, Watch};

use crate::commands::backup::{shown, tell};
use crate::filling::{embedded, embedded_file};
use crate::options::{Place, Restore};
use crate::{rooms, told};

/// Restores a backup into an empty place: all of it, or nothing.
pub async fn run(place: &Place, restore: Restore) -> anyhow::Result<()> {
    let watch = Arc::new(Watch::default());
    let mut backup = Backup::open(&restore.file, &rooms::migrations())?;
    backup.expect(&watch);
    let copied = match embedded_file(place) {
        Some(file) => {
            let restoring = into_file(place, &file, &mut backup, &watch);
            shown(&watch, "恢复", restoring).await??
        }
        None => {
            let restoring = into_server(place, &mut backup, &watch);
            shown(&watch, "恢复", restoring).await??
        }
    };
    if copied.missing > 0 {
        told::aside(format!(
            "kedu: 备份的时候就缺 {} 份凭证文件，恢复以后也没有。请运行 kedu verify 查看。",
            copied.missing
        ));
    }
    tell("已恢复", &copied, restore.json)
}

/// A file may be replaced that has nothing but Kedu's tables, and no county in them.
async fn must_be_empty(place: &Place) -> anyhow::Result<()> {
    let Some(inside) = rooms::inside(place).await? else {
        return Ok(());
    };
    anyhow::ensure!(!inside.has_county, Refusal::NotEmpty);
    anyhow::ensure!(
        inside.others.is_empty(),
        "这里有别的程序的表（{}），不会覆盖。请恢复到空的 --data 目录或空的数据库。",
        inside.others.join("、")
    );
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
    embedded::grow(place, file, async || must_be_empty(place).await, growing).await
}

/// The files wait beside their place until the database is about to have their rows.
async fn into_server(place: &Place, backup: &mut Backup, watch: &Watch) -> anyhow::Result<Copied> {
    let files = place.data.join("files");
    let ground = embedded::Ground::begin(&place.data)?;
    must_be_empty(place).await?;
    let store = rooms::connect(place).await?;
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
