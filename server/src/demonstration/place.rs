//! Where a demonstration is filled, so that a filling that is cut off leaves nothing half done.

mod embedded;

use indicatif::{ProgressBar, ProgressStyle};
use store::Store;
use values::Day;

use super::cast::SignIn;
use super::county;
use super::fill::{STATE, fill};
use crate::options::Place;
use crate::rooms;

/// One password for all people of the demonstration; for tests and journeys.
const PASSWORD: &str = "KEDU_DEMO_PASSWORD";

/// Fills an empty place and gives who can sign in; nobody where a whole demonstration is already.
/// A place with anything else in it is refused. A filling that was cut off is begun anew.
pub async fn open_or_fill(place: &Place, today: Day) -> anyhow::Result<Vec<SignIn>> {
    match place.database.as_deref() {
        None => embedded::open_or_fill(place, &place.data.join("kedu.db"), today).await,
        Some(url) => match url.strip_prefix("sqlite:") {
            Some(path) => {
                embedded::open_or_fill(place, path.trim_start_matches("//").as_ref(), today).await
            }
            None => on_server(place, today).await,
        },
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

async fn look(store: &Store) -> anyhow::Result<Found> {
    let counties = store.counties().await?;
    let [(code, _)] = counties.as_slice() else {
        return Ok(if counties.is_empty() {
            Found::Nothing
        } else {
            Found::Other
        });
    };
    let mut tx = store.read(code).await?;
    let (state, people) = (tx.setting(STATE).await?, tx.sequence());
    Ok(match state.as_deref() {
        Some("ready") => Found::Whole,
        Some("filling") if code == county::CODE => Found::Half,
        // A filling may be cut off between the county's line and its mark: nothing is in it yet.
        None if people == 0 && code == county::CODE => Found::Half,
        _ => Found::Other,
    })
}

fn refused<T>() -> anyhow::Result<T> {
    anyhow::bail!(
        "这个库里已有内容，不是演示库。演示请用空的 --data 目录或空的数据库；要运行这个库，去掉 --demo。"
    )
}

async fn on_server(place: &Place, today: Day) -> anyhow::Result<Vec<SignIn>> {
    let store = rooms::open(place).await?;
    let people = match look(&store).await? {
        Found::Whole => Vec::new(),
        Found::Other => return refused(),
        Found::Half => {
            store.forget(county::CODE, &rooms::migrations()).await?;
            filled(&store, today).await?
        }
        Found::Nothing => filled(&store, today).await?,
    };
    store.close().await;
    Ok(people)
}

/// Fills with a bar on the terminal.
async fn filled(store: &Store, today: Day) -> anyhow::Result<Vec<SignIn>> {
    let bar = ProgressBar::new(1);
    bar.set_style(ProgressStyle::with_template(
        "{msg} {wide_bar} {percent}%　{eta}",
    )?);
    let progress = |done: u64, all: u64, what: &str| {
        bar.set_length(all);
        bar.set_position(done);
        bar.set_message(what.to_owned());
    };
    let password = std::env::var(PASSWORD).ok();
    let people = fill(store, today, &progress, password.as_deref()).await?;
    bar.finish_and_clear();
    Ok(people)
}
