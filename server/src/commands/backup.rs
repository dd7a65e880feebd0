use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use store::{Copied, Watch};

use crate::answer::Signals;
use crate::filling::Bar;
use crate::options::{Backup, Place};
use crate::{rooms, told};

/// Copies the whole database and its files into one file, while a site may run on them.
pub async fn run(place: &Place, backup: Backup) -> anyhow::Result<()> {
    let store = rooms::open_existing(place).await?;
    anyhow::ensure!(
        !store.counties().await?.is_empty(),
        "库里还没有县，没有可备份的。请检查 --data 或 --database。"
    );
    let watch = Arc::new(Watch::default());
    let (steps, without) = (rooms::migrations(), desk::door::left_out());
    let taking = store.backup(&backup.file, &steps, &without, &watch);
    let copied = shown(&watch, "备份", taking).await??;
    desk::door::backed_up(&store, &backup.file, &copied).await?;
    store.close().await;
    tell("已备份", &copied, backup.json)?;
    let lacks = lacks(&copied, &place.data.join("files"));
    anyhow::ensure!(lacks.is_empty(), lacks);
    Ok(())
}

/// What is not in a backup as it was kept; empty where it is whole.
fn lacks(copied: &Copied, files: &Path) -> String {
    let mut lacks = String::new();
    if copied.missing > 0 {
        lacks += &format!(
            "有 {} 份凭证文件不在 {} 里，备份里也没有。请检查 --data，再备份一次；真的丢了，请运行 kedu verify 查看。",
            copied.missing,
            files.display()
        );
    }
    if copied.damaged > 0 {
        lacks += &format!(
            "有 {} 份凭证文件的内容与指纹不符，已照原样备份。请留着以前的备份，运行 kedu verify 查看是哪些。",
            copied.damaged
        );
    }
    lacks
}

/// What was copied, as `docs/interfaces.md` has it.
pub fn tell(verb: &str, copied: &Copied, json: bool) -> anyhow::Result<()> {
    let Copied {
        rows,
        files,
        missing,
        damaged,
        bytes,
        sha256,
    } = copied;
    if json {
        told::line(
            json!({"rows": rows, "files": files, "missing": missing, "damaged": damaged, "bytes": bytes, "sha256": sha256}),
        )
    } else {
        told::line(format!(
            "{verb} {rows} 行、{files} 份文件，{bytes} 字节，sha256 {sha256}"
        ))
    }
}

/// Waits for a copy with a bar on the terminal. Told to stop, it leaves nothing half done.
pub async fn shown<T>(
    watch: &Watch,
    what: &str,
    copying: impl Future<Output = T>,
) -> anyhow::Result<T> {
    let bar = Bar::new()?;
    tokio::pin!(copying);
    let mut looks = tokio::time::interval(Duration::from_millis(200));
    let mut signals = Signals::new()?;
    loop {
        tokio::select! {
            done = &mut copying => {
                bar.end();
                return Ok(done);
            }
            () = signals.next() => watch.stop(),
            _ = looks.tick() => {
                let (done, total) = watch.told();
                bar.show(done, total, what);
            }
        }
    }
}
