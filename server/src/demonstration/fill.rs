//! Fills an empty county with the demonstration.

use anyhow::Context;
use store::Store;
use values::{Clock, Day, Moment};

use super::calendar::{self, Date, day};
use super::cast::{self, SignIn};
use super::county;
use super::stage::Stage;
use super::story::story;

/// The setting that says how far a demonstration is: `filling`, then `ready`.
pub const STATE: &str = "demonstration";
/// The setting that keeps the day on which its clock starts.
pub const DAY: &str = "demonstration-day";

/// How far a filling is: done, of how many, what.
pub type Progress<'a> = &'a (dyn Fn(u64, u64, &str) + Sync);

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
    mark(store, &[(STATE, "filling")]).await?;
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
    mark(store, &[(DAY, &today.to_string()), (STATE, "ready")]).await?;
    Ok(cast.sign_ins)
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

/// Settings are no business acts: the sequence does not move.
async fn mark(store: &Store, settings: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut tx = store.note(county::CODE).await?;
    for (name, value) in settings {
        tx.set_setting(name, value).await?;
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
#[path = "fill_tests.rs"]
mod tests;
