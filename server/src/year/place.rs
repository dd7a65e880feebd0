use std::path::{Path, PathBuf};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use store::Store;
use values::{Clock, Day, Moment};

use super::{SignIn, fill};
use crate::demonstration::county::{CODE, NAME};
use crate::options::Place;
use crate::rooms;

/// Fills an empty place with the demonstration year; does nothing where one is. A filling that
/// was interrupted is begun anew: an embedded database is filled beside its place and renamed
/// when it is whole.
pub async fn open_or_fill(place: &Place, today: Day) -> anyhow::Result<Vec<SignIn>> {
    match &place.database {
        Some(_) => on_server(place, today).await,
        None => in_folder(&place.data, today).await,
    }
}

async fn in_folder(data: &Path, today: Day) -> anyhow::Result<Vec<SignIn>> {
    if data.join("kedu.db").exists() {
        return is_demonstration(&rooms::open(&Place { data: data.to_owned(), database: None, county: None }).await?).await.map(|()| Vec::new());
    }
    let beside = beside(data);
    if beside.exists() {
        std::fs::remove_dir_all(&beside).with_context(|| format!("删不掉上次没填完的 {}", beside.display()))?;
    }
    let store = Store::in_folder(&beside, Clock::machine()).await?;
    store.migrate(&rooms::migrations()).await?;
    let people = filled(&store, today).await?;
    store.close().await;
    // An empty folder may be there already.
    if data.exists() {
        std::fs::remove_dir(data).with_context(|| format!("{} 不是空目录，演示要放在空目录里", data.display()))?;
    }
    std::fs::rename(&beside, data).with_context(|| format!("移不到 {}", data.display()))?;
    Ok(people)
}

/// The folder in which a filling grows, beside its place.
fn beside(data: &Path) -> PathBuf {
    let name = data.file_name().map_or_else(|| "data".to_owned(), |name| name.to_string_lossy().into_owned());
    data.with_file_name(format!(".{name}-filling"))
}

async fn on_server(place: &Place, today: Day) -> anyhow::Result<Vec<SignIn>> {
    let store = rooms::open(place).await?;
    if store.counties().await?.is_empty() {
        return filled(&store, today).await;
    }
    is_demonstration(&store).await.map(|()| Vec::new())
}

/// Refuses a database that is no whole demonstration.
async fn is_demonstration(store: &Store) -> anyhow::Result<()> {
    let code = store.counties().await?.first().map(|(code, _)| code.clone()).unwrap_or_default();
    let day = rooms::demonstration_day(store, &code).await?;
    store.close().await;
    anyhow::ensure!(day.is_some(), "这个库不是演示库，或上次没有填完。演示请用空的数据目录或空的数据库。");
    Ok(())
}

async fn filled(store: &Store, today: Day) -> anyhow::Result<Vec<SignIn>> {
    store.found(CODE, NAME).await?;
    let clock = Clock::standing_at(Moment::at(Day::of(2019, 1, 2).context("day")?, 8, 30));
    let store = store.clone().with_clock(clock);
    let bar = ProgressBar::new(100);
    bar.set_style(ProgressStyle::with_template("{msg} {bar:40} {percent}%")?);
    let people = fill::fill(&store, today, &bar).await?;
    bar.finish_and_clear();
    store.analyze().await?;
    let mut tx = store.note(CODE).await?;
    tx.set_setting("demonstration-day", &today.to_string()).await?;
    tx.commit().await?;
    Ok(people)
}
