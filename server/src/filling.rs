//! Where an invented county is filled, so that a filling that is cut off leaves nothing half done.

pub mod embedded;

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use store::Store;

use crate::options::Place;
use crate::rooms;

/// The setting that says how far an invented county is: `filling`, then `ready`.
pub const STATE: &str = "demonstration";
/// The setting that keeps the day on which its clock starts.
pub const DAY: &str = "demonstration-day";

/// How far a filling is: done, of how many, what.
pub type Progress<'a> = &'a (dyn Fn(u64, u64, &str) + Sync);

/// Fills an empty place and gives what the filling gives; `None` where a whole one is already.
/// A place with anything else in it is refused. A filling that was cut off is begun anew.
pub async fn fill<T>(
    place: &Place,
    county: &str,
    filling: impl AsyncFnOnce(&Store) -> anyhow::Result<T>,
) -> anyhow::Result<Option<T>> {
    if let Some(other) = place.county.as_ref().filter(|code| *code != county) {
        anyhow::bail!("演示和压力测试的库只有区划代码 {county}，--county {other} 请去掉。");
    }
    match embedded_file(place) {
        Some(file) => embedded::fill(place, &file, county, filling).await,
        None => on_server(place, county, filling).await,
    }
}

/// The file of an embedded database; none on PostgreSQL.
pub fn embedded_file(place: &Place) -> Option<PathBuf> {
    match place.database.as_deref() {
        None => Some(place.data.join("kedu.db")),
        Some(url) => {
            let path = url.strip_prefix("sqlite:")?;
            Some(PathBuf::from(path.trim_start_matches("//")))
        }
    }
}

/// Where a place is locked, and what grows lies until it is whole: beside an embedded database.
pub fn home(place: &Place) -> PathBuf {
    let file = embedded_file(place);
    let beside = file.and_then(|file| file.parent().map(Path::to_owned));
    match beside {
        Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) => folder,
        None => place.data.clone(),
    }
}

/// What lies in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    /// A filling that was cut off.
    Half,
    Whole,
    Other,
}

async fn look(store: &Store, county: &str) -> anyhow::Result<Found> {
    let counties = store.counties().await?;
    let [(code, _)] = counties.as_slice() else {
        return Ok(if counties.is_empty() {
            Found::Nothing
        } else {
            Found::Other
        });
    };
    let mut tx = store.read(code).await?;
    let (state, acts) = (tx.setting(STATE).await?, tx.sequence());
    Ok(match state.as_deref() {
        Some("ready") => Found::Whole,
        Some("filling") if code == county => Found::Half,
        // A filling may be cut off between the county's line and its mark: nothing is in it yet.
        None if acts == 0 && code == county => Found::Half,
        _ => Found::Other,
    })
}

fn refused<T>() -> anyhow::Result<T> {
    anyhow::bail!(
        "这个库里已有内容，不是演示库。演示和压力测试请用空的 --data 目录或空的数据库；要运行这个库，去掉 --demo。"
    )
}

async fn on_server<T>(
    place: &Place,
    county: &str,
    filling: impl AsyncFnOnce(&Store) -> anyhow::Result<T>,
) -> anyhow::Result<Option<T>> {
    let store = rooms::open(place).await?;
    let filled = match look(&store, county).await? {
        Found::Whole => None,
        Found::Other => return refused(),
        Found::Half => {
            store.forget(county, &rooms::migrations()).await?;
            Some(filling(&store).await?)
        }
        Found::Nothing => Some(filling(&store).await?),
    };
    store.close().await;
    Ok(filled)
}

/// A bar on the terminal; on anything else it is silent.
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new() -> anyhow::Result<Self> {
        let bar = ProgressBar::new(1);
        bar.set_style(ProgressStyle::with_template(
            "{msg} {wide_bar} {percent}%　{eta}",
        )?);
        Ok(Bar(bar))
    }

    pub fn show(&self, done: u64, all: u64, what: &str) {
        self.0.set_length(all);
        self.0.set_position(done);
        self.0.set_message(what.to_owned());
    }

    pub fn end(self) {
        self.0.finish_and_clear();
    }
}

/// Settings are no business acts: the sequence does not move.
pub async fn mark(store: &Store, county: &str, settings: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut tx = store.note(county).await?;
    for (name, value) in settings {
        tx.set_setting(name, value).await?;
    }
    Ok(tx.commit().await?)
}
