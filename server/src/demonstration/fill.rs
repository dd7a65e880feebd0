//! Fills an empty county with the demonstration.

use anyhow::Context;
use store::Store;
use values::{Clock, Day, Moment};

use super::calendar::{self, Date, day};
use super::cast::{self, SignIn};
use super::county;
use super::stage::Stage;
use super::story::story;
use crate::filling::{self, Bar, DAY, Progress, STATE, mark};
use crate::options::Place;

/// The first day on which there is a plan to look at.
const EARLIEST: Date = (2020, 2, 21);
/// The story ends with the year 2020.
const LATEST: Date = (2021, 12, 31);

/// Fills the county up to nine in the morning of `today`; gives who can sign in. The database
/// must hold no county of this code. Until the end it carries the mark `filling`.
pub async fn fill(
    store: &Store,
    today: Day,
    progress: Progress<'_>,
    password: Option<&str>,
) -> anyhow::Result<Vec<SignIn>> {
    must_be_told(today)?;
    progress(0, 1, "组织和用户");
    store.found(county::CODE, county::NAME).await?;
    mark(store, county::CODE, &[(STATE, "filling")]).await?;
    let (year, month, date) = calendar::BEGINNING;
    let clock = Clock::standing_at(Moment::at(day(year, month, date), 8, 0));
    let standing = store.clone().with_clock(clock);
    let cast = cast::enter(&standing, password).await?;
    let story = story(today);
    let all = story.acts.len() as u64;
    let told = |done: usize| progress(done as u64, all, "两年的企业、台账和计划");
    Stage::new(&standing, cast.actors, cast.towns)
        .play(&story, &told)
        .await
        .context("演示没有填完")?;
    store.analyze().await?;
    mark(
        store,
        county::CODE,
        &[(DAY, &today.to_string()), (STATE, "ready")],
    )
    .await?;
    Ok(cast.sign_ins)
}

/// One password for all people of the demonstration; for tests and journeys.
const PASSWORD: &str = "KEDU_DEMO_PASSWORD";

/// Fills an empty place with a bar on the terminal, which `told` hears too, and gives who can sign in; nobody where a
/// whole demonstration is already.
pub async fn open_or_fill(
    place: &Place,
    today: Day,
    told: Progress<'_>,
) -> anyhow::Result<Vec<SignIn>> {
    must_be_told(today)?;
    let bar = Bar::new()?;
    let password = std::env::var(PASSWORD).ok();
    let progress = |done: u64, all: u64, what: &str| {
        bar.show(done, all, what);
        told(done, all, what);
    };
    let filling = async |store: &Store| fill(store, today, &progress, password.as_deref()).await;
    let people = filling::fill(place, county::CODE, filling).await?;
    bar.end();
    Ok(people.unwrap_or_default())
}

fn must_be_told(today: Day) -> anyhow::Result<()> {
    let of = |(year, month, date)| day(year, month, date);
    let (earliest, latest) = (of(EARLIEST), of(LATEST));
    anyhow::ensure!(
        (earliest..=latest).contains(&today),
        "演示从 {earliest} 到 {latest} 之间的一天开始，您给的是 {today}。请改 --today。"
    );
    Ok(())
}

#[cfg(test)]
#[path = "fill_tests.rs"]
mod tests;
