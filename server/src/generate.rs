//! `generate`: a county of any size for load tests. Plausible, invented, the same for the same
//! seed; the rows go in through the ledger's bulk door, one trail entry an act.

mod course;
mod firms;
mod kinds;
mod load;
mod row;

use anyhow::Context;
use store::Store;
use trail::Who;
use values::{Clock, Day, Moment};

use crate::demonstration::calendar::day;
use crate::demonstration::cast::{self, Cast};
use crate::demonstration::chance::Chance;
use crate::demonstration::plan::{self, Step};
use crate::demonstration::{act::Deed, county, mapping};
use crate::filling::{DAY, Progress, STATE, mark};

use load::{Batch, Load};

/// The first year: indicators are defined from then on (皋科发〔2020〕2号).
const FIRST_YEAR: i32 = 2020;

/// How much is made.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub firms: usize,
    pub rows: u64,
    pub years: i32,
    pub seed: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub people: usize,
    pub firms: usize,
    pub rows: u64,
    pub versions: u64,
    pub targets: usize,
}

impl Size {
    fn first(self) -> Day {
        day(FIRST_YEAR, 1, 1)
    }

    /// The county's clock starts there: in the autumn of the last year.
    pub fn today(self) -> Day {
        day(FIRST_YEAR + self.years - 1, 9, 18)
    }
}

/// Fills the county: organisations and people, firms, the rows of all years with some three
/// versions each, and the last year's plan. Until the end it carries the mark `filling`.
pub async fn run(store: &Store, size: Size, progress: Progress<'_>) -> anyhow::Result<Counts> {
    progress(0, size.rows, "组织和用户");
    store.found(county::CODE, county::NAME).await?;
    mark(store, county::CODE, &[(STATE, "filling")]).await?;
    let clock = Clock::standing_at(Moment::at(size.first(), 8, 0));
    let standing = store.clone().with_clock(clock);
    let cast = cast::enter(&standing, None).await?;
    let mut chance = Chance::seeded(size.seed);
    progress(0, size.rows, "企业");
    let firms = firms::enter(&standing, &cast, &mut chance, size).await?;
    let load = Load::new(&standing, &cast, firms, chance).await?;
    let mut counts = Counts {
        people: cast.sign_ins.len(),
        firms: size.firms,
        ..Counts::default()
    };
    let rooms = crate::rooms::migrations();
    store.leave_out_indexes(&rooms, "ledger_version").await?;
    write(&standing, load, size, &mut counts, progress).await?;
    progress(counts.rows, size.rows, "索引");
    store.lay_indexes(&rooms).await?;
    counts.targets = plan_of(&standing, &cast, size.today().year()).await?;
    store.analyze().await?;
    let today = size.today().to_string();
    mark(store, county::CODE, &[(DAY, &today), (STATE, "ready")]).await?;
    Ok(counts)
}

/// Writes the rows of one half month while those of the next are made.
async fn write(
    store: &Store,
    mut load: Load,
    size: Size,
    counts: &mut Counts,
    progress: Progress<'_>,
) -> anyhow::Result<()> {
    let (send, mut made) = tokio::sync::mpsc::channel(1);
    let making = tokio::task::spawn_blocking(move || -> anyhow::Result<()> {
        for (at, stretch) in load::stretches(size).into_iter().enumerate() {
            // Nobody takes it: the writing has failed, and tells why.
            if send.blocking_send(load.make(stretch, at)?).is_err() {
                break;
            }
        }
        Ok(())
    });
    while let Some(versions) = made.recv().await {
        for Batch { moment, rows } in versions {
            store.clock().set(moment);
            counts.rows += rows.iter().filter(|row| row.version == 1).count() as u64;
            let mut tx = store.write(county::CODE).await?;
            counts.versions += ledger::door::bulk(&mut tx, &Who::program(), rows).await?;
            tx.commit().await?;
        }
        progress(counts.rows, size.rows, "台账");
    }
    making.await?
}

/// The notice becomes the plan of the last year; gives how many targets it has.
async fn plan_of(store: &Store, cast: &Cast, year: i32) -> anyhow::Result<usize> {
    store.clock().set(Moment::at(day(year, 9, 17), 16, 0));
    for act in plan::steps() {
        let Deed::Plan(step) = act.deed else { continue };
        if !matches!(
            step,
            Step::Enter | Step::Settle { .. } | Step::Accept(_) | Step::Curve(..)
        ) {
            continue;
        }
        let actor = cast.actors.get(act.who).context("nobody acts")?;
        let mut tx = store.write(county::CODE).await?;
        mapping::take(store, &mut tx, actor, &step).await?;
        tx.commit().await?;
    }
    let mut tx = store.read(county::CODE).await?;
    let targets = ::plan::door::targets(&mut tx, i64::from(year), None).await;
    Ok(targets.map_err(|error| anyhow::anyhow!("{error:?}"))?.len())
}

#[cfg(test)]
#[path = "generate/tests.rs"]
mod tests;
